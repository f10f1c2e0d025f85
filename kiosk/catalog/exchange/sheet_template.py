"""An empty spreadsheet for questions, with one example of each kind on a second sheet."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from kiosk.catalog.exchange.sheet import ANSWER, ANSWERS, COLUMNS
from kiosk.catalog.exchange.sheet_kinds import KINDS

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOC: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_REL: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_ROWS: Final = 1_000
_DATE: Final = (2026, 1, 1, 0, 0, 0)
EXAMPLES: Final[tuple[dict[str, str], ...]] = (
    {
        "Jenis": "tunggal", "Pertanyaan": "Berapa komponen standar pelayanan?", "Tingkat": "R",
        "Sumber": "UU 25/2009 Pasal 21", "Kepastian": "S",
        "Jawaban 1": "Empat belas", "Keterangan 1": "ya", "Umpan balik 1": "Pasal 21 menyebut 14.",
        "Jawaban 2": "Enam", "Umpan balik 2": "Itu bagian penyampaian saja.",
    },
    {
        "Jenis": "jamak", "Pertanyaan": "Mana yang termasuk komponen standar?", "Tingkat": "U",
        "Jawaban 1": "Biaya", "Keterangan 1": "ya", "Umpan balik 1": "Termasuk.",
        "Jawaban 2": "Waktu", "Keterangan 2": "ya", "Umpan balik 2": "Termasuk.",
        "Jawaban 3": "Visi kantor", "Umpan balik 3": "Bukan komponen standar.",
    },
    {
        "Jenis": "menjodohkan", "Pertanyaan": "Jodohkan.", "Tingkat": "R",
        "Jawaban 1": "Penyampaian", "Keterangan 1": "6 komponen", "Umpan balik 1": "Enam.",
        "Jawaban 2": "Pengelolaan", "Keterangan 2": "8 komponen", "Umpan balik 2": "Delapan.",
    },
    {
        "Jenis": "mengurutkan", "Pertanyaan": "Urutkan dari awal.", "Tingkat": "U",
        "Jawaban 1": "Susun standar", "Jawaban 2": "Umumkan maklumat", "Jawaban 3": "Evaluasi",
    },
    {
        "Jenis": "isian", "Pertanyaan": "Apa nama janji tertulis itu?", "Tingkat": "R",
        "Umpan balik salah": "Lihat pelajaran kedua.",
        "Jawaban 1": "maklumat", "Keterangan 1": "ya", "Jawaban 2": "visi",
        "Umpan balik 2": "Visi bukan janji.",
    },
    {
        "Jenis": "angka", "Pertanyaan": "Semua unsur 3,2. Berapa nilainya?", "Tingkat": "A",
        "Toleransi": "0,01", "Satuan": "poin", "Umpan balik salah": "Kalikan dengan 25.",
        "Jawaban 1": "80", "Keterangan 1": "ya", "Umpan balik 1": "3,2 kali 25.",
    },
    {
        "Jenis": "celah", "Pertanyaan": "Lengkapi.", "Tingkat": "R",
        "Teks": "Tanggapan paling lambat {1} hari sejak pengaduan {2}.",
        "Jawaban 1": "14|empat belas", "Jawaban 2": "diterima",
        "Keterangan 2": "diterima|ditandatangani",
    },
    {
        "Jenis": "seret", "Pertanyaan": "Letakkan kata pada tempatnya.", "Tingkat": "R",
        "Teks": "{1} memuat janji, {2} memuat ukuran.",
        "Jawaban 1": "Maklumat", "Jawaban 2": "standar", "Jawaban 3": "visi",
    },
    {
        "Jenis": "esai", "Pertanyaan": "Apa yang akan Anda ubah di loket besok?", "Tingkat": "A",
        "Jawaban 1": "Menyebut satu tindakan yang dapat dilakukan", "Keterangan 1": "5",
    },
)  # fmt: skip
"""Also what the documentation shows and the tests read."""


def columns() -> tuple[str, ...]:
    """The heads of all columns."""
    groups = (f"{word} {place}" for place in range(1, ANSWERS + 1) for word in ANSWER)
    return (*COLUMNS, *groups)


def template() -> bytes:
    """The .xlsx file; the same bytes each time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in _parts():
            archive.writestr(zipfile.ZipInfo(name, _DATE), _HEAD + text)
    return file.getvalue()


def _parts() -> Iterator[tuple[str, str]]:
    sheets = ("Soal", "Contoh")
    yield "[Content_Types].xml", _content_types()
    yield "_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])
    named = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in enumerate(sheets, 1)
    )
    yield (
        "xl/workbook.xml",
        (f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOC}"><sheets>{named}</sheets></workbook>'),
    )
    yield "xl/_rels/workbook.xml.rels", _relations(
        [("worksheet", "worksheets/sheet1.xml"), ("worksheet", "worksheets/sheet2.xml"),
         ("styles", "styles.xml")]
    )  # fmt: skip
    yield "xl/styles.xml", _styles()
    yield "xl/worksheets/sheet1.xml", _sheet([])
    yield "xl/worksheets/sheet2.xml", _sheet(EXAMPLES)


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" '
        f'ContentType="{_SHEET_TYPE}.worksheet+xml"/>'
        for n in (1, 2)
    )
    return (
        f'<Types xmlns="{_TYPES}"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET_TYPE}.styles+xml"/>'
        f"{overrides}</Types>"
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="rId{n}" Type="{_DOC}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_REL}">{each}</Relationships>'


def _styles() -> str:
    """Plain cells (0) and bold heads (1); text format, so that 79,2 stays as it was typed."""
    font = '<font><sz val="11"/><name val="Calibri"/></font>'
    bold = '<font><b/><sz val="11"/><name val="Calibri"/></font>'
    fill = "".join(
        f'<fill><patternFill patternType="{kind}"/></fill>' for kind in ("none", "gray125")
    )
    cell = '<xf numFmtId="49" fontId="{}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    return (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2">{font}{bold}</fonts>'
        f'<fills count="2">{fill}</fills><borders count="1"><border/></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
        "</cellStyleXfs>"
        f'<cellXfs count="2">{cell.format(0)}{cell.format(1)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    )


def _sheet(rows: Iterable[dict[str, str]]) -> str:
    heads = columns()
    lines = [
        _row(1, heads, 1),
        *(_row(n, [row.get(h, "") for h in heads], 0) for n, row in enumerate(rows, 2)),
    ]
    kinds = ",".join(KINDS)
    lists = (
        f'<dataValidation type="list" allowBlank="1" sqref="A2:A{_ROWS}"><formula1>"{kinds}"'
        "</formula1></dataValidation>"
        f'<dataValidation type="list" allowBlank="1" sqref="E2:E{_ROWS}"><formula1>"R,U,A"'
        "</formula1></dataValidation>"
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols><col min="1" max="{len(heads)}" width="22" style="0" customWidth="1"/></cols>'
        f"<sheetData>{''.join(lines)}</sheetData>"
        f'<dataValidations count="2">{lists}</dataValidations></worksheet>'
    )


def _row(line: int, cells: Iterable[str], style: int) -> str:
    filled = "".join(
        f'<c r="{_letters(place)}{line}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(text, quote=False)}</t></is></c>"
        for place, text in enumerate(cells)
        if text
    )
    return f'<row r="{line}">{filled}</row>'


def _letters(place: int) -> str:
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name
