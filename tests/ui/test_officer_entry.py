"""What an officer does with one certificate of the register, through the real widgets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.house import House
from kiosk.learning.events import CertificateIssued, CertificatePrinted, CertificateRevoked
from kiosk.register.listing import Entry, State
from kiosk.register.revoke import revoke
from kiosk.trust.judge import judge
from kiosk.ui import officer_register, printing, sticks
from kiosk.ui.printing import Job, JobState, Printer
from kiosk.ui.screens.preview import Preview
from kiosk.ui.sticks import Stick
from tests.conftest import Clock
from tests.desk.learning_on import COURSE

from .conftest import Visit
from .register_room import (
    NAMES,
    ONE,
    PEOPLE,
    TODAY,
    choose,
    enabled,
    into_register,
    number_chosen,
    numbers,
    revoked,
    shown,
    write,
)


def test_what_is_chosen_is_told_with_its_prints(register: Visit) -> None:
    number = numbers(register)[0]
    learner = PEOPLE[0].id
    register.house.store.record(
        learner,
        CertificatePrinted(number, "stick"),
        CertificatePrinted(number, "printer", by="officer", job="1"),
        CertificatePrinted(number, "printer", seen=True, by="officer", job="1"),
    )
    choose(register, "Peserta Contoh 1")
    assert number_chosen(register) == number
    assert register.says(f"1987{'*' * 10}{PEOPLE[0].nip[14:]} · Dinas B")
    copies = [x.text() for x in register.window.findChildren(QLabel, "entry-copy")]
    assert [c.rpartition(": ")[2] for c in copies] == [
        "dicetak oleh petugas, sudah keluar",
        "disimpan oleh peserta",
    ]


def test_revoking_wants_a_reason_and_then_holds(register: Visit) -> None:
    choose(register, "Peserta Umum 2")
    number = number_chosen(register)
    assert enabled(register) == {"entry-look", "entry-out", "entry-replace", "entry-revoke"}
    register.press("entry-revoke")
    assert register.says(f"Sertifikat {number} atas nama Peserta Umum 2 tidak berlaku lagi")
    register.press("reason-yes")
    assert register.says("Tulis alasannya; alasan ini ikut tersimpan.")
    assert revoked(register) == []
    write(register, "reason", "x" * 201)
    register.press("reason-yes")
    assert register.says("Tulis alasan paling banyak 200 huruf.")
    register.press("reason-1")
    register.press("reason-yes")
    assert register.says(f"Sertifikat {number} sudah dicabut.")
    assert revoked(register) == [CertificateRevoked(number, "Terbit dua kali", TODAY)]
    assert number_chosen(register) == number
    assert register.says("Terbit dua kali")
    assert enabled(register) == {"entry-look", "entry-replace"}
    register.press("entry-look")
    assert vars(register.seen(Preview, "preview"))["_stamp"] == "DICABUT"


def test_leaving_the_question_revokes_nothing(register: Visit) -> None:
    choose(register, "Peserta Umum 2")
    register.press("entry-revoke")
    write(register, "reason", "salah")
    QTest.keyClick(register.seen(QWidget, "overlay"), Qt.Key.Key_Escape)
    assert revoked(register) == []
    assert shown(register) == NAMES


def test_what_was_revoked_elsewhere_meanwhile_is_said(register: Visit) -> None:
    choose(register, "Peserta Umum 2")
    revoke(register.house.store, number_chosen(register), "salah", TODAY)
    register.press("entry-revoke")
    write(register, "reason", "salah")
    register.press("reason-yes")
    assert register.says("Sertifikat ini sudah dicabut sejak 23 Desember 2026.")
    register.press("reason-back")
    register.press("entry-out")
    assert register.says("Sertifikat ini sudah dicabut sejak 23 Desember 2026.")


def test_a_wrong_name_is_put_right_by_another_certificate(register: Visit) -> None:
    choose(register, "Peserta Contoh 3")
    old = number_chosen(register)
    register.press("entry-replace")
    assert register.says("Pengganti akan berbunyi sama.")
    register.press("overlay-ok")
    right = msgspec.structs.replace(PEOPLE[2], name="Peserta Contoh 3, S.IP.", unit="Dinas C")
    register.house.store.roster.put([right])
    choose(register, "Peserta Contoh 3")
    register.press("entry-replace")
    assert register.says("Peserta Contoh 3 → Peserta Contoh 3, S.IP.")
    assert register.says("Dinas B → Dinas C")
    register.press("reason-yes")
    assert register.says("Tulis alasannya")
    register.press("reason-0")
    register.press("reason-yes")
    new = "800.1.4/CONTOH-01.0005/BKPSDM/XII/2026"
    assert register.says(f"Pengganti terbit dengan nomor {new}.")
    assert number_chosen(register) == new
    assert revoked(register) == [CertificateRevoked(old, "Nama atau gelar keliru", TODAY, new)]
    register.press("entry-before")
    assert number_chosen(register) == old
    assert register.says("Diganti")
    assert "entry-replace" not in enabled(register)
    register.press("entry-after")
    assert number_chosen(register) == new


def test_a_replacement_holds_and_the_old_one_does_not(register: Visit) -> None:
    right = msgspec.structs.replace(PEOPLE[2], name="Peserta Contoh 3, S.IP.")
    register.house.store.roster.put([right])
    choose(register, "Peserta Contoh 3")
    register.press("entry-replace")
    register.press("reason-0")
    register.press("reason-yes")
    assert register.says("Pengganti terbit")
    held = [r.event for r in register.house.store.events(PEOPLE[2].id)]
    issued = [e for e in held if isinstance(e, CertificateIssued)]
    known = register.house.known()
    codes = [msgspec.json.decode(e.facts)["check_code"] for e in issued]
    states = [judge(code, known, TODAY).state for code in codes]
    assert states == ["revoked", "own"]


@pytest.mark.parametrize(
    ("prepare", "said"),
    [
        (lambda _house, clock: clock.pass_seconds(-86_400 * 5), "Jam komputer ini diragukan."),
        (
            lambda house, _clock: house.office.change(
                msgspec.structs.replace(house.office.settings(), number_blocks=((1, 4),))
            ),
            "Nomor sertifikat kios ini habis. Tambah blok nomor di Pengaturan.",
        ),
    ],
)
def test_a_replacement_that_cannot_be_is_said_beside_the_reason(
    register: Visit, clock: Clock, prepare: Callable[[House, Clock], None], said: str
) -> None:
    register.house.store.roster.put([msgspec.structs.replace(PEOPLE[2], name="Lain")])
    choose(register, "Peserta Contoh 3")
    register.press("entry-replace")
    prepare(register.house, clock)
    register.press("reason-0")
    register.press("reason-yes")
    assert register.says(said)
    assert revoked(register) == []
    assert len(numbers(register)) == 4


def test_someone_who_is_not_on_the_roster_gets_no_replacement(
    register: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(register, "Peserta Contoh 3")
    monkeypatch.setattr(type(register.house.store.roster), "by_id", lambda *_given: None)
    register.press("entry-replace")
    assert register.says("Pemegang sertifikat ini tidak ada dalam daftar peserta kios ini.")


def test_it_is_printed_again_and_the_print_bears_the_officers_name(
    register: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[bytes] = []

    def send(pdf: bytes, name: str, *_title: str, **_more: object) -> Job:
        sent.append(pdf)
        return Job("7", name, 0.0)

    monkeypatch.setattr(printing, "printers", lambda: (Printer("p", "Printer", ready=True),))
    monkeypatch.setattr(printing, "send", send)
    monkeypatch.setattr(printing, "state", lambda _job: JobState("done"))
    choose(register, "Peserta Contoh 1")
    number = number_chosen(register)
    register.press("entry-out")
    register.press("paper-print")
    assert register.says("Apakah sertifikat sudah keluar dari printer?")
    assert sent == [register.house.store.document("certificate", number)]
    register.press("seen-yes")
    told = CertificatePrinted(number, "printer", by="officer", job="7")
    seen = msgspec.structs.replace(told, seen=True)
    recorded = register.house.store.register("certificate-printed")
    assert [(r.learner, r.event) for r in recorded] == [(ONE.id, told), (ONE.id, seen)]
    register.press("paper-close")
    assert register.says("dicetak oleh petugas, sudah keluar")


def test_it_goes_to_a_stick_with_its_credential(
    register: Visit, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sticks, "sticks", lambda: (Stick(place, "STIK", 10**9),))
    choose(register, "Peserta Contoh 1")
    number = number_chosen(register)
    register.press("entry-out")
    register.press("paper-save")
    register.press("stick-0")
    assert register.says("Tersimpan: Sertifikat 800.1.4-CONTOH-01.0001-BKPSDM-XII-2026.pdf.")
    assert sorted(path.suffix for path in place.iterdir()) == [".jwt", ".pdf"]
    (saved,) = place.glob("*.pdf")
    assert saved.read_bytes() == register.house.store.document("certificate", number)
    (told,) = register.house.store.register("certificate-printed")
    assert told.event == CertificatePrinted(number, "stick", by="officer")


def test_the_pages_shown_are_those_kept(register: Visit) -> None:
    choose(register, "Peserta Contoh 1")
    register.press("entry-look")
    kept = register.house.store.document("certificate", number_chosen(register))
    preview = register.seen(Preview, "preview")
    assert bytes(vars(preview)["_buffer"].data().data()) == kept
    register.press("look-back")
    assert vars(preview)["_page"] == 1


@pytest.mark.usefixtures("used")
def test_one_whose_holder_was_erased_can_only_be_revoked(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare = Entry("N1", TODAY, "", "", "", COURSE, COURSE, 2, 0, "", State.VALID)
    monkeypatch.setattr(officer_register, "entries", lambda *_given: (bare,))
    into_register(visit)
    choose(visit, "Pemegang dihapus")
    assert enabled(visit) == {"entry-revoke"}


def test_a_disk_that_cannot_be_written_offers_no_change(
    register: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register.house.folder, "view_only", True)
    choose(register, "Peserta Contoh 1")
    assert enabled(register) == {"entry-look", "entry-out"}


def test_the_bytes_of_a_certificate_stay_when_it_is_revoked(register: Visit) -> None:
    choose(register, "Peserta Contoh 1")
    number = number_chosen(register)
    before = register.house.store.document("certificate", number) or b""
    register.press("entry-revoke")
    register.press("reason-0")
    register.press("reason-yes")
    assert register.says("sudah dicabut.")
    after = register.house.store.document("certificate", number) or b""
    (issued,) = [i for _, i in register.house.store.certificates() if i.number == number]
    assert hashlib.sha256(after).hexdigest() == issued.sha256
    assert before == after
