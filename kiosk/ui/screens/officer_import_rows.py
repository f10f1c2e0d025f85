"""The rows of a file and what becomes of each; below them, the answer to the one chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.office.roster import Plan, Row, RowState
from kiosk.people.nip import grouped
from kiosk.ui.flow import flow
from kiosk.ui.import_words import UNIT_DOUBTS, reason_words, thousands
from kiosk.ui.screens.officer_table import ROW, Cell, Column, LateLines, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, chip, text
from kiosk.ui.words import _

ORDER = (RowState.REFUSED, RowState.DOUBTFUL, RowState.CHANGED, RowState.NEW, RowState.SAME)
PROBLEMS = (RowState.REFUSED, RowState.DOUBTFUL)
TURN = 760
ANSWERS = ("yes", "pick", "keep", "compare", "skip", "again")


@dataclass(frozen=True)
class Written:
    """A row as it stands in the file, for one that became nobody."""

    nip: str = ""
    name: str = ""
    unit: str = ""
    rank: str = ""


class _OneLine(Table):
    """Rows of one line each: the card below says the chosen one in full."""

    def _measure(self) -> None:
        self.setWordWrap(False)
        self.verticalHeader().setDefaultSectionSize(self._theme.px(ROW))


class _Answer(Card):
    """Words and what can be answered, side by side where there is room."""

    def __init__(self, words: QWidget, choices: QWidget, theme: Theme) -> None:
        super().__init__(margin=theme.px(12))
        self._theme = theme
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(theme.px(10))
        self._line.addWidget(words, 1)
        self._line.addWidget(choices)
        self.box.addLayout(self._line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below each other where the words would be squeezed."""
        super().resizeEvent(event)
        wide = self.width() / self._theme.scale >= TURN
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if wide else down)


class RowsTable(QWidget):
    """`answered` tells a line and one of ANSWERS.

    `filter` is the value of the state whose rows are shown, "" for all that must be looked at.
    """

    answered = Signal(int, str)
    problems_wanted = Signal()

    def __init__(self, plan: Plan, written: Callable[[int], Written], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._plan, self._written, self._theme = plan, written, theme
        self._rows: Mapping[int, Row] = {}
        self._chips: dict[str, QPushButton] = {}
        self.filter = ""
        self.table = _OneLine(_columns(), "import-table", _("Baris berkas"), theme)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(10))
        box.addWidget(self._filters())
        box.addWidget(self.table, 1)
        box.addWidget(self._answers())
        self.table.picked.connect(self._picked)
        self.show_plan(plan, "")

    def _filters(self) -> QWidget:
        theme = self._theme
        for name in ("", *(state.value for state in ORDER)):
            made = chip("", f"import-{name or 'look'}", theme)
            made.clicked.connect(lambda _on=False, wanted=name: self.choose(wanted))
            self._chips[name] = made
        save = button(
            _("Unduh baris bermasalah"), "import-problems", theme, role="quiet",
            icon_left="download", small=True,
        )  # fmt: skip
        save.clicked.connect(self.problems_wanted.emit)
        self._save = save
        return flow(*self._chips.values(), save, gap=theme.px(8))

    def _answers(self) -> QWidget:
        theme = self._theme
        self._said = text("", "body")
        self._said.setObjectName("import-reason")
        self._buttons: dict[str, QPushButton] = {}
        for name, words in _answer_words().items():
            made = button(words, f"import-{name}", theme, small=True)
            made.clicked.connect(lambda _on=False, name=name: self._answer(name))
            self._buttons[name] = made
        self._choices = row(*self._buttons.values(), spacing=theme.px(8))
        self._card = _Answer(self._said, self._choices, theme)
        return self._card

    def show_plan(self, plan: Plan, wanted: str) -> None:
        """Another reckoning of the same file; the next row in question is chosen."""
        self._plan = plan
        counts = Counter(row.state for row in plan.rows)
        words = _filter_words()
        for name, made in self._chips.items():
            seen = sum(n for state, n in counts.items() if state is not RowState.SAME)
            count = counts[RowState(name)] if name else seen
            made.setText(words[name].format(n=thousands(count)))
            made.setAccessibleName(made.text())
            made.setVisible(bool(count) or not name or name == wanted)
        self._save.setVisible(any(counts[state] for state in PROBLEMS))
        self.choose(wanted)

    def choose(self, wanted: str) -> None:
        """Only the rows of a state, or with "" all that must be seen."""
        self.filter = wanted
        for name, made in self._chips.items():
            made.setChecked(name == wanted)
        rows = [row for row in self._plan.rows if _fits(row, wanted)]
        rows.sort(key=lambda row: (ORDER.index(row.state), row.line))
        self._rows = {row.line: row for row in rows}
        self.table.show_lines(LateLines(len(rows), lambda n: self._line(rows[n])))
        first = next((n for n, r in enumerate(rows) if r.state is RowState.DOUBTFUL), -1)
        if first >= 0:
            self.table.selectRow(first)

    def _picked(self, key: str) -> None:
        row = self._rows.get(int(key or 0))
        self._card.setVisible(row is not None)
        if row is None:
            return
        form = _("Baris {n}: {words}")
        self._said.setText(
            form.format(n=row.line, words=f"{reason_words(row)} {self._reach(row)}".strip())
        )
        open_ = _open_answers(row, answered=self._is_answered(row))
        for name, made in self._buttons.items():
            made.setVisible(name in open_)
        self._choices.setVisible(bool(open_))

    def _reach(self, row: Row) -> str:
        """For how many rows an answer about a unit holds."""
        if row.state is not RowState.DOUBTFUL:
            return ""
        count = next((u.rows for u in self._plan.units if u.written == row.unit), 0)
        if count < 2 or not any(d.code in UNIT_DOUBTS for d in row.doubts):
            return ""
        form = _("Jawaban Anda berlaku untuk {n} baris dengan unit ini.")
        return form.format(n=thousands(count))

    def _is_answered(self, row: Row) -> bool:
        answers = self._plan.answers
        return row.line in answers.rows or row.unit in answers.units

    def _answer(self, name: str) -> None:
        if self.table.key:
            self.answered.emit(int(self.table.key), name)

    def _line(self, row: Row) -> Line:
        words, drawn, colour, ground = _looks(self._theme)[row.state]
        learner, file = row.learner, self._written(row.line)
        nip, name, unit, rank = file.nip, file.name, file.unit, file.rank
        if learner is not None:
            nip, name, rank = grouped(learner.nip), learner.name, learner.rank
            unit = row.unit if row.state is RowState.DOUBTFUL else learner.unit
        return Line(
            str(row.line),
            (
                Cell(str(row.line), colour=self._theme.tinta2),
                Cell(words, drawn, colour, bold=True),
                *(Cell(each) for each in (nip, name, unit, _grade(rank))),
                Cell(reason_words(row)),
            ),
            ground,
        )


