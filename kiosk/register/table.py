"""Tables for Excel as offices here use it: CSV with semicolons, in UTF-8 with a mark before it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final, TypeAlias

from kiosk.people.nip import LENGTH, grouped

Cell: TypeAlias = str | int | None
BOM: Final = "\N{BYTE ORDER MARK}"
_FORMULA: Final = (*"=+-@|%\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
"""Beginnings of formulas, also the wide ones that Excel takes for them."""


def csv_bytes(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A whole table. No spreadsheet takes one of its texts for a formula; numbers are bare."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    out.write(BOM)
    writer.writerow(head)
    writer.writerows([plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def plain(cell: Cell) -> str:
    """A cell as written; an apostrophe stands before a text that looks like a formula."""
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    return f"'{cell}" if cell.lstrip(" \N{NO-BREAK SPACE}").startswith(_FORMULA) else cell


def nip_text(nip: str) -> str:
    """18 digits in groups 8-6-1-3: a text for Excel, which would round a bare number of 18 digits.

    The roster import passes over the spaces.
    """
    return grouped(nip) if len(nip) == LENGTH and nip.isdigit() else nip
