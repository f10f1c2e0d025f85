from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from kiosk.office.word_people import (
    Base,
    Conflict,
    Fate,
    Here,
    Plan,
    RowRefused,
    Secret,
    planned,
    values_of,
    with_value,
)
from kiosk.parcel.word import Person
from kiosk.people.learner import Learner, guest_id, learner_id
from kiosk.people.nip import Kind

SITI_NIP, BUDI_NIP, NEW_NIP = "198704122011012008", "199106252022212003", "198704122011012009"
SITI_ID, BUDI_ID = learner_id(SITI_NIP), learner_id(BUDI_NIP)
SITI = Person(SITI_NIP, "Peserta Contoh 1", "Dinas A", "pns", "III/a", "Analis")
BUDI = Person(BUDI_NIP, "Peserta Contoh 2", "Dinas B", "pppk")
HERE = Learner(SITI_ID, "Peserta Contoh 1", "Dinas A", Kind.PNS, SITI_NIP, "III/a", "Analis")
PIN = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$" + "A" * 43
CODE = PIN.replace("$AAAAA", "$BBBBB")
NOBODY = Here({}, {}, {})


def said(person: Person, **more: object) -> Base:
    """What is kept once the agency has said this row."""
    [fate] = planned([structs.replace(person, **more)], NOBODY).fates
    return fate.base


def knowing(*learners: Learner, bases: dict[str, Base] | None = None, pin: str = "") -> Here:
    return Here({x.id: x for x in learners}, {x.id: (pin, "") for x in learners}, bases or {})


def only(plan: Plan) -> Fate:
    assert plan.refused == ()
    [fate] = plan.fates
    return fate


def test_new_people_come_in_with_their_secrets() -> None:
    fate = only(planned([structs.replace(SITI, pin=PIN, code=CODE)], NOBODY))
    assert (fate.learner, fate.before, fate.conflicts) == (HERE, None, ())
    assert fate.secret == Secret(PIN, CODE)


def test_the_agencys_own_id_is_kept() -> None:
    own = "01930000-0000-7000-8000-000000000001"
    assert only(planned([structs.replace(SITI, id=own)], NOBODY)).learner.id == own


def test_a_guest_comes_in_by_name_and_unit() -> None:
    guest = Person("", " Peserta  Contoh 9", "Kecamatan", "guest")
    learner = only(planned([guest], NOBODY)).learner
    assert learner.id == guest_id("Peserta Contoh 9", "Kecamatan")
    assert (learner.name, learner.kind, learner.nip) == ("Peserta Contoh 9", Kind.GUEST, "")


def test_what_was_not_changed_here_follows_the_agency() -> None:
    here = knowing(HERE, bases={SITI_ID: said(SITI)})
    fate = only(planned([structs.replace(SITI, unit="Dinas C", rank="III/b")], here))
    assert fate.learner == structs.replace(HERE, unit="Dinas C", rank="III/b")
    assert fate.conflicts == ()


def test_what_was_changed_here_stays_and_is_a_conflict_while_the_agency_says_otherwise() -> None:
    mine = structs.replace(HERE, unit="Dinas X")
    here = knowing(mine, bases={SITI_ID: said(SITI)})
    for row, conflicts in (
        (SITI, (Conflict(SITI_ID, "unit", "Dinas X", "Dinas A"),)),
        (structs.replace(SITI, unit="Dinas C"), (Conflict(SITI_ID, "unit", "Dinas X", "Dinas C"),)),
        (structs.replace(SITI, unit="Dinas X"), ()),
    ):
        fate = only(planned([row], here))
        assert (fate.learner, fate.conflicts) == (mine, conflicts)


def test_a_choice_stands_until_the_agency_says_something_else_again() -> None:
    mine = structs.replace(HERE, unit="Dinas X")
    settled = structs.replace(said(SITI), against={"unit": "Dinas A"})
    fate = only(planned([SITI], knowing(mine, bases={SITI_ID: settled})))
    assert (fate.conflicts, fate.base.against) == ((), {"unit": "Dinas A"})
    fate = only(
        planned([structs.replace(SITI, unit="Dinas C")], knowing(mine, bases={SITI_ID: settled}))
    )
    assert fate.conflicts == (Conflict(SITI_ID, "unit", "Dinas X", "Dinas C"),)
    assert fate.base.against == {}


