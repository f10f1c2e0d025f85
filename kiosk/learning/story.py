"""Which blocks of a lesson are seen: the branch of a choice, and in a case no further than it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from kiosk.learning.answers import Answer, Chosen
from kiosk.learning.course import Check, Condition, Lesson


class Story(Struct, frozen=True):
    """`open`: so many blocks from the first may be seen, but for those in `closed` (block ids)."""

    open: int
    closed: frozenset[str]


def story(lesson: Lesson, answers: Mapping[str, Answer]) -> Story:
    """What is seen of a lesson by someone who answered its questions so, by question id.

    A block with a condition is seen when one of its choices was taken. In a case study nothing is
    seen below the first decision that is open.
    """
    closed = {
        block
        for block, condition in lesson.conditions.items()
        if not _met(condition, answers.get(condition.question))
    }
    for place, block in enumerate(lesson.blocks, 1):
        waits = isinstance(block, Check) and block.question not in answers
        if lesson.case and waits and block.id not in closed:
            return Story(place, frozenset(closed))
    return Story(len(lesson.blocks), frozenset(closed))


def _met(condition: Condition, answer: Answer | None) -> bool:
    return isinstance(answer, Chosen) and not set(condition.choices).isdisjoint(answer.ids)
