"""What an officer has to decide: two values for one field, and a word that is out of date."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.office.sync import Differing, SyncView
from kiosk.ui.happened_words import moment
from kiosk.ui.screens.sheet import Sheet, Turning
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, clear, column, row
from kiosk.ui.widgets.text import button, line, picture, text
from kiosk.ui.words import _

MOST = 20
"""Fields shown at once; whoever has more settles these first, or all at once."""


class DecisionsPart(Sheet):
    """`settle_wanted` tells learner, field and "here" or "agency"; `all_wanted` the last alone."""

    settle_wanted = Signal(str, str, str)
    all_wanted = Signal(str)
    accept_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(spacing=theme.px(12))
        self._theme = theme
        self._shown: tuple[tuple[Differing, ...], int, int] | None = None

    def show_view(self, view: SyncView) -> None:
        """What is to be decided now; nothing to see where nothing is."""
        shown = (view.differing, view.expired, view.refused)
        self.setVisible(any(shown))
        if shown == self._shown:
            return
        self._shown = shown
        clear(self.box)
        if view.expired:
            self.box.addWidget(self._out_of_date(view.expired))
        if view.refused:
            form = _(
                "Bagian kabar instansi yang tidak dapat dipakai: {n}. Hubungi instansi; yang lain"
                " sudah dipakai."
            )
            said = text(form.format(n=view.refused), "warn")
            said.setObjectName("word-refused")
            drawn = picture("triangle-alert", self._theme.jingga_teks, self._theme)
            self.box.addWidget(row(drawn, said, spacing=10))
        if view.differing:
            self.box.addWidget(self._profiles(view.differing))

    def _out_of_date(self, expired: int) -> QWidget:
        theme = self._theme
        form = _(
            "Kabar dari instansi hanya berlaku sampai {moment}. Isinya sah, tetapi mungkin ada yang"
            " lebih baru. Bila instansi belum mengirim yang lain, Anda dapat memakainya."
        )
        yes = button(_("Pakai kabar ini"), "word-accept", theme, icon_left="check")
        yes.clicked.connect(self.accept_wanted.emit)
        return Card(
            row(picture("clock", theme.jingga_teks, theme, 22), text(_("Kabar lama"), "h3")),
            text(form.format(moment=moment(expired))),
            row(None, yes),
            role="callout-orange",
            margin=theme.px(18),
        )

    def _profiles(self, differing: tuple[Differing, ...]) -> QWidget:
        theme = self._theme
        said = text(
            _(
                "Data ini diubah di kios ini, dan instansi mengirim yang lain. Pilih yang benar;"
                " sampai itu, yang di kios ini dipakai."
            ),
            "small",
        )
        card = Card(margin=theme.px(20), spacing=theme.px(12))
        head = _("Data profil berbeda: {n}").format(n=len(differing))
        card.box.addWidget(row(picture("users", theme.jingga_teks, theme, 22), text(head, "h3")))
        card.box.addWidget(said)
        for number, each in enumerate(differing[:MOST]):
            card.box.addWidget(line())
            card.box.addWidget(self._field(number, each))
        if len(differing) > 1:
            every = button(
                _("Pakai yang dari instansi untuk semua"), "settle-all", theme, icon_left="landmark"
            )
            every.clicked.connect(partial(self._all, "agency"))
            card.box.addWidget(line())
            card.box.addWidget(row(None, every))
        return card

    def _all(self, keep: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        self.all_wanted.emit(keep)

    def _field(self, number: int, differing: Differing) -> QWidget:
        name = f"{differing.name} · {field_words(differing.field)}"
        return column(
            text(name, "strong"),
            Turning(
                self._value(number, differing, "here"),
                self._value(number, differing, "agency"),
                room=self._theme.px(620),
                shares=(1, 1),
                spacing=self._theme.px(12),
            ),
            spacing=self._theme.px(8),
        )

    def _value(self, number: int, differing: Differing, side: str) -> QWidget:
        theme = self._theme
        here = side == "here"
        whose = _("Di kios ini") if here else _("Dari instansi")
        value = value_words(differing.field, differing.here if here else differing.agency)
        words = _("Pakai ini")
        take = button(words, f"settle-{number}-{side}", theme, icon_left="check", small=True)
        take.setAccessibleName(f"{words}: {whose}, {value}")
        take.clicked.connect(partial(self._settle, differing, side))
        return Card(
            text(whose, "small"), text(value, "strong"), row(take, None), None,
            role="callout-plain", margin=theme.px(14), spacing=theme.px(6),
        )  # fmt: skip

    def _settle(self, differing: Differing, keep: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002
        self.settle_wanted.emit(differing.learner, differing.field, keep)


def field_words(field: str) -> str:
    """The name of a field of a profile."""
    return {
        "nip": _("NIP"),
        "name": _("Nama"),
        "unit": _("Unit kerja"),
        "rank": _("Pangkat"),
        "position": _("Jabatan"),
        "active": _("Akun"),
    }[field]


def value_words(field: str, value: str) -> str:
    """A value as it is read; an empty one is said too."""
    if field == "active":
        return _("Aktif") if value == "yes" else _("Tidak aktif")
    return value or _("(kosong)")
