"""How far people came in the courses, and with what scores: by course, unit and month of a year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from kiosk.learning.summary import CourseSummary
from kiosk.office.reports import (
    Asked,
    Chart,
    Column,
    Fact,
    Form,
    Grid,
    Kind,
    Person,
    Report,
    Series,
    Shape,
    mean,
    share,
)
from kiosk.sheets.write import Value

BINS: Final = tuple(range(0, 100, 10))
"""The scores' classes begin here; 100 stands in the last."""


class Taken(Struct, frozen=True):
    """One learner in one course, as it touches the year: each is "" or a score where it does not.

    `certified` are the days of certificates that hold.
    """

    unit: str
    course: CourseSummary
    started: str
    certified: tuple[str, ...]
    pre: float | None
    post: float | None
    post_on: str


def taken(people: Iterable[Person], asked: Asked) -> Iterator[Taken]:
    """All courses that somebody touched in the year."""
    for learner, summary in people:
        for course in summary.courses:
            if not asked.takes(course.course):
                continue
            days = (p.issued for p in summary.papers if p.counts and p.course == course.course)
            found = Taken(
                unit=learner.unit,
                course=course,
                started=course.started_on if asked.within(course.started_on) else "",
                certified=tuple(d for d in days if asked.within(d)),
                pre=course.pre if asked.within(course.pre_on) else None,
                post=course.post if asked.within(course.post_on) else None,
                post_on=course.post_on if asked.within(course.post_on) else "",
            )
            if found.started or found.certified or found.post_on or found.pre is not None:
                yield found


def courses(people: Iterable[Person], asked: Asked) -> Report:
    """Completion and scores of a year."""
    chosen = list(asked.chosen(people))
    found = list(taken(chosen, asked))
    by_course = _by(found, lambda x: x.course.course)
    by_unit = _by(found, lambda x: x.unit)
    months = asked.months()
    posts = [x.post for x in found if x.post is not None]
    return Report(
        Kind.COURSES,
        asked,
        facts=_facts(len(chosen), found),
        charts=(
            _certified(by_course, asked),
            _scores_by_month(found, months),
            _spread(posts),
        ),
        grids=(
            Grid("courses", (Column("course", Form.TEXT), *_SUMS),
                 tuple((asked.title(c), *_sums(x)) for c, x in by_course.items())),
            Grid("units", (Column("unit", Form.TEXT), *_SUMS),
                 tuple((unit, *_sums(x)) for unit, x in by_unit.items())),
            Grid("months", _MONTHS, tuple(_month(found, m) for m in months)),
        ),
        notes=("year-of", "scores-count"),
    )  # fmt: skip


def _facts(people: int, found: Sequence[Taken]) -> tuple[Fact, ...]:
    return (
        Fact("people", people),
        Fact("started", sum(bool(x.started) for x in found)),
        Fact("certified", sum(len(x.certified) for x in found)),
        Fact("waiting", sum(x.course.waiting for x in found)),
        Fact("post-mean", mean(x.post for x in found if x.post is not None), Form.SCORE),
    )


_SUMS = (
    Column("started"), Column("certified"), Column("waiting"), Column("pre-mean", Form.SCORE),
    Column("post-mean", Form.SCORE), Column("passed"), Column("passed-share", Form.SHARE),
    Column("tries-mean", Form.RATIO),
)  # fmt: skip
_MONTHS = (
    Column("month", Form.MONTH), Column("started"), Column("certified"),
    Column("post-mean", Form.SCORE),
)  # fmt: skip


def _by(found: Iterable[Taken], name: Callable[[Taken], str]) -> dict[str, list[Taken]]:
    groups: dict[str, list[Taken]] = {}
    for each in found:
        groups.setdefault(name(each), []).append(each)
    return dict(sorted(groups.items()))


def _sums(found: Sequence[Taken]) -> tuple[Value, ...]:
    ended = [x for x in found if x.post is not None]
    passed = sum(x.course.passed for x in ended)
    return (
        sum(bool(x.started) for x in found),
        sum(len(x.certified) for x in found),
        sum(x.course.waiting for x in found),
        mean(x.pre for x in found if x.pre is not None),
        mean(x.post for x in ended if x.post is not None),
        passed,
        share(passed, len(ended)),
        mean(x.course.tries for x in ended),
    )


def _month(found: Sequence[Taken], month: str) -> tuple[Value, ...]:
    return (
        month,
        sum(x.started.startswith(month) for x in found),
        sum(d.startswith(month) for x in found for d in x.certified),
        _post_of(found, month),
    )


def _post_of(found: Sequence[Taken], month: str) -> float | None:
    return mean(x.post for x in found if x.post is not None and x.post_on.startswith(month))


def _certified(by_course: dict[str, list[Taken]], asked: Asked) -> Chart:
    started = tuple(float(sum(bool(x.started) for x in found)) for found in by_course.values())
    done = tuple(float(sum(len(x.certified) for x in found)) for found in by_course.values())
    labels = tuple(asked.title(c) for c in by_course)
    series = (Series("started", started), Series("certified", done))
    return Chart("certified-courses", Shape.BARS, labels, series)


def _scores_by_month(found: Sequence[Taken], months: tuple[str, ...]) -> Chart:
    series = Series("post-mean", tuple(_post_of(found, m) for m in months))
    return Chart(
        "post-months", Shape.LINE, months, (series,), Form.SCORE, label=Form.MONTH, most=100.0
    )


def _spread(posts: Iterable[float]) -> Chart:
    """How many final scores lie in each class of ten points."""
    counts = [0] * len(BINS)
    for score in posts:
        counts[min(int(score // 10), len(BINS) - 1)] += 1
    labels = tuple(f"{b}–{b + 9 if b < BINS[-1] else 100}" for b in BINS)
    return Chart(
        "post-spread", Shape.COLUMNS, labels, (Series("people", tuple(map(float, counts))),)
    )
