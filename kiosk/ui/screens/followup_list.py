"""After training in the office: whom to remind, the day beside months later, the next plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kiosk.learning.followup import By, State
from kiosk.office.followup import ASKED, Compared, Line, overall
from kiosk.office.training_plan import Need, Why
from kiosk.ui.flow import flow
from kiosk.ui.followup_words import of_words, state_words
from kiosk.ui.screens.officer_table import Cell, Column, LateLines, Table
from kiosk.ui.screens.officer_table import Line as Row
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _, date_long, decimal

LIST, COMPARE, PLAN = "list", "compare", "plan"


@dataclass(frozen=True)
class FollowUpView:
    """What is shown in which tab; `lines` those that fit `words` and `waiting_only`.

    `read`: how many of how many learners are read, None once all are. `counts`: due, overdue and
    given answers. `said`: what was done last, `wrong` why there is nothing.
    """

    tab: str = LIST
    lines: tuple[Line, ...] = ()
    courses: tuple[Compared, ...] = ()
    needs: tuple[Need, ...] = ()
    words: str = ""
    waiting_only: bool = True
    counts: tuple[int, int, int] = (0, 0, 0)
    read: tuple[int, int] | None = (0, 0)
    said: str = ""
    wrong: str = ""
    may_type: bool = True
    may_export: bool = True


class FollowUpPart(QWidget):
    """`picked` tells the place of a row in the list; `searched` the words or a form's code."""

    tab_wanted = Signal(str)
    searched = Signal(str)
    waiting_wanted = Signal(bool)
    type_wanted = Signal(int)
    forms_wanted = Signal()
    list_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self, view: FollowUpView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._view = theme, view
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(12))
        self._box.addWidget(self._head())
        self._said, self._note = text("", "strong"), text("", "small")
        self._said.setObjectName("follow-up-said")
        self._note.setObjectName("follow-up-note")
        self._told = row(picture("circle-check", theme.hijau, theme, 22), self._said, spacing=10)
        self._box.addWidget(self._told)
        self.search = Field(_("Pindai kode formulir, atau ketik nama"), "follow-up-search", theme)
        self.search.line.setText(view.words)
        self.search.changed.connect(self.searched.emit)
        self.search.line.returnPressed.connect(lambda: self.type_wanted.emit(self.table.place))
        self.search.setVisible(view.tab == LIST)
        self._box.addWidget(self.search)
        self._box.addWidget(self._note)
        self.table: Table = Table(_columns(view.tab), "follow-up-table", _tabs()[view.tab], theme)
        self.table.activated.connect(lambda index: self.type_wanted.emit(index.row()))
        self.table.picked.connect(lambda _key: self._choose())
        self._box.addWidget(self.table, 1)
        self.footer = self._footer()
        self.first_focus: QWidget = self.search if view.tab == LIST else self.table
        self.show_view(view)

    def _head(self) -> QWidget:
        theme, view = self._theme, self._view
        tabs = []
        for name, words in _tabs().items():
            made = chip(words, f"follow-up-{name}", theme, on=name == view.tab)
            made.clicked.connect(lambda _on=False, name=name: self.tab_wanted.emit(name))
            tabs.append(made)
        self._waiting = chip(_("Hanya yang ditunggu"), "follow-up-waiting", theme, drawn="clock")
        self._waiting.clicked.connect(lambda: self.waiting_wanted.emit(self._waiting.isChecked()))
        self._waiting.setVisible(view.tab == LIST)
        self._title = text(_("Setelah pelatihan"), "title", wrap=False)
        return flow(self._title, *tabs, self._waiting, gap=theme.px(10))

    def squeeze(self, *, low: bool) -> None:
        """On a low screen the tab above is title enough."""
        self._title.setVisible(not low)

    def _footer(self) -> QFrame:
        theme, view, bar = self._theme, self._view, QFrame()
        bar.setProperty("role", "bottombar")
        box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(20), 8, theme.px(20), 8)
        box.setSpacing(theme.px(12))
        box.addStretch(1)
        self._sheet = button(_("XLSX"), "follow-up-xlsx", theme, icon_left="download")
        self._sheet.clicked.connect(self.sheet_wanted.emit)
        self._paper = button(_("Daftar"), "follow-up-pdf", theme, icon_left="file-text")
        self._paper.clicked.connect(self.list_wanted.emit)
        self._forms = button(_("Formulir"), "follow-up-forms", theme, icon_left="printer")
        self._forms.clicked.connect(self.forms_wanted.emit)
        words = _("Ketik formulir")
        self._type = button(words, "follow-up-type", theme, role="primary", icon_left="pencil")
        self._type.clicked.connect(lambda: self.type_wanted.emit(self.table.place))
        self._sheet.setAccessibleName(_("Unduh XLSX"))
        self._paper.setAccessibleName(_("Daftar PDF"))
        self._forms.setAccessibleName(_("Formulir PDF"))
        shown = {
            self._sheet: view.may_export,
            self._paper: view.may_export and view.tab != COMPARE,
            self._forms: view.may_export and view.tab == LIST,
            self._type: view.may_type and view.tab == LIST,
        }
        for made, on in shown.items():
            box.addWidget(made)
            made.setVisible(on)
        return bar

    def show_view(self, view: FollowUpView) -> None:
        """Other rows of the same tab."""
        self._view = view
        self._waiting.setChecked(view.waiting_only)
        self._said.setText(view.said)
        self._told.setVisible(bool(view.said))
        self._note.setText(self._words())
        rows = {LIST: view.lines, COMPARE: _answers(view.courses), PLAN: view.needs}[view.tab]
        make = {LIST: self._line, COMPARE: self._compared, PLAN: self._need}[view.tab]
        self.table.show_lines(LateLines(len(rows), make))
        for made in (self._sheet, self._paper, self._forms):
            made.setEnabled(bool(rows))
        self._choose()

    def _words(self) -> str:
        view = self._view
        if view.wrong:
            return view.wrong
        if view.read is not None:
            form = _("Catatan sedang dibaca: {n} dari {m} peserta.")
            return form.format(n=view.read[0], m=view.read[1])
        if view.tab == COMPARE:
            return _(
                "Skala 1–4. Evaluasi hari pelatihan tidak bernama, jadi yang dibandingkan"
                " kursusnya, bukan orangnya."
            )
        if view.tab == PLAN:
            return _(
                "Prioritas 1: sertifikat yang berakhir dan JP yang kurang. 2: pelajaran yang lemah"
                " di uji akhir. 3: pelatihan yang kurang dipakai tiga bulan kemudian."
            )
        due, late, given = view.counts
        form = _("{n} jawaban ditunggu, {late} terlambat, {given} sudah diisi.")
        return form.format(n=due + late, late=late, given=given)

    def _choose(self) -> None:
        place = self.table.place
        lines = self._view.lines
        ready = self._view.tab == LIST and 0 <= place < len(lines)
        self._type.setEnabled(ready and lines[place].waits)

    def _line(self, place: int) -> Row:
        line = self._view.lines[place]
        return Row(
            f"{line.learner.id}/{line.course}",
            (
                Cell(line.learner.name, bold=True),
                Cell(line.learner.unit),
                Cell(line.title),
                Cell(date_long(dt.date.fromisoformat(line.due))),
                self._state(line.participant),
                self._state(line.superior),
            ),
        )

    def _state(self, state: State) -> Cell:
        theme = self._theme
        drawn, colour = {
            State.DUE: ("clock", theme.jingga_teks),
            State.LATE: ("circle-alert", theme.merah),
            State.GIVEN: ("circle-check", theme.hijau_teks),
        }.get(state, ("circle-minus", theme.tinta2))
        return Cell(state_words(state), drawn, colour, bold=state in ASKED)

    def _compared(self, place: int) -> Row:
        course, of = _answers(self._view.courses)[place]
        superior = of == By.SUPERIOR
        means = course.superiors if superior else course.participants
        count = course.superior_count if superior else course.participant_count
        return Row(
            f"{course.course}/{of}",
            (
                Cell(course.title, bold=True),
                Cell(f"{of_words(of)} ({count})"),
                Cell(_mean(course.day)),
                Cell(_mean(overall(means)), bold=True),
                Cell(_mean(means.get("applied"))),
                Cell(_mean(means.get("service"))),
                Cell(_mean(course.gain)),
            ),
        )

    def _need(self, place: int) -> Row:
        need = self._view.needs[place]
        colour = self._theme.merah if need.priority == 1 else ""
        return Row(
            str(place),
            (
                Cell(str(need.priority), "flag", colour, bold=True),
                Cell(need.topic or _("Pelatihan apa pun"), bold=True),
                Cell(need.unit or _("Semua unit")),
                Cell(str(need.people)),
                Cell(need_words(need)),
            ),
        )