def test_someone_taken_in_here_before_the_agency_spoke_keeps_what_differs() -> None:
    mine = structs.replace(HERE, name="Peserta Satu", rank="", position="Analis")
    fate = only(planned([SITI], knowing(mine)))
    assert fate.learner == structs.replace(mine, rank="III/a")
    assert fate.conflicts == (Conflict(SITI_ID, "name", "Peserta Satu", "Peserta Contoh 1"),)


def test_what_the_agency_leaves_empty_says_nothing() -> None:
    bare = structs.replace(SITI, rank="", position="")
    fate = only(planned([bare], knowing(HERE)))
    assert (fate.learner, fate.conflicts) == (HERE, ())
    again = only(planned([bare], knowing(HERE, bases={SITI_ID: fate.base})))
    assert (again.learner, again.conflicts) == (HERE, ())
    taken_back = only(planned([bare], knowing(HERE, bases={SITI_ID: said(SITI)})))
    assert taken_back.learner == structs.replace(HERE, rank="", position="")


def test_who_is_gone_from_the_list_becomes_inactive_and_comes_back_with_it() -> None:
    budi = only(planned([BUDI], NOBODY)).learner
    here = knowing(HERE, budi, bases={SITI_ID: said(SITI), BUDI_ID: said(BUDI)})
    plan = planned([BUDI], here)
    gone = next(f for f in plan.fates if f.learner.id == SITI_ID)
    assert gone.learner == structs.replace(HERE, active=False)
    here = knowing(gone.learner, budi, bases={SITI_ID: gone.base, BUDI_ID: said(BUDI)})
    assert next(f for f in planned([BUDI], here).fates if f.learner.id == SITI_ID) == Fate(
        gone.learner, gone.learner, gone.base
    )
    back = next(f for f in planned([SITI, BUDI], here).fates if f.learner.id == SITI_ID)
    assert back.learner == HERE


def test_who_was_never_the_agencys_is_left_alone() -> None:
    assert planned([], knowing(HERE)).fates == ()
    assert [f.learner.id for f in planned([BUDI], knowing(HERE)).fates] == [BUDI_ID]


def test_who_was_set_inactive_here_stays_so_until_an_officer_decides() -> None:
    mine = structs.replace(HERE, active=False)
    fate = only(planned([SITI], knowing(mine, bases={SITI_ID: said(SITI)})))
    assert fate.learner == mine
    assert fate.conflicts == (Conflict(SITI_ID, "active", "no", "yes"),)


def test_while_a_row_is_refused_nobody_counts_as_gone() -> None:
    here = knowing(HERE, bases={SITI_ID: said(SITI)})
    plan = planned([structs.replace(SITI, nip=SITI_NIP[:-1]), BUDI], here)
    assert plan.refused == (RowRefused(1, "nip-length"),)
    assert [f.learner.id for f in plan.fates] == [BUDI_ID]


def test_a_nip_corrected_at_the_agency_is_followed_by_the_id() -> None:
    here = knowing(HERE, bases={SITI_ID: said(SITI)})
    fate = only(planned([structs.replace(SITI, nip=NEW_NIP, id=SITI_ID)], here))
    assert fate.learner == structs.replace(HERE, nip=NEW_NIP)


def test_a_nip_corrected_here_is_a_conflict_while_the_agency_has_the_old_one() -> None:
    mine = structs.replace(HERE, nip=NEW_NIP)
    fate = only(planned([SITI], knowing(mine, bases={SITI_ID: said(SITI)})))
    assert fate.learner == mine
    assert fate.conflicts == (Conflict(SITI_ID, "nip", NEW_NIP, SITI_NIP),)


def test_two_rows_never_mean_one_learner() -> None:
    mine = structs.replace(HERE, nip=NEW_NIP)
    rows = [SITI, structs.replace(SITI, nip=NEW_NIP, name="Peserta Contoh 3")]
    plan = planned(rows, knowing(mine))
    assert len({f.learner.id for f in plan.fates}) == 2
    assert {f.learner.nip for f in plan.fates} == {SITI_NIP, NEW_NIP}
    assert next(f for f in plan.fates if f.before).learner.nip == NEW_NIP


