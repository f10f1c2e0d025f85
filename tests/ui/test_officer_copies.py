"""Copies, check-up and news in the officer's room, through its real widgets."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from kiosk.cli.words_doctor import NAMES, WORDS
from kiosk.learning.events import Healed, LifeBegan, SignedIn
from kiosk.office import demo
from kiosk.office.doctor import CHECKS
from kiosk.office.finding import Finding
from kiosk.store.backup import file_of
from kiosk.ui.doctor_sentences import sentences
from kiosk.ui.doctor_words import check_words, finding_words
from kiosk.ui.keeper import Failed
from kiosk.ui.officer_steps import Steps
from tests.conftest import MONDAY

from .conftest import Visit


def make_copy(visit: Visit, count: int = 1) -> None:
    for _ in range(count):
        visit.house.store.record("", SignedIn())
        visit.house.copies.make_now()


def enter_copies(visit: Visit) -> None:
    visit.enter()
    visit.press("part-kiosk")
    visit.press("tab-copies")


def rows(visit: Visit, count: int, *, sound: bool = True) -> list[list[str]]:
    """The list, once so many copies were looked through."""
    visit.bot.waitUntil(lambda: len(visit.table("copies-table")) == count)
    if sound:
        visit.bot.waitUntil(lambda: all(x[4] != "Belum diperiksa" for x in copies(visit)))
    return copies(visit)


def copies(visit: Visit) -> list[list[str]]:
    return visit.table("copies-table")


def test_copies_are_listed_newest_first_with_time_reason_events_and_state(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    make_copy(visit)
    visit.house.store.record("", SignedIn())
    visit.house.copies.make_now("certificate")
    enter_copies(visit)
    found = rows(visit, 2)
    assert [(row[1], row[2], row[4]) for row in found] == [
        ("Setelah sertifikat", "2", "Utuh"),
        ("Atas permintaan", "1", "Utuh"),
    ]
    assert found[0][0].startswith("23 November 2026 pukul ")
    assert found[0][3].endswith(" kB")


def test_a_copy_that_was_spoilt_is_told_and_not_put_in_place(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    make_copy(visit)
    (copy,) = visit.house.copies.kept()
    with file_of(visit.house.folder.path, copy).open("r+b") as file:
        file.seek(5000)
        file.write(b"x")
    enter_copies(visit)
    assert rows(visit, 1)[0][4] == "Rusak"
    visit.seen(QTableView, "copies-table").selectRow(0)
    visit.press("copies-restore")
    assert visit.says("Cadangan ini rusak, jadi tidak dipasang. Pilih cadangan lain.")


def test_restoring_asks_with_the_number_of_records_that_go(visit: Visit) -> None:
    wanted: list[object] = []
    visit.keeper.reopen_wanted.connect(wanted.append)
    visit.house.office.set_up_demo()
    make_copy(visit)
    visit.house.store.record("", SignedIn(), SignedIn(), SignedIn())
    enter_copies(visit)
    rows(visit, 1)
    assert not visit.seen(QPushButton, "copies-restore").isEnabled()
    visit.seen(QTableView, "copies-table").selectRow(0)
    visit.press("copies-restore")
    assert visit.says("Catatan sesudah itu tidak tampak lagi: 3.")
    visit.press("overlay-no")
    assert wanted == []
    visit.press("copies-restore")
    visit.press("overlay-yes")
    assert len(wanted) == 1


def test_the_second_place_is_chosen_with_a_warning_and_copied_to_at_once(
    visit: Visit, user: Path
) -> None:
    visit.house.office.set_up_demo()
    make_copy(visit)
    enter_copies(visit)
    assert visit.says("Setiap cadangan memuat data pribadi semua peserta.")
    visit.press("second-choose")
    visit.press("files-take")
    assert visit.says(str(user))
    visit.bot.waitUntil(lambda: visit.house.copies.second_at() == MONDAY)
    settings = visit.house.office.settings()
    assert settings is not None
    assert settings.backup_folder == str(user)
    visit.press("copies-second")
    (row,) = rows(visit, 1, sound=False)
    assert row[1].startswith("Atas permintaan · CONTOH-01-")
    assert row[4] == "Belum diperiksa"
    visit.press("second-end")
    assert visit.says("Belum ada. Bila disk ini rusak, cadangannya ikut hilang.")
    visit.seen(QTableView, "copies-table")


def test_a_failed_copy_is_a_calm_line_for_the_officer_in_every_part(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.keeper.failed["here"] = Failed("full", MONDAY)
    visit.enter()
    for part in ("people", "settings", "courses", "kiosk"):
        visit.press(f"part-{part}")
        assert "disk penuh" in visit.seen(QLabel, "officer-note").text()
    visit.press("part-kiosk")
    visit.press("tab-copies")
    assert visit.says("disk penuh. Kosongkan tempat, lalu coba lagi.")
    visit.press("copies-make")
    assert visit.says("sudah ada di cadangan.")
    assert visit.keeper.failed == {}


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("cannot-open", "Tempat kedua tidak ditemukan"),
        ("full", "Tempat kedua penuh"),
        ("read-only", "Tempat kedua tidak dapat ditulis"),
        ("unknown", "Penyalinan ke tempat kedua gagal"),
    ],
)
def test_what_is_wrong_at_the_second_place_is_told(visit: Visit, code: str, words: str) -> None:
    visit.house.office.set_up_demo()
    visit.keeper.failed["second"] = Failed(code, MONDAY)
    enter_copies(visit)
    assert visit.says(words)


def test_view_only_nothing_can_be_made_or_brought_back(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.house.office.set_up_demo()
    make_copy(visit)
    monkeypatch.setattr(visit.house.folder, "view_only", True)
    enter_copies(visit)
    rows(visit, 1)
    visit.seen(QTableView, "copies-table").selectRow(0)
    for name in ("copies-make", "copies-restore", "second-choose"):
        assert not visit.seen(QPushButton, name).isEnabled()


def test_the_check_up_says_what_was_found_problems_first(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.house.store.record("", SignedIn(), SignedIn())
    db = sqlite3.connect(visit.house.store.file, isolation_level=None)
    db.execute("update event set at = at + 1 where seq = 2")
    db.close()
    visit.enter()
    visit.press("part-kiosk")
    visit.press("tab-doctor")
    assert visit.says("Masalah: 1.")
    labels = [label.text() for label in visit.window.findChildren(QLabel)]
    names = [words for words in labels if words in map(check_words, CHECKS)]
    assert len(names) == len(CHECKS)
    assert names[0] == "Rantai catatan"
    assert visit.says("Catatan yang berubah atau hilang: 1, yang pertama ")
    told: list[object] = []
    visit.keeper.damaged.connect(told.append)
    visit.press("doctor-mend")
    visit.press("overlay-no")
    assert told == []
    visit.press("doctor-mend")
    visit.press("overlay-yes")
    assert told == [("doctor",)]


def test_a_sound_kiosk_offers_nothing_to_mend(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.enter()
    visit.press("part-kiosk")
    visit.press("tab-doctor")
    assert visit.says("Masalah: 0.")
    assert not any(b.isVisible() for b in visit.window.findChildren(QPushButton, "doctor-mend"))


def test_everything_the_doctor_can_find_has_its_sentence() -> None:
    assert sentences().keys() == WORDS.keys()
    assert list(NAMES) == list(CHECKS)
    assert len({check_words(check) for check in CHECKS}) == len(CHECKS)
    assert finding_words(Finding("chain", "unknown", "not-examined")) == (
        "Belum dapat diperiksa, karena berkas data tidak terbaca seluruhnya.",
        "Lihat baris Berkas data.",
    )


def test_facts_are_worded_as_people_read_them() -> None:
    doubt = Finding(
        "clock", "bad", "doubtful", {"jumps": 1, "last": "2026-11-23", "seconds": -7200}
    )
    assert finding_words(doubt)[0] == (
        "Jam mundur 2 jam sejak 23 November 2026: sertifikat belum dapat terbit."
    )
    first: dict[str, str | int] = {"count": 2, "first": "01a20ecc-59fc-7436-888b-2d3a89b25e40/7"}
    assert finding_words(Finding("chain", "bad", "broken", first))[0] == (
        "Catatan yang berubah atau hilang: 2, yang pertama 89b25e40/7."
    )
    disk = Finding("disk", "look", "low", {"free": 48_000_000, "reserve": 8_000_000})
    assert finding_words(disk)[0] == "Tinggal 48 MB kosong."


def test_what_happened_is_told_in_the_part_kiosk_until_it_is_read(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.house.store.record("", LifeBegan("clone", "01a20ecc-59fc-7436-888b-2d3a89b25e40"))
    visit.house.store.record("", LifeBegan("healed", visit.house.store.device), Healed(0, 0, 3))
    visit.enter()
    assert "Bacalah di bagian Kios." in visit.seen(QLabel, "officer-note").text()
    visit.press("part-kiosk")
    assert visit.says("beri kios ini kode sendiri di Pengaturan")
    assert visit.says(f"Perangkat lama 89b25e40, perangkat baru {visit.house.store.device[-8:]}")
    assert visit.says("tidak ada yang tersisa")
    visit.press("happened-read")
    visit.bot.waitUntil(
        lambda: (
            not any(b.isVisible() for b in visit.window.findChildren(QPushButton, "happened-read"))
        )
    )
    visit.press("part-people")
    assert not visit.window.findChildren(QLabel, "officer-note")


def test_work_in_steps_shows_nothing_of_the_room_once_it_was_left(visit: Visit) -> None:
    shown: list[str] = []
    told: list[str] = []
    Steps(visit.window, [lambda: told.append("piece")] * 3, 3, lambda: shown.append("room"))
    visit.window.cleared.emit()
    visit.bot.wait(50)
    assert (told, shown) == ([], [])


def test_the_settings_hold_the_second_place_and_refuse_half_a_path(visit: Visit) -> None:
    visit.house.office.set_up_demo()
    visit.enter()
    visit.press("part-settings")
    visit.press("settings-step-1")
    visit.type("kiosk.backup_folder", "stik")
    visit.press("settings-save")
    assert visit.says("Tulis alamat folder yang lengkap, misalnya /media/stik.")
    for _ in "stik":
        visit.key_back("kiosk.backup_folder")
    visit.type("kiosk.backup_folder", "/media/stik")
    visit.press("settings-save")
    assert visit.says("Pengaturan tersimpan.")
    assert visit.house.office.settings() == msgspec.structs.replace(
        demo.SETTINGS, backup_folder="/media/stik"
    )
