"""Papers in letter form: A4 portrait, kop, blocks over as many pages as they need, page numbers.

A paper is a list of blocks. Pages are made first and drawn afterwards, so that each page can say
how many there are.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from kiosk.certificate import typeface
from kiosk.certificate.document import Document
from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import (
    SOFT,
    Line,
    balanced,
    height,
    paragraph,
    shrunk,
    wrap,
)
from kiosk.certificate.letter_facts import Heading, Person
from kiosk.certificate.metadata import About
from kiosk.certificate.sheet import (
    HAIRLINE,
    MM,
    SEA,
    WATERMARK,
    draw_centred,
    draw_left,
    draw_right,
)
from kiosk.certificate.typeface import BOLD, HEAVY, REGULAR, width
from kiosk.certificate.words import date_words, nip_grouped

WIDTH, HEIGHT = 210 * MM, 297 * MM
LEFT, RIGHT = 48.0, WIDTH - 48.0
ROOM = RIGHT - LEFT
TOP, FLOOR = HEIGHT - 42.0, 56.0
FOOT = 40.0
SIZE, SMALL = 9.5, 8.0
KOP_ROOM = 130.0
LABELS = 106.0
SIGNATURE_WIDTH, SIGNATURE_SPACE = 220.0, 58.0
WATERMARK_SIZE, WATERMARK_TILT = 118, 52

Draw = Callable[[Ink, float], None]


class Block(Struct, frozen=True):
    """A part that stays whole: how tall it is, and how it is drawn from its top downwards.

    `repeated` is drawn above it where it begins a page; `with_next` goes to the next page rather
    than end one; `in_table`: it is a row of a table.
    """

    tall: float
    draw: Draw
    repeated: Block | None = None
    with_next: bool = False
    in_table: bool = False


def render(
    heading: Heading, title: str, foot: str, build: Callable[[], Sequence[Block]], fonts: Path
) -> bytes:
    """The paper as PDF bytes: the same for the same facts; dated by the heading, not by a clock.

    `build` makes its blocks once the typeface in `fonts` can be measured. `foot` stands at the
    bottom of each page beside its number. Not from two threads at once.
    """
    faces = typeface.load(fonts)
    about = About(title=title, author=heading.agency, subject=title, issued=heading.date)
    document = Document(faces, about)
    kop = shrunk(lambda scale: _kop(heading, scale), lambda lines: height(lines) <= KOP_ROOM)
    pages = list(paged([_kop_block(kop), *build()], TOP - FLOOR))
    for n, page in enumerate(pages, start=1):
        ink = document.page(WIDTH, HEIGHT)
        if heading.sample:
            _draw_watermark(ink)
        _draw_blocks(ink, page, TOP)
        _draw_foot(ink, foot, f"Halaman {n} dari {len(pages)}")
    return document.to_bytes()


def _draw_blocks(ink: Ink, stack: Sequence[Block], top: float) -> None:
    """One below the other; rows of a table that stand together are one table."""
    y = top
    for in_table, blocks in groupby(stack, key=lambda block: block.in_table):
        with ink.group("Table" if in_table else "Sect"):
            for block in blocks:
                block.draw(ink, y)
                y -= block.tall


def paged(blocks: Sequence[Block], room: float) -> Iterator[list[Block]]:
    """The blocks of each page. A block taller than a page has one to itself.

    Blocks that go with the next one stay together as a chain, up to the first that need not.
    """
    page: list[Block] = []
    used = 0.0
    for n, block in enumerate(blocks):
        following = _following(blocks, n)
        if page and used + block.tall + following > room:
            yield page
            page, used = [], 0.0
            if block.repeated is not None:
                page, used = [block.repeated], block.repeated.tall
        page.append(block)
        used += block.tall
    if page:
        yield page


def _following(blocks: Sequence[Block], n: int) -> float:
    """How tall all is that has to stand on one page with a block, below it."""
    tall = 0.0
    while blocks[n].with_next and n + 1 < len(blocks):
        n += 1
        tall += blocks[n].tall
    return tall


def text_block(
    text: str, size: float = SIZE, face: str = REGULAR, gap: float = 0.0, *, with_next: bool = False
) -> Block:
    """A paragraph over the whole width."""
    styled = Line("", size, face, gap)
    return lines_block(
        paragraph(wrap(text, face, size, ROOM) or ("",), styled), with_next=with_next
    )


def heading_block(words: str) -> Block:
    """The name of a part of the paper, never at the foot of a page."""
    return lines_block([Line(words, SIZE + 1, BOLD, 8, SEA)], kind="H2", with_next=True)


def lines_block(lines: Sequence[Line], *, kind: str = "P", with_next: bool = False) -> Block:
    """A stack of lines from the left edge; `kind` as readers aloud are told it."""

    def draw(ink: Ink, top: float) -> None:
        with ink.tag(kind):
            draw_left(ink, lines, LEFT, top)

    return Block(height(lines), draw, with_next=with_next)


def title_block(title: str, below: str = "") -> Block:
    """The paper's name in capitals, and a line below it."""
    lines = [Line(title.upper(), 15, HEAVY, 8, SEA, 1.2)]
    if below:
        lines += paragraph(balanced(below, REGULAR, SIZE, ROOM), Line("", SIZE, gap=1, colour=SOFT))

    def draw(ink: Ink, top: float) -> None:
        with ink.tag("H1"):
            draw_centred(ink, lines, WIDTH / 2, top)

    return Block(height(lines) + 10, draw)


