"""What is seen of an electronic signature: who, as what, when; text alone, in the reserved box.

The text says what the file bears and where a reader finds it; it proves nothing itself and says so.
No emblem, no code: nothing that could be taken for a state's electronic signature.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.certificate import typeface
from kiosk.certificate.document import Document
from kiosk.certificate.facts import Certificate
from kiosk.certificate.layout import SOFT, Line, balanced, fitted, height, paragraph, shrunk
from kiosk.certificate.metadata import About
from kiosk.certificate.sheet import HAIRLINE, draw_centred
from kiosk.certificate.template_rules import claims_signature
from kiosk.certificate.typeface import BOLD, REGULAR
from kiosk.certificate.wording import languages

SMALL, NAME, GAP, EDGE = 6.5, 9.0, 1.5, 4.0
PAPER: Final = "#FFFFFF"
_ZONES: Final = {7: "WIB", 8: "WITA", 9: "WIT"}


class Seen(Struct, frozen=True):
    """Who signs by the key's certificate, and when, with its time zone."""

    name: str
    organisation: str
    when: dt.datetime


class _Words(Struct, frozen=True):
    signed: str
    at: str
    colon: str
    check: str


_WORDS: Final = {
    "id": _Words(
        "Ditandatangani secara elektronik oleh",
        "{date} pukul {clock}",
        ".",
        "Periksa pada panel tanda tangan pembaca PDF.",
    ),
    "en": _Words(
        "Electronically signed by",
        "{date} at {clock}",
        ":",
        "Check it in the signature panel of a PDF reader.",
    ),
}


def look(
    c: Certificate, seen: Seen, number: int, box: tuple[float, float, float, float], fonts: Path
) -> bytes:
    """A PDF page for the box of the signatory of that number (1 or 2)."""
    faces = typeface.load(fonts)
    wide, tall = box[2] - box[0], box[3] - box[1]
    about = About(title="", author="", subject="", issued=seen.when.date().isoformat())
    document = Document({name: faces[name] for name in (REGULAR, BOLD)}, about, tagged=False)
    ink = document.page(wide, tall)
    ink.box(0, 0, wide, tall, fill=PAPER, stroke=HAIRLINE, pen=1)
    room = wide - 2 * EDGE
    lines = shrunk(
        lambda scale: _lines(c, seen, number, room, scale),
        lambda built: height(built) <= tall - EDGE,
    )
    draw_centred(ink, lines, wide / 2, (tall + height(lines)) / 2)
    return document.to_bytes()


def _lines(c: Certificate, seen: Seen, number: int, room: float, scale: float) -> list[Line]:
    language = languages(c.template)[0]
    words, small = _WORDS[language.code], SMALL * scale
    date = language.date(seen.when.date().isoformat())
    clock = seen.when.strftime(f"%H{words.colon}%M ") + _zone(seen.when)
    texts = (_office(c, seen, number), words.at.format(date=date, clock=clock), words.check)
    size, name = fitted(_said(seen.name), BOLD, [NAME * scale, 8 * scale], room, 1)
    above = balanced(words.signed, REGULAR, small, room)
    below = [line for text in texts for line in balanced(text, REGULAR, small, room)]
    return [
        *paragraph(above, Line("", small, colour=SOFT)),
        *paragraph(name, Line("", size, BOLD, GAP * scale)),
        *paragraph(below, Line("", small, colour=SOFT)),
    ]


def _office(c: Certificate, seen: Seen, number: int) -> str:
    """The office on the paper if the key is that person's; else the key's organisation."""
    named, office = (
        (c.signatory_name, c.signatory_position)
        if number == 1
        else (c.second_name, c.second_position)
    )
    if _same(named, seen.name):
        return office
    return "" if seen.organisation == seen.name else _said(seen.organisation)


def _same(paper: str, key: str) -> bool:
    """Whether both name one person; degrees may stand on one side only."""
    here, there = (tuple(name.split(",")[0].casefold().split()) for name in (paper, key))
    return bool(here) and here == there


def _said(text: str) -> str:
    """The text, but nothing that only a state's electronic signature may say of itself."""
    return "" if claims_signature(text) else text


def _zone(when: dt.datetime) -> str:
    offset = when.utcoffset() or dt.timedelta()
    hours, rest = divmod(int(offset.total_seconds()) // 60, 60)
    if not rest and hours in _ZONES:
        return _ZONES[hours]
    return f"UTC{hours:+03d}.{rest:02d}" if hours or rest else "UTC"
