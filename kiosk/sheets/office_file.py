"""XLSX, XLS and ODS by calamine. Native code: for files of strangers only inside `child`."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from kiosk.sheets import archive
from kiosk.sheets.book import (
    EXACT_BELOW,
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    Book,
    Cell,
    Fact,
    Line,
    Sheet,
    Told,
    Unreadable,
    letters,
)
from kiosk.sheets.marks_ods import marks_of_tables
from kiosk.sheets.marks_xlsx import Marks, marks_of, sheet_parts

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

BOUNDS: Final = archive.Bounds(part=250_000_000, all=300_000_000)
"""Unpacked: 200,000 rows of twenty columns are 200 MB of XML."""
_MOST_SHEETS: Final = 100
_MOST_AREAS: Final = 100_000
_MOST_FILLED: Final = 5_000_000
_REPEATED: Final = re.compile(rb"number-(columns|rows)-repeated=\"(\d{3,12})\"")
_PLAIN: Final = (".xml", ".rels")
_Given: TypeAlias = "int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta"


def read_office(raw: bytes, kind: str) -> Book:
    """A book of one of the kinds xlsx, xlsm, xls, ods. Raises Unreadable.

    The library may also panic, abort or never end; `child` is for that.
    """
    from python_calamine import CalamineError, PasswordError, load_workbook

    parts: dict[str, bytes] = {}
    if kind != "xls":
        parts = _parts(raw)
        raw = _again(parts)
    try:
        with load_workbook(io.BytesIO(raw)) as book:
            return _book(book, kind, parts)
    except PasswordError as error:
        raise Unreadable("locked") from error
    except (CalamineError, OSError, ValueError, OverflowError, MemoryError) as error:
        raise Unreadable("broken") from error


def _parts(raw: bytes) -> dict[str, bytes]:
    """What the values stand in; no macro, no picture. All within the bounds."""

    def wanted(name: str) -> bool:
        return name == "mimetype" or name.lower().endswith(_PLAIN)

    try:
        return dict(archive.parts(raw, BOUNDS, wanted))
    except archive.TooLarge as error:
        raise Unreadable("too-large", most=BOUNDS.all) from error
    except archive.Broken as error:
        raise Unreadable("broken") from error


def _again(parts: dict[str, bytes]) -> bytes:
    """The same parts in an archive of our own making, so that no other is unpacked unbounded.

    A cell or row that an ODS says to repeat a million times is repeated a little beyond our bounds.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, body in parts.items():
            new.writestr(name, _REPEATED.sub(_fewer, body) if name == "content.xml" else body)
    return out.getvalue()


def _fewer(found: re.Match[bytes]) -> bytes:
    most = MOST_COLUMNS + 1 if found[1] == b"columns" else MOST_ROWS + 1
    return b'number-%b-repeated="%d"' % (found[1], min(int(found[2]), most))


def _book(book: CalamineWorkbook, kind: str, parts: dict[str, bytes]) -> Book:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    about = book.sheets_metadata
    if len(about) > _MOST_SHEETS:
        raise Unreadable("too-large", most=BOUNDS.all)
    marks = _marks(kind, parts)
    told = [Told("macros")] if kind == "xlsm" else []
    sheets = []
    for place, meta in enumerate(about):
        if meta.typ in (SheetTypeEnum.ChartSheet, SheetTypeEnum.Vba, SheetTypeEnum.DialogSheet):
            continue
        mark = marks[place] if place < len(marks) else Marks()
        hidden = meta.visible is not SheetVisibleEnum.Visible
        sheet = _sheet(book.get_sheet_by_index(place), mark, hidden=hidden)
        sheets.append(sheet)
        told += _told(sheet, mark)
    if not any(sheet.rows for sheet in sheets):
        raise Unreadable("empty")
    return Book(kind, tuple(sheets), tuple(told))


def _marks(kind: str, parts: dict[str, bytes]) -> Sequence[Marks]:
    if kind == "ods":
        return marks_of_tables(parts.get("content.xml", b""))
    book = parts.get("xl/workbook.xml", b"")
    names = sheet_parts(book, parts.get("xl/_rels/workbook.xml.rels", b""))
    return [marks_of(parts.get(name, b"")) for name in names[:_MOST_SHEETS]]


def _sheet(sheet: CalamineSheet, mark: Marks, *, hidden: bool) -> Sheet:
    merged = tuple(sorted(_areas(sheet))) or mark.merged
    rows: dict[int, list[Cell]] = {}
    left: list[Cell] = [None] * (sheet.start or (0, 0))[1]
    for line, given in enumerate(sheet.iter_rows(), start=1):
        if cells := _cells(given):
            # the library begins at the first row of all, but at the first filled column
            rows[line] = left + cells
            if len(rows[line]) > MOST_COLUMNS:
                raise Unreadable("too-wide", most=MOST_COLUMNS)
        if len(rows) > MOST_ROWS:
            raise Unreadable("too-long", most=MOST_ROWS)
    for (line, column), digits in mark.exact.items():
        if column < len(rows.get(line, ())) and isinstance(rows[line][column], float):
            rows[line][column] = digits
    _fill(rows, merged)
    lines = (Line(n, tuple(x), n in mark.hidden_lines) for n, x in sorted(rows.items()))
    used = max((len(x) for x in rows.values()), default=0)
    columns = tuple(n for n in mark.hidden_columns if n < used)
    return Sheet(sheet.name, tuple(lines), hidden, columns, merged)


def _areas(sheet: CalamineSheet) -> Iterable[Area]:
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or ())[:_MOST_AREAS]:
        yield top + 1, left, bottom + 1, right


def _cells(given: Iterable[_Given]) -> list[Cell]:
    cells = [_cell(value) for value in given]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _cell(value: _Given) -> Cell:
    match value:
        case str():
            return value if value.strip() else None
        case bool() | int():
            return value
        case float():
            whole = value.is_integer() and abs(value) < EXACT_BELOW
            return int(value) if whole else value if value == value else None  # noqa: PLR0124 - NaN
        case dt.datetime():
            bare = value.replace(tzinfo=None)
            return bare.date() if bare.time() == dt.time() else bare
        case dt.date():
            return value
        case _:
            return str(value)


def _fill(rows: dict[int, list[Cell]], merged: Sequence[Area]) -> None:
    """A merged value belongs to every cell of its area: an office stands over all its people."""
    left = _MOST_FILLED
    for top, first, bottom, last in merged:
        source = rows.get(top, [])
        value = source[first] if first < len(source) else None
        if value is None or first >= MOST_COLUMNS:
            continue
        for line in range(top, bottom + 1):
            row = rows.get(line)
            if row is None:  # nothing else stands there
                continue
            until = min(last, MOST_COLUMNS - 1) + 1
            row += [None] * (until - len(row))
            row[first:until] = [value] * (until - first)
            left -= until - first
            if left < 0:
                raise Unreadable("too-large", most=BOUNDS.all)


def _told(sheet: Sheet, mark: Marks) -> list[Told]:
    name: dict[str, Fact] = {"sheet": sheet.name}
    told = []
    if sheet.hidden:
        told.append(Told("hidden-sheet", name))
    if sheet.hidden_columns:
        columns = ", ".join(letters(n) for n in sheet.hidden_columns)
        told.append(Told("hidden-columns", {**name, "columns": columns}))
    if count := sum(row.hidden for row in sheet.rows):
        told.append(Told("hidden-rows", {**name, "count": count}))
    if mark.empty:
        facts = {**name, "count": len(mark.empty), "first": mark.empty[0]}
        told.append(Told("formulas-empty", facts))
    return told
