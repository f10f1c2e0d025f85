"""The officer's screen: its own top bar, the rooms at the left, and what is done in one of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.page import icon_button
from kiosk.ui.screens.officer_doors import Doors
from kiosk.ui.standing import StatusChip, give_room
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Scroll, column, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _

NARROW, LOW = 1100, 440
PARTS = (
    ("people", "users"),
    ("settings", "settings"),
    ("courses", "book-open"),
    ("certificates", "award"),
    ("sync", "refresh-cw"),
    ("copies", "save"),
    ("doctor", "shield-check"),
    ("kiosk", "monitor"),
)


class OfficerScreen(QWidget):
    """A part of the officer's room in its frame. `part_wanted` tells the name of another part.

    `note` stands above whatever part it is.
    """

    part_wanted = Signal(str)
    display_wanted = Signal()
    done = Signal()

    def __init__(
        self, at: str, city: str, agency: str, part: QWidget, theme: Theme, *, note: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.theme, self.part = theme, part
        scroll = Scroll(part, "officer-scroll")
        scroll.setAccessibleName(_names()[at])
        self.first_focus: QWidget | None = getattr(part, "first_focus", None)
        if self.first_focus is None:
            scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.first_focus = scroll
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._optional: list[tuple[QWidget, int]] = []
        whole.addWidget(self._top(city, agency))
        self._below = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._below.setSpacing(0)
        self._doors = Doors(PARTS, _names(), at, theme)
        self._doors.chosen.connect(self.part_wanted.emit)
        self._side = self._navigation()
        self._below.addWidget(self._side)
        self._frame = QVBoxLayout()
        self._frame.setSpacing(theme.px(10))
        if note:
            self._frame.addWidget(_note(note, theme))
        self._frame.addWidget(scroll, 1)
        self._below.addLayout(self._main(part), 1)
        whole.addLayout(self._below, 1)

    def _main(self, part: QWidget) -> QVBoxLayout:
        """The part in its margins, and below it a bar of its own if it has one."""
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addLayout(self._frame, 1)
        footer: QWidget | None = getattr(part, "footer", None)
        if footer is not None:
            main.addWidget(footer)
        return main

    def _top(self, city: str, agency: str) -> QFrame:
        theme, bar = self.theme, QFrame()
        bar.setProperty("role", "topbar")
        bar.setMinimumHeight(theme.px(64))
        box = self._top_box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(30), 6, theme.px(30), 6)
        box.setSpacing(theme.px(14))
        box.addWidget(picture("anchor", theme.laut, theme, 32))
        place = text(_("Ruang belajar ASN · {city}").format(city=city), "tiny", wrap=False)
        box.addWidget(column(None, text("Dermaga", "brand", wrap=False), place, None, spacing=0))
        box.addStretch(1)
        self.status_chip = StatusChip(theme)
        box.addWidget(self.status_chip)
        box.addWidget(names := _names_of(agency))
        box.addWidget(sign := self._sign())
        display = icon_button(
            "display", "settings", _("Tampilan: bahasa, ukuran teks, kontras"), theme
        )
        display.clicked.connect(self.display_wanted.emit)
        box.addWidget(display)
        done = button(_("Selesai"), "officer-done", theme, icon_left="log-out", small=True)
        done.setMinimumHeight(theme.px(48))
        done.clicked.connect(self.done.emit)
        box.addWidget(done)
        self._optional = [(place, NARROW), (sign, 900), (names, 740)]
        return bar

    def _sign(self) -> QLabel:
        theme, size = self.theme, self.theme.px(40)
        sign = text("P", "strong", wrap=False)
        sign.setFixedSize(size, size)
        sign.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sign.setStyleSheet(
            f"background: {theme.jingga}; color: {theme.di_jingga}; border-radius: {size // 2}px;"
        )
        return sign

    def _navigation(self) -> QFrame:
        theme, side = self.theme, QFrame()
        side.setProperty("role", "sidebar")
        outer = QVBoxLayout(side)
        outer.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), theme.px(14))
        outer.setAlignment(Qt.AlignmentFlag.AlignTop)
        outer.addWidget(self._doors)
        return side

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the rooms stand above in a row, and fewer words at the top."""
        super().resizeEvent(event)
        room = self.width() / self.theme.scale
        wide, theme = room >= NARROW, self.theme
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._below.setDirection(across if wide else down)
        self._doors.arrange(self.width() - theme.px(28), down=wide)
        self._side.setProperty("role", "sidebar" if wide else "topbar")
        self._side.style().unpolish(self._side)
        self._side.style().polish(self._side)
        self._side.setFixedWidth(theme.px(230) if wide else self.width())
        edge = theme.px(6) if not wide else theme.px(14)
        layout = self._side.layout()
        if layout is not None:
            layout.setContentsMargins(theme.px(14), edge, theme.px(14), edge)
        side = theme.px(34) if wide else 20
        above = theme.px(24) if wide else 12
        self._frame.setContentsMargins(side, above, side, above)
        for part, needed in self._optional:
            part.setVisible(room >= needed)
        squeeze = getattr(self.part, "squeeze", None)
        if callable(squeeze):
            squeeze(low=self.height() / self.theme.scale < LOW)
        give_room(self.status_chip, self._top_box, self.width())


def _names_of(agency: str) -> QWidget:
    """Who works here, and for whom."""
    who, short = text(_("Pengelola"), "strong", wrap=False), text(agency, "tiny", wrap=False)
    for label in (who, short):
        label.setAlignment(Qt.AlignmentFlag.AlignRight)
    return column(None, who, short, None, spacing=0)


def _note(words: str, theme: Theme) -> QWidget:
    said = text(words, "warn")
    said.setObjectName("officer-note")
    return row(picture("triangle-alert", theme.jingga_teks, theme), said, spacing=10)


def _names() -> dict[str, str]:
    return {
        "people": _("Peserta"),
        "settings": _("Pengaturan"),
        "courses": _("Daftar kursus"),
        "certificates": _("Sertifikat"),
        "sync": _("Sinkronisasi"),
        "copies": _("Cadangan"),
        "doctor": _("Pemeriksaan"),
        "kiosk": _("Kios"),
    }
