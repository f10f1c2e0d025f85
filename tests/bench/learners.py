"""Learners who answer: the real desk in a demonstration kiosk, guest after guest."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator

from kiosk.desk.entrance import Entrance
from kiosk.desk.places import AtTest, InQuiz
from kiosk.house import House
from kiosk.learning.answers import Answer, Chosen, Joined, Ordered, Typed
from kiosk.learning.course import Course
from kiosk.learning.events import BlockReached, Event
from kiosk.learning.question import ChoiceQuestion, Matching, Ordering, Question
from kiosk.office import demo


def answering(house: House, earlier: int) -> Iterator[Callable[[], None]]:
    """One answer after the other in a pre-test, by guests with `earlier` events behind them."""
    settings = house.office.settings()
    assert settings is not None
    catalog = house.catalog()
    course = next(c for c in catalog.courses() if c.pre_test)
    entrance = Entrance(house.kiosk(settings, catalog))
    assert course.pre_test is not None
    at = InQuiz(course.id, course.pre_test.id)
    for number in itertools.count(1):
        desk = entrance.guest(f"Peserta Contoh {earlier} {number}", demo.UNITS[0])
        house.store.record(desk.learner.id, *_read_before(course, earlier))
        desk.start(AtTest(at.course, at.quiz))
        for question in course.pre_test.questions:
            yield functools.partial(desk.answer, at, question.id, answer_to(question))


def answer_to(question: Question) -> Answer:
    """Some answer of the question's kind."""
    match question.asked:
        case ChoiceQuestion(choices=choices):
            return Chosen((choices[0].id,))
        case Matching(pairs=pairs):
            return Joined({pair.id: pair.right for pair in pairs})
        case Ordering(steps=steps):
            return Ordered(tuple(step.id for step in steps))
        case _:
            return Typed("14")


def _read_before(course: Course, count: int) -> list[Event]:
    places = [(lesson.id, b.id) for lesson in course.lessons for b in lesson.blocks]
    return [BlockReached(course.id, *places[n % len(places)], 20) for n in range(count)]
