"""The register: who is on it, in what state, found by what, and as a table."""

from __future__ import annotations

import uuid

import msgspec
import pytest

from kiosk.learning.events import (
    CertificateIssued,
    CertificateKept,
    CertificatePrinted,
    CertificateRevoked,
    Event,
)
from kiosk.parcel.word import Revocation, Revoked, written
from kiosk.people.nip import grouped
from kiosk.register.export import register_csv, renewals_csv
from kiosk.register.listing import Entry, State, Wanted, chosen, entries, entry_of
from kiosk.register.validity import renewals
from kiosk.store import Store
from kiosk.xapi.line import Line
from tests.conftest import MONDAY
from tests.parcel import samples
from tests.register.people import people

ONE, TWO, THREE = people(3)
TODAY = "2026-11-23"


def issued(number: str, name: str, **more: object) -> CertificateIssued:
    """A certificate of the year; `more`: other facts than these, or an `until` or a `date`."""
    until, date = str(more.pop("until", "")), str(more.pop("date", "2026-11-20"))
    facts = {
        "name": name, "nip": ONE.nip, "unit": "Dinas A", "course": "Kursus Contoh",
        "kiosk": "MPP-01", "sample": False, "valid_until": until, **more,
    }  # fmt: skip
    course = str(more.get("id", "kursus"))
    return CertificateIssued(
        course, number, 6, 90, date, msgspec.json.encode(facts).decode(), "", valid_until=until,
        replaces=str(more.get("replaces", "")),
    )  # fmt: skip


def from_elsewhere(*events: Event, learner: str) -> list[Line]:
    return list(samples.chained([(learner, event) for event in events], at=MONDAY - 10**9))


def states(store: Store, today: str = TODAY) -> dict[str, str]:
    return {e.number: e.state.value for e in entries(store, today)}


def test_all_that_this_kiosk_knows_is_on_it_the_last_issued_first(store: Store) -> None:
    store.record(ONE.id, issued("1/K", "Peserta Contoh 1"))
    store.record("", CertificateKept("2/K", "kursus", 4, "2026-11-21", "ab", 2, "", "2026-11-22"))
    store.exchange.take_elsewhere(
        from_elsewhere(issued("1/L", "Peserta Contoh 2", date="2026-11-22"), learner=TWO.id)
    )
    found = entries(store, TODAY)
    assert [(e.number, e.name, e.here) for e in found] == [
        ("1/L", "Peserta Contoh 2", False),
        ("2/K", "", True),
        ("1/K", "Peserta Contoh 1", True),
    ]
    assert found[2] == Entry(
        "1/K", "2026-11-20", "Peserta Contoh 1", ONE.nip, "Dinas A", "kursus", "Kursus Contoh", 6,
        90, "MPP-01", State.VALID, learner=ONE.id,
    )  # fmt: skip
    assert (found[1].state, found[1].revoked, found[1].learner) == (State.REVOKED, "2026-11-22", "")


def test_each_state(store: Store) -> None:
    store.record(
        ONE.id,
        issued("valid", "A"),
        issued("far", "A", until="2027-02-22"),
        issued("soon", "A", until="2027-02-21"),
        issued("last-day", "A", until=TODAY),
        issued("over", "A", until="2026-11-22"),
        issued("sample", "A", sample=True),
        issued("agency", "A"),
        issued("officer", "A", until="2026-11-22"),
        issued("wrong", "A"),
        issued("right", "A", replaces="wrong"),
        CertificateRevoked("officer", "Tertukar", "2026-11-22"),
        CertificateRevoked("wrong", "Nama salah", "2026-11-22", "right"),
    )
    gone = Revocation("agency", "Curang", "2026-11-21")
    store.keep("word", "revoked", written(Revoked(MONDAY, (), (gone,))))
    assert states(store) == {
        "valid": "valid", "far": "valid", "soon": "expiring", "last-day": "expiring",
        "over": "expired", "sample": "sample", "agency": "revoked", "officer": "revoked",
        "wrong": "replaced", "right": "valid",
    }  # fmt: skip
    wrong, agency = entry_of(store, "wrong", TODAY), entry_of(store, "agency", TODAY)
    assert wrong is not None
    assert agency is not None
    assert (wrong.reason, wrong.revoked, wrong.replaced_by) == ("Nama salah", "2026-11-22", "right")
    assert (agency.reason, agency.revoked, agency.replaced_by) == ("Curang", "2026-11-21", "")
    assert entry_of(store, "unknown", TODAY) is None


def test_prints_are_counted_and_answers_about_the_paper_are_not(store: Store) -> None:
    store.record(
        ONE.id,
        issued("1/K", "A"),
        CertificatePrinted("1/K", "printer"),
        CertificatePrinted("1/K", "printer", seen=True),
        CertificatePrinted("1/K", "stick"),
    )
    assert [e.prints for e in entries(store, TODAY)] == [2]


