"""Tables in HTML: what many web applications of the government hand out under the name .xls."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from kiosk.sheets.book import MOST_COLUMNS, MOST_ROWS, Book, Line, Sheet, Told, Unreadable
from kiosk.sheets.text import decoded

_MOST_SHEETS: Final = 100
_MOST_CELLS: Final = 5_000_000
_CELLS: Final = ("td", "th")


class _Tables(HTMLParser):
    """Gathers the outermost tables; what is inside a cell becomes its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[dict[int, dict[int, str]]] = []
        self._depth = 0
        self._row = 0
        self._cell: list[str] | None = None
        self._span = (1, 1)
        self._unread = 0
        self._filled = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style"):
            self._unread += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append({})
                self._row = 0
        elif self._depth == 1 and tag == "tr":
            self._close()
            self._row += 1
        elif self._depth == 1 and tag in _CELLS:
            self._close()
            self._row = max(self._row, 1)
            given = dict(attrs)
            self._span = (_span(given.get("rowspan")), _span(given.get("colspan")))
            self._cell = []
        elif tag in ("br", "p", "div") and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("script", "style"):
            self._unread = max(0, self._unread - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._close()
            self._depth -= 1
        elif self._depth == 1 and (tag in _CELLS or tag == "tr"):
            self._close()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._unread:
            self._cell.append(data)

    def _close(self) -> None:
        if self._cell is None:
            return
        text = " ".join("".join(self._cell).split())
        self._cell = None
        table = self.tables[-1]
        row = table.setdefault(self._row, {})
        column = next(n for n in range(len(row) + 1) if n not in row)
        down, across = self._span
        if column + across > MOST_COLUMNS:
            raise Unreadable("too-wide", most=MOST_COLUMNS)
        self._filled += down * across  # a span may claim much more than it holds
        if self._row > MOST_ROWS or len(self.tables) > _MOST_SHEETS or self._filled > _MOST_CELLS:
            raise Unreadable("too-long", most=MOST_ROWS)
        for line in range(self._row, self._row + down):
            below = table.setdefault(line, {})
            for place in range(column, column + across):
                below.setdefault(place, text)


def _span(said: str | None) -> int:
    return max(1, min(int(said), MOST_COLUMNS)) if said and said.isascii() and said.isdigit() else 1


def read_html(raw: bytes) -> Book:
    """The tables of a page, each a sheet. Raises Unreadable, "no-table" if there is none."""
    text, _ = decoded(raw)
    parser = _Tables()
    try:
        parser.feed(text.replace("\0", ""))
        parser.close()
    except (AssertionError, ValueError) as error:  # what the parser says of some marks
        raise Unreadable("broken") from error
    sheets = tuple(
        Sheet(f"Tabel {n}", rows)
        for n, table in enumerate(parser.tables, start=1)
        if (rows := _lines(table))
    )
    if not sheets:
        raise Unreadable("no-table")
    return Book("html", sheets, (Told("html"),))


def _lines(table: dict[int, dict[int, str]]) -> tuple[Line, ...]:
    found = []
    for line, cells in sorted(table.items()):
        filled = [place for place, text in cells.items() if text]
        if filled:
            row = tuple(cells.get(n) or None for n in range(max(filled) + 1))
            found.append(Line(line, row))
    return tuple(found)
