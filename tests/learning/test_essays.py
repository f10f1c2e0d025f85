from __future__ import annotations

import pytest
from msgspec import structs

from kiosk.learning import sitting
from kiosk.learning.answers import Chosen, Mark, Typed, essay_worth, judged, mark
from kiosk.learning.attempts import counting, gain, score
from kiosk.learning.course import Behaviour, Quiz
from kiosk.learning.events import (
    AnswerGiven,
    CertificateIssued,
    CheckAnswered,
    Event,
    QuizStarted,
    QuizSubmitted,
)
from kiosk.learning.events_office import EssayMarked, QuizMarked
from kiosk.learning.progress import CourseProgress, Progress
from tests.learning.samples import ESSAY, ONE, happened, question

ASKED = question(ESSAY, "e1")
QUIZ = Quiz("post", (question(ONE, "q1"), question(ONE, "q2"), ASKED, question(ESSAY, "e2")))
TAKEN: tuple[Event, ...] = (
    QuizStarted("kursus", "post", "t", ("q1", "q2", "e1", "e2"), {}),
    AnswerGiven("kursus", "post", "t", "q1", Chosen(("a",)), 10),
    AnswerGiven("kursus", "post", "t", "q2", Chosen(("b",)), 20),
    AnswerGiven("kursus", "post", "t", "e1", Typed("Satu."), 30),
    AnswerGiven("kursus", "post", "t", "e2", Typed("  "), 40),
)
SUBMITTED = QuizSubmitted("kursus", "post", "t", 25.0, 40, 50, waiting=1)


def marked(points: dict[str, float], attempt: str = "t", name: str = "e1") -> EssayMarked:
    return EssayMarked("kursus", name, points, "Sudah jelas.", "staf", attempt)


def after(*events: Event) -> CourseProgress:
    return Progress.of(happened(*events)).course("kursus")


@pytest.mark.parametrize(
    ("points", "worth"),
    [
        ({}, 0.0),
        ({"isi": 3, "bahasa": 1}, 1.0),
        ({"isi": 1.5}, 0.375),
        ({"isi": 9, "lain": 4}, 0.75),
        ({"isi": -2, "bahasa": 1}, 0.25),
    ],
)
def test_an_essay_is_worth_its_share_of_the_rubric(points: dict[str, float], worth: float) -> None:
    assert essay_worth(ESSAY, points) == worth


def test_an_essay_waits_until_it_is_marked_and_nothing_else_is_changed_by_marks() -> None:
    assert judged(ASKED, Typed("Satu."), None) == Mark(0.0, (), waiting=True)
    assert judged(ASKED, Typed("Satu."), marked({"isi": 3})) == Mark(0.75, ())
    assert judged(ASKED, None, marked({"isi": 3})) == Mark(0.0, ())
    one = question(ONE, "q1")
    assert judged(one, Chosen(("b",)), marked({"isi": 3})) == mark(one, Chosen(("b",)))


def test_a_test_handed_in_counts_the_essays_that_were_written() -> None:
    p = after(*TAKEN)
    [attempt] = p.attempts
    quiz = structs.replace(QUIZ, pass_mark=40)
    assert sitting.ended("kursus", quiz, attempt, 50) == SUBMITTED
    assert [q.id for q in sitting.essays_left(quiz, attempt)] == ["e1"]
    assert sitting.marked("kursus", quiz, attempt) is None


def test_a_test_is_neither_passed_nor_counted_while_an_essay_waits() -> None:
    p = after(*TAKEN, SUBMITTED)
    [attempt] = p.tries("post")
    assert (attempt.waiting, attempt.passed, p.waiting("post")) == (1, False, 1)
    assert not p.passed("post")
    assert counting([attempt]) is None


def test_marks_give_the_whole_score_by_the_same_weights_and_the_mark_at_submission() -> None:
    p = after(*TAKEN, SUBMITTED, marked({"isi": 3}))
    [attempt] = p.tries("post")
    whole = sitting.marked("kursus", QUIZ, attempt)
    assert whole == QuizMarked("kursus", "post", "t", 43.8)  # (1 + 0 + 3/4 + 0) / 4
    p = after(*TAKEN, SUBMITTED, marked({"isi": 3}), whole)
    [attempt] = p.tries("post")
    assert (attempt.score, attempt.passed, p.waiting("post")) == (43.8, True, 0)
    assert p.passed("post")


def test_marking_again_corrects_the_score_but_not_after_the_certificate() -> None:
    first = (*TAKEN, SUBMITTED, marked({"isi": 3}), QuizMarked("kursus", "post", "t", 43.8))
    again = (marked({}), QuizMarked("kursus", "post", "t", 25.0))
    assert not after(*first, *again).passed("post")
    held = CertificateIssued("kursus", "1/2026", 2, 44, "2026-01-05", "{}", "")
    p = after(*first, held, *again)
    assert p.passed("post")
    assert p.tries("post")[0].essays["e1"].points == {"isi": 3}


@pytest.mark.parametrize("behaviour", Behaviour)
def test_an_essay_adds_its_worth_in_every_test(behaviour: Behaviour) -> None:
    quiz = Quiz("post", (ASKED,), behaviour=behaviour)
    given = AnswerGiven("kursus", "post", "t", "e1", Typed("Satu."), 9, sure=3)
    begun = QuizStarted("kursus", "post", "t", ("e1",), {})
    assert score(quiz, after(begun, given).attempts[0]) == 0.0
    handed = (begun, given, SUBMITTED, marked({"isi": 3, "bahasa": 1}))
    assert score(quiz, after(*handed).attempts[0]) == 100.0


def test_marks_in_a_lesson_are_for_the_text_that_was_marked() -> None:
    said = CheckAnswered("kursus", "l1", "e1", Typed("Satu."), 0.0)
    marks = marked({"isi": 2}, attempt="")
    assert after(said, marks).essays == {"e1": marks}
    assert after(said, marks, said).essays == {"e1": marks}
    assert after(said, marks, structs.replace(said, answer=Typed("Dua."))).essays == {}
    newer = marked({"isi": 3}, attempt="")
    assert after(said, marks, newer).essays == {"e1": newer}


def test_what_a_trainer_does_is_no_learning_of_the_learner() -> None:
    p = after(*TAKEN, SUBMITTED, marked({"isi": 3}))
    assert (p.last, p.newest) == (6000, (7000, marked({"isi": 3})))


def test_a_paper_test_is_remembered_as_one() -> None:
    begun = structs.replace(TAKEN[0], paper="kertas-1")
    assert after(begun).attempts[0].paper == "kertas-1"
    assert after(TAKEN[0]).attempts[0].paper == ""


def test_gain_is_between_scores_that_count() -> None:
    assert gain(25.0, 43.8) == pytest.approx(0.25067, abs=1e-5)