def test_a_nip_that_somebody_else_holds_here_is_not_given_twice() -> None:
    budi = only(planned([BUDI], NOBODY)).learner
    here = knowing(HERE, budi, bases={SITI_ID: said(SITI)})
    fate = planned([structs.replace(SITI, id=SITI_ID, nip=BUDI_NIP)], here).fates[0]
    assert fate.learner == HERE
    assert fate.conflicts == (Conflict(SITI_ID, "nip", SITI_NIP, BUDI_NIP),)
    own = "01930000-0000-7000-8000-000000000001"
    rows = [structs.replace(SITI, id=SITI_ID), structs.replace(SITI, id=own, nip=BUDI_NIP)]
    assert [f.learner.id for f in planned(rows, here).fates] == [SITI_ID, BUDI_ID]


def test_a_new_row_with_the_nip_of_someone_who_keeps_it_is_refused() -> None:
    mine = structs.replace(HERE, nip=NEW_NIP)
    here = knowing(mine, bases={SITI_ID: said(SITI)})
    rows = [structs.replace(SITI, id=SITI_ID), structs.replace(SITI, nip=NEW_NIP, name="Lain")]
    plan = planned(rows, here)
    assert plan.refused == (RowRefused(2, "nip-taken"),)
    assert [f.learner.nip for f in plan.fates] == [NEW_NIP]


def test_a_nip_is_never_taken_away() -> None:
    here = knowing(HERE, bases={SITI_ID: said(SITI)})
    row = Person("", "Peserta Contoh 1", "Dinas A", "guest", id=SITI_ID)
    assert only(planned([row], here)).learner.nip == SITI_NIP


def test_a_reset_without_a_hash_waits_for_one() -> None:
    here = knowing(HERE, bases={SITI_ID: said(SITI, code=PIN)}, pin="here")
    waiting = only(planned([structs.replace(SITI, reset=1)], here))
    here = knowing(HERE, bases={SITI_ID: waiting.base}, pin="here")
    fate = only(planned([structs.replace(SITI, reset=1, code=CODE)], here))
    assert fate.secret == Secret("", CODE)


def test_whoever_was_erased_here_does_not_come_back() -> None:
    plan = planned([SITI, BUDI], Here({}, {}, {}, {SITI_ID: 7}))
    assert ([f.learner.id for f in plan.fates], plan.erased) == ([BUDI_ID], 1)


@pytest.mark.parametrize(("again", "back"), [(6, False), (7, True), (8, True)])
def test_whom_the_agency_took_in_again_since_the_erasure_comes_back(
    again: int, *, back: bool
) -> None:
    plan = planned([structs.replace(SITI, again=again)], Here({}, {}, {}, {SITI_ID: 7}))
    assert ([f.learner.id for f in plan.fates], plan.erased) == (
        ([SITI_ID], 0) if back else ([], 1)
    )


@pytest.mark.parametrize(
    ("row", "base", "pin", "taken"),
    [
        ({"pin": PIN}, None, "", Secret(PIN, "")),
        ({"code": CODE}, None, "", Secret("", CODE)),
        ({"pin": PIN}, None, "here", None),
        ({"pin": PIN, "reset": 1}, None, "here", Secret(PIN, "")),
        ({"code": CODE, "reset": 1}, {"code": CODE}, "here", Secret("", CODE)),
        ({"code": CODE, "reset": 1}, {"code": CODE, "reset": 1}, "here", None),
        ({"code": CODE, "reset": 2}, {"code": CODE, "reset": 1}, "here", Secret("", CODE)),
        ({"code": CODE}, {"code": CODE}, "", None),  # a code given out here since stays good
        ({"code": CODE}, {"code": PIN}, "", Secret("", CODE)),
        ({"reset": 1}, {"code": CODE}, "here", None),
        ({}, {"code": CODE}, "", None),
    ],
)
def test_a_pin_chosen_here_counts_unless_the_agency_resets_it(
    row: dict[str, object], base: dict[str, object] | None, pin: str, taken: Secret | None
) -> None:
    bases = {} if base is None else {SITI_ID: said(SITI, **base)}
    fate = only(planned([structs.replace(SITI, **row)], knowing(HERE, bases=bases, pin=pin)))
    assert fate.secret == taken
    again = only(
        planned([structs.replace(SITI, **row)], knowing(HERE, bases={SITI_ID: fate.base}, pin=pin))
    )
    assert again.secret is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"nip": ""}, "nip-empty"),
        ({"nip": "19870412201101200x"}, "nip-not-digits"),
        ({"nip": SITI_NIP, "kind": "guest"}, "guest-nip"),
        ({"kind": "asn"}, "kind"),
        ({"name": " "}, "name-missing"),
        ({"unit": ""}, "unit-missing"),
        ({"position": "x" * 201}, "too-long"),
        ({"id": "../x"}, "id"),
        ({"id": SITI_ID.upper()}, "id"),
        ({"pin": "123456"}, "secret"),
        ({"code": PIN.replace("m=19456", "m=99999999")}, "secret"),
    ],
)
def test_a_row_that_cannot_be_is_refused_alone(change: dict[str, object], code: str) -> None:
    plan = planned([BUDI, structs.replace(SITI, **change)], NOBODY)
    assert plan.refused == (RowRefused(2, code),)
    assert [f.learner.id for f in plan.fates] == [BUDI_ID]


