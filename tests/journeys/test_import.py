"""An agency's own Excel on its way into the roster, and out again, in the real window."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QTableView

from kiosk.office import demo
from kiosk.ui import files
from kiosk.ui.driver import Driver
from kiosk.ui.files import Start
from tests.sheets import files as sheets

NEAR = "Dinas Contoh Kependudkan"
PEOPLE = (
    ("198704122011012008", "Peserta Contoh 1", "Kecamatan Contoh", "Lama"),
    (198704120000000000.0, "Peserta Contoh 14", "Kecamatan Contoh", "Lama"),
    ("199606142022042996", "Peserta Contoh 6", NEAR, "Loket"),
    ("198807052010122993", "Peserta Contoh 20", NEAR, "Arsip"),
    ("199101182019031995", "Peserta Contoh 37", "Kecamatan Contoh", "Loket"),
    ("199101182019031996", "Peserta Contoh 37", "Kecamatan Contoh", "Loket"),
)


def ugly(file: Path, people: tuple[tuple[object, ...], ...] = PEOPLE) -> None:
    """Title lines, a merged unit, a hidden column, a column that nobody can guess."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "DAFTAR NOMINATIF ASN"
    sheet.merge_cells("A1:F1")
    sheet.append([])
    sheet.append(["NO", "N I P", "NAMA LENGKAP", "OPD", "TUGAS SEHARI-HARI", "NO HP"])
    for number, each in enumerate(people, 1):
        sheet.append([number, *each, "-"])
    if len(people) > 5:
        sheet.merge_cells("D8:D9")
    sheet.column_dimensions["F"].hidden = True
    book.save(file)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one place in which the chooser looks."""
    (tmp_path / "user").mkdir()
    monkeypatch.setattr(files, "starts", lambda: (Start(tmp_path / "user", "STIK", "usb"),))
    return tmp_path / "user"


def enter(d: Driver) -> None:
    d.press("officer")
    d.type("passphrase", demo.PASSPHRASE)
    d.press("passphrase-enter")
    d.press("part-people")


def choose(d: Driver, name: str, by: str = "people-import") -> None:
    d.press(by)
    shelf = d.find("files-list")
    assert isinstance(shelf, QListWidget)
    (item,) = shelf.findItems(name, Qt.MatchFlag.MatchExactly)
    shelf.setCurrentItem(item)
    d.press("files-take")


def says(d: Driver, words: str) -> None:
    def said() -> bool:
        labels = d.window.findChildren(QLabel)
        return any(words in x.text() for x in labels if x.isVisible())

    d.until(said, words)


def table(d: Driver, name: str) -> list[list[str]]:
    d.until(lambda: d.maybe(name) is not None, name)
    shown = d.find(name)
    assert isinstance(shown, QTableView)
    model = shown.model()
    across, down = range(model.columnCount()), range(model.rowCount())
    return [[str(model.index(n, m).data() or "") for m in across] for n in down]


def results(d: Driver) -> list[tuple[str, str]]:
    return [(line[0], line[1]) for line in table(d, "import-table")]


def correct_column(d: Driver) -> None:
    """Duties are the position, which no heading says: by keyboard."""
    d.press("import-column-others")
    d.press("pick-1")
    says(d, "Isi kolom “TUGAS SEHARI-HARI”")
    d.press("pick-5")
    d.until(lambda: d.maybe("import-column-4") is not None, "kolom belum dipakai")


def undo_import(d: Driver) -> None:
    d.press("part-kiosk")
    d.press("tab-log")
    d.until(lambda: d.maybe("log-table") is not None, "riwayat belum terlihat")
    log = d.find("log-table")
    assert isinstance(log, QTableView)
    log.selectRow(0)
    d.press("log-undo")
    d.press("overlay-yes")
    says(d, "Tindakan itu sudah dibatalkan.")


def test_an_ugly_workbook_is_corrected_answered_imported_and_undone(
    hands: Driver, place: Path
) -> None:
    before = hands.house.office.people()
    ugly(place / "Daftar ASN.xlsx")
    enter(hands)
    choose(hands, "Daftar ASN.xlsx")
    assert results(hands) == [
        ("5", "Ditolak"), ("6", "Meragukan"), ("7", "Meragukan"), ("9", "Meragukan"),
        ("4", "Berubah"), ("8", "Baru"),
    ]  # fmt: skip
    correct_column(hands)
    says(hands, "Jawaban Anda berlaku untuk 2 baris dengan unit ini.")
    hands.press("import-yes")
    hands.until(lambda: ("7", "Baru") in results(hands), "jawaban belum dipakai")
    says(hands, "Baris 9: Nama sama dengan baris 8, NIP berbeda.")
    hands.press("import-skip")
    says(hands, "2 baris dilewati sampai diperbaiki")
    assert hands.house.office.people() == before
    hands.press("import-take")
    says(hands, "3 peserta baru, 1 diperbarui.")
    hands.press("overlay-no")
    people = {x.nip: x for x in hands.house.office.people()}
    assert people["199606142022042996"].unit == "Dinas Contoh Kependudukan"
    assert people["199606142022042996"].position == "Loket"
    assert people["198704122011012008"].position == "Lama"
    assert "Peserta Contoh 20" in {row[0] for row in table(hands, "people-table")}
    undo_import(hands)
    assert hands.house.office.people() == before


def test_a_second_file_of_that_shape_asks_for_nothing_again(hands: Driver, place: Path) -> None:
    ugly(place / "satu.xlsx", PEOPLE[2:3])
    ugly(place / "dua.xlsx", PEOPLE[3:4])
    enter(hands)
    choose(hands, "satu.xlsx")
    assert results(hands) == [("4", "Meragukan")]
    correct_column(hands)
    hands.press("import-yes")
    hands.until(lambda: results(hands) == [("4", "Baru")], "jawaban belum dipakai")
    hands.press("import-take")
    says(hands, "1 peserta baru, 0 diperbarui.")
    hands.press("overlay-no")
    choose(hands, "dua.xlsx")
    assert results(hands) == [("4", "Baru")]
    assert hands.maybe("import-column-4") is not None


REFUSED = {
    "kunci.xlsx": (sheets.compound("EncryptedPackage", b"x"), "dikunci dengan kata sandi"),
    "surat.xlsx": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "Isi berkas ini PDF, bukan tabel."),
    "kosong.csv": (b"NIP;Nama;Unit\n", "hanya memuat baris judul"),
}


def test_refused_files_have_their_sentence_and_change_nothing(hands: Driver, place: Path) -> None:
    before = hands.house.office.people()
    enter(hands)
    for name, (raw, words) in REFUSED.items():
        (place / name).write_bytes(raw)
        choose(hands, name)
        says(hands, words)
        hands.press("overlay-ok")
        assert hands.maybe("people-table") is not None
    assert hands.house.office.people() == before
