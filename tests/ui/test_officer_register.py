"""The register of certificates in the officer's room, through its real widgets."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QScrollArea, QTableView

from kiosk.desk.award_many import award_for
from kiosk.house import House
from kiosk.people.learner import Learner
from kiosk.register import listing
from kiosk.register.revoke import revoke
from kiosk.ui import officer_register, sticks
from kiosk.ui.sticks import SaveTrouble
from tests.conftest import Clock
from tests.desk.learning_on import COURSE
from tests.register.people import earn, people

from .conftest import Visit
from .register_room import (
    NAMES,
    PEOPLE,
    TODAY,
    into_register,
    numbers,
    revoked,
    shown,
    write,
)


def pick(visit: Visit, what: str, words: str) -> None:
    visit.press(f"register-{what}")
    made = next(
        b
        for b in visit.window.findChildren(QPushButton)
        if b.isVisible() and b.objectName().startswith("pick-") and b.text() == words
    )
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)


def test_all_certificates_are_listed_the_last_one_first(register: Visit) -> None:
    assert shown(register) == NAMES
    assert register.table("register-table")[3] == [
        "800.1.4/CONTOH-01.0001/BKPSDM/XII/2026",
        "Peserta Contoh 1",
        "Pelayanan Publik Prima",
        "23 Desember 2026",
        "Berlaku",
    ]
    assert register.says("4 sertifikat.")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("UMUM", ["Peserta Umum 2"]),
        ("01.0003", ["Peserta Contoh 3"]),
        (PEOPLE[0].nip, ["Peserta Contoh 1"]),
        ("tidak ada", []),
    ],
)
def test_a_name_a_number_or_a_nip_is_found(register: Visit, words: str, found: list[str]) -> None:
    write(register, "register-search", words)
    assert shown(register) == found
    said = "1 dari 4 sertifikat." if found else "Tidak ada sertifikat yang cocok."
    assert register.says(said)
    assert register.seen(QPushButton, "register-export").isEnabled() == bool(found)


def test_filters_by_year_course_and_state_hold_together(register: Visit) -> None:
    revoke(register.house.store, numbers(register)[1], "salah", TODAY)
    register.press("certificates-register")
    pick(register, "state", "Dicabut")
    assert shown(register) == ["Peserta Umum 2"]
    pick(register, "year", "2026")
    pick(register, "course", "Pelayanan Publik Prima")
    assert shown(register) == ["Peserta Umum 2"]
    pick(register, "state", "Kedaluwarsa")
    assert shown(register) == []
    pick(register, "state", "Semua")
    assert len(shown(register)) == 4


def test_an_empty_register_says_so_and_offers_nothing(house: House, visit: Visit) -> None:
    house.office.set_up_demo()
    into_register(visit)
    assert visit.says("Belum ada sertifikat yang terbit di sini.")
    assert not visit.seen(QPushButton, "register-export").isEnabled()
    visit.press("certificates-renewals")
    assert visit.says("Tidak ada sertifikat yang perlu diperbarui.")
    assert not visit.seen(QPushButton, "renewals-export").isEnabled()


def test_ten_thousand_make_only_the_rows_that_are_seen(
    used: House, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = [e for e in listing.entries(used.store, TODAY) if e.name == "Peserta Contoh 1"]
    many = tuple(
        msgspec.structs.replace(one, number=f"N{n:05d}", name=f"Peserta Contoh {n}")
        for n in range(10_000)
    )
    monkeypatch.setattr(officer_register, "entries", lambda *_given: many)
    into_register(visit)
    assert visit.says("10000 sertifikat.")
    table = visit.seen(QTableView, "register-table")
    assert table.model().rowCount() == 10_000
    assert len(vars(table.model().lines)["_made"]) < 100  # type: ignore[attr-defined]
    write(visit, "register-search", "contoh 9999")
    assert shown(visit) == ["Peserta Contoh 9999"]


def test_long_names_and_numbers_stay_inside_their_room(
    used: House, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = [e for e in listing.entries(used.store, TODAY) if e.name == "Peserta Contoh 1"]
    name = "Prof. Dr. " + "Peserta Contoh Bernama Panjang " * 6 + "S.Kom., M.Si."
    long = msgspec.structs.replace(
        one, number="800/" * 24, name=name, title="K" * 90, replaces="9" * 90, unit="U" * 90
    )
    monkeypatch.setattr(officer_register, "entries", lambda *_given: (long,))
    into_register(visit)
    for size in ((1366, 768), (1024, 600)):
        visit.window.resize(*size)
        visit.seen(QTableView, "register-table").selectRow(0)
        assert visit.says(name)
        area = visit.seen(QScrollArea, "entry-scroll")
        inside = area.widget()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= area.viewport().width()


def test_what_is_found_becomes_a_table_and_only_that(register: Visit, place: Path) -> None:
    write(register, "register-search", "umum")
    register.press("register-export")
    register.press("files-take")
    assert register.says(f"1 baris tersimpan di Register sertifikat {TODAY}.csv.")
    lines = (place / f"Register sertifikat {TODAY}.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Peserta Umum 2" in lines[1]


def test_a_stick_that_is_full_is_said(
    register: Visit, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> Path:
        raise SaveTrouble("full")

    monkeypatch.setattr(sticks, "save", full)
    register.press("register-export")
    register.press("files-take")
    assert register.says("Tempat ini penuh, jadi belum tersimpan. Pilih tempat lain.")
    assert list(place.iterdir()) == []


def test_certificates_that_end_are_listed_and_exported(
    used: House, visit: Visit, clock: Clock, place: Path
) -> None:
    settings = used.office.settings()
    assert settings is not None
    used.office.change(msgspec.structs.replace(settings, validity_months=1))
    ending = _one_more(used)
    into_register(visit)
    visit.press("certificates-renewals")
    assert visit.table("renewals-table") == [
        ["23 Januari 2027", ending.name, "Dinas B", "Pelayanan Publik Prima", "Segera habis"]
    ]
    assert visit.says("0 sudah kedaluwarsa, 1 segera habis.")
    clock.pass_seconds(86_400 * 40)
    visit.press("certificates-renewals")
    assert visit.says("1 sudah kedaluwarsa, 0 segera habis.")
    visit.press("renewals-export")
    visit.press("files-take")
    assert visit.says("1 baris tersimpan di Daftar pembaruan 2027-02-01.csv.")
    lines = (place / "Daftar pembaruan 2027-02-01.csv").read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("2027-01-23;Kedaluwarsa;")


def _one_more(house: House) -> Learner:
    learner = people(5)[4]
    house.store.roster.put([learner])
    earn(house.store, learner)
    settings = house.office.settings()
    assert settings is not None
    award_for(house.kiosk(settings, house.catalog()))(learner, COURSE)
    return learner


def test_the_register_is_walked_by_keyboard_alone(register: Visit) -> None:
    QTest.keyClicks(register.seen(QLineEdit, "register-search"), "umum")
    seen: list[str] = []
    while "entry-revoke" not in seen and len(seen) < 40:
        QTest.keyClick(register.window, Qt.Key.Key_Tab)
        focused = register.window.focusWidget()
        seen.append(focused.objectName() if focused else "")
    wanted = ["register-year", "register-course", "register-state", "register-table"]
    assert [n for n in seen if n in wanted] == wanted
    QTest.keyClick(register.window, Qt.Key.Key_Return)
    QTest.keyClicks(register.seen(QLineEdit, "reason"), "salah orang")
    QTest.keyClick(register.seen(QLineEdit, "reason"), Qt.Key.Key_Return)
    assert register.says("sudah dicabut.")
    assert [e.reason for e in revoked(register)] == ["salah orang"]


def test_number_blocks_and_the_kind_for_siasn_are_set_in_the_settings(register: Visit) -> None:
    register.press("part-settings")
    register.press("settings-step-2")
    write(register, "kiosk.number_blocks", "400-201")
    register.press("settings-save")
    assert register.says("Tulis blok dari kecil ke besar")
    write(register, "kiosk.number_blocks", "201-400, 601-800")
    register.press("settings-step-3")
    write(register, "learning.siasn_kind", "11")
    register.press("settings-save")
    assert register.says("Jenis diklat SIASN antara 1 dan 10; 3 berarti Diklat Teknis.")
    write(register, "learning.siasn_kind", "4")
    register.press("settings-save")
    assert register.says("Pengaturan tersimpan.")
    settings = register.house.office.settings()
    assert settings is not None
    assert (settings.number_blocks, settings.siasn_kind) == (((201, 400), (601, 800)), 4)
