"""Personal data on screen: a request with its clock, carried out; the log names nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QTableView

from kiosk.office import demo

from .conftest import Visit

ONE = demo.LEARNERS[0]


@pytest.fixture
def inside(visit: Visit) -> Visit:
    """An officer in the part."""
    visit.house.office.set_up_demo()
    visit.room.ask_passphrase()
    visit.type("passphrase", demo.PASSPHRASE)
    visit.press("passphrase-enter")
    visit.seen(QLabel, "worker-name")
    visit.room.go("privacy")
    return visit


@pytest.fixture
def recorded(inside: Visit) -> Callable[[str], None]:
    """Record a request of the first sample learner, and choose it."""

    def record(kind: str) -> None:
        inside.press("privacy-new")
        inside.type("person-search", ONE.nip)
        found = inside.seen(QListWidget, "person-list")
        inside.bot.waitUntil(lambda: found.count() == 1)
        found.setCurrentRow(0)
        inside.press(f"request-kind-{kind}")
        inside.press("form-yes")
        inside.seen(QTableView, "privacy-table").selectRow(0)

    return record


def log(visit: Visit) -> list[str]:
    return [r.event.act for r in visit.house.store.acts()]  # type: ignore[union-attr]


def test_a_correction_has_three_days_and_ends_with_it(
    inside: Visit, recorded: Callable[[str], None]
) -> None:
    recorded("correct")
    (row,) = inside.table("privacy-table")
    assert (row[0], row[1], row[3]) == ("Perbaikan data", ONE.name, "sisa 3 hari 0 jam")
    inside.press("privacy-carry")
    inside.type("correct-name", ", S.Tr.")
    inside.press("form-yes")
    assert inside.says("Data diperbaiki (1 isian).")
    assert inside.table("privacy-table")[0][3] == "Selesai"
    right = inside.house.store.roster.by_id(ONE.id)
    assert right is not None
    assert right.name == f"{ONE.name}, S.Tr."
    assert log(inside) == ["record-request", "correct-person", "record-request"]


def test_erasing_wants_the_word_and_the_passphrase(
    inside: Visit, recorded: Callable[[str], None]
) -> None:
    recorded("erase")
    inside.press("privacy-carry")
    assert inside.says("Yang dihapus, di kios ini dan di semua cadangannya")
    inside.press("form-yes")
    inside.type("erase-word", "HAPUS")
    inside.type("erase-passphrase", "bukan itu")
    inside.press("form-yes")
    assert inside.says("Kata sandi tidak cocok.")
    assert inside.house.store.roster.by_id(ONE.id) is not None
    inside.seen(QLineEdit, "erase-passphrase").clear()
    inside.type("erase-passphrase", demo.PASSPHRASE)
    inside.press("form-yes")
    assert inside.says("Data dihapus dari kios dan dari cadangannya.")
    assert inside.house.store.roster.by_id(ONE.id) is None
    (row,) = inside.table("privacy-table")
    assert (row[1], row[3]) == ("peserta yang sudah dihapus", "Selesai")
    told = repr([r.event for r in inside.house.store.acts()])
    assert ONE.name not in told
    assert ONE.nip not in told


def test_a_copy_goes_to_a_folder_and_the_request_ends(
    inside: Visit, recorded: Callable[[str], None], user: Path
) -> None:
    recorded("access")
    inside.press("privacy-carry")
    inside.press("files-take")
    assert inside.says("Salinan tersimpan di data-pribadi-2026-11-23.zip.")
    assert [p.name for p in user.iterdir()] == ["data-pribadi-2026-11-23.zip"]
    assert log(inside) == ["record-request", "copy-person", "record-request"]


def test_a_breach_has_its_clock_and_its_letter(inside: Visit, user: Path) -> None:
    inside.press("privacy-failures")
    inside.press("privacy-new")
    inside.type("failure-what", "Nama dan NIP")
    inside.press("form-yes")
    assert inside.table("privacy-table")[0][2] == "sisa 3 hari 0 jam"
    inside.seen(QTableView, "privacy-table").selectRow(0)
    inside.press("privacy-letter")
    inside.press("files-take")
    assert inside.says("Draf surat tersimpan di")
    (letter,) = user.iterdir()
    assert "3 x 24 (tiga kali dua puluh empat) jam" in letter.read_text(encoding="utf-8")
    inside.seen(QTableView, "privacy-table").selectRow(0)
    inside.press("privacy-noticed")
    assert inside.says("pemberitahuan tertulis sudah disampaikan")
    assert inside.table("privacy-table")[0][2] == "Sudah disampaikan"
