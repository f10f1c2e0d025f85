"""Tables for Excel as offices here use it: CSV with semicolons, in UTF-8 with a mark before it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from starlette.responses import Response, StreamingResponse

Cell: TypeAlias = str | int | float | None
BOM: Final = "\N{BYTE ORDER MARK}"
_FORMULA: Final = (*"=+-@|%\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
"""Beginnings of formulas, also the wide ones that Excel takes for them."""
_AT_ONCE: Final = 500


def sheet(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A download, sent as it is read."""
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    kind = "text/csv; charset=utf-8; header=present"
    return StreamingResponse(_written(head, rows), media_type=kind, headers=headers)


def _written(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    out.write(BOM)
    writer.writerow(head)
    for n, row in enumerate(rows, start=1):
        writer.writerow([plain(cell) for cell in row])
        if n % _AT_ONCE == 0:
            yield _emptied(out)
    yield _emptied(out)


def _emptied(out: io.StringIO) -> bytes:
    body = out.getvalue().encode("utf-8", "replace")
    out.seek(0)
    out.truncate()
    return body


def plain(cell: Cell) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe stands before such a text.

    Numbers of ours are numbers, with a decimal comma.
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.2f}".replace(".", ",")
    if isinstance(cell, int):
        return str(cell)
    return f"'{cell}" if cell.lstrip(" \N{NO-BREAK SPACE}").startswith(_FORMULA) else cell
