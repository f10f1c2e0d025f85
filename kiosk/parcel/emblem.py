"""The agency's emblems in its word: pictures in the very bytes in which every kiosk prints them.

A kiosk does not prepare them: another version of the picture library makes other bytes of the same
picture, and a certificate that is drawn again elsewhere has to have the bytes of its issue. So a
picture is prepared once, on any kiosk, and travels as it is. What is looked at here needs no
picture library, as the hub has none.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from kiosk.parcel import word
from kiosk.parcel.trouble import ParcelTrouble

Fault: TypeAlias = Literal["strange", "unprepared", "damaged"]

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
PALETTE_KIND: Final = 3
MOST_BYTES: Final = 8 * 1024
WIDEST, TALLEST = 888, 296
"""Dots: 25 mm high at 300 dpi, and three times as wide."""
MOST_EMBLEMS: Final = 16
"""So many are said, 128 KB at most: cities change theirs once in decades, beginners some times."""
_DEPTHS: Final = (1, 2, 4, 8)
_FILTERS: Final = 4
_COLOUR: Final = 3


class Emblems(Struct, frozen=True):
    """The agency's emblems, the newest first.

    `now` is the SHA-256 (hex) of the one on new certificates, "" where each kiosk prints its own.
    The others are for drawing again what was issued with them.
    """

    pictures: tuple[bytes, ...] = ()
    now: str = ""


def with_emblem(before: Emblems, png: bytes) -> Emblems:
    """With this one from now on; of the earlier ones the oldest goes when there are too many."""
    others = (each for each in before.pictures if each != png)
    return Emblems((png, *others)[:MOST_EMBLEMS], hashlib.sha256(png).hexdigest())


def without_emblem(before: Emblems) -> Emblems:
    """None is decided any more; all are still there for what was issued with them."""
    return Emblems(before.pictures)


def emblems_in(body: bytes) -> Emblems:
    """The emblems said. Raises ParcelTrouble "strange", also for a picture that is not printed."""
    found = word.read(body, Emblems)
    names = {hashlib.sha256(png).hexdigest() for png in found.pictures}
    if len(found.pictures) > MOST_EMBLEMS or (found.now and found.now not in names):
        raise ParcelTrouble("strange")
    if any(map(fault, found.pictures)):
        raise ParcelTrouble("strange")
    return found


def fault(png: bytes) -> Fault | None:
    """Why these bytes are not printed as they are; None if they are what a kiosk prepared.

    "strange": no PNG; "unprepared": a PNG of another kind or size; "damaged": cut off, changed, or
    not as many dots as it says.
    """
    if not png.startswith(SIGNATURE):
        return "strange"
    if len(png) > MOST_BYTES:
        return "unprepared"
    try:
        parts = list(chunks(png))
        named = dict(parts)
        wide, tall, bits, *kind = struct.unpack(">LLBBBBB", named[b"IHDR"])
        packed = b"".join(body for name, body in parts if name == b"IDAT")
    except (struct.error, KeyError, ValueError):
        return "damaged"
    if kind != [PALETTE_KIND, 0, 0, 0] or bits not in _DEPTHS:
        return "unprepared"
    if not 0 < wide <= WIDEST or not 0 < tall <= TALLEST:
        return "unprepared"
    names = [name for name, _ in parts]
    if names != [b"IHDR", b"PLTE", *[b"IDAT"] * (len(names) - 3), b"IEND"]:
        return "unprepared"
    colours, odd = divmod(len(named[b"PLTE"]), _COLOUR)
    if odd or not 0 < colours <= 1 << bits:
        return "damaged"
    return None if _is_whole(packed, (wide * bits + 7) // 8, tall) else "damaged"


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Names and bodies of a PNG's parts, each with its sum. Raises ValueError or struct.error."""
    if not png.startswith(SIGNATURE):
        raise ValueError(png[:8])
    at = len(SIGNATURE)
    while at < len(png):
        length, name = struct.unpack_from(">L4s", png, at)
        body = png[at + 8 : at + 8 + length]
        (said,) = struct.unpack_from(">L", png, at + 8 + length)
        if said != zlib.crc32(name + body):
            raise ValueError(name)
        yield name, body
        at += 12 + length


def _is_whole(packed: bytes, row: int, rows: int) -> bool:
    """Whether there are exactly so many rows, unpacking no more than that."""
    unpacking = zlib.decompressobj()
    try:
        dots = unpacking.decompress(packed, (row + 1) * rows + 1)
    except zlib.error:
        return False
    whole = unpacking.eof and not unpacking.unused_data
    return whole and len(dots) == (row + 1) * rows and max(dots[:: row + 1]) <= _FILTERS
