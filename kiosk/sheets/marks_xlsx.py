"""What stands in the parts of an XLSX beside the values: hidden, never worked out, exact."""

from __future__ import annotations

import re
from typing import Final

from msgspec import Struct

from kiosk.sheets.book import MOST_COLUMNS, column_of

_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\s[^>]*>")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_COLUMN: Final = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\s[^>]*\bhidden=\"(?:1|true)\"[^>]*>")
_EMPTY: Final = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_EXACT: Final = re.compile(
    rb"<(?:\w+:)?c\s([^>]*)>\s*<(?:\w+:)?v>(\d{16,18})</(?:\w+:)?v>\s*</(?:\w+:)?c>"
)
_PLACE: Final = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})\Z")


class Marks(Struct, frozen=True):
    """Of a sheet. Columns from 0, lines from 1.

    `empty` are formulas without a last result; `exact` whole numbers that the file holds with all
    their digits, more than a float has, by line and column.
    """

    hidden_columns: tuple[int, ...] = ()
    hidden_lines: frozenset[int] = frozenset()
    empty: tuple[str, ...] = ()
    exact: dict[tuple[int, int], str] = {}
    merged: tuple[tuple[int, int, int, int], ...] = ()


def _attribute(tag: bytes, name: str) -> str:
    found = re.search(rb"(?:^|\s)" + name.encode() + rb"\s*=\s*[\"']([^\"']*)[\"']", tag)
    return found[1].decode("utf-8", "replace") if found else ""


def sheet_parts(workbook: bytes, relations: bytes) -> tuple[str, ...]:
    """The part of each sheet in the order of the book, as "xl/worksheets/sheet1.xml"; or ""."""
    targets = {}
    for found in _RELATION.finditer(relations):
        target = _attribute(found[0], "Target")
        full = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        targets[_attribute(found[0], "Id")] = full
    ids = (_attribute(found[0], r"(?:\w+:)?id") for found in _SHEET.finditer(workbook))
    return tuple(targets.get(one, "") for one in ids)


def marks_of(part: bytes) -> Marks:
    """Read by patterns, as only notes are made of it: what does not match is left out."""
    return Marks(
        _hidden_columns(part),
        frozenset(_number(_attribute(found[0], "r")) for found in _ROW.finditer(part)),
        tuple(_attribute(found[1], "r") for found in _EMPTY.finditer(part)),
        _exact(part),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("1048576") else 0


def _hidden_columns(part: bytes) -> tuple[int, ...]:
    found: list[int] = []
    for tag in _COLUMN.finditer(part):
        if _attribute(tag[0], "hidden") in ("1", "true"):
            first, last = _number(_attribute(tag[0], "min")), _number(_attribute(tag[0], "max"))
            found += range(first - 1, min(last, MOST_COLUMNS))
    return tuple(sorted({n for n in found if n >= 0}))


def _exact(part: bytes) -> dict[tuple[int, int], str]:
    """Excel writes such a number as 1.98704E+17, other programs with all its digits."""
    found = {}
    for cell in _EXACT.finditer(part):
        place = _PLACE.match(_attribute(cell[1], "r"))
        if place and _attribute(cell[1], "t") in ("", "n"):
            try:
                found[int(place[2]), column_of(place[1])] = cell[2].decode()
            except ValueError:  # a column beyond the last that is read
                continue
    return found
