"""What is asked about a file of people, and what the answers are worth."""

from __future__ import annotations

import io
import threading
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QTableView

from kiosk.office import roster_import
from kiosk.office.roster import Answers, Choice, Doubt, Row, RowState
from kiosk.sheets.book import Book, Unreadable
from kiosk.ui.import_words import cell_words
from kiosk.ui.officer_import_answers import answered

from .conftest import Visit

NEAR = Doubt("unit-near", "Dinas Contoh")
TWICE = Doubt("name-twice", other="3")
FILE = """\
NIP;Nama;Unit;Catatan
199607142022042001;Peserta Contoh 6;Dinas Contoh Kependudkan;=1+1
199002312015031991;Peserta Contoh 7;Kecamatan Contoh;-
199606142022042996;Peserta Contoh 8;Kecamatan Contoh;-
"""


@pytest.mark.parametrize(
    ("doubts", "answer", "after"),
    [
        ((NEAR,), "yes", Answers({"Dns": "Dinas Contoh"})),
        ((NEAR,), "keep", Answers({"Dns": "Dns"})),
        ((NEAR, TWICE), "yes", Answers({"Dns": "Dinas Contoh"}, {7: Choice.TAKE})),
        ((TWICE,), "yes", Answers({}, {7: Choice.TAKE})),
        ((NEAR,), "skip", Answers({}, {7: Choice.SKIP})),
    ],
)
def test_an_answer_about_a_unit_holds_for_all_its_rows_any_other_for_its_own(
    doubts: tuple[Doubt, ...], answer: str, after: Answers
) -> None:
    row = Row(7, RowState.DOUBTFUL, doubts=doubts, unit="Dns")
    given = answered(Answers(), row, answer)
    assert given == after
    assert answered(given, row, "again") == Answers()


def test_a_broken_nip_is_shown_as_excel_shows_it() -> None:
    assert cell_words(198704122011012000.0) == "1,98704E+17"
    assert cell_words(" 19870412 201101 2 008 ") == "19870412 201101 2 008"


@pytest.fixture
def reading(visit: Visit, user: Path) -> Visit:
    visit.house.office.set_up_demo()
    (user / "pegawai.csv").write_text(FILE, encoding="utf-8")
    visit.enter()
    visit.press("people-import")
    return visit


def test_reading_is_stopped_and_nothing_is_taken(
    reading: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    stopped = threading.Event()

    def endless(_raw: bytes, _name: str, going: object) -> Book:
        assert callable(going)
        while going():
            threading.Event().wait(0.01)
        stopped.set()
        raise Unreadable("stopped")

    monkeypatch.setattr(roster_import, "read_book", endless)
    reading.choose("pegawai.csv")
    assert reading.says("Membaca berkas …")
    reading.press("import-stop")
    reading.seen(QTableView, "people-table")
    assert stopped.wait(5)
    assert len(reading.house.office.people()) == 5


def test_rows_with_problems_go_out_with_their_reasons(reading: Visit, user: Path) -> None:
    reading.choose("pegawai.csv")
    reading.press("import-problems")
    reading.press("files-take")
    assert reading.says("Perbaiki Baris bermasalah 2026-11-23.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(next(user.glob("*.xlsx")).read_bytes())).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Baris semula", "Alasan", "NIP", "Nama", "Unit", "Catatan"],
        [
            2, "Unit “Dinas Contoh Kependudkan” dikira Dinas Contoh Kependudukan. Benar?",
            "199607142022042001", "Peserta Contoh 6", "Dinas Contoh Kependudkan", "=1+1",
        ],
        [
            3, "Delapan angka pertama NIP bukan tanggal lahir yang sah.",
            "199002312015031991", "Peserta Contoh 7", "Kecamatan Contoh", "-",
        ],
    ]  # fmt: skip
    assert sheet["F2"].data_type == "s"


def test_by_keyboard_alone_a_row_is_answered_and_esc_asks_before_it_is_lost(
    reading: Visit,
) -> None:
    reading.choose("pegawai.csv")
    table = reading.seen(QTableView, "import-table")
    reading.bot.waitUntil(lambda: reading.window.focusWidget() is table)
    QTest.keyClick(table, Qt.Key.Key_Tab)
    yes = reading.seen(QPushButton, "import-yes")
    assert reading.window.focusWidget() is yes
    take = reading.seen(QPushButton, "import-take")
    assert take.isEnabled()
    QTest.keyClick(yes, Qt.Key.Key_Space)
    assert not take.isEnabled()
    reading.bot.waitUntil(take.isEnabled)
    assert take.text() == "Impor 2 baris"
    QTest.keyClick(reading.window, Qt.Key.Key_Escape)
    assert reading.says("Jawaban Anda untuk berkas ini akan hilang.")
    reading.press("overlay-yes")
    reading.seen(QTableView, "people-table")
    assert len(reading.house.office.people()) == 5
