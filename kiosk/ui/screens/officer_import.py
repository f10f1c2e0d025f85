"""Bringing people in: what a file would do row by row, and the codes, shown once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.office.roster import Row, RowState
from kiosk.people.learner import Learner
from kiosk.people.nip import Nip
from kiosk.ui.office_words import row_fault
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _

ORDER = (RowState.REFUSED, RowState.CHANGED, RowState.NEW, RowState.SAME)
TAKEN = (RowState.NEW, RowState.CHANGED)


class ImportPart(QWidget):
    """The rows of a file before anything is taken in; `known` are the learners by id."""

    taken = Signal()
    other_wanted = Signal()
    back_wanted = Signal()

    def __init__(
        self, file: str, rows: tuple[Row, ...], known: Mapping[str, Learner], theme: Theme
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._rows, self._known, self._theme = rows, known, theme
        self._counts = Counter(x.state for x in rows)
        self._chips: dict[RowState | None, QPushButton] = {}
        self.table = Table(_columns(), "import-table", _("Baris berkas"), theme)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(self._head(file))
        box.addWidget(self._filters())
        box.addWidget(self.table, 1)
        box.addWidget(self._below())
        self._filter(None)

    def _head(self, file: str) -> QWidget:
        theme = self._theme
        other = button(_("Berkas lain"), "import-other", theme, icon_left="file-text")
        other.clicked.connect(self.other_wanted.emit)
        words = _("{file} · {n} baris").format(file=file, n=len(self._rows))
        title = text(_("Impor peserta"), "title", wrap=False)
        head = column(title, text(words, "small"), spacing=0)
        return row(head, _narrow(other))

    def _filters(self) -> QWidget:
        theme, shown = self._theme, [(None, _("Semua {n}"), len(self._rows))]
        names = _filter_names()
        chips: list[tuple[RowState | None, str, int]] = [
            *shown,
            *((state, names[state], self._counts[state]) for state in ORDER),
        ]
        for state, words, count in chips:
            made = chip(words.format(n=count), f"import-{state or 'all'}", theme)
            made.setFixedHeight(theme.px(48))
            if not count and state is not None:
                made.hide()
            made.clicked.connect(lambda _on=False, wanted=state: self._filter(wanted))
            self._chips[state] = made
        return row(*self._chips.values(), None, spacing=theme.px(8))

    def _filter(self, wanted: RowState | None) -> None:
        for state, made in self._chips.items():
            made.setChecked(state is wanted)
        rows = [x for x in self._rows if wanted in (None, x.state)]
        rows.sort(key=lambda x: (ORDER.index(x.state), x.line))
        self.table.show_lines(tuple(self._line(x) for x in rows))

    def _below(self) -> QWidget:
        theme = self._theme
        count = sum(self._counts[state] for state in TAKEN)
        back = button(_("Peserta"), "import-back", theme, icon_left="arrow-left")
        back.clicked.connect(self.back_wanted.emit)
        words = _("Masukkan {n} baris").format(n=count)
        take = button(words, "import-take", theme, role="primary", icon_left="user-plus")
        take.setEnabled(count > 0)
        take.clicked.connect(self.taken.emit)
        self.first_focus = take if count else back
        refused = self._counts[RowState.REFUSED]
        note = _("Tidak ada peserta yang dihapus.")
        if refused:
            note = _("{n} baris dilewati sampai diperbaiki.").format(n=refused) + " " + note
        return row(_narrow(back), text(note, "small"), _narrow(take), spacing=theme.px(16))

    def _line(self, found: Row) -> Line:
        theme = self._theme
        words, drawn, colour, ground = {
            RowState.REFUSED: (_("Ditolak"), "circle-x", theme.merah, theme.merah_tint),
            RowState.CHANGED: (_("Berubah"), "pencil", theme.laut, ""),
            RowState.NEW: (_("Baru"), "plus", theme.hijau_teks, ""),
            RowState.SAME: (_("Tetap"), "check", theme.tinta2, ""),
        }[found.state]
        head = (Cell(str(found.line)), Cell(words, drawn, colour, bold=True))
        learner = found.learner
        if learner is None:
            return Line(str(found.line), (*head, Cell(row_fault(found.fault))), ground, spans=2)
        cells = (Cell(learner.name, bold=True), Cell(learner.unit), Cell(Nip(learner.nip).masked))
        return Line(str(found.line), (*head, *cells, Cell(self._becomes(found, learner))), ground)

    def _becomes(self, found: Row, learner: Learner) -> str:
        before = self._known.get(learner.id)
        if found.state is RowState.NEW:
            return _("Kode aktivasi akan dibuat.")
        if found.state is RowState.SAME or before is None:
            return _("Tidak ada yang berubah.")
        for old, new in (
            (before.unit, learner.unit),
            (before.name, learner.name),
            (before.rank, learner.rank),
            (before.position, learner.position),
        ):
            if old != new:
                return _("Semula: {old}").format(old=old or "–")
        return _("Akun dibuka lagi.")


def _narrow(made: QPushButton) -> QPushButton:
    """No wider than its words, beside words that wrap."""
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


class CodesPart(QWidget):
    """Activation codes, each beside its learner; `saved` tells where they were saved."""

    save_wanted = Signal()
    finished = Signal()

    def __init__(self, codes: tuple[tuple[Learner, str], ...], saved: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        table = Table(_code_columns(), "codes-table", _("Kode aktivasi"), theme)
        table.show_lines(tuple(_code_line(learner, code) for learner, code in codes))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        title = _("{n} kode aktivasi").format(n=len(codes))
        box.addWidget(text(title, "title", wrap=False))
        box.addWidget(_once(saved, theme))
        box.addWidget(table, 1)
        save = button(_("Simpan ke USB"), "codes-save", theme, icon_left="usb")
        save.clicked.connect(self.save_wanted.emit)
        done = button(_("Peserta"), "codes-done", theme, role="primary", icon_right="arrow-right")
        done.clicked.connect(self.finished.emit)
        box.addWidget(row(save, None, done))
        self.first_focus = done if saved else save


def _once(saved: str, theme: Theme) -> QWidget:
    if saved:
        words = _("Tersimpan: {file}. Berikan setiap kode hanya kepada pemiliknya.")
        words, drawn, ink, role = (
            words.format(file=saved), "circle-check", theme.hijau_teks, "callout-green",
        )  # fmt: skip
    else:
        words = _("Kode hanya tampil sekali. Simpan, lalu berikan kepada pemiliknya.")
        drawn, ink, role = "info", theme.jingga_teks, "callout-orange"
    said = row(picture(drawn, ink, theme, 22), text(words), spacing=theme.px(10))
    return Card(said, role=role, margin=theme.px(14))


def code_words(code: str) -> str:
    """A code in two groups, as it is read out."""
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def _code_line(learner: Learner, code: str) -> Line:
    cells = (Cell(code_words(code), bold=True), Cell(learner.name), Cell(learner.unit))
    return Line(learner.id, (*cells, Cell(Nip(learner.nip).masked)))


def _code_columns() -> tuple[Column, ...]:
    return (
        Column(_("Kode"), width=170),
        Column(_("Nama"), share=5),
        Column(_("Unit kerja"), share=5),
        Column(_("NIP"), width=190, needs=760),
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Baris"), width=70),
        Column(_("Hasil"), width=130),
        Column(_("Nama"), share=4),
        Column(_("Unit kerja"), share=4),
        Column(_("NIP"), width=190, needs=920),
        Column(_("Keterangan"), share=4),
    )


def _filter_names() -> dict[RowState, str]:
    return {
        RowState.REFUSED: _("Ditolak {n}"),
        RowState.CHANGED: _("Berubah {n}"),
        RowState.NEW: _("Baru {n}"),
        RowState.SAME: _("Tetap {n}"),
    }
