"""The lower part of the front page: check code, frame for a photo, and room to sign."""

from __future__ import annotations

from msgspec import Struct

from kiosk.certificate.checking import letters_of
from kiosk.certificate.facts import Certificate
from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import SOFT, Line, balanced, fitted, height, paragraph, shrunk
from kiosk.certificate.qr import QR_SIZE, QUIET_ROOM, draw_qr
from kiosk.certificate.sheet import HAIRLINE, MM, SHEETS, draw_centred, draw_left
from kiosk.certificate.typeface import BOLD, REGULAR
from kiosk.certificate.wording import Language, languages
from kiosk.certificate.words import nip_grouped

FLOOR = 46.0
CEILING, USUAL_BOX, ABOVE_BOX = 210.0, 54.0, 8.0
BLOCK_WIDTH, GUTTER = 250.0, 14.0

QR_INDENT = 4.0
LABEL_SIZE = 7.0
PHOTO_WIDE, PHOTO_TALL = 30 * MM, 40 * MM
FAINT_SIZE = 7.0


class Block(Struct, frozen=True):
    """Who signs: lines above the box, lines below it, and the middle of both."""

    above: list[Line]
    below: list[Line]
    x: float


class Place(Struct, frozen=True):
    """Where blocks stand: their middles, first signatory first, and how wide each may be."""

    middles: tuple[float, ...]
    wide: float


class Lower(Struct, frozen=True):
    """Blocks side by side: lower and upper edge of their boxes, upper edge of all, widths."""

    blocks: list[Block]
    floor: float
    ceiling: float
    top: float
    wide: float


def draw_lower(ink: Ink, c: Certificate) -> float:
    """Draw the lower part; its upper edge."""
    tops = [FLOOR]
    if c.check_code:
        tops.append(_draw_check(ink, c))
    if c.template.front.photo:
        tops.append(_draw_photo(ink, c))
    tops.append(_draw_signatories(ink, c))
    return max(tops)


def boxes(c: Certificate) -> tuple[tuple[float, float, float, float], ...]:
    """The boxes kept free to sign, first signatory first: left, lower, right, upper; in points.

    Reckoned with the typeface loaded last.
    """
    lower = _lower(c)
    wide = min(c.template.signature.width_mm * MM, lower.wide) / 2
    return tuple((b.x - wide, lower.floor, b.x + wide, lower.ceiling) for b in lower.blocks)


def _photo_edge(c: Certificate) -> float:
    """Left edge of a photo: behind the check code, if there is one."""
    code = QR_INDENT + QR_SIZE + QUIET_ROOM + GUTTER if c.check_code else 0.0
    return SHEETS[c.template.paper].left + code


def _draw_check(ink: Ink, c: Certificate) -> float:
    """QR at the left and below it what it is and what it is not; the upper edge of both."""
    lines = _label(c)
    x = SHEETS[c.template.paper].left + QR_INDENT
    y = FLOOR + height(lines) + QUIET_ROOM
    with ink.tag("Figure", alt=languages(c.template)[0].words.code):
        draw_qr(ink, c.check_code, x, y)
    with ink.tag("P"):
        draw_left(ink, lines, x, FLOOR + height(lines))
    return y + QR_SIZE + QUIET_ROOM


def _label(c: Certificate) -> list[Line]:
    spoken = languages(c.template)
    texts = [
        " / ".join(of.words.code for of in spoken),
        *([found] if (found := letters_of(c.check_code)) else []),
        *(of.words.no_signature for of in spoken),
    ]
    return paragraph(texts, Line("", LABEL_SIZE, colour=SOFT))


def _draw_photo(ink: Ink, c: Certificate) -> float:
    """An empty frame of 3 × 4 cm for a photo to be stuck on; its upper edge."""
    x = _photo_edge(c)
    with ink.decoration():
        ink.box(x, FLOOR, PHOTO_WIDE, PHOTO_TALL, stroke=HAIRLINE, pen=0.5)
    texts = [of.words.photo for of in languages(c.template)]
    lines = paragraph(texts, Line("", FAINT_SIZE, colour=SOFT))
    with ink.tag("P"):
        draw_centred(ink, lines, x + PHOTO_WIDE / 2, FLOOR + (PHOTO_TALL + height(lines)) / 2)
    return FLOOR + PHOTO_TALL


