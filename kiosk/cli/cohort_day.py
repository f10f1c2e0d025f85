"""dermaga cohort attendance, live: a class on a day."""

from __future__ import annotations

import click

from kiosk.cli.certificate_chosen import opened
from kiosk.cli.cohort_words import PRESENCE, PRESENCES, REFUSED, state_words, where_words
from kiosk.cli.person import Given
from kiosk.house import House
from kiosk.learning.course import Course
from kiosk.learning.trouble import NotAllowed
from kiosk.office.attendance import Attendance, Attended
from kiosk.office.cohort_people import pasted
from kiosk.office.cohorts import Cohorts, is_date
from kiosk.office.day import Day, Look, Room
from kiosk.people.cohort import Cohort
from kiosk.people.role import COMMAND

WRONG_DAY = "Tanggal harus berbentuk YYYY-MM-DD."


def _found(house: House, words: str) -> Cohort:
    from kiosk.cli.cohort import named

    return named(Cohorts(house.clerk(COMMAND).acts, house.store), words)


def _day(house: House, day: str) -> str:
    if day and not is_date(day):
        raise click.ClickException(WRONG_DAY)
    return day or house.clerk(COMMAND).today.isoformat()


@click.command()
@click.argument("words", metavar="KELAS")
@click.option("--day", default="", help="Harinya, YYYY-MM-DD; bila tidak disebut hari ini.")
@click.option("--mark", "nip", default="", metavar="NIP", help="Catat kehadiran orang ini.")
@click.option("--as", "state", type=click.Choice(list(PRESENCES)), help="Keterangannya.")
@click.option("--reason", default="", help="Alasannya; wajib bila ia masuk di kios hari itu.")
@click.pass_obj
def attendance(  # noqa: PLR0913 - one option each
    given: Given, /, *, words: str, day: str, nip: str, state: str | None, reason: str
) -> None:
    """Sebut kehadiran kelas pada satu hari, atau catat kehadiran seorang peserta."""
    if bool(nip) != bool(state):
        raise click.UsageError("Sebut --mark NIP bersama --as KETERANGAN.")
    with opened(given) as house:
        found, day = _found(house, words), _day(house, day)
        kept = Attendance(house.clerk(COMMAND).acts, house.store, house.rooms.day_of)
        if state is not None:
            told = pasted(nip, house.store.roster.everyone())
            try:
                kept.mark(found, day, "".join(told.found), PRESENCES[state], reason)
            except NotAllowed as no:
                raise click.ClickException(REFUSED.get(no.code, no.code)) from no
        click.echo(f"{found.name}, {day}")
        for each in kept.of(found, day):
            click.echo(_line(house, each))


def _line(house: House, each: Attended) -> str:
    person = house.store.roster.by_id(each.learner)
    name = person.name if person else each.learner
    word = PRESENCE[each.state] if each.marked or each.came else "belum masuk"
    reason = f" ({each.reason})" if each.reason else ""
    return f"  {name}: {word}{reason}"


@click.command()
@click.argument("words", metavar="KELAS")
@click.option("--day", default="", help="Harinya, YYYY-MM-DD; bila tidak disebut hari ini.")
@click.pass_obj
def live(given: Given, /, words: str, day: str) -> None:
    """Sebut siapa sedang di mana dan siapa perlu bantuan, menurut catatan komputer ini."""
    with opened(given) as house:
        found, day = _found(house, words), _day(house, day)
        look = _look(house, found, day)
        click.echo(f"{found.name}, {day}: hadir {look.present} dari {len(look.rows)},")
        click.echo(f"perlu bantuan {look.helpless}, selesai dan lulus {look.finished}.")
        for row in look.rows:
            share = round(100 * row.seen.share)
            kiosk = row.kiosk or "–"
            click.echo(
                f"  {row.name} · {kiosk} · {where_words(row)} · {share}% · {state_words(row)}"
            )


def _look(house: House, found: Cohort, day: str) -> Look:
    settings, catalog, rooms = house.office.settings(), house.catalog(), house.rooms

    def course(name: str, version: str) -> Course | None:
        known = {c.id for c in catalog.courses()}
        return catalog.course(name, version) if name in known else None

    code, mark = (settings.kiosk_code, settings.pass_mark) if settings else ("", 70)
    room = Room(rooms.now, rooms.ticks, rooms.day_of, course, code, mark)
    return Day(house.clerk(COMMAND).acts, house.store, room).look(found, day)
