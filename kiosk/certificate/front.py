"""The front page: who, what, how many hours. What stands below it is `signing`."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kiosk.certificate.document import Picture
from kiosk.certificate.emblem import TALL, WIDEST
from kiosk.certificate.facts import Certificate
from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import (
    SOFT,
    Line,
    balanced,
    fitted,
    height,
    paragraph,
    shrunk,
)
from kiosk.certificate.sheet import SHEETS, draw_centred, draw_sheet
from kiosk.certificate.signing import draw_lower
from kiosk.certificate.typeface import BOLD, HEAVY, REGULAR, width
from kiosk.certificate.wording import both, filled, languages
from kiosk.certificate.words import nip_grouped

ABOVE = 42.0
BETWEEN = 10.0
MOST_STRETCH = 1.7
TITLE_LINES = 2
SECOND = 0.84
"""Size of the second language beside the first."""

TEXT_SHARE = 0.86
"""Of the width that whole sentences take."""

FOOTER_TOP, FOOTER_ROOM, FOOTER_SIZE = 42.0, 12.0, 7.5


class Part(Struct, frozen=True):
    """Lines that belong together: a heading or a paragraph, in a language."""

    lines: list[Line]
    kind: str = "P"
    lang: str = ""


def draw_front(ink: Ink, c: Certificate, emblem: tuple[str, Picture] | None) -> None:
    """Draw the front page; `emblem` is a picture and its name in the document."""
    draw_sheet(ink, c.template, sample=c.sample)
    top = ink.height - ABOVE
    room = top - draw_lower(ink, c) - BETWEEN
    emblem = emblem if c.template.front.emblem else None

    def build(scale: float) -> tuple[float, list[Part]]:
        return (TALL * scale if emblem else 0.0), _statement(c, scale)

    reserved, parts = shrunk(build, lambda built: built[0] + _tall(built[1]) <= room)
    if emblem:
        _draw_emblem(ink, emblem, (top, reserved), f"Lambang {c.agency}")
    gaps = sum(line.gap for part in parts for line in part.lines)
    stretch = min(MOST_STRETCH, 1 + (room - reserved - _tall(parts)) / gaps)
    y = top - reserved
    for part in parts:
        with ink.tag(part.kind, lang=part.lang):
            draw_centred(ink, part.lines, ink.width / 2, y, stretch)
        y -= sum(line.gap * stretch + line.leading for line in part.lines)
    _draw_footer(ink, c)


def _tall(parts: Sequence[Part]) -> float:
    return sum(height(part.lines) for part in parts)


def _statement(c: Certificate, scale: float) -> list[Part]:
    """Everything above the signature, top to bottom, at a scale."""
    spoken, title = both(c.template), languages(c.template)[0].texts.title
    size = 11 * scale

    def told(text: str) -> list[Part]:
        return [_centred(c, text, Line("", 10 * scale, gap=scale, colour=SOFT))]

    return [
        *([Part(_kop(c, scale))] if c.kop and c.template.front.kop else []),
        Part(_title(c, title, scale), "H1"),
        *_second_title(c, scale),
        *_accreditation(c, scale),
        *told(f"{spoken.number} {c.number}"),
        *(told(f"{spoken.replaces} {c.replaces}") if c.replaces else []),
        _centred(c, _opening(c), Line("", size, gap=12 * scale)),
        Part(_name(c, scale)),
        Part(_recipient(c, scale)),
        *_in_each_language(c, "achievement", Line("", size, gap=size)),
        Part(_course(c, scale)),
        *_in_each_language(c, "statement", Line("", size, gap=3 * scale)),
        *_validity(c, scale),
    ]


def _centred(c: Certificate, text: str, style: Line) -> Part:
    room = SHEETS[c.template.paper].room
    return Part(paragraph(balanced(text, style.face, style.size, room), style))


def _opening(c: Certificate) -> str:
    return " / ".join(filled(of.texts.opening, c, of) for of in languages(c.template))


def _in_each_language(c: Certificate, name: str, style: Line) -> list[Part]:
    """A text of the template in the page's languages, the second smaller."""
    parts = []
    for n, of in enumerate(languages(c.template)):
        shrink = SECOND if n else 1.0
        size, room = style.size * shrink, SHEETS[c.template.paper].room * TEXT_SHARE * shrink
        gap, colour = (0.5, SOFT) if n else (style.gap, style.colour)
        lines = balanced(filled(getattr(of.texts, name), c, of), style.face, size, room)
        parts.append(Part(paragraph(lines, Line("", size, style.face, gap, colour)), lang=of.code))
    return parts


def _kop(c: Certificate, scale: float) -> list[Line]:
    room = SHEETS[c.template.paper].room
    styled: list[Line] = []
    for i, text in enumerate(c.kop):
        first = i == 0
        style = (
            Line("", 12.5 * scale, BOLD, 4 * scale, tracking=0.7 * scale)
            if first
            else Line("", 10 * scale, gap=1.5 * scale)
        )
        lines = balanced(text, style.face, style.size, room * (0.85 if first else 1))
        styled += paragraph(lines, style)
    return styled


