"""What a trainer should know before going to somebody who needs help."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from kiosk.learning.answers import Answer, mark
from kiosk.learning.course import Course
from kiosk.learning.events import AnswerGiven, CheckAnswered, Recorded
from kiosk.learning.question import Question
from kiosk.office.answer_words import answer_words, stem_words
from kiosk.office.day_fold import CourseOf, Seen

LAST = 4
"""So many of the last answers are told."""


class Given(Struct, frozen=True):
    """An answer: to which question, in words, whether it was right, and when (UTC ms)."""

    question: str
    answer: str
    right: bool
    at: int


class Help(Struct, frozen=True):
    """Where somebody is and what they tried. Empty where the course does not tell.

    `lesson` is the title of the lesson (of the question: where it is taught). `hints` are for the
    trainer's eyes, as is the solution of `asked`: nobody should say it to a learner in a test.
    """

    course: str = ""
    lesson: str = ""
    question: str = ""
    asked: Question | None = None
    hints: tuple[str, ...] = ()
    given: tuple[Given, ...] = ()
    tested: bool = False


def help_for(seen: Seen, events: tuple[Recorded, ...], course_of: CourseOf) -> Help:
    """What is known of the question and lesson that somebody is at, the newest answers first."""
    course = course_of(seen.course, "") if seen.course else None
    if course is None:
        return Help()
    asked = _questions(course)
    here = seen.wrong.question if seen.wrong else seen.question
    question = asked.get(here)
    titles = {x.id: x.title for x in course.lessons}
    lesson = question.lesson if question else seen.lesson
    given = _given(course.id, events, asked.get)
    if question is not None:
        given = tuple(g for g in given if g.question == stem_words(question)) or given
    return Help(
        course=course.title,
        lesson=titles.get(lesson, titles.get(seen.lesson, "")),
        question=stem_words(question) if question else "",
        asked=question,
        hints=_hints(question),
        given=given[:LAST],
        tested=seen.testing,
    )


def _questions(course: Course) -> dict[str, Question]:
    tests = (course.pre_test, course.post_test)
    found = {q.id: q for quiz in tests if quiz for q in quiz.questions}
    return found | {q.id: q for q in course.checks}


def _hints(question: Question | None) -> tuple[str, ...]:
    if question is None:
        return ()
    return tuple(words for words in (*question.hints, question.feedback) if words)


def _given(
    course: str, events: tuple[Recorded, ...], asked: Callable[[str], Question | None]
) -> tuple[Given, ...]:
    found = []
    for recorded in reversed(events):
        event = recorded.event
        if not isinstance(event, CheckAnswered | AnswerGiven) or event.course != course:
            continue
        question = asked(event.question)
        if question is not None:
            found.append(_one(question, event.answer, recorded.at))
    return tuple(found)


def _one(question: Question, answer: Answer, at: int) -> Given:
    right = mark(question, answer).right
    return Given(stem_words(question), answer_words(question, answer), right, at)
