"""A table of many rows for the officer: words, an icon with them, one row chosen at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import overload

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetrics, QIcon, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScroller,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from kiosk.ui.icons import icon
from kiosk.ui.theme import FAMILY, Theme

ROW = 48
MEASURED = 300
"""Rows whose height follows their words; below them words that are too long are cut."""
SEEN, TALLEST = 40, 84
"""Late rows that are measured, and pixels that one may take at text size 100 %."""
Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Column:
    """A heading; a share of the room, or a fixed width; the room below which it is left out."""

    words: str
    share: int = 0
    width: int = 0
    needs: int = 0


@dataclass(frozen=True)
class Cell:
    """Words, the icon before them, and their colour (empty: as usual)."""

    words: str
    drawn: str = ""
    colour: str = ""
    bold: bool = False


@dataclass(frozen=True)
class Line:
    """A row: its key, cells, ground colour, and the column whose cell reaches to the end."""

    key: str
    cells: tuple[Cell, ...]
    ground: str = ""
    spans: int = 0


class LateLines(Sequence[Line]):
    """So many rows, each made by its place when it is looked at: thousands cost nothing."""

    def __init__(self, count: int, make: Callable[[int], Line]) -> None:
        self._count, self._make = count, make
        self._made: dict[int, Line] = {}

    def __len__(self) -> int:
        """How many rows there are."""
        return self._count

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Line, ...]: ...
    def __getitem__(self, place: int | slice) -> Line | tuple[Line, ...]:
        """A row, or some of them; IndexError beyond the last one."""
        if isinstance(place, slice):
            return tuple(self[n] for n in range(*place.indices(self._count)))
        if not 0 <= place < self._count:
            raise IndexError(place)
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]


class Lines(QAbstractTableModel):
    """The rows as Qt asks for them."""

    def __init__(self, columns: tuple[Column, ...], theme: Theme) -> None:
        super().__init__()
        self.columns, self._theme = columns, theme
        self.lines: Sequence[Line] = ()

    def show(self, lines: Sequence[Line]) -> None:
        """Other rows in place of these."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Number of rows."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        across = orientation == Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].words
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell."""
        line = self.lines[index.row()]
        if index.column() >= len(line.cells):
            return None
        cell = line.cells[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell.words
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(cell) if cell.drawn else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(cell.colour or self._theme.tinta)
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(line.ground) if line.ground else None
        if role == Qt.ItemDataRole.FontRole:
            return self.font(cell)
        return None

    def _icon(self, cell: Cell) -> QIcon:
        return icon(cell.drawn, cell.colour or self._theme.tinta2, self._theme.px(18))

    def font(self, cell: Cell) -> QFont:
        """The letters of a cell."""
        font = QFont(FAMILY)
        font.setPixelSize(self._theme.px(15))
        font.setWeight(QFont.Weight.Bold if cell.bold else QFont.Weight.Normal)
        return font


class Ground(QStyledItemDelegate):
    """Paints a row's own ground, which the sheet would leave out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the cell as usual."""
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class Table(QTableView):
    """Rows to look through by wheel, finger and arrow keys. `picked` tells the row's key."""

    picked = Signal(str)

    def __init__(self, columns: tuple[Column, ...], name: str, words: str, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.lines = Lines(columns, theme)
        self.setModel(self.lines)
        self.setItemDelegate(Ground(self))
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet(_sheet(theme))
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme.px(ROW) * 3)
        self._head()
        QScroller.grabGesture(self.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        self.selectionModel().selectionChanged.connect(lambda *_two: self.picked.emit(self.key))

    def _head(self) -> None:
        across, down = self.horizontalHeader(), self.verticalHeader()
        across.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        across.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        across.setFixedHeight(self._theme.px(40))
        down.setDefaultSectionSize(self._theme.px(ROW))
        down.setMinimumSectionSize(self._theme.px(ROW))
        down.setVisible(False)

    @property
    def key(self) -> str:
        """The key of the chosen row; empty when none is."""
        rows = self.selectionModel().selectedRows()
        return self.lines.lines[rows[0].row()].key if rows else ""

    @property
    def place(self) -> int:
        """The place of the chosen row, from 0; -1 when none is."""
        rows = self.selectionModel().selectedRows()
        return rows[0].row() if rows else -1

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Other rows in place of these; cells of late ones do not span."""
        self.clearSpans()
        self.lines.show(lines)
        last = len(self.lines.columns)
        for place, line in enumerate(() if isinstance(lines, LateLines) else lines):
            if line.spans:
                self.setSpan(place, line.spans, 1, last - line.spans)
        self._measure()
        self.picked.emit("")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by keyboard chooses a row: of a single one, no arrow key would."""
        super().focusInEvent(event)
        by_hand = event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }
        if by_hand and self.place < 0 and len(self.lines.lines):
            self.selectRow(max(0, self.currentIndex().row()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share out the room; on a narrow screen the less needed columns give way."""
        super().resizeEvent(event)
        room = self.viewport().width()
        columns = self.lines.columns
        shown = [n for n, c in enumerate(columns) if room / self._theme.scale >= c.needs]
        fixed = sum(self._theme.px(columns[n].width) for n in shown)
        shares = sum(columns[n].share for n in shown) or 1
        for place, column in enumerate(columns):
            self.setColumnHidden(place, place not in shown)
            share = (room - fixed) * column.share // shares
            self.setColumnWidth(place, self._theme.px(column.width) + share)
        self._measure()

    def _measure(self) -> None:
        """As high as the words need; Qt's own measure forgets the padding of our sheet.

        Late rows are all of one height, that of the tallest of the first, at most three lines.
        """
        if isinstance(self.lines.lines, LateLines):
            first = [self._height(line) for line in self.lines.lines[:SEEN]]
            tall = min(max([ROW, *(high / self._theme.scale for high in first)]), TALLEST)
            self.verticalHeader().setDefaultSectionSize(self._theme.px(tall))
            return
        for place, line in enumerate(self.lines.lines[:MEASURED]):
            self.setRowHeight(place, max(self._theme.px(ROW), self._height(line)))

    def _height(self, line: Line) -> int:
        theme, tallest = self._theme, 0
        for place, cell in enumerate(line.cells):
            last = len(self.lines.columns) if line.spans and place == line.spans else place + 1
            width = sum(self.columnWidth(n) for n in range(place, last))
            room = QRect(0, 0, width - theme.px(28 if not cell.drawn else 54), 10_000)
            if room.width() > 0:
                letters = QFontMetrics(self.lines.font(cell))
                words = letters.boundingRect(room, Qt.TextFlag.TextWordWrap, cell.words)
                tallest = max(tallest, words.height() + theme.px(18))
        return tallest


def _sheet(theme: Theme) -> str:
    border = f"{theme.tebal_garis}px solid {theme.garis}"
    return f"""
QTableView {{ background: {theme.kertas}; border: {border}; border-radius: 16px; outline: none;
  font-size: {theme.px(15)}px; padding: {theme.px(4)}px {theme.px(8)}px;
  selection-background-color: {theme.laut100}; selection-color: {theme.tinta}; }}
QTableView:focus {{ border: 2px solid {theme.fokus}; }}
QTableView::item {{ padding: {theme.px(6)}px {theme.px(8)}px; border-bottom: {border}; }}
QTableView::item:selected {{ background: {theme.laut100}; color: {theme.tinta}; }}
QHeaderView {{ background: {theme.kertas}; border: none; }}
QHeaderView::section {{ background: {theme.kertas}; color: {theme.tinta2}; border: none;
  border-bottom: {border}; padding: 0 {theme.px(8)}px; font-size: {theme.px(14)}px; }}
"""
