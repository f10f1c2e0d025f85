"""How an attempt begins, ends and gets its marks: the same on a screen and on paper."""

from __future__ import annotations

from kiosk.learning import attempts as tries
from kiosk.learning.attempts import Attempt, Shuffle
from kiosk.learning.course import Counts, Course, Quiz
from kiosk.learning.events import QuizStarted, QuizSubmitted
from kiosk.learning.events_office import QuizMarked
from kiosk.learning.progress import CourseProgress
from kiosk.learning.question import Question


def begun(
    course: Course, quiz: Quiz, p: CourseProgress, attempt: str, shuffle: Shuffle
) -> QuizStarted:
    """A new attempt of that id, its questions and their orders drawn."""
    seen = frozenset(q for a in p.tries(quiz.id) for q in a.questions)
    drawn = tries.draw(quiz, shuffle, seen)
    orders = {q.id: tries.order(q, shuffle) for q in quiz.questions if q.id in drawn}
    return QuizStarted(course.id, quiz.id, attempt, drawn, orders)


def ended(course: str, quiz: Quiz, attempt: Attempt, used: int) -> QuizSubmitted:
    """The attempt handed in after `used` seconds: its score, and the essays that wait."""
    score, last = tries.score(quiz, attempt), quiz.counts is Counts.LAST
    waiting = len(essays_left(quiz, attempt))
    return QuizSubmitted(
        course, quiz.id, attempt.id, score, quiz.pass_mark, used, last, waiting=waiting
    )


def essays_left(quiz: Quiz, attempt: Attempt) -> tuple[Question, ...]:
    """The essays that were written in an attempt and that nobody has marked yet."""
    asked = {q.id: q for q in quiz.questions}
    known = [asked[q] for q in attempt.questions if q in asked]
    return tuple(q for q in known if attempt.mark(q).waiting)


def marked(course: str, quiz: Quiz, attempt: Attempt) -> QuizMarked | None:
    """The whole score of an attempt with the marks it has now; None while an essay waits."""
    if essays_left(quiz, attempt):
        return None
    return QuizMarked(course, quiz.id, attempt.id, tries.score(quiz, attempt))
