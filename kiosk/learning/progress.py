"""Where a learner stands: a fold of events, and the rules that follow from it.

A certificate is given when every lesson was read, the final test was passed and an evaluation
was given: see `may_certify`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct, structs

from kiosk.learning import attempts as tries
from kiosk.learning.attempts import Attempt
from kiosk.learning.attempts_after import attempts_after
from kiosk.learning.course import Course
from kiosk.learning.events import (
    AnswerGiven,
    BlockReached,
    BookmarkSet,
    CertificateIssued,
    CertificatePrinted,
    CheckAnswered,
    CourseStarted,
    EvaluationGiven,
    LessonRead,
    MediaPlayed,
    NoteWritten,
    QuestionFlagged,
    QuizStarted,
    QuizSubmitted,
    Recorded,
    Reviewed,
)
from kiosk.learning.events_office import EssayMarked, FollowUpGiven, QuizMarked
from kiosk.learning.trouble import NotAllowed

RENEWAL_DAYS: Final = 90
"""So long before its last day a certificate may be renewed."""


class Step(StrEnum):
    """What comes next in a course."""

    PRE_TEST = "pre-test"
    LESSON = "lesson"
    POST_TEST = "post-test"
    WAITING = "waiting"
    EVALUATION = "evaluation"
    CERTIFICATE = "certificate"
    DONE = "done"


class CourseProgress(Struct, frozen=True):
    """One learner in one course. Times are UTC milliseconds.

    `version` is the course's when it was begun. `essays`: a trainer's marks for essays in its
    lessons, by question, for as long as the answer is the one that was marked; `newest`: the marks
    of any essay that came last, and when.
    """

    course: str
    started: int = 0
    version: str = ""
    last: int = 0
    read: Mapping[str, int] = {}
    reached: Mapping[str, str] = {}
    last_lesson: str = ""
    checks: Mapping[str, CheckAnswered] = {}
    essays: Mapping[str, EssayMarked] = {}
    newest: tuple[int, EssayMarked] | None = None
    notes: Mapping[tuple[str, str], str] = {}
    bookmarks: frozenset[tuple[str, str]] = frozenset()
    played: Mapping[tuple[str, str], int] = {}
    attempts: tuple[Attempt, ...] = ()
    evaluated: bool = False
    certificate: CertificateIssued | None = None
    earlier: tuple[CertificateIssued, ...] = ()
    prints: int = 0

    def tries(self, quiz: str) -> tuple[Attempt, ...]:
        """The ended attempts at a test, oldest first."""
        return tuple(a for a in self.attempts if a.quiz == quiz and a.submitted is not None)

    def running(self, quiz: str) -> Attempt | None:
        """The attempt that is not yet handed in."""
        return next((a for a in self.attempts if a.quiz == quiz and a.submitted is None), None)

    def waiting(self, quiz: str) -> int:
        """How many essays were handed in with an attempt whose marks are not complete; 0: none."""
        return sum(a.waiting for a in self.attempts if a.quiz == quiz)

    @property
    def own_version(self) -> str:
        """The version in which whoever is in the middle of the course goes on; "": the newest."""
        return self.version if self.started and self.certificate is None else ""

    def passed(self, quiz: str) -> bool:
        """Whether an attempt that counts reached the mark."""
        ended = self.tries(quiz)
        if ended and ended[-1].last_counts:
            return ended[-1].passed
        return any(a.passed for a in ended)


class Progress(Struct, frozen=True):
    """One learner in all courses."""

    courses: Mapping[str, CourseProgress]

    @staticmethod
    def of(events: Iterable[Recorded]) -> Progress:
        """Fold events, oldest first. An event that comes twice, by its id, counts once."""
        return Progress({}).after({r.id: r for r in events}.values())

    def after(self, events: Iterable[Recorded]) -> Progress:
        """Fold on: the same learner after later events, oldest first."""
        courses = dict(self.courses)
        for recorded in events:
            course = getattr(recorded.event, "course", None)
            if course is not None:
                before = courses.get(course, CourseProgress(course))
                courses[course] = _after(before, recorded)
            elif isinstance(recorded.event, CertificatePrinted):
                _count_print(courses, recorded.event)
        return Progress(courses)

    def course(self, course_id: str) -> CourseProgress:
        """Progress in a course, empty when it was never opened."""
        return self.courses.get(course_id, CourseProgress(course_id))

    @property
    def certificates(self) -> tuple[CertificateIssued, ...]:
        """All certificates, oldest first."""
        held = [c for p in self.courses.values() for c in (*p.earlier, p.certificate) if c]
        return tuple(sorted(held, key=lambda c: (c.issued, c.number)))


def _count_print(courses: dict[str, CourseProgress], event: CertificatePrinted) -> None:
    for name, progress in courses.items():
        held = progress.certificate
        if held and held.number == event.number and event.seen is None:
            courses[name] = structs.replace(progress, prints=progress.prints + 1)


def _after(p: CourseProgress, recorded: Recorded) -> CourseProgress:
    event, at = recorded.event, recorded.at
    if isinstance(event, Reviewed | FollowUpGiven):
        return p  # what is done between trainings is not what learning goes on with
    if isinstance(event, EssayMarked | QuizMarked):
        return _marked(p, event, at)
    p = structs.replace(p, last=max(p.last, at))
    match event:
        case CourseStarted():
            return _started(p, event.version, at)
        case BlockReached():
            reached = {**p.reached, event.lesson: event.block}
            return structs.replace(p, reached=reached, last_lesson=event.lesson)
        case LessonRead():
            read = p.read if event.lesson in p.read else {**p.read, event.lesson: at}
            return structs.replace(p, read=read, last_lesson=event.lesson)
        case CheckAnswered():
            return _checked(p, event)
        case NoteWritten():
            return _noted(p, event)
        case MediaPlayed():
            played = {**p.played, (event.lesson, event.block): event.position}
            return structs.replace(p, played=played)
        case BookmarkSet():
            mark = {(event.lesson, event.block)}
            marks = p.bookmarks | mark if event.on else p.bookmarks - mark
            return structs.replace(p, bookmarks=marks)
        case EvaluationGiven():
            return structs.replace(p, evaluated=True)
        case CertificateIssued():
            return _certified(p, event)
        case QuizStarted() | AnswerGiven() | QuestionFlagged() | QuizSubmitted():
            return structs.replace(p, attempts=attempts_after(p.attempts, event, at))
        case _:
            return p


def _started(p: CourseProgress, version: str, at: int) -> CourseProgress:
    """A start after a certificate begins the course anew; the certificate is kept."""
    if p.certificate is None:
        known = p.version or version
        return structs.replace(p, started=p.started or at, version=known)
    earlier = (*p.earlier, p.certificate)
    return CourseProgress(p.course, at, version, at, earlier=earlier, notes=p.notes)


def _certified(p: CourseProgress, issued: CertificateIssued) -> CourseProgress:
    """A replacement takes the place of the one it replaces, be it of an earlier completion.

    All others are kept: two kiosks that did not know of each other may both have issued one.
    """
    if any(c.number == issued.replaces for c in p.earlier):
        return structs.replace(p, earlier=(*p.earlier, issued))
    earlier = (*p.earlier, p.certificate) if p.certificate else p.earlier
    return structs.replace(p, certificate=issued, earlier=earlier, prints=0)


def _checked(p: CourseProgress, event: CheckAnswered) -> CourseProgress:
    """Marks are for the text that was marked: another one waits anew."""
    name, before = event.question, p.checks.get(event.question)
    essays = p.essays
    if name in essays and (before is None or before.answer != event.answer):
        essays = {q: said for q, said in essays.items() if q != name}
    return structs.replace(p, checks={**p.checks, name: event}, essays=essays)


def _marked(p: CourseProgress, event: EssayMarked | QuizMarked, at: int) -> CourseProgress:
    """Marks after the certificate change nothing: it bears the score that it was given for."""
    if isinstance(event, EssayMarked):
        p = structs.replace(p, newest=(at, event))
        if not event.attempt:
            return structs.replace(p, essays={**p.essays, event.question: event})
    if p.certificate is not None:
        return p
    return structs.replace(p, attempts=attempts_after(p.attempts, event, at))


def _noted(p: CourseProgress, event: NoteWritten) -> CourseProgress:
    notes = dict(p.notes)
    notes.pop((event.lesson, event.block), None)
    if event.text.strip():
        notes[event.lesson, event.block] = event.text
    return structs.replace(p, notes=notes)


def lessons_left(course: Course, p: CourseProgress) -> tuple[str, ...]:
    """Ids of the lessons not yet read, in their order."""
    return tuple(x.id for x in course.lessons if x.id not in p.read)


def next_step(course: Course, p: CourseProgress) -> tuple[Step, str]:
    """What comes next, with the lesson id where it is a lesson."""
    if p.certificate:
        return Step.DONE, ""
    if course.pre_test and not p.tries(course.pre_test.id) and not p.read:
        return Step.PRE_TEST, ""
    left = lessons_left(course, p)
    if left:
        return Step.LESSON, p.last_lesson if p.last_lesson in left else left[0]
    if p.waiting(course.post_test.id):
        return Step.WAITING, ""
    if not p.passed(course.post_test.id):
        return Step.POST_TEST, ""
    return (Step.CERTIFICATE if p.evaluated else Step.EVALUATION), ""


def may_take(course: Course, p: CourseProgress, quiz_id: str, now: int) -> None:
    """Raise NotAllowed unless the test may begin at `now` (UTC ms).

    Codes: "certificate-held", "lessons-unread", "pre-test-over", and those of `may_start`.
    """
    quiz = course.quiz(quiz_id)
    if p.certificate:
        raise NotAllowed("certificate-held")
    if quiz is course.post_test:
        if left := lessons_left(course, p):
            raise NotAllowed("lessons-unread", count=len(left))
    elif p.tries(quiz_id) or p.read:
        raise NotAllowed("pre-test-over")
    tries.may_start(quiz, p.tries(quiz_id), now)


def may_certify(course: Course, p: CourseProgress) -> None:
    """Raise NotAllowed unless the certificate is earned.

    Codes: "lessons-unread", "essays-waiting" (of the final test), "not-passed",
    "evaluation-missing", "certificate-held".
    """
    if p.certificate:
        raise NotAllowed("certificate-held")
    if left := lessons_left(course, p):
        raise NotAllowed("lessons-unread", count=len(left))
    if p.waiting(course.post_test.id):
        raise NotAllowed("essays-waiting")
    if not p.passed(course.post_test.id):
        raise NotAllowed("not-passed")
    if not p.evaluated:
        raise NotAllowed("evaluation-missing")


def may_start_again(p: CourseProgress, today: str) -> None:
    """Raise NotAllowed "certificate-held" unless the course may be taken anew on an ISO date.

    It may from 90 days before the last day of its certificate, so that none need ever be without.
    """
    if p.certificate and not renewable(p.certificate.valid_until, today):
        raise NotAllowed("certificate-held")


def renewable(valid_until: str, today: str) -> bool:
    """Whether a certificate ran out or will within 90 days; "" is one without end."""
    if not valid_until:
        return False
    soon = dt.date.fromisoformat(today) + dt.timedelta(days=RENEWAL_DAYS)
    return valid_until <= soon.isoformat()


def share_done(course: Course, p: CourseProgress) -> float:
    """How much of the course is done, 0.0–1.0: each lesson, test and the evaluation count alike."""
    done = [x.id in p.read for x in course.lessons]
    if course.pre_test:
        done.append(bool(p.tries(course.pre_test.id)))
    done += [p.passed(course.post_test.id), p.evaluated]
    return sum(done) / len(done)
