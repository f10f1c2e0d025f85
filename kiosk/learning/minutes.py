"""How long a course takes, and how many hours (JP) that justifies.

Reading at 150 words a minute; 1.5 minutes for each question met; tasks by their stated minutes.
1 JP = 45 minutes (LAN, as quoted). Questions left in the pool are not counted.
"""

from __future__ import annotations

import math

from msgspec import Struct

from kiosk.learning.course import Block, Check, Course, Lesson, Task

WORDS_A_MINUTE = 150
MINUTES_A_QUESTION = 1.5
MINUTES_AN_HOUR = 45


class Minutes(Struct, frozen=True):
    """Minutes of a course by what they are spent on."""

    reading: float
    checks: float
    tests: float
    tasks: float

    @property
    def total(self) -> float:
        """All together."""
        return self.reading + self.checks + self.tests + self.tasks

    @property
    def hours(self) -> int:
        """JP justified: whole ones only."""
        return int(self.total // MINUTES_AN_HOUR)


def minutes(course: Course) -> Minutes:
    """Minutes of the whole course, one attempt at each test."""
    blocks = [block for lesson in course.lessons for block in _for_all(lesson)]
    tests = (course.pre_test, course.post_test)
    asked = sum(quiz.asked_count for quiz in tests if quiz is not None)
    return Minutes(
        reading=sum(lesson.words for lesson in course.lessons) / WORDS_A_MINUTE,
        checks=_check_minutes(blocks),
        tests=asked * MINUTES_A_QUESTION,
        tasks=_task_minutes(blocks),
    )


def lesson_minutes(course: Course, lesson_id: str) -> int:
    """Whole minutes of one lesson, rounded up, at least 1; KeyError if there is no such lesson."""
    lesson = course.lesson(lesson_id)
    reading = lesson.words / WORDS_A_MINUTE
    blocks = _for_all(lesson)
    spent = reading + _check_minutes(blocks) + _task_minutes(blocks)
    return max(1, math.ceil(spent))


def _for_all(lesson: Lesson) -> list[Block]:
    """The blocks every learner meets; branches are left out."""
    return [block for block in lesson.blocks if block.id not in lesson.conditions]


def _check_minutes(blocks: list[Block]) -> float:
    return MINUTES_A_QUESTION * sum(isinstance(block, Check) for block in blocks)


def _task_minutes(blocks: list[Block]) -> float:
    return float(sum(block.minutes for block in blocks if isinstance(block, Task)))