def person_block(person: Person) -> Block:
    """Who it is about, as a list of names and values; what is not known is left out."""
    known = (
        ("Nama", person.name),
        ("NIP", nip_grouped(person.nip)),
        ("Pangkat/Gol. Ruang", person.rank_line),
        ("Jabatan", person.position),
        ("Unit kerja", person.unit),
    )
    return pairs_block([(name, value) for name, value in known if value])


def pairs_block(pairs: Sequence[tuple[str, str]], labels: float = LABELS) -> Block:
    """Names at the left, values beside them."""
    rows = [
        (name, paragraph(wrap(value, BOLD, SIZE, ROOM - labels) or ("",), Line("", SIZE, BOLD)))
        for name, value in pairs
    ]
    talls = [height(value) + 2 for _, value in rows]

    def draw(ink: Ink, top: float) -> None:
        y = top
        for (name, value), tall in zip(rows, talls, strict=True):
            with ink.tag("P"):
                draw_left(ink, [Line(name, SIZE, colour=SOFT)], LEFT, y)
                draw_left(ink, value, LEFT + labels, y)
            y -= tall

    return Block(sum(talls) + 6, draw)


def joined(blocks: Sequence[Block], gap: float = 0.0) -> Block:
    """Several blocks as one that is never parted, with a gap below; rows among them are a table."""

    def draw(ink: Ink, top: float) -> None:
        _draw_blocks(ink, blocks, top)

    return Block(sum(block.tall for block in blocks) + gap, draw)


def signed_block(note: str, heading: Heading) -> Block:
    """A note in small letters and the signature below it: no page bears a signature alone."""
    return joined([text_block(note, SMALL, gap=8), signature_block(heading)])


def signature_block(heading: Heading) -> Block:
    """Place, day and signatory at the right, with room for ink and stamp."""
    x = RIGHT - SIGNATURE_WIDTH / 2
    dated = (f"{heading.place}, {date_words(heading.date)}", heading.signatory_position)
    above = [
        line
        for text in dated
        for line in paragraph(balanced(text, REGULAR, SIZE, SIGNATURE_WIDTH), Line("", SIZE))
    ]
    name = balanced(heading.signatory_name, BOLD, SIZE, SIGNATURE_WIDTH)
    below = paragraph(name, Line("", SIZE, BOLD))
    if heading.signatory_nip:
        below.append(Line(f"NIP {nip_grouped(heading.signatory_nip)}", SMALL, gap=1))

    def draw(ink: Ink, top: float) -> None:
        with ink.tag("P"):
            draw_centred(ink, above, x, top - 16)
            draw_centred(ink, below, x, top - 16 - height(above) - SIGNATURE_SPACE)

    return Block(16 + height(above) + SIGNATURE_SPACE + height(below), draw)


def _kop(heading: Heading, scale: float) -> list[Line]:
    styled: list[Line] = []
    for n, text in enumerate(heading.kop):
        style = Line("", 12.5 * scale, BOLD) if n == 0 else Line("", 9.5 * scale, gap=scale)
        styled += paragraph(balanced(text, style.face, style.size, ROOM), style)
    return styled


def _kop_block(lines: Sequence[Line]) -> Block:
    """The letterhead with its two lines below, as on letters."""
    tall = height(lines)

    def draw(ink: Ink, top: float) -> None:
        with ink.tag("P"):
            draw_centred(ink, lines, WIDTH / 2, top)
        with ink.decoration():
            for pen, y in ((1.6, top - tall - 6), (0.5, top - tall - 9)):
                ink.line((LEFT, y), (RIGHT, y), SEA, pen)

    return Block(tall + 18, draw)


def _draw_foot(ink: Ink, words: str, page: str) -> None:
    number = Line(page, SMALL, colour=SOFT)
    room = ROOM - number.wide - 16
    with ink.decoration():
        ink.line((LEFT, FOOT + 6), (RIGHT, FOOT + 6), HAIRLINE, 0.5)
        draw_left(ink, [Line(_cut(words, room), SMALL, colour=SOFT)], LEFT, FOOT)
        draw_right(ink, number, RIGHT, FOOT)


def _cut(words: str, room: float) -> str:
    """The words, or as many of their letters as find room, and an ellipsis."""
    if width(words, REGULAR, SMALL) <= room:
        return words
    ends = range(len(words), 0, -1)
    return next(
        (f"{words[:n].rstrip()}…" for n in ends if width(words[:n], REGULAR, SMALL) < room - 8), ""
    )


def _draw_watermark(ink: Ink) -> None:
    word = Line("CONTOH", WATERMARK_SIZE, HEAVY, colour=WATERMARK)
    tilt = math.radians(WATERMARK_TILT)
    with (
        ink.tag("P"),
        ink.turned(WIDTH / 2, HEIGHT / 2, (math.cos(tilt), math.sin(tilt))),
    ):
        draw_centred(ink, [word], 0, word.leading / 2)
