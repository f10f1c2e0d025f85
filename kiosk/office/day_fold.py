"""What a learner's events of a training day come to: where they are, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeAlias

from msgspec import Struct, structs

from kiosk.learning import attempts as tries
from kiosk.learning.answers import mark
from kiosk.learning.attempts import Attempt
from kiosk.learning.course import Check, Course, Quiz
from kiosk.learning.events import (
    AnswerGiven,
    CheckAnswered,
    LessonRead,
    QuizStarted,
    QuizSubmitted,
    Recorded,
    SignedIn,
    SignedOut,
)
from kiosk.learning.progress import CourseProgress, Progress, Step, next_step, share_done

CourseOf: TypeAlias = Callable[[str, str], Course | None]
"""A course by its id and version ("" the newest) with the rules of the class; None: not here."""
THRICE: Final = 3
"""So often the same question is answered wrong, one time after another, until help is due."""


class Where(StrEnum):
    """The part of a course that somebody is in; `number` of a `Seen` counts from 1."""

    NOWHERE = "nowhere"
    HOME = "home"
    LESSON = "lesson"
    CASE = "case"
    PRE_TEST = "pre-test"
    POST_TEST = "post-test"
    EVALUATION = "evaluation"
    CERTIFICATE = "certificate"


class Wrong(Struct, frozen=True):
    """The same question wrong `times` running.

    `number`: that of the check in its lesson, of the question in its test (`tested`); 0 unknown.
    """

    question: str
    number: int
    times: int
    tested: bool = False


class Seen(Struct, frozen=True):
    """All that events alone tell. Times are UTC ms, 0: none.

    `course` "" where nothing of the class was begun. `came` and `last` are the first sign-in of the
    day and the last thing done then (being signed out by the kiosk is nothing done); `here`: that
    was at this kiosk, else at that of `device`. `gone`: they signed out, `idle`: or were. `ends`:
    when the time of a running test is over, 0: it has no limit. `score` is that of the final test
    that counts, `left` the attempts that remain, None without limit.
    """

    learner: str
    course: str = ""
    where: Where = Where.NOWHERE
    number: int = 0
    lesson: str = ""
    question: str = ""
    share: float = 0.0
    came: int = 0
    last: int = 0
    here: bool = True
    device: str = ""
    gone: bool = False
    idle: bool = False
    testing: bool = False
    ends: int = 0
    wrong: Wrong | None = None
    score: float | None = None
    passed: bool = False
    waiting: int = 0
    left: int | None = None
    certificate: str = ""
    prints: int = 0


@dataclass(frozen=True)
class Frame:
    """What is looked at: the courses of a class, in its order, on a local ISO date."""

    courses: tuple[str, ...]
    course_of: CourseOf
    day: str
    day_of: Callable[[int], str]


def seen(learner: str, events: Sequence[Recorded], frame: Frame) -> Seen:
    """What a learner's events, oldest first, tell. Of several courses the last touched counts."""
    dated = [(frame.day_of(r.at), r) for r in events]
    known = [r for day, r in dated if day <= frame.day]
    todays = [r for day, r in dated if day == frame.day]
    progress = Progress.of(known)
    found = _present(learner, todays)
    touched = sorted(frame.courses, key=lambda c: progress.course(c).last, reverse=True)
    for p in map(progress.course, touched):
        if (course := frame.course_of(p.course, p.own_version)) is not None:
            return _placed(found, course, p, todays)
    return found


def _present(learner: str, todays: Iterable[Recorded]) -> Seen:
    came, last, gone, idle = 0, 0, True, False
    for recorded in todays:
        event = recorded.event
        if isinstance(event, SignedOut):
            gone, idle = True, event.idle
            last = last if event.idle else recorded.at
            continue
        if isinstance(event, SignedIn):
            came, gone, idle = came or recorded.at, False, False
        last = recorded.at if came else last
    return Seen(learner, came=came, last=last, gone=gone, idle=idle)


def _placed(found: Seen, course: Course, p: CourseProgress, todays: Sequence[Recorded]) -> Seen:
    quiz, attempt = _running(course, p)
    post = course.post_test
    counting = tries.counting(p.tries(post.id))
    found = structs.replace(
        found,
        course=course.id,
        share=1.0 if p.certificate else share_done(course, p),
        score=counting.score if counting else None,
        passed=p.passed(post.id),
        waiting=p.waiting(post.id),
        left=max(0, post.attempts - len(p.tries(post.id))) if post.attempts else None,
        certificate=p.certificate.number if p.certificate else "",
        prints=p.prints,
        wrong=wrong(course, p, todays),
    )
    if quiz is not None and attempt is not None:
        return _in_test(found, course, quiz, attempt, todays)
    if not found.came:
        return found
    return _in_course(found, course, p)


