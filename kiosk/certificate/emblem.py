"""The agency's emblem: a picture from its own settings. None comes with the program."""

from __future__ import annotations

import io
import struct
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.certificate.document import Picture
from kiosk.parcel.emblem import MOST_BYTES, PALETTE_KIND, chunks, fault

if TYPE_CHECKING:
    from PIL import Image

TALL = 71.0
"""25 mm, the least height usual on letters."""

DOTS = 4.17
"""Picture dots a point: 300 dpi."""

WIDEST = 3
COLOURS = (256, 128, 64, 32)
SMALLER = 0.8

MOST_SIDE = 4096
MOST_DOTS = 36_000_000
"""Of a picture given: what unpacks to more would take the memory of a small computer."""


def prepared_emblem(path: Path) -> bytes | None:
    """The picture as it is kept and drawn: a PNG of at most 300 dpi, 8 KB and 256 colours.

    None when it cannot be read. Reduced, because a phone photo would put megabytes into every
    certificate kept; on white, because printers draw transparent pages as slow pictures. What has
    that form already stays as it is: once prepared, a picture is the same bytes on every kiosk,
    whatever its picture library.
    """
    try:
        with path.open("rb") as given:
            start = given.read(MOST_BYTES + 1)
    except OSError:
        return None
    return start if fault(start) is None else _reduced(path)


def _reduced(path: Path) -> bytes | None:
    flat = _on_white(path)
    if flat is None:
        return None
    dots = TALL * DOTS
    while True:
        flat.thumbnail((round(dots * WIDEST), round(dots)))
        for colours in COLOURS:
            packed = _png(flat, colours)
            if len(packed) <= MOST_BYTES:
                return packed
        dots *= SMALLER


def _on_white(path: Path) -> Image.Image | None:
    from PIL import Image

    try:
        with Image.open(path) as picture:
            if picture.width * picture.height > MOST_DOTS:
                return None
            ready = picture.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    except Image.DecompressionBombWarning:  # where warnings are errors
        return None
    paper = Image.new("RGBA", ready.size, "white")
    return Image.alpha_composite(paper, ready).convert("RGB")


@lru_cache(maxsize=4)
def emblem_picture(png: bytes) -> Picture | None:
    """The picture inside the bytes `prepared_emblem` made; None if they are of another kind.

    Its packed rows go into the PDF as they are, so that every computer draws the same bytes.
    """
    try:
        parts = list(chunks(png))
        named = dict(parts)
        wide, tall, bits, kind, *rest = struct.unpack(">LLBBBBB", named[b"IHDR"])
        palette = named[b"PLTE"]
    except (struct.error, KeyError, ValueError):
        return None
    if kind != PALETTE_KIND or any(rest) or not 0 < wide <= MOST_SIDE or not 0 < tall <= MOST_SIDE:
        return None
    data = b"".join(body for name, body in parts if name == b"IDAT")
    return Picture(data, wide, tall, bits, palette)


def _png(picture: Image.Image, colours: int) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()
