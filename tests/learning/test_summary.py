from __future__ import annotations

import datetime as dt

from msgspec import structs

from kiosk.learning.answers import Chosen
from kiosk.learning.events import (
    AnswerGiven,
    BlockReached,
    CertificateIssued,
    CertificateRevoked,
    CourseStarted,
    EvaluationGiven,
    Event,
    LessonRead,
    QuizStarted,
    QuizSubmitted,
)
from kiosk.learning.ledger import Paper, card
from kiosk.learning.summary import (
    CourseSummary,
    DaySummary,
    LearnerSummary,
    Stage,
    summary,
    with_revoked,
)
from kiosk.learning.summary_answers import Answered, answers
from tests.learning.samples import course, timed

COURSE = course()
COURSES = {"kursus": COURSE}
FIRST = 1_795_395_600_000
"""23 November 2026, 08.00 in Sibolga."""
DAY = 86_400_000
GIVEN = CertificateIssued(
    "kursus", "7/2026", 2, 75, "2026-11-24", "{}", "", valid_until="2027-11-24"
)


def day_of(at: int) -> str:
    zone = dt.timezone(dt.timedelta(hours=7))
    return dt.datetime.fromtimestamp(at / 1000, zone).date().isoformat()


def taken(quiz: str, attempt: str, right: int, score: float) -> list[Event]:
    ids = ("p1", "p2") if quiz == "pre" else ("q1", "q2")
    mark = None if quiz == "pre" else 70
    given: list[Event] = [
        AnswerGiven(
            "kursus", quiz, attempt, q, Chosen(("a",) if n < right else ("b",)), 30 * n + 30
        )
        for n, q in enumerate(ids)
    ]
    ended = QuizSubmitted("kursus", quiz, attempt, score, mark, 90)
    return [QuizStarted("kursus", quiz, attempt, ids, {}), *given, ended]


def life(*last: Event) -> LearnerSummary:
    """Two days: a first test, both lessons, two attempts at the final one, a certificate."""
    day_one: list[Event] = [
        CourseStarted("kursus", "2026.11.1"),
        *taken("pre", "t0", 1, 50.0),
        BlockReached("kursus", "l1", "b", 600),
        LessonRead("kursus", "l1"),
    ]
    day_two: list[Event] = [
        BlockReached("kursus", "l2", "b", 300),
        LessonRead("kursus", "l2"),
        *taken("post", "t1", 1, 50.0),
        *taken("post", "t2", 2, 75.0),
        EvaluationGiven("kursus", named=False),
        *last,
    ]
    events = timed(
        [(FIRST + n * 1000, e) for n, e in enumerate(day_one)]
        + [(FIRST + DAY + n * 1000, e) for n, e in enumerate(day_two)]
    )
    found = summary("x", events, COURSES, day_of=day_of)
    assert found.card(2026, 3) == card(events, 2026, 3, day_of)
    return found


def test_a_whole_course_in_the_values_that_reports_are_made_of() -> None:
    found = life(GIVEN)
    assert found.courses == (
        CourseSummary(
            course="kursus",
            version="2026.11.1",
            started=FIRST,
            last=FIRST + DAY + 11_000,
            read=2,
            lessons=2,
            pre=50.0,
            post=75.0,
            gain=0.5,
            tries=2,
            passed=True,
            evaluated=True,
            number="7/2026",
            hours=2,
            issued="2026-11-24",
            valid_until="2027-11-24",
            # 90 s of the first test and 600 of reading; then 300, and 90 for each attempt
            seconds=90 + 600 + 300 + 180,
            started_on="2026-11-23",
            pre_on="2026-11-23",
            post_on="2026-11-24",
        ),
    )
    assert found.days == (
        DaySummary("2026-11-23", "kursus", 690),
        DaySummary("2026-11-24", "kursus", 480),
    )
    assert found.papers == (Paper("kursus", "7/2026", 2, "2026-11-24", "2026-11-24", True),)  # noqa: FBT003


def test_how_far_it_is_depends_on_the_day_and_on_what_was_revoked() -> None:
    held, open_ = life(GIVEN).course("kursus"), life().course("kursus")
    assert [held.stage(day) for day in ("2027-11-24", "2027-11-25")] == [
        Stage.CERTIFIED,
        Stage.EXPIRED,
    ]
    assert open_.stage("2026-12-01") is Stage.PASSED
    assert structs.replace(open_, passed=False).stage("2026-12-01") is Stage.RUNNING
    assert life().course("other").stage("2026-12-01") is Stage.NEW


def test_what_the_agency_revokes_later_gives_no_hours_any_more() -> None:
    found = with_revoked(life(GIVEN), {"7/2026"})
    assert found.course("kursus").stage("2026-12-01") is Stage.REVOKED
    assert found.card(2026, 3).counted == 0
    by_officer = life(GIVEN, CertificateRevoked("7/2026", "Keliru", "2026-11-25"))
    assert found == structs.replace(
        by_officer,
        courses=(structs.replace(by_officer.courses[0], last=found.courses[0].last),),
        last=found.last,
    )
    assert with_revoked(found, {"7/2026"}) is found


def test_a_course_taken_anew_keeps_its_last_certificate() -> None:
    again = life(GIVEN, CourseStarted("kursus", "2026.12.1")).course("kursus")
    assert (again.number, again.again, again.tries, again.read) == ("7/2026", True, 0, 0)
    assert again.stage("2026-12-01") is Stage.RUNNING


def test_the_first_and_the_counting_attempt_are_kept_for_the_analysis_of_questions() -> None:
    events = timed(
        (FIRST + n, e)
        for n, e in enumerate(
            [
                CourseStarted("kursus", "2026.11.1"),
                *taken("post", "t1", 1, 50.0),
                *taken("post", "t2", 2, 100.0),
                *taken("post", "t3", 0, 0.0),
            ]
        )
    )
    first, best = answers(events, COURSES)
    assert (first.attempt, first.first, first.counts, first.score) == ("t1", True, False, 50.0)
    assert (best.attempt, best.first, best.counts, best.paper) == ("t2", False, True, False)
    assert first.answers == (Answered("q1", 1.0, ("a",)), Answered("q2", 0.0, ("b",)))
