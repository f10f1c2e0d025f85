"""The schedule of the daily review: when each question comes back, worked out day by day."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
from collections.abc import Callable, Mapping

import pytest
from msgspec import structs

from kiosk.learning.answers import Answer, Chosen, Typed
from kiosk.learning.course import Check, Course, Lesson, Quiz
from kiosk.learning.events import (
    AnswerGiven,
    CheckAnswered,
    Event,
    QuizSubmitted,
    Recorded,
    Reviewed,
)
from kiosk.learning.question import Essay, Question
from kiosk.recall.cards import Ahead, Card, ahead, askable, cards, chosen
from kiosk.recall.memory import AGAIN, GOOD, HARD, Memory, after, rating, retrievability
from tests.conftest import MONDAY, day_in_sibolga
from tests.learning.samples import course, question, questions

DAY = 86_400_000
RIGHT, WRONG = Chosen(("a",)), Chosen(("b",))
ASKED = askable(course())


def at(day: float, event: Event, name: str = "") -> Recorded:
    """Something that happened so many days after Monday, 08.00."""
    return Recorded(name or f"{day:09.4f}", "x", MONDAY + int(day * DAY), event)


def reviewed(day: float, rated: int, name: str = "q1") -> Recorded:
    return at(day, Reviewed("kursus", name, RIGHT, 1.0, rated), f"{day}-{name}")


def taken(day: float, attempt: str, answers: Mapping[str, Answer]) -> list[Recorded]:
    given = [
        at(day + n / 1000, AnswerGiven("kursus", "post", attempt, name, answer, n))
        for n, (name, answer) in enumerate(answers.items())
    ]
    return [*given, at(day + 0.05, QuizSubmitted("kursus", "post", attempt, 50.0, 70, 60))]


def held(*events: Recorded) -> dict[str, Card]:
    return {c.question: c for c in cards(events, ASKED, day_in_sibolga)}


def test_right_is_good_partly_is_hard_and_wrong_is_again() -> None:
    assert [rating(w) for w in (1.0, 0.99, 0.01, 0.0)] == [GOOD, HARD, HARD, AGAIN]


def test_intervals_grow_after_right_answers_and_shrink_after_a_wrong_one() -> None:
    days, memory, gap = [], None, 0
    for rated in (GOOD, GOOD, GOOD, GOOD, AGAIN, GOOD, GOOD):
        memory = after(memory, rated, gap)
        gap = memory.days
        days.append(gap)
    assert days == [2, 11, 46, 163, 5, 12, 28]


def test_a_first_answer_that_was_wrong_comes_back_the_next_day() -> None:
    assert [after(None, rated, 0).days for rated in (AGAIN, HARD, GOOD)] == [1, 1, 2]


def test_nothing_rests_longer_than_a_year() -> None:
    memory = None
    for _ in range(12):
        memory = after(memory, GOOD, memory.days if memory else 0)
    assert memory is not None
    assert memory.days == 365


def test_a_memory_fades_day_by_day() -> None:
    memory = after(None, GOOD, 0)
    left = [round(retrievability(memory, gap), 2) for gap in (0, 2, 30)]
    assert left[0] == 1.0 > left[1] > 0.85 > left[2] > 0.3


def year_of(
    answer: Callable[[str, int], int], days: int = 365
) -> tuple[list[str], list[int], list[Recorded]]:
    """A learner who comes each day of a year: what was asked, how many a day, and all events."""
    start = dict.fromkeys(("q1", "q2", "q3", "q4"), RIGHT)
    events = taken(0, "a1", start)
    asked, counts = [], []
    for day in range(1, days + 1):
        today = day_in_sibolga(MONDAY + day * DAY)
        drawn = chosen(cards(events, ASKED, day_in_sibolga), today)
        counts.append(len(drawn))
        for n, card in enumerate(drawn):
            rated = answer(card.question, day)
            asked.append(card.question)
            events.append(reviewed(day + n / 1000, rated, card.question))
    return asked, counts, events


def test_in_a_year_what_is_known_is_asked_four_times_and_what_is_not_every_few_days() -> None:
    asked, counts, _ = year_of(lambda name, _day: AGAIN if name == "q4" else GOOD)
    assert [asked.count(name) for name in ("q1", "q2", "q3")] == [4, 4, 4]
    assert asked.count("q4") > 300
    assert max(counts) == 4
    assert counts[0] == 0
    assert counts[1] == 4


def test_two_kiosks_find_the_same_cards_in_whatever_order_the_events_came() -> None:
    _, _, events = year_of(lambda name, day: AGAIN if (day + ord(name[1])) % 7 == 0 else GOOD, 90)
    first = cards(events, ASKED, day_in_sibolga)
    for seed in range(5):
        mixed = [*events, *events[:50]]
        random.Random(seed).shuffle(mixed)
        assert cards(mixed, ASKED, day_in_sibolga) == first


def test_a_second_answer_on_the_same_day_changes_nothing() -> None:
    check = CheckAnswered("kursus", "l1", "q1", WRONG, 0.0)
    again = structs.replace(check, answer=RIGHT, worth=1.0)
    once = held(at(0, check))["q1"]
    assert (once.last, once.due) == ("2026-11-23", "2026-11-24")
    assert held(at(0, check), at(0.01, again), at(0.6, again))["q1"] == once
    # 00.00 in Sibolga is 17.00 UTC: 16 hours after Monday's 08.00
    assert held(at(0, check), at(0.67, again))["q1"].last == "2026-11-24"


def test_answers_of_a_test_count_once_it_is_handed_in_and_the_last_one_does() -> None:
    events = taken(0, "a1", {"q1": WRONG, "q2": RIGHT})
    assert held(*events[:-1]) == {}
    changed = at(0.01, AnswerGiven("kursus", "post", "a1", "q1", RIGHT, 9))
    assert held(*events)["q1"].due == "2026-11-24"
    assert held(*events, changed)["q1"].due == "2026-11-25"


def test_where_answers_are_judged_at_once_the_first_try_counts() -> None:
    first = AnswerGiven("kursus", "post", "a1", "q1", WRONG, 1, judged=True)
    second = structs.replace(first, answer=RIGHT)
    end = QuizSubmitted("kursus", "post", "a1", 50.0, 70, 60)
    assert held(at(0, first), at(0.01, second), at(0.02, end))["q1"].due == "2026-11-24"


def test_questions_that_are_gone_and_ratings_out_of_range_do_no_harm() -> None:
    strange = held(reviewed(0, 9), reviewed(0, 3, "gone"), reviewed(0, -1, "q2"))
    assert sorted(strange) == ["q1", "q2"]
    assert strange["q2"].due == "2026-11-24"


def case_course() -> Course:
    decision = structs.replace(questions("k1")[0], lesson="l2")
    essay = question(Essay(()), "e1")
    check = questions("c1")[0]
    case = Lesson("l2", "L2", (), (Check("b1", "k1"),), 150, case=True)
    made = course()
    return structs.replace(made, lessons=(made.lessons[0], case), checks=(decision, essay, check))


def test_neither_essays_nor_decisions_of_a_case_are_asked() -> None:
    names = [name for _, name in askable(case_course())]
    assert names == ["c1", "p1", "p2", "q1", "q2", "q3", "q4"]
    events = [at(0, CheckAnswered("kursus", "l2", "k1", Typed(""), 0.0))]
    assert cards(events, askable(case_course()), day_in_sibolga) == ()


def card(name: str, lesson: str, stability: float, due: str = "2026-11-24") -> Card:
    return Card("kursus", name, lesson, Memory(stability, 5.0, 1), "2026-11-23", due)


def test_the_least_remembered_comes_first_and_no_lesson_twice_while_others_wait() -> None:
    due = [
        card("q1", "l1", 1.0), card("q2", "l1", 0.1), card("q3", "l1", 0.2),
        card("q4", "l2", 5.0), card("q5", "l3", 2.0), card("q6", "l4", 0.3, "2026-12-01"),
    ]  # fmt: skip
    drawn = [c.question for c in chosen(due, "2026-11-24")]
    assert drawn == ["q2", "q5", "q4", "q3", "q1"]
    assert [c.question for c in chosen(due, "2026-11-24", 3)] == ["q2", "q5", "q4"]
    assert chosen(due, "2026-11-23") == ()


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-11-23", Ahead(0, "2026-11-24", 2)),
        ("2026-11-24", Ahead(2, "2026-12-01", 1)),
        ("2026-12-01", Ahead(3, "", 0)),
    ],
)
def test_what_is_to_come_is_counted_for_the_next_day_that_has_any(today: str, said: Ahead) -> None:
    waiting = (card("q1", "l1", 1.0), card("q2", "l1", 1.0), card("q3", "l1", 1.0, "2026-12-01"))
    assert ahead(waiting, today) == said


def test_tests_belong_to_the_course_in_either_place() -> None:
    only = structs.replace(course(pre_test=None), post_test=Quiz("post", questions("z")))
    assert [name for _, name in askable(only)] == ["z"]
    assert all(isinstance(q, Question) for q in askable(only).values())
    assert dt.date.fromisoformat(card("q1", "l1", 1.0).due).weekday() == 1


def test_fsrs_is_not_loaded_before_there_is_something_to_review() -> None:
    asked = "import sys, kiosk.desk.desk as d; print(d.__name__, 'fsrs' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=True)
    assert answer.stdout.split() == [b"kiosk.desk.desk", b"False"]
    assert cards((), ASKED, day_in_sibolga) == ()
