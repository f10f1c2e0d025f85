from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalog.catalog import Catalog
from kiosk.learning.answers import Chosen
from kiosk.learning.attempts import (
    Attempt,
    counting,
    draw,
    gain,
    may_start,
    next_allowed,
    order,
    score,
)
from kiosk.learning.course import Draw, Quiz
from kiosk.learning.question import Level
from kiosk.learning.trouble import NotAllowed
from tests.learning.samples import (
    MINUTE,
    NUMBER,
    ONE,
    PAIRS,
    POST,
    PRE,
    SEVERAL,
    STEPS,
    TRUE_FALSE,
    WORD,
    question,
    questions,
)

GRID = Quiz(
    "post",
    (
        *questions("a1", "a2", "a3", "a4", lesson="l1", level=Level.REMEMBER),
        *questions("b1", "b2", "b3", lesson="l1", level=Level.USE),
        *questions("c1", "c2", lesson="l2", level=Level.DECIDE),
    ),
    draws=(
        Draw("l1", Level.REMEMBER, 2),
        Draw("l1", Level.USE, 1),
        Draw("l2", Level.DECIDE, 2),
    ),
)


def as_given(things: Sequence[str]) -> tuple[str, ...]:
    return tuple(things)


def backwards(things: Sequence[str]) -> tuple[str, ...]:
    return tuple(reversed(things))


def ended(at: int, points: float = 0.0, name: str = "t") -> Attempt:
    return Attempt(name, "post", (), {}, {}, frozenset(), at - 1000, 60, submitted=at, score=points)


def test_a_test_without_draws_asks_every_question() -> None:
    assert draw(PRE, backwards, frozenset()) == ("p2", "p1")


def test_a_draw_keeps_the_grid_of_lessons_and_levels() -> None:
    assert draw(GRID, as_given, frozenset()) == ("a1", "a2", "b1", "c1", "c2")
    assert draw(GRID, backwards, frozenset()) == ("c1", "c2", "b3", "a3", "a4")


def test_unseen_questions_come_first_and_seen_ones_fill_up() -> None:
    seen = frozenset({"a1", "a2", "a4", "b1", "c1", "c2"})
    assert draw(GRID, as_given, seen) == ("a3", "a1", "b2", "c1", "c2")


def test_two_draws_from_one_pool_never_take_a_question_twice() -> None:
    twice = Quiz("post", questions("q1", "q2", "q3"), draws=(Draw("l1", Level.USE, 1),) * 3)
    assert sorted(draw(twice, backwards, frozenset())) == ["q1", "q2", "q3"]


@given(st.integers(0, 10_000))
def test_a_second_attempt_at_the_real_test_is_all_new_and_keeps_the_grid(
    catalog: Catalog, seed: int
) -> None:
    chance = random.Random(seed)
    quiz = catalog.course("pelayanan-prima").post_test
    first = draw(quiz, lambda x: tuple(chance.sample(list(x), len(x))), frozenset())
    second = draw(quiz, lambda x: tuple(chance.sample(list(x), len(x))), frozenset(first))
    cell = {q.id: (q.lesson, q.level) for q in quiz.questions}
    assert len(first) == len(second) == len({*first, *second}) / 2 == 15
    assert sorted(cell[q] for q in first) == sorted(cell[q] for q in second)
    assert sum(level is Level.REMEMBER for _, level in (cell[q] for q in first)) == 3
    assert sum(level is Level.USE for _, level in (cell[q] for q in first)) == 8
    assert sum(level is Level.DECIDE for _, level in (cell[q] for q in first)) == 4


def test_parts_are_shown_in_the_order_that_chance_gives() -> None:
    assert order(question(SEVERAL), backwards) == ("d", "c", "b", "a")
    assert order(question(PAIRS), backwards) == ("12", "9", "14", "8", "6")
    assert order(question(STEPS), backwards) == ("s4", "s3", "s2", "s1")


def test_true_and_false_keep_their_order() -> None:
    assert order(question(TRUE_FALSE), backwards) == ("a", "b")


def test_steps_are_never_shown_in_their_right_order() -> None:
    assert order(question(STEPS), as_given) == ("s2", "s3", "s4", "s1")


def test_typed_answers_have_no_parts() -> None:
    assert order(question(WORD), backwards) == order(question(NUMBER), backwards) == ()


