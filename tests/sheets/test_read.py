"""The files that agencies really have: none is refused without a sentence, none read in half."""

from __future__ import annotations

import datetime as dt
import random
import re

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kiosk.sheets.book import Book, Cell, Told, Unreadable, broken, column_of, letters, text_of
from kiosk.sheets.child import read_apart
from kiosk.sheets.office_file import read_office
from kiosk.sheets.read import read_book
from tests.sheets import files

HEAD = ("NIP", "Nama", "Unit")
SITI = ("198704122011012008", "Peserta Contoh 1, S.Sos., M.AP.", "Dinas Contoh")
SEMICOLONS = "\r\n".join(";".join(row) for row in (HEAD, SITI)) + "\r\n"


def table(sheet: Worksheet) -> None:
    sheet.append(HEAD)
    sheet.append(SITI)


def cells(book: Book, sheet: int = 0) -> list[tuple[Cell, ...]]:
    return [row.cells for row in book.sheets[sheet].rows]


def code_of(raw: bytes, name: str = "a.xlsx") -> tuple[str, dict[str, str | int]]:
    with pytest.raises(Unreadable) as trouble:
        read_book(raw, name)
    return trouble.value.code, trouble.value.facts


ODS_ROWS = files.ods_row(*HEAD) + files.ods_row(*SITI)
HTML = (
    "<html><head><style>td{}</style></head><body><table><tr><th>NIP<th>Nama<th>Unit</tr>"
    f"<tr><td>{SITI[0]}</td><td>{SITI[1]}</td><td><style>x</style>Dinas&nbsp;Contoh</td></tr>"
    "</table></body></html>"
)
SAME = {
    "xlsx": files.xlsx(table),
    "xls": files.xls((HEAD, SITI)),
    "ods": files.ods(ODS_ROWS),
    "csv": SEMICOLONS.encode("utf-8-sig"),
    "html": HTML.encode(),
}


@pytest.mark.parametrize("kind", SAME)
def test_the_same_table_is_read_from_every_kind_of_file(kind: str) -> None:
    book = read_book(SAME[kind], f"pegawai.{'xls' if kind == 'html' else kind}")
    assert (book.kind, cells(book)) == (kind, [HEAD, SITI])
    assert [row.line for row in book.sheets[0].rows] == [1, 2]


def test_a_wrong_ending_is_told_and_the_content_read() -> None:
    book = read_book(SAME["xlsx"], "pegawai.csv")
    assert book.told == (Told("extension", {"said": ".csv", "kind": "xlsx"}),)
    assert read_book(SAME["html"], "pegawai.xls").told == (
        Told("extension", {"said": ".xls", "kind": "html"}),
        Told("html"),
    )


