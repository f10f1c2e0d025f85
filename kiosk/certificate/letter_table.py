"""Tables on papers: a heading row that comes again on each page, rows that stay whole."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import Line, height, paragraph, wrap
from kiosk.certificate.letter import LEFT, RIGHT, Block
from kiosk.certificate.sheet import HAIRLINE, TINT, draw_left, draw_right
from kiosk.certificate.typeface import BOLD, REGULAR

SIZE, PAD, ABOVE = 8.0, 4.0, 3.0


class Column(Struct, frozen=True):
    """A column: its heading, its width in points (0: what the others leave), numbers right."""

    head: str
    wide: float = 0.0
    right: bool = False


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], total: Sequence[str] | None = None
) -> list[Block]:
    """The rows of a table as blocks, below their heading; `total` is the last row, in bold.

    A total does not end a page, so what belongs to the table (a signature) follows on the same.
    """
    fixed = sum(c.wide for c in columns)
    loose = (RIGHT - LEFT - fixed) / max(1, sum(not c.wide for c in columns))
    sized = [c if c.wide else Column(c.head, loose, c.right) for c in columns]
    heading = _row(sized, [c.head for c in sized], BOLD, shaded=True)
    blocks = [structs.replace(heading, with_next=True)]
    blocks += [structs.replace(_row(sized, row, REGULAR), repeated=heading) for row in rows]
    if total is not None:
        last = _row(sized, total, BOLD)
        blocks.append(structs.replace(last, repeated=heading, with_next=True))
    return blocks


def _row(
    columns: Sequence[Column], cells: Sequence[str], face: str, *, shaded: bool = False
) -> Block:
    wrapped = [
        paragraph(wrap(cell, face, SIZE, c.wide - 2 * PAD) or ("",), Line("", SIZE, face))
        for c, cell in zip(columns, cells, strict=True)
    ]
    tall = max(map(height, wrapped)) + 2 * ABOVE

    def draw(ink: Ink, top: float) -> None:
        with ink.decoration():
            if shaded:
                ink.box(LEFT, top - tall, RIGHT - LEFT, tall, fill=TINT)
            ink.line((LEFT, top - tall), (RIGHT, top - tall), HAIRLINE, 0.5)
        x = LEFT
        with ink.group("TR"):
            for column, lines in zip(columns, wrapped, strict=True):
                with ink.tag("TH" if shaded else "TD"):
                    _draw_cell(ink, column, lines, x, top - ABOVE)
                x += column.wide

    return Block(tall, draw, in_table=True)


def _draw_cell(ink: Ink, column: Column, lines: Sequence[Line], x: float, top: float) -> None:
    if not column.right:
        draw_left(ink, lines, x + PAD, top)
        return
    y = top
    for line in lines:
        draw_right(ink, line, x + column.wide - PAD, y)
        y -= line.leading
