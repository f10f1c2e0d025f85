"""A report on screen: which one, of what, its figures, and below them charts or a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.office.report_words import Wording
from kiosk.office.reports import Form, Grid, Kind, Report
from kiosk.ui.flow import flow
from kiosk.ui.screens.officer_table import Cell, Column, LateLines, Line, Table
from kiosk.ui.screens.sheet import Sheet, Turning
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.chart import ChartView
from kiosk.ui.widgets.layout import Card, clear, column, row
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _

FILTERS: Final = ("year", "unit", "course", "cohort")
CHARTS: Final = "charts"
LONGEST: Final = 30
WORDY: Final = frozenset({Form.TEXT, Form.WORD, Form.NIP})
TURN: Final = 900
LETTER, LEAST_WORDY, NIP, WIDEST = 8, 120, 190, 200
"""Pixels of a heading's letter, of a column of words, of one of NIPs, and of the widest one."""


@dataclass(frozen=True)
class ReportsView:
    """What is shown. `report` is None while records are read, `read`: how many of how many.

    `chosen` are the filters in words, "" for all. `at`: "charts", a grid's name, or "texts".
    `said`: what was done last; `wrong`: why there is nothing.
    """

    kind: Kind = Kind.HOURS
    report: Report | None = None
    chosen: tuple[str, str, str, str] = ("", "", "", "")
    at: str = CHARTS
    read: tuple[int, int] = (0, 0)
    said: str = ""
    wrong: str = ""
    may_export: bool = True


