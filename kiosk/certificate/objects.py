"""The numbered objects a PDF file consists of, and the table that finds them (ISO 32000-1, 7.5)."""

from __future__ import annotations

import hashlib
import struct
import zlib

PACKING = 6
HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
LOOSE, WITHIN = 1, 2
"""Kinds of places: in the file itself, or within a packed object that holds small ones."""
MOST_SMALL = 10_000
"""Small objects packed together: the table of places has two bytes for their turn, and a reader
unpacks the whole for one of them."""


class Objects:
    """Objects of one file; a number may be taken before its object is known.

    Streams stand in the file one after the other, all else together in packed objects at its
    end: tags are many small objects, and would be a fourth of a certificate.
    """

    def __init__(self) -> None:
        """Begin a file."""
        self._parts = [HEADER]
        self._length = len(HEADER)
        self._places: list[tuple[int, int, int]] = [(0, 0, 65535)]
        self._small: list[tuple[int, bytes]] = []

    def reserve(self) -> int:
        """A number for an object that is written later."""
        self._places.append((0, 0, 0))
        return len(self._places) - 1

    def put(self, body: str, number: int = 0) -> int:
        """An object in ASCII, under a reserved number or the next."""
        number = number or self.reserve()
        self._small.append((number, body.encode("ascii")))
        return number

    def stream(self, data: bytes, entries: str = "", number: int = 0) -> int:
        """Bytes as they are, with the entries of their dictionary."""
        number = number or self.reserve()
        self._places[number] = (LOOSE, self._length, 0)
        head = f"{number} 0 obj\n<<{entries}/Length {len(data)}>>\nstream\n".encode("ascii")
        whole = b"%b%b\nendstream\nendobj\n" % (head, data)
        self._parts.append(whole)
        self._length += len(whole)
        return number

    def packed(self, data: bytes, entries: str = "") -> int:
        """Bytes packed (deflate)."""
        return self.stream(zlib.compress(data, PACKING), f"{entries}/Filter/FlateDecode")

    def finish(self, root: int, info: int) -> bytes:
        """The whole file. Its identifier follows from its contents."""
        self._put_small()
        name = hashlib.sha256(b"".join(self._parts)).hexdigest()[:32]
        start, table = self._length, self.reserve()
        self._places[table] = (LOOSE, start, 0)
        rows = b"".join(struct.pack(">BLH", *place) for place in self._places)
        ends = f"/Root {root} 0 R/Info {info} 0 R/ID[<{name}><{name}>]"
        packed = zlib.compress(rows, PACKING)
        shape = f"/Type/XRef/Size {len(self._places)}/W[1 4 2]{ends}/Filter/FlateDecode"
        self.stream(packed, shape, table)
        return b"%bstartxref\n%d\n%%%%EOF\n" % (b"".join(self._parts), start)

    def _put_small(self) -> None:
        for start in range(0, len(self._small), MOST_SMALL):
            self._put_together(self._small[start : start + MOST_SMALL])

    def _put_together(self, small: list[tuple[int, bytes]]) -> None:
        holder, at = self.reserve(), 0
        index = []
        for n, (number, each) in enumerate(small):
            self._places[number] = (WITHIN, holder, n)
            index.append(f"{number} {at}")
            at += len(each) + 1
        head = f"{' '.join(index)}\n".encode("ascii")
        body = b"".join(each + b"\n" for _number, each in small)
        shape = f"/Type/ObjStm/N {len(index)}/First {len(head)}/Filter/FlateDecode"
        self.stream(zlib.compress(head + body, PACKING), shape, holder)


def text(value: str) -> str:
    """A text in a PDF's dictionary: UTF-16 in hexadecimal."""
    return f"<FEFF{value.encode('utf-16-be').hex().upper()}>"
