"""The live table: where each one is, who needs help first, and what is read again."""

from __future__ import annotations

import pytest
from msgspec import structs

from kiosk.desk.kiosk import Kiosk
from kiosk.learning.course import Course
from kiosk.learning.events import (
    AnswerGiven,
    CheckAnswered,
    Event,
    LessonRead,
    QuizStarted,
    QuizSubmitted,
    SignedIn,
    SignedOut,
)
from kiosk.learning.progress import Progress
from kiosk.office.attendance import Attended
from kiosk.office.day_fold import Seen, Where, Wrong, wrong
from kiosk.office.day_help import help_for
from kiosk.office.day_row import State, state_of
from kiosk.office.demo_class import LEARNERS, right_answer, wrong_answer
from kiosk.people.cohort import Presence
from tests.conftest import Clock
from tests.learning.samples import happened
from tests.learning.test_progress import COURSE as SMALL

from .class_day import COURSE, DAY, day_of, make_class

MINUTE = 60_000
NOBODY = Attended("x", Presence.ABSENT)
HERE = Seen("x", "kursus", Where.LESSON, 3, came=10 * MINUTE, last=60 * MINUTE)


@pytest.mark.parametrize(
    ("seen", "locked", "minutes", "state"),
    [
        (HERE, 0, 60, (State.LEARNING, 0)),
        (HERE, 0, 69.9, (State.LEARNING, 0)),
        (HERE, 0, 70, (State.IDLE, 10)),
        (HERE, 0, 59, (State.LEARNING, 0)),
        (structs.replace(HERE, gone=True), 0, 90, (State.LEFT, 0)),
        (structs.replace(HERE, gone=True, idle=True), 0, 72, (State.IDLE, 12)),
        (HERE, 5, 60, (State.LOCKED, 5)),
        (structs.replace(HERE, wrong=Wrong("q", 5, 3)), 0, 75, (State.WRONG, 3)),
        (structs.replace(HERE, testing=True, ends=78 * MINUTE), 0, 60, (State.TESTING, 18)),
        (structs.replace(HERE, testing=True, ends=78 * MINUTE), 0, 60.5, (State.TESTING, 18)),
        (structs.replace(HERE, testing=True), 0, 60, (State.TESTING, -1)),
        (structs.replace(HERE, left=0), 0, 60, (State.NO_ATTEMPTS, 0)),
        (structs.replace(HERE, left=0, testing=True), 0, 60, (State.TESTING, -1)),
        (structs.replace(HERE, left=0, passed=True), 0, 60, (State.PASSED, 0)),
        (structs.replace(HERE, waiting=2), 0, 60, (State.WAITING, 2)),
        (structs.replace(HERE, certificate="N", passed=True), 0, 99, (State.TO_PRINT, 0)),
        (structs.replace(HERE, certificate="N", prints=1), 0, 99, (State.DONE, 0)),
        (Seen("x"), 0, 60, (State.NOT_IN, 0)),
    ],
)
def test_a_state_follows_from_what_is_seen_and_the_time(
    seen: Seen, locked: int, minutes: float, state: tuple[State, int]
) -> None:
    assert state_of(seen, NOBODY, locked, int(minutes * MINUTE)) == state


def test_who_is_excused_is_not_looked_for() -> None:
    word = structs.replace(NOBODY, state=Presence.DUTY, marked=True)
    assert state_of(Seen("x"), word, 0, 0) == (State.EXCUSED, 0)


MISS = CheckAnswered("kursus", "l1", "c", None, 0.0)  # type: ignore[arg-type]
RIGHT, OTHER = structs.replace(MISS, worth=1.0), structs.replace(MISS, question="d")


@pytest.mark.parametrize(
    ("events", "times"),
    [
        ((MISS, MISS), 0),
        ((MISS, MISS, MISS), 3),
        ((MISS, MISS, MISS, MISS), 4),
        ((MISS, MISS, RIGHT, MISS), 0),
        ((MISS, MISS, OTHER, MISS), 0),
        ((OTHER, MISS, MISS, MISS), 3),
        ((MISS, MISS, MISS, LessonRead("kursus", "l1")), 0),
        ((MISS, MISS, MISS, RIGHT), 0),
        (tuple(structs.replace(MISS, course="lain") for _ in range(3)), 0),
    ],
)
def test_three_times_running_the_same_question_wrong_is_stuck(
    events: tuple[Event, ...], times: int
) -> None:
    found = wrong(SMALL, Progress.of(()).course("kursus"), happened(*events))
    assert (found.times if found else 0) == times


