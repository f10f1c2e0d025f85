"""The parts of a zip file of strangers, unpacked within bounds."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

_LONGEST_NAME: Final = 255
_AT_ONCE: Final = 1 << 20
BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, LookupError,
    NotImplementedError, RuntimeError, MemoryError,
)  # fmt: skip
"""What `zipfile` raises for what is broken, has a password, or is packed in another way."""


class TooLarge(Exception):
    """More parts or bytes than the bounds allow."""


class Broken(Exception):
    """No zip file that can be unpacked here."""


class Bounds(Struct, frozen=True):
    """At most so many parts, and so many unpacked bytes in one and in all."""

    parts: int = 5_000
    part: int = 20_000_000
    all: int = 80_000_000


def names(raw: bytes) -> frozenset[str]:
    """The names of its parts. Raises Broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return frozenset(archive.namelist())
    except BROKEN as error:
        raise Broken from error


def parts(
    raw: bytes, bounds: Bounds, wanted: Callable[[str], bool] = lambda _: True
) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the wanted parts, by name, each name once. Raises TooLarge, Broken.

    What a part says of its own size is not believed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            found = {name for name in archive.namelist() if not name.endswith("/")}
            if len(found) > bounds.parts:
                raise TooLarge
            left = bounds.all
            for name in sorted(found):
                if len(name) > _LONGEST_NAME:
                    raise Broken
                if not wanted(name):
                    continue
                with archive.open(name) as file:
                    body = _read(file.read, min(bounds.part, left))
                left -= len(body)
                yield name, body
    except BROKEN as error:
        raise Broken from error


def _read(read: Callable[[int], bytes], most: int) -> bytes:
    """All of it, in pieces, so that no more than the bound is ever held."""
    pieces, size = [], 0
    while piece := read(_AT_ONCE):
        size += len(piece)
        if size > most:
            raise TooLarge
        pieces.append(piece)
    return b"".join(pieces)
