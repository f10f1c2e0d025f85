"""What is refused before a library reads a Word or Excel file, and what its cells become."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from kiosk.catalog.exchange.document import Grid
from kiosk.catalog.exchange.found import Item
from kiosk.catalog.exchange.sheet import read_sheet
from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.word import read_word
from tests.catalog.exchange.samples import document, sheet

DOCTYPE = b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'


def changed(raw: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part put in another way; the part must be there."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(file, "w") as new:
        assert part in old.namelist()
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data) if name == part else data)
    return file.getvalue()


@pytest.mark.parametrize("part", ["word/document.xml", "word/theme/theme1.xml", "_rels/.rels"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-16"])
def test_a_doctype_in_any_part_is_refused(part: str, coding: str) -> None:
    raw = changed(document(), part, lambda _data: DOCTYPE.decode().encode(coding))
    with pytest.raises(Unreadable, match="DOCTYPE"):
        read_word(raw)
    raw = changed(sheet(), "xl/worksheets/sheet1.xml", lambda _d: DOCTYPE.decode().encode(coding))
    with pytest.raises(Unreadable, match="DOCTYPE"):
        read_sheet(raw)


def test_what_neither_library_reads_is_refused_with_what_to_do() -> None:
    here, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    raw = changed(document(), "_rels/.rels", lambda data: data.replace(here, strict))
    with pytest.raises(Unreadable, match=r"Strict Open XML\. Simpan sebagai"):
        read_word(raw)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(5_001):
            archive.writestr(f"{number}.xml", "")
    with pytest.raises(Unreadable, match="terlalu besar"):
        read_sheet(file.getvalue())


def test_cells_are_what_an_author_sees_and_rows_keep_their_numbers() -> None:
    book = openpyxl.load_workbook(io.BytesIO(sheet(())))
    page = book["Soal"]
    cells: tuple[dt.date | bool | float | str, ...] = (
        dt.date(2026, 2, 1), True, 79.2, 80.0, "#REF!", "=1+1",
    )  # fmt: skip
    for line, value in enumerate(cells, start=4):
        page.cell(line, 1, "esai")
        page.cell(line, 2, value)
    page.cell(40, 1, "esai")
    file = io.BytesIO()
    book.save(file)
    # openpyxl counts nothing, so the last result of the formula is put in by hand
    name = "xl/worksheets/sheet1.xml"
    raw = changed(
        file.getvalue(), name, lambda d: re.sub(rb"</f><v ?(/>|></v>)", b"</f><v>2</v>", d)
    )
    read = [(item.line, item.stem.text) for item in read_sheet(raw).items if isinstance(item, Item)]
    assert read == [
        (4, "2026-02-01"), (5, "ya"), (6, "79.2"), (7, "80"), (8, ""), (9, "2"), (40, ""),
    ]  # fmt: skip


def test_merged_cells_of_a_word_table_are_parted_and_told() -> None:
    wide = b'<w:tc><w:tcPr><w:gridSpan w:val="3"/>'
    raw = changed(
        document(), "word/document.xml", lambda data: data.replace(b"<w:tc><w:tcPr>", wide, 1)
    )
    read = read_word(raw)
    grid = next(p for section in read.sections for p in section.parts if isinstance(p, Grid))
    assert [len(row) for row in grid.rows] == [4, 4]
    assert "Sel tabel yang digabung dipisah; periksa tabelnya." in {t.words for t in read.told}


def test_a_part_that_is_named_and_missing_is_our_own_error() -> None:
    raw = changed(document(), "word/_rels/document.xml.rels", lambda d: d.replace(b"media/", b"x/"))
    with pytest.raises(Unreadable, match="Berkas rusak"):
        read_word(raw)
