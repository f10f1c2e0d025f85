"""The classes of this kiosk: choose one for its day, change it, close it, or begin a new one."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.screens.cohort_parts import footer
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _


@dataclass(frozen=True)
class CohortLine:
    """A class as words for the list."""

    id: str
    name: str
    members: int
    courses: str
    days: str
    deadline: str
    closed: bool


class CohortsPart(QWidget):
    """All classes. `may`: who is at work may change them; `offered`: the agency names others."""

    new_wanted = Signal()
    offered_wanted = Signal()
    edit_wanted = Signal(str)
    close_wanted = Signal(str)
    day_wanted = Signal(str)
    cards_wanted = Signal(str)

    def __init__(
        self,
        lines: tuple[CohortLine, ...],
        theme: Theme,
        *,
        closed: bool = False,
        may: bool = True,
        offered: bool = False,
        may_cards: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._all, self._theme = {x.id: x for x in lines}, theme
        self.closed = closed
        self.table = Table(_columns(), "cohort-table", _("Kelas"), theme)
        self._note = text("", "small")
        new = button(_("Kelas baru"), "cohort-new", theme, role="primary", icon_left="plus")
        new.clicked.connect(self.new_wanted.emit)
        new.setVisible(may)
        words = _("Dari BKPSDM…")
        brought = button(words, "cohort-offered", theme, icon_left="download")
        brought.clicked.connect(self.offered_wanted.emit)
        brought.setVisible(may and offered)
        self._chips = (
            chip("", "cohort-open", theme, on=not closed),
            chip("", "cohort-closed", theme, on=closed),
        )
        for made, wanted in zip(self._chips, (False, True), strict=True):
            made.clicked.connect(lambda _on, w=wanted: self.show_closed(w))
        self._cards = button(
            _("Kartu peserta"), "cohort-cards", theme, icon_left="printer", small=True
        )
        self._cards.setMinimumHeight(48)
        self._cards.setVisible(may_cards)
        self._cards.clicked.connect(lambda: self.cards_wanted.emit(self.table.key))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        head = row(text(_("Kelas dan tugas"), "title", wrap=False), None, brought, new)
        for part in (head, row(*self._chips, None, self._cards, spacing=theme.px(8)), self._note):
            box.addWidget(part)
        box.addWidget(self.table, 1)
        self.footer = self._footer(may=may)
        self.table.picked.connect(lambda _key: self._picked())
        self.table.doubleClicked.connect(lambda _index: self._day.click())
        self.first_focus = self.table if self._all else new
        self.show_closed(closed)

    def _footer(self, *, may: bool) -> QWidget:
        theme = self._theme
        self._edit = button(_("Ubah"), "cohort-edit", theme, icon_left="pencil")
        self._close = button(_("Tutup kelas"), "cohort-close", theme, icon_left="lock")
        self._day = button(
            _("Buka hari pelatihan"), "cohort-day", theme, role="primary", icon_right="arrow-right"
        )
        for made, wish in (
            (self._edit, self.edit_wanted),
            (self._close, self.close_wanted),
            (self._day, self.day_wanted),
        ):
            made.clicked.connect(lambda _on, w=wish: w.emit(self.table.key))
        self._may = may
        return footer(None, self._close, self._edit, self._day, theme=theme)

    def show_closed(self, closed: bool) -> None:  # noqa: FBT001 - a choice of two
        """The open classes, or those that were closed."""
        self.closed = closed
        counts = [sum(x.closed is way for x in self._all.values()) for way in (False, True)]
        forms = (_("Dibuka {n}"), _("Ditutup {n}"))
        for made, form, count, way in zip(self._chips, forms, counts, (False, True), strict=True):
            made.setText(form.format(n=count))
            made.setAccessibleName(form.format(n=count))
            made.setChecked(way is closed)
        shown = tuple(x for x in reversed(self._all.values()) if x.closed is closed)
        self.table.show_lines(tuple(self._line(x) for x in shown))
        if shown:
            self.table.selectRow(0)
        words = _("Belum ada kelas di sini. Buat kelas, pilih pesertanya, lalu beri kursus.")
        self._note.setText("" if shown else words)
        self._note.setVisible(not shown)
        self._picked()

    def _picked(self) -> None:
        chosen = self._all.get(self.table.key)
        self._day.setEnabled(chosen is not None)
        self._cards.setEnabled(chosen is not None and chosen.members > 0)
        for made in (self._edit, self._close):
            made.setVisible(self._may)
            made.setEnabled(chosen is not None)
        self._close.setEnabled(chosen is not None and not chosen.closed)

    def _line(self, each: CohortLine) -> Line:
        theme = self._theme
        words = _("{n} peserta").format(n=each.members)
        deadline = Cell(each.deadline, "clock", theme.jingga_teks) if each.deadline else Cell("–")
        cells = (Cell(each.name, bold=True), Cell(words), Cell(each.courses), Cell(each.days))
        return Line(each.id, (*cells, deadline))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Kelas"), share=4),
        Column(_("Anggota"), width=120),
        Column(_("Kursus"), share=4),
        Column(_("Hari"), width=150, needs=820),
        Column(_("Tenggat"), width=130),
    )
