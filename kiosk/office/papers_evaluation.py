"""The recap of a class's evaluations: figures by item, and texts of which nobody is the author.

Evaluations carry no learner, class or day, so what is recapped are all those of the class's courses
at this kiosk; the paper says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kiosk.certificate.papers_facts import CourseRated, EvaluationRecap, ItemRated, Taught
from kiosk.certificate.papers_words import quality
from kiosk.learning.evaluation import BLOCKS, LEAST, MOST
from kiosk.learning.events import EvaluationAnswered
from kiosk.office.papers_gather import Known
from kiosk.office.person_words import ITEMS

FEWEST: Final = 5
"""Fewer evaluations of a course are only counted: of two, everyone knows the other's."""
TO_HUNDRED: Final = 25
_ORDER: Final = tuple(item for _, block in BLOCKS for item in block)


def evaluation_recap(known: Known) -> EvaluationRecap:
    """What was said of each course of a class."""
    found = (_course(known, course) for course in known.courses)
    return EvaluationRecap(known.training(known.today), tuple(found), FEWEST)


def _course(known: Known, course: Taught) -> CourseRated:
    said = [each for each in known.evaluations if each.course == course.id]
    members = sum(known.of(x.id, course.id).evaluated for x in known.members)
    if len(said) < FEWEST:
        return CourseRated(course, len(said), members, hidden=True)
    return rated(course, said, members)


def rated(course: Taught, said: Sequence[EvaluationAnswered], members: int = 0) -> CourseRated:
    """The figures of evaluations: each item's mean 1–4, all items weighing alike, × 25."""
    items = tuple(found for item in _ORDER if (found := _item(item, said)))
    mean = sum(item.mean for item in items) / len(items) if items else 0.0
    texts = [words for each in said if (words := " ".join(each.text.split()))]
    return CourseRated(
        course=course,
        given=len(said),
        members=members,
        hidden=False,
        items=items,
        mean=mean,
        converted=mean * TO_HUNDRED,
        quality=quality(mean * TO_HUNDRED),
        texts=tuple(sorted(texts, key=lambda words: (words.casefold(), words))),
    )


def _item(item: str, said: Sequence[EvaluationAnswered]) -> ItemRated | None:
    given = [each.ratings.get(item, 0) for each in said]
    one, two, three, four = (given.count(rating) for rating in range(LEAST, MOST + 1))
    answered = one + two + three + four
    if not answered:
        return None
    mean = (one + 2 * two + 3 * three + 4 * four) / answered
    converted = mean * TO_HUNDRED
    words = ITEMS.get(item, item)
    return ItemRated(words, (one, two, three, four), mean, converted, quality(converted))
