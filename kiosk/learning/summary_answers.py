"""What one learner answered in final tests, for finding out which questions are bad.

Kept beside the summaries, as only the analysis of questions needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from kiosk.learning import attempts as tries
from kiosk.learning.answers import Answer, Chosen, mark
from kiosk.learning.attempts import Attempt
from kiosk.learning.course import Behaviour, Course, Quiz
from kiosk.learning.events import Recorded
from kiosk.learning.progress import CourseProgress, Progress
from kiosk.learning.question import Question
from kiosk.learning.summary import taken


class Answered(Struct, frozen=True, array_like=True, gc=False):
    """A question that was asked: its worth 0.0–1.0 and the ids of the choices taken, if it has any.

    Not answered is worth 0.0; `given` tells. `waiting`: an essay without a mark yet.
    """

    question: str
    worth: float
    chosen: tuple[str, ...] = ()
    given: bool = True
    waiting: bool = False


class AnswersSummary(Struct, frozen=True, array_like=True, gc=False):
    """An ended attempt at a course's final test, its questions in the order they were asked.

    `first` of the learner's, or the one that `counts`, or both. `score` 0–100. `at` UTC ms of its
    end. `paper`: it was taken on paper. `version`: in which the learner takes the course.
    """

    course: str
    version: str
    attempt: str
    first: bool
    counts: bool
    score: float
    at: int
    paper: bool
    answers: tuple[Answered, ...]


def answers(
    events: Iterable[Recorded], courses: Mapping[str, Course]
) -> tuple[AnswersSummary, ...]:
    """The first and the counting final attempt in each of `courses` (as `summary`), oldest first.

    Questions that the course does not have any more are left out. An earlier completion is not
    looked at: the course is taken anew then.
    """
    return of_progress(Progress.of(events), courses)


def of_progress(progress: Progress, courses: Mapping[str, Course]) -> tuple[AnswersSummary, ...]:
    """As `answers`, of what is folded already."""
    known = ((taken(courses, p), p) for p in progress.courses.values())
    found = [each for course, p in known if course for each in of_course(course, p)]
    return tuple(sorted(found, key=lambda a: (a.at, a.attempt)))


def of_course(course: Course, p: CourseProgress) -> tuple[AnswersSummary, ...]:
    """As `answers`, of one learner in one course."""
    ended, quiz = p.tries(course.post_test.id), course.post_test
    counting = tries.counting(ended)
    return tuple(
        _summary(quiz, p, a, first=place == 0, counts=a is counting)
        for place, a in enumerate(ended)
        if place == 0 or a is counting
    )


def _summary(
    quiz: Quiz, p: CourseProgress, a: Attempt, *, first: bool, counts: bool
) -> AnswersSummary:
    asked = {q.id: q for q in quiz.questions}
    return AnswersSummary(
        course=p.course,
        version=p.version,
        attempt=a.id,
        first=first,
        counts=counts,
        score=a.score or 0.0,
        at=a.submitted or 0,
        paper=bool(a.paper),
        answers=tuple(_answered(quiz, a, asked[q]) for q in a.questions if q in asked),
    )


def _answered(quiz: Quiz, a: Attempt, question: Question) -> Answered:
    """Where it was judged at once, what was answered first: later tries were helped."""
    answer = _first_try(a, question.id) if quiz.behaviour is Behaviour.IMMEDIATE else None
    if answer is None:
        answer = a.answers.get(question.id)
        found = a.mark(question)
    else:
        found = mark(question, answer)
    chosen = answer.ids if isinstance(answer, Chosen) else ()
    return Answered(question.id, found.worth, chosen, answer is not None, found.waiting)


def _first_try(a: Attempt, question: str) -> Answer | None:
    return next(iter(a.judged.get(question, ())), None)
