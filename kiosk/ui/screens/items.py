"""The item analysis: a test's figures, its questions with what is found, and the chosen one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.office.items import Analysis, Row
from kiosk.ui import items_words as words
from kiosk.ui.flow import flow
from kiosk.ui.screens.beside import Beside
from kiosk.ui.screens.items_panel import ItemPanel
from kiosk.ui.screens.items_table import ItemsTable
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column, filled, row
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _, date_long, decimal

SIDE, TURN = 300, 1000
LONGEST = 34
FILTERS = ("course", "cohort", "span")


@dataclass(frozen=True)
class ItemsView:
    """What is shown: the analysis (None while answers are read), and what was chosen, in words.

    `read`: how many of how many learners' records are read by now. `said`: what was done last;
    `wrong`: why there is nothing.
    """

    told: Analysis | None = None
    drawn: int = 0
    course: str = ""
    cohort: str = ""
    span: str = ""
    gravest_first: bool = True
    at: str = ""
    read: tuple[int, int] = (0, 0)
    said: str = ""
    wrong: str = ""
    may_export: bool = True


class ItemsPart(QWidget):
    """`pick_wanted` tells which filter, `picked` the id of a question."""

    pick_wanted = Signal(str)
    order_wanted = Signal(str)
    picked = Signal(str)
    source_wanted = Signal()
    sheet_wanted = Signal()
    paper_wanted = Signal()
    stop_wanted = Signal()

    def __init__(self, view: ItemsView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._view = theme, view
        self._rows: dict[str, Row] = {}
        self.table, self.panel = ItemsTable(theme), ItemPanel(theme)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(12))
        self._box.addWidget(self._head())
        self._box.addWidget(self._filters())
        self.first_focus = self._picks["course"]
        self._said = text("", "strong")
        self._said.setObjectName("items-said")
        self._told = row(picture("circle-check", theme.hijau, theme, 22), self._said, spacing=10)
        self._box.addWidget(self._told)
        self._box.addWidget(self._reading())
        self._bar = QHBoxLayout()
        self._bar.setContentsMargins(0, 0, 0, 0)
        self._box.addLayout(self._bar)
        note = _("Bergaris bawah: kunci. Jingga: dicurigai. p wajar 0,30–0,90; r baik mulai 0,20.")
        main = filled(self.table, text(note, "tiny"), spacing=theme.px(8))
        self._body = Beside(main, self.panel, theme, side_width=SIDE, turn=TURN)
        self._box.addWidget(self._body, 1)
        self._blank = column(None)
        self._box.addWidget(self._blank, 1)
        self.footer = self._footer()
        self.table.picked.connect(self._pick)
        self.panel.source_wanted.connect(self.source_wanted.emit)
        self.show_view(view)

    def _head(self) -> QWidget:
        theme = self._theme
        first = chip(_("Perlu ditinjau dahulu"), "items-gravest", theme)
        number = chip(_("Urut nomor"), "items-number", theme)
        first.clicked.connect(lambda: self.order_wanted.emit("gravest"))
        number.clicked.connect(lambda: self.order_wanted.emit("number"))
        self._orders = (first, number)
        self._title = text(_("Analisis butir soal"), "title", wrap=False)
        return flow(self._title, first, number, gap=12)

    def squeeze(self, *, low: bool) -> None:
        """On a low screen the tab above is title enough."""
        self._title.setVisible(not low)

    def _filters(self) -> QWidget:
        labels = {"course": _("Kursus"), "cohort": _("Angkatan"), "span": _("Masa")}
        self._picks: dict[str, QPushButton] = {}
        for name in FILTERS:
            made = button("", f"items-{name}", self._theme, icon_right="chevron-down", small=True)
            made.setProperty("label", labels[name])
            made.clicked.connect(lambda _on=False, name=name: self.pick_wanted.emit(name))
            self._picks[name] = made
        return flow(*self._picks.values(), gap=self._theme.px(8))

    def _reading(self) -> QWidget:
        self._count = text("", "lead", wrap=False)
        self._count.setObjectName("items-reading")
        stop = button(_("Hentikan"), "items-stop", self._theme, small=True)
        stop.clicked.connect(self.stop_wanted.emit)
        self._stop = stop
        self._busy = row(self._count, stop, None)
        return self._busy

    def _footer(self) -> QFrame:
        theme, bar = self._theme, QFrame()
        bar.setProperty("role", "bottombar")
        box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(20), 8, theme.px(20), 8)
        box.setSpacing(theme.px(12))
        self._sheet = button(_("Unduh XLSX"), "items-xlsx", theme, icon_left="download")
        self._paper = button(_("Unduh PDF"), "items-pdf", theme, icon_left="file-text")
        words = _("Buka sumber soal")  # as the number comes later, the icon keeps its distance
        self._source = button(words, "items-source", theme, role="primary", icon_left="pencil")
        self._sheet.clicked.connect(self.sheet_wanted.emit)
        self._paper.clicked.connect(self.paper_wanted.emit)
        self._source.clicked.connect(self.source_wanted.emit)
        box.addStretch(1)
        for made in (self._sheet, self._paper, self._source):
            box.addWidget(made)
        return bar

    def show_view(self, view: ItemsView) -> None:
        """Another analysis, or how far reading has come."""
        self._view = view
        for name, made in self._picks.items():
            chosen = getattr(view, name) or _("semua")
            label = made.property("label")
            short = chosen if len(chosen) <= LONGEST else f"{chosen[: LONGEST - 1]}…"
            made.setText(f"{label}: {short}")
            made.setAccessibleName(f"{label}: {chosen}")
        for made, on in zip(
            self._orders, (view.gravest_first, not view.gravest_first), strict=True
        ):
            made.setChecked(on)
        self._said.setText(view.said)
        self._told.setVisible(bool(view.said))
        self._say_reading()
        self._show_told(view.told)

    def _say_reading(self) -> None:
        view = self._view
        done, of = view.read
        form = _("Jawaban sedang dibaca: {n} dari {m} peserta.")
        reading = form.format(n=done, m=of) if of else _("Jawaban sedang dibaca …")
        self._count.setText(view.wrong or reading)
        self._stop.setVisible(not view.wrong)
        self._busy.setVisible(view.told is None)

    def _show_told(self, told: Analysis | None) -> None:
        rows = () if told is None else told.rows
        if told is not None and self._view.gravest_first:
            rows = told.gravest_first()
        self._rows = {shown.question.id: shown for shown in rows}
        while self._bar.count():
            taken = self._bar.takeAt(0)
            widget = taken.widget() if taken else None
            if widget is not None:
                widget.deleteLater()
        if told is not None:
            self._bar.addWidget(self._summary(told))
        self._body.setVisible(told is not None)
        self._blank.setVisible(told is None)
        self.table.show_rows(rows, self._theme)
        self.table.choose(self._view.at)
        for made in (self._sheet, self._paper):
            made.setEnabled(bool(rows))
            made.setVisible(self._view.may_export)

    def _summary(self, told: Analysis) -> QWidget:
        figures = told.figures
        value = "–" if figures.alpha is None else decimal(figures.alpha, 2)
        drawn = _("butir, {n} diundi").format(n=round(figures.asked))
        shown = (
            (str(figures.n), _("peserta menjawab")),
            (str(len(told.rows)), drawn),
            (value, words.alpha(figures.alpha)),
            (str(told.to_review), _("perlu ditinjau")),
        )
        parts = [
            row(text(large, "h2", wrap=False), text(small, "small", wrap=False), spacing=8)
            for large, small in shown
        ]
        if told.since:
            parts.append(text(_span(told), "small", wrap=False))
        return Card(flow(*parts, gap=self._theme.px(26)), margin=self._theme.px(14))

    def _pick(self, key: str) -> None:
        shown = self._rows.get(key)
        self.panel.show_row(shown)
        self._source.setEnabled(shown is not None)
        number = "" if shown is None else str(shown.number)
        self._source.setText(_("Buka sumber soal {n}").format(n=number).strip())
        self._source.setAccessibleName(self._source.text())
        if shown is not None:
            self.picked.emit(key)


def _span(told: Analysis) -> str:
    first, last = (date_long(dt.date.fromisoformat(day)) for day in (told.since, told.until))
    return first if first == last else _("{first} sampai {last}").format(first=first, last=last)
