"""Charts of reports, by reportlab.graphics and drawn with our ink, each value written beside it."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

from reportlab.graphics.charts.barcharts import BarChart, HorizontalBarChart, VerticalBarChart
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor

from kiosk.certificate.layout import INK, SOFT
from kiosk.certificate.letter import ROOM, Block
from kiosk.certificate.papers_chart import figure_block
from kiosk.certificate.report_facts import PaperChart
from kiosk.certificate.sheet import HAIRLINE, SEA
from kiosk.certificate.typeface import REGULAR, width

Anchor: TypeAlias = Literal["start", "middle", "end"]
SIZE: Final = 7.0
SECOND: Final = "#A9C6CB"
"""Of two series the first; the second is darker, on grey paper too."""
NAMES, VALUES = 170.0, 60.0
BAR, HIGH = 12.0, 110.0
LONGEST: Final = 28
"""Bars on one page; the table tells of all."""


def chart(told: PaperChart) -> Block:
    """The chart; nothing of it is without words for readers aloud."""
    drawing = _upright(told) if told.upright else _lying(told)
    return figure_block(drawing, f"{told.title}. {_aloud(told)}.")


def _aloud(told: PaperChart) -> str:
    return "; ".join(
        f"{label}: " + ", ".join(values[n] for values in told.written)
        for n, label in enumerate(told.labels[:LONGEST])
    )


def _colours(told: PaperChart) -> tuple[str, ...]:
    return (SEA,) if len(told.series) == 1 else (SECOND, SEA)


def _most(told: PaperChart) -> float:
    known = [v for values in told.values for v in values if v is not None]
    return told.most or max(known, default=0.0) or 1.0


def _lying(told: PaperChart) -> Drawing:
    count = min(len(told.labels), LONGEST)
    tall = BAR * len(told.series) ** 0.5 * count
    drawing = Drawing(ROOM, tall + 18)
    bars = HorizontalBarChart()
    bars.data = [tuple(reversed(_bare(values[:count]))) for values in reversed(told.values)]
    across = ROOM - NAMES - VALUES
    _laid(bars, told, (NAMES, 4, across, tall))
    drawing.add(bars)
    if told.goal is not None:
        x = NAMES + across * told.goal / _most(told)
        drawing.add(Line(x, 2, x, tall + 6, strokeColor=HexColor(INK), strokeWidth=0.8))
    step = tall / count
    for n, label in enumerate(told.labels[:count]):
        y = 4 + tall - (n + 0.5) * step - SIZE / 3
        drawing.add(_word(_cut(label, NAMES - 8), NAMES - 6, y, "end", INK))
        words = " · ".join(values[n] for values in told.written)
        drawing.add(_word(words, ROOM, y, "end", INK))
    _legend(drawing, told)
    return drawing


def _upright(told: PaperChart) -> Drawing:
    drawing = Drawing(ROOM, HIGH + 34)
    bars = VerticalBarChart()
    bars.data = [_bare(values) for values in told.values]
    _laid(bars, told, (0, 14, ROOM, HIGH - 10))
    drawing.add(bars)
    wide, most = ROOM / max(1, len(told.labels)), _most(told)
    for n, label in enumerate(told.labels):
        middle = (n + 0.5) * wide
        drawing.add(_word(_cut(label, wide), middle, 3, "middle", SOFT))
        tallest = max((v[n] or 0.0 for v in told.values), default=0.0)
        above = 17 + (HIGH - 10) * min(1.0, tallest / most)
        words = " · ".join(values[n] for values in told.written)
        drawing.add(_word(words, middle, above, "middle", INK))
    _legend(drawing, told)
    return drawing


def _bare(values: tuple[float | None, ...]) -> tuple[float, ...]:
    return tuple(max(0.0, value or 0.0) for value in values)


def _laid(bars: BarChart, told: PaperChart, at: tuple[float, float, float, float]) -> None:
    bars.x, bars.y, bars.width, bars.height = map(round, at)
    bars.groupSpacing = 5
    bars.valueAxis.valueMin, bars.valueAxis.valueMax = 0, _most(told)
    bars.valueAxis.visible = False
    colours = _colours(told) if told.upright else tuple(reversed(_colours(told)))
    for n, colour in enumerate(colours):
        bars.bars[n].fillColor, bars.bars[n].strokeColor = HexColor(colour), None
    axis = bars.categoryAxis
    axis.labels.visible, axis.visibleTicks = False, False
    axis.strokeColor, axis.strokeWidth = HexColor(HAIRLINE), 0.6


def _legend(drawing: Drawing, told: PaperChart) -> None:
    if len(told.series) == 1:
        return
    x, y = 0.0, drawing.height - 8
    for name, colour in zip(told.series, _colours(told), strict=True):
        square = Rect(x, y - 1, 7, 7)
        square.fillColor = HexColor(colour)
        drawing.add(square)
        drawing.add(_word(name, x + 10, y, "start", INK))
        x += width(name, REGULAR, SIZE) + 28


def _word(words: str, x: float, y: float, anchor: Anchor, colour: str) -> String:
    return String(x, y, words, textAnchor=anchor, fontSize=SIZE, fillColor=HexColor(colour))


def _cut(words: str, room: float) -> str:
    if width(words, REGULAR, SIZE) <= room:
        return words
    ends = range(len(words), 0, -1)
    return next((f"{words[:n]}…" for n in ends if width(words[:n], REGULAR, SIZE) < room - 6), "")