ZIP = files.changed(files.xlsx(table), {"mimetype": lambda _: b"application/zip"})
OTHERS = {
    "pdf": b"%PDF-1.7\n1 0 obj", "picture": b"\x89PNG\r\n\x1a\n\0", "program": b"MZ\x90\0\3",
    "xml": b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office"/>',
    "mhtml": b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "binary": b"a\0\1\2bcdefgh",
    "word": files.compound("WordDocument", b"x"), "archive": b"Rar!\x1a\7\0",
}  # fmt: skip


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_no_table_is_refused_by_its_kind(kind: str) -> None:
    assert code_of(OTHERS[kind]) == ("other-kind", {"kind": kind})


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (files.xlsx(lambda _: None), "empty"),
        (b"PK\x03\x04 and no more", "broken"),
        (b"<html><body>Sesi Anda habis.</body></html>", "no-table"),
        (files.compound("EncryptedPackage", b"x"), "locked"),
        (files.xls((HEAD,), locked=True), "locked"),
        (files.ods(ODS_ROWS, locked=True), "locked"),
        (b"\x81\x8d;x", "not-text"),
        (b"x" * 60_000_001, "too-large"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(raw: bytes, code: str) -> None:
    assert code_of(raw)[0] == code


def test_a_merged_office_stands_over_all_its_people() -> None:
    def fill(sheet: Worksheet) -> None:
        for row in (HEAD, SITI, ("x", "y"), ("z",), (None, None, None, "end")):
            sheet.append(row)
        sheet.merge_cells("C2:C4")
        sheet.merge_cells("A5:B6")

    book = read_book(files.xlsx(fill), "a.xlsx")
    assert cells(book)[1:4] == [SITI, ("x", "y", SITI[2]), ("z", None, SITI[2])]
    assert book.sheets[0].merged == ((2, 2, 4, 2), (5, 0, 6, 1))
    rows = files.ods_row("Dinas", "a", first='table:number-rows-spanned="2"')
    rows += "<table:table-row><table:covered-table-cell/><table:table-cell office:value-type="
    rows += '"string"><text:p>b</text:p></table:table-cell></table:table-row>'
    assert cells(read_book(files.ods(rows), "a.ods")) == [("Dinas", "a"), ("Dinas", "b")]


def test_what_is_hidden_is_read_and_told() -> None:
    def fill(sheet: Worksheet) -> None:
        table(sheet)
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[2].hidden = True

    def other(sheet: Worksheet) -> None:
        sheet.append(("lama",))
        sheet.title = "Arsip"
        sheet.sheet_state = "hidden"

    book = read_book(files.xlsx(fill, other), "a.xlsx")
    assert book.told == (
        Told("hidden-columns", {"sheet": "Sheet", "columns": "B"}),
        Told("hidden-rows", {"sheet": "Sheet", "count": 1}),
        Told("hidden-sheet", {"sheet": "Arsip"}),
    )
    assert cells(book) == [HEAD, SITI]
    assert [sheet.hidden for sheet in book.sheets] == [False, True]
    columns = '<table:table-column/><table:table-column table:visibility="collapse"/>'
    hidden = files.ods_row(*SITI, given='table:visibility="filter"')
    told = read_book(files.ods(files.ods_row(*HEAD) + hidden, columns), "a.ods").told
    assert [x.code for x in told] == ["hidden-columns", "hidden-rows"]


def test_a_formula_is_its_last_result_and_one_without_is_told() -> None:
    raw = files.xlsx(lambda sheet: sheet.append(("x", "=1+1", "=2+2")))

    def worked_out(part: bytes) -> bytes:
        return re.sub(rb"<f>1\+1</f><v ?/?>(</v>)?", b"<f>1+1</f><v>2</v>", part)

    raw = files.changed(raw, {"xl/worksheets/sheet1.xml": worked_out})
    book = read_book(raw, "a.xlsx")
    assert cells(book) == [("x", 2)]
    assert book.told == (Told("formulas-empty", {"sheet": "Sheet", "count": 1, "first": "C1"}),)


def test_macros_are_told_and_left_alone() -> None:
    raw = files.changed(files.xlsx(table), {"xl/vbaProject.bin": lambda _: b"\xd0\xcf\x11\xe0"})
    book = read_book(raw, "a.xlsm")
    assert (book.kind, book.told, cells(book)) == ("xlsm", (Told("macros"),), [HEAD, SITI])


def test_days_are_the_same_in_both_calendars() -> None:
    day, moment = dt.date(1987, 4, 12), dt.datetime(2026, 11, 23, 8, 5)  # noqa: DTZ001
    raw = files.xlsx(lambda sheet: sheet.append((day, moment)))
    assert cells(read_book(raw, "a.xlsx")) == [(day, moment)]

    def of_1904(book: bytes) -> bytes:
        return book.replace(b"<workbookPr", b'<workbookPr date1904="1"')

    raw = files.changed(raw, {"xl/workbook.xml": of_1904})
    later = dt.timedelta(days=1462)
    assert cells(read_book(raw, "a.xlsx")) == [(day + later, moment + later)]


def test_a_nip_that_became_a_number_is_known_as_broken_unless_all_digits_are_there() -> None:
    raw = files.xlsx(lambda sheet: sheet.append((1.98704122011012e17, 1987)))
    (row,) = cells(read_book(raw, "a.xlsx"))
    assert ([broken(cell) for cell in row], row[1]) == ([True, False], 1987)
    (row,) = cells(read_book(files.xls(((1.98704122011012e17, 12.0, 1.5),)), "a.xls"))
    assert (broken(row[0]), row[1:]) == (True, (12, 1.5))

    def whole(part: bytes) -> bytes:
        return part.replace(b"1.98704122011012e+17", b"198704122011012008")

    raw = files.changed(raw, {"xl/worksheets/sheet1.xml": whole})
    assert cells(read_book(raw, "a.xlsx")) == [("198704122011012008", 1987)]


@pytest.mark.parametrize(
    "raw",
    [
        SEMICOLONS.encode(),
        SEMICOLONS.encode("utf-16"),
        SEMICOLONS.encode("utf-16-le"),
        SEMICOLONS.replace(";", "\t").encode("utf-16-be"),
        SEMICOLONS.replace(";", "|").encode(),
        ("sep=;\r\n" + SEMICOLONS).encode(),
        b'NIP,Nama,Unit\n198704122011012008,"Peserta Contoh 1, S.Sos., M.AP.",Dinas Contoh',
    ],
)
def test_a_csv_is_read_whatever_its_letters_and_separators(raw: bytes) -> None:
    assert cells(read_book(raw, "a.csv")) == [HEAD, SITI]


def test_windows_letters_are_read_and_told() -> None:
    book = read_book("NIP;Nama\n1;René – “x”\n".encode("cp1252"), "a.csv")
    assert (cells(book)[1], book.told) == (("1", "René – “x”"), (Told("cp1252"),))


def test_an_open_quotation_mark_swallows_nobody() -> None:
    rows = "".join(f"{n};Nama {n}\n" for n in range(50))
    book = read_book(f'NIP;Nama\n1;"Siti\n{rows}'.encode(), "a.csv")
    assert (len(cells(book)), book.told) == (52, (Told("quotes"),))


def test_two_hundred_thousand_rows_are_read_and_one_more_is_refused() -> None:
    line = b"198704122011012008;Peserta Contoh;Dinas Contoh\n"
    assert len(cells(read_book(line * 200_000, "a.csv"))) == 200_000
    assert code_of(line * 200_001, "a.csv") == ("too-long", {"most": 200_000})
    assert code_of(b";".join([b"x"] * 257) + b"\n", "a.csv") == ("too-wide", {"most": 256})
    far = files.xlsx(lambda sheet: sheet.cell(1, 257, "x"))
    assert code_of(far) == ("too-wide", {"most": 256})


def test_a_file_that_unpacks_to_too_much_is_refused_before_it_is() -> None:
    raw = files.changed(files.xlsx(table), {"xl/more.xml": lambda _: bytes(260_000_000)})
    assert len(raw) > 260_000_000 or code_of(raw)[0] == "too-large"
    with pytest.raises(Unreadable, match="too-large"):
        read_office(raw, "xlsx")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (files.ods_row("x", given='table:number-rows-repeated="1048576"'), "too-long"),
        (files.ods_row("x", first='table:number-columns-repeated="16384"'), "too-wide"),
    ],
)
def test_a_cell_that_says_to_be_repeated_without_end_is_refused(row: str, code: str) -> None:
    assert code_of(files.ods(row))[0] == code


