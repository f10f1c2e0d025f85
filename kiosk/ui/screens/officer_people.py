"""The people of this kiosk: look somebody up, bring people in, give activation codes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.people.learner import Learner
from kiosk.people.nip import Kind, Nip
from kiosk.ui.screens.cohort_parts import footer
from kiosk.ui.screens.officer_table import Cell, Column, LateLines, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _


class PeoplePart(QWidget):
    """Everyone on the roster; `closed` are the ids of those who have no PIN yet."""

    import_wanted = Signal()
    code_wanted = Signal(str)
    codes_wanted = Signal()
    more_wanted = Signal(str)
    cards_wanted = Signal(tuple)
    several_wanted = Signal(tuple)

    def __init__(self, people: tuple[Learner, ...], closed: frozenset[str], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._people, self._closed, self._theme = people, closed, theme
        self._able = {x.id for x in people if x.active and x.kind is not Kind.GUEST}
        self.search = Field(_("Cari nama, unit kerja, atau NIP"), "people-search", theme)
        self.table = Table(_columns(), "people-table", _("Peserta"), theme)
        self.code = button(_("Kode baru"), "people-code", theme, icon_left="key-round")
        self.more = button(_("Tindakan"), "people-more", theme, icon_left="pencil")
        self.more.setEnabled(False)
        self.cards = button(_("Kartu"), "people-cards", theme, icon_left="printer")
        self._found: tuple[Learner, ...] = ()
        self._only = "all"
        self._marked: set[str] = set()
        self.mark = button(_("Tandai"), "people-mark", theme, icon_left="check")
        self.mark.clicked.connect(self._mark)
        self._chips = {
            key: chip(words, f"people-only-{key}", theme, on=key == self._only)
            for key, words in (
                ("all", _("Semua")),
                ("waiting", _("Belum aktif")),
                ("closed", _("Ditutup")),
            )
        }
        self.note = text("", "small")
        self.first_focus = self.search
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(self._head())
        box.addWidget(self.search)
        box.addWidget(row(*self._chips.values(), None, self.mark, spacing=theme.px(8)))
        box.addWidget(self.table, 1)
        box.addWidget(self._waiting())
        self.footer = self._below()
        self.search.changed.connect(lambda _words: self._show())
        for key, made in self._chips.items():
            made.clicked.connect(partial(self._filter, key))
        self.table.picked.connect(self._picked)
        self.code.clicked.connect(lambda: self.code_wanted.emit(self.table.key))
        self._show()

    def _head(self) -> QWidget:
        bring = button(
            _("Impor peserta"), "people-import", self._theme, role="primary", icon_left="upload"
        )
        bring.clicked.connect(self.import_wanted.emit)
        return row(text(_("Peserta"), "title", wrap=False), None, bring)

    def _waiting(self) -> QWidget:
        """How many there are, and codes for all who still need one."""
        waiting = len(self._closed & self._able)
        words = _("Kode untuk {n} yang belum aktif").format(n=waiting)
        many = button(words, "people-codes", self._theme, icon_left="users", small=True)
        many.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if waiting < 2:
            many.hide()
        many.clicked.connect(self.codes_wanted.emit)
        return row(self.note, many)

    def _below(self) -> QWidget:
        """The bar that is always seen: what can be done with somebody, or with those marked."""
        self.more.clicked.connect(self._more)
        self.cards.clicked.connect(self._cards)
        return footer(None, self.more, self.cards, self.code, theme=self._theme)

    def _more(self) -> None:
        if self._marked:
            self.several_wanted.emit(tuple(x.id for x in self._people if x.id in self._marked))
        else:
            self.more_wanted.emit(self.table.key)

    def _mark(self) -> None:
        """Mark the chosen row, or take its mark away; the row stays chosen."""
        self._marked ^= {self.table.key}
        self.table.lines.lines = LateLines(len(self._found), lambda n: self._line(self._found[n]))
        self.table.viewport().update()
        self._picked(self.table.key)
        self._say()

    def _cards(self) -> None:
        """Cards for whoever is marked; without marks for whoever the search shows."""
        chosen = [x for x in self._people if x.id in self._marked] or self._found
        self.cards_wanted.emit(tuple(x.id for x in chosen if x.id in self._able))

    def _filter(self, key: str) -> None:
        self._only = key
        for each, made in self._chips.items():
            made.setChecked(each == key)
        self._show()

    def _passes(self, learner: Learner) -> bool:
        if self._only == "waiting":
            return learner.id in self._able and learner.id in self._closed
        return self._only == "all" or not learner.active

    def _show(self) -> None:
        words = self.search.value.casefold().split()
        found = tuple(x for x in self._people if self._passes(x) and _holds(x, words))
        self._found = found
        self.cards.setEnabled(any(x.id in self._able for x in found))
        self.table.show_lines(LateLines(len(found), lambda n: self._line(found[n])))
        self._say()

    def _say(self) -> None:
        found = self._found
        if self._marked:
            note = _("{n} peserta ditandai.").format(n=len(self._marked))
        elif not self._people:
            note = _("Belum ada peserta. Impor daftar dari berkas Excel atau CSV.")
        elif not found and not self.search.value.strip():
            note = _("Tidak ada peserta seperti itu.")
        elif not found:
            note = _("Tidak ada peserta yang cocok. Periksa ejaannya.")
        else:
            note = _("{n} peserta. Pilih satu untuk memberi kode baru.").format(n=len(found))
        self.note.setText(note)

    def _picked(self, key: str) -> None:
        self.code.setEnabled(key in self._able)
        self.mark.setEnabled(bool(key))
        self.more.setEnabled(bool(key or self._marked))

    def _line(self, learner: Learner) -> Line:
        nip = Nip(learner.nip).masked if learner.nip else "–"
        drawn = "check" if learner.id in self._marked else ""
        cells = (Cell(learner.name, drawn, bold=True), Cell(learner.unit), Cell(nip))
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
