"""Ugly files, made here: XLSX by openpyxl, ODS and XLS by hand, from the published formats."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

SECTOR = 512
END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def xlsx(fill: Callable[[Worksheet], object], *more: Callable[[Worksheet], object]) -> bytes:
    """A workbook, a sheet for each that fills one."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    fill(sheet)
    for another in more:
        another(book.create_sheet())
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(raw: bytes, change: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The same archive with some parts changed; one that is not there begins empty."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(name, change[name](body) if name in change else body)
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name](b""))
    return out.getvalue()


def ods(rows: str, columns: str = "", *, locked: bool = False) -> bytes:
    """A spreadsheet of OpenDocument; `rows` are table:table-row elements."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}>'
        f'<office:body><office:spreadsheet><table:table table:name="Pegawai">{columns}{rows}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    held = "<encryption-data/>" if locked else ""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f"{held}</manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        new.writestr("META-INF/manifest.xml", manifest)
        new.writestr("content.xml", content)
    return out.getvalue()


def ods_row(*texts: str, given: str = "", first: str = "") -> str:
    """A row of texts; `first` are attributes of its first cell."""
    cells = [
        f'<table:table-cell office:value-type="string" {first if not n else ""}>'
        f"<text:p>{text}</text:p></table:table-cell>"
        if text
        else "<table:table-cell/>"
        for n, text in enumerate(texts)
    ]
    return f"<table:table-row {given}>{''.join(cells)}</table:table-row>"


def xls(rows: Sequence[Sequence[str | float]], *, locked: bool = False) -> bytes:
    """A workbook of Excel 97 (BIFF8): LABEL and NUMBER records in a compound file."""
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    if locked:
        head += _record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    head += _record(0x0042, struct.pack("<H", 1200))
    name = b"Pegawai"
    bound_size = 4 + 4 + 2 + 2 + len(name)
    place = len(head) + bound_size + 4
    head += _record(0x0085, struct.pack("<IHBB", place, 0, len(name), 0) + name)
    head += _record(0x000A, b"")
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6))
    for line, row in enumerate(rows):
        for column, cell in enumerate(row):
            where = struct.pack("<HHH", line, column, 0)
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                body += _record(0x0204, where + struct.pack("<HB", len(cell), 1) + text)
            else:
                body += _record(0x0203, where + struct.pack("<d", cell))
    return compound("Workbook", head + body + _record(0x000A, b""))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def compound(name: str, stream: bytes) -> bytes:
    """A compound file ([MS-CFB]) with one stream."""
    stream = stream.ljust(4096, b"\0")  # a shorter one would lie in the small sectors
    count = -(-len(stream) // SECTOR)
    chain = [n + 1 for n in range(count - 1)] + [END]
    fat = [FAT, END, *(n + 2 if n != END else END for n in chain)]
    fat += [FREE] * (SECTOR // 4 - len(fat))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, END, 0, END, 0,
    )  # fmt: skip
    header += struct.pack("<109I", 0, *[FREE] * 108)
    root = _entry("Root Entry", 5, child=1, start=END, size=0)
    entries = root + _entry(name, 2, child=FREE, start=2, size=len(stream)) + bytes(256)
    body = stream.ljust(count * SECTOR, b"\0")
    return header + struct.pack(f"<{len(fat)}I", *fat) + entries + body


def _entry(name: str, kind: int, *, child: int, start: int, size: int) -> bytes:
    spelt = (name + "\0").encode("utf-16-le")
    return struct.pack(
        "<64sHBBIII36xIII", spelt, len(spelt), kind, 1, FREE, FREE, child, start, size, 0
    )
