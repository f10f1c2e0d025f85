"""What `dermaga person` does and says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from msgspec import structs

from kiosk.cli import person_words as words
from kiosk.cli.person import Given, Guest
from kiosk.cli.private_file import write_new
from kiosk.cli.words import STORE_TROUBLE
from kiosk.house import House
from kiosk.learning.events import ResultKept
from kiosk.learning.trouble import NotAllowed
from kiosk.office import person as rights
from kiosk.office.person import Change, Correction, Erased, Kept, Stock
from kiosk.office.person_backups import scrub_copies
from kiosk.office.person_words import FIELDS
from kiosk.people.learner import Learner
from kiosk.people.role import COMMAND
from kiosk.store import StoreTrouble


@contextmanager
def _house(given: Given) -> Iterator[House]:
    """The data folder, with every refusal in words."""
    rooms, data = given
    try:
        with rooms.house(data) as house:
            yield house
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble
    except NotAllowed as no:
        raise click.ClickException(words.REFUSED[no.code]) from no


def find(house: House, nip: str, guest: Guest) -> Learner:
    """The person meant. Refuses "nip-<fault>", "nip-unknown" and "guest-unknown"."""
    if guest is not None:
        return rights.find_guest(house.store, *guest)
    return rights.find(house.store, nip, _today(house))


def _today(house: House) -> dt.date:
    rooms = house.rooms
    return dt.date.fromisoformat(rooms.day_of(rooms.now()))


def export(given: Given, nip: str, guest: Guest, out: Path | None) -> None:
    """Write the copy of all that is kept of a person."""
    with _house(given) as house:
        rooms, learner = house.rooms, find(house, nip, guest)
        settings, now = house.office.settings(), rooms.now()
        courses, clerk = house.catalog().named(), house.clerk(COMMAND)
        packed, copy = clerk.rights.copy(learner, settings, now, rooms.day_of, courses)
        file = out or Path(f"data-pribadi-{copy.made}.zip")
    write_new(file, packed)
    click.echo(words.EXPORTED.format(file=file))


def wanted(**fields: str | None) -> Correction:
    """What to put right; that it is nothing is told before anything is opened."""
    found = Correction(**fields)
    if found == Correction():
        raise click.UsageError(words.NOTHING_TO_CORRECT)
    return found


def correct(given: Given, nip: str, guest: Guest, wanted: Correction, *, dry_run: bool) -> None:
    """Put a person's row right, or only tell what that would change."""
    with _house(given) as house:
        learner = find(house, nip, guest)
        right = rights.corrected(learner, wanted, _today(house))
        if dry_run:
            rights.check_free(house.store, learner, right)
            found = rights.changes(learner, right)
        else:
            found = house.clerk(COMMAND).rights.correct(learner, right)
        held = rights.stock(house.store.events(learner.id)).certificates
    _tell_changes(found, held, guest=guest is not None, dry_run=dry_run)


def _tell_changes(found: tuple[Change, ...], held: int, *, guest: bool, dry_run: bool) -> None:
    if not found:
        click.echo(words.SAME)
        return
    for change in found:
        name, before, after = FIELDS[change.field], change.before or "–", change.after or "–"
        click.echo(f"{name}: {before} → {after}")
    if held:
        click.echo(words.CERTIFICATES_STAY.format(count=held))
    if guest:
        click.echo(words.GUEST_CORRECTED)
    click.echo(words.DRY_RUN if dry_run else words.CORRECTED)


def erase(given: Given, nip: str, guest: Guest, *, yes: bool) -> None:
    """Say what goes and what stays; once that is confirmed, erase the person everywhere."""
    with _house(given) as house:
        try:
            learner = find(house, nip, guest)
        except NotAllowed as no:
            if not no.code.endswith("-unknown"):
                raise
            _clean_again(house, words.REFUSED[no.code])
            return
        courses, clerk = house.catalog().named(), house.clerk(COMMAND)
        _foretell(learner, *clerk.rights.foresee(learner, courses))
        if not yes and click.prompt(words.CONFIRM) != words.WORD:
            raise click.ClickException(words.NOTHING_ERASED)
        erased = clerk.rights.erase(learner, courses)
    _tell_erased(erased)


def _clean_again(house: House, unknown: str) -> None:
    """Nobody of that NIP: an earlier erasure may have left somebody in a backup."""
    found = rights.still_erased(house.store)
    if not found:
        raise click.ClickException(unknown)
    cleaned = sum(map(_scrub(house), found))
    click.echo(f"{unknown}\n{words.CLEANED_AGAIN.format(count=cleaned)}")


def _foretell(learner: Learner, held: Stock, kept: tuple[Kept, ...]) -> None:
    """What goes and what stays, before anything does."""
    results = sum(isinstance(k, ResultKept) for k in kept)
    click.echo(f"{learner.name}, {learner.unit}")
    click.echo(words.GOES.format(**structs.asdict(held)))
    click.echo(words.STAYS.format(results=results, held=held))
    click.echo(words.BEFORE_ERASING)


def _tell_erased(erased: Erased) -> None:
    click.echo(words.ERASED.format(events=erased.events))
    if erased.backups is None:
        raise click.ClickException(words.BACKUPS_LEFT)
    click.echo(words.BACKUPS_CLEANED.format(count=erased.backups))
    click.echo(words.AFTER_ERASING)


def _scrub(house: House) -> Callable[[str], int]:
    return scrub_copies(house.folder.file, house.rooms.now, house.rooms.chance)
