"""What one learner did, in the few values that reports, classes and papers are made of.

A fold of one learner's events, oldest first. What depends on today (a certificate that ran out) or
on the agency's settings (the cap of a day) is found when it is read, so that a summary stays true
until the learner does something.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping
from enum import StrEnum
from typing import Final, TypedDict

from msgspec import Struct, structs

from kiosk.learning import attempts as tries
from kiosk.learning.course import Course
from kiosk.learning.events import CertificateIssued, Recorded
from kiosk.learning.followup import Given, given
from kiosk.learning.ledger import Card, Paper, laid, papers, spent
from kiosk.learning.progress import CourseProgress, Progress

PRE, POST = "pre", "post"
FORM: Final = 2
"""Of the values below; one more whenever they change, so that none kept before is taken for one."""


class Stage(StrEnum):
    """How far somebody is in a course."""

    NEW = "new"
    RUNNING = "running"
    PASSED = "passed"
    CERTIFIED = "certified"
    EXPIRED = "expired"
    REVOKED = "revoked"


class CourseSummary(Struct, frozen=True, array_like=True, gc=False):
    """One learner in one course. Times are UTC ms, days ISO dates, "" and 0 where there is none.

    `read` of `lessons` were read (0 lessons: the course is not on this computer any more). `pre`
    and `post` are the scores that count, 0–100, ended on `pre_on` and `post_on`; `gain` is the
    N-gain between them, None where one is missing or nothing was to gain. `tries`: ended attempts
    at the final test. `waiting`: essays of the final test that wait for a trainer's mark. `number`:
    the newest certificate, of an earlier completion while the course is taken anew (`again`).
    """

    course: str
    version: str = ""
    started: int = 0
    last: int = 0
    read: int = 0
    lessons: int = 0
    pre: float | None = None
    post: float | None = None
    gain: float | None = None
    tries: int = 0
    passed: bool = False
    waiting: int = 0
    evaluated: bool = False
    number: str = ""
    hours: int = 0
    issued: str = ""
    valid_until: str = ""
    revoked: bool = False
    seconds: int = 0
    started_on: str = ""
    pre_on: str = ""
    post_on: str = ""
    again: bool = False

    def stage(self, today: str) -> Stage:
        """How far it is on an ISO date."""
        if self.number and not self.again:
            if self.revoked:
                return Stage.REVOKED
            gone = bool(self.valid_until) and self.valid_until < today
            return Stage.EXPIRED if gone else Stage.CERTIFIED
        if self.passed:
            return Stage.PASSED
        return Stage.RUNNING if self.started or self.tries else Stage.NEW


class DaySummary(Struct, frozen=True, array_like=True, gc=False):
    """Seconds of learning on a day (ISO) in a course."""

    date: str
    course: str
    seconds: int


class LearnerSummary(Struct, frozen=True, array_like=True, gc=False):
    """One learner: courses they ever touched by id, days oldest first, certificates in order.

    `papers` holds the replaced and revoked ones too. `last`: UTC ms of the last event, 0: none.
    `follow_ups`: evaluations months after a training, oldest first.
    """

    learner: str
    courses: tuple[CourseSummary, ...] = ()
    days: tuple[DaySummary, ...] = ()
    papers: tuple[Paper, ...] = ()
    last: int = 0
    follow_ups: tuple[Given, ...] = ()

    def course(self, course_id: str) -> CourseSummary:
        """What is known of a course, empty when it was never opened."""
        return next((c for c in self.courses if c.course == course_id), CourseSummary(course_id))

    def card(self, year: int, cap: int) -> Card:
        """The year's JP, at most `cap` a day, as `learning.ledger.card` lays them."""
        return laid({(d.date, d.course): d.seconds for d in self.days}, self.papers, year, cap)


def summary(
    learner: str,
    events: Iterable[Recorded],
    courses: Mapping[str, Course],
    revoked: Container[str] = (),
    *,
    day_of: Callable[[int], str],
) -> LearnerSummary:
    """Fold a learner's events, oldest first. `day_of` turns UTC ms into the local ISO date.

    `courses` by id, and each version by id and version with a space between, where there are more.
    `revoked` holds the numbers of certificates that do not count any more.
    """
    kept = tuple(events)
    return folded(learner, kept, Progress.of(kept), courses, revoked, day_of=day_of)


