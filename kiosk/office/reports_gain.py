"""N-gain (Hake 1998) by course and unit: the share of what could be learnt that was learnt.

Each person's gain is (final - first) / (100 - first) of the scores that count; what is told of a
group is the mean of its people's gains and their standard deviation (n - 1). High from 0.7, medium
from 0.3. Erased persons count in their course, without a name: see `ResultKept`.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct

from kiosk.learning import attempts
from kiosk.learning.events import Recorded, ResultKept
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
)
from kiosk.sheets.write import Value

HIGH, MEDIUM = 0.7, 0.3
EDGES: Final = tuple(n / 10 for n in range(10))
"""The gains' classes begin here; below the first stand those who lost."""


class Pair(Struct, frozen=True):
    """Somebody's two scores in a course and the gain between them."""

    unit: str
    course: str
    pre: float
    post: float
    gain: float


def pairs(people: Iterable[Person], asked: Asked) -> list[Pair]:
    """Everybody who ended both tests of a course, the final one in the year."""
    return [
        Pair(learner.unit, c.course, c.pre, c.post, c.gain)
        for learner, summary in people
        for c in summary.courses
        if asked.takes(c.course) and asked.within(c.post_on)
        if c.pre is not None and c.post is not None and c.gain is not None
    ]


def kept_pairs(
    happened: Iterable[Recorded], asked: Asked, day_of: Callable[[int], str]
) -> list[Pair]:
    """Of persons erased in the year, as far as no unit or class was asked for."""
    if not asked.everybody:
        return []
    found = []
    for recorded in happened:
        kept = recorded.event
        if not isinstance(kept, ResultKept) or not asked.within(day_of(recorded.at)):
            continue
        if kept.pre is None or kept.post is None or not asked.takes(kept.course):
            continue
        gain = attempts.gain(kept.pre, kept.post)
        if gain is not None:
            found.append(Pair("", kept.course, kept.pre, kept.post, gain))
    return found


def gain(people: Iterable[Person], asked: Asked, erased: Sequence[Pair] = ()) -> Report:
    """The gains of a year."""
    known = pairs(asked.chosen(people), asked)
    found = [*known, *erased]
    by_course = _by(found, lambda p: p.course)
    labels = tuple(asked.title(c) for c in by_course)
    means = tuple(mean(p.gain for p in group) for group in by_course.values())
    return Report(
        Kind.GAIN,
        asked,
        facts=(
            Fact("pairs", len(found)),
            Fact("pre-mean", mean(p.pre for p in found), Form.SCORE),
            Fact("post-mean", mean(p.post for p in found), Form.SCORE),
            Fact("gain-mean", mean(p.gain for p in found), Form.RATIO),
        ),
        charts=(
            Chart("gain-courses", Shape.BARS, labels, (Series("gain-mean", means),), Form.RATIO,
                  goal=MEDIUM, most=1.0),
            _spread(found),
        ),
        grids=(
            Grid("courses", (Column("course", Form.TEXT), *_SUMS),
                 tuple((asked.title(c), *_sums(group)) for c, group in by_course.items())),
            Grid("units", (Column("unit", Form.TEXT), *_SUMS),
                 tuple((u, *_sums(group)) for u, group in _by(known, lambda p: p.unit).items())),
        ),
        notes=("gain-rule", *(["erased"] if erased else [])),
    )  # fmt: skip


_SUMS = (
    Column("pairs"), Column("pre-mean", Form.SCORE), Column("post-mean", Form.SCORE),
    Column("gain-mean", Form.RATIO), Column("gain-sd", Form.RATIO), Column("gain-high"),
    Column("gain-medium"), Column("gain-low"),
)  # fmt: skip


def _by(found: Iterable[Pair], name: Callable[[Pair], str]) -> dict[str, list[Pair]]:
    groups: dict[str, list[Pair]] = {}
    for each in found:
        groups.setdefault(name(each), []).append(each)
    return dict(sorted(groups.items()))


def _sums(group: Sequence[Pair]) -> tuple[Value, ...]:
    gains = [p.gain for p in group]
    high, low = sum(g >= HIGH for g in gains), sum(g < MEDIUM for g in gains)
    return (
        len(group),
        mean(p.pre for p in group),
        mean(p.post for p in group),
        mean(gains),
        statistics.stdev(gains) if len(gains) > 1 else None,
        high,
        len(gains) - high - low,
        low,
    )


def _spread(found: Iterable[Pair]) -> Chart:
    counts = [0] * (len(EDGES) + 1)
    for pair in found:
        # a gain of 0.3 is 0.3 however it was divided out
        place = int(round(pair.gain * 1e9) // 100_000_000) if pair.gain >= 0 else -1
        counts[min(place, len(EDGES) - 1) + 1] += 1
    labels = ("< 0", *(f"{e:.1f}".replace(".", ",") for e in EDGES))
    return Chart(
        "gain-spread", Shape.COLUMNS, labels, (Series("people", tuple(map(float, counts))),)
    )
