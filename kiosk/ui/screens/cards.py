"""The question before participant cards: how many sheets, and with activation codes or not."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QButtonGroup, QWidget

from kiosk.office.cards import sheets_of
from kiosk.ui.flow import flow
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.text import chip, text
from kiosk.ui.words import _

SAVE, PRINT = "cards-save", "cards-print"
NOBODY, THE_NEW, EVERYBODY = "", "new", "all"


@dataclass(frozen=True)
class CardsView:
    """Of how many people cards are made; `new` of them have no PIN, `left_out` get no card."""

    count: int
    new: int
    left_out: int
    may_give: bool


class CardsChoice(Sheet):
    """What the dialog holds; `codes` is NOBODY, THE_NEW or EVERYBODY."""

    def __init__(self, view: CardsView, theme: Theme) -> None:
        super().__init__(spacing=theme.px(12))
        self._view, self._theme, self.codes = view, theme, NOBODY
        sheets = _("{n} kartu pada {m} lembar A4. Peserta masuk dengan kartu dan PIN.")
        words = sheets.format(n=view.count, m=sheets_of(view.count))
        self.box.addWidget(text(words, "body"))
        if view.left_out:
            words = _("{n} orang tidak mendapat kartu: tamu, atau akunnya ditutup.")
            self.box.addWidget(text(words.format(n=view.left_out), "small"))
        if view.may_give:
            self.box.addWidget(self._choices())
        self._about = text("", "small")
        self._about.setObjectName("cards-about")
        self.box.addWidget(self._about)
        self._choose(NOBODY)

    def _choices(self) -> QWidget:
        theme, view, group = self._theme, self._view, QButtonGroup(self)
        offered = {NOBODY: _("Tanpa kode")}
        if 0 < view.new < view.count:
            offered[THE_NEW] = _("Yang belum aktif: {n}").format(n=view.new)
        offered[EVERYBODY] = _("Semua: {n}").format(n=view.count)
        chips = []
        for codes, words in offered.items():
            made = chip(words, f"cards-codes-{codes or 'none'}", theme, on=codes == NOBODY)
            made.clicked.connect(lambda _on=False, codes=codes: self._choose(codes))
            group.addButton(made)
            chips.append(made)
        label = text(_("Kode aktivasi baru pada kartu"), "label")
        return column(label, flow(*chips, gap=theme.px(8)), spacing=theme.px(6))

    def _choose(self, codes: str) -> None:
        self.codes = codes
        words = ""
        if codes:
            words = _(
                "Kode yang sudah mereka terima tidak berlaku lagi. PIN lama berlaku sampai kode"
                " baru dipakai."
            )
        elif self._view.new:
            form = _("{n} orang belum punya PIN. Mereka memerlukan kode aktivasi saat masuk.")
            words = form.format(n=self._view.new)
        self._about.setText(words)
