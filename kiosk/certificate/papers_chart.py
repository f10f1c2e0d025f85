"""Charts on papers: bars and axes by reportlab.graphics, drawn with our ink and so tagged.

A chart never stands alone: its figures are in the table beside it, and its words tell it aloud.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal, TypeAlias

from reportlab.graphics.charts.barcharts import BarChart, HorizontalBarChart, VerticalBarChart
from reportlab.graphics.shapes import Drawing, Group, Line, Rect, Shape, String, UserNode
from reportlab.lib.colors import Color, HexColor

from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import INK, SOFT
from kiosk.certificate.letter import LEFT, ROOM, Block
from kiosk.certificate.papers_facts import CourseRated, CourseScores
from kiosk.certificate.papers_words import QUALITIES, figure
from kiosk.certificate.sheet import HAIRLINE, SEA
from kiosk.certificate.typeface import REGULAR, width

Anchor: TypeAlias = Literal["start", "middle", "end"]
SIZE: Final = 7.0
BEFORE: Final = "#A9C6CB"
"""Bars of the test before; those of the test after are darker, on grey paper too."""
BINS: Final = (
    (0, "di bawah 60"),
    (60, "60–69,9"),
    (70, "70–79,9"),
    (80, "80–89,9"),
    (90, "90–100"),
)
FEWEST: Final = 5
"""Fewer scores have no spread to look at."""
TALL: Final = 96.0
LABELS: Final = 160
BAR: Final = 15.0
LEAST, MOST = 25.0, 100.0


def figure_block(drawing: Drawing, told: str) -> Block:
    """A drawing of rectangles, lines and words as a block; `told` says it to readers aloud."""

    def draw(ink: Ink, top: float) -> None:
        with ink.tag("Figure", alt=told):
            _paint(ink, drawing.contents, LEFT, top - drawing.height)

    return Block(drawing.height + 6, draw)


def spread(scores: CourseScores) -> list[Block]:
    """How the scores of both tests are spread; nothing where there are fewer than five."""
    before, after = _counts(r.pre for r in scores.rows), _counts(r.post for r in scores.rows)
    if sum(after) < FEWEST:
        return []
    drawing = Drawing(ROOM, TALL + 30)
    bars = VerticalBarChart()
    bars.data = [tuple(before), tuple(after)] if sum(before) else [tuple(after)]
    colours = (BEFORE, SEA) if sum(before) else (SEA,)
    _laid(bars, colours, 0, 14, ROOM, TALL - 12)
    bars.valueAxis.valueMin, bars.valueAxis.valueMax = 0, max(*before, *after)
    bars.valueAxis.visible = False
    drawing.add(bars)
    wide = ROOM / len(BINS)
    for n, (_, words) in enumerate(BINS):
        drawing.add(_word(words, (n + 0.5) * wide, 3, "middle", SOFT))
    _counted(drawing, bars)
    _legend(drawing, colours)
    told = "; ".join(
        f"{words}: uji awal {before[n]}, uji akhir {after[n]}" for n, (_, words) in enumerate(BINS)
    )
    return [figure_block(drawing, f"Sebaran nilai. {told}.")]


def _counts(scores: Iterable[float | None]) -> list[int]:
    known = [score for score in scores if score is not None]
    edges = [least for least, _ in BINS]
    ends = [*edges[1:], float("inf")]
    return [sum(least <= s < end for s in known) for least, end in zip(edges, ends, strict=True)]


def _counted(drawing: Drawing, bars: BarChart) -> None:
    """How many stand in each bar, above it."""
    for bar in _bars_of(bars):
        count = round(bar.height / bars.height * bars.valueAxis.valueMax)
        middle = bar.x + bar.width / 2
        drawing.add(_word(str(count), middle, bar.y + bar.height + 3, "middle", INK))


def _bars_of(shape: object) -> Iterator[Rect]:
    """The bars of a chart as laid out."""
    if isinstance(shape, Rect):
        yield shape
    elif isinstance(shape, UserNode):
        yield from _bars_of(shape.provideNode())
    elif isinstance(shape, Group):
        for part in shape.contents:
            yield from _bars_of(part)


def _legend(drawing: Drawing, colours: tuple[str, ...]) -> None:
    words = ("uji awal", "uji akhir")[-len(colours) :]
    x, y = 0.0, drawing.height - 9
    drawing.add(_word("Sebaran nilai (banyaknya peserta):", x, y, "start", INK))
    x += width("Sebaran nilai (banyaknya peserta):", REGULAR, SIZE) + 12
    for name, colour in zip(words, colours, strict=True):
        square = Rect(x, y - 1, 7, 7)
        square.fillColor = HexColor(colour)
        drawing.add(square)
        drawing.add(_word(name, x + 10, y, "start", INK))
        x += width(name, REGULAR, SIZE) + 26


def rated(course: CourseRated) -> Block:
    """The converted value of each item as a bar, with the bounds of the classes of quality."""
    items = course.items[::-1]
    tall = BAR * len(items)
    drawing = Drawing(ROOM, tall + 26)
    bars = HorizontalBarChart()
    bars.data = [tuple(item.converted for item in items)]
    across = ROOM - LABELS - 40
    _laid(bars, (SEA,), LABELS, 8, across, tall)
    bars.valueAxis.valueMin, bars.valueAxis.valueMax = LEAST, MOST
    bars.valueAxis.visible = False
    _bounds(drawing, across, tall + 8)
    drawing.add(bars)
    for n, item in enumerate(items):
        y = 8 + (n + 0.5) * BAR - SIZE / 3
        drawing.add(_word(item.words, LABELS - 6, y, "end", INK))
        drawing.add(_word(figure(item.converted), ROOM, y, "end", INK))
    told = "; ".join(f"{item.words} {figure(item.converted)}" for item in course.items)
    return figure_block(drawing, f"Nilai konversi tiap unsur. {told}.")


def _bounds(drawing: Drawing, across: float, high: float) -> None:
    """A line where a class of quality begins, and its letter in the middle of the class."""
    end = MOST
    for least, letter, _ in QUALITIES:
        start = max(least, LEAST)
        x = LABELS + across * (start - LEAST) / (MOST - LEAST)
        middle = LABELS + across * ((start + end) / 2 - LEAST) / (MOST - LEAST)
        if start > LEAST:
            drawing.add(Line(x, 8, x, high + 4, strokeColor=HexColor(HAIRLINE), strokeWidth=0.6))
        drawing.add(_word(letter, middle, high + 6, "middle", SOFT))
        end = start


def _laid(  # noqa: PLR0913, PLR0917 - a rectangle
    bars: BarChart, colours: tuple[str, ...], x: int, y: int, wide: float, high: float
) -> None:
    bars.x, bars.y, bars.width, bars.height = x, y, round(wide), round(high)
    bars.groupSpacing = 6
    for n, colour in enumerate(colours):
        bars.bars[n].fillColor, bars.bars[n].strokeColor = HexColor(colour), None
    axis = bars.categoryAxis
    axis.labels.visible, axis.visibleTicks = False, False
    axis.strokeColor, axis.strokeWidth = HexColor(HAIRLINE), 0.6


def _word(words: str, x: float, y: float, anchor: Anchor, colour: str) -> String:
    return String(x, y, words, textAnchor=anchor, fontSize=SIZE, fillColor=HexColor(colour))


def _paint(ink: Ink, shapes: Iterable[Shape], x: float, y: float) -> None:
    for shape in shapes:
        match shape:
            case Group():
                *_turn, right, up = shape.transform
                _paint(ink, shape.contents, x + right, y + up)
            case UserNode():
                _paint(ink, [shape.provideNode()], x, y)
            case Rect() if shape.fillColor is not None:
                at = (x + shape.x, y + shape.y)
                ink.box(*at, shape.width, shape.height, fill=_hex(shape.fillColor))
            case Line():
                ends = (x + shape.x1, y + shape.y1), (x + shape.x2, y + shape.y2)
                ink.line(*ends, _hex(shape.strokeColor), shape.strokeWidth)
            case String():
                _write(ink, shape, x, y)
            case _:
                pass


def _write(ink: Ink, word: String, x: float, y: float) -> None:
    share = {"start": 0.0, "middle": 0.5, "end": 1.0}[word.textAnchor]
    left = x + word.x - share * width(word.text, REGULAR, word.fontSize)
    ink.write(word.text, left, y + word.y, REGULAR, word.fontSize, colour=_hex(word.fillColor))


def _hex(colour: Color | None) -> str:
    if colour is None:
        return INK
    return f"#{colour.hexval()[2:].upper()}"
