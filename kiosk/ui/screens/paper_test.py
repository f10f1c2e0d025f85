"""Tests on paper: those that were made, and a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.screens.cohort_parts import footer
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _


@dataclass(frozen=True)
class PaperLine:
    """A paper test as the list shows it, all in words but its id."""

    id: str
    made: str
    course: str
    test: str
    group: str
    packages: str
    typed: str


class PaperTestsPart(QWidget):
    """The papers, the newest first; a new one, printing, and typing in."""

    new_wanted = Signal()
    print_wanted = Signal(str)
    type_wanted = Signal(str)

    def __init__(
        self, lines: Sequence[PaperLine], theme: Theme, *, said: str, may_make: bool
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.table = Table(_columns(), "papers-table", _("Uji kertas"), theme)
        self.table.show_lines([_line(each) for each in lines])
        self.table.activated.connect(lambda _index: self.type_wanted.emit(self.table.key))
        new = button(_("Uji kertas baru"), "paper-new", theme, icon_left="plus")
        out = button(_("Cetak atau simpan"), "paper-out", theme, icon_left="printer")
        enter = button(_("Ketik jawaban"), "paper-type", theme, role="primary", icon_right="pencil")
        new.clicked.connect(self.new_wanted.emit)
        new.setVisible(may_make)
        out.clicked.connect(lambda: self.print_wanted.emit(self.table.key))
        enter.clicked.connect(lambda: self.type_wanted.emit(self.table.key))
        for made in (out, enter):
            made.setEnabled(bool(lines))
        self.footer = footer(new, None, out, enter, theme=theme)
        self.first_focus: QWidget = self.table if lines else new
        words = _(
            "Untuk hari ketika komputer tidak dapat dipakai: cetak uji, lalu ketik jawabannya di"
            " sini. Nilainya dihitung sama seperti di layar."
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(
            Sheet(text(_("Uji kertas"), "title", wrap=False), text(words, "small"), spacing=4)
        )
        if said:
            done = text(said, "strong")
            done.setObjectName("paper-said")
            box.addWidget(row(picture("circle-check", theme.hijau, theme, 22), done))
        if lines:
            self.table.selectRow(0)
            box.addWidget(self.table, 1)
        else:
            self.table.setParent(self)
            self.table.hide()
            box.addWidget(text(_("Belum ada uji kertas."), "lead"))
            box.addStretch(1)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Dibuat"), width=120),
        Column(_("Kursus"), share=3),
        Column(_("Uji"), width=110),
        Column(_("Kelas"), share=2, needs=620),
        Column(_("Paket soal"), width=90, needs=520),
        Column(_("Sudah diketik"), width=130),
    )


def _line(each: PaperLine) -> Line:
    words = (each.made, each.course, each.test, each.group, each.packages, each.typed)
    return Line(each.id, tuple(Cell(w, bold=n == 1) for n, w in enumerate(words)))


@dataclass(frozen=True)
class PaperDraft:
    """A paper to be made, in words: `left_out` says what does not work on paper, "" nothing."""

    course: str
    test: str
    group: str
    packages: int
    count: str
    left_out: str = ""


class PaperFormPart(QWidget):
    """What a new paper is of. Each wish asks for another choice."""

    course_wanted = Signal()
    test_wanted = Signal()
    group_wanted = Signal()
    packages_wanted = Signal(int)
    made = Signal()
    back_wanted = Signal()

    def __init__(self, draft: PaperDraft, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        back = button(_("Uji kertas"), "paper-back", theme, icon_left="arrow-left")
        make = button(
            _("Buat uji kertas"), "paper-make", theme, role="primary", icon_right="arrow-right"
        )
        back.clicked.connect(self.back_wanted.emit)
        make.clicked.connect(self.made.emit)
        self.footer = footer(back, None, make, theme=theme)
        self.first_focus: QWidget = make
        rows = []
        for label, value, name, wanted in (
            (_("Kursus"), draft.course, "course", self.course_wanted),
            (_("Uji"), draft.test, "test", self.test_wanted),
            (_("Kelas"), draft.group, "group", self.group_wanted),
        ):
            choice = button(value, f"paper-{name}", theme, icon_right="chevron-down", small=True)
            choice.setAccessibleName(f"{label}: {value}")
            choice.clicked.connect(wanted.emit)
            rows.append(Sheet(text(label, "label"), row(choice, None), spacing=6))
        one = chip(_("Sama untuk semua"), "paper-one", theme, on=draft.packages == 1)
        two = chip(_("Paket A dan B"), "paper-two", theme, on=draft.packages > 1)
        one.clicked.connect(lambda: self.packages_wanted.emit(1))
        two.clicked.connect(lambda: self.packages_wanted.emit(2))
        packages = Sheet(text(_("Paket soal"), "label"), row(one, two, None), spacing=6)
        card = Card(*rows, packages, text(draft.count, "strong"), margin=theme.px(22))
        if draft.left_out:
            left = text(draft.left_out, "warn")
            left.setObjectName("paper-left-out")
            card.box.addWidget(row(picture("info", theme.jingga_teks, theme), left))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(text(_("Uji kertas baru"), "h2"))
        box.addWidget(card)
        box.addStretch(1)
