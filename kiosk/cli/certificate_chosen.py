"""Which certificates a command is about: a cohort, a course, a unit, days; and the house."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from msgspec import Struct

from kiosk.cli.person import Given
from kiosk.cli.words import STORE_TROUBLE
from kiosk.house import House
from kiosk.learning.trouble import NotAllowed
from kiosk.people.agency import Settings
from kiosk.register.bulk import Wanted
from kiosk.register.cohorts import cohort_of, cohorts
from kiosk.store import Store, StoreTrouble


class Chosen(Struct, frozen=True):
    """What was typed; "" for what was not."""

    cohort: str = ""
    course: str = ""
    unit: str = ""
    since: str = ""
    until: str = ""


def choosing(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which a command is told which certificates."""
    for option in (
        click.option(
            "--until", type=_DATE, callback=_date, help="Terbit paling akhir, YYYY-MM-DD."
        ),
        click.option("--since", type=_DATE, callback=_date, help="Terbit paling awal, YYYY-MM-DD."),
        click.option("--unit", default="", help="Hanya peserta perangkat daerah ini."),
        click.option("--course", default="", metavar="ID", help="Hanya kursus ini."),
        click.option("--cohort", default="", metavar="ID", help="Hanya angkatan ini."),
    ):
        command = option(command)
    return command


def checked(chosen: Chosen) -> Chosen:
    """The same, unless it contradicts itself; told before anything is opened."""
    if chosen.cohort and chosen.course:
        raise click.UsageError("Sebut --cohort atau --course, tidak keduanya.")
    if chosen.until and chosen.until < chosen.since:
        raise click.UsageError("--until mendahului --since.")
    return chosen


def wanted(store: Store, chosen: Chosen) -> Wanted:
    """What was typed, its cohort looked up; one that is not here is told with those that are."""
    try:
        cohort = cohort_of(store, chosen.cohort) if chosen.cohort else None
    except NotAllowed as no:
        known = ", ".join(c.id for c in cohorts(store)) or "belum ada"
        words = f"Angkatan “{chosen.cohort}” tidak ada di kios ini. Yang ada: {known}."
        raise click.ClickException(words) from no
    return Wanted(cohort, chosen.course, chosen.unit, chosen.since, chosen.until)


@contextmanager
def opened(given: Given) -> Iterator[House]:
    """The data folder, with every trouble of its file in words."""
    rooms, data = given
    try:
        with rooms.house(data) as house:
            yield house
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble


def settings_of(house: House) -> Settings:
    """The kiosk's settings; a kiosk that was not set up has no certificates."""
    settings = house.office.settings()
    if settings is None:
        raise click.ClickException("Kios ini belum disiapkan. Jalankan dermaga setup dahulu.")
    return settings


def today(house: House) -> str:
    """The local ISO date."""
    return house.rooms.day_of(house.rooms.now())


_DATE = click.DateTime(formats=["%Y-%m-%d"])


def _date(_context: click.Context, _option: click.Parameter, value: dt.datetime | None) -> str:
    return "" if value is None else value.date().isoformat()
