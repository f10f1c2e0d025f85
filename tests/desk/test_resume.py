"""A test that is interrupted: nothing is lost, and no time is given back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.desk import views
from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import AtEvaluation, AtResult, AtReview, AtTest, InLesson, InQuiz
from kiosk.desk.views import LessonView, ReviewView
from kiosk.learning.answers import Chosen
from kiosk.learning.evaluation import Draft
from kiosk.learning.progress import Step
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.store import Store
from tests.conftest import MONDAY, Clock
from tests.desk.learning_on import (
    CONTENT,
    COURSE,
    LESSONS,
    form,
    question_at,
    read_all,
    result,
    right,
    take,
)

POST = InQuiz(COURSE, "post")
SITI = demo.LEARNERS[0]
HOUR_MS = 3_600_000


@pytest.fixture
def after_a_power_cut(
    opened: Callable[[], Store], kiosk_on: Callable[[Store], Kiosk]
) -> Callable[[], Desk]:
    """The first learner's desk on the same file, in a program started anew."""
    return lambda: Desk(kiosk_on(opened()), SITI)


@pytest.fixture
def at_test(desk: Desk) -> Desk:
    """All lessons read, the final test begun and its first question shown."""
    read_all(desk)
    desk.view(desk.start(AtTest(COURSE, "post")))
    return desk


def before_test(desk: Desk) -> views.TestView:
    view = desk.view(AtTest(COURSE, "post"))
    assert isinstance(view, views.TestView)
    return view


def asked(desk: Desk) -> list[str]:
    return [question_at(desk, "post", n).question.id for n in range(15)]


def test_a_test_goes_on_at_the_same_question(
    at_test: Desk, after_a_power_cut: Callable[[], Desk]
) -> None:
    third = question_at(at_test, "post", 2).question
    at_test.answer(POST, third.id, right(third))
    at_test.flag(POST, third.id, on=True)
    before = [question_at(at_test, "post", n) for n in range(15)]
    later = after_a_power_cut()
    assert later.open(COURSE) == POST
    again = question_at(later, "post")
    assert (again.index, again.question, again.answer) == (2, third, right(third))
    assert again.answered == (False, False, True, *[False] * 12)
    assert again.flagged == (False, False, True, *[False] * 12)
    after = [question_at(later, "post", n) for n in range(15)]
    assert [(v.question.id, v.order) for v in after] == [(v.question.id, v.order) for v in before]


def test_starting_again_goes_on_with_the_attempt_under_way(
    at_test: Desk, after_a_power_cut: Callable[[], Desk]
) -> None:
    first = asked(at_test)
    later = after_a_power_cut()
    assert later.start(AtTest(COURSE, "post")) == POST
    assert asked(later) == first
    later.submit(POST)
    assert (before_test(later).tries, before_test(later).running) == (1, False)


def test_the_last_answer_to_a_question_counts(at_test: Desk) -> None:
    question = question_at(at_test, "post", 0).question
    at_test.answer(POST, question.id, Chosen(()))
    at_test.answer(POST, question.id, right(question))
    ended = result(at_test, at_test.submit(AtReview(COURSE, "post")))
    assert ended.score == 6.7
    assert (ended.items[0].mark.right, ended.items[1].answer) == (True, None)


def test_the_review_shows_what_is_open(at_test: Desk) -> None:
    question = question_at(at_test, "post", 4).question
    at_test.answer(POST, question.id, right(question))
    view = at_test.view(AtReview(COURSE, "post"))
    assert isinstance(view, ReviewView)
    assert [n for n, done in enumerate(view.answered) if done] == [4]
    assert len(view.questions) == 15


def test_time_runs_on_monotonic_seconds_whatever_the_wall_clock_says(
    at_test: Desk, clock: Clock
) -> None:
    assert question_at(at_test, "post").seconds_left == 2700
    clock.at -= HOUR_MS
    clock.seconds += 100
    assert question_at(at_test, "post").seconds_left == 2600
    clock.at += 24 * HOUR_MS
    assert question_at(at_test, "post").seconds_left == 2600


def test_a_restart_gives_no_time_back(
    at_test: Desk, clock: Clock, after_a_power_cut: Callable[[], Desk]
) -> None:
    clock.pass_seconds(600)
    question = question_at(at_test, "post", 0).question
    at_test.answer(POST, question.id, right(question))
    clock.boot, clock.seconds = "boot-2", 5.0
    later = after_a_power_cut()
    assert question_at(later, "post").seconds_left == 2100
    clock.pass_seconds(100)
    assert question_at(later, "post").seconds_left == 2000


def test_a_restart_without_any_answer_gives_less_than_a_quarter_minute_back(
    at_test: Desk, clock: Clock, after_a_power_cut: Callable[[], Desk]
) -> None:
    for _ in range(40):
        clock.pass_seconds(1)
        question_at(at_test, "post")
    clock.boot, clock.seconds = "boot-2", 5.0
    left = question_at(after_a_power_cut(), "post").seconds_left
    assert left == 2700 - 30


def test_an_answer_proves_the_seconds_spent_before_it(
    at_test: Desk, clock: Clock, after_a_power_cut: Callable[[], Desk]
) -> None:
    clock.pass_seconds(10)
    question = question_at(at_test, "post", 0).question
    at_test.answer(POST, question.id, right(question))
    clock.boot, clock.seconds = "boot-2", 5.0
    assert question_at(after_a_power_cut(), "post").seconds_left == 2690


