"""What stands in an ODS beside the values: merged cells, hidden columns, rows and sheets."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from kiosk.sheets.book import MOST_COLUMNS
from kiosk.sheets.marks_xlsx import Marks

_MOST_AREAS: Final = 100_000
_HIDDEN: Final = ("collapse", "filter")


class _Reader:
    """Follows the tables of content.xml with their repeated columns, rows and cells."""

    def __init__(self) -> None:
        self.sheets: list[Marks] = []
        self._deep = 0
        self._line = self._column = self._place = 0
        self._lines = 1
        self._hidden_columns: list[int] = []
        self._hidden_lines: set[int] = set()
        self._merged: list[tuple[int, int, int, int]] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "table":
                self._deep += 1
                if self._deep == 1:
                    self._line = self._column = 0
                    self._hidden_columns, self._hidden_lines, self._merged = [], set(), []
            case _ if self._deep != 1:
                return
            case "table-column":
                times = _count(given, "number-columns-repeated", MOST_COLUMNS)
                if given.get("table:visibility") in _HIDDEN:
                    self._hidden_columns += range(self._column, self._column + times)
                self._column = min(self._column + times, MOST_COLUMNS)
            case "table-row":
                self._lines = _count(given, "number-rows-repeated", 1 << 20)
                if given.get("table:visibility") in _HIDDEN and self._lines < 1 << 16:
                    self._hidden_lines.update(range(self._line + 1, self._line + 1 + self._lines))
                self._line += self._lines
                self._place = 0
            case "table-cell" | "covered-table-cell":
                self._cell(given)

    def _cell(self, given: dict[str, str]) -> None:
        down = _count(given, "number-rows-spanned", 1 << 20)
        across = _count(given, "number-columns-spanned", MOST_COLUMNS)
        if down * across > 1 and len(self._merged) < _MOST_AREAS:
            line = self._line - self._lines + 1
            self._merged.append((line, self._place, line + down - 1, self._place + across - 1))
        self._place += _count(given, "number-columns-repeated", 1 << 14)

    def end(self, name: str) -> None:
        if name.rpartition(":")[2] != "table":
            return
        self._deep -= 1
        if not self._deep:
            hidden = tuple(n for n in self._hidden_columns if n < MOST_COLUMNS)
            marks = Marks(hidden, frozenset(self._hidden_lines), merged=tuple(self._merged))
            self.sheets.append(marks)


def _count(given: dict[str, str], name: str, most: int) -> int:
    said = given.get(f"table:{name}", "")
    return max(1, min(int(said), most)) if said.isascii() and said.isdigit() else 1


class _Refused(Exception):
    """A document type: no ODS has one."""


def marks_of_tables(content: bytes) -> tuple[Marks, ...]:
    """The marks of each table in order; none if it is no XML."""
    reader, parser = _Reader(), expat.ParserCreate()

    def refuse(*_: object) -> None:
        raise _Refused

    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 - expat's own form: this is all
    except (expat.ExpatError, ValueError, LookupError, _Refused):
        return ()
    return tuple(reader.sheets)