class ReportsPart(QWidget):
    """`kind_wanted` tells another report, `pick_wanted` a filter, `at_wanted` charts or a table."""

    kind_wanted = Signal(str)
    pick_wanted = Signal(str)
    at_wanted = Signal(str)
    stop_wanted = Signal()
    sheet_wanted = Signal()
    paper_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, view: ReportsView, said: Wording, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._words, self._shown = theme, said, view
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(self._head(view.kind))
        self._about = text("", "muted")
        box.addWidget(self._about)
        box.addWidget(self._filters())
        self._told = text("", "strong")
        self._told.setObjectName("reports-said")
        self._done = row(picture("circle-check", theme.hijau, theme, 22), self._told, spacing=10)
        box.addWidget(self._done)
        box.addWidget(self._reading())
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme.px(12))
        box.addLayout(self._body, 1)
        self.footer = self._footer()
        self.show_view(view, anew=True)

    def _head(self, kind: Kind) -> QWidget:
        made = []
        for each in Kind:
            one = chip(self._words.title(each), f"report-{each}", self._theme, on=each is kind)
            one.clicked.connect(lambda _on=False, each=each: self.kind_wanted.emit(str(each)))
            made.append(one)
        self.first_focus = made[list(Kind).index(kind)]
        return flow(*made, gap=self._theme.px(8))

    def _filters(self) -> QWidget:
        self._picks: dict[str, QPushButton] = {}
        for name in FILTERS:
            made = button("", f"reports-{name}", self._theme, icon_right="chevron-down", small=True)
            made.clicked.connect(lambda _on=False, name=name: self.pick_wanted.emit(name))
            self._picks[name] = made
        return flow(*self._picks.values(), gap=self._theme.px(8))

    def _reading(self) -> QWidget:
        self._count = text("", "lead")
        self._count.setObjectName("reports-reading")
        self._halt = button(_("Hentikan"), "reports-stop", self._theme, small=True)
        self._halt.clicked.connect(self.stop_wanted.emit)
        self._busy = row(self._count, self._halt)
        return self._busy

    def _footer(self) -> QFrame:
        theme, bar = self._theme, QFrame()
        bar.setProperty("role", "bottombar")
        box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(20), 8, theme.px(20), 8)
        box.setSpacing(theme.px(12))
        sheet = button(_("Unduh XLSX"), "reports-xlsx", theme, icon_left="download")
        paper = button(_("Unduh PDF"), "reports-pdf", theme, icon_left="file-text")
        out = button(_("Cetak"), "reports-print", theme, role="primary", icon_left="printer")
        sheet.clicked.connect(self.sheet_wanted.emit)
        paper.clicked.connect(self.paper_wanted.emit)
        out.clicked.connect(self.print_wanted.emit)
        self._out = (sheet, paper, out)
        box.addStretch(1)
        for made in self._out:
            box.addWidget(made)
        return bar

    def show_view(self, view: ReportsView, *, anew: bool = False) -> None:
        """Another report, another table of it, or how far reading has come."""
        before, self._shown = self._shown, view
        self._about.setText(self._words.name(f"about-{view.kind}"))
        self._about.setVisible(view.report is None)
        for name, chosen in zip(FILTERS, view.chosen, strict=True):
            words = chosen or _("semua")
            short = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
            label = self._words.name(name)
            self._picks[name].setText(f"{label}: {short}")
            self._picks[name].setAccessibleName(f"{label}: {words}")
        self._told.setText(view.said)
        self._done.setVisible(bool(view.said))
        self._say_reading(view)
        for made in self._out:
            made.setEnabled(view.report is not None)
            made.setVisible(view.may_export)
        if anew or (before.report, before.at) != (view.report, view.at):
            self._show_body(view)

    def _say_reading(self, view: ReportsView) -> None:
        done, of = view.read
        form = _("Menyusun ringkasan: {n} dari {m}.")
        whole = self._words.whole
        reading = form.format(n=whole(done), m=whole(of)) if of else _("Menyusun laporan …")
        self._count.setText(view.wrong or reading)
        self._halt.setVisible(not view.wrong)
        self._busy.setVisible(view.report is None)

    def _show_body(self, view: ReportsView) -> None:
        clear(self._body)
        report = view.report
        if report is None:
            self._body.addStretch(1)
            return
        self._body.addWidget(self._tabs(report, view.at))
        if view.at == CHARTS:
            self._body.addWidget(self._facts(report))
        grid = next((g for g in report.grids if g.name == view.at), None)
        if grid is not None:
            self._body.addWidget(table(grid, self._words, self._theme), 1)
        elif view.at == "texts":
            self._body.addWidget(self._texts(report), 1)
        else:
            self._body.addWidget(self._charts(report), 1)
        notes = [text(self._words.name(f"note-{note}"), "tiny") for note in report.notes]
        self._body.addWidget(Sheet(*notes, spacing=self._theme.px(4)))

    def _facts(self, report: Report) -> QWidget:
        parts = [
            row(
                text(self._words.written(fact.value, fact.form), "h2", wrap=False),
                text(self._words.name(fact.name), "small", wrap=False),
                spacing=8,
            )
            for fact in report.facts
        ]
        return Card(flow(*parts, gap=self._theme.px(26)), margin=self._theme.px(14))

    def _tabs(self, report: Report, at: str) -> QWidget:
        names = [(CHARTS, _("Grafik"))]
        names += [(g.name, self._words.name(f"grid-{g.name}")) for g in report.grids]
        if report.texts:
            names.append(("texts", self._words.name("grid-texts")))
        made = []
        for name, words in names:
            one = chip(words, f"reports-at-{name}", self._theme, on=name == at)
            one.clicked.connect(lambda _on=False, name=name: self.at_wanted.emit(name))
            made.append(one)
        return flow(*made, gap=self._theme.px(8))

    def _charts(self, report: Report) -> QWidget:
        theme, cards = self._theme, []
        for chart in report.charts:
            title = text(self._words.name(f"chart-{chart.name}"), "h3")
            if not chart.labels:
                shown: QWidget = text(_("Belum ada yang dapat digambar."), "muted")
            else:
                shown = ChartView(chart, self._words, theme)
            cards.append(Card(title, shown, None, margin=theme.px(18), spacing=theme.px(10)))
        if len(cards) < 2:
            return column(*cards)
        first = Turning(*cards[:2], room=theme.px(TURN), shares=(1, 1), spacing=theme.px(16))
        return column(first, *cards[2:], spacing=theme.px(16))

    def _texts(self, report: Report) -> QWidget:
        parts = [
            column(text(words), text(course, "tiny"), spacing=2) for course, words in report.texts
        ]
        return Card(Sheet(*parts, spacing=self._theme.px(14)))


def table(grid: Grid, said: Wording, theme: Theme) -> Table:
    """A report's table; thousands of rows cost nothing."""
    name = said.name(f"grid-{grid.name}")
    made = Table(_columns(grid, said), f"reports-table-{grid.name}", name, theme)
    made.show_lines(LateLines(len(grid.rows), _line(grid, said)))
    made.setMinimumHeight(theme.px(360))
    return made


def _columns(grid: Grid, said: Wording) -> tuple[Column, ...]:
    """As wide as their headings; the last ones give way on a narrow screen."""
    found: list[Column] = []
    used = 0
    for each in grid.columns:
        words = said.name(each.name)
        wordy = each.form in WORDY
        least = NIP if each.form is Form.NIP else LEAST_WORDY if each.form is Form.TEXT else 0
        width = min(WIDEST, max(least, LETTER * len(words) + 22))
        used += width
        found.append(Column(words, share=int(wordy), width=width, needs=used if found else 0))
    return tuple(found)


def _line(grid: Grid, said: Wording) -> Callable[[int], Line]:
    def make(place: int) -> Line:
        values = zip(grid.rows[place], grid.columns, strict=True)
        cells = [Cell(said.written(v, c.form), bold=n == 0) for n, (v, c) in enumerate(values)]
        return Line(str(place), tuple(cells))

    return make
