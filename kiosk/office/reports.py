"""What a report is: figures under names, for the screen, for paper and for Excel alike.

The names are worded in `report_words`. A report is made by pure functions from everybody's
summaries (`reports_hours` and its neighbours).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Final, TypeAlias

from msgspec import Struct

from kiosk.learning.summary import LearnerSummary
from kiosk.people.agency import Settings
from kiosk.people.cohort import Cohort
from kiosk.people.learner import Learner
from kiosk.sheets.write import Value

Person: TypeAlias = tuple[Learner, LearnerSummary]
MONTHS: Final = 12


class Kind(StrEnum):
    """Which report."""

    HOURS = "hours"
    COURSES = "courses"
    GAIN = "gain"
    EVALUATION = "evaluation"
    TIME = "time"


class Form(StrEnum):
    """How a value is written. A share is 0.0–1.0, a month "2026-03", a word one of ours."""

    TEXT = "text"
    NIP = "nip"
    COUNT = "count"
    SCORE = "score"
    RATIO = "ratio"
    SHARE = "share"
    MINUTES = "minutes"
    MONTH = "month"
    WORD = "word"


class Column(Struct, frozen=True):
    """A column by its name in `report_words`."""

    name: str
    form: Form = Form.COUNT


class Grid(Struct, frozen=True):
    """A table by its name in `report_words`; None where there is nothing to say."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


class Shape(StrEnum):
    """Bars lie, one a label, the label at the left; columns stand; a line goes over time."""

    BARS = "bars"
    COLUMNS = "columns"
    LINE = "line"


class Series(Struct, frozen=True):
    """Values of a chart, one a label; None leaves a gap."""

    name: str
    values: tuple[float | None, ...]


class Chart(Struct, frozen=True):
    """A chart by its name; one or two series over the same labels. `most`: the end of the scale.

    `goal` is drawn as a line across, None: there is none.
    """

    name: str
    shape: Shape
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    form: Form = Form.COUNT
    label: Form = Form.TEXT
    goal: float | None = None
    most: float | None = None


class Fact(Struct, frozen=True):
    """A figure of the whole."""

    name: str
    value: Value
    form: Form = Form.COUNT


class Asked(Struct, frozen=True):
    """Of which year, and of whom: "" everybody. `today` is ISO; `titles` by course id."""

    settings: Settings
    year: int
    today: str
    titles: Mapping[str, str] = {}
    unit: str = ""
    course: str = ""
    cohort: Cohort | None = None

    def within(self, day: str) -> bool:
        """Whether an ISO date lies in the year."""
        return day.startswith(f"{self.year}-")

    def months(self) -> tuple[str, ...]:
        """The year's months that have begun: "2026-01" and on."""
        last = int(self.today[5:7]) if self.within(self.today) else MONTHS
        return tuple(f"{self.year}-{n:02d}" for n in range(1, last + 1))

    def title(self, course: str) -> str:
        """A course's title, or its id where it is not on this computer any more."""
        return self.titles.get(course, course)

    def takes(self, course: str) -> bool:
        """Whether a course is among those asked for."""
        return self.course in ("", course)

    def chosen(self, people: Iterable[Person]) -> Iterator[Person]:
        """Those who are asked for: active people, and others who learnt in the year."""
        members = None if self.cohort is None else frozenset(self.cohort.members)
        for learner, summary in people:
            if self.unit not in ("", learner.unit):
                continue
            if members is not None and learner.id not in members:
                continue
            if learner.active or any(self.within(d.date) for d in summary.days):
                yield learner, summary

    @property
    def everybody(self) -> bool:
        """Whether neither a unit nor a class was asked for."""
        return not self.unit and self.cohort is None


class Report(Struct, frozen=True):
    """A report. `notes` are names in `report_words`, `texts` what participants wrote."""

    kind: Kind
    asked: Asked
    facts: tuple[Fact, ...]
    charts: tuple[Chart, ...]
    grids: tuple[Grid, ...]
    notes: tuple[str, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()


def mean(values: Iterable[float]) -> float | None:
    """The arithmetic mean, None of nothing."""
    found = list(values)
    return sum(found) / len(found) if found else None


def share(part: int, whole: int) -> float | None:
    """0.0–1.0, None of nothing."""
    return part / whole if whole else None


def weekday(day: str) -> int:
    """Of an ISO date, Monday 0."""
    return dt.date.fromisoformat(day).weekday()


def grouped(people: Iterable[Person], by: Callable[[Learner], str]) -> dict[str, list[Person]]:
    """People by a name, in the order of the names."""
    found: dict[str, list[Person]] = {}
    for person in people:
        found.setdefault(by(person[0]), []).append(person)
    return dict(sorted(found.items()))
