"""Where in a strange workbook the people stand: which sheet, which heading, which columns."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from msgspec import Struct, structs

from kiosk.learning.answers import plain
from kiosk.office.roster_headings import field_of
from kiosk.people.nip import LENGTH, bare
from kiosk.sheets.book import Book, Cell, Line, Sheet, broken, text_of

_HEAD_WITHIN: Final = 60
_LOOKED_AT: Final = 200
_MOST_LINES: Final = 3
_LONGEST_HEADING: Final = 80
_LEAST: Final = 0.5
_BROKEN_TEXT: Final = re.compile(r"\d([.,]\d+)?[eE]\+?1[67]\Z")
_WITHOUT_WORDS: Final = ("nama", "no", "nomor")
"""Lower lines of a heading that only say something about the upper one."""
Reason: TypeAlias = str
"""Why a column is taken: "heading", "content", "remembered" or "chosen"."""


class Column(Struct, frozen=True):
    """A column from 0, what it holds, its heading as written, and why it is thought so."""

    place: int
    field: str
    heading: str
    reason: Reason


class Guess(Struct, frozen=True):
    """Where the people stand. `head` is the first line of the heading, 0 without any.

    `headings` are those of all columns, for choosing others.
    """

    sheet: int
    head: int
    lines: int
    columns: tuple[Column, ...]
    headings: tuple[str, ...] = ()

    @property
    def first(self) -> int:
        """The first line below the heading."""
        return self.head + self.lines

    @property
    def places(self) -> dict[str, int]:
        """The column of each field."""
        return {column.field: column.place for column in self.columns}

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields without which nobody can be taken in."""
        return tuple(field for field in ("nip", "name") if field not in self.places)

    @property
    def mark(self) -> str:
        """The same for all files with these headings; "" without any."""
        if not self.lines:
            return ""
        words = "|".join(plain(x) for x in self.headings)
        return hashlib.sha256(words.encode()).hexdigest()[:32]

    def with_columns(self, places: Mapping[str, int], reason: Reason = "chosen") -> Guess:
        """Other columns by field in place of those guessed; a place below 0 takes it away."""
        left = {c.field: c for c in self.columns if c.field not in places}
        left = {f: c for f, c in left.items() if c.place not in places.values()}
        for field, place in places.items():
            if place >= 0:
                heading = self.headings[place] if place < len(self.headings) else ""
                left[field] = Column(place, field, heading, reason)
        columns = sorted(left.values(), key=lambda column: column.place)
        return structs.replace(self, columns=tuple(columns))


def is_nip(cell: Cell) -> bool:
    """Whether a cell holds 18 digits, or a number that may have been a NIP."""
    if broken(cell):
        return True
    text = bare(text_of(cell))
    return (len(text) == LENGTH and text.isascii() and text.isdigit()) or is_broken_text(text)


def is_broken_text(text: str) -> bool:
    """Whether a text is what Excel shows of a NIP that became a number: 1,98704E+17."""
    return _BROKEN_TEXT.match(text.strip().lstrip("'")) is not None


def guess_in(book: Book, sheet: int | None = None) -> Guess:
    """The most likely place, in one sheet or in all: most fields, then most NIP, then visible."""
    chosen = range(len(book.sheets)) if sheet is None else (sheet,)
    return max(
        (guess_sheet(book.sheets[n], n) for n in chosen),
        key=lambda g: (
            not g.missing,
            not book.sheets[g.sheet].hidden,
            min(_nips(book.sheets[g.sheet], g), _LOOKED_AT),
            len(g.columns),
            -g.sheet,
        ),
    )


def _nips(sheet: Sheet, found: Guess) -> int:
    place = found.places.get("nip", -1)
    rows = (row.cells for row in sheet.rows if row.line >= found.first)
    return sum(0 <= place < len(cells) and is_nip(cells[place]) for cells in rows)


def guess_sheet(sheet: Sheet, place: int, head: int | None = None) -> Guess:
    """Where the people stand in a sheet; `head` is the heading's line if that is known."""
    rows = sheet.rows[:_HEAD_WITHIN]
    best: tuple[int, int] = (0, 0)
    start = -1
    for n, row in enumerate(rows):
        if head is not None and row.line != head:
            continue
        fields = _fields(row)
        score = (len(fields), "nip" in fields) if fields else (0, 0)
        if score > best and (len(fields) > 1 or "nip" in fields or head is not None):
            best, start = (score[0], int(score[1])), n
    if start < 0:
        return _by_content(sheet, place)
    if head is None and start and len(_fields(rows[start - 1])) > 1:  # the upper one of two lines
        start -= 1
    lines = _lines(sheet.rows[start : start + _MOST_LINES])
    headings = _joined(sheet.rows[start : start + lines])
    last = sheet.rows[start + lines - 1].line
    below = sheet.rows[start + lines : start + lines + _LOOKED_AT]
    columns = _columns(headings, below)
    first = sheet.rows[start].line
    return Guess(place, first, last - first + 1, columns, headings)


