"""People on the roster: found, put right, moved, closed; each act can be taken back."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts
from kiosk.office.people import People
from kiosk.office.person import Correction
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind
from kiosk.people.role import OFFICER, Role, Staff
from kiosk.store import Store, StoreTrouble
from kiosk.store.waits import Waits
from tests.conftest import Clock

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


def person(n: int, name: str, unit: str = "Dinas Contoh") -> Learner:
    nip = f"19870412201101{n % 2 + 1}{n:03d}"
    return Learner(learner_id(nip), name, unit, Kind.PNS, nip)


ANDI, SITI = person(1, "Andi Contoh, S.E."), person(2, "Siti Contoh")
TWICE = person(3, "Dr. Andi Contoh", "Badan Contoh")


@pytest.fixture
def people(store: Store) -> People:
    store.roster.put([ANDI, SITI, TWICE])
    return of(store)


def of(store: Store, who: Staff = OFFICER) -> People:
    return People(Acts(store, who), store, lambda: dt.date(2026, 11, 23))


def test_people_are_found_by_parts_of_name_unit_and_nip(people: People) -> None:
    assert people.search("contoh badan") == (TWICE,)
    assert people.search("1002") == (SITI,)
    assert len(people.search("")) == 3


def test_a_new_nip_keeps_the_id_and_is_taken_back(people: People, store: Store) -> None:
    edited = people.edit(SITI.id, Correction(nip="198704122011012009", unit="Badan Contoh"))
    assert (edited.id, edited.nip) == (SITI.id, "198704122011012009")
    Acts(store, OFFICER).undo(Acts(store, OFFICER).log()[0].id)
    assert store.roster.by_id(SITI.id) == SITI
    with pytest.raises(NotAllowed, match="nip-taken"):
        people.edit(SITI.id, Correction(nip=ANDI.nip))


def test_several_move_and_close_as_one_act(people: People, store: Store) -> None:
    assert people.move([ANDI.id, SITI.id, TWICE.id], " Badan  Contoh ") == 2
    assert {x.unit for x in people.search("")} == {"Badan Contoh"}
    assert people.close([ANDI.id, SITI.id], "pensiun") == 2
    log = Acts(store, OFFICER).log()
    assert [(x.acted.act, x.acted.count, x.acted.why) for x in log] == [
        ("close-person", 2, "pensiun"),
        ("edit-person", 2, "move"),
    ]
    assert people.open([ANDI.id]) == 1
    with pytest.raises(NotAllowed, match="unit-missing"):
        people.move([ANDI.id], " ")


def test_a_trainer_edits_but_closes_nobody(people: People, store: Store) -> None:
    trainer = of(store, Staff("t", "Pelatih", Role.TRAINER))
    assert people.search("siti") == (SITI,)
    trainer.edit(SITI.id, Correction(name="Siti Contoh, S.H."))
    with pytest.raises(NotAllowed, match="role-refused"):
        trainer.close([SITI.id])


def test_the_same_bare_name_and_birth_date_may_be_one_person(people: People) -> None:
    assert [(x.first, x.second, x.why) for x in people.doubles()] == [(ANDI, TWICE, "birth")]
    people.close([TWICE.id])
    assert people.doubles() == ()


def test_a_lock_is_released(people: People, store: Store, clock: Clock) -> None:
    waits = Waits(store, clock.ticks)
    for _ in range(5):
        waits.wrong(SITI.id)
    assert waits.left(SITI.id) > 0
    people.release(SITI.id, clock.ticks)
    assert waits.left(SITI.id) == 0


def test_the_list_looks_at_no_seal_but_whoever_is_picked_is_believed_only_sealed(
    people: People, store: Store
) -> None:
    assert store.roster.listed() == people.search("")
    with sqlite3.connect(store.file) as beside:
        beside.execute("update learner set name = 'Palsu' where id = ?", (SITI.id,))
    beside.close()
    assert "Palsu" in {x.name for x in store.roster.listed()}
    with pytest.raises(StoreTrouble, match="damaged"):
        people.edit(SITI.id, Correction(unit="Badan Contoh"))
