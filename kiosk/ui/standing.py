"""The status chip: how the records stand with the agency, in words that fit where they stand."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from kiosk.office.sync import ALONE, Standing
from kiosk.ui.icons import pixmap
from kiosk.ui.theme import FAMILY, Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import picture, restyle, text
from kiosk.ui.words import _, date_long, date_of

ICON, HEIGHT = 18, 32


def standing_words(standing: Standing) -> tuple[str, ...]:
    """The longest form first; each of them is true by itself."""
    forms = {
        "view-only": (_("Tidak ada yang disimpan"), _("Tidak disimpan")),
        "alone": (_("Tersimpan di komputer ini"), _("Tersimpan")),
        "empty": (_("Tersambung dengan {agency}, belum ada catatan"), _("Belum ada catatan")),
        "waiting": (
            _("{n} catatan menunggu dikirim ke {agency}"),
            _("{n} catatan menunggu"),
            _("{n} menunggu"),
        ),
        "sending": (_("Menyetor · {n} catatan lagi"), _("Menyetor · {n}")),
        "received": (
            _("Semua catatan sudah diterima {agency}, {date}"),
            _("Diterima {agency}, {date}"),
            _("Sudah diterima"),
        ),
        "revoked": (
            _("Kios ini dicabut {agency} · {n} catatan tetap di sini"),
            _("Kios dicabut {agency}"),
            _("Kios dicabut"),
        ),
    }[standing.state]
    date = date_long(date_of(standing.at)) if standing.at else ""
    facts = {"n": standing.waiting, "agency": standing.agency, "date": date}
    return tuple(form.format(**facts) for form in forms)


def stick_words(standing: Standing) -> str:
    """What whoever brought a stick of the agency wants to know; empty if there is none."""
    form = {
        "none": "",
        "writing": _("Stik {stick}: catatan kios ini sedang disalin. Aman dicabut kapan saja."),
        "written": _("Stik {stick} sudah membawa catatan kios ini. Boleh dicabut."),
        "trouble": _("Stik {stick} belum dapat dipakai. Beri tahu pengelola."),
    }[standing.on_stick]
    return form.format(stick=standing.stick)


def standing_icon(standing: Standing, theme: Theme) -> tuple[str, str, str]:
    """Icon, its colour, and the role of the box."""
    return {
        "view-only": ("eye", theme.jingga_teks, "status-orange"),
        "alone": ("hard-drive", theme.tinta2, "status"),
        "empty": ("cloud", theme.tinta2, "status"),
        "waiting": ("clock", theme.tinta2, "status"),
        "sending": ("refresh-cw", theme.laut, "status-blue"),
        "received": ("circle-check", theme.hijau_teks, "status-green"),
        "revoked": ("circle-alert", theme.jingga_teks, "status-orange"),
    }[standing.state]


class StatusChip(QFrame):
    """Icon and words in a rounded box. It takes the longest form that has room; see `fit`."""

    def __init__(self, theme: Theme, stands: Standing = ALONE) -> None:
        super().__init__()
        self.setObjectName("status-chip")
        self.setProperty("role", "status")
        self._theme, self._room = theme, 10_000
        self._forms: tuple[str, ...] = ("",)
        self._icon, self._words = text("", wrap=False), text("", "status", wrap=False)
        self._words.setObjectName("status-words")
        self._icon.setFixedSize(theme.px(ICON), theme.px(ICON))
        self.setFixedHeight(theme.px(HEIGHT))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._box.setSpacing(theme.px(8))
        self._box.addWidget(self._icon)
        self._box.addWidget(self._words)
        self.standing: Standing | None = None
        self.show_standing(stands)

    def show_standing(self, standing: Standing) -> None:
        """The truth, as it is now."""
        if standing == self.standing:
            return
        self.standing, self._forms = standing, standing_words(standing)
        drawn, colour, role = standing_icon(standing, self._theme)
        size, sharp = self._theme.px(ICON), 2.0 if self._theme.scale == 1 else 1.0
        self._icon.setPixmap(pixmap(drawn, colour, size, sharp))
        if role != self.property("role"):
            restyle(self, role)
            restyle(self._words, role)
        for part in (self, self._words):
            part.setAccessibleName(self._forms[0])
            part.setToolTip(self._forms[0])
        self.fit(self._room)

    def fit(self, room: int) -> int:
        """Take the longest form for which `room` pixels suffice; answers the pixels taken."""
        self._room = room
        widths = [self._width(form) for form in self._forms]
        fitting = [n for n, width in enumerate(widths) if width <= room]
        place = fitting[0] if fitting else len(widths) - 1
        self._words.setText(self._forms[place])
        self.setFixedWidth(widths[place])
        return widths[place]

    def _width(self, words: str) -> int:
        font = QFont(FAMILY)  # as the sheet says; before the window shows it, the label has another
        font.setPixelSize(self._theme.px(14))
        font.setWeight(QFont.Weight.DemiBold)
        letters = QFontMetrics(font).horizontalAdvance(words)
        return letters + self._theme.px(ICON + 8 + 24 + 6)

    def minimumSizeHint(self) -> QSize:
        """As wide as the words that are shown."""
        return QSize(self.width(), self._theme.px(HEIGHT))


class PorchStatus:
    """The same before anybody is signed in: a line on the panel, or a chip where there is none."""

    def __init__(self, theme: Theme) -> None:
        self.chip, self.line = StatusChip(theme), text("", "sea-small")
        self.stick, self.stick_line = text("", "strong"), text("", "sea")
        self.chip.setObjectName("status-below")
        self.line.setObjectName("status-line")
        self.stick.setObjectName("status-stick")
        drawn = picture("usb", theme.laut, theme, 22)
        self.news = Card(row(drawn, self.stick), role="callout-blue", margin=theme.px(12))
        beside = picture("usb", theme.di_panel, theme, 22)
        self.news_line = row(beside, self.stick_line)
        self.has_panel = False
        self.chip.fit(theme.px(420))
        self.show_standing(Standing())

    def show_standing(self, standing: Standing) -> None:
        """The truth, as it is now."""
        self.chip.show_standing(standing)
        self.line.setText(standing_words(standing)[0])
        said = stick_words(standing)
        if said != self.stick.text():
            self.stick.setText(said)
            self.stick_line.setText(said)
        self.arrange(has_panel=self.has_panel)

    def arrange(self, *, has_panel: bool) -> None:
        """Whether there is a panel to say it on."""
        self.has_panel = has_panel
        self.chip.setVisible(not has_panel)
        self.news.setVisible(bool(self.stick.text()) and not has_panel)
        self.news_line.setVisible(bool(self.stick.text()))


def give_room(chip: StatusChip, bar: QHBoxLayout, width: int) -> None:
    """Fit the chip into what the other parts of a bar of that width leave."""
    taken = bar.contentsMargins().left() + bar.contentsMargins().right()
    for place in range(bar.count()):
        part = bar.itemAt(place)
        widget = part.widget() if part is not None else None
        if widget is not None and widget is not chip and not widget.isHidden():
            taken += widget.sizeHint().width() + bar.spacing()
    chip.fit(width - taken - bar.spacing())
