"""What the records add up to: JP by unit, completion and evaluation by course. Nobody is named."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, text

TARGET: Final = 20
"""JP a year for a PNS: PP 11/2017 Pasal 203 ayat (4)."""
FEWEST: Final = 5
"""Averages of fewer answers could tell what one person said."""
_UNITS = text(
    "select unit, count(*) as people, sum(hours) as hours,"
    " sum(case when hours >= :target then 1 else 0 end) as reached, sum(papers) as papers from ("
    "select max(unit) as unit, learner, sum(hours) as hours, count(*) as papers from ("
    "select c.learner, c.course, max(c.unit) as unit, max(c.hours) as hours from page_certificate c"
    " where (:year = 0 or c.year = :year) and c.sample = 0 and c.learner is not null"
    " and not exists (select 1 from post_revoked r where r.number = c.number)"
    " group by c.learner, c.course) a group by learner) b group by unit order by unit"
)
_COURSES = text(
    "select p.course, coalesce(max(k.title), p.course) as title, count(*) as started,"
    " sum(p.passed) as passed, avg(p.pre) as pre, avg(p.post) as post,"
    " avg(case when p.pre is not null and p.post is not null and p.pre < 100"
    "  then (p.post - p.pre) / (100 - p.pre) end) as gain"
    " from page_result p left join page_course k on k.id = p.course"
    " where :year = 0 or p.year = :year group by p.course order by 2"
)
_ISSUED = text(
    "select c.course, count(*) from page_certificate c where c.issued >= :since"
    " and c.issued <= :until and c.sample = 0 and not exists"
    " (select 1 from post_revoked r where r.number = c.number) group by c.course"
)
_RATINGS = text(
    "select r.course, coalesce(k.title, r.course) as title, r.item, sum(r.count), sum(r.total)"
    " from page_rating r left join page_course k on k.id = r.course"
    " where :year = 0 or r.year = :year group by r.course, 2, r.item order by 2, r.course"
)


class Unit(Struct, frozen=True):
    """A unit's year: learners with a certificate, their JP, and how many reached the target."""

    unit: str
    people: int
    hours: int
    reached: int
    certificates: int

    @property
    def average(self) -> float:
        """JP a head."""
        return self.hours / self.people if self.people else 0.0

    @property
    def share(self) -> int:
        """Of a hundred learners, how many reached the target."""
        return round(100 * self.reached / self.people) if self.people else 0


class Course(Struct, frozen=True):
    """A course: who began, passed and got a certificate; averages of the tests, or None."""

    course: str
    title: str
    started: int
    passed: int
    certificates: int
    pre: float | None
    post: float | None
    gain: float | None

    @property
    def share(self) -> int:
        """Of a hundred who began, how many passed."""
        return round(100 * self.passed / self.started) if self.started else 0


class Evaluation(Struct, frozen=True):
    """A course's evaluation: by item how many answered and their average of 1–4."""

    course: str
    title: str
    items: dict[str, tuple[int, float]]

    @property
    def answers(self) -> int:
        """How many evaluations at least."""
        return max((count for count, _ in self.items.values()), default=0)

    @property
    def shown(self) -> bool:
        """Whether there are enough of them to keep each one's answers apart from its giver."""
        return self.answers >= FEWEST


def _span(year: int) -> dict[str, object]:
    if not year:
        return {"since": "", "until": "9999-12-31"}
    return {"since": f"{year:04d}-01-01", "until": f"{year:04d}-12-31"}


def units(connection: Connection, year: int) -> tuple[Unit, ...]:
    """JP by unit of one year."""
    rows = connection.execute(_UNITS, {"year": year, "target": TARGET})
    return tuple(Unit(r[0], int(r[1]), int(r[2]), int(r[3]), int(r[4])) for r in rows)


def courses(connection: Connection, year: int) -> tuple[Course, ...]:
    """Courses begun in a year; 0: ever."""
    issued = {row[0]: int(row[1]) for row in connection.execute(_ISSUED, _span(year))}
    rows = connection.execute(_COURSES, {"year": year})
    return tuple(
        Course(r[0], r[1], int(r[2]), int(r[3]), issued.get(r[0], 0), *(_number(x) for x in r[4:]))
        for r in rows
    )


def evaluations(connection: Connection, year: int) -> tuple[Evaluation, ...]:
    """Evaluations given in a year, by course; 0: ever."""
    items: dict[tuple[str, str], dict[str, tuple[int, float]]] = defaultdict(dict)
    for course, title, item, count, total in connection.execute(_RATINGS, {"year": year}):
        if count > 0:
            items[course, title][item] = (int(count), int(total) / int(count))
    return tuple(Evaluation(course, title, found) for (course, title), found in items.items())


def _number(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]
