"""Certificates in bulk in the officer's room, through its real widgets."""

from __future__ import annotations

import threading
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from kiosk.learning.events import CertificatePrinted
from kiosk.office import demo
from kiosk.parcel import word as forms
from kiosk.parcel.word import Cohort
from kiosk.register import bulk_out
from kiosk.register.bulk_out import Folder, OneZip
from kiosk.ui import files, officer_bulk_run, printing
from kiosk.ui.files import Start
from kiosk.ui.officer_bulk import worker_of
from kiosk.ui.printing import Job, JobState, Printer
from tests.conftest import Clock
from tests.desk.learning_on import COURSE
from tests.register.people import certified, earn, people

from .conftest import Visit

PEOPLE = people(10)


@pytest.fixture
def many(house: House, clock: Clock, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> House:
    """Six have a certificate, three earned one that they did not take, one failed the test."""
    clock.pass_seconds(86_400 * 30)
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    house.office.set_up_demo()
    house.store.roster.put(PEOPLE)
    certified(house, PEOPLE[:6])
    for learner in PEOPLE[6:9]:
        earn(house.store, learner)
    earn(house.store, PEOPLE[9], score=10.0)
    cohort = Cohort("A1", "Angkatan I", COURSE, "", "", tuple(x.id for x in PEOPLE[4:]))
    house.store.keep("word", "cohorts", forms.cohorts_bytes([cohort]))
    return house


@pytest.fixture
def place(user: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one place in which the chooser looks."""
    monkeypatch.setattr(files, "starts", lambda: (Start(user, "STIK", "usb"),))
    return user


@pytest.fixture
def bulk(many: House, visit: Visit) -> Visit:
    """In the part "Terbitkan bersama"."""
    assert many is visit.house
    visit.enter()
    visit.press("part-certificates")
    visit.press("certificates-bulk")
    visit.seen(QPushButton, "bulk-save")
    return visit


def numbers(visit: Visit) -> list[str]:
    return [issued.number for _, issued in visit.house.store.certificates()]


def choose(visit: Visit, what: str, words: str) -> None:
    visit.press(f"bulk-{what}")
    made = next(
        b
        for b in visit.window.findChildren(QPushButton)
        if b.isVisible() and b.objectName().startswith("pick-") and b.text() == words
    )
    QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    visit.seen(QPushButton, "bulk-save")


def save(visit: Visit) -> None:
    visit.press("bulk-save")
    visit.press("files-take")


def test_all_are_counted_and_those_left_out_are_named(bulk: Visit) -> None:
    assert bulk.says("6 sertifikat siap.")
    void = numbers(bulk)[0]
    listed = (forms.Revocation(void, "salah", "2026-12-23"),)
    bulk.house.store.keep("word", "revoked", forms.written(forms.Revoked(1, (), listed)))
    choose(bulk, "course", "Pelayanan Publik Prima")
    assert bulk.says("5 sertifikat siap.")
    assert bulk.says(f"1 dicabut, tidak disertakan: {void}.")


def test_a_cohorts_certificates_become_one_pdf_with_those_not_taken_yet(
    bulk: Visit, place: Path
) -> None:
    choose(bulk, "cohort", "Angkatan I")
    assert bulk.says("2 sertifikat siap.")
    bulk.press("bulk-issue")
    save(bulk)
    assert bulk.says("3 sertifikat baru terbit. 1 belum berhak")
    assert bulk.says("5 sertifikat tersimpan di Sertifikat A1 2026-12-23.pdf.")
    assert [path.name for path in place.iterdir()] == ["Sertifikat A1 2026-12-23.pdf"]
    assert len(pypdfium2.PdfDocument(place / "Sertifikat A1 2026-12-23.pdf")) == 10
    assert len(set(numbers(bulk))) == 9
    assert bulk.house.office.settings() == demo.SETTINGS


def test_a_zip_and_a_folder_hold_a_file_for_each(bulk: Visit, place: Path) -> None:
    bulk.press("bulk-form-zip")
    save(bulk)
    assert bulk.says("6 sertifikat tersimpan di Sertifikat semua 2026-12-23.zip.")
    names = zipfile.ZipFile(place / "Sertifikat semua 2026-12-23.zip").namelist()
    assert sum(name.endswith(".pdf") for name in names) == 6
    bulk.press("bulk-form-folder")
    save(bulk)
    folder = place / "Sertifikat semua 2026-12-23"
    bulk.bot.waitUntil(lambda: len(list(folder.glob("S*.pdf"))) == 6 and not bulk.window.overlay)
    save(bulk)
    assert bulk.says("6 sudah ada di sana dan utuh.")


def test_stopped_while_issuing_it_goes_on_without_doubles(
    bulk: Visit, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulk.press("bulk-issue")
    tell = officer_bulk_run.BulkRun._tell

    def stop_at_eight(run: officer_bulk_run.BulkRun, told: object) -> None:
        tell(run, told)  # type: ignore[arg-type]
        if len(numbers(bulk)) == 8 and bulk.window.overlay is not None:
            bulk.press("bulk-stop")

    monkeypatch.setattr(officer_bulk_run.BulkRun, "_tell", stop_at_eight)
    save(bulk)
    assert bulk.says("Dihentikan. Sertifikat yang sudah terbit tetap berlaku.")
    half = numbers(bulk)
    assert len(half) == 8
    assert list(place.iterdir()) == []
    monkeypatch.setattr(officer_bulk_run.BulkRun, "_tell", tell)
    save(bulk)
    assert bulk.says("1 sertifikat baru terbit.")
    assert bulk.says("9 sertifikat tersimpan")
    assert numbers(bulk)[:8] == half
    assert len({holder for holder, _ in bulk.house.store.certificates()}) == 9


@pytest.mark.parametrize("form", ["pdf", "zip", "folder"])
def test_stopped_while_writing_nothing_half_is_left(
    bulk: Visit, place: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr(officer_bulk_run, "AT_ONCE", 1)
    tell = officer_bulk_run.BulkRun._tell

    def stop_at_three(run: officer_bulk_run.BulkRun, told: object) -> None:
        tell(run, told)  # type: ignore[arg-type]
        if getattr(told, "done", 0) == 3 and bulk.window.overlay is not None:
            QTest.keyClick(bulk.window.overlay, Qt.Key.Key_Escape)

    monkeypatch.setattr(officer_bulk_run.BulkRun, "_tell", stop_at_three)
    bulk.press(f"bulk-form-{form}")
    save(bulk)
    assert bulk.says("Dihentikan.")
    monkeypatch.setattr(officer_bulk_run.BulkRun, "_tell", tell)
    save(bulk)
    assert bulk.says("sertifikat tersimpan di Sertifikat semua 2026-12-23")
    (made,) = place.iterdir()
    if form == "pdf":
        assert len(pypdfium2.PdfDocument(made)) == 12
    elif form == "zip":
        found = [n for n in zipfile.ZipFile(made).namelist() if n.endswith(".pdf")]
        assert len(found) == len(set(found)) == 6
    else:
        assert len([path for path in made.iterdir() if path.suffix == ".pdf"]) == 6


def test_stopped_while_a_slow_stick_is_behind_no_file_comes_later(
    bulk: Visit, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, add = threading.Event(), OneZip.add

    def slow(self: OneZip, number: str, pdf: bytes, badge: str) -> bool:
        gate.wait(20)
        return add(self, number, pdf, badge)

    monkeypatch.setattr(bulk_out.OneZip, "add", slow)
    bulk.press("bulk-form-zip")
    save(bulk)
    assert bulk.says("Sedang diselesaikan di tempat tujuan…")
    bulk.press("bulk-stop")
    gate.set()
    assert bulk.says("Dihentikan.")
    done: list[object] = []
    worker_of(bulk.window).run(lambda: None, done.append, done.append)
    bulk.bot.waitUntil(lambda: bool(done))
    assert list(place.iterdir()) == []


def test_a_stick_pulled_out_is_said_and_the_same_choice_goes_on(
    bulk: Visit, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bulk.press("bulk-form-folder")
    add, left = Folder.add, [2]

    def pulled(self: Folder, number: str, pdf: bytes, badge: str) -> bool:
        if not left[0]:
            raise OSError(5, "gone")
        left[0] -= 1
        return add(self, number, pdf, badge)

    monkeypatch.setattr(bulk_out.Folder, "add", pulled)
    save(bulk)
    assert bulk.says("Tempat itu terlepas atau tidak dapat ditulis, jadi belum selesai.")
    monkeypatch.setattr(bulk_out.Folder, "add", add)
    save(bulk)
    assert bulk.says("4 sertifikat tersimpan")
    assert bulk.says("2 sudah ada di sana dan utuh.")
    assert len(list((place / "Sertifikat semua 2026-12-23").glob("*.pdf"))) == 6


def test_nothing_chosen_that_exists_offers_nothing(bulk: Visit) -> None:
    bulk.type("bulk-since", "01-01-2030")
    QTest.keyClick(bulk.seen(QLineEdit, "bulk-since"), Qt.Key.Key_Return)
    assert bulk.says("0 sertifikat siap.")
    for name in ("bulk-save", "bulk-print", "bulk-siasn"):
        assert not bulk.seen(QPushButton, name).isEnabled()


@pytest.mark.parametrize("typed", ["kemarin", "31-02-2026", "2026-12-01", "1-1"])
def test_a_date_that_is_none_is_said_beside_its_field(bulk: Visit, typed: str) -> None:
    bulk.type("bulk-since", typed)
    QTest.keyClick(bulk.seen(QLineEdit, "bulk-since"), Qt.Key.Key_Return)
    assert bulk.says("Tulis seperti 01-11-2026.")
    assert not bulk.seen(QPushButton, "bulk-save").isEnabled()


def test_an_end_before_the_beginning_is_said(bulk: Visit) -> None:
    for name, date in (("bulk-since", "23-12-2026"), ("bulk-until", "22-12-2026")):
        bulk.type(name, date)
        QTest.keyClick(bulk.seen(QLineEdit, name), Qt.Key.Key_Return)
    assert bulk.says("Tanggal ini mendahului tanggal awal.")


def test_a_doubtful_clock_stops_the_issuing_and_is_said(
    bulk: Visit, place: Path, clock: Clock
) -> None:
    bulk.press("bulk-issue")
    clock.at -= 86_400_000 * 5
    save(bulk)
    assert bulk.says("Jam komputer ini diragukan, jadi tidak ada lagi yang diterbitkan.")
    assert len(numbers(bulk)) == 6
    assert list(place.iterdir()) == []


def test_all_go_to_the_printer_as_one_job_and_each_is_counted(
    bulk: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[bytes, str]] = []

    def send(pdf: bytes, name: str, title: str, paper: str = "A4", pages: int = 2) -> Job:
        sent.append((pdf, f"{title} {paper} {pages}"))
        return Job("7", name, 0.0)

    monkeypatch.setattr(printing, "printers", lambda: (Printer("p", "Printer", ready=True),))
    monkeypatch.setattr(printing, "send", send)
    monkeypatch.setattr(printing, "state", lambda _job: JobState("done"))
    bulk.press("bulk-print")
    assert bulk.says("6 sertifikat, 12 halaman A4.")
    bulk.press("paper-print")
    assert bulk.says("Printer selesai dengan cetakan ini.")
    ((pdf, title),) = sent
    assert title == "Sertifikat A4 12"
    assert len(pypdfium2.PdfDocument(pdf)) == 12

    def counted() -> list[str]:
        found = [r.event for r in bulk.house.store.register("certificate-printed")]
        return [
            e.number
            for e in found
            if isinstance(e, CertificatePrinted) and (e.by, e.job) == ("officer", "7")
        ]

    bulk.bot.waitUntil(lambda: sorted(counted()) == sorted(numbers(bulk)))


def test_the_siasn_table_lies_beside_its_note(bulk: Visit, place: Path) -> None:
    choose(bulk, "unit", "Dinas A")
    bulk.press("bulk-siasn")
    bulk.press("files-take")
    assert bulk.says("3 baris tersimpan di Tabel SIASN semua 2026-12-23.csv.")
    lines = (place / "Tabel SIASN semua 2026-12-23.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "pnsOrangId" in (place / "Tabel SIASN semua 2026-12-23 catatan.txt").read_text("utf-8")


def test_leaving_while_it_runs_stops_it_and_leaves_nothing_half(
    bulk: Visit, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(officer_bulk_run, "AT_ONCE", 1)
    tell = officer_bulk_run.BulkRun._tell

    def leave(run: officer_bulk_run.BulkRun, told: object) -> None:
        tell(run, told)  # type: ignore[arg-type]
        if getattr(told, "done", 0) == 2:
            bulk.window.cleared.emit()

    monkeypatch.setattr(officer_bulk_run.BulkRun, "_tell", leave)
    save(bulk)
    bulk.bot.waitUntil(lambda: not bulk.window.findChildren(officer_bulk_run.BulkRun))
    bulk.bot.waitUntil(lambda: not list(place.iterdir()))


def test_the_part_is_walked_by_keyboard_alone(bulk: Visit) -> None:
    seen = set()
    for _ in range(40):
        focused = bulk.window.focusWidget()
        seen.add(focused.objectName() if focused else "")
        QTest.keyClick(bulk.window, Qt.Key.Key_Tab)
    wanted = {"bulk-cohort", "bulk-course", "bulk-unit", "bulk-since", "bulk-until"}
    assert wanted | {"bulk-issue", "bulk-save", "bulk-print", "bulk-siasn"} <= seen
    assert bulk.window.findChildren(QLabel, "bulk-count")
