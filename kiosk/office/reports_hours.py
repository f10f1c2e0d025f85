"""JP of a year against the rule for each kind of employee: proposed, never acknowledged by us.

Counted as a learner's own card counts (`learning.ledger`), with the daily cap of the settings. PNS
are to reach at least so many JP; PPPK get at most so many, so nobody of them is ever short.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

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
    share,
)
from kiosk.people.agency import Bound, HoursRule
from kiosk.people.learner import Learner
from kiosk.sheets.write import Value


class Line(Struct, frozen=True):
    """A learner's year: JP counted, JP above the daily cap, minutes, JP by month.

    `short`: JP that are still missing, 0 where a rule only limits or there is none.
    """

    learner: Learner
    counted: int
    above: int
    minutes: int
    months: dict[str, int]
    rule: HoursRule | None

    @property
    def short(self) -> int:
        """JP still missing."""
        if self.rule is None or self.rule.bound is Bound.MOST:
            return 0
        return max(0, self.rule.hours - self.counted)

    @property
    def target(self) -> bool:
        """Whether there is a number of JP to be reached, by somebody who still works here."""
        return self.learner.active and self.rule is not None and self.rule.bound is Bound.LEAST

    @property
    def reached(self) -> bool:
        """Whether it was reached."""
        return self.target and not self.short

    @property
    def standing(self) -> str:
        """A name in `report_words`."""
        if not self.learner.active:
            return "inactive"
        if self.rule is None:
            return "no-rule"
        if self.rule.bound is Bound.MOST:
            return "beyond" if self.counted > self.rule.hours else "within"
        return "short" if self.short else "reached"


def line(person: Person, asked: Asked) -> Line:
    """A learner's year, of one course or of all."""
    learner, summary = person
    card = summary.card(asked.year, asked.settings.daily_cap)
    days = [d for d in card.days if asked.takes(d.course)]
    months: dict[str, int] = {}
    for day in days:
        if day.counted:
            months[day.date[:7]] = months.get(day.date[:7], 0) + day.counted
    return Line(
        learner=learner,
        counted=sum(d.counted for d in days),
        above=sum(d.above for d in days),
        minutes=sum(d.minutes for d in days),
        months=months,
        rule=asked.settings.rule(learner.kind),
    )


def hours(people: Iterable[Person], asked: Asked) -> Report:
    """The ledger of a year."""
    lines = [line(person, asked) for person in asked.chosen(people)]
    units, months = _by(lines, lambda x: x.learner.unit), asked.months()
    counted = tuple(sum(x.months.get(m, 0) for x in lines) for m in months)
    by_month = Chart(
        "counted-months",
        Shape.COLUMNS,
        months,
        (Series("counted", tuple(map(float, counted))),),
        label=Form.MONTH,
    )
    kinds = _rows(_by(lines, lambda x: x.learner.kind))
    people_rows = tuple(_person(x) for x in _worst_first(lines))
    return Report(
        Kind.HOURS,
        asked,
        facts=_facts(lines),
        charts=(_reached(units), by_month),
        grids=(
            Grid("units", (Column("unit", Form.TEXT), *_SUMS), _rows(units)),
            Grid("kinds", (Column("kind", Form.WORD), *_SUMS), kinds),
            Grid("months", _MONTH, tuple(zip(months, counted, strict=True))),
            Grid("people", _PERSON, people_rows),
        ),
        notes=("proposed", "cap", "most"),
    )


def _facts(lines: Sequence[Line]) -> tuple[Fact, ...]:
    targeted = [x for x in lines if x.target]
    reached = sum(x.reached for x in targeted)
    return (
        Fact("people", len(lines)),
        Fact("counted", sum(x.counted for x in lines)),
        Fact("with-target", len(targeted)),
        Fact("reached", reached),
        Fact("reached-share", share(reached, len(targeted)), Form.SHARE),
        Fact("short-sum", sum(x.short for x in targeted)),
    )


_MONTH = (Column("month", Form.MONTH), Column("counted"))
_SUMS = (
    Column("people"), Column("learnt"), Column("counted"), Column("counted-mean", Form.RATIO),
    Column("with-target"), Column("reached"), Column("reached-share", Form.SHARE),
    Column("short-sum"),
)  # fmt: skip
_PERSON = (
    Column("name", Form.TEXT), Column("nip", Form.NIP), Column("unit", Form.TEXT),
    Column("counted"), Column("target"), Column("short"), Column("standing", Form.WORD),
    Column("kind", Form.WORD), Column("above"), Column("minutes", Form.MINUTES),
)  # fmt: skip


def _by(lines: Iterable[Line], name: Callable[[Line], str]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for each in lines:
        found.setdefault(name(each), []).append(each)
    return dict(sorted(found.items()))


def _rows(groups: dict[str, list[Line]]) -> tuple[tuple[Value, ...], ...]:
    return tuple((name, *_sums(lines)) for name, lines in groups.items())


def _sums(lines: Sequence[Line]) -> tuple[Value, ...]:
    counted, targeted = sum(x.counted for x in lines), [x for x in lines if x.target]
    reached = sum(x.reached for x in targeted)
    return (
        len(lines),
        sum(bool(x.minutes or x.counted) for x in lines),
        counted,
        counted / len(lines),
        len(targeted),
        reached,
        share(reached, len(targeted)),
        sum(x.short for x in targeted),
    )


def _person(x: Line) -> tuple[Value, ...]:
    learner, target = x.learner, x.rule.hours if x.rule else None
    return (
        learner.name, learner.nip, learner.unit, x.counted, target,
        x.short if x.target else None, f"is-{x.standing}", learner.kind, x.above, x.minutes,
    )  # fmt: skip


def _worst_first(lines: Iterable[Line]) -> list[Line]:
    """Whoever lacks most stands first."""
    return sorted(lines, key=lambda x: (not x.target, -x.short, x.learner.unit, x.learner.name))


def _reached(units: dict[str, list[Line]]) -> Chart:
    """The share of each unit's people who reached the target, the lowest first."""
    shares = {
        unit: share(sum(x.reached for x in lines), sum(x.target for x in lines))
        for unit, lines in units.items()
    }
    known = {u: s for u, s in sorted(shares.items(), key=lambda x: x[1] or 0.0) if s is not None}
    return Chart(
        "reached-units",
        Shape.BARS,
        tuple(known),
        (Series("reached-share", tuple(known.values())),),
        Form.SHARE,
        most=1.0,
    )