def _title(c: Certificate, text: str, scale: float) -> list[Line]:
    """The title wide apart on one line down to two thirds; a longer one closer, on more lines."""
    room = SHEETS[c.template.paper].room
    text = " ".join(text.split())
    for share in (1.0, 0.92, 0.84, 0.76, 0.68):
        size = 35 * scale * share
        line = Line(text, size, HEAVY, 17 * scale, c.template.colour.title, 6.2 * scale * share)
        if line.wide <= room:
            return [line]
    size, lines = fitted(text, HEAVY, [s * scale for s in (26, 23, 20)], room * 0.95, 2)
    return paragraph(lines, Line("", size, HEAVY, 17 * scale, c.template.colour.title))


def _second_title(c: Certificate, scale: float) -> list[Part]:
    return [
        Part(
            paragraph(
                balanced(of.texts.title, BOLD, 12 * scale, SHEETS[c.template.paper].room * 0.8),
                Line("", 12 * scale, BOLD, 0.5, c.template.colour.title, 1.4 * scale),
            ),
            lang=of.code,
        )
        for of in languages(c.template)[1:]
    ]


def _accreditation(c: Certificate, scale: float) -> list[Part]:
    if not c.template.accreditation.strip():
        return []
    lines = balanced(c.template.accreditation, BOLD, 10 * scale, SHEETS[c.template.paper].room)
    return [Part(paragraph(lines, Line("", 10 * scale, BOLD, 2 * scale)))]


def _name(c: Certificate, scale: float) -> list[Line]:
    """The name on one line down to 21 pt; longer ones on two, and smaller still if they must."""
    room = SHEETS[c.template.paper].room
    sizes = [s * scale for s in (27, 25, 23, 21)]
    size, lines = fitted(c.name, HEAVY, sizes, room, 1)
    if len(lines) > 1:
        size, lines = fitted(c.name, HEAVY, [s * scale for s in (21, 19, 17)], room, 2)
    return paragraph(lines, Line("", size, HEAVY, 2 * scale))


def _recipient(c: Certificate, scale: float) -> list[Line]:
    """NIP, rank, position and unit, on as few lines as keep each whole."""
    room, size = SHEETS[c.template.paper].room, 11 * scale
    nip = f"NIP {nip_grouped(c.nip)}" if c.nip else ""
    groupings = (
        ((nip, c.rank_line, c.position, c.unit),),
        ((nip, c.rank_line), (c.position, c.unit)),
        ((nip, c.rank_line), (c.position,), (c.unit,)),
    )
    for grouping in groupings:
        rows = [" · ".join(part for part in row if part) for row in grouping]
        rows = [row for row in rows if row]
        if all(width(row, REGULAR, size) <= room for row in rows):
            break
    lines = [line for row in rows for line in balanced(row, REGULAR, size, room)]
    return paragraph(lines, Line("", size, gap=3 * scale))


def _course(c: Certificate, scale: float) -> list[Line]:
    """The title on two lines at most, or on three and smaller when it is very long."""
    room = SHEETS[c.template.paper].room
    sizes = [s * scale for s in (19, 17.5, 16, 14.5)]
    size, lines = fitted(c.course, BOLD, sizes, room * 0.94, TITLE_LINES)
    if len(lines) > TITLE_LINES:
        sizes = [s * scale for s in (14.5, 13, 12)]
        size, lines = fitted(c.course, BOLD, sizes, room, TITLE_LINES + 1)
    return paragraph(lines, Line("", size, BOLD, 3 * scale, c.template.colour.title))


def _validity(c: Certificate, scale: float) -> list[Part]:
    """Until when it holds, where it does not hold for good. [K] predicates are not printed."""
    if not c.valid_until:
        return []
    told = (f"{of.words.valid_until} {of.date(c.valid_until)}" for of in languages(c.template))
    return [_centred(c, " / ".join(told), Line("", 10 * scale, BOLD, 4 * scale))]


def _draw_emblem(
    ink: Ink, emblem: tuple[str, Picture], place: tuple[float, float], told: str
) -> None:
    """The picture centred, in a box (upper edge, height)."""
    name, picture = emblem
    top, tall = place
    scale = min(tall * WIDEST / picture.wide, tall / picture.tall)
    wide, high = picture.wide * scale, picture.tall * scale
    with ink.tag("Figure", alt=told):
        ink.picture(name, (ink.width - wide) / 2, top - (tall + high) / 2, wide, high)


def _draw_footer(ink: Ink, c: Certificate) -> None:
    """A line at the lower border, smaller the more it says."""
    texts = [filled(of.texts.footer, c, of).strip() for of in languages(c.template)]
    said = [text for text in texts if text]
    if not said:
        return
    room = SHEETS[c.template.paper].room

    def build(scale: float) -> list[Line]:
        size = FOOTER_SIZE * scale
        return [
            Line(line, size, colour=SOFT)
            for text in said
            for line in balanced(text, REGULAR, size, room)
        ]

    lines = shrunk(build, lambda built: height(built) <= FOOTER_ROOM)
    with ink.tag("P"):
        draw_centred(ink, lines, ink.width / 2, FOOTER_TOP)
