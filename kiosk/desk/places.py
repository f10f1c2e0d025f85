"""Where a person can be. A place is a route; what stands there is asked for each time."""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct


class AtHome(Struct, frozen=True):
    """The learner's home; `topic` filters the courses, empty for all."""

    topic: str = ""


class AtSearch(Struct, frozen=True):
    """Search results."""

    words: str


class AtCourse(Struct, frozen=True):
    """A course's page."""

    course: str


class InLesson(Struct, frozen=True):
    """Inside a lesson, at a block (empty: where reading stopped)."""

    course: str
    lesson: str
    block: str = ""


class AtTest(Struct, frozen=True):
    """Before a test: its rules, and whether it may begin."""

    course: str
    quiz: str


class InQuiz(Struct, frozen=True):
    """Inside a test, at the question of that index from 0 (-1: where answering stopped)."""

    course: str
    quiz: str
    index: int = -1


class AtReview(Struct, frozen=True):
    """The list of questions before handing in."""

    course: str
    quiz: str


class AtResult(Struct, frozen=True):
    """The result of the last ended attempt, or of the one of that id."""

    course: str
    quiz: str
    attempt: str = ""


class AtEvaluation(Struct, frozen=True):
    """The evaluation form of a course."""

    course: str


class AtFollowUp(Struct, frozen=True):
    """The evaluation of a course three months after its certificate."""

    course: str


class AtCertificate(Struct, frozen=True):
    """A certificate, by its number."""

    number: str


class AtHistory(Struct, frozen=True):
    """What was learnt; `tab` is "card", "courses", "certificates" or "notes". Year 0: this one."""

    tab: str = "card"
    year: int = 0


class Again(Struct, frozen=True):
    """A question of the daily review, and the order its parts are shown in."""

    course: str
    question: str
    order: tuple[str, ...] = ()


class InRecall(Struct, frozen=True):
    """In the daily review, at one of the questions drawn for it, by index from 0."""

    asked: tuple[Again, ...]
    index: int = 0


class AtRecall(Struct, frozen=True):
    """After a review of these questions; none: before the next one."""

    asked: tuple[Again, ...] = ()


Place: TypeAlias = (
    AtHome
    | AtSearch
    | AtCourse
    | InLesson
    | AtTest
    | InQuiz
    | AtReview
    | AtResult
    | AtEvaluation
    | AtFollowUp
    | AtCertificate
    | AtHistory
    | InRecall
    | AtRecall
)
