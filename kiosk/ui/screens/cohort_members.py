"""Who belongs to a class: chosen from everybody by search, unit, a list of NIPs, an import."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.people.learner import Learner
from kiosk.people.nip import Nip
from kiosk.ui.flow import flow
from kiosk.ui.screens.cohort_parts import footer
from kiosk.ui.screens.officer_table import Cell, Column, LateLines, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _


class PickTable(Table):
    """A table of which rows are taken and given back. `toggled` tells the row's key."""

    toggled = Signal(str)

    def __init__(self, columns: tuple[Column, ...], name: str, words: str, theme: Theme) -> None:
        super().__init__(columns, name, words, theme)
        self.clicked.connect(lambda _index: self.toggled.emit(self.key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter take the row, or give it back."""
        taken = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if taken and self.key:
            self.toggled.emit(self.key)
        else:
            super().keyPressEvent(event)

    def repaint_lines(self, lines: LateLines) -> None:
        """The same rows with other words: the chosen one and the place stay."""
        self.lines.lines = lines
        self.viewport().update()


class MembersPart(QWidget):
    """Everybody, with a tick at those who belong to the class."""

    done = Signal(object)
    unit_wanted = Signal()
    paste_wanted = Signal()

    def __init__(
        self,
        people: tuple[Learner, ...],
        members: Iterable[str],
        imported: tuple[str, ...],
        theme: Theme,
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._imported, self._unit = theme, imported, ""
        self.members = dict.fromkeys(members)
        self._people = tuple(x for x in people if x.active or x.id in self.members)
        self._hay = [f"{x.name} {x.unit} {x.nip}".casefold() for x in self._people]
        self._shown: tuple[Learner, ...] = ()
        self.search = Field(_("Cari nama, unit kerja, atau NIP"), "members-search", theme)
        self.table = PickTable(_columns(), "members-table", _("Peserta"), theme)
        self.first_focus = self.search
        self._note = text("", "small")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(10))
        for part in (text(_("Pilih peserta kelas"), "title"), self.search, self._tools()):
            box.addWidget(part)
        box.addWidget(self._note)
        box.addWidget(self.table, 1)
        self.footer = self._footer()
        self.search.changed.connect(lambda _words: self._look())
        self.table.toggled.connect(self._toggle)
        self._look()

    def _tools(self) -> QWidget:
        theme = self._theme
        self._only = chip(_("Anggota"), "members-only", theme, drawn="users")
        self._by_unit = button(
            _("Unit kerja"), "members-unit", theme, icon_right="chevron-down", small=True
        )
        self._all = button(_("Tambah"), "members-all", theme, icon_left="plus", small=True)
        paste = button(_("Tempel NIP…"), "members-paste", theme, icon_left="list", small=True)
        words = _("Impor terakhir ({n})").format(n=len(self._imported))
        brought = button(words, "members-imported", theme, icon_left="upload", small=True)
        brought.setVisible(bool(self._imported))
        self._only.clicked.connect(self._look)
        self._by_unit.clicked.connect(self.unit_wanted.emit)
        self._all.clicked.connect(self._take_all)
        paste.clicked.connect(self.paste_wanted.emit)
        brought.clicked.connect(lambda: self.take(self._imported))
        made = (self._only, self._by_unit, self._all, paste, brought)
        for each in made:
            each.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return flow(*made, gap=theme.px(8))

    def _footer(self) -> QWidget:
        theme = self._theme
        self._use = button(_("Pakai"), "members-done", theme, role="primary", icon_left="check")
        self._use.clicked.connect(lambda: self.done.emit(tuple(self.members)))
        clear = button(_("Kosongkan"), "members-none", theme)
        clear.clicked.connect(self._clear)
        return footer(clear, None, self._use, theme=theme)

    @property
    def units(self) -> tuple[str, ...]:
        """The units to choose from."""
        return tuple(sorted({x.unit for x in self._people if x.unit}))

    def choose_unit(self, unit: str) -> None:
        """Only people of this unit are shown; "" all."""
        self._unit = unit
        self._look()

    def take(self, learners: Iterable[str]) -> None:
        """These belong to the class, too."""
        here = {x.id for x in self._people}
        self.members |= dict.fromkeys(x for x in learners if x in here)
        self._look()

    def _take_all(self) -> None:
        self.take(x.id for x in self._shown)

    def _clear(self) -> None:
        self.members.clear()
        self._look()

    def _toggle(self, key: str) -> None:
        if not key:
            return
        if key in self.members:
            del self.members[key]
        else:
            self.members[key] = None
        self.table.repaint_lines(self._lines())
        self._tell()

    def _look(self) -> None:
        words = self.search.value.casefold().split()
        only = self._only.isChecked()
        self._shown = tuple(
            x
            for x, hay in zip(self._people, self._hay, strict=True)
            if all(word in hay for word in words)
            and self._unit in ("", x.unit)
            and (not only or x.id in self.members)
        )
        self.table.show_lines(self._lines())
        self._tell()

    def _tell(self) -> None:
        n = len(self.members)
        self._use.setText(_("Pakai {n} peserta").format(n=n))
        self._use.setAccessibleName(self._use.text())
        self._only.setText(_("Anggota {n}").format(n=n))
        self._by_unit.setText(self._unit or _("Semua unit kerja"))
        new = sum(x.id not in self.members for x in self._shown)
        self._all.setText(_("Tambah semua ini ({n})").format(n=new))
        self._all.setEnabled(bool(new))
        form = _("{n} orang. Ketuk nama, atau tekan Spasi, untuk memilih.")
        none = _("Tidak ada yang cocok. Periksa ejaannya.")
        self._note.setText(form.format(n=len(self._shown)) if self._shown else none)

    def _lines(self) -> LateLines:
        return LateLines(len(self._shown), self._line)

    def _line(self, place: int) -> Line:
        theme, x = self._theme, self._shown[place]
        chosen = x.id in self.members
        tick = (
            Cell(_("Anggota"), "circle-check", theme.hijau_teks) if chosen else Cell("", "circle")
        )
        nip = Nip(x.nip).masked if x.nip else "–"
        cells = (tick, Cell(x.name, bold=True), Cell(x.unit), Cell(nip))
        return Line(x.id, cells, ground=theme.laut50 if chosen else "")


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Pilih"), width=120),
        Column(_("Nama"), share=5),
        Column(_("Unit kerja"), share=5),
        Column(_("NIP"), width=190, needs=760),
    )
