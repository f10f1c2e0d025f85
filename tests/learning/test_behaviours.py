"""Judged at the end, at once with tries, or by how sure one is; the best attempt or the last."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.learning.answers import Answer, Chosen
from kiosk.learning.attempts import Attempt, counting, points, score, settled
from kiosk.learning.course import Behaviour, Quiz
from kiosk.learning.events import AnswerGiven, CourseStarted, QuizStarted, QuizSubmitted
from kiosk.learning.progress import CourseProgress, Progress
from tests.learning.samples import PAIRS, happened, question, questions

RIGHT, WRONG = Chosen(("a",)), Chosen(("b",))
AT_ONCE = Quiz("post", questions("q1", "q2"), behaviour=Behaviour.IMMEDIATE, tries=3)
SURELY = Quiz("post", questions("q1", "q2"), behaviour=Behaviour.CERTAINTY)


def attempt(
    judged: dict[str, tuple[Answer, ...]] | None = None,
    sure: dict[str, int] | None = None,
    **answers: Answer,
) -> Attempt:
    asked = ("q1", "q2")
    made = Attempt("t", "post", asked, {}, answers, frozenset(), 0, 0)
    return replace(made, judged=judged or {}, sure=sure or {})


@pytest.mark.parametrize(
    ("judged", "last", "worth"),
    [
        ((RIGHT,), RIGHT, 1.0),
        ((WRONG, RIGHT), RIGHT, 2 / 3),
        ((WRONG, WRONG, RIGHT), RIGHT, 1 / 3),
        ((WRONG, WRONG, WRONG), WRONG, 0.0),
        ((WRONG, WRONG, WRONG), RIGHT, 0.0),  # a fourth try does not count
        ((), RIGHT, 1.0),  # handed in without asking
        ((WRONG,), RIGHT, 2 / 3),  # changed after the try, handed in without asking again
    ],
)
def test_each_try_takes_an_equal_part_off(
    judged: tuple[Answer, ...], last: Answer, worth: float
) -> None:
    made = attempt({"q1": judged}, q1=last)
    assert points(AT_ONCE, made, AT_ONCE.questions[0]) == pytest.approx(worth)


def test_a_partly_right_first_try_may_be_worth_more_than_a_right_last_one() -> None:
    pairs = question(PAIRS, "q1")
    quiz = replace(AT_ONCE, questions=(pairs,), tries=2)
    from kiosk.learning.answers import Joined

    nearly = Joined({"p1": "6", "p2": "8", "p3": "14", "p4": "12"})
    whole = Joined({"p1": "6", "p2": "8", "p3": "14", "p4": "9"})
    assert points(quiz, attempt({"q1": (nearly, whole)}, q1=whole), pairs) == 0.75


def test_a_question_is_settled_when_right_or_out_of_tries() -> None:
    first = AT_ONCE.questions[0]
    ways = [(), (WRONG,), (WRONG, RIGHT), (WRONG, WRONG, WRONG)]
    found = [settled(AT_ONCE, attempt({"q1": way}), first) for way in ways]
    assert found == [False, False, True, True]


@pytest.mark.parametrize(
    ("sure", "right", "wrong"), [(1, 1 / 3, 0.0), (2, 2 / 3, -2 / 3), (3, 1.0, -2.0), (0, 1 / 3, 0)]
)
def test_certainty_pays_and_costs(sure: int, right: float, wrong: float) -> None:
    first = SURELY.questions[0]
    assert points(SURELY, attempt(sure={"q1": sure}, q1=RIGHT), first) == pytest.approx(right)
    assert points(SURELY, attempt(sure={"q1": sure}, q1=WRONG), first) == pytest.approx(wrong)
    assert points(SURELY, attempt(sure={"q1": sure}), first) == 0.0


def test_a_score_by_certainty_never_falls_below_nothing() -> None:
    lost = attempt(sure={"q1": 3, "q2": 3}, q1=WRONG, q2=RIGHT)
    assert score(SURELY, lost) == 0.0
    assert score(SURELY, attempt(sure={"q1": 3, "q2": 1}, q1=RIGHT, q2=RIGHT)) == 66.7


def progress(*scores: float, last_counts: bool) -> CourseProgress:
    events = [CourseStarted("kursus", "1")]
    for n, points_ in enumerate(scores):
        name = f"t{n}"
        events.append(QuizStarted("kursus", "post", name, ("q1",), {}))  # type: ignore[arg-type]
        ended = QuizSubmitted("kursus", "post", name, points_, 70, 60, last_counts)
        events.append(ended)  # type: ignore[arg-type]
    return Progress.of(happened(*events)).course("kursus")


@pytest.mark.parametrize(
    ("scores", "last_counts", "passed", "counts"),
    [
        ((80.0, 60.0), False, True, "t0"),
        ((80.0, 60.0), True, False, "t1"),
        ((60.0, 80.0), True, True, "t1"),
        ((60.0, 80.0), False, True, "t1"),
    ],
)
def test_the_best_attempt_counts_or_the_last(
    scores: tuple[float, ...], *, last_counts: bool, passed: bool, counts: str
) -> None:
    p = progress(*scores, last_counts=last_counts)
    counted = counting(p.tries("post"))
    assert (p.passed("post"), counted and counted.id) == (passed, counts)


def test_tries_and_certainty_are_kept_with_the_answer() -> None:
    p = Progress.of(
        happened(
            QuizStarted("kursus", "post", "t", ("q1",), {}),
            AnswerGiven("kursus", "post", "t", "q1", WRONG, 5, judged=True),
            AnswerGiven("kursus", "post", "t", "q1", RIGHT, 9, sure=2),
        )
    ).course("kursus")
    kept = p.attempts[0]
    assert (kept.judged, kept.sure, kept.answers) == ({"q1": (WRONG,)}, {"q1": 2}, {"q1": RIGHT})
