"""The office's first look at a year: people, JP, certificates, N-gain, units, and what waits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from kiosk.office.reports import Asked, Person, mean, share
from kiosk.office.reports_courses import taken
from kiosk.office.reports_gain import pairs
from kiosk.office.reports_hours import Line, line
from kiosk.people.agency import Bound
from kiosk.people.cohort import Cohort

SOON: Final = 14
"""Days in which a deadline is soon."""


class UnitLine(Struct, frozen=True):
    """A unit: its people, those who learnt, the mean of final scores, and who reached the target.

    `reached` is 0.0–1.0, None where nobody there has a target.
    """

    unit: str
    people: int
    learnt: int
    score: float | None
    reached: float | None


class Deadline(Struct, frozen=True):
    """A class's course that is due on an ISO date, and how many members are not through yet."""

    cohort: str
    name: str
    course: str
    date: str
    left: int


class Overview(Struct, frozen=True):
    """A year. `target` JP of PNS, 0: there is no rule. `waiting`: essays to be marked."""

    year: int
    people: int
    learnt: int
    counted: int
    certificates: int
    gain: float | None
    target: int
    units: tuple[UnitLine, ...]
    waiting: int
    deadlines: tuple[Deadline, ...]


def overview(people: Sequence[Person], asked: Asked, cohorts: Iterable[Cohort]) -> Overview:
    """The year as it stands today."""
    chosen = list(asked.chosen(people))
    lines = [line(person, asked) for person in chosen]
    found = list(taken(chosen, asked))
    scores: dict[str, list[float]] = {}
    for each in found:
        if each.post is not None:
            scores.setdefault(each.unit, []).append(each.post)
    targets = [r.hours for r in asked.settings.rules if r.bound is Bound.LEAST]
    return Overview(
        year=asked.year,
        people=len(chosen),
        learnt=sum(_learnt(x) for x in lines),
        counted=sum(x.counted for x in lines),
        certificates=sum(len(x.certified) for x in found),
        gain=mean(p.gain for p in pairs(chosen, asked)),
        target=max(targets, default=0),
        units=_units(lines, scores),
        waiting=sum(c.waiting for _, s in chosen for c in s.courses),
        deadlines=_deadlines(people, asked, cohorts),
    )


def _learnt(x: Line) -> bool:
    return bool(x.minutes or x.counted)


def _units(lines: Iterable[Line], scores: dict[str, list[float]]) -> tuple[UnitLine, ...]:
    """Whoever is furthest from the target stands first; units without one come last."""
    groups: dict[str, list[Line]] = {}
    for x in lines:
        groups.setdefault(x.learner.unit, []).append(x)
    made = [
        UnitLine(
            unit,
            len(group),
            sum(map(_learnt, group)),
            mean(scores.get(unit, ())),
            share(sum(x.reached for x in group), sum(x.target for x in group)),
        )
        for unit, group in groups.items()
    ]
    return tuple(sorted(made, key=lambda u: (u.reached is None, u.reached or 0.0, u.unit)))


def _deadlines(
    people: Iterable[Person], asked: Asked, cohorts: Iterable[Cohort]
) -> tuple[Deadline, ...]:
    """What is due within two weeks in classes that are open, the next one first."""
    today = dt.date.fromisoformat(asked.today)
    last = (today + dt.timedelta(days=SOON)).isoformat()
    due = [
        (cohort, given)
        for cohort in cohorts
        if not cohort.closed
        for given in cohort.assignments
        if given.deadline and asked.today <= given.deadline <= last
    ]
    if not due:
        return ()
    known = {learner.id: summary for learner, summary in people}
    found = []
    for cohort, given in due:
        members = [known[m] for m in cohort.members if m in known]
        left = sum(not m.course(given.course).passed for m in members)
        title = asked.title(given.course)
        found.append(Deadline(cohort.id, cohort.name, title, given.deadline, left))
    return tuple(sorted(found, key=lambda d: (d.date, d.name, d.course)))
