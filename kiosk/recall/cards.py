"""The learner's cards: a fold of what they answered, in tests, in lessons and in reviews.

A question becomes a card with its first answer. Of several answers on one day the first counts:
a second try right after the explanation tells nothing of memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from msgspec import Struct

from kiosk.learning.answers import mark
from kiosk.learning.course import Check, Course
from kiosk.learning.events import AnswerGiven, CheckAnswered, QuizSubmitted, Recorded, Reviewed
from kiosk.learning.question import Essay, Question
from kiosk.recall.memory import AGAIN, EASY, Memory, after, rating, retrievability

ROUND = 5
"""Questions of one review: about three minutes."""

Name: TypeAlias = tuple[str, str]
"""Course id and question id."""


class Card(Struct, frozen=True):
    """A question that was answered: what is left of it, the last day and the day to ask again."""

    course: str
    question: str
    lesson: str
    memory: Memory
    last: str
    due: str

    @property
    def name(self) -> Name:
        """Which question of which course."""
        return self.course, self.question


class Ahead(Struct, frozen=True):
    """What is to come: `due` today; `coming` on the next ISO date `day` ("": nothing is)."""

    due: int
    day: str
    coming: int


class _Said(NamedTuple):
    """An answer that counts, in an order that does not depend on how it came here."""

    at: int
    id: str
    name: Name
    rated: int


def askable(course: Course) -> dict[Name, Question]:
    """The questions of a course that a review may ask.

    Not essays, which a person has to judge; not decisions of a case, which need their story.
    """
    decided = {
        block.question
        for lesson in course.lessons
        if lesson.case
        for block in lesson.blocks
        if isinstance(block, Check)
    }
    tests = [quiz for quiz in (course.pre_test, course.post_test) if quiz is not None]
    asked = [*course.checks, *(q for quiz in tests for q in quiz.questions)]
    return {
        (course.id, q.id): q
        for q in asked
        if q.id not in decided and not isinstance(q.asked, Essay)
    }


def cards(
    events: Iterable[Recorded], asked: Mapping[Name, Question], day_of: Callable[[int], str]
) -> tuple[Card, ...]:
    """The cards of one learner, by name; `day_of` turns UTC ms into the local ISO date.

    The events may come in any order and more than once. Only questions in `asked` have cards.
    """
    found: dict[Name, Card] = {}
    for said in sorted(set(_said({r.id: r for r in events}.values(), asked))):
        day, before = day_of(said.at), found.get(said.name)
        if before is not None and day <= before.last:
            continue
        gap = _days(before.last, day) if before else 0
        memory = after(before.memory if before else None, said.rated, gap)
        lesson = asked[said.name].lesson
        found[said.name] = Card(*said.name, lesson, memory, day, _later(day, memory.days))
    return tuple(found[name] for name in sorted(found))


def _said(events: Iterable[Recorded], asked: Mapping[Name, Question]) -> Iterator[_Said]:
    """The answers that count."""
    tests: list[Recorded] = []
    for recorded in events:
        match recorded.event:
            case Reviewed(course=course, question=question, rating=rated):
                name = (course, question)
                known = min(max(rated, AGAIN), EASY)
            case CheckAnswered(course=course, question=question, worth=worth):
                name, known = (course, question), rating(worth)
            case AnswerGiven() | QuizSubmitted():
                tests.append(recorded)
                continue
            case _:
                continue
        if name in asked:
            yield _Said(recorded.at, recorded.id, name, known)
    yield from _tested(sorted(tests, key=lambda r: (r.at, r.id)), asked)


def _tested(events: Sequence[Recorded], asked: Mapping[Name, Question]) -> Iterator[_Said]:
    """Answers in tests that were handed in: the last to each question.

    Where answers are judged at once, the first that was judged.
    """
    ended = {r.event.attempt for r in events if isinstance(r.event, QuizSubmitted)}
    kept: dict[tuple[str, str], tuple[Recorded, AnswerGiven]] = {}
    for recorded in events:
        event = recorded.event
        if isinstance(event, AnswerGiven) and event.attempt in ended:
            place = (event.attempt, event.question)
            if place not in kept or not kept[place][1].judged:
                kept[place] = (recorded, event)
    for recorded, event in kept.values():
        name = (event.course, event.question)
        if name in asked:
            worth = mark(asked[name], event.answer).worth
            yield _Said(recorded.at, recorded.id, name, rating(worth))


def chosen(held: Iterable[Card], today: str, count: int = ROUND) -> tuple[Card, ...]:
    """What to ask today: the least remembered first, no lesson twice while others have any."""
    due = sorted((c for c in held if c.due <= today), key=lambda c: (_left(c, today), c.name))
    turns: dict[tuple[str, str], int] = {}
    ranked = []
    for place, card in enumerate(due):
        turn = turns[card.course, card.lesson] = turns.get((card.course, card.lesson), -1) + 1
        ranked.append((turn, place, card))
    return tuple(card for _, _, card in sorted(ranked, key=lambda x: x[:2])[:count])


def ahead(held: Sequence[Card], today: str) -> Ahead:
    """How many are due, and when the next others come."""
    later = sorted(c.due for c in held if c.due > today)
    day = later[0] if later else ""
    return Ahead(sum(c.due <= today for c in held), day, later.count(day))


def _left(card: Card, today: str) -> float:
    return retrievability(card.memory, _days(card.last, today))


def _days(first: str, last: str) -> int:
    return (dt.date.fromisoformat(last) - dt.date.fromisoformat(first)).days


def _later(day: str, days: int) -> str:
    return (dt.date.fromisoformat(day) + dt.timedelta(days=days)).isoformat()
