"""A spreadsheet as it was read: sheets, rows, cells, and what there is to tell about it."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Cell: TypeAlias = str | int | float | bool | dt.date | dt.datetime | None
"""A float of 2**53 or more is a number that a spreadsheet has rounded: see `broken`."""
Fact: TypeAlias = str | int
Code: TypeAlias = Literal[
    "broken", "locked", "other-kind", "not-text", "empty", "no-table",
    "too-large", "too-long", "too-wide", "slow", "stopped",
]  # fmt: skip

MOST_BYTES: Final = 60_000_000
"""Of a file as it lies on the disk."""
MOST_ROWS: Final = 200_000
"""Rows with something in them, of a sheet."""
MOST_COLUMNS: Final = 256
EXACT_BELOW: Final = float(2**53)


class Unreadable(Exception):
    """A file that cannot be read. The doors word the code; `facts` are its numbers and names.

    "other-kind" has `kind` (pdf, picture, word, xlsb, xml, mhtml, archive, program, binary);
    "too-long" `most` rows, "too-wide" `most` columns, "too-large" `most` bytes.
    """

    def __init__(self, code: Code, **facts: Fact) -> None:
        super().__init__(code)
        self.code: Code = code
        self.facts = facts


class Told(Struct, frozen=True):
    """Something to know about a file that was read all the same.

    "extension" (`said`, `kind`), "macros", "hidden-sheet" (`sheet`), "hidden-columns" (`sheet`,
    `columns` as letters), "hidden-rows" (`sheet`, `count`), "formulas-empty" (`sheet`, `count`,
    `first`), "cp1252", "quotes".
    """

    code: str
    facts: dict[str, Fact] = {}


class Line(Struct, frozen=True, array_like=True):
    """A row with something in it: its number from 1, and its cells up to the last filled one."""

    line: int
    cells: tuple[Cell, ...]
    hidden: bool = False


Area: TypeAlias = tuple[int, int, int, int]
"""First line and column, last line and column; lines from 1, columns from 0."""


class Sheet(Struct, frozen=True):
    """A sheet. A merged value stands in every cell of its area (`merged`)."""

    name: str
    rows: tuple[Line, ...]
    hidden: bool = False
    hidden_columns: tuple[int, ...] = ()
    merged: tuple[Area, ...] = ()

    @property
    def width(self) -> int:
        """Columns up to the last filled one."""
        return max((len(row.cells) for row in self.rows), default=0)


class Book(Struct, frozen=True):
    """A file: its kind (xlsx, xlsm, xls, ods, csv, html), at least one sheet, and what to tell."""

    kind: str
    sheets: tuple[Sheet, ...]
    told: tuple[Told, ...] = ()


def broken(cell: Cell) -> bool:
    """Whether a number has lost its last digits, as a NIP does in a cell that is no text."""
    return isinstance(cell, float) and abs(cell) >= EXACT_BELOW


def text_of(cell: Cell) -> str:
    """A cell in words, without spaces around and doubled ones: 80 for 80.0, day-month-year."""
    match cell:
        case None:
            return ""
        case str():
            return " ".join(cell.split())
        case bool():
            return "ya" if cell else "tidak"
        case float() if cell.is_integer():
            return f"{cell:.0f}"
        case dt.date():
            return f"{cell.day:02}-{cell.month:02}-{cell.year:04}"
        case _:
            return str(cell)


def letters(column: int) -> str:
    """The letters over a column, from 0: A, B … Z, AA."""
    name, left = "", column + 1
    while left > 0:
        left, place = divmod(left - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def column_of(name: str) -> int:
    """The column of its letters, from 0; ValueError if they are none, or beyond the last."""
    bare, found = name.strip().upper(), 0
    if not (bare.isascii() and bare.isalpha() and len(bare) <= len("XFD")):
        raise ValueError(name)
    for letter in bare:
        found = found * 26 + ord(letter) - ord("A") + 1
    if found > MOST_COLUMNS:
        raise ValueError(name)
    return found - 1
