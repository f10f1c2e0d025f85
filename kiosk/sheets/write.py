"""Tables written for the spreadsheets of an office: XLSX and CSV with semicolons.

The same tables and day give the same bytes, always and everywhere. Texts stay texts: no spreadsheet
runs one as a formula, and a NIP keeps its 18 digits.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import math
import re
import zipfile
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, TypeAlias

from msgspec import Struct

from kiosk.sheets.guard import EXACT, clean, guarded, is_formula

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.styles import Font
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Value: TypeAlias = str | int | float | bool | dt.date | dt.datetime | None

BOM: Final = "\N{BYTE ORDER MARK}"
_DAY: Final = "[$-421]d mmm yyyy"  # 421: Indonesian, so "Agu" on every computer
_MOMENT: Final = "[$-421]d mmm yyyy hh:mm"
_DECIMAL: Final = "#,##0.00"  # shown as 1.234,50 where Excel speaks Indonesian
_WHOLE: Final = "0"  # a year is no 2.026
_NARROWEST, _WIDEST, _LOOKED_AT = 6, 60, 200
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NAME: Final = 31


class Table(Struct, frozen=True):
    """A table with headings; `title` names its sheet.

    `above` are lines over the headings, the first one bold. `widths` are in letters, by column; a
    missing one or 0 is taken from what stands in the column.
    """

    title: str
    headings: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    above: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()


def csv_text(table: Table) -> str:
    """Headings and rows as CSV for Excel: a BOM, semicolons, CRLF, decimal comma, ISO dates.

    `above` is left out: the first line of a CSV is its headings. Write it as UTF-8.
    """
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([guarded(clean(x)) for x in table.headings])
    writer.writerows([_csv_cell(value) for value in row] for row in table.rows)
    return out.getvalue()


def _csv_cell(value: Value) -> str:
    match value:
        case None:
            return ""
        case str():
            return guarded(clean(value))
        case bool():
            return "ya" if value else "tidak"
        case int():
            return guarded(str(value)) if abs(value) >= 10**EXACT else str(value)
        case float():
            return f"{value:.12g}".replace(".", ",") if math.isfinite(value) else ""
        case dt.datetime():
            return value.isoformat(" ", "minutes")
        case dt.date():
            return value.isoformat()


def workbook(tables: Sequence[Table], made: dt.date) -> bytes:
    """The tables as XLSX, a sheet each, with headings that stay in sight and on every page.

    `made` is the date in the file. 10,000 rows of ten columns take about 2 s.
    """
    import openpyxl
    from openpyxl.xml.functions import tostring

    book = openpyxl.Workbook(write_only=True)
    for table, name in zip(tables, _names(x.title for x in tables), strict=True):
        _sheet(book, table, name)
    book.properties.creator = "Dermaga"
    book.properties.created = book.properties.modified = dt.datetime.combine(made, dt.time())
    core = tostring(book.properties.to_tree())  # the library would put the time of day into it
    out = io.BytesIO()
    book.save(out)
    return _settled(out, core)


def _names(titles: Iterable[str]) -> list[str]:
    """Names of sheets as Excel allows them: 31 letters, no signs of its own, each once."""
    names: list[str] = []
    for title in titles:
        bare = _NOT_IN_NAMES.sub(" ", clean(title)).strip(" '")[:_NAME] or "Lembar"
        name, turn = bare, 1
        while name.casefold() in (x.casefold() for x in names):
            turn += 1
            name = f"{bare[: _NAME - len(str(turn)) - 1].rstrip()} {turn}"
        names.append(name)
    return names


def _sheet(book: Workbook, table: Table, name: str) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    sheet: Worksheet = book.create_sheet(name)
    head = len(table.above) + 1
    for column, width in enumerate(_widths(table), start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"A{head + 1}"
    _page(sheet, head)
    bold, plain = Font(bold=True), Font()
    for line, words in enumerate(table.above):
        sheet.append([_cell(sheet, words, font=plain if line else bold)])
    last = get_column_letter(max(1, len(table.headings)))
    sheet.auto_filter.ref = f"A{head}:{last}{head + len(table.rows)}"
    cells = [_cell(sheet, x, font=bold) for x in table.headings]
    for cell in cells:
        cell.fill = PatternFill("solid", fgColor="E8EEF2")
        cell.border = Border(bottom=Side("thin"))
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.append(cells)
    for row in table.rows:
        sheet.append([_value(sheet, value) for value in row])


def _page(sheet: Worksheet, head: int) -> None:
    """On A4 across, all columns on one page, the headings on each."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head}:{head}"


def _widths(table: Table) -> list[int]:
    widths = []
    for column, heading in enumerate(table.headings):
        given = table.widths[column] if column < len(table.widths) else 0
        texts = (_csv_cell(r[column]) for r in table.rows[:_LOOKED_AT] if column < len(r))
        found = max((len(text) for text in texts), default=0)
        widths.append(given or max(_NARROWEST, min(_WIDEST, max(found, len(heading)) + 2)))
    return widths


def _value(sheet: Worksheet, value: Value) -> object:
    """What openpyxl writes fast where nothing need be said about it, and a cell where it must."""
    match value:
        case None | bool():
            return value
        case str():
            return _text(sheet, clean(value))
        case int() if abs(value) >= 10**EXACT:
            return _cell(sheet, str(value))
        case int():
            return _cell(sheet, value, form=_WHOLE)
        case float():
            return _cell(sheet, value, form=_DECIMAL) if math.isfinite(value) else None
        case dt.datetime():
            return _cell(sheet, value.replace(tzinfo=None, microsecond=0), form=_MOMENT)
        case dt.date():
            return _cell(sheet, value, form=_DAY)


def _text(sheet: Worksheet, text: str) -> object:
    """Bare, unless the library would see something else in it: "#N/A" is an error to it."""
    return _cell(sheet, text) if is_formula(text) or text.startswith("#") else text or None


def _cell(sheet: Worksheet, value: Value, *, form: str = "", font: Font | None = None) -> Cell:
    from openpyxl.cell import WriteOnlyCell

    held = clean(value) if isinstance(value, str) else value
    cell: Cell = WriteOnlyCell(sheet, held)  # type: ignore[arg-type] # a date is allowed too
    if isinstance(held, str):
        cell.data_type = "s"
        cell.quotePrefix = is_formula(held)
    if form:
        cell.number_format = form
    if font is not None:
        cell.font = font
    return cell


def _settled(file: io.BytesIO, core: bytes | str) -> bytes:
    """The same parts without the times at which they were written."""
    out = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DATE)
            part.create_system = 0  # else it tells Windows from Linux
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, core if name == "docProps/core.xml" else old.read(name))
    return out.getvalue()
