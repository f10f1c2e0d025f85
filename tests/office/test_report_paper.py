"""A report on paper and in tables for Excel."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pypdfium2

from kiosk.office.report_paper import MOST_ROWS, facts, paper
from kiosk.office.report_words import INDONESIAN, Wording, words
from kiosk.office.reports import Form, Person
from kiosk.office.reports_gain import gain
from kiosk.office.reports_hours import hours
from kiosk.office.reports_made import made_on, tables
from kiosk.people.nip import Kind
from kiosk.sheets.write import csv_text, workbook
from tests.conftest import HOME

from .test_reports import ASKED, people, person

FONTS = HOME / "resources" / "fonts"


def read(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    return " ".join(" ".join(pages).split())


def test_a_report_in_letter_form_has_its_figures_and_the_same_bytes_each_time() -> None:
    report = hours(people(), ASKED)
    pdf = paper(report, FONTS)
    told = read(pdf)
    for words_ in (
        "LAPORAN CAPAIAN JP",
        "Tahun 2026 Unit kerja Semua unit",
        "JP diusulkan 25",
        "Bagian yang mencapai 33%",
        "Peserta Contoh 2",
        "yang menetapkan adalah BKPSDM",
        ASKED.settings.signatory.name,
    ):
        assert words_ in told
    assert "diakui" not in told
    assert paper(report, FONTS) == pdf


def test_a_chart_on_paper_is_told_to_readers_aloud() -> None:
    pdf = paper(gain(people(), ASKED), FONTS)
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) >= 1
    assert "N-gain per kursus; garis: batas sedang" in read(pdf)
    chart = facts(gain(people(), ASKED)).charts[0]
    assert (chart.labels, chart.written) == (("Kursus A",), (("0,48",),))


def test_paper_names_two_hundred_people_and_says_where_the_others_are() -> None:
    crowd: list[Person] = [
        (person(n, "Dinas Satu", Kind.PNS), people()[4][1]) for n in range(MOST_ROWS + 5)
    ]
    told = facts(hours(crowd, ASKED)).tables[-1]
    assert len(told.rows) == MOST_ROWS
    assert told.note.startswith("200 dari 205 peserta")


def test_the_tables_open_in_excel_with_numbers_as_numbers() -> None:
    report = hours(people(), ASKED)
    made = tables(report, INDONESIAN)
    book = openpyxl.load_workbook(io.BytesIO(workbook(made, made_on(report))))
    assert book.sheetnames == [
        "Per unit kerja", "Per jenis pegawai", "Per bulan", "Per peserta",
    ]  # fmt: skip
    sheet = book["Per unit kerja"]
    found = list(sheet.iter_rows(values_only=True))
    head = next(row for row in found if row[0] == "Unit kerja" and row[1])
    assert head[:3] == ("Unit kerja", "Peserta", "Yang belajar")
    assert head[7] == "Bagian yang mencapai (%)"
    assert found[-1][:4] == ("Dinas Satu", 3, 3, 25)
    assert found[-1][7] == 50
    assert made_on(report) == dt.date(2026, 3, 31)
    assert csv_text(made[1]).splitlines()[1].startswith("PNS;4;3;22;")


def test_values_are_written_as_each_language_has_them() -> None:
    english = Wording(words(str), ".", ",")
    assert INDONESIAN.written(1234567, Form.COUNT) == "1.234.567"
    assert english.written(1234567, Form.COUNT) == "1,234,567"
    assert INDONESIAN.written(0.4849, Form.RATIO) == "0,48"
    assert INDONESIAN.written(1 / 3, Form.SHARE) == "33%"
    assert INDONESIAN.written(None, Form.SCORE) == "–"
    assert [INDONESIAN.written(m, Form.MINUTES) for m in (0, 59, 60, 125, 3600)] == [
        "0 menit", "59 menit", "1 jam", "2 jam 5 menit", "60 jam",
    ]  # fmt: skip
    assert INDONESIAN.written("2026-05", Form.MONTH) == "Mei"
