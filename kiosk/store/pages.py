"""Rows found page by page where SQLite no longer finds its way to them.

A flipped bit in the wrong place hides a whole branch of a table. The rows still stand in their
pages, and in those of a write-ahead log that SQLite takes no further than to its first fault. What
is found proves nothing by itself: `salvage` asks for each row's seal.

Page and record layout: https://www.sqlite.org/fileformat2.html
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

Buffer: TypeAlias = "bytes | mmap.mmap"
PAGE = 4096
WAL_HEAD, FRAME_HEAD = 32, 24
LEAF, ROWID_LEAF = 10, b"\x0d"
"""Kinds of pages: of a table without rowid, where some rows stand above the leaves; with rowid."""
LARGEST = 1_000_000
"""Bytes of a row beyond which its length must be a damaged one."""
SMALL_INTEGERS = (0, 1, 2, 3, 4, 6, 8)
"""Bytes of an integer by its serial type."""


class NotARow(Exception):
    """Something else stands there."""


class Pages:
    """The pages of a damaged file and of what is left of its write-ahead logs."""

    def __init__(self, file: Path, logs: tuple[Path, ...]) -> None:
        self._main, self._logs = _bytes_of(file), [_bytes_of(log) for log in logs]
        self._newest = {number: page for number, page in self._frames() if number}

    @property
    def has_logs(self) -> bool:
        """Whether events may stand in a log that SQLite did not read to its end."""
        return any(self._logs)

    def rows(self, columns: int) -> Iterator[tuple[Any, ...]]:
        """All that look like rows of so many columns; the same row may be there more than once."""
        for page in self._pages():
            for place in _places(page):
                try:
                    yield _row(self._payload(page, place), columns)
                except (NotARow, IndexError, UnicodeDecodeError):
                    continue

    def rowid_rows(self, columns: int) -> Iterator[tuple[Any, ...]]:
        """The same of a table whose rows have numbers, which come first."""
        for page in self._pages():
            for place in _places(page) if page[:1] == ROWID_LEAF else ():
                try:
                    length, start = _varint(page, place)
                    number, start = _varint(page, start)
                    yield number, *_row(page[start : start + length], columns)
                except (NotARow, IndexError, UnicodeDecodeError):
                    continue

    def _pages(self) -> Iterator[bytes]:
        for start in range(0, len(self._main), PAGE):
            yield self._main[start : start + PAGE]
        for _, page in self._frames():
            yield page

    def _frames(self) -> Iterator[tuple[int, bytes]]:
        for log in self._logs:
            for start in range(WAL_HEAD, len(log), FRAME_HEAD + PAGE):
                number = int.from_bytes(log[start : start + 4], "big")
                yield number, log[start + FRAME_HEAD : start + FRAME_HEAD + PAGE]

    def _payload(self, page: bytes, place: int) -> bytes:
        """A row's record, the part on further pages too."""
        length, start = _varint(page, place)
        most, least = (PAGE - 12) * 64 // 255 - 23, (PAGE - 12) * 32 // 255 - 23
        if length <= most:
            return page[start : start + length]
        if length > LARGEST:
            raise NotARow
        here = least + (length - least) % (PAGE - 4)
        here = here if here <= most else least
        record = page[start : start + here]
        number = int.from_bytes(page[start + here : start + here + 4], "big")
        while len(record) < length and number:
            more = self._newest.get(number) or self._main[(number - 1) * PAGE : number * PAGE]
            if not more:
                raise NotARow
            record, number = record + more[4:], int.from_bytes(more[:4], "big")
        return record[:length]


def _bytes_of(file: Path) -> Buffer:
    try:
        with file.open("rb") as opened:
            return mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError):  # missing or empty
        return b""


def _places(page: bytes) -> Iterator[int]:
    """Where the rows of a page may begin, whatever is hurt in its head.

    A page that does not look like a leaf may be one, and the number of rows may be wrong: places
    are read on for as long as they lie behind themselves and before the rows.
    """
    if len(page) != PAGE:
        return
    for first, skipped in ((8, 0),) if page[0] == LEAF else ((8, 0), (12, 4)):
        count, lowest = int.from_bytes(page[3:5], "big"), PAGE
        for at in range(first, PAGE // 3, 2):
            place = int.from_bytes(page[at : at + 2], "big")
            behind = at < place < PAGE
            if at >= first + 2 * count and (not behind or at >= lowest):
                break
            if behind:
                lowest = min(lowest, place)
                yield place + skipped


def _varint(of: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    found = 0
    for n in range(8):
        byte = of[place + n]
        found = found << 7 | byte & 0x7F
        if byte < 0x80:  # noqa: PLR2004 - the last one
            return found, place + n + 1
    return found << 8 | of[place + 8], place + 9


def _row(record: bytes, columns: int) -> tuple[Any, ...]:
    """The values of a row of so many columns; NotARow for anything else."""
    end, place = _varint(record, 0)
    kinds = []
    while place < end:
        kind, place = _varint(record, place)
        kinds.append(kind)
    if len(kinds) != columns or place != end:
        raise NotARow
    values = []
    for kind in kinds:
        value, place = _value(record, kind, place)
        values.append(value)
    if place != len(record):
        raise NotARow
    return tuple(values)


def _value(record: bytes, kind: int, place: int) -> tuple[Any, int]:
    """A column's value by its serial type, and where it ends."""
    if kind >= 12:  # noqa: PLR2004 - even: bytes, odd: text
        end = place + (kind - 12) // 2
        raw = record[place:end]
        return (raw.decode() if kind % 2 else raw), end
    if kind in (8, 9):
        return kind - 8, place
    if kind == 0:
        return None, place
    if kind >= len(SMALL_INTEGERS):
        raise NotARow
    end = place + SMALL_INTEGERS[kind]
    return int.from_bytes(record[place:end], "big", signed=True), end