def folded(  # noqa: PLR0913 - what `summary` is given, and its first fold
    learner: str,
    kept: tuple[Recorded, ...],
    progress: Progress,
    courses: Mapping[str, Course],
    revoked: Container[str] = (),
    *,
    day_of: Callable[[int], str],
) -> LearnerSummary:
    """As `summary`, for whoever needs the progress for something else too."""
    learnt, held = spent(kept, day_of), papers(kept, day_of, revoked)
    total, void = _by_course(learnt), {p.number for p in held if not p.counts}
    found = (
        _course(p, taken(courses, p), void, day_of) for _, p in sorted(progress.courses.items())
    )
    full = tuple(
        structs.replace(c, seconds=total[c.course]) if c.course in total else c for c in found
    )
    days = tuple(DaySummary(date, course, s) for (date, course), s in sorted(learnt.items()))
    last = max((r.at for r in kept), default=0)
    return LearnerSummary(learner, full, days, held, last, given(kept, day_of))


def with_revoked(of: LearnerSummary, revoked: Container[str]) -> LearnerSummary:
    """The same after more certificates were declared void; itself where that changes nothing."""
    if not any(p.counts and p.number in revoked for p in of.papers):
        return of
    held = tuple(structs.replace(p, counts=p.counts and p.number not in revoked) for p in of.papers)
    courses = tuple(
        structs.replace(c, revoked=True) if c.number in revoked else c for c in of.courses
    )
    return structs.replace(of, courses=courses, papers=held)


def taken(courses: Mapping[str, Course], p: CourseProgress) -> Course | None:
    """The course in the version in which somebody takes it, else as it is now; None: it is gone."""
    return courses.get(f"{p.course} {p.version}") or courses.get(p.course)


def _course(
    p: CourseProgress, course: Course | None, void: Container[str], day_of: Callable[[int], str]
) -> CourseSummary:
    pre_id = course.pre_test.id if course and course.pre_test else PRE
    post_id = course.post_test.id if course else POST
    pre, ended = tries.counting(p.tries(pre_id)), p.tries(post_id)
    post, paper = tries.counting(ended), _newest(p)
    first, final = (pre.score if pre else None), (post.score if post else None)
    return CourseSummary(
        course=p.course,
        version=p.version,
        started=p.started,
        last=p.last,
        read=sum(x.id in p.read for x in course.lessons) if course else len(p.read),
        lessons=len(course.lessons) if course else 0,
        pre=first,
        post=final,
        gain=None if first is None or final is None else tries.gain(first, final),
        tries=len(ended),
        passed=p.passed(post_id),
        waiting=p.waiting(post_id),
        evaluated=p.evaluated,
        **_held(paper, void),
        started_on=day_of(p.started) if p.started else "",
        pre_on=day_of(pre.submitted) if pre and pre.submitted else "",
        post_on=day_of(post.submitted) if post and post.submitted else "",
        again=paper is not None and p.certificate is None,
    )


class _Held(TypedDict, total=False):
    number: str
    hours: int
    issued: str
    valid_until: str
    revoked: bool


def _held(paper: CertificateIssued | None, void: Container[str]) -> _Held:
    """What is told of a certificate, nothing where there is none."""
    if paper is None:
        return {}
    return {
        "number": paper.number,
        "hours": paper.hours,
        "issued": paper.issued,
        "valid_until": paper.valid_until,
        "revoked": paper.number in void,
    }


def _newest(p: CourseProgress) -> CertificateIssued | None:
    """The certificate of this completion, else the last of an earlier one that none replaced."""
    if p.certificate is not None:
        return p.certificate
    replaced = {c.replaces for c in p.earlier}
    return next((c for c in reversed(p.earlier) if c.number not in replaced), None)


def _by_course(learnt: Mapping[tuple[str, str], int]) -> dict[str, int]:
    total: dict[str, int] = defaultdict(int)
    for (_, course), seconds in learnt.items():
        total[course] += seconds
    return total
