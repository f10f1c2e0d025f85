"""The table of an item analysis: bars for facility and discrimination, a column for each choice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from PySide6.QtCore import QLineF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from kiosk.learning.items import Use
from kiosk.learning.items_found import Finding
from kiosk.office.items import Row
from kiosk.ui import items_words as words
from kiosk.ui.screens.officer_table import Cell, Column, Ground, Index, LateLines, Line, Table
from kiosk.ui.theme import FAMILY, Theme
from kiosk.ui.words import _

FACILITY, R, CHOICES = 3, 4, 5
LONGEST = 64
"""Letters of a question in the table."""
LOW_P, GOOD_R = 0.30, 0.20
_Paint: TypeAlias = Callable[[QPainter, QRectF, Row, Theme], None]


class ItemsTable(Table):
    """The questions of a test, a row each."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(_columns(), "items-table", _("Butir soal"), theme)
        self._rows: Mapping[str, Row] = {}
        for column, paint in ((FACILITY, _facility), (R, _r), (CHOICES, _choices)):
            self.setItemDelegateForColumn(column, _Drawn(self, paint, theme))

    def show_rows(self, rows: tuple[Row, ...], theme: Theme) -> None:
        """Other questions in place of these."""
        self._rows = {row.question.id: row for row in rows}
        self.show_lines(LateLines(len(rows), lambda place: _line(rows[place], theme)))

    def row_at(self, place: int) -> Row:
        """The question in a row."""
        return self._rows[self.lines.lines[place].key]

    def choose(self, question: str) -> None:
        """Mark the row of a question, or the first one."""
        keys = [line.key for line in self.lines.lines]
        if keys:
            self.selectRow(keys.index(question) if question in keys else 0)


class _Drawn(Ground):
    """A cell whose figure is painted, with its words beside it."""

    def __init__(self, table: ItemsTable, paint: _Paint, theme: Theme) -> None:
        super().__init__(table)
        self._table, self._drawing, self._theme = table, paint, theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground and selection as usual, then the drawing."""
        super().paint(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = self._theme.px(8)
        rect = option.rect
        room = QRectF(rect.x() + gap, rect.y(), rect.width() - 2 * gap, rect.height())
        self._drawing(painter, room, self._table.row_at(index.row()), self._theme)
        painter.restore()

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Without words: they are painted with the drawing."""
        super().initStyleOption(option, index)
        option.text = ""


def _figure(painter: QPainter, room: QRectF, words_: str, theme: Theme) -> None:
    font = painter.font()
    font.setFamily(FAMILY)
    font.setPixelSize(theme.px(15))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor(theme.tinta))
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, int(right), words_)


def _track(room: QRectF, theme: Theme) -> QRectF:
    """Where a bar lies: left of the figure."""
    tall = theme.px(9)
    return QRectF(room.x(), room.center().y() - tall / 2, theme.px(50), tall)


def _facility(painter: QPainter, room: QRectF, row: Row, theme: Theme) -> None:
    track, p = _track(room, theme), row.item.facility
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.garis))
    painter.drawRoundedRect(track, 3, 3)
    off = row.verdict.finding in (Finding.EASY, Finding.HARD) or p < LOW_P
    painter.setBrush(QColor(theme.jingga if off else theme.laut))
    painter.drawRoundedRect(
        QRectF(track.topLeft(), QSizeF(track.width() * p, track.height())), 3, 3
    )
    _figure(painter, room, words.shown(p), theme)


def _r(painter: QPainter, room: QRectF, row: Row, theme: Theme) -> None:
    track, r = _track(room, theme), row.item.r
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.garis))
    painter.drawRoundedRect(track, 3, 3)
    zero = track.x() + track.width() * 0.28
    if r is not None:
        long = max(-0.28, min(0.72, r)) * track.width()
        colour = theme.merah if r < 0 else theme.jingga if r < GOOD_R else theme.laut
        painter.setBrush(QColor(colour))
        painter.drawRect(QRectF(min(zero, zero + long), track.y(), abs(long), track.height()))
    painter.setPen(QPen(QColor(theme.tinta2), 1.5))
    painter.drawLine(QLineF(zero, track.y() - 2, zero, track.bottom() + 2))
    _figure(painter, room, words.shown(r), theme)


def _choices(painter: QPainter, room: QRectF, row: Row, theme: Theme) -> None:
    """A column for each choice; the key is underlined, what is suspected is orange."""
    wide, gap, tall = theme.px(18), theme.px(6), theme.px(24)
    foot = room.center().y() + tall / 2
    for place, use in enumerate(row.item.uses):
        left = room.x() + place * (wide + gap)
        high = max(2.0, tall * use.share)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_colour(use, row, theme)))
        painter.drawRoundedRect(QRectF(left, foot - high, wide, high), 2, 2)
        if use.right:
            painter.setBrush(QColor(theme.hijau))
            painter.drawRect(QRectF(left, foot + 3, wide, 2))


def _colour(use: Use, row: Row, theme: Theme) -> str:
    if use.right:
        return theme.hijau
    return theme.jingga if use.choice == row.verdict.suspect else theme.tinta3


def _line(row: Row, theme: Theme) -> Line:
    item = row.item
    asked = " ".join(row.words.split())
    asked = asked if len(asked) <= LONGEST else f"{asked[:LONGEST].rstrip()}…"
    shares = ", ".join(f"{u.choice.upper()} {round(100 * u.share)}%" for u in item.uses) or "–"
    return Line(
        row.question.id,
        (
            Cell(str(row.number), bold=True),
            Cell(asked),
            Cell(str(item.n)),
            Cell(words.shown(item.facility)),
            Cell(words.shown(item.r)),
            Cell(shares),
            finding_cell(row, theme),
        ),
    )


def finding_cell(row: Row, theme: Theme) -> Cell:
    """A finding as an icon with words."""
    drawn, colour = words.drawn(row.verdict.finding)
    return Cell(words.finding(row), drawn, colour_of(colour, theme), bold=row.verdict.to_review)


def colour_of(name: str, theme: Theme) -> str:
    """The colour of words of that kind."""
    colours = {"green": theme.hijau_teks, "orange": theme.jingga_teks, "red": theme.merah}
    return colours.get(name, theme.tinta2)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("No."), width=54),
        Column(_("Bunyi"), share=1),
        Column(_("n"), width=50, needs=560),
        Column(_("Kesukaran (p)"), width=112),
        Column(_("Daya beda (r)"), width=122),
        Column(_("Pilihan"), width=112, needs=700),
        Column(_("Temuan"), width=152, needs=480),
    )
