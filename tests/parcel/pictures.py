"""Pictures byte by byte, sound and hostile, without a picture library."""

from __future__ import annotations

import struct
import zlib
from typing import Final

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
TWO: Final = b"\x0b\x4f\x5c\xff\xff\xff"
"""A palette of two colours."""


def part(name: bytes, body: bytes) -> bytes:
    return struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))


def head(wide: int, tall: int, *rest: int) -> bytes:
    """IHDR: size in dots, then bits, kind of colour, packing, filter, interlacing."""
    return part(b"IHDR", struct.pack(">LLBBBBB", wide, tall, *(rest or (8, 3, 0, 0, 0))))


def rows(wide: int, tall: int, dot: int = 0, filtered: int = 0) -> bytes:
    return (bytes([filtered]) + bytes([dot]) * wide) * tall


def png(ihdr: bytes, dots: bytes, palette: bytes = TWO, more: bytes = b"") -> bytes:
    """A file of these parts; `more` stands before the dots."""
    idat = part(b"IDAT", zlib.compress(dots, 9))
    return SIGNATURE + ihdr + part(b"PLTE", palette) + more + idat + part(b"IEND", b"")


def emblem(wide: int = 40, tall: int = 50, dot: int = 0) -> bytes:
    """What a kiosk prepared, or could have."""
    return png(head(wide, tall), rows(wide, tall, dot))


SOUND: Final = emblem()
HOSTILE: Final = {
    "no picture": (b"not a picture", "strange"),
    "nothing": (b"", "strange"),
    "another format": (b"\xff\xd8\xff\xe0" + bytes(60), "strange"),
    "heavy": (png(head(40, 50), rows(40, 50), more=part(b"tEXt", bytes(9000))), "unprepared"),
    "full colour": (png(head(40, 50, 8, 2, 0, 0, 0), bytes(121 * 50)), "unprepared"),
    "interlaced": (png(head(40, 50, 8, 3, 0, 0, 1), rows(40, 50)), "unprepared"),
    "sixteen bits": (png(head(40, 50, 16, 3, 0, 0, 0), bytes(81 * 50)), "unprepared"),
    "transparent": (png(head(40, 50), rows(40, 50), more=part(b"tRNS", b"\0")), "unprepared"),
    "told more": (png(head(40, 50), rows(40, 50), more=part(b"iCCP", bytes(9))), "unprepared"),
    "too wide": (emblem(889, 1), "unprepared"),
    "too tall": (emblem(1, 297), "unprepared"),
    "vast": (png(head(0x7FFFFFFF, 0x7FFFFFFF), b""), "unprepared"),
    "no dots": (png(head(0, 50), b""), "unprepared"),
    "bomb": (png(head(40, 50), bytes(5_000_000)), "damaged"),
    "too few rows": (png(head(40, 50), rows(40, 49)), "damaged"),
    "too many rows": (png(head(40, 50), rows(40, 51)), "damaged"),
    "no such filter": (png(head(40, 50), rows(40, 50, filtered=5)), "damaged"),
    "half a colour": (png(head(40, 50), rows(40, 50), palette=TWO[:5]), "damaged"),
    "no colour": (png(head(40, 50), rows(40, 50), palette=b""), "damaged"),
    "too many colours": (png(head(40, 50), rows(40, 50), palette=TWO * 129), "damaged"),
    "cut off": (SOUND[:60], "damaged"),
    "without its end": (SOUND[:-5], "damaged"),
    "changed": (SOUND.replace(TWO, TWO[::-1]), "damaged"),
    "no header": (SIGNATURE + part(b"IEND", b""), "damaged"),
    "a short header": (SIGNATURE + part(b"IHDR", bytes(5)) + part(b"IEND", b""), "damaged"),
    "not packed": (
        SIGNATURE + head(40, 50) + part(b"PLTE", TWO) + part(b"IDAT", b"x") + part(b"IEND", b""),
        "damaged",
    ),
    "two headers": (SIGNATURE + head(40, 50) + SOUND[8:], "unprepared"),
    "more behind its end": (SOUND + part(b"IDAT", b""), "unprepared"),
}
"""What is refused, and why."""
