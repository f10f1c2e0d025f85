"""The sheet both pages share: paper, border, watermark, and pens for lines of text."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import Line, placed
from kiosk.certificate.template import Template
from kiosk.certificate.typeface import HEAVY

MARGIN = 60.0
MM: Final = 72 / 25.4

SEA = "#0B4F5C"
HAIRLINE = "#C9D2D2"
TINT = "#E6F0F1"
WATERMARK = "#E3ECEC"

OUTER, INNER = 21.0, 26.0
WATERMARK_SIZE, WATERMARK_TILT = 150, 30


class Sheet(Struct, frozen=True):
    """A paper's size in points, landscape."""

    width: float
    height: float

    @property
    def left(self) -> float:
        """Left edge of what is written."""
        return MARGIN

    @property
    def right(self) -> float:
        """Right edge of what is written."""
        return self.width - MARGIN

    @property
    def room(self) -> float:
        """Width of what is written."""
        return self.width - 2 * MARGIN


SHEETS: Final = {"A4": Sheet(297 * MM, 210 * MM), "F4": Sheet(330 * MM, 215 * MM)}
"""F4 as Indonesian offices buy it: 215 × 330 mm."""


def draw_sheet(ink: Ink, template: Template, *, sample: bool) -> None:
    """The empty sheet: what lies behind the text."""
    if sample:
        with ink.tag("P"):
            _draw_watermark(ink)
    colours = template.colour
    with ink.decoration():
        for inset, colour, pen in ((OUTER, colours.border, 2.0), (INNER, colours.accent, 0.8)):
            wide, tall = ink.width - 2 * inset, ink.height - 2 * inset
            ink.box(inset, inset, wide, tall, stroke=colour, pen=pen)


def draw_centred(
    ink: Ink, lines: Sequence[Line], x: float, top: float, stretch: float = 1.0
) -> None:
    """A stack of lines centred on `x`."""
    for line, y in placed(lines, top, stretch):
        _write(ink, line, line.text, x - line.wide / 2, y)


def draw_left(ink: Ink, lines: Sequence[Line], x: float, top: float) -> None:
    """A stack of lines that begin at `x` plus their indent, their marks at `x` itself."""
    for line, y in placed(lines, top):
        if line.mark:
            _write(ink, line, line.mark, x, y)
        _write(ink, line, line.text, x + line.indent, y)


def draw_right(ink: Ink, line: Line, x: float, top: float) -> None:
    """One line that ends at `x`."""
    for only, y in placed([line], top):
        _write(ink, only, only.text, x - only.wide, y)


def _write(ink: Ink, style: Line, text: str, x: float, y: float) -> None:
    if text:
        ink.write(text, x, y, style.face, style.size, colour=style.colour, tracking=style.tracking)


def _draw_watermark(ink: Ink) -> None:
    word = Line("CONTOH", WATERMARK_SIZE, HEAVY, colour=WATERMARK)
    tilt = math.radians(WATERMARK_TILT)
    with ink.turned(ink.width / 2, ink.height / 2, (math.cos(tilt), math.sin(tilt))):
        draw_centred(ink, [word], 0, word.leading / 2)
