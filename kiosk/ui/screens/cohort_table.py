"""The live table: who is where, with bars and buttons, refreshed without losing its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from kiosk.office.day_row import FINISHED, Row
from kiosk.ui.cohort_words import action_words, state_look, state_words, where_words
from kiosk.ui.screens.officer_table import Cell, Column, Ground, Index, Line, Table
from kiosk.ui.theme import FAMILY, Theme
from kiosk.ui.words import _, clock_of

BAR, ACT = 3, 6
"""The columns of the bar and of what can be done."""
LOW, EDGE = 8, 8
LEAST, LETTER, MOST = 64, 10, 140
"""Pixels of the column of kiosks, and of one letter there."""


@dataclass(frozen=True)
class BarCell(Cell):
    """How far somebody is, 0.0–1.0; its words say it to who cannot see the bar."""

    share: float = 0.0


def columns(longest: int) -> tuple[Column, ...]:
    """Who, where, how far, how, since when, and what to do.

    `longest`: letters of the longest code of a kiosk.
    """
    wide = min(MOST, max(LEAST, 28 + LETTER * longest))
    return (
        Column(_("Peserta"), share=34),
        Column(_("Kios"), width=wide, needs=700),
        Column(_("Sedang di"), share=26),
        Column(_("Kemajuan"), width=88, needs=560),
        Column(_("Keadaan"), share=40),
        Column(_("Masuk"), width=74, needs=640),
        Column("", width=118),
    )


def line(row: Row, theme: Theme) -> Line:
    """A learner as a row of the table."""
    drawn, colour = state_look(row.state, theme)
    kiosk = row.kiosk or (_("kios lain") if row.seen.came else "–")
    cells = (
        Cell(row.name, bold=True),
        Cell(kiosk, colour=theme.tinta2),
        Cell(where_words(row)),
        BarCell(
            f"{round(100 * row.seen.share)}%",
            share=row.seen.share,
            colour=theme.hijau if row.state in FINISHED else theme.laut,
        ),
        Cell(state_words(row), drawn, colour, bold=True),
        Cell(clock_of(row.seen.came) if row.seen.came else "–", colour=theme.tinta2),
        Cell(action_words(row)),
    )
    return Line(row.learner, cells, ground=theme.jingga_tint if row.needs_help else "")


class _Painted(Ground):
    """Bars and buttons in their cells; everything else as usual."""

    def __init__(self, table: DayTable, theme: Theme) -> None:
        super().__init__(table)
        self._table, self._theme = table, theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """A cell."""
        if index.column() not in (BAR, ACT):
            super().paint(painter, option, index)
            return
        cell = self._table.lines.lines[index.row()].cells[index.column()]
        self._ground(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(cell, BarCell):
            self._bar(painter, option.rect, cell)
        elif cell.words:
            self._button(painter, option.rect, cell.words)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The cell as usual, without its words."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        bare = QStyleOptionViewItem(option)
        self.initStyleOption(bare, index)
        bare.text = ""
        control = QStyle.ControlElement.CE_ItemViewItem
        self._table.style().drawControl(control, bare, painter, self._table)

    def _bar(self, painter: QPainter, room: QRect, cell: BarCell) -> None:
        theme, high = self._theme, self._theme.px(LOW)
        whole = QRectF(room.adjusted(theme.px(4), 0, -theme.px(14), 0))
        whole = QRectF(whole.x(), room.center().y() - high / 2, whole.width(), high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.garis))
        painter.drawRoundedRect(whole, high / 2, high / 2)
        if cell.share > 0:
            whole.setWidth(max(high, whole.width() * min(1.0, cell.share)))
            painter.setBrush(QColor(cell.colour))
            painter.drawRoundedRect(whole, high / 2, high / 2)

    def _button(self, painter: QPainter, room: QRect, words: str) -> None:
        theme = self._theme
        font = QFont(FAMILY)
        font.setPixelSize(theme.px(14))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        wide = painter.fontMetrics().horizontalAdvance(words) + theme.px(24)
        high = min(theme.px(40), room.height() - 6)
        left = room.right() - wide - theme.px(EDGE)
        box = QRectF(left, room.center().y() - high / 2, wide, high)
        painter.setPen(QPen(QColor(theme.bidang), theme.tebal_garis))
        painter.setBrush(QColor(theme.kertas))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(QColor(theme.laut))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)


class DayTable(Table):
    """The live table. `acted` tells whose button was taken: by tap, Enter or a double click."""

    acted = Signal(str)

    def __init__(self, longest: int, theme: Theme) -> None:
        super().__init__(columns(longest), "day-table", _("Peserta di kelas"), theme)
        self.setItemDelegate(_Painted(self, theme))
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(lambda _index: self.acted.emit(self.key))

    def _clicked(self, index: QModelIndex) -> None:
        line_ = self.lines.lines[index.row()]
        if index.column() == ACT and line_.cells[ACT].words:
            self.acted.emit(line_.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the button of the chosen row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.key:
            self.acted.emit(self.key)
        else:
            super().keyPressEvent(event)

    def refresh(self, lines: Sequence[Line]) -> None:
        """Other words in place; the chosen row, the focus and the place stay as they were."""
        old = self.lines.lines
        if [x.key for x in old] == [x.key for x in lines]:
            if old != lines:
                self.lines.lines = lines
                self.viewport().update()
            return
        key, at = self.key, self.verticalScrollBar().value()
        self.blockSignals(True)  # noqa: FBT003 - Qt's call
        self.show_lines(lines)
        place = next((n for n, x in enumerate(lines) if x.key == key), -1)
        if place >= 0:
            self.selectRow(place)
        self.verticalScrollBar().setValue(at)
        self.blockSignals(False)  # noqa: FBT003 - Qt's call
        if place < 0:
            self.picked.emit("")

    def place_of_button(self, key: str) -> QPoint:
        """The middle of a row's button, in the table's viewport."""
        place = next(n for n, x in enumerate(self.lines.lines) if x.key == key)
        return self.visualRect(self.model().index(place, ACT)).center()
