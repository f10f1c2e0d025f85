"""What the papers of a class rest on, read once from the store; the papers themselves are pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from msgspec import Struct, structs

from kiosk.certificate.letter_facts import Heading
from kiosk.certificate.papers_facts import Member, Taught, Training
from kiosk.learning import clock
from kiosk.learning.course import Course
from kiosk.learning.events import EvaluationAnswered, Recorded
from kiosk.learning.summary import CourseSummary, LearnerSummary, summary
from kiosk.office.attendance import Attended, attended
from kiosk.office.staff import names
from kiosk.people.agency import Settings
from kiosk.people.cohort import Assignment, Cohort
from kiosk.people.learner import Learner
from kiosk.register.heading import heading_of
from kiosk.register.listing import Entry, entries
from kiosk.store import Store
from kiosk.store.revoked import revoked_list


def local_time(at: int) -> str:
    """UTC ms as this computer's time of day: "08.02"."""
    return f"{dt.datetime.fromtimestamp(at / 1000).astimezone():%H.%M}"


class Look(Struct, frozen=True):
    """How the world is looked at: local ISO dates and times of UTC ms, today, the fonts' folder."""

    today: str
    day_of: Callable[[int], str]
    time_of: Callable[[int], str] = local_time


class Known(Struct, frozen=True):
    """A class as it is known on `today`. `members` are those who are on the roster, in its order.

    `attendance` holds the days until today by ISO date, `entries` the members' certificates of the
    class's courses since the class began, by number of issue.
    """

    settings: Settings
    cohort: Cohort
    today: str
    members: tuple[Learner, ...] = ()
    courses: tuple[Taught, ...] = ()
    trainers: tuple[str, ...] = ()
    summaries: Mapping[str, LearnerSummary] = {}
    attendance: Mapping[str, Mapping[str, Attended]] = {}
    entries: tuple[Entry, ...] = ()
    evaluations: tuple[EvaluationAnswered, ...] = ()
    time_of: Callable[[int], str] = local_time

    def training(self, on: str) -> Training:
        """What a paper is about, dated and signed on an ISO date."""
        cohort = self.cohort
        return Training(
            heading=self.heading(on),
            cohort=cohort.name,
            courses=self.courses,
            days=cohort.days,
            place=cohort.place,
            letter=cohort.letter,
            trainers=self.trainers,
        )

    def heading(self, on: str) -> Heading:
        """The letterhead and signatory of a day."""
        return heading_of(self.settings, on)

    def of(self, learner: str, course: str) -> CourseSummary:
        """What a member did in a course."""
        found = self.summaries.get(learner)
        return found.course(course) if found else CourseSummary(course)

    @property
    def last_day(self) -> str:
        """The last day of training that has come, else today."""
        return max((day for day in self.cohort.days if day <= self.today), default=self.today)


def member_of(learner: Learner) -> Member:
    """A learner as papers show them."""
    return Member(learner.name, learner.nip, learner.rank, learner.unit)


def since(cohort: Cohort, assignment: Assignment) -> str:
    """From which ISO date on certificates of a course are the class's; "": always."""
    return min((day for day in (assignment.opens, *cohort.days[:1]) if day), default="")


def gathered(
    store: Store, cohort: Cohort, courses: Mapping[str, Course], settings: Settings, look: Look
) -> Known:
    """Everything of a class: about 3 ms a member. Raises StoreTrouble."""
    cohort = structs.replace(cohort, days=tuple(sorted(set(cohort.days))))
    people = [store.roster.by_id(learner) for learner in cohort.members]
    members = tuple(person for person in people if person is not None)
    happened, revoked = store.happenings(), revoked_list(store).certificates
    events = {x.id: clock.settled(store.events(x.id), happened) for x in members}
    staff = names(store)
    return Known(
        settings=settings,
        cohort=cohort,
        today=look.today,
        members=members,
        courses=tuple(_taught(a.course, courses.get(a.course)) for a in cohort.assignments),
        trainers=tuple(name for who in cohort.trainers if (name := staff.get(who, ""))),
        summaries={
            learner: summary(learner, happenings, courses, revoked, day_of=look.day_of)
            for learner, happenings in events.items()
        },
        attendance={d: _on(d, cohort, events, look) for d in cohort.days if d <= look.today},
        entries=_entries(store, cohort, look.today),
        evaluations=_evaluations(store, cohort),
        time_of=look.time_of,
    )


def _taught(course_id: str, course: Course | None) -> Taught:
    """A course that is not on this computer any more is only known by its id."""
    if course is None:
        return Taught(course_id, course_id, 0, "")
    return Taught(course_id, course.title, course.hours, course.form)


def _on(
    day: str, cohort: Cohort, events: Mapping[str, tuple[Recorded, ...]], look: Look
) -> dict[str, Attended]:
    return {
        learner: attended(learner, happenings, cohort.id, day, look.day_of)
        for learner, happenings in events.items()
    }


def _entries(store: Store, cohort: Cohort, today: str) -> tuple[Entry, ...]:
    starts = {a.course: since(cohort, a) for a in cohort.assignments}
    members = set(cohort.members)
    found = [
        entry
        for entry in entries(store, today)
        if entry.learner in members
        and entry.course in starts
        and entry.issued >= starts[entry.course]
    ]
    return tuple(sorted(found, key=lambda entry: (entry.issued, entry.number)))


def _evaluations(store: Store, cohort: Cohort) -> tuple[EvaluationAnswered, ...]:
    wanted = {a.course for a in cohort.assignments}
    return tuple(said for said in store.evaluations() if said.course in wanted)