def _grade(rank: str) -> str:
    """The golongan of a pangkat: III/b of "Penata Muda Tingkat I (III/b)"."""
    _name, found, rest = rank.rpartition("(")
    return rest.rstrip(") ") if found else rank


def _fits(row: Row, wanted: str) -> bool:
    return row.state is not RowState.SAME if not wanted else row.state == wanted


def _open_answers(row: Row, *, answered: bool) -> tuple[str, ...]:
    """What can be answered to a row."""
    if row.state is not RowState.DOUBTFUL:
        return ("again",) if answered else ()
    codes = {doubt.code for doubt in row.doubts}
    found = []
    if codes != {"unit-new"}:
        found.append("yes")
    if codes & UNIT_DOUBTS:
        found += ["pick", "keep"]
    if codes & {"name-twice", "name-known", "nip-broken"}:
        found.append("compare")
    return (*found, "skip")


def _looks(theme: Theme) -> dict[RowState, tuple[str, str, str, str]]:
    return {
        RowState.DOUBTFUL: (_("Meragukan"), "circle-help", theme.jingga_teks, theme.jingga_tint),
        RowState.REFUSED: (_("Ditolak"), "circle-x", theme.merah, theme.merah_tint),
        RowState.CHANGED: (_("Berubah"), "pencil", theme.laut, ""),
        RowState.NEW: (_("Baru"), "plus", theme.hijau_teks, ""),
        RowState.SAME: (_("Tetap"), "check", theme.tinta2, ""),
    }


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Baris"), width=64),
        Column(_("Hasil"), width=132),
        Column(_("NIP"), width=204),
        Column(_("Nama"), share=5),
        Column(_("Unit kerja"), share=5, needs=700),
        Column(_("Gol."), width=64, needs=1000),
        Column(_("Alasan"), share=7, needs=900),
    )


def _filter_words() -> dict[str, str]:
    return {
        "": _("Perlu dilihat {n}"),
        "refused": _("Ditolak {n}"),
        "doubtful": _("Meragukan {n}"),
        "changed": _("Berubah {n}"),
        "new": _("Baru {n}"),
        "same": _("Tetap {n}"),
    }


def _answer_words() -> dict[str, str]:
    return {
        "yes": _("Ya"),
        "pick": _("Pilih …"),
        "keep": _("Biarkan"),
        "compare": _("Bandingkan"),
        "skip": _("Lewati"),
        "again": _("Jawab lagi"),
    }
