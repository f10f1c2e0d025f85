"""Reminders, forms typed in, comparison and the next plan, from invented summaries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk.learning.events import EvaluationAnswered
from kiosk.learning.events_office import FollowUpGiven, OfficerActed
from kiosk.learning.followup import Given, State
from kiosk.learning.items import Sheet
from kiosk.learning.ledger import Paper
from kiosk.learning.summary import CourseSummary, LearnerSummary
from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts
from kiosk.office.followup import code, compared, found, lines, type_in
from kiosk.office.training_plan import Known, Need, Why, plan
from kiosk.people.agency import DEFAULT_RULES
from kiosk.people.learner import Learner
from kiosk.people.role import OFFICER, Role, Staff
from kiosk.store import Store
from tests.learning.samples import course as small_course
from tests.register.people import people

TITLES = {"satu": "Kursus Satu"}
ALL = {"applied": 2, "able": 2, "support": 2, "means": 2, "service": 3}
ONE, TWO, THREE = people(3)


def _told(learner: Learner, issued: str, *given: Given, revoked: bool = False) -> LearnerSummary:
    course = CourseSummary("satu", number="1", issued=issued, revoked=revoked, gain=0.5)
    return LearnerSummary(learner.id, (course,), follow_ups=given)


def test_who_waits_longest_comes_first_and_revoked_certificates_are_left_out() -> None:
    given = Given("satu", "participant", "2026-12-01", ALL)
    everybody = [
        (ONE, _told(ONE, "2026-08-01", given)),
        (TWO, _told(TWO, "2026-07-01")),
        (THREE, _told(THREE, "2026-08-01", revoked=True)),
    ]
    found_lines = lines(everybody, TITLES, "2026-12-10")
    assert [(x.learner, x.due, x.participant, x.superior) for x in found_lines] == [
        (TWO, "2026-09-29", State.LATE, State.LATE),
        (ONE, "2026-10-30", State.GIVEN, State.LATE),
    ]


def test_the_code_of_a_form_leads_to_it_and_names_nobody() -> None:
    known = lines([(ONE, _told(ONE, "2026-08-01"))], TITLES, "2026-12-10")
    scanned = code(known[0], "superior")
    assert scanned == f"EV3/{ONE.id}/satu/superior"
    assert found(f" {scanned}\n", known) == (known[0], "superior")
    for wrong in ("", "EV3", f"EV3/{TWO.id}/satu/superior", scanned + "s", scanned[1:]):
        assert found(wrong, known) is None


def test_a_form_typed_in_is_recorded_under_the_learner_and_written_down(store: Store) -> None:
    type_in(Acts(store, OFFICER), store, ONE.id, FollowUpGiven("satu", "superior", ALL, " Sempit "))
    assert [r.event for r in store.events(ONE.id)] == [
        FollowUpGiven("satu", "superior", ALL, "Sempit", "officer")
    ]
    (acted,) = store.acts()
    assert acted.event == OfficerActed("type-follow-up", "officer", (ONE.id, "satu"), 1, "superior")


@pytest.mark.parametrize(
    ("who", "ratings", "refused"),
    [
        (OFFICER, {"applied": 2}, "evaluation-open"),
        (Staff("p", "Peserta", Role.LEARNER), ALL, "role-refused"),
    ],
)
def test_half_a_form_or_a_stranger_is_refused(
    store: Store, who: Staff, ratings: dict[str, int], refused: str
) -> None:
    with pytest.raises(NotAllowed, match=refused):
        type_in(Acts(store, who), store, ONE.id, FollowUpGiven("satu", "superior", ratings))
    assert not store.events(ONE.id)


def _days(count: int) -> Iterator[EvaluationAnswered]:
    for n in range(count):
        yield EvaluationAnswered("satu", {"help": 3 + n % 2, "ease": 4}, "", named=False)


@pytest.mark.parametrize(("count", "day"), [(4, None), (6, 3.75)])
def test_the_day_is_told_by_course_and_only_from_five_on(count: int, day: float | None) -> None:
    given = Given("satu", "participant", "2026-12-01", ALL, "Komputer  kurang.")
    (course,) = compared([(ONE, _told(ONE, "2026-08-01", given))], TITLES, _days(count))
    assert (course.day, course.day_count, course.gain) == (day, count, 0.5)
    assert course.participants == {k: float(v) for k, v in ALL.items()}
    assert (course.superiors, course.obstacles) == ({}, ("Komputer kurang.",))


def test_the_plan_puts_duties_first_then_weak_lessons_then_what_is_not_used() -> None:
    course = small_course()
    asked = {q.id: 0.0 for q in course.post_test.questions}
    ended = CourseSummary(
        course.id, number="1", issued="2025-01-01", valid_until="2026-12-31", passed=True
    )
    paper = Paper(course.id, "1", 20, "2026-02-01", "2026-02-01", counts=True)
    everybody = [
        (ONE, LearnerSummary(ONE.id, (ended,), papers=(paper,))),
        (TWO, LearnerSummary(TWO.id)),
        (THREE, LearnerSummary(THREE.id)),
    ]
    given = [Given(course.id, "participant", "2026-12-01", ALL, "Tidak sempat.")] * 3
    low = compared([(TWO, LearnerSummary(TWO.id, follow_ups=tuple(given)))], {}, ())
    sheets = [Sheet(f"{n}", n, asked) for n in range(30)]
    sheets += [Sheet(TWO.id, n, asked) for n in range(30)]
    known = Known(
        everybody, {course.id: course}, {course.id: sheets}, low, DEFAULT_RULES, 20, "2026-12-10"
    )
    needs = plan(known)
    lesson = course.lessons[0].title
    assert [(n.priority, n.why, n.unit, n.people) for n in needs] == [
        (1, Why.HOURS, "Dinas A", 1),
        (1, Why.HOURS, "Dinas B", 1),
        (1, Why.RENEWAL, "Dinas B", 1),
        (2, Why.WEAK, "Dinas A", 1),
        (3, Why.UNUSED, "", 3),
    ]
    assert needs[3] == Need(Why.WEAK, f"{course.title}: {lesson}", TWO.unit, 1, 0.0)
    assert (needs[4].figure, needs[4].said) == (2.2, ("Tidak sempat.",))
