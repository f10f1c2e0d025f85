"""The officer's room through its real widgets: passphrase, people from a file, first set-up."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QTableView

from kiosk.office import demo
from kiosk.people.role import OFFICER

from .conftest import Visit

ROSTER = """\
NIP;Nama;Unit
199607142022042001;Rina Contoh;Dinas Contoh Kependudukan
199002312015031991;Joko Contoh;Kecamatan Contoh
198704122011012008;Peserta Contoh 1;Kecamatan Contoh
"""
SETTINGS = """\
language = "id"

[agency]
name = "Badan Contoh"
short = "BKPSDM"
city = "Kota Contoh"
domain = "contoh.go.id"
kop = ["Pemerintah Kota Contoh"]
units = ["Dinas Contoh"]

[kiosk]
code = "K-01"
name = "Kios contoh"

[signatory]
name = "Pejabat Contoh"
nip = ""
position = "Kepala"

[officer]
passphrase = "kata sandi panjang"
"""


def test_only_the_passphrase_opens_the_room(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.room.ask_passphrase()
    visit.type("passphrase", "bukan kata sandinya")
    visit.press("passphrase-enter")
    assert visit.says("Kata sandi tidak cocok. Coba lagi.")
    visit.type("passphrase", demo.PASSPHRASE)
    QTest.keyClick(visit.seen(QLineEdit, "passphrase"), Qt.Key.Key_Return)
    visit.press("part-people")
    assert [row[0] for row in visit.table("people-table")] == [x.name for x in demo.LEARNERS]
    visit.press("officer-done")
    assert visit.left == ["left"]


def test_after_five_wrong_tries_even_the_right_passphrase_waits(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.room.ask_passphrase()
    for _ in range(5):
        visit.type("passphrase", "bukan")
        visit.press("passphrase-enter")
    visit.type("passphrase", demo.PASSPHRASE)
    visit.press("passphrase-enter")
    assert visit.says("Terlalu banyak percobaan. Tunggu 30 detik, lalu coba lagi.")


def test_a_bad_row_keeps_no_good_row_out(visit: Visit, user: Path) -> None:
    visit.house.office.set_up_demo()
    (user / "pegawai.csv").write_text(ROSTER, encoding="utf-8")
    visit.enter()
    visit.press("people-import")
    visit.choose("pegawai.csv")
    assert visit.table("import-table") == [
        [
            "3", "Ditolak", "19900231 201503 1 991", "Joko Contoh", "Kecamatan Contoh", "",
            "Delapan angka pertama NIP bukan tanggal lahir yang sah.",
        ],
        [
            "4", "Berubah", "19870412 201101 2 008", "Peserta Contoh 1", "Kecamatan Contoh",
            "III/d",
            "Unit kerja semula Dinas Contoh Pelayanan Terpadu.",
        ],
        [
            "2", "Baru", "19960714 202204 2 001", "Rina Contoh", "Dinas Contoh Kependudukan", "",
            "Kode aktivasi dapat dibuat setelah impor.",
        ],
    ]  # fmt: skip
    assert visit.says("1 baris dilewati sampai diperbaiki")
    visit.press("import-take")
    assert visit.says("1 peserta baru, 1 diperbarui.")
    visit.press("overlay-yes")
    assert visit.table("codes-table") == [
        ["ABCD EFGH", "Rina Contoh", "Dinas Contoh Kependudukan", "1996**********2001"]
    ]
    assert len(visit.house.office.people()) == 6


def test_codes_are_saved_before_they_go(visit: Visit, user: Path) -> None:
    visit.house.office.set_up_demo()
    visit.enter()
    visit.seen(QTableView, "people-table").selectRow(1)
    visit.press("people-code")
    visit.press("overlay-yes")
    visit.seen(QTableView, "codes-table")
    visit.press("officer-done")
    assert visit.says("Kode ini tidak dapat ditampilkan lagi.")
    visit.press("overlay-no")
    assert visit.left == []
    visit.press("codes-save")
    visit.press("files-take")
    (saved,) = user.glob("*.csv")
    assert saved.name == "Kode aktivasi 2026-11-23.csv"
    assert saved.read_bytes().decode("utf-8-sig").splitlines() == [
        "NIP,Nama,Unit kerja,Kode",
        "19750308 200003 1 002,Peserta Contoh 2,Dinas Contoh Kependudukan,ABCD EFGH",
    ]
    visit.press("officer-done")
    assert visit.left == ["left"]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "Berkas ini kosong."),
        (b"PK\x03\x04\0\0", "Berkas rusak atau isinya terlalu besar."),
        (b"Nama,Alamat\nRina,Jalan\n", "Kolom NIP atau Nama belum dikenali."),
        (b"NIP,Nama,Unit\n", "hanya memuat baris judul"),
    ],
)
def test_a_file_that_is_no_roster_is_told(visit: Visit, user: Path, raw: bytes, words: str) -> None:
    visit.house.office.set_up_demo()
    (user / "pegawai.csv").write_bytes(raw)
    visit.enter()
    visit.press("people-import")
    visit.choose("pegawai.csv")
    assert visit.says(words)


def test_a_stick_pulled_out_is_told(visit: Visit, user: Path) -> None:
    visit.house.office.set_up_demo()
    (user / "pegawai.csv").write_text(ROSTER, encoding="utf-8")
    visit.enter()
    visit.press("people-import")
    shelf = visit.seen(QListWidget, "files-list")
    shelf.setCurrentRow(0)
    (user / "pegawai.csv").unlink()
    visit.press("files-take")
    assert visit.says("Berkas tidak dapat dibaca. Pasang lagi stik USB")


def test_a_settings_file_sets_the_kiosk_up(visit: Visit, user: Path) -> None:
    (user / "kiosk.toml").write_text(SETTINGS, encoding="utf-8")
    visit.room.load_settings_file()
    visit.choose("kiosk.toml")
    settings = visit.house.office.settings()
    assert settings is not None
    assert (settings.kiosk_code, visit.left) == ("K-01", ["left"])


def test_an_unknown_key_is_told_with_its_line(visit: Visit, user: Path) -> None:
    wrong = SETTINGS.replace('name = "Kios contoh"', 'nama = "Kios contoh"')
    (user / "kiosk.toml").write_text(wrong, encoding="utf-8")
    visit.room.load_settings_file()
    visit.choose("kiosk.toml")
    assert visit.says("Baris 13")
    assert visit.says("Kunci “nama” tidak dikenal.")
    assert visit.house.office.settings() is None
    assert visit.left == []


def test_the_chooser_shows_nothing_above_its_places(visit: Visit, user: Path) -> None:
    (user / "daftar").mkdir()
    (user / "daftar" / "jalan-keluar").symlink_to(user.parent, target_is_directory=True)
    visit.room.load_settings_file()
    shelf = visit.seen(QListWidget, "files-list")
    assert [shelf.item(n).text() for n in range(shelf.count())] == ["daftar"]
    QTest.keyClick(shelf, Qt.Key.Key_Return)
    assert [shelf.item(n).text() for n in range(shelf.count())] == ["Folder di atas"]


def test_settings_are_changed_once_they_are_right(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.enter()
    visit.press("part-settings")
    visit.seen(QLineEdit, "agency.city").setText("Kota Lain")
    visit.press("settings-step-1")
    visit.seen(QLineEdit, "kiosk.code").setText("K")
    visit.press("settings-save")
    assert visit.says("Kode kios terdiri atas 2–20 huruf")
    visit.press("officer-done")
    assert visit.says("Perubahan pengaturan hilang bila Anda tidak menyimpannya.")
    visit.press("overlay-no")
    visit.seen(QLineEdit, "kiosk.code").setText("K-02")
    visit.press("settings-save")
    assert visit.says("Pengaturan tersimpan.")
    visit.press("officer-done")
    settings = visit.house.office.settings()
    assert settings is not None
    assert (settings.city, settings.kiosk_code, settings.demo) == ("Kota Lain", "K-02", True)
    assert visit.left == ["left"]


def test_marks_on_reprints_are_wanted_in_the_settings(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.enter()
    visit.press("part-settings")
    visit.press("settings-step-2")
    visit.press("reprint-yes")
    visit.press("settings-save")
    assert visit.says("Pengaturan tersimpan.")
    settings = visit.house.office.settings()
    assert settings is not None
    assert settings.reprint_mark


def test_an_empty_chair_closes_the_room(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.enter()
    visit.press("part-kiosk")
    visit.press("kiosk-close")
    visit.window.idle.gone.emit()
    assert visit.left == ["left"]
    assert visit.window.overlay is None


def test_a_kiosk_closes_only_once_the_officer_says_so(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.window.may_close = False
    visit.enter()
    visit.press("part-kiosk")
    assert not visit.window.close()
    visit.press("kiosk-close")
    visit.press("overlay-yes")
    assert not visit.window.isVisible()


def test_a_person_is_put_right_closed_and_given_a_card(visit: Visit, user: Path) -> None:
    visit.house.office.set_up_demo()
    visit.enter()
    visit.seen(QTableView, "people-table").selectRow(1)
    visit.press("people-more")
    visit.press("pick-0")
    visit.type("person-name", ", S.E.")
    visit.type("person-nip", "9")
    visit.press("person-save")
    assert visit.says("NIP terdiri atas 18 angka. Periksa jumlah angka yang Anda ketik.")
    visit.press("person-save")
    assert visit.says("NIP terdiri atas 18 angka. Periksa jumlah angka yang Anda ketik.")
    visit.seen(QLineEdit, "person-nip").backspace()
    visit.press("person-save")
    visit.seen(QTableView, "people-table").selectRow(1)
    visit.press("people-more")
    visit.press("pick-3")
    assert [row[::3] for row in visit.table("people-table")][1] == [
        "Peserta Contoh 2, S.E.",
        "Ditutup",
    ]
    visit.press("people-cards")
    visit.press("cards-save")
    visit.press("files-take")
    assert visit.says("Tersimpan: Kartu peserta 2026-11-23.pdf.")
    assert (user / "Kartu peserta 2026-11-23.pdf").read_bytes().startswith(b"%PDF")
    acts = visit.house.clerk(OFFICER).acts
    assert [x.acted.act for x in acts.log()] == ["print-cards", "close-person", "edit-person"]
    acts.undo(acts.log()[1].id)
    assert all(x.active for x in visit.house.office.people())


def test_those_marked_move_together_and_the_closed_are_shown_alone(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.enter()
    for place in (1, 2):
        visit.seen(QTableView, "people-table").selectRow(place)
        visit.press("people-mark")
    assert visit.says("2 peserta ditandai.")
    visit.press("people-more")
    visit.press("pick-0")
    visit.type("move-unit", "Badan Contoh")
    visit.press("person-save")
    moved = [row[0] for row in visit.table("people-table") if row[1] == "Badan Contoh"]
    assert moved == ["Peserta Contoh 2", "Peserta Contoh 3"]
    visit.press("people-only-closed")
    assert visit.says("Tidak ada peserta seperti itu.")