@pytest.fixture
def three(store: Store) -> tuple[Entry, ...]:
    store.record(ONE.id, issued("800/K.0001/2026", "Peserta Contoh 1, S.A.P."))
    store.record(
        TWO.id,
        issued("800/K.0002/2025", "Orang Kedua", unit="Dinas B", nip=TWO.nip, date="2025-03-01"),
    )
    store.record(
        THREE.id,
        issued("800/K.0002/2026", "Orang Ketiga", nip="", id="lain", until="2026-11-01"),
    )
    return entries(store, TODAY)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        (Wanted(), ["0001/2026", "0002/2026", "0002/2025"]),
        (Wanted("k.0002"), ["0002/2026", "0002/2025"]),
        (Wanted("contoh peserta"), ["0001/2026"]),
        (Wanted("peserta kedua"), []),
        (Wanted(f"{TWO.nip[:8]} {TWO.nip[8:]}"), ["0002/2025"]),
        (Wanted(TWO.nip[:17]), []),  # part of a NIP finds nobody
        (Wanted(year=2026), ["0001/2026", "0002/2026"]),
        (Wanted(course="lain"), ["0002/2026"]),
        (Wanted(unit="Dinas B"), ["0002/2025"]),
        (Wanted(state=State.EXPIRED), ["0002/2026"]),
        (Wanted("orang", year=2026, unit="Dinas A", state=State.EXPIRED), ["0002/2026"]),
    ],
)
def test_entries_are_found(three: tuple[Entry, ...], wanted: Wanted, numbers: list[str]) -> None:
    found = [e.number.removeprefix("800/K.") for e in chosen(three, wanted)]
    assert sorted(found) == sorted(numbers)


def test_the_table_is_safe_for_a_spreadsheet(store: Store) -> None:
    store.record(ONE.id, issued("1/K", "=HYPERLINK(1)", unit="@unit"))
    store.record(ONE.id, CertificateRevoked("1/K", "+62", "2026-11-22", "2/K"))
    lines = register_csv(entries(store, TODAY)).decode("utf-8-sig").splitlines()
    assert lines == [
        (
            "Nomor;Tanggal terbit;Nama;NIP;Unit;Pelatihan;JP;Nilai;Kios;Keadaan;Berlaku sampai;"
            "Dicabut sejak;Alasan;Diganti dengan;Menggantikan;Cetakan"
        ),
        (
            f"1/K;2026-11-20;'=HYPERLINK(1);{grouped(ONE.nip)};"
            "'@unit;Kursus Contoh;6;90;MPP-01;Diganti;;2026-11-22;'+62;2/K;;0"
        ),
    ]


def test_whoever_has_a_longer_one_needs_no_renewal(store: Store) -> None:
    store.record(
        ONE.id,
        issued("old", "Peserta Contoh 1", until="2026-11-01"),
        issued("new", "Peserta Contoh 1", until="2027-11-20"),
    )
    store.record(TWO.id, issued("soon", "Peserta Contoh 2", until="2027-01-15"))
    store.record(THREE.id, issued("over", "Peserta Contoh 3", until="2026-11-22"))
    store.record(
        THREE.id,
        issued("b-over", "Peserta Contoh 3", until="2026-11-21", id="b"),
        issued("b-endless", "Peserta Contoh 3", id="b"),
        issued("c-gone", "Peserta Contoh 3", until="2026-11-20", id="c"),
        CertificateRevoked("c-gone", "Tertukar", "2026-11-22"),
    )
    found = renewals(entries(store, TODAY))
    assert [(r.entry.number, r.expired) for r in found] == [("over", True), ("soon", False)]
    lines = renewals_csv(found).decode("utf-8-sig").splitlines()
    assert lines[1].startswith("2026-11-22;Kedaluwarsa;Peserta Contoh 3;")


def test_facts_in_a_form_of_a_later_program_cost_only_the_names(store: Store) -> None:
    event = CertificateIssued("c", "1/K", 6, 90, "2026-11-20", '{"name":7}', "")
    store.record(ONE.id, event)
    (found,) = entries(store, TODAY)
    assert (found.number, found.name, found.title) == ("1/K", "", "c")


def test_another_order_of_arrival_gives_the_same_register(store: Store) -> None:
    lines = from_elsewhere(
        issued("1/L", "A"),
        CertificateRevoked("1/L", "Tertukar", "2026-11-22", "2/L"),
        issued("2/L", "A", replaces="1/L"),
        learner=str(uuid.UUID(int=7)),
    )
    for line in reversed(lines):
        store.exchange.take_elsewhere([line])
    assert states(store) == {"1/L": "replaced", "2/L": "valid"}