def test_when_time_is_over_no_answer_is_taken_but_the_test_is_handed_in(
    at_test: Desk, clock: Clock
) -> None:
    question = question_at(at_test, "post", 0).question
    clock.pass_seconds(2699)
    at_test.answer(POST, question.id, right(question))
    clock.pass_seconds(1)
    other = question_at(at_test, "post", 1)
    assert other.seconds_left == 0
    with pytest.raises(NotAllowed, match="time-over"):
        at_test.answer(POST, other.question.id, right(other.question))
    assert result(at_test, at_test.submit(POST)).score == 6.7


def test_without_an_attempt_there_is_nothing_to_answer_or_hand_in(desk: Desk) -> None:
    for wish in (
        lambda: desk.answer(POST, "pp-a-01", Chosen(("a",))),
        lambda: desk.flag(POST, "pp-a-01", on=True),
        lambda: desk.submit(POST),
        lambda: desk.view(POST),
        lambda: desk.view(AtResult(COURSE, "post")),
    ):
        with pytest.raises(NotAllowed, match="no-attempt"):
            wish()


def test_an_hour_lies_between_two_attempts_and_then_all_questions_are_new(
    desk: Desk, clock: Clock
) -> None:
    read_all(desk)
    first = take(desk, "post", wrongly=15)
    assert (first.score, first.passed, first.attempts_left) == (0.0, False, 2)
    assert (first.next_allowed, first.step) == (MONDAY + HOUR_MS, Step.POST_TEST)
    view = before_test(desk)
    assert (view.refused, view.until, view.tries) == ("wait", MONDAY + HOUR_MS, 1)
    clock.pass_seconds(3599)
    with pytest.raises(NotAllowed, match="wait"):
        desk.start(AtTest(COURSE, "post"))
    clock.pass_seconds(1)
    desk.start(AtTest(COURSE, "post"))
    assert question_at(desk, "post").attempt_number == 2
    assert not {i.question.id for i in first.items} & set(asked(desk))


def test_a_third_failure_leaves_no_attempt(desk: Desk, clock: Clock) -> None:
    read_all(desk)
    for _ in range(3):
        take(desk, "post", wrongly=15)
        clock.pass_seconds(3600)
    assert (before_test(desk).refused, before_test(desk).tries) == ("no-attempts-left", 3)
    with pytest.raises(NotAllowed, match="no-attempts-left"):
        desk.start(AtTest(COURSE, "post"))


def test_an_evaluation_half_filled_in_survives(
    desk: Desk, after_a_power_cut: Callable[[], Desk]
) -> None:
    read_all(desk)
    take(desk, "post")
    draft = Draft({"information": 3, "room": 1}, "Ruangannya", named=True)
    desk.sketch(AtEvaluation(COURSE), draft)
    later = after_a_power_cut()
    assert later.open(COURSE) == AtEvaluation(COURSE)
    view = form(later)
    assert (view.ratings, view.text, view.named) == (
        {"information": 3, "room": 1},
        "Ruangannya",
        True,
    )
    with pytest.raises(NotAllowed, match="evaluation-open"):
        later.evaluate(AtEvaluation(COURSE), draft)


def test_an_evaluation_without_a_name_cannot_be_found_by_the_learner(
    desk: Desk, tmp_path: Path
) -> None:
    read_all(desk)
    take(desk, "post")
    desk.sketch(AtEvaluation(COURSE), CONTENT)
    desk.evaluate(AtEvaluation(COURSE), CONTENT)
    raw = sqlite3.connect(tmp_path / "dermaga.sqlite")
    try:
        logged = raw.execute("select 1 from event where kind = 'evaluation-answered'").fetchall()
        found = raw.execute("select id, body from document where kind = 'urn'").fetchall()
        drafts = raw.execute("select count(*) from document where kind = 'evaluation'").fetchone()
    finally:
        raw.close()
    assert logged == []
    ((name, body),) = found
    assert SITI.id not in name
    assert SITI.id.encode() not in body
    assert SITI.nip.encode() not in body
    assert b"Ruangannya panas." in body
    assert drafts == (0,)
    assert form(desk).ratings == {}


def test_an_evaluation_with_a_name_carries_its_learner(desk: Desk, tmp_path: Path) -> None:
    read_all(desk)
    take(desk, "post")
    desk.evaluate(AtEvaluation(COURSE), Draft(CONTENT.ratings, "", named=True))
    raw = sqlite3.connect(tmp_path / "dermaga.sqlite")
    try:
        found = raw.execute(
            "select lower(hex(learner)) from event where kind = 'evaluation-answered'"
        ).fetchall()
    finally:
        raw.close()
    assert found == [(SITI.id.replace("-", ""),)]


def test_reading_goes_on_at_the_same_block_with_notes_and_bookmarks(
    desk: Desk, after_a_power_cut: Callable[[], Desk]
) -> None:
    at = InLesson(COURSE, LESSONS[1])
    desk.visit(at)
    desk.reach(at, "empat-belas-komponen", 60)
    desk.write_note(at, "empat-belas-komponen", "Cek papan di loket.")
    desk.bookmark(at, "empat-belas-komponen", on=True)
    desk.check(at, "cek-2-1", Chosen(("b",)))
    view = after_a_power_cut().view(at)
    assert isinstance(view, LessonView)
    assert view.start == "empat-belas-komponen"
    assert view.notes == {"empat-belas-komponen": "Cek papan di loket."}
    assert view.bookmarks == {"empat-belas-komponen"}
    state = view.checks["cek-2-1"]
    assert state.mark is not None
    assert (state.answer, state.mark.right) == (Chosen(("b",)), True)


def test_two_desks_of_one_learner_see_each_others_answers(
    at_test: Desk, after_a_power_cut: Callable[[], Desk]
) -> None:
    other = after_a_power_cut()
    question = question_at(other, "post", 0).question
    other.answer(POST, question.id, right(question))
    assert question_at(at_test, "post", 0).answer == right(question)
