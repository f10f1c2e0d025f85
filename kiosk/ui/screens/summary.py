"""The office's first look: four figures, units on their way to the target, and what waits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.office.overview import Deadline, Overview, UnitLine
from kiosk.ui.screens.sheet import Sheet, Turning
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, clear, column, row
from kiosk.ui.widgets.painted import Bar
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _, date_short, decimal, language

SHOWN: Final = 8
"""Units on the first look; the report tells of all."""
TURN: Final = 860
GOOD: Final = 0.8


@dataclass(frozen=True)
class ReviewRow:
    """A question to look at again: course and number, and what is the matter, in words."""

    title: str
    what: str


@dataclass(frozen=True)
class SummaryView:
    """What is shown; `told` is None until records are read, `items` until answers are."""

    year: int
    told: Overview | None = None
    items: tuple[ReviewRow, ...] | None = None
    read: tuple[int, int] = (0, 0)
    wrong: str = ""


class SummaryPart(QWidget):
    """`part_wanted` names another part of the office."""

    part_wanted = Signal(str)
    stop_wanted = Signal()

    def __init__(self, view: SummaryView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._view = theme, view
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(16))
        self._out = button(_("Laporan (XLSX, PDF)"), "summary-reports", theme, icon_left="download")
        self._out.clicked.connect(lambda: self.part_wanted.emit("reports"))
        self.first_focus = self._out
        title = text(_("Ringkasan {year}").format(year=view.year), "title", wrap=False)
        box.addWidget(row(title, None, self._out))
        self._count = text("", "lead")
        self._count.setObjectName("summary-reading")
        self._halt = button(_("Hentikan"), "summary-stop", theme, small=True)
        self._halt.clicked.connect(self.stop_wanted.emit)
        self._busy = row(self._count, self._halt)
        box.addWidget(self._busy)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme.px(16))
        box.addLayout(self._body, 1)
        self.show_view(view, anew=True)

    def show_view(self, view: SummaryView, *, anew: bool = False) -> None:
        """Other figures, or how far reading has come."""
        before, self._view = self._view, view
        done, of = view.read
        form = _("Menyusun ringkasan: {n} dari {m}.")
        reading = form.format(n=_whole(done), m=_whole(of)) if of else _("Menyusun ringkasan …")
        self._count.setText(view.wrong or reading)
        self._halt.setVisible(not view.wrong)
        self._busy.setVisible(view.told is None)
        if anew or (before.told, before.items) != (view.told, view.items):
            self._show_body(view)

    def _show_body(self, view: SummaryView) -> None:
        clear(self._body)
        told, theme = view.told, self._theme
        if told is None:
            self._body.addStretch(1)
            return
        self._body.addWidget(self._tiles(told))
        side = column(self._review(view), self._waiting(told), spacing=theme.px(16))
        body = Turning(
            self._units(told), side, room=theme.px(TURN), shares=(7, 4), spacing=theme.px(16)
        )
        self._body.addWidget(body)
        self._body.addStretch(1)

    def _tiles(self, told: Overview) -> QWidget:
        gain = "–" if told.gain is None else decimal(told.gain, 2)
        shown = (
            ("users", _("Peserta yang belajar"), _whole(told.learnt)),
            ("clock", _("JP diusulkan"), _whole(told.counted)),
            ("award", _("Sertifikat terbit"), _whole(told.certificates)),
            ("chart-column", _("N-gain rata-rata"), gain),
        )
        made = [self._tile(*each) for each in shown]
        theme = self._theme
        halves = [
            Turning(*made[n : n + 2], room=theme.px(330), shares=(1, 1), spacing=theme.px(16))
            for n in (0, 2)
        ]
        return Turning(*halves, room=theme.px(700), shares=(1, 1), spacing=theme.px(16))

    def _tile(self, drawn: str, words: str, value: str) -> Card:
        theme = self._theme
        head = row(picture(drawn, theme.tinta2, theme), text(words, "muted"), spacing=10)
        made = Card(head, text(value, "number", wrap=False), margin=theme.px(20), spacing=4)
        made.setAccessibleName(f"{words}: {value}")
        return made

    def _units(self, told: Overview) -> Card:
        theme = self._theme
        head = _("Capaian {jp} JP per unit kerja").format(jp=told.target)
        lines, grid = told.units[:SHOWN], QGridLayout()
        grid.setHorizontalSpacing(theme.px(12))
        grid.setVerticalSpacing(theme.px(10))
        heads = (_("Unit kerja"), _("Peserta"), _("Belajar"), _("Nilai"))
        for place, words in enumerate(heads):
            grid.addWidget(text(words, "small", wrap=False), 0, place)
        for place, unit in enumerate(lines, start=1):
            self._unit(grid, place, unit)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(4, 3)
        held = QWidget()
        held.setProperty("role", "clear")
        held.setLayout(grid)
        grid.setContentsMargins(0, 0, 0, 0)
        more = button(
            _("Semua unit: {n}").format(n=len(told.units)), "summary-units", theme, small=True
        )
        more.clicked.connect(lambda: self.part_wanted.emit("reports"))
        note = text(_("Yang paling jauh dari target lebih dahulu. JP baru diusulkan."), "tiny")
        return Card(text(head, "h2"), held, note, row(more, None), None, margin=theme.px(22))

    def _unit(self, grid: QGridLayout, place: int, unit: UnitLine) -> None:
        theme, share = self._theme, unit.reached
        score = "–" if unit.score is None else f"{unit.score:.0f}"
        grid.addWidget(text(unit.unit, "strong"), place, 0)
        for at, words in enumerate((_whole(unit.people), _whole(unit.learnt), score), start=1):
            grid.addWidget(text(words, wrap=False), place, at)
        words = "–" if share is None else f"{share * 100:.0f}%"
        colour = theme.hijau if (share or 0.0) >= GOOD else theme.laut
        bar = Bar(share or 0.0, colour, theme.garis, theme, f"{unit.unit}: {words}")
        grid.addWidget(bar, place, 4)
        grid.addWidget(text(words, "strong", wrap=False), place, 5)

    def _review(self, view: SummaryView) -> Card:
        theme = self._theme
        parts: list[QWidget] = [text(_("Soal yang perlu ditinjau"), "h2")]
        if view.items is None:
            parts.append(text(_("Jawaban sedang dibaca …"), "muted"))
        elif not view.items:
            parts.append(text(_("Belum ada soal yang mencurigakan."), "muted"))
        else:
            parts += [
                column(text(item.title, "strong"), text(item.what, "small"), spacing=2)
                for item in view.items
            ]
            more = button(_("Buka analisis butir soal"), "summary-items", theme, small=True)
            more.clicked.connect(lambda: self.part_wanted.emit("items"))
            parts.append(row(more, None))
        return Card(Sheet(*parts, spacing=theme.px(10)), margin=theme.px(22))

    def _waiting(self, told: Overview) -> Card:
        theme = self._theme
        parts: list[QWidget] = [text(_("Yang menunggu"), "h2")]
        if told.waiting:
            words = _("{n} esai menunggu dinilai").format(n=told.waiting)
            go = button(words, "summary-essays", theme, icon_left="pencil", small=True)
            go.clicked.connect(lambda: self.part_wanted.emit("essays"))
            parts.append(row(go, None))
        parts += [_deadline(each) for each in told.deadlines[:4]]
        if told.deadlines:
            go = button(_("Buka kelas"), "summary-cohorts", theme, small=True)
            go.clicked.connect(lambda: self.part_wanted.emit("cohorts"))
            parts.append(row(go, None))
        if len(parts) == 1:
            words = _("Tidak ada esai yang menunggu, dan tidak ada tenggat dalam 14 hari.")
            parts.append(text(words, "muted"))
        return Card(Sheet(*parts, spacing=theme.px(10)), margin=theme.px(22))


def _deadline(due: Deadline) -> QWidget:
    """Whose course is due when, and how many are not through."""
    day = date_short(dt.date.fromisoformat(due.date))
    form = _("{day} · {course} · {n} belum lulus")
    words = form.format(day=day, course=due.course, n=due.left)
    return column(text(due.name, "strong"), text(words, "small"), spacing=2)


def _whole(value: int) -> str:
    return f"{value:,}".replace(",", "," if language() == "en" else ".")
