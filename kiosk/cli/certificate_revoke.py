"""dermaga certificate revoke and replace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import click
import msgspec

from kiosk.cli import certificate_register_words as words
from kiosk.cli.certificate_chosen import opened, settings_of, today
from kiosk.cli.person import Given
from kiosk.house import House
from kiosk.learning.trouble import NotAllowed
from kiosk.people.role import COMMAND
from kiosk.register import revoke as work
from kiosk.register.export import GONE
from kiosk.register.issue import Press
from kiosk.register.listing import entry_of
from kiosk.register.revoke import Change

_REASON = click.option("--reason", required=True, help="Sebabnya; ikut tercatat dan terbaca.")
_YES = click.option("--yes", is_flag=True, help="Jangan bertanya lagi.")
_JSON = click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")


@click.command()
@click.argument("number")
@_REASON
@_YES
@_JSON
@click.pass_obj
def revoke(given: Given, number: str, *, reason: str, yes: bool, as_json: bool) -> None:
    """Cabut sertifikat NUMBER per hari ini. Tidak dapat dibatalkan."""
    with _house(given) as house:
        _agree(house, number, (), yes=yes)
        done = house.clerk(COMMAND).duties.revoke(number, reason, today(house))
        paired = house.office.paired
    if as_json:
        _write(done)
        return
    click.echo(words.REVOKED.format(number=number))
    if paired:
        click.echo(words.TRAVELS)


@click.command()
@click.argument("number")
@_REASON
@_YES
@_JSON
@click.pass_obj
def replace(given: Given, number: str, *, reason: str, yes: bool, as_json: bool) -> None:
    """Ganti sertifikat NUMBER yang salah tulis: yang lama dicabut, penggantinya bernomor baru.

    Perbaiki dahulu data pesertanya (dermaga person correct). Pelatihan, JP, nilai, dan hari
    belajarnya tetap.
    """
    with _house(given) as house:
        settings, fonts = settings_of(house), house.rooms.home / "resources" / "fonts"
        press = Press(house.store, settings, fonts, today(house))
        _agree(house, number, work.changes(press, number), yes=yes)
        issued = house.clerk(COMMAND).duties.replace(press, number, reason)
        paired = house.office.paired
    if as_json:
        _write({"number": issued.number, "replaces": number, "issued": issued.issued})
        return
    click.echo(words.REPLACED.format(number=number, new=issued.number))
    click.echo(words.PRINT_IT)
    if paired:
        click.echo(words.TRAVELS)


@contextmanager
def _house(given: Given) -> Iterator[House]:
    """The data folder, with every refusal in words."""
    with opened(given) as house:
        try:
            yield house
        except NotAllowed as no:
            raise click.ClickException(words.REFUSED[no.code].format(**no.facts)) from no


def _agree(house: House, number: str, changes: Iterable[Change], *, yes: bool) -> None:
    """Say what will be done, and do it only once that is wanted."""
    if yes:
        return
    entry = entry_of(house.store, number, today(house))
    if entry is None:
        raise NotAllowed("no-certificate", number=number)
    click.echo(words.FORETOLD.format(number=number, name=entry.name or GONE), err=True)
    for place, change in enumerate(changes):
        if not place:
            click.echo(words.WITH, err=True)
        label = words.CHANGED.get(change.field, change.field)
        click.echo(f"  {label}: {change.before or '–'} → {change.after or '–'}", err=True)
    if click.prompt(words.CONFIRM, err=True) != words.WORD:
        raise click.ClickException(words.NOTHING_DONE)


def _write(found: object) -> None:
    click.echo(msgspec.json.format(msgspec.json.encode(found)).decode())
