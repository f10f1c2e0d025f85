"""Charts painted by hand: bars that lie, columns that stand, a line over time.

Each value is written beside its mark; of two series the first is hatched, so that no colour has to
be told from another. Readers aloud hear all values.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.office.report_words import Wording
from kiosk.office.reports import Chart, Shape
from kiosk.ui.theme import FAMILY, Theme

LETTERS, HIGH, LEGEND = 14, 230, 26
BAR, BETWEEN = 16, 10
MOST_BARS: Final = 15
"""Bars on a screen; the table beside tells of all."""
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


class ChartView(QWidget):
    """A chart of a report, in the words of its screen."""

    def __init__(self, chart: Chart, said: Wording, theme: Theme) -> None:
        super().__init__()
        self._chart, self._said, self._theme = chart, said, theme
        self._labels = tuple(said.written(x, chart.label) for x in chart.labels)
        self._written = [[said.written(v, chart.form) for v in s.values] for s in chart.series]
        known = [v for s in chart.series for v in s.values if v is not None]
        self._most = chart.most or max(known, default=0.0) or 1.0
        self.setObjectName(f"chart-{chart.name}")
        self.setAccessibleName(said.name(f"chart-{chart.name}"))
        self.setAccessibleDescription(self.aloud())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(self._tall())

    def aloud(self) -> str:
        """All values in words."""
        return "; ".join(
            f"{label}: " + ", ".join(values[n] for values in self._written)
            for n, label in enumerate(self._labels)
        )

    def minimumSizeHint(self) -> QSize:
        """Narrow screens have narrow bars."""
        return QSize(self._theme.px(260), self._tall())

    @property
    def _shown(self) -> int:
        return min(len(self._labels), MOST_BARS)

    def _tall(self) -> int:
        theme, legend = self._theme, LEGEND if len(self._chart.series) > 1 else 0
        if self._chart.shape is Shape.BARS:
            each = BAR * len(self._chart.series) + BETWEEN
            return theme.px(max(1, self._shown) * max(each, LETTERS + BETWEEN + 4) + legend + 4)
        return theme.px(HIGH + legend)

    def _font(self, *, bold: bool = False) -> QFont:
        font = QFont(FAMILY)
        font.setPixelSize(self._theme.px(LETTERS))
        font.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's name
        """The chart and its legend."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        top = self._legend(painter)
        room = QRectF(0, top, self.width(), self.height() - top)
        if self._chart.shape is Shape.BARS:
            self._bars(painter, room)
        else:
            self._upright(painter, room)
        painter.end()

    def _legend(self, painter: QPainter) -> float:
        if len(self._chart.series) == 1:
            return 0.0
        x, size = 0.0, self._theme.px(14)
        letters = QFontMetricsF(self._font())
        for place, series in enumerate(self._chart.series):
            self._fill(painter, QRectF(x, 2, size, size), place)
            name = self._said.name(series.name)
            painter.setPen(QColor(self._theme.tinta))
            wide = letters.horizontalAdvance(name) + 4
            painter.drawText(QRectF(x + size + 8, 0, wide, size + 4), LEFT, name)
            x += size + 8 + wide + self._theme.px(20)
        return float(self._theme.px(LEGEND))

    def _fill(self, painter: QPainter, box: QRectF, place: int) -> None:
        """A mark of a series: the last is full, the one before it hatched."""
        colour = QColor(self._theme.laut)
        full = place == len(self._chart.series) - 1
        style = Qt.BrushStyle.SolidPattern if full else Qt.BrushStyle.BDiagPattern
        painter.setBrush(QBrush(colour, style))
        painter.setPen(QPen(colour, 1))
        painter.drawRect(box)

    # Bars that lie

    def _bars(self, painter: QPainter, room: QRectF) -> None:
        if not self._labels:
            return
        theme, count = self._theme, self._shown
        names = min(room.width() * 0.36, theme.px(270))
        values = self._widest() + theme.px(10)
        across = max(20.0, room.width() - names - values - theme.px(12))
        step = room.height() / count
        for n in range(count):
            self._bar(
                painter, n, QRectF(0, room.top() + n * step, room.width(), step), names, across
            )
        if self._chart.goal is not None:
            x = names + across * self._chart.goal / self._most
            painter.setPen(QPen(QColor(theme.tinta), theme.tebal_garis + 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))

    def _bar(self, painter: QPainter, n: int, at: QRectF, names: float, across: float) -> None:
        theme, many = self._theme, len(self._chart.series)
        thick = (at.height() - theme.px(BETWEEN)) / many
        painter.setPen(QColor(theme.tinta))
        letters = QFontMetricsF(self._font())
        gap = theme.px(10)
        name = letters.elidedText(self._labels[n], Qt.TextElideMode.ElideRight, names - gap)
        painter.drawText(QRectF(0, at.top(), names - gap, at.height()), LEFT, name)
        for place, series in enumerate(self._chart.series):
            value = series.values[n]
            y = at.top() + theme.px(BETWEEN) / 2 + place * thick
            wide = across * min(1.0, max(0.0, value or 0.0) / self._most)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.abu))
            painter.drawRect(QRectF(names, y + 1, across, thick - 2))
            if wide:
                self._fill(painter, QRectF(names, y + 1, wide, thick - 2), place)
            painter.setPen(QColor(theme.tinta))
            painter.setFont(self._font(bold=True))
            words = QRectF(names + across + theme.px(8), y, at.right() - names - across, thick)
            painter.drawText(words, LEFT, self._written[place][n])
            painter.setFont(self._font())

    def _widest(self) -> float:
        letters = QFontMetricsF(self._font(bold=True))
        said = [value for values in self._written for value in values[: self._shown]]
        return max((letters.horizontalAdvance(value) for value in said), default=0.0)

    # Columns and lines

    def _upright(self, painter: QPainter, room: QRectF) -> None:
        if not self._labels:
            return
        theme, high = self._theme, self._theme.px(LETTERS + 8)
        plot = QRectF(room.left(), room.top() + high, room.width(), room.height() - 2 * high)
        painter.setPen(QPen(QColor(theme.garis), theme.tebal_garis))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        step = plot.width() / len(self._labels)
        every = self._every(step)
        painter.setPen(QColor(theme.tinta2))
        for n, label in enumerate(self._labels):
            if n % every == 0:
                box = QRectF(plot.left() + n * step, plot.bottom() + 2, step * every, high)
                where = CENTRE if every == 1 else LEFT
                painter.drawText(box, where, label)
        if self._chart.shape is Shape.LINE:
            self._line(painter, plot, step)
        else:
            self._columns(painter, plot, step)

    def _every(self, step: float) -> int:
        """Every how many labels find room side by side."""
        letters = QFontMetricsF(self._font())
        widest = max(letters.horizontalAdvance(label) for label in self._labels) + 6
        return max(1, -int(-widest // step))

    def _y(self, plot: QRectF, value: float) -> float:
        return plot.bottom() - plot.height() * min(1.0, max(0.0, value) / self._most)

    def _columns(self, painter: QPainter, plot: QRectF, step: float) -> None:
        many = len(self._chart.series)
        wide = step * 0.64 / many
        for place, series in enumerate(self._chart.series):
            for n, value in enumerate(series.values):
                if value is None:
                    continue
                x = plot.left() + n * step + step * 0.18 + place * wide
                y = self._y(plot, value)
                self._fill(painter, QRectF(x, y, wide, plot.bottom() - y), place)
                self._value(painter, x + wide / 2, y, step / many, self._written[place][n])

    def _line(self, painter: QPainter, plot: QRectF, step: float) -> None:
        colour = QColor(self._theme.laut)
        for place, series in enumerate(self._chart.series):
            before: QPointF | None = None
            for n, value in enumerate(series.values):
                if value is None:
                    before = None
                    continue
                at = QPointF(plot.left() + (n + 0.5) * step, self._y(plot, value))
                painter.setPen(QPen(colour, self._theme.px(3)))
                if before is not None:
                    painter.drawLine(before, at)
                painter.setBrush(colour)
                painter.drawEllipse(at, self._theme.px(4), self._theme.px(4))
                before = at
            for n, value in enumerate(series.values):
                if value is not None:
                    x = plot.left() + (n + 0.5) * step
                    y = self._y(plot, value) - self._theme.px(6)
                    self._value(painter, x, y, step, self._written[place][n])

    def _value(self, painter: QPainter, x: float, y: float, room: float, words: str) -> None:
        """Above a mark, where there is room for it."""
        letters = QFontMetricsF(self._font())
        if letters.horizontalAdvance(words) > room + self._theme.px(8):
            return
        high = self._theme.px(LETTERS + 6)
        painter.setPen(QColor(self._theme.tinta))
        painter.drawText(QRectF(x - room, y - high, 2 * room, high), CENTRE, words)
