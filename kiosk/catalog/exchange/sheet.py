"""Questions in a spreadsheet (.xlsx, ECMA-376) of our own template: one row, one question.

The columns are described in docs/course-import.md; `sheet_template` writes an empty sheet.
"""

from __future__ import annotations

import re
from typing import Final

from kiosk.catalog.exchange.archive import Archive
from kiosk.catalog.exchange.found import Asks, Item, Read, Text, Told
from kiosk.catalog.exchange.marks import BLOCK, CERTAINTY, LESSON, LEVEL, SOURCE, UNIT
from kiosk.catalog.exchange.said import Unmapped
from kiosk.catalog.exchange.sheet_kinds import KINDS, Cells, asks
from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.xml_tree import Node

COLUMNS: Final = (
    "Jenis", "Pertanyaan", "Teks", "Pelajaran", "Tingkat", "Sumber", "Kepastian", "Bagian", "Id",
    "Umpan balik umum", "Umpan balik salah", "Petunjuk 1", "Petunjuk 2", "Toleransi", "Satuan",
)  # fmt: skip
ANSWERS: Final = 10
ANSWER: Final = ("Jawaban", "Keterangan", "Umpan balik")
_MOST_ROWS: Final = 5_000
_REF: Final = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
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
    rows = _rows(Archive(raw))
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


def _rows(archive: Archive) -> list[tuple[int, dict[int, str]]]:
    root = archive.xml(_first_sheet(archive))
    data = root.first("sheetData") if root else None
    if data is None:
        raise Unreadable("Ini bukan buku kerja Excel. Simpan sebagai .xlsx, lalu impor lagi.")
    shared = _shared(archive)
    rows: list[tuple[int, dict[int, str]]] = []
    for row in data.all("row"):
        said = row.attrs.get("r", "")
        line = int(said) if re.fullmatch(r"[0-9]{1,7}", said) else len(rows) + 1
        cells: dict[int, str] = {}
        for place, cell in enumerate(row.all("c")):
            found = _REF.fullmatch(cell.attrs.get("r", ""))
            cells[_column(found[1]) if found else place] = _text(cell, shared)
        rows.append((line, cells))
        if len(rows) > _MOST_ROWS:
            raise Unreadable(f"Lembar memuat lebih dari {_MOST_ROWS} baris. Pecah berkasnya.")
    return rows


def _first_sheet(archive: Archive) -> str:
    book = archive.xml("xl/workbook.xml")
    sheets = book.first("sheets") if book else None
    first = next(iter(sheets), None) if sheets else None
    targets = archive.targets("xl/_rels/workbook.xml.rels")
    target = targets.get(first.attrs.get("id", ""), "") if first else ""
    name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return name if target and name in archive else "xl/worksheets/sheet1.xml"


def _shared(archive: Archive) -> list[str]:
    root = archive.xml("xl/sharedStrings.xml")
    return [_joined(node) for node in root.all("si")] if root else []


def _joined(node: Node) -> str:
    """The text of runs; how a word is read aloud (rPh) is no text."""
    if node.name == "t":
        return node.text
    return "".join(_joined(child) for child in node if child.name != "rPh")


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _text(cell: Node, shared: list[str]) -> str:
    kind, value = cell.attrs.get("t", "n"), cell.said("v")
    match kind:
        case "s":
            is_place = re.fullmatch(r"[0-9]{1,7}", value) and int(value) < len(shared)
            return shared[int(value)] if is_place else ""
        case "inlineStr":
            inline = cell.first("is")
            return _joined(inline) if inline else ""
        case "b":
            return "ya" if value == "1" else "tidak"
        case "e":
            return ""
        case _:
            return value.removesuffix(".0")
