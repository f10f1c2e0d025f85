"""What the doctor and the officer's room say of the numbers of certificates."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from kiosk.cli.words_doctor import next_step, sentence
from kiosk.house import House, Rooms
from kiosk.learning.events import CertificateIssued
from kiosk.office import demo
from kiosk.people.agency import Settings
from kiosk.ui.doctor_numbers import numbers_note
from tests.conftest import Clock
from tests.rooms import rooms_of, set_up

PLAIN = "{urut}/{tahun}"


@pytest.fixture
def rooms(clock: Clock) -> Rooms:
    return rooms_of(clock)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def told(rooms: Rooms, data: Path) -> tuple[str, str]:
    (found,) = (f for f in rooms.examine(data) if f.check == "numbers")
    assert sentence(found).endswith(".")
    assert bool(next_step(found)) == (found.state != "good")
    return found.state, found.code


def given(house: House, count: int) -> None:
    for n in range(1, count + 1):
        event = CertificateIssued("c", str(n), 6, 90, "2026-11-23", "{}", "", sequence=n)
        house.store.record(demo.LEARNERS[0].id, event)


def settings(house: House) -> Settings:
    found = house.office.settings()
    assert found is not None
    return found


def test_the_code_keeps_numbers_apart_or_nothing_has_to(rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    assert told(rooms, data) == ("good", "code")
    with rooms.house(data) as house:
        house.office.change(structs.replace(settings(house), number_template=PLAIN))
        assert numbers_note(house.store, settings(house), "2026") == ""
    assert told(rooms, data) == ("good", "alone")
    (data / "pairing.json").write_bytes(b"{}")
    assert told(rooms, data) == ("look", "not-apart")


@pytest.mark.parametrize(
    ("count", "finding", "note"),
    [
        (9, ("good", "block"), ""),
        (10, ("look", "few"), "Blok nomor kios ini tinggal 10 nomor untuk 2026."),
        (20, ("bad", "used-up"), "Blok nomor kios ini habis untuk 2026, jadi"),
    ],
)
def test_a_block_is_told_ten_numbers_before_it_ends(
    rooms: Rooms, data: Path, count: int, finding: tuple[str, str], note: str
) -> None:
    set_up(rooms, data, number_template=PLAIN, number_blocks=((1, 20),))
    with rooms.house(data) as house:
        given(house, count)
        found = numbers_note(house.store, settings(house), "2026")
        assert found.startswith(note)
        assert bool(found) == bool(note)
        assert numbers_note(house.store, settings(house), "2027") == ""
    assert told(rooms, data) == finding
