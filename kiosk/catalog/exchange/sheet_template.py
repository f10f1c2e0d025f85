"""An empty spreadsheet for questions, with one example of each kind on a second sheet."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from kiosk.catalog.exchange.sheet import ANSWER, ANSWERS, COLUMNS
from kiosk.catalog.exchange.sheet_kinds import KINDS
from kiosk.learning.question import Level

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_ROWS: Final = 1_000
_WIDTH: Final = 22
_AS_TYPED: Final = "@"  # text, so that 79,2 stays as it was typed
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
    """The .xlsx file, for Excel and LibreOffice."""
    import openpyxl

    book = openpyxl.Workbook()
    del book["Sheet"]
    _fill(book.create_sheet("Soal"), ())
    _fill(book.create_sheet("Contoh"), EXAMPLES)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _fill(page: Worksheet, rows: Iterable[dict[str, str]]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    heads = columns()
    page.append(heads)
    for row in rows:
        page.append([row.get(head) for head in heads])
    for cells in page.iter_rows():
        for cell in cells:
            cell.number_format = _AS_TYPED
            cell.font = Font(bold=cell.row == 1)
    for place in range(1, len(heads) + 1):
        column = page.column_dimensions[get_column_letter(place)]
        column.width, column.number_format = _WIDTH, _AS_TYPED
    for name, words in (("Jenis", KINDS), ("Tingkat", tuple(Level))):
        letter = get_column_letter(heads.index(name) + 1)
        choices = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        choices.add(f"{letter}2:{letter}{_ROWS}")
        page.add_data_validation(choices)
    page.freeze_panes = "A2"
