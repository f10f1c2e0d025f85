"""Tables with lines around every cell, as offices here draw them; cells may hold several lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, TypeAlias

from msgspec import Struct, structs

from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import SOFT, Line, height, paragraph, wrap
from kiosk.certificate.letter import LEFT, ROOM, Block
from kiosk.certificate.papers_facts import Member
from kiosk.certificate.sheet import TINT, draw_centred, draw_left, draw_right
from kiosk.certificate.typeface import BOLD, REGULAR
from kiosk.certificate.words import nip_grouped

SIZE, TINY, PAD, ABOVE = 8.0, 7.0, 4.0, 3.5
GAP: Final = 5.0
RULE: Final = "#7F9197"
Cell: TypeAlias = "str | tuple[Line, ...]"


class Column(Struct, frozen=True):
    """A column: its heading, its width in points (0: what others leave), and where words stand."""

    head: str
    wide: float = 0.0
    align: str = "left"


def grid(
    columns: Sequence[Column],
    rows: Sequence[Sequence[Cell]],
    *,
    total: Sequence[Cell] | None = None,
    tall: float = 0.0,
) -> list[Block]:
    """The rows as blocks below their heading, which comes again on each page.

    Rows are at least `tall` points high. `total` is the last row, in bold, and never parts from
    the row before it.
    """
    sized = _sized(columns)
    head = _row(sized, [c.head for c in sized], BOLD, shaded=True)
    blocks = [structs.replace(_lowered(head), with_next=True)]
    blocks += [_row(sized, cells, REGULAR, tall=tall, repeated=head) for cells in rows]
    if total is not None:
        blocks[-1] = structs.replace(blocks[-1], with_next=True)
        blocks.append(_row(sized, total, BOLD, repeated=head))
    return blocks


def kept(blocks: Sequence[Block]) -> list[Block]:
    """The same, the last one never the last on its page: what follows is signed with it."""
    return [*blocks[:-1], structs.replace(blocks[-1], with_next=True)]


def who(member: Member, room: float, *, unit: bool = True) -> tuple[Line, ...]:
    """A member in a cell of so many points: the name, below it NIP and unit in small letters."""
    inner = room - 2 * PAD
    lines = paragraph(wrap(member.name, REGULAR, SIZE, inner) or ("",), Line("", SIZE))
    for words in (nip_grouped(member.nip), member.unit if unit else ""):
        if words:
            small = Line("", TINY, gap=0.5, colour=SOFT)
            lines += paragraph(wrap(words, REGULAR, TINY, inner), small)
    return tuple(lines)


def numbered(number: str, room: float, below: str = "", *, before: str = "") -> tuple[Line, ...]:
    """A certificate's number in a cell, broken at its strokes; `below` in small letters."""
    spaced = wrap(f"{before}{number.replace('/', '/ ')}", REGULAR, SIZE, room - 2 * PAD)
    lines = [Line(line.replace("/ ", "/"), SIZE) for line in spaced]
    if below:
        small = Line("", TINY, gap=0.5, colour=SOFT)
        lines += paragraph(wrap(below, REGULAR, TINY, room - 2 * PAD), small)
    return tuple(lines)


def loose(columns: Sequence[Column]) -> float:
    """The width of each column without one of its own."""
    fixed = sum(c.wide for c in columns)
    return (ROOM - fixed) / max(1, sum(not c.wide for c in columns))


def _lowered(head: Block) -> Block:
    """A table's first row, a little below what stands above it."""
    return Block(head.tall + GAP, lambda ink, top: head.draw(ink, top - GAP), in_table=True)


def _sized(columns: Sequence[Column]) -> list[Column]:
    rest = loose(columns)
    return [c if c.wide else structs.replace(c, wide=rest) for c in columns]


def _row(  # noqa: PLR0913 - a row's sides
    columns: Sequence[Column],
    cells: Sequence[Cell],
    face: str,
    *,
    shaded: bool = False,
    tall: float = 0.0,
    repeated: Block | None = None,
) -> Block:
    lines = [_lines(cell, c.wide, face) for c, cell in zip(columns, cells, strict=True)]
    high = max(tall, max(map(height, lines)) + 2 * ABOVE)

    def drawing(ink: Ink, top: float) -> None:
        with ink.decoration():
            x = LEFT
            for column in columns:
                fill = TINT if shaded else ""
                ink.box(x, top - high, column.wide, high, fill=fill, stroke=RULE, pen=0.5)
                x += column.wide
        x = LEFT
        with ink.group("TR"):
            for column, words in zip(columns, lines, strict=True):
                with ink.tag("TH" if shaded else "TD"):
                    _draw_cell(ink, column, words, x, top, high, shaded=shaded)
                x += column.wide

    return Block(high, drawing, repeated=repeated, in_table=True)


def _lines(cell: Cell, wide: float, face: str) -> list[Line]:
    if not isinstance(cell, str):
        return list(cell)
    return paragraph(wrap(cell, face, SIZE, wide - 2 * PAD) or ("",), Line("", SIZE, face))


def _draw_cell(  # noqa: PLR0913, PLR0917 - where, and how
    ink: Ink, column: Column, lines: list[Line], x: float, top: float, high: float, *, shaded: bool
) -> None:
    """In the middle of the row's height; headings are centred."""
    y = top - (high - height(lines)) / 2
    if shaded or column.align == "centre":
        draw_centred(ink, lines, x + column.wide / 2, y)
    elif column.align == "right":
        for line in lines:
            draw_right(ink, line, x + column.wide - PAD, y)
            y -= line.gap + line.leading
    else:
        draw_left(ink, lines, x + PAD, y)
