"""Classes are made, changed, closed and taken back; attendance is a sign-in or a trainer's word."""

from __future__ import annotations

import pytest
from msgspec import structs

from kiosk.learning.events import SignedIn, SignedOut
from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts, forget_person
from kiosk.office.attendance import Attendance
from kiosk.office.cohorts import Cohorts, faults, merged
from kiosk.parcel import word
from kiosk.people.cohort import Assignment, Cohort, Presence
from kiosk.people.role import OFFICER, Act, Role, Staff
from kiosk.store import Store
from kiosk.store.revoked import WORD
from tests.conftest import MONDAY, Clock, day_in_sibolga

ONE, TWO = "11111111-0000-0000-0000-000000000001", "11111111-0000-0000-0000-000000000002"
GIVEN = Assignment("kursus", "2026-11-23", "2026-11-30", 80, 2)
COHORT = Cohort("c-1", "Angkatan I", (ONE, TWO), (GIVEN,), ("2026-11-23",))
DAY = "2026-11-23"


@pytest.fixture
def cohorts(store: Store) -> Cohorts:
    return Cohorts(Acts(store, OFFICER), store)


@pytest.fixture
def attendance(store: Store) -> Attendance:
    return Attendance(Acts(store, OFFICER), store, day_in_sibolga)


def assigned(**changed: object) -> Cohort:
    return structs.replace(COHORT, assignments=(structs.replace(GIVEN, **changed),))


@pytest.mark.parametrize(
    ("cohort", "wrong"),
    [
        (COHORT, []),
        (structs.replace(COHORT, name="  "), ["name: name-missing"]),
        (structs.replace(COHORT, name="a" * 121), ["name: name-long"]),
        (structs.replace(COHORT, name="ANGKATAN  ii"), ["name: name-taken"]),
        (structs.replace(COHORT, days=("2026-11-31",)), ["days: date"]),
        (assigned(opens="23/11/2026"), ["kursus/opens: date"]),
        (assigned(deadline="2026-11-22"), ["kursus/deadline: backwards"]),
        (assigned(deadline="2026-11-23"), []),
        (assigned(pass_mark=101), ["kursus/pass_mark: mark"]),
        (assigned(pass_mark=0), []),
        (assigned(attempts=0), ["kursus/attempts: attempts"]),
        (structs.replace(COHORT, assignments=(GIVEN, GIVEN)), ["kursus/course: twice"]),
    ],
)
def test_each_field_says_what_is_wrong_with_it(cohort: Cohort, wrong: list[str]) -> None:
    assert [f"{x.field}: {x.wrong}" for x in faults(cohort, {"angkatan ii"})] == wrong


def test_a_class_is_kept_changed_closed_and_taken_back(cohorts: Cohorts, store: Store) -> None:
    cohorts.save(COHORT)
    assert cohorts.remove("c-1", [TWO]).members == (ONE,)
    assert cohorts.add("c-1", [ONE, TWO]).members == (ONE, TWO)
    cohorts.assign("c-1", structs.replace(GIVEN, pass_mark=None))
    cohorts.close("c-1")
    assert cohorts.get("c-1").closed
    acts = Acts(store, OFFICER)
    newest = acts.log()[0]
    assert (newest.acted.act, newest.acted.on) == ("close-cohort", ("c-1",))
    acts.undo(newest.id)
    assert not cohorts.get("c-1").closed
    assert cohorts.get("c-1").assignments[0].pass_mark is None


def test_what_is_wrong_or_unknown_or_not_for_this_role_is_refused(store: Store) -> None:
    learner = Cohorts(Acts(store, Staff("x", "Peserta Contoh 1", Role.LEARNER)), store)
    officer = Cohorts(Acts(store, OFFICER), store)
    with pytest.raises(NotAllowed, match="role-refused"):
        learner.save(COHORT)
    with pytest.raises(NotAllowed, match="cohort-wrong"):
        officer.save(structs.replace(COHORT, name=""))
    with pytest.raises(NotAllowed, match="cohort-unknown"):
        officer.close("c-9")
    assert officer.all() == ()