def test_a_score_is_the_mean_worth_of_the_questions_asked() -> None:
    quiz = Quiz("post", (*questions("q1", "q2"), question(SEVERAL, "q3"), question(ONE, "q4")))
    asked, chosen = ("q1", "q2", "q3"), Chosen(("a",))  # right in q1 and q2, half of q3

    def scored(*answered: str) -> float:
        answers = dict.fromkeys(answered, chosen)
        return score(quiz, Attempt("t", "post", asked, {}, answers, frozenset(), 0, 0))

    assert scored() == 0.0
    assert scored("q1", "q3") == 50.0
    assert scored("q1", "q2") == 66.7
    assert scored("q1", "q2", "q3") == 83.3


def test_questions_that_left_the_course_do_not_count() -> None:
    attempt = Attempt("t", "post", ("q1", "gone"), {}, {"q1": Chosen(("a",))}, frozenset(), 0, 0)
    assert score(POST, attempt) == 100.0
    assert score(POST, Attempt("t", "post", ("gone",), {}, {}, frozenset(), 0, 0)) == 0.0


def test_an_answer_to_a_question_not_asked_is_worth_nothing() -> None:
    answers = {"q1": Chosen(("b",)), "q4": Chosen(("a",))}
    assert score(POST, Attempt("t", "post", ("q1", "q2"), {}, answers, frozenset(), 0, 0)) == 0.0


def test_the_first_attempt_may_begin_at_once() -> None:
    assert next_allowed(POST, [], now=0) == 0
    may_start(POST, [], now=0)


def test_an_hour_lies_between_two_attempts() -> None:
    tries = [ended(5 * MINUTE)]
    assert next_allowed(POST, tries, now=6 * MINUTE) == 65 * MINUTE
    with pytest.raises(NotAllowed) as no:
        may_start(POST, tries, now=65 * MINUTE - 1)
    assert (no.value.code, no.value.facts) == ("wait", {"until": 65 * MINUTE})
    may_start(POST, tries, now=65 * MINUTE)


def test_a_wait_is_never_longer_than_a_whole_one_from_now() -> None:
    tries = [ended(20 * 60 * MINUTE)]
    assert next_allowed(POST, tries, now=5 * MINUTE) == 65 * MINUTE


def test_an_end_a_day_ahead_of_the_clock_makes_nobody_wait() -> None:
    ten_years = 10 * 365 * 24 * 60 * MINUTE
    may_start(POST, [ended(ten_years)], now=5 * MINUTE)
    assert next_allowed(POST, [ended(24 * 60 * MINUTE + 5)], now=5) == 0


def test_the_wait_counts_from_the_last_attempt_even_where_an_earlier_one_has_a_later_time() -> None:
    tries = [ended(90 * MINUTE, name="t1"), ended(5 * MINUTE, name="t2")]
    assert next_allowed(POST, tries, now=6 * MINUTE) == 65 * MINUTE


def test_after_three_attempts_none_is_left() -> None:
    tries = [ended(MINUTE), ended(2 * MINUTE), ended(3 * MINUTE)]
    assert next_allowed(POST, tries, now=10**12) is None
    with pytest.raises(NotAllowed) as no:
        may_start(POST, tries, now=10**12)
    assert (no.value.code, no.value.facts) == ("no-attempts-left", {"attempts": 3})


def test_a_test_without_limit_may_be_taken_again_and_again() -> None:
    assert next_allowed(PRE, [ended(MINUTE)] * 50, now=MINUTE) == MINUTE


def test_the_best_attempt_counts_and_of_equals_the_earlier() -> None:
    low, high, later = ended(1, 60.0, "low"), ended(2, 80.0, "high"), ended(3, 80.0, "later")
    assert counting([low, later, high]) == high
    assert counting([]) is None
    running = Attempt("t", "post", (), {}, {}, frozenset(), 0, 0)
    assert counting([running]) is None
    assert counting([running, ended(4, 0.0, "zero")]) == ended(4, 0.0, "zero")


@pytest.mark.parametrize(
    ("pre", "post", "reached"),
    [
        (50.0, 75.0, 0.5),
        (0.0, 100.0, 1.0),
        (60.0, 60.0, 0.0),
        (80.0, 70.0, -0.5),
        (100.0, 100.0, None),
        (100.0, 90.0, None),
    ],
)
def test_the_gain_is_the_share_of_what_could_be_gained(
    pre: float, post: float, reached: float | None
) -> None:
    assert gain(pre, post) == reached
