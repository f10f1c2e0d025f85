"""Questions in a spreadsheet (.xlsx) of our own template: one row, one question. openpyxl reads it.

The columns are described in docs/course-import.md; `sheet_template` writes an empty sheet.
"""

from __future__ import annotations

import datetime as dt
import warnings
from typing import TYPE_CHECKING, Final

from kiosk.catalog.exchange.archive import broken_means_unreadable, vetted
from kiosk.catalog.exchange.found import Asks, Item, Read, Text, Told
from kiosk.catalog.exchange.marks import BLOCK, CERTAINTY, LESSON, LEVEL, SOURCE, UNIT
from kiosk.catalog.exchange.said import Unmapped
from kiosk.catalog.exchange.sheet_kinds import KINDS, Cells, asks
from kiosk.catalog.exchange.trouble import Unreadable

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.cell.read_only import ReadOnlyCell

COLUMNS: Final = (
    "Jenis", "Pertanyaan", "Teks", "Pelajaran", "Tingkat", "Sumber", "Kepastian", "Bagian", "Id",
    "Umpan balik umum", "Umpan balik salah", "Petunjuk 1", "Petunjuk 2", "Toleransi", "Satuan",
)  # fmt: skip
ANSWERS: Final = 10
ANSWER: Final = ("Jawaban", "Keterangan", "Umpan balik")
_MOST_ROWS: Final = 5_000
_LAST_ROW: Final = 1_048_576  # Excel's own
_MOST_COLUMNS: Final = 256
_NO_BOOK: Final = "Ini bukan buku kerja Excel. Simpan sebagai .xlsx, lalu impor lagi."
_TAGS: Final = {
    "pelajaran": LESSON,
    "tingkat": LEVEL,
    "sumber": SOURCE,
    "kepastian": CERTAINTY,
    "bagian": BLOCK,
    "satuan": UNIT,
}


def read_sheet(raw: bytes) -> Read:
    """The first sheet. Raises Unreadable; a row that is no question is told and left out."""
    rows = _rows(raw)
    head = next(
        ((line, cells) for line, cells in rows if "jenis" in map(_key, cells.values())), None
    )
    if head is None:
        raise Unreadable("Kolom Jenis tidak ada. Buat berkas dengan course import --template.")
    names = {column: _key(text) for column, text in head[1].items()}
    items: list[Item] = []
    told: list[Told] = []
    for column, name in sorted(names.items()):
        if name and not _is_known(name):
            words = f"Kolom “{head[1][column]}” tidak dikenal dan tidak dibawa."
            told.append(Told(head[0], words, skipped=True))
    for line, cells in rows:
        if line <= head[0] or not any(text.strip() for text in cells.values()):
            continue
        row = Cells({names[c]: text.strip() for c, text in cells.items() if c in names})
        try:
            items.append(_item(line, row))
        except Unmapped as trouble:
            told.append(Told(line, str(trouble), skipped=True))
    return Read(tuple(items), tuple(told))


def _key(text: str) -> str:
    return " ".join(text.lower().split())


def _is_known(name: str) -> bool:
    if name in {_key(column) for column in COLUMNS}:
        return True
    word, _, place = name.rpartition(" ")
    return word in {_key(each) for each in ANSWER} and place.isdigit()


def _item(line: int, row: Cells) -> Item:
    kind = row["jenis"].lower()
    if kind not in KINDS:
        known = ", ".join(KINDS)
        raise Unmapped(f"Jenis “{kind}” tidak dikenal. Pilih salah satu: {known}.")
    stem = row["pertanyaan"]
    made: Asks = asks(kind, row)
    if kind in {"celah", "seret"}:
        stem = f"{stem}\n{row.passage()}" if stem else row.passage()
    tags = [f"{tag}:{row[column]}" for column, tag in _TAGS.items() if row[column]]
    hints = [Text(row[name], "plain") for name in ("petunjuk 1", "petunjuk 2") if row[name]]
    feedback = row["umpan balik umum"]
    return Item(
        line=line,
        stem=Text(stem, "plain"),
        asks=made,
        feedback=Text(feedback, "plain") if feedback else None,
        tags=tuple(tags),
        id=row["id"] or None,
        hints=tuple(hints),
    )


def _rows(raw: bytes) -> list[tuple[int, dict[int, str]]]:
    """Line from 1 and the filled cells by column from 0, of each row that has any."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    file = vetted(raw)
    rows: list[tuple[int, dict[int, str]]] = []
    with broken_means_unreadable(InvalidFileException), warnings.catch_warnings():
        # said of what we do not read: colours, pictures, lists to choose from
        warnings.simplefilter("ignore")
        # a formula is its last result; read-only: row by row, since a sheet may be large
        book = openpyxl.load_workbook(file, read_only=True, data_only=True)
        if not book.worksheets:
            raise Unreadable(_NO_BOOK)
        # our own bounds, since a sheet may claim any size
        page = book.worksheets[0].iter_rows(max_row=_LAST_ROW, max_col=_MOST_COLUMNS)
        for line, row in enumerate(page, start=1):
            cells = {n: text for n, cell in enumerate(row) if (text := _text(cell))}
            if cells:
                rows.append((line, cells))
            if len(rows) > _MOST_ROWS:
                raise Unreadable(f"Lembar memuat lebih dari {_MOST_ROWS} baris. Pecah berkasnya.")
    return rows


def _text(cell: Cell | MergedCell | ReadOnlyCell) -> str:
    """As an author would type it: 80 for 80.0, ya for a ticked box, nothing for #REF!."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    match value:
        case bool():
            return "ya" if value else "tidak"
        case float() if value.is_integer():
            return f"{value:.0f}"
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case _:
            return str(value)
