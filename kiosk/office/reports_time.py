"""How long people learnt: by course, unit, month and day of the week of a year.

Minutes as events prove them: reading, and tests from their first answer to their end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

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
    weekday,
)
from kiosk.sheets.write import Value

DAYS = tuple(f"weekday-{n}" for n in range(7))
MINUTE, WEEK = 60, 7


def time(people: Iterable[Person], asked: Asked) -> Report:
    """The learning time of a year."""
    seconds: Counter[tuple[str, str]] = Counter()
    learners: dict[tuple[str, str], set[str]] = {}
    for learner, summary in asked.chosen(people):
        for day in summary.days:
            if asked.within(day.date) and asked.takes(day.course):
                of = (f"course:{day.course}", f"unit:{learner.unit}", f"month:{day.date[:7]}",
                      f"weekday:{weekday(day.date)}", "all:")  # fmt: skip
                for key in of:
                    name, _, value = key.partition(":")
                    seconds[name, value] += day.seconds
                    learners.setdefault((name, value), set()).add(learner.id)
    return _report(asked, _Sums(seconds, {key: len(ids) for key, ids in learners.items()}))


class _Sums(Struct, frozen=True):
    """Seconds, and how many people, by what is summed ("course") and which of them."""

    seconds: Mapping[tuple[str, str], int]
    people: Mapping[tuple[str, str], int]

    def names(self, of: str) -> list[str]:
        """Which there are."""
        return sorted(value for name, value in self.people if name == of)

    def minutes(self, of: str, value: str) -> int:
        """Whole minutes."""
        return self.seconds.get((of, value), 0) // MINUTE

    def row(self, of: str, value: str) -> tuple[Value, ...]:
        """Minutes, people, and minutes for each of them."""
        total, count = self.minutes(of, value), self.people.get((of, value), 0)
        return total, count, (total / count if count else None)

    def series(self, of: str, values: Iterable[str]) -> tuple[Series, ...]:
        """The minutes as a series."""
        return (Series("minutes", tuple(float(self.minutes(of, v)) for v in values)),)


def _report(asked: Asked, sums: _Sums) -> Report:
    months, week, courses = asked.months(), [str(n) for n in range(WEEK)], sums.names("course")
    titles = tuple(asked.title(c) for c in courses)
    total, everyone, each = sums.row("all", "")
    of, text = Form.MINUTES, Form.TEXT
    by_course = sums.series("course", courses)
    by_month, by_day = sums.series("month", months), sums.series("weekday", week)
    return Report(
        Kind.TIME,
        asked,
        facts=(
            Fact("minutes", total, of),
            Fact("learners", everyone),
            Fact("minutes-mean", each, of),
        ),
        charts=(
            Chart("minutes-months", Shape.LINE, months, by_month, of, Form.MONTH),
            Chart("minutes-weekdays", Shape.COLUMNS, DAYS, by_day, of, Form.WORD),
            Chart("minutes-courses", Shape.BARS, titles, by_course, of),
        ),
        grids=(
            _grid("course", text, [(asked.title(c), *sums.row("course", c)) for c in courses]),
            _grid("unit", text, [(u, *sums.row("unit", u)) for u in sums.names("unit")]),
            _grid("month", Form.MONTH, [(m, *sums.row("month", m)) for m in months]),
            _grid("weekday", Form.WORD, [(DAYS[int(n)], *sums.row("weekday", n)) for n in week]),
        ),
        notes=("time-proven",),
    )


def _grid(name: str, form: Form, found: Iterable[tuple[Value, ...]]) -> Grid:
    return Grid(f"{name}s", (Column(name, form), *_SUMS), tuple(found))


_SUMS = (Column("minutes", Form.MINUTES), Column("learners"), Column("minutes-mean", Form.MINUTES))
