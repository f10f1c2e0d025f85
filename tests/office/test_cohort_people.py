"""Whom a class takes in: pasted NIPs, and all of the last import."""

from __future__ import annotations

import pytest
from msgspec import structs

from kiosk.office import demo
from kiosk.office.acts import Acts, learner_change
from kiosk.office.cohort_people import last_import, pasted
from kiosk.people.role import OFFICER, Act
from kiosk.store import Store
from tests.conftest import Clock

ONE, TWO, THREE, *_ = demo.LEARNERS
GONE = structs.replace(THREE, active=False)


@pytest.mark.parametrize(
    ("words", "found", "unknown"),
    [
        ("", (), ()),
        (f"NIP\n{ONE.nip}\n{TWO.nip}\n", (ONE.id, TWO.id), ()),
        (f"{TWO.nip[:8]} {TWO.nip[8:14]} {TWO.nip[14]} {TWO.nip[15:]}", (TWO.id,), ()),
        (f"{ONE.nip};Peserta Contoh\t'{TWO.nip}, {ONE.nip}", (ONE.id, TWO.id), ()),
        (f"{THREE.nip}\r\n1,98E+17\n123", (), (THREE.nip, "1", "98E+17", "123")),
    ],
)
def test_people_are_found_by_their_nip_and_the_rest_is_told(
    words: str, found: tuple[str, ...], unknown: tuple[str, ...]
) -> None:
    told = pasted(words, (ONE, TWO, GONE))
    assert (told.found, told.unknown) == (found, unknown)


def test_the_last_import_is_all_its_pieces_and_no_earlier_one(store: Store, clock: Clock) -> None:
    acts = Acts(store, OFFICER)
    assert last_import(store, ()) == ()
    acts.do(Act.IMPORT_PEOPLE, [learner_change(None, ONE)])
    clock.pass_seconds(3600)
    acts.do(Act.IMPORT_PEOPLE, [learner_change(None, TWO)])
    clock.pass_seconds(60)
    acts.note(Act.GIVE_CODES, [ONE.id])
    acts.do(Act.IMPORT_PEOPLE, [learner_change(None, GONE), learner_change(None, demo.LEARNERS[3])])
    assert set(last_import(store, store.roster.everyone())) == {TWO.id, demo.LEARNERS[3].id}
