"""Participant cards: ten on an A4 sheet, with marks to cut by and a QR for signing in."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.certificate import typeface
from kiosk.certificate.document import Document
from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import INK, SOFT, Line, fitted, height, paragraph, wrap
from kiosk.certificate.letter import HEIGHT, WIDTH
from kiosk.certificate.metadata import About
from kiosk.certificate.qr_grid import grid, runs
from kiosk.certificate.sheet import (
    HAIRLINE,
    MM,
    SEA,
    WATERMARK,
    draw_centred,
    draw_left,
)
from kiosk.certificate.typeface import BOLD, HEAVY, REGULAR, width

ACROSS, DOWN = 2, 5
FULL: Final = ACROSS * DOWN
CARD_WIDE, CARD_TALL = 85.6 * MM, 54.0 * MM
"""ID-1 of ISO/IEC 7810, so that a card fits the usual holders."""
QR_WIDE: Final = 24 * MM
PAD, MARK, GAP = 11.0, 9.0, 3.0
NAME_SIZES: Final = (12.0, 11.0, 10.0, 9.0, 8.0, 7.0)
TEXT_SIZE: Final = 6.0
HOW: Final = "Pindai kartu di kolom NIP, lalu ketik PIN."
HOW_NEW: Final = "Pindai kartu di kolom NIP, ketik kode ini, lalu buat PIN."


class Card(Struct, frozen=True):
    """A card. `text` stands in the QR; `code` is a fresh activation code, "" for none."""

    name: str
    unit: str
    text: str
    code: str = ""


class Issuer(Struct, frozen=True):
    """Whose cards these are and of which day (ISO); `sample` prints CONTOH behind the text."""

    agency: str
    city: str
    day: str
    sample: bool = False


class Sheets:
    """Sheets in the making, one page at a time; the same bytes for the same facts."""

    def __init__(self, issuer: Issuer, fonts: Path) -> None:
        self._issuer, self.count = issuer, 0
        about = About("Kartu peserta", issuer.agency, "Kartu masuk kios", issuer.day)
        self._document = Document(typeface.load(fonts), about)

    def add(self, cards: Sequence[Card]) -> None:
        """Another page, of one to ten cards; ValueError for more."""
        if len(cards) > FULL:
            raise ValueError(len(cards))
        ink = self._document.page(WIDTH, HEIGHT)
        with ink.decoration():
            _draw_marks(ink)
        for place, card in enumerate(cards):
            down, across = divmod(place, ACROSS)
            with ink.group("Sect"):
                _draw(ink, card, self._issuer, (_left(across), _top(down)))
        self.count += len(cards)

    def to_bytes(self) -> bytes:
        """The PDF of all pages."""
        return self._document.to_bytes()


def render(cards: Sequence[Card], issuer: Issuer, fonts: Path) -> bytes:
    """All cards as the bytes of a PDF."""
    sheets = Sheets(issuer, fonts)
    for start in range(0, len(cards), FULL):
        sheets.add(cards[start : start + FULL])
    return sheets.to_bytes()


def _left(across: int) -> float:
    return (WIDTH - ACROSS * CARD_WIDE) / 2 + across * CARD_WIDE


def _top(down: int) -> float:
    return HEIGHT - (HEIGHT - DOWN * CARD_TALL) / 2 - down * CARD_TALL


def _draw_marks(ink: Ink) -> None:
    """Where to cut, outside the cards."""
    left, right, top, foot = _left(0), _left(ACROSS), _top(0), _top(DOWN)
    for across in range(ACROSS + 1):
        x = _left(across)
        ink.line((x, top + GAP), (x, top + GAP + MARK), SOFT, 0.5)
        ink.line((x, foot - GAP), (x, foot - GAP - MARK), SOFT, 0.5)
    for down in range(DOWN + 1):
        y = _top(down)
        ink.line((left - GAP, y), (left - GAP - MARK, y), SOFT, 0.5)
        ink.line((right + GAP, y), (right + GAP + MARK, y), SOFT, 0.5)


def _draw(ink: Ink, card: Card, issuer: Issuer, corner: tuple[float, float]) -> None:
    left, top = corner
    with ink.decoration():
        if issuer.sample:
            _draw_watermark(ink, left, top)
        ink.box(left, top - CARD_TALL, CARD_WIDE, CARD_TALL, stroke=HAIRLINE, pen=0.3)
    head = _head(card, issuer)
    _tagged(ink, head, left + PAD, top - PAD)
    room = CARD_WIDE - QR_WIDE - 3 * PAD
    unit = _lines(card.unit, Line("", 8.0, colour=SOFT), room, 3)
    _tagged(ink, unit, left + PAD, top - PAD - height(head) - 3)
    foot = _foot(card, room)
    _tagged(ink, foot, left + PAD, top - CARD_TALL + PAD + height(foot))
    _draw_code(ink, card, left + CARD_WIDE - PAD - QR_WIDE, top - CARD_TALL + PAD)


def _tagged(ink: Ink, lines: Sequence[Line], left: float, top: float) -> None:
    with ink.tag("P"):
        draw_left(ink, lines, left, top)


def _head(card: Card, issuer: Issuer) -> list[Line]:
    """Whose card, over the whole width: the name in two lines, the smaller the longer it is."""
    room = CARD_WIDE - 2 * PAD
    agency = issuer.agency
    if issuer.city.casefold() not in agency.casefold():
        agency = f"{agency} · {issuer.city}"
    size, _found = fitted(card.name, BOLD, NAME_SIZES, room, 2)
    agency_line = _lines(agency, Line("", 7.5, BOLD, colour=SEA), room, 1)
    return agency_line + _lines(card.name, Line("", size, BOLD, gap=2.0), room, 2)


def _foot(card: Card, room: float) -> list[Line]:
    if not card.code:
        return _lines(HOW, Line("", 7.0, REGULAR, colour=SOFT), room, 3)
    return [
        Line("Kode aktivasi (sekali pakai):", 7.0, colour=SOFT),
        Line(card.code, 12.0, BOLD, tracking=0.6),
        *_lines(HOW_NEW, Line("", 7.0, colour=SOFT, gap=2.0), room, 3),
    ]


def _draw_code(ink: Ink, card: Card, left: float, foot: float) -> None:
    """The QR, and below it its text for a kiosk that has no scanner."""
    groups = [card.text[n : n + 4] for n in range(0, len(card.text), 4)]
    halves = (" ".join(groups[:4]), " ".join(groups[4:]))
    said = [Line(half, TEXT_SIZE, colour=SOFT) for half in halves]
    with ink.tag("P"):
        draw_centred(ink, said, left + QR_WIDE / 2, foot + height(said))
    rows, at = grid(card.text), (left, foot + height(said) + GAP)
    with ink.decoration():
        ink.box(at[0] - GAP, at[1] - GAP / 2, QR_WIDE + 2 * GAP, QR_WIDE + GAP, fill="#FFFFFF")
    with ink.tag("Figure", alt="Kode QR untuk masuk"):
        ink.cells(runs(rows), at, QR_WIDE / len(rows), INK)


def _draw_watermark(ink: Ink, left: float, top: float) -> None:
    word, tilt = Line("CONTOH", 40.0, HEAVY, colour=WATERMARK), math.radians(24)
    middle = (left + CARD_WIDE / 2 - 12, top - CARD_TALL / 2)
    with ink.turned(*middle, (math.cos(tilt), math.sin(tilt))):
        draw_centred(ink, [word], 0, word.leading / 2)


def _lines(words: str, look: Line, room: float, most: int) -> list[Line]:
    """At most so many lines; the last one cut with dots."""
    found = list(wrap(words, look.face, look.size, room))
    if len(found) > most:
        last = found[most - 1]
        while last and width(last + "…", look.face, look.size) > room:
            last = last[:-1]
        found = [*found[: most - 1], last.rstrip() + "…"]
    return paragraph(found, look)
