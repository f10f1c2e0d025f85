"""The sheet both pages share: A4 landscape, border, watermark, and pens for lines of text."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from kiosk.certificate.layout import WORD_SPACE, Line, placed
from kiosk.certificate.typeface import HEAVY

WIDTH, HEIGHT = landscape(A4)
MARGIN = 60.0
LEFT, RIGHT = MARGIN, WIDTH - MARGIN

SEA = HexColor("#0B4F5C")
ORANGE = HexColor("#D9772B")
HAIRLINE = HexColor("#C9D2D2")
TINT = HexColor("#E6F0F1")
WATERMARK = HexColor("#E3ECEC")

OUTER, INNER = 21.0, 26.0
WATERMARK_SIZE, WATERMARK_TILT = 150, 30


def draw_sheet(canvas: Canvas, *, sample: bool) -> None:
    """The empty sheet: what lies behind the text."""
    if sample:
        _draw_watermark(canvas)
    for inset, colour, pen in ((OUTER, SEA, 2.0), (INNER, ORANGE, 0.8)):
        canvas.setStrokeColor(colour)
        canvas.setLineWidth(pen)
        canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)


def draw_centred(
    canvas: Canvas, lines: Sequence[Line], x: float, top: float, stretch: float = 1.0
) -> None:
    """A stack of lines centred on `x`."""
    for line, y in placed(lines, top, stretch):
        _write(canvas, line, line.text, x - line.wide / 2, y)


def draw_left(canvas: Canvas, lines: Sequence[Line], x: float, top: float) -> None:
    """A stack of lines that begin at `x` plus their indent, their marks at `x` itself."""
    for line, y in placed(lines, top):
        _write(canvas, line, line.text, x + line.indent, y)
        if line.mark:
            _write(canvas, line, line.mark, x, y)


def draw_right(canvas: Canvas, line: Line, x: float, top: float) -> None:
    """One line that ends at `x`."""
    for only, y in placed([line], top):
        _write(canvas, only, only.text, x - only.wide, y)


def _write(canvas: Canvas, style: Line, text: str, x: float, y: float) -> None:
    pen = canvas.beginText(x, y)
    pen.setFont(style.face, style.size)
    pen.setFillColor(style.colour)
    pen.setCharSpace(style.tracking)
    pen.setWordSpace(WORD_SPACE * style.size)
    pen.textOut(text)
    canvas.drawText(pen)


def _draw_watermark(canvas: Canvas) -> None:
    word = Line("CONTOH", WATERMARK_SIZE, HEAVY, colour=WATERMARK)
    canvas.saveState()
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.rotate(WATERMARK_TILT)
    draw_centred(canvas, [word], 0, word.leading / 2)
    canvas.restoreState()
