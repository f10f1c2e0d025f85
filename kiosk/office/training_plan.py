"""The seed of the next training plan: which topics, for which units, and why.

Four kinds of reasons, each from what this kiosk knows. Duties come first: certificates that end and
JP that people lack; then what final tests showed to be weak; then what is little used at work.
Within a kind the row that concerns most people comes first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Final

from msgspec import Struct

from kiosk.learning.course import Course
from kiosk.learning.items import Sheet
from kiosk.learning.progress import renewable
from kiosk.learning.summary import LearnerSummary
from kiosk.office.followup import Compared, overall
from kiosk.people.agency import Bound, HoursRule
from kiosk.people.learner import Learner

WEAK: Final = 0.60
"""Mean worth of a lesson's questions below which it is weak."""
FEWEST: Final = 20
"""Answers to a lesson's questions below which nothing is said of it."""
LOW: Final = 2.5
"""Mean of an evaluation months later (1–4) below which the course is little used."""
FEWEST_FORMS: Final = 3
SAID: Final = 3
"""Obstacles quoted in a row."""


class Why(StrEnum):
    """The kind of reason, the first one first."""

    RENEWAL = "renewal"
    HOURS = "hours"
    WEAK = "weak"
    UNUSED = "unused"


PRIORITY: Final = {Why.RENEWAL: 1, Why.HOURS: 1, Why.WEAK: 2, Why.UNUSED: 3}


class Need(Struct, frozen=True):
    """A row of the plan: `topic` a course and perhaps its lesson, "" any; `unit` "" all of them.

    `people` are concerned; `figure` is a share, JP or a mean, as `why` has it; `said` are obstacles
    in people's words.
    """

    why: Why
    topic: str
    unit: str
    people: int
    figure: float = 0.0
    said: tuple[str, ...] = ()

    @property
    def priority(self) -> int:
        """1 first."""
        return PRIORITY[self.why]


class Known(Struct, frozen=True):
    """What the plan is made from; `sheets` are first final attempts by course, `today` ISO."""

    people: Sequence[tuple[Learner, LearnerSummary]]
    courses: Mapping[str, Course]
    sheets: Mapping[str, Sequence[Sheet]]
    compared: Sequence[Compared]
    rules: Sequence[HoursRule]
    cap: int
    today: str


def plan(known: Known) -> tuple[Need, ...]:
    """What is needed, by priority, and then by how many it concerns."""
    needs = [*_renewals(known), *_hours(known), *_weak(known), *_unused(known)]
    return tuple(sorted(needs, key=lambda n: (n.priority, -n.people, n.topic, n.unit)))


def _renewals(known: Known) -> Iterable[Need]:
    held: Counter[tuple[str, str]] = Counter()
    for learner, told in known.people:
        for c in told.courses:
            ends = c.number and not c.revoked and renewable(c.valid_until, known.today)
            if learner.active and ends:
                held[c.course, learner.unit] += 1
    for (course, unit), count in held.items():
        yield Need(Why.RENEWAL, _title(known, course), unit, count)


def _hours(known: Known) -> Iterable[Need]:
    """People of a unit below the least JP of their kind this year, and the JP they lack."""
    year, least = (
        int(known.today[:4]),
        {r.kind: r.hours for r in known.rules if r.bound is Bound.LEAST},
    )
    lacking: dict[str, list[int]] = defaultdict(list)
    for learner, told in known.people:
        wanted = least.get(learner.kind, 0) if learner.active else 0
        short = wanted - told.card(year, known.cap).counted if wanted else 0
        if short > 0:
            lacking[learner.unit].append(short)
    for unit, each in lacking.items():
        yield Need(Why.HOURS, "", unit, len(each), sum(each))


def _weak(known: Known) -> Iterable[Need]:
    """Lessons whose questions few solved, by unit, where enough of the unit answered."""
    units = {learner.id: learner.unit for learner, _ in known.people}
    for course_id, sheets in known.sheets.items():
        course = known.courses.get(course_id)
        if course is not None:
            yield from _weak_of(course, sheets, units)


def _weak_of(course: Course, sheets: Iterable[Sheet], units: Mapping[str, str]) -> Iterable[Need]:
    lesson_of = {q.id: q.lesson for q in course.post_test.questions}
    worths: dict[tuple[str, str], list[float]] = defaultdict(list)
    people: dict[tuple[str, str], set[str]] = defaultdict(set)
    for sheet in sheets:
        for question, worth in sheet.worths.items():
            if question in lesson_of and sheet.learner in units:
                key = (lesson_of[question], units[sheet.learner])
                worths[key].append(worth)
                people[key].add(sheet.learner)
    for (lesson, unit), told in worths.items():
        mean = sum(told) / len(told)
        if len(told) >= FEWEST and mean < WEAK:
            topic = f"{course.title}: {_lesson(course, lesson)}"
            yield Need(Why.WEAK, topic, unit, len(people[lesson, unit]), mean)


def _unused(known: Known) -> Iterable[Need]:
    for each in known.compared:
        count = each.participant_count + each.superior_count
        means = [m for m in (overall(each.participants), overall(each.superiors)) if m is not None]
        if count >= FEWEST_FORMS and means and min(means) < LOW:
            said = tuple(dict.fromkeys(each.obstacles))[:SAID]
            yield Need(Why.UNUSED, each.title, "", count, min(means), said)


def _title(known: Known, course: str) -> str:
    found = known.courses.get(course)
    return found.title if found else course


def _lesson(course: Course, lesson: str) -> str:
    return next((x.title for x in course.lessons if x.id == lesson), lesson)
