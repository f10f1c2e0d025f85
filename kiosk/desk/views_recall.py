"""What stands in the daily review: values for its screens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from msgspec import Struct

from kiosk.desk.views import Status, View
from kiosk.desk.views_followup import FollowUpView
from kiosk.learning.answers import Answer, Mark
from kiosk.learning.course import Course
from kiosk.learning.question import Question
from kiosk.recall.cards import Ahead


class RecallView(Struct, frozen=True):
    """One of `count` questions; `mark` once it was answered today.

    `lesson_title`: where its answer is taught, "" if nowhere. `pictures` are the paths of the
    course's files that the question shows.
    """

    status: Status
    course: Course
    question: Question
    order: tuple[str, ...]
    index: int
    count: int
    answer: Answer | None
    mark: Mark | None
    lesson_title: str
    pictures: Mapping[str, str]


class Recalled(Struct, frozen=True):
    """A question that was answered in a review, and what the answer was worth."""

    course: Course
    question: Question
    mark: Mark
    lesson_title: str


class RecalledView(Struct, frozen=True):
    """After a review: what was answered in it, and what is to come. Nothing answered: before it."""

    status: Status
    answered: tuple[Recalled, ...]
    ahead: Ahead
    today: str


Seen: TypeAlias = View | RecallView | RecalledView | FollowUpView
"""Whatever stands at a place."""