def _draw_signatories(ink: Ink, c: Certificate) -> float:
    """One block at the right, or two with their boxes and names on one height; the upper edge."""
    lower = _lower(c)
    for block, (left, floor, right, ceiling) in zip(lower.blocks, boxes(c), strict=True):
        with ink.tag("P"):
            draw_centred(ink, block.above, block.x, ceiling + ABOVE_BOX + height(block.above))
        _draw_box(ink, c.template.signature.label, (left, floor, right, ceiling))
        with ink.tag("P"):
            draw_centred(ink, block.below, block.x, floor)
        with ink.decoration():
            _underline_name(ink, block, floor)
    return lower.top


def _lower(c: Certificate) -> Lower:
    """The blocks at the largest scale that leaves the certificate's text its room."""
    place, tall = _place(c), c.template.signature.height_mm * MM

    def build(scale: float) -> Lower:
        blocks = _blocks(c, place, scale)
        floor = FLOOR + max(height(block.below) for block in blocks)
        top = floor + tall + ABOVE_BOX + max(height(block.above) for block in blocks)
        return Lower(blocks, floor, floor + tall, top, place.wide)

    most = CEILING + max(0.0, tall - USUAL_BOX)
    return shrunk(build, lambda built: built.top <= most)


def _place(c: Certificate) -> Place:
    right = SHEETS[c.template.paper].right
    edge = _photo_edge(c) + (PHOTO_WIDE + GUTTER if c.template.front.photo else 0.0)
    if not c.second_name and not c.second_position:
        return Place((right - BLOCK_WIDTH / 2,), BLOCK_WIDTH)
    wide = min(BLOCK_WIDTH, (right - edge - GUTTER) / 2)
    second = (edge + right - wide - GUTTER) / 2
    return Place((right - wide / 2, second), wide)


def _blocks(c: Certificate, place: Place, scale: float) -> list[Block]:
    spoken = languages(c.template)[0]
    dated = f"{c.place}, {spoken.date(c.issued)}"
    first = (dated, c.template.signature.caption, c.signatory_position)
    blocks = [_block(first, (c.signatory_name, c.signatory_nip), place, scale, second=False)]
    if len(place.middles) > 1:
        others = (_second_caption(c, spoken), c.second_position)
        blocks.append(_block(others, (c.second_name, c.second_nip), place, scale, second=True))
    return blocks


def _second_caption(c: Certificate, spoken: Language) -> str:
    """The template's, in the language of the page where the template leaves ours."""
    caption = c.template.signature.second_caption
    return spoken.words.second_caption if caption == "Mengetahui," else caption


def _block(
    above: tuple[str, ...], who: tuple[str, str], place: Place, scale: float, *, second: bool
) -> Block:
    size = 10 * scale
    texts = [line for text in above for line in balanced(text, REGULAR, size, place.wide)]
    bold, name = fitted(who[0], BOLD, [s * scale for s in (11, 10, 9)], place.wide, 1)
    nip = balanced(f"NIP {nip_grouped(who[1])}", REGULAR, 0.95 * size, place.wide) if who[1] else ()
    below = [
        *paragraph(name, Line("", bold, BOLD, 5 * scale)),
        *paragraph(nip, Line("", 0.95 * size, gap=2.5 * scale)),
    ]
    middle = place.middles[1 if second else 0]
    return Block(paragraph(texts, Line("", size)), below, middle)


def _draw_box(ink: Ink, label: str, box: tuple[float, float, float, float]) -> None:
    """A box kept free for ink and stamp or a later electronic signature."""
    left, floor, right, ceiling = box
    wide, tall = right - left, ceiling - floor
    with ink.decoration():
        ink.box(left, floor, wide, tall, stroke=HAIRLINE, pen=0.5, dash=2)
    if not label.strip():
        return
    lines = shrunk(
        lambda s: [
            Line(text, FAINT_SIZE * s, colour=SOFT)
            for text in balanced(label, REGULAR, FAINT_SIZE * s, wide - 8)
        ],
        lambda built: height(built) <= tall,
    )
    with ink.tag("P"):
        draw_centred(ink, lines, (left + right) / 2, floor + (tall + height(lines)) / 2)


def _underline_name(ink: Ink, block: Block, floor: float) -> None:
    top = floor
    for line in block.below:
        if line.face != BOLD:
            break
        half = line.wide / 2
        y = top - line.gap - line.size * 1.1
        ink.line((block.x - half, y), (block.x + half, y), line.colour, 0.6)
        top -= line.gap + line.leading
