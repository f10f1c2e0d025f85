"""What the office does is allowed by the table, stands in the log, and can be taken back."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.learning.events import SignedIn
from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts, Change, document_change, forget_person, learner_change
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind
from kiosk.people.role import OFFICER, Act, Role, Staff
from kiosk.store import Store

TRAINER = Staff("t-1", "Pelatih Contoh 1", Role.TRAINER)


def learner(n: int, unit: str = "Dinas Contoh") -> Learner:
    nip = f"19850922200903{n % 2 + 1}{n:03}"
    return Learner(learner_id(nip), f"Peserta Contoh {n}", unit, Kind.PNS, nip)


def test_an_act_is_written_down_with_who_did_it(store: Store) -> None:
    acts = Acts(store, TRAINER)
    acts.do(Act.EDIT_COHORT, [Change("cohort", "c-1", None, b"{}")], why="angkatan baru")
    (entry,) = acts.log()
    told = entry.acted
    assert (told.act, told.by, told.on, told.count, told.why) == (
        "edit-cohort", "t-1", ("c-1",), 1, "angkatan baru",
    )  # fmt: skip
    assert entry.undoable


def test_what_changes_nothing_is_not_written_down(store: Store) -> None:
    acts = Acts(store, OFFICER)
    store.keep("cohort", "c-1", b"{}")
    assert acts.do(Act.EDIT_COHORT, [document_change(store, "cohort", "c-1", b"{}")]) is None
    assert acts.log() == ()


def test_taken_back_everything_is_as_before(store: Store) -> None:
    acts = Acts(store, OFFICER)
    old, new, other = learner(1), learner(1, "Dinas Lain"), learner(2)
    store.roster.put([old])
    acts.do(Act.IMPORT_PEOPLE, [learner_change(old, new), learner_change(None, other)])
    assert store.roster.by_id(old.id) == new
    assert store.roster.by_id(other.id) == other
    acts.undo(acts.log()[0].id)
    assert store.roster.by_id(old.id) == old
    assert store.roster.by_id(other.id) is None
    undone, first = acts.log()
    assert (undone.acted.act, undone.acted.undoes) == ("undo", first.id)
    assert (first.undone, first.undoable) == (True, False)


def test_what_changed_since_is_not_taken_back(store: Store) -> None:
    acts = Acts(store, OFFICER)
    acts.do(Act.EDIT_COHORT, [Change("cohort", "c-1", None, b"1")])
    first = acts.log()[0].id
    acts.do(Act.EDIT_COHORT, [document_change(store, "cohort", "c-1", b"2")])
    with pytest.raises(NotAllowed, match="undo-changed"):
        acts.undo(first)
    assert store.document("cohort", "c-1") == b"2"


def test_whoever_has_signed_in_since_stays(store: Store) -> None:
    acts = Acts(store, OFFICER)
    new = learner(1)
    acts.do(Act.IMPORT_PEOPLE, [learner_change(None, new)])
    store.record(new.id, SignedIn())
    with pytest.raises(NotAllowed, match="undo-used"):
        acts.undo(acts.log()[0].id)
    assert store.roster.by_id(new.id) == new


def test_the_last_thirty_can_be_taken_back(store: Store) -> None:
    acts = Acts(store, OFFICER)
    for n in range(32):
        acts.do(Act.EDIT_COHORT, [Change("cohort", f"c-{n}", None, b"{}")])
    entries = acts.log()
    assert [e.undoable for e in entries] == [True] * 30 + [False] * 2
    with pytest.raises(NotAllowed, match="undo-gone"):
        acts.undo(entries[-1].id)
    assert len(acts.log(5)) == 5


def test_a_trainer_is_refused_what_only_the_agency_may(store: Store) -> None:
    acts = Acts(store, TRAINER)
    with pytest.raises(NotAllowed, match="role-refused"):
        acts.do(Act.CHANGE_SETTINGS, [Change("settings", "kiosk", None, b"{}")])
    assert store.document("settings", "kiosk") is None
    closed = Acts(store, msgspec.structs.replace(TRAINER, active=False))
    with pytest.raises(NotAllowed, match="role-refused"):
        closed.note(Act.PRINT_PAPERS)


def test_an_erased_person_is_in_nothing_that_could_be_taken_back(store: Store) -> None:
    acts = Acts(store, OFFICER)
    acts.do(Act.IMPORT_PEOPLE, [learner_change(None, learner(1))])
    acts.do(Act.EDIT_COHORT, [Change("cohort", "c-1", None, b"{}")])
    forget_person(store, learner(1).id)
    assert [e.undoable for e in acts.log()] == [True, False]