def test_the_second_of_two_rows_for_one_person_is_refused() -> None:
    plan = planned([SITI, structs.replace(SITI, name="Lain")], NOBODY)
    assert (plan.refused, plan.fates[0].learner.name) == (
        (RowRefused(2, "twice"),),
        "Peserta Contoh 1",
    )


def test_the_kind_goes_with_the_nip() -> None:
    assert with_value(HERE, "nip", BUDI_NIP).kind is Kind.PPPK
    assert with_value(HERE, "nip", "rusak") == HERE
    assert with_value(HERE, "active", "no").active is False


NIPS = st.sampled_from([SITI_NIP, BUDI_NIP, NEW_NIP, ""])
TEXTS = st.sampled_from(["", "A", "B", " A "])
IDS = st.sampled_from(["", SITI_ID, BUDI_ID, guest_id("A", "A"), learner_id(NEW_NIP)])
ROWS = st.lists(
    st.builds(
        Person,
        nip=NIPS,
        name=TEXTS,
        unit=TEXTS,
        kind=st.sampled_from(["pns", "pppk", "guest"]),
        rank=TEXTS,
        id=IDS,
        code=st.sampled_from(["", CODE, PIN]),
        reset=st.integers(0, 2),
    ),
    max_size=4,
)


def carried(here: Here, rows: list[Person]) -> Here:
    """This kiosk after an import."""
    plan = planned(rows, here)
    learners = dict(here.learners)
    secrets = dict(here.secrets)
    bases = dict(here.bases)
    for fate in plan.fates:
        learners[fate.learner.id] = fate.learner
        bases[fate.learner.id] = fate.base
        given = (fate.secret.pin, fate.secret.code) if fate.secret else ("", "")
        secrets[fate.learner.id] = given if fate.secret else secrets.get(fate.learner.id, ("", ""))
    return Here(learners, secrets, bases)


@given(st.lists(ROWS, min_size=1, max_size=3), st.data())
def test_any_lists_in_any_order_keep_the_roster_whole(
    lists: list[list[Person]], data: st.DataObject
) -> None:
    here = NOBODY
    for rows in lists:
        before = here
        here = carried(here, rows)
        assert carried(here, rows) == here  # twice is once
        assert before.learners.keys() <= here.learners.keys()  # nobody is deleted
        nips = [x.nip for x in here.learners.values() if x.nip]
        assert len(nips) == len(set(nips))
        edits: bool = data.draw(st.booleans())
        if edits and here.learners:
            edited = data.draw(st.sampled_from(sorted(here.learners)))
            mine = structs.replace(here.learners[edited], unit="Diubah di sini")
            if mine.nip and all(x.nip != NEW_NIP for x in here.learners.values()):
                mine = structs.replace(mine, nip=NEW_NIP)
            here = structs.replace(here, learners={**here.learners, edited: mine})
            after = carried(here, rows).learners[edited]
            assert values_of(after)["unit"] == "Diubah di sini"