def _fields(row: Line) -> set[str]:
    return {found[0] for text in _texts(row) if (found := field_of(plain(text)))}


def _texts(row: Line) -> list[str]:
    """The cells as headings; a sentence or a NIP is none."""
    texts = (text_of(cell) for cell in row.cells)
    return [text if len(text) <= _LONGEST_HEADING else "" for text in texts]


def _lines(rows: Sequence[Line]) -> int:
    """Lines of the heading: those below belong to it while they say more and hold no data."""
    count = 1
    for row in rows[1:]:
        texts = _texts(row)
        if any(is_nip(cell) for cell in row.cells) or not any(field_of(plain(t)) for t in texts):
            break
        if any(text and text.isdigit() for text in texts) or _same(rows[0], row):
            break
        count += 1
    return count


def _same(one: Line, other: Line) -> bool:
    return [plain(x) for x in _texts(one)] == [plain(x) for x in _texts(other)]


def _joined(rows: Sequence[Line]) -> tuple[str, ...]:
    """The heading of each column; of one in two lines both words: "Pangkat" over "Gol"."""
    width = max(len(row.cells) for row in rows)
    joined = []
    for place in range(width):
        words: list[str] = []
        for row in rows:
            text = text_of(row.cells[place]) if place < len(row.cells) else ""
            if text and text not in words:
                words.append(text)
        joined.append(" / ".join(words))
    return tuple(joined)


def _columns(headings: Sequence[str], below: Sequence[Line]) -> tuple[Column, ...]:
    found: dict[str, tuple[int, Column]] = {}
    for place, heading in enumerate(headings):
        named = next((x for x in map(field_of, _said(heading)) if x), None)
        if named and (named[0] not in found or named[1] < found[named[0]][0]):
            found[named[0]] = named[1], Column(place, named[0], heading, "heading")
    columns = {field: column for field, (_, column) in found.items()}
    _nip_by_content(columns, headings, below)
    return tuple(sorted(columns.values(), key=lambda column: column.place))


def _said(heading: str) -> list[str]:
    """The ways to take a heading; of one in two lines the lower says it more exactly."""
    parts = [plain(x) for x in heading.split(" / ")]
    exact = [x for x in reversed(parts) if x not in _WITHOUT_WORDS] if len(parts) > 1 else parts
    return [*exact, plain(heading)]


def _nip_by_content(
    columns: dict[str, Column], headings: Sequence[str], below: Sequence[Line]
) -> None:
    """A column of 18 digits is the NIP, whatever stands over it, unless the named one has some."""
    shares = _shares(below)
    named = columns.get("nip")
    if (named and shares.get(named.place, 0)) or not shares:
        return
    place = max(shares, key=lambda n: (shares[n], -n))
    if shares[place] >= _LEAST:
        heading = headings[place] if place < len(headings) else ""
        for field in [f for f, column in columns.items() if column.place == place]:
            del columns[field]
        columns["nip"] = Column(place, "nip", heading, "content")


def _shares(rows: Iterable[Line]) -> dict[int, float]:
    """By column, which share of its filled cells looks like a NIP."""
    filled: dict[int, int] = {}
    nips: dict[int, int] = {}
    for row in rows:
        for place, cell in enumerate(row.cells):
            if cell is not None:
                filled[place] = filled.get(place, 0) + 1
                nips[place] = nips.get(place, 0) + is_nip(cell)
    return {place: n / filled[place] for place, n in nips.items() if n}


def _by_content(sheet: Sheet, place: int) -> Guess:
    """Without a heading: 18 digits, then the most varied words, then the most repeated ones."""
    rows = sheet.rows[:_LOOKED_AT]
    shares = _shares(rows)
    if not shares:
        return Guess(place, 0, 0, ())
    nip = max(shares, key=lambda n: (shares[n], -n))
    people = [r.cells for r in rows if nip < len(r.cells) and is_nip(r.cells[nip])]
    words: dict[int, list[str]] = {}
    for cells in people:
        for n, cell in enumerate(cells):
            if n != nip and isinstance(cell, str) and re.search(r"[^\W\d]{3}", cell):
                words.setdefault(n, []).append(cell)
    columns = [Column(nip, "nip", "", "content")]
    if words:
        name = max(words, key=lambda n: (len(set(words[n])), len(words[n]), -n))
        columns.append(Column(name, "name", "", "content"))
        rest = {n: texts for n, texts in words.items() if n != name}
        if rest:
            unit = max(rest, key=lambda n: (len(rest[n]) - len(set(rest[n])), -n))
            columns.append(Column(unit, "unit", "", "content"))
    return Guess(place, 0, 0, tuple(sorted(columns, key=lambda column: column.place)))
