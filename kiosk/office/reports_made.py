"""A report made from the records: what was asked for, looked up, and handed to pure functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

from kiosk.learning.trouble import NotAllowed
from kiosk.office.records import Records
from kiosk.office.report_words import Wording
from kiosk.office.reports import Asked, Column, Form, Grid, Kind, Person, Report
from kiosk.office.reports_courses import courses
from kiosk.office.reports_evaluation import evaluation
from kiosk.office.reports_gain import gain, kept_pairs
from kiosk.office.reports_hours import hours
from kiosk.office.reports_time import time
from kiosk.sheets.write import Table, Value
from kiosk.store.cohorts import all_cohorts

PERCENT: Final = 100


class Wanted(Struct, frozen=True):
    """A report of a year; `unit` by its name, `course` and `cohort` by their ids, "" all."""

    kind: Kind
    year: int
    unit: str = ""
    course: str = ""
    cohort: str = ""


class Choices(Struct, frozen=True):
    """What can be asked for: years with events, units, (id, title) of courses and classes."""

    years: tuple[int, ...]
    units: tuple[str, ...]
    courses: tuple[tuple[str, str], ...]
    cohorts: tuple[tuple[str, str], ...]


def asked_of(records: Records, wanted: Wanted, today: str) -> Asked:
    """The question with what answering it needs. Refuses "settings-wrong", "cohort-unknown"."""
    settings = records.settings()
    if settings is None:
        raise NotAllowed("settings-wrong")
    known = {c.id: c for c in all_cohorts(records.store)}
    if wanted.cohort and wanted.cohort not in known:
        raise NotAllowed("cohort-unknown")
    return Asked(
        settings=settings,
        year=wanted.year,
        today=today,
        titles=records.titles,
        unit=wanted.unit,
        course=wanted.course,
        cohort=known.get(wanted.cohort),
    )


def made(
    records: Records,
    wanted: Wanted,
    today: str,
    day_of: Callable[[int], str],
    people: Sequence[Person] | None = None,
) -> Report:
    """The report. `people`: all of them, where they were read already."""
    asked = asked_of(records, wanted, today)
    if wanted.kind is Kind.EVALUATION:
        return evaluation(records.store.evaluations(), asked)
    everybody = records.people() if people is None else people
    match wanted.kind:
        case Kind.HOURS:
            return hours(everybody, asked)
        case Kind.COURSES:
            return courses(everybody, asked)
        case Kind.GAIN:
            return gain(everybody, asked, kept_pairs(records.happened, asked, day_of))
        case _:
            return time(everybody, asked)


def choices(records: Records, people: Sequence[Person], today: str) -> Choices:
    """What can be asked for; this year is always among the years."""
    years = {int(d.date[:4]) for _, s in people for d in s.days} | {int(today[:4])}
    titles = records.titles
    return Choices(
        years=tuple(sorted(years, reverse=True)),
        units=tuple(sorted({learner.unit for learner, _ in people})),
        courses=tuple(sorted(titles.items(), key=lambda item: item[1])),
        cohorts=tuple((c.id, c.name) for c in all_cohorts(records.store)),
    )


def tables(report: Report, wording: Wording) -> tuple[Table, ...]:
    """The report's tables for Excel: shares in percent, time in minutes, names in words."""
    above = (
        wording.title(report.kind),
        *(f"{name}: {value}" for name, value in wording.chosen(report.asked)),
        *(wording.name(f"note-{note}") for note in report.notes),
    )
    found = [_table(grid, wording, above) for grid in report.grids]
    if report.texts:
        heads = (wording.name("course"), wording.name("text"))
        found.append(Table(wording.name("grid-texts"), heads, report.texts, above))
    return tuple(found)


def _table(grid: Grid, wording: Wording, above: tuple[str, ...]) -> Table:
    rows = [
        tuple(_cell(v, c.form, wording) for v, c in zip(row, grid.columns, strict=True))
        for row in grid.rows
    ]
    heads = tuple(_heading(column, wording) for column in grid.columns)
    return Table(wording.name(f"grid-{grid.name}"), heads, rows, above)


def _heading(column: Column, wording: Wording) -> str:
    unit = {Form.SHARE: " (%)", Form.MINUTES: f" ({wording.name('in-minutes')})"}
    return wording.name(column.name) + unit.get(column.form, "")


def _cell(value: Value, form: Form, wording: Wording) -> Value:
    match form:
        case Form.WORD | Form.MONTH:
            return wording.written(value, form)
        case Form.SHARE if isinstance(value, float | int):
            return round(value * PERCENT, 1)
        case Form.RATIO | Form.SCORE if isinstance(value, float):
            return round(value, 4)
        case Form.MINUTES if isinstance(value, float):
            return round(value)
        case _:
            return value


def file_name(report: Report, ending: str) -> str:
    """Such as "laporan-hours-2026.xlsx"."""
    return f"laporan-{report.kind}-{report.asked.year}.{ending}"


def made_on(report: Report) -> dt.date:
    """The day that stands in the file."""
    return dt.date.fromisoformat(report.asked.today)
