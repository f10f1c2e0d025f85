"""The people of this kiosk: look somebody up, bring people in, give activation codes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.people.learner import Learner
from kiosk.people.nip import Kind, Nip
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _


class PeoplePart(QWidget):
    """Everyone on the roster; `closed` are the ids of those who have no PIN yet."""

    import_wanted = Signal()
    code_wanted = Signal(str)
    codes_wanted = Signal()

    def __init__(self, people: tuple[Learner, ...], closed: frozenset[str], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._people, self._closed, self._theme = people, closed, theme
        self._able = {x.id for x in people if x.active and x.kind is not Kind.GUEST}
        self.search = Field(_("Cari nama, unit kerja, atau NIP"), "people-search", theme)
        self.table = Table(_columns(), "people-table", _("Peserta"), theme)
        self.code = button(_("Kode baru"), "people-code", theme, icon_left="key-round")
        self.note = text("", "small")
        self.first_focus = self.search
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(self._head())
        box.addWidget(self.search)
        box.addWidget(self.table, 1)
        box.addWidget(self._below())
        self.search.changed.connect(lambda _words: self._show())
        self.table.picked.connect(self._picked)
        self.code.clicked.connect(lambda: self.code_wanted.emit(self.table.key))
        self._show()

    def _head(self) -> QWidget:
        bring = button(
            _("Impor CSV"), "people-import", self._theme, role="primary", icon_left="upload"
        )
        bring.clicked.connect(self.import_wanted.emit)
        return row(text(_("Peserta"), "title", wrap=False), None, bring)

    def _below(self) -> QWidget:
        waiting = len(self._closed & self._able)
        words = _("Kode untuk {n} yang belum aktif").format(n=waiting)
        many = button(words, "people-codes", self._theme, icon_left="users")
        if waiting < 2:
            many.hide()
        many.clicked.connect(self.codes_wanted.emit)
        for made in (self.code, many):
            made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return row(self.note, self.code, many)

    def _show(self) -> None:
        words = self.search.value.casefold().split()
        found = tuple(x for x in self._people if _holds(x, words))
        self.table.show_lines(tuple(self._line(x) for x in found))
        if not self._people:
            note = _("Belum ada peserta. Impor daftar dari berkas CSV.")
        elif not found:
            note = _("Tidak ada peserta yang cocok. Periksa ejaannya.")
        else:
            note = _("{n} peserta. Pilih satu untuk memberi kode baru.").format(n=len(found))
        self.note.setText(note)

    def _picked(self, key: str) -> None:
        self.code.setEnabled(key in self._able)

    def _line(self, learner: Learner) -> Line:
        nip = Nip(learner.nip).masked if learner.nip else "–"
        cells = (Cell(learner.name, bold=True), Cell(learner.unit), Cell(nip))
        return Line(learner.id, (*cells, self._account(learner)))

    def _account(self, learner: Learner) -> Cell:
        theme = self._theme
        if learner.kind is Kind.GUEST:
            return Cell(_("Tamu"), "user")
        if not learner.active:
            return Cell(_("Ditutup"), "lock")
        if learner.id in self._closed:
            return Cell(_("Belum aktif"), "clock", theme.jingga_teks)
        return Cell(_("Aktif"), "circle-check", theme.hijau_teks)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Nama"), share=5),
        Column(_("Unit kerja"), share=5),
        Column(_("NIP"), width=190, needs=760),
        Column(_("Akun"), width=140),
    )


def _holds(learner: Learner, words: list[str]) -> bool:
    """Whether a person is meant by all words: name, unit, or any part of the NIP."""
    named = f"{learner.name} {learner.unit} {learner.nip}".casefold()
    return all(word in named for word in words)
