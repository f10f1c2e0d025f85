"""A spreadsheet of the agency read as it is: XLSX, XLSM, XLS, ODS, CSV, TSV, and tables in HTML."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import structs

from kiosk.sheets.book import MOST_BYTES, Book, Unreadable
from kiosk.sheets.child import read_apart
from kiosk.sheets.kind import kind_of, wrong_ending
from kiosk.sheets.text import read_text


def read_book(raw: bytes, name: str, going: Callable[[], bool] = lambda: True) -> Book:
    """All sheets of a file, at least one with something in it; for any thread.

    By content: `name` is only compared, and a wrong ending is told. Macros never run, formulas are
    their last results. At most 60 MB, 200,000 rows of 256 columns a sheet. Raises Unreadable, also
    "stopped" once `going` says no.
    """
    if len(raw) > MOST_BYTES:
        raise Unreadable("too-large", most=MOST_BYTES)
    kind = kind_of(raw)
    match kind:
        case "csv":
            book = read_text(raw)
        case "html":
            from kiosk.sheets.html import read_html  # html.parser is large, and seldom needed

            book = read_html(raw)
        case _:
            book = read_apart(raw, kind, going)
    told = wrong_ending(name, kind)
    return structs.replace(book, told=(told, *book.told)) if told else book
