"""CSV and its kin: comma, semicolon, tab or bar; UTF-8, UTF-16 or Windows' own letters."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from typing import Final

from kiosk.sheets.book import MOST_COLUMNS, MOST_ROWS, Book, Line, Sheet, Told, Unreadable

_SEPARATORS: Final = ";\t,|"
_LOOKED_AT: Final = 60
_MOST_BREAKS: Final = 20
"""Line ends in a cell, beyond which a quotation mark was left open."""


def decoded(raw: bytes) -> tuple[str, tuple[Told, ...]]:
    """The text of a file. Raises Unreadable("not-text")."""
    try:
        if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return raw.decode("utf-16"), ()
        half = len(raw) // 4
        if raw[1::2].count(0) > half or raw[0::2].count(0) > half:
            return raw.decode("utf-16-le" if raw[1::2].count(0) > half else "utf-16-be"), ()
        if b"\0" in raw:
            raise Unreadable("not-text")
    except UnicodeDecodeError as error:
        raise Unreadable("not-text") from error
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return raw.decode("cp1252"), (Told("cp1252"),)
    except UnicodeDecodeError as error:
        raise Unreadable("not-text") from error


def read_text(raw: bytes) -> Book:
    """The one sheet of a CSV file. Raises Unreadable."""
    text, told = decoded(raw)
    text = text.replace("\0", "")
    if not text.strip():
        raise Unreadable("empty")
    separator, start = _separator(text)
    rows = _rows(text[start:], separator, csv.QUOTE_MINIMAL)
    if any(isinstance(c, str) and c.count("\n") > _MOST_BREAKS for r in rows for c in r.cells):
        # a mark that opens a cell and is never closed would swallow the rest of the file
        rows = _rows(text[start:], separator, csv.QUOTE_NONE)
        told = (*told, Told("quotes"))
    if start:
        rows = tuple(Line(row.line + 1, row.cells) for row in rows)
    return Book("csv", (Sheet("", rows),), told)


def _rows(text: str, separator: str, quoting: int) -> tuple[Line, ...]:
    found: list[Line] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    try:
        for cells in reader:
            while cells and not cells[-1].strip():
                cells.pop()
            if len(cells) > MOST_COLUMNS:
                raise Unreadable("too-wide", most=MOST_COLUMNS)
            if cells:
                found.append(Line(reader.line_num, tuple(c or None for c in cells)))
            if len(found) > MOST_ROWS:
                raise Unreadable("too-long", most=MOST_ROWS)
    except csv.Error as error:  # a cell longer than 131,072 letters
        raise Unreadable("not-text") from error
    return tuple(found)


def _separator(text: str) -> tuple[str, int]:
    """The one that cuts most lines into equally many cells, and where the table begins.

    Excel's own first line "sep=;" says it. Names with degrees hold commas, but never equally many.
    """
    first, _, _ = text.partition("\n")
    said = first.strip().lower()
    if said.startswith("sep=") and len(said) == len("sep=;") and said[-1] in _SEPARATORS:
        return said[-1], len(first) + 1
    lines = [line for line in text[:200_000].splitlines() if line.strip()][:_LOOKED_AT]
    return max(_SEPARATORS, key=lambda sign: _evenness(lines, sign)), 0


def _evenness(lines: list[str], sign: str) -> tuple[float, int]:
    """How well a sign cuts lines: the share of lines of one width, then that width."""
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=sign))
    except csv.Error:
        return 0.0, 0
    width, often = max(
        ((w, n) for w, n in widths.items() if w > 1), key=lambda x: (x[1], x[0]), default=(0, 0)
    )
    return often / max(1, widths.total()), width
