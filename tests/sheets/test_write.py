from __future__ import annotations

import csv
import datetime as dt
import io

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.sheets.guard import clean, guarded, is_formula
from kiosk.sheets.write import Table, Value, csv_text, workbook

DAY = dt.date(2026, 11, 23)
NIP = "198704122011012008"


def table(*rows: tuple[Value, ...], headings: tuple[str, ...] = ("NIP", "Nama")) -> Table:
    return Table("Rekap nilai", headings, rows)


def cells_of(raw: bytes, sheet: int = 0) -> list[list[tuple[object, str]]]:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    rows = book.worksheets[sheet].iter_rows()
    return [[(cell.value, cell.data_type) for cell in row] for row in rows]


def test_a_nip_stays_text_in_both_forms() -> None:
    raw = workbook([table((NIP, "Peserta Contoh 1"))], DAY)
    assert cells_of(raw)[1] == [(NIP, "s"), ("Peserta Contoh 1", "s")]
    text = csv_text(table((NIP, "Peserta Contoh 1")))
    assert text == "\ufeffNIP;Nama\r\n19870412 201101 2 008;Peserta Contoh 1\r\n"
    assert cells_of(workbook([table((int(NIP), "x"))], DAY))[1][0] == (NIP, "s")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+62",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\x1f=1",
        "\uff1d1",
        "|x",
        "%x",
    ],
)
def test_no_text_becomes_a_formula(text: str) -> None:
    (cell,) = next(csv.reader(io.StringIO(csv_text(table((text,), headings=()))[3:])))
    assert cell.startswith("'")
    book = openpyxl.load_workbook(io.BytesIO(workbook([table((text,), headings=(text,))], DAY)))
    for row in (1, 2):
        found = book.worksheets[0].cell(row, 1)
        assert (found.data_type, found.quotePrefix) == ("s", True)


def test_an_empty_field_written_as_a_hyphen_stays_one() -> None:
    assert csv_text(table(("-", "-5")))[len("\ufeffNIP;Nama\r\n") :] == "-;'-5\r\n"


def test_numbers_days_and_moments_read_as_an_office_here_writes_them() -> None:
    row = (1234.5, 2026, True, DAY, dt.datetime(2026, 11, 23, 8, 5, 59), None, float("nan"))  # noqa: DTZ001
    assert csv_text(table(row, headings=())).splitlines()[1] == (
        "1234,5;2026;ya;2026-11-23;2026-11-23 08:05;;"
    )
    book = openpyxl.load_workbook(io.BytesIO(workbook([table(row)], DAY)))
    cells = list(book.worksheets[0][2])
    assert [c.value for c in cells[:3]] == [1234.5, 2026, True]
    assert [c.number_format for c in cells[:2]] == ["#,##0.00", "0"]
    assert [c.number_format for c in cells[3:5]] == ["[$-421]d mmm yyyy", "[$-421]d mmm yyyy hh:mm"]
    assert [c.value for c in cells[5:]] == []


def test_the_same_tables_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    rows = [table((NIP, "Peserta Contoh 1")), table()]
    first = workbook(rows, DAY)
    monkeypatch.setattr(time, "time", lambda: 1_900_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(1_900_000_000))
    assert workbook(rows, DAY) == first
    made = openpyxl.load_workbook(io.BytesIO(first)).properties
    assert made.created == made.modified == dt.datetime(2026, 11, 23)  # noqa: DTZ001


def test_headings_stay_in_sight_and_lines_stand_above_them() -> None:
    one = Table("a/b", ("No",), [(1,)], above=("REKAP", "Angkatan III"), widths=(30,))
    book = openpyxl.load_workbook(io.BytesIO(workbook([one, one, one], DAY)))
    sheet = book.worksheets[0]
    assert [row[0].value for row in sheet.iter_rows()] == ["REKAP", "Angkatan III", "No", 1]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert sheet.auto_filter.ref == "A3:A4"
    assert sheet.column_dimensions["A"].width == 30
    assert book.sheetnames == ["a b", "a b 2", "a b 3"]


def test_a_sheet_without_a_usable_name_gets_one() -> None:
    names = [Table(x, ("No",), []) for x in ("", "[]:*?/\\", "n" * 40, "N" * 40)]
    book = openpyxl.load_workbook(io.BytesIO(workbook(names, DAY)))
    assert book.sheetnames == ["Lembar", "Lembar 2", "n" * 31, "N" * 29 + " 2"]


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_any_text_comes_back_and_none_is_a_formula(texts: list[str]) -> None:
    for text in texts:
        assert not is_formula(guarded(text))
        assert guarded(text).lstrip("'").replace(" ", "") == text.lstrip("'").replace(" ", "")
    raw = workbook([table(("x", *texts))], DAY)
    found = dict(enumerate(cells_of(raw)[1][1:]))
    for place, text in enumerate(texts):
        value, kind = found.get(place, (None, "n"))
        assert (value or "", kind) == (clean(text), "s" if clean(text) else "n")