def test_a_name_is_free_again_once_its_class_is_closed(cohorts: Cohorts) -> None:
    cohorts.save(COHORT)
    again = structs.replace(COHORT, id="c-2", name="ANGKATAN I")
    assert [x.wrong for x in cohorts.faults(again)] == ["name-taken"]
    cohorts.close("c-1")
    assert cohorts.faults(again) == ()


def test_who_is_erased_is_in_no_class_and_comes_back_by_no_undo(
    cohorts: Cohorts, store: Store
) -> None:
    cohorts.save(COHORT)
    cohorts.save(structs.replace(COHORT, id="c-2", name="Angkatan II", members=(TWO,)))
    forget_person(store, ONE)
    assert [c.members for c in cohorts.all()] == [(TWO,), (TWO,)]
    assert [entry.undoable for entry in Acts(store, OFFICER).log()] == [True, False]


def test_two_who_are_one_stay_in_their_classes_once(cohorts: Cohorts, store: Store) -> None:
    cohorts.save(COHORT)
    cohorts.save(structs.replace(COHORT, id="c-2", name="Angkatan II", members=(TWO,)))
    Acts(store, OFFICER).do(Act.MERGE_PEOPLE, merged(store, TWO, ONE))
    assert [c.members for c in cohorts.all()] == [(ONE,), (ONE,)]


def test_a_class_of_the_agency_is_offered_until_it_is_run_here(
    cohorts: Cohorts, store: Store
) -> None:
    said = word.Cohort("a-1", "Angkatan A", "kursus", "2026-11-23", "2026-11-30", (ONE,))
    store.keep(WORD, "cohorts", word.written(word.Cohorts((said,))))
    (offered,) = cohorts.offered()
    given = Assignment("kursus", "2026-11-23", "2026-11-30")
    assert offered == Cohort("a-1", "Angkatan A", (ONE,), (given,))
    cohorts.save(offered)
    assert cohorts.offered() == ()


def test_who_signed_in_that_day_was_there(
    attendance: Attendance, store: Store, clock: Clock
) -> None:
    store.record(ONE, SignedIn())
    clock.pass_seconds(3600)
    store.record(ONE, SignedOut())
    one, two = attendance.of(COHORT, DAY)
    hour = MONDAY + 3_600_000
    assert (one.state, one.came, one.last, one.marked) == (Presence.PRESENT, MONDAY, hour, False)
    assert (two.state, two.came, two.marked) == (Presence.ABSENT, 0, False)
    assert attendance.of(COHORT, "2026-11-24")[0].state is Presence.ABSENT


def test_a_trainers_word_counts_until_it_is_taken_back(
    attendance: Attendance, store: Store
) -> None:
    attendance.mark(COHORT, DAY, TWO, Presence.SICK, " surat  dokter ")
    said = attendance.mark(COHORT, DAY, TWO, Presence.DUTY)
    assert (said.state, said.reason, said.by, said.marked) == (Presence.DUTY, "", "officer", True)
    assert attendance.mark(COHORT, DAY, TWO, None).state is Presence.ABSENT
    log = [entry.acted for entry in Acts(store, OFFICER).log()]
    assert [(a.act, a.on, a.why) for a in log] == [("mark-attendance", (TWO, "c-1"), "")] * 3


@pytest.mark.parametrize(
    ("state", "reason", "code"),
    [
        (Presence.ABSENT, "", "attendance-reason"),
        (Presence.LEAVE, "   ", "attendance-reason"),
        (Presence.ABSENT, "pulang pagi", ""),
        (Presence.PRESENT, "", ""),
        (None, "", ""),
    ],
)
def test_a_word_against_a_sign_in_says_why(
    attendance: Attendance, store: Store, state: Presence | None, reason: str, code: str
) -> None:
    store.record(ONE, SignedIn())
    found = ""
    try:
        attendance.mark(COHORT, DAY, ONE, state, reason)
    except NotAllowed as no:
        found = no.code
    assert found == code
