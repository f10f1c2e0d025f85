"""Where one learner stands, read afresh for each view, and the small values screens share."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kiosk.desk.kiosk import Kiosk
from kiosk.desk.views import Hours, LessonRow, Revoked, State, Status
from kiosk.desk.views_class import Due, due
from kiosk.learning import attempts as tries
from kiosk.learning import clock
from kiosk.learning.course import Course
from kiosk.learning.events import Recorded
from kiosk.learning.ledger import Card, card
from kiosk.learning.minutes import lesson_minutes
from kiosk.learning.progress import CourseProgress, Progress
from kiosk.learning.trouble import NotAllowed
from kiosk.people.cohort import Given, given, not_open
from kiosk.people.learner import Learner
from kiosk.store.cohorts import all_cohorts
from kiosk.store.revoked import revoked_list


@dataclass(frozen=True)
class Standing:
    """A learner at a kiosk, with all that they did."""

    kiosk: Kiosk
    learner: Learner
    events: tuple[Recorded, ...]
    progress: Progress

    @staticmethod
    def of(kiosk: Kiosk, learner: Learner) -> Standing:
        """Read and fold the learner's events, at the times they really had (see `clock`)."""
        kept, happened = kiosk.store.events(learner.id), kiosk.store.happenings()
        events = clock.settled(kept, happened)
        progress = clock.handed_in(Progress.of(events), clock.ends(kept, happened))
        return Standing(kiosk, learner, events, progress)

    def after(self, later: tuple[Recorded, ...]) -> Standing:
        """The same learner after events recorded since."""
        events = (*self.events, *later)
        return Standing(self.kiosk, self.learner, events, self.progress.after(later))

    def course(self, course_id: str) -> tuple[Course, CourseProgress]:
        """A course and the learner's progress in it.

        The mark and attempts of its final test are those of the learner's class; else the course's.
        Where neither sets a mark, the agency's stands.
        """
        p = self.progress.course(course_id)
        course = self.kiosk.catalog.course(course_id, p.own_version)
        said, agency = self.given.get(course_id), self.kiosk.settings.pass_mark
        terms = (said.assignment.pass_mark, said.assignment.attempts) if said else (None, None)
        return course.ruled(*terms, agency), p

    @property
    def given(self) -> Mapping[str, Given]:
        """The courses that the learner's open classes give them."""
        return given(all_cohorts(self.kiosk.store), self.learner.id)

    @property
    def dues(self) -> dict[str, Due]:
        """What the learner's classes say now of courses whose certificate is not there yet."""
        found = ((self.progress.course(c), x) for c, x in self.given.items())
        today = self.kiosk.today
        return {
            p.course: due(x, today, begun=bool(p.started)) for p, x in found if not p.certificate
        }

    def may_begin(self, course_id: str) -> None:
        """Refuse "class-not-open" before the day on which the learner's class may begin."""
        told = self.given.get(course_id)
        if told is not None and not_open(told.assignment, self.kiosk.today):
            raise NotAllowed("class-not-open", date=told.assignment.opens)

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """Every course, in the version the learner is in the middle of; else in the newest."""
        catalog, progress = self.kiosk.catalog, self.progress
        own = {c.id: progress.course(c.id).own_version for c in catalog.courses()}
        return tuple(catalog.course(course, version) for course, version in own.items())

    @property
    def year(self) -> int:
        """The present year, by the kiosk's clock."""
        return int(self.kiosk.today[:4])

    def afresh(self) -> Standing:
        """The same for another look: the agency's word may have come since the last one."""
        return replace(self)

    @cached_property
    def revoked(self) -> Mapping[str, Revoked]:
        """The learner's certificates that do not count any more, by number; read once a look."""
        held = self.progress.certificates
        if not held:
            return {}
        listed, settings = revoked_list(self.kiosk.store), self.kiosk.settings
        agency, as_of = settings.short or settings.agency, listed.as_of or 0
        found = [listed.certificates[c.number] for c in held if c.number in listed.certificates]
        return {
            x.id: Revoked(
                agency, x.reason, x.date, 0 if x.id in listed.here else as_of, x.replaced_by
            )
            for x in found
        }

    def card(self, year: int) -> Card:
        """The learner's card of training hours."""
        kiosk = self.kiosk
        return card(self.events, year, kiosk.settings.daily_cap, kiosk.day_of, self.revoked)

    def hours(self, year: int) -> Hours:
        """JP of a year beside the rule for this kind of employee."""
        revoked, issued = self.revoked, self.progress.certificates
        held = [c for c in issued if c.issued.startswith(f"{year}-") and c.number not in revoked]
        rule = self.kiosk.settings.rule(self.learner.kind)
        return Hours(year, self.card(year).counted, rule, len(held))

    def status(self) -> Status:
        """What stands on top of every screen."""
        settings = self.kiosk.settings
        return Status(
            learner=self.learner,
            agency=settings.agency,
            city=settings.city,
            saved=self.events[-1].at if self.events else 0,
            demo=settings.demo,
            view_only=self.kiosk.view_only,
        )

    def rows(self, course: Course, current: str) -> tuple[LessonRow, ...]:
        """The outline of a course's lessons."""
        p = self.progress.course(course.id)
        return tuple(
            LessonRow(
                lesson=x.id,
                title=x.title,
                minutes=lesson_minutes(course, x.id),
                read=x.id in p.read,
                current=x.id == current,
                notes=sum(lesson == x.id for lesson, _ in p.notes),
                bookmarked=any(lesson == x.id for lesson, _ in p.bookmarks),
                case=x.case,
            )
            for x in course.lessons
        )


def state(course: Course, p: CourseProgress, revoked: Container[str], today: str) -> State:
    """How far a course is on an ISO date; `revoked` holds numbers of certificates."""
    if p.certificate:
        if p.certificate.number in revoked:
            return State.REVOKED
        return State.EXPIRED if expired(p, today) else State.CERTIFIED
    if p.passed(course.post_test.id):
        return State.PASSED
    return State.RUNNING if p.started else State.NEW


def expired(p: CourseProgress, today: str) -> bool:
    """Whether the last day of the course's certificate lies before an ISO date."""
    return bool(p.certificate and p.certificate.valid_until and p.certificate.valid_until < today)


def scores(course: Course, p: CourseProgress) -> tuple[float | None, float | None]:
    """The score of the first test and the best of the final one, None where there is none."""
    pre = tries.counting(p.tries(course.pre_test.id)) if course.pre_test else None
    post = tries.counting(p.tries(course.post_test.id))
    return (pre.score if pre else None), (post.score if post else None)