def _running(course: Course, p: CourseProgress) -> tuple[Quiz | None, Attempt | None]:
    for quiz in (course.pre_test, course.post_test):
        if quiz is not None and (attempt := p.running(quiz.id)):
            return quiz, attempt
    return None, None


def _in_test(
    found: Seen, course: Course, quiz: Quiz, attempt: Attempt, todays: Sequence[Recorded]
) -> Seen:
    """In a test: at the question answered last; its time runs from what was used until then."""
    at = next((r.at for r in reversed(todays) if _of_attempt(r, attempt.id)), attempt.started)
    asked = list(attempt.questions)
    number = asked.index(attempt.last) + 1 if attempt.last in asked else 1
    return structs.replace(
        found,
        where=Where.POST_TEST if quiz is course.post_test else Where.PRE_TEST,
        number=number,
        question=asked[number - 1] if asked else "",
        testing=True,
        ends=at + 1000 * (60 * quiz.minutes - attempt.used) if quiz.minutes else 0,
    )


def _of_attempt(recorded: Recorded, attempt: str) -> bool:
    event = recorded.event
    return isinstance(event, QuizStarted | AnswerGiven) and event.attempt == attempt


def _in_course(found: Seen, course: Course, p: CourseProgress) -> Seen:
    step, lesson_id = next_step(course, p)
    match step:
        case Step.LESSON if p.started:
            return structs.replace(found, **_lesson(course, lesson_id))
        case Step.PRE_TEST if p.started:
            return structs.replace(found, where=Where.PRE_TEST)
        case Step.POST_TEST | Step.WAITING:
            return structs.replace(found, where=Where.POST_TEST)
        case Step.EVALUATION:
            return structs.replace(found, where=Where.EVALUATION)
        case Step.CERTIFICATE | Step.DONE:
            return structs.replace(found, where=Where.CERTIFICATE)
        case _:
            return structs.replace(found, where=Where.HOME)


def _lesson(course: Course, lesson_id: str) -> dict[str, object]:
    numbered = [x.id for x in course.lessons]
    lesson = course.lesson(lesson_id)
    where = Where.CASE if lesson.case else Where.LESSON
    return {"where": where, "number": numbered.index(lesson_id) + 1, "lesson": lesson_id}


def wrong(course: Course, p: CourseProgress, todays: Iterable[Recorded]) -> Wrong | None:
    """The question in which somebody is stuck now: wrong three times running, and not gone on.

    A check in the text, a question that a test judges at once, or one that was wrong in each of
    the last three attempts at the final test, while that is not passed.
    """
    run = _run(course, todays)
    if run is not None and run.times >= THRICE:
        return run
    post = course.post_test
    if p.passed(post.id) or p.running(post.id):
        return None
    return _each_attempt(post, p.tries(post.id)[-THRICE:])


def _run(course: Course, todays: Iterable[Recorded]) -> Wrong | None:
    found: Wrong | None = None
    for event in (recorded.event for recorded in todays):
        if getattr(event, "course", course.id) != course.id:
            continue
        match event:
            case CheckAnswered():
                number = _check_number(course, event.lesson, event.question)
                found = _after(found, event.question, number, right=event.worth >= 1, tested=False)
            case AnswerGiven() if event.judged:
                right = _right(course, event)
                found = _after(found, event.question, 0, right=right, tested=True)
            case LessonRead() | QuizStarted() | QuizSubmitted():
                found = None
            case _:
                pass
    return found


def _after(
    before: Wrong | None, question: str, number: int, *, right: bool, tested: bool
) -> Wrong | None:
    if right:
        return None
    times = before.times if before and before.question == question else 0
    return Wrong(question, number, times + 1, tested)


def _check_number(course: Course, lesson_id: str, question: str) -> int:
    lesson = next((x for x in course.lessons if x.id == lesson_id), None)
    checks = [b.question for b in lesson.blocks if isinstance(b, Check)] if lesson else []
    return checks.index(question) + 1 if question in checks else 0


def _right(course: Course, event: AnswerGiven) -> bool:
    """A question that is gone is taken for right: of it, no help can be given."""
    for quiz in (course.pre_test, course.post_test):
        for question in quiz.questions if quiz and quiz.id == event.quiz else ():
            if question.id == event.question:
                return mark(question, event.answer).right
    return True


def _each_attempt(quiz: Quiz, ended: Sequence[Attempt]) -> Wrong | None:
    if len(ended) < THRICE:
        return None
    for question in quiz.questions:
        if all(question.id in a.questions and not a.mark(question).right for a in ended):
            number = ended[-1].questions.index(question.id) + 1
            return Wrong(question.id, number, THRICE, tested=True)
    return None