def need_words(need: Need) -> str:
    """Why it is needed."""
    match need.why:
        case Why.RENEWAL:
            return _("Sertifikat berakhir atau akan berakhir dalam 90 hari.")
        case Why.HOURS:
            return _("Bersama-sama masih kurang {n} JP tahun ini.").format(n=round(need.figure))
        case Why.WEAK:
            form = _("Di uji akhir hanya {n}% nilai pelajaran ini tercapai.")
            return form.format(n=round(100 * need.figure))
        case Why.UNUSED:
            form = _("Tiga bulan kemudian rata-rata {mean} dari 4.")
            quoted = "".join(f" “{words}”" for words in need.said)
            return form.format(mean=decimal(need.figure)) + quoted


def _answers(courses: tuple[Compared, ...]) -> tuple[tuple[Compared, str], ...]:
    return tuple((course, of) for course in courses for of in By)


def _mean(value: float | None) -> str:
    return "–" if value is None else decimal(value, 2)


def _tabs() -> dict[str, str]:
    return {
        LIST: _("Daftar pengingat"),
        COMPARE: _("Perbandingan"),
        PLAN: _("Rencana berikutnya"),
    }


def _columns(tab: str) -> tuple[Column, ...]:
    if tab == COMPARE:
        return (
            Column(_("Pelatihan"), share=1),
            Column(_("Dari"), width=130),
            Column(_("Hari itu"), width=90, needs=560),
            Column(_("3 bulan"), width=90),
            Column(_("Dipakai"), width=90, needs=620),
            Column(_("Layanan"), width=90, needs=700),
            Column(_("N-gain"), width=90, needs=620),
        )
    if tab == PLAN:
        return (
            Column(_("Prioritas"), width=96),
            Column(_("Topik"), share=4),
            Column(_("Unit kerja"), share=3),
            Column(_("Orang"), width=72),
            Column(_("Alasan"), share=5, needs=560),
        )
    return (
        Column(_("Nama"), share=4),
        Column(_("Unit kerja"), share=3, needs=760),
        Column(_("Pelatihan"), share=4, needs=620),
        Column(_("Jatuh tempo"), width=150, needs=900),
        Column(_("Peserta"), width=170),
        Column(_("Atasan"), width=170),
    )