def tried(course: Course, attempt: int, missed: frozenset[str]) -> tuple[Event, ...]:
    quiz, name = course.post_test, str(attempt)
    asked = quiz.questions[:4]
    answers = [
        AnswerGiven(
            course.id, quiz.id, name, q.id,
            wrong_answer(q) if q.id in missed else right_answer(q), 1,
        )
        for q in asked
    ]  # fmt: skip
    begun = QuizStarted(course.id, quiz.id, name, tuple(q.id for q in asked), {})
    return (begun, *answers, QuizSubmitted(course.id, quiz.id, name, 50.0, 70, 9))


def test_a_question_missed_in_three_attempts_is_named(kiosk: Kiosk) -> None:
    course = kiosk.catalog.course(COURSE)
    first, second, third, *_ = (q.id for q in course.post_test.questions)
    missed = ({first, third}, {second, third}, {third})
    events = happened(
        *(e for n, ids in enumerate(missed) for e in tried(course, n, frozenset(ids)))
    )
    p = Progress.of(events).course(course.id)
    assert wrong(course, p, events) == Wrong(third, 3, 3, tested=True)
    assert wrong(course, structs.replace(p, attempts=p.attempts[:2]), ()) is None


def test_a_class_is_told_with_those_who_need_help_first(kiosk: Kiosk, clock: Clock) -> None:
    look = day_of(kiosk, clock).look(make_class(kiosk, clock), DAY)
    told = [(r.name[15:], str(r.seen.where), r.seen.number, str(r.state), r.n) for r in look.rows]
    assert told == [
        ("4", "lesson", 3, "wrong", 3),
        ("6", "lesson", 2, "idle", 14),
        ("7", "lesson", 2, "locked", 5),
        ("9", "certificate", 0, "to-print", 0),
        ("10", "certificate", 0, "to-print", 0),
        ("2", "post-test", 6, "testing", 42),
        ("3", "lesson", 5, "learning", 0),
        ("5", "lesson", 4, "learning", 0),
        ("11", "lesson", 3, "learning", 0),
        ("1", "nowhere", 0, "not-in", 0),
        ("12", "nowhere", 0, "not-in", 0),
        ("8", "nowhere", 0, "excused", 0),
    ]
    counts = (look.present, look.working, look.helpless, look.finished, len(look.to_print))
    assert counts == (9, 7, 3, 2, 2)
    assert [row.name for row in look.absent] == [f"Peserta Contoh {n}" for n in (1, 8, 12)]
    assert {row.kiosk for row in look.rows} == {"R-01", ""}


def test_only_who_did_something_is_read_again(kiosk: Kiosk, clock: Clock) -> None:
    cohort, day = make_class(kiosk, clock), day_of(kiosk, clock)
    day.look(cohort, DAY)
    assert day.read_again == 12
    kiosk.store.record(LEARNERS[11].id, SignedIn())
    look = day.look(cohort, DAY)
    assert (day.read_again, look.present) == (1, 10)
    kiosk.store.record(LEARNERS[11].id, SignedOut())
    (row,) = (r for r in day.look(cohort, DAY).rows if r.learner == LEARNERS[11].id)
    assert row.state is State.LEFT


def test_yesterday_nobody_is_stuck_any_more(kiosk: Kiosk, clock: Clock) -> None:
    cohort, day = make_class(kiosk, clock), day_of(kiosk, clock)
    clock.pass_seconds(86_400)
    states = {r.name[15:]: r.state for r in day.look(cohort, DAY).rows}
    assert (states["6"], states["3"], states["7"]) == (State.LEFT,) * 3
    assert day.look(cohort, "2026-11-24").present == 0


def test_a_locked_account_is_opened_and_that_is_written_down(kiosk: Kiosk, clock: Clock) -> None:
    cohort, day = make_class(kiosk, clock), day_of(kiosk, clock)
    day.release(LEARNERS[6].id)
    assert day.look(cohort, DAY).helpless == 2
    newest = kiosk.store.acts(1)[0].event
    assert (newest.act, newest.on) == ("release-lock", (LEARNERS[6].id,))  # type: ignore[union-attr]


def test_help_shows_the_question_and_what_was_tried(kiosk: Kiosk, clock: Clock) -> None:
    look = day_of(kiosk, clock).look(make_class(kiosk, clock), DAY)
    row = next(r for r in look.rows if r.state is State.WRONG)
    known = help_for(row.seen, kiosk.store.events(row.learner), kiosk.catalog.course)
    assert known.lesson == "Perilaku di loket dan kelompok rentan"
    assert known.question.startswith("Seorang warga penyandang disabilitas netra")
    assert [(g.right, g.answer[:9]) for g in known.given] == [(False, "Menanyaka")] * 3
    assert known.hints