def test_reading_can_be_stopped_and_ends_by_itself() -> None:
    raw = files.xlsx(table)
    with pytest.raises(Unreadable, match="stopped"):
        read_apart(raw, "xlsx", lambda: False)
    with pytest.raises(Unreadable, match="slow"):
        read_apart(raw, "xlsx", lambda: True, seconds=0)


def test_a_file_larger_than_a_pipe_holds_arrives_whole() -> None:
    rows = [(str(n), random.Random(n).randbytes(40).hex()) for n in range(4000)]

    def fill(sheet: Worksheet) -> None:
        for row in rows:
            sheet.append(row)

    raw = files.xlsx(fill)
    assert len(raw) > 200_000
    book = read_apart(raw, "xlsx", lambda: True)
    assert [row.cells for row in book.sheets[0].rows] == rows


def test_columns_have_letters_and_cells_words() -> None:
    assert [letters(n) for n in (0, 25, 26, 255)] == ["A", "Z", "AA", "IV"]
    assert [column_of(x) for x in ("a", "Z", "AA", "IV")] == [0, 25, 26, 255]
    for wrong in ("", "1", "IW", "ÄÄ", "AAAA"):
        with pytest.raises(ValueError, match=f"^{wrong}$"):
            column_of(wrong)
    shown: tuple[Cell, ...] = (None, " a  b ", 80.0, 1.5, True, dt.date(2026, 1, 2))
    assert [text_of(x) for x in shown] == ["", "a b", "80", "1.5", "ya", "02-01-2026"]
