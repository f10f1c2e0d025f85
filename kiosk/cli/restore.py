"""dermaga restore: list the copies, and bring one back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.words import STORE_TROUBLE
from kiosk.cli.words_copies import BROKEN, REASONS, SOUND, WORD, moment, trouble_words
from kiosk.cli.words_copies import RESTORE as WORDS
from kiosk.house import Rooms
from kiosk.store import StoreTrouble

if TYPE_CHECKING:
    from kiosk.office.copies import Copies, Copy


@click.command()
@click.argument("name", default="")
@click.option("--list", "as_list", is_flag=True, help="Tulis daftar cadangan; terbaru di atas.")
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="USB atau map lain; bila tidak disebut, cadangan di komputer ini.",
)
@click.option("--yes", is_flag=True, help="Jangan bertanya lagi.")
@click.pass_obj
def restore(
    given: tuple[Rooms, Path], name: str, source: Path | None, *, as_list: bool, yes: bool
) -> None:
    """Pulihkan kios dari cadangan NAME (nama atau nomornya). Kios harus ditutup dahulu.

    Di komputer baru: restore --from USB NAME. Yang ada sekarang dicadangkan dahulu.
    """
    rooms, data = given
    copies = rooms.copies(data)
    place = source or data
    try:
        found = copies.listed(source)
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble
    if not found:
        raise click.ClickException(WORDS["nothing"].format(place=place))
    if as_list:
        _list(copies, found)
        return
    chosen = _chosen(found, name, place)
    if why := copies.faults(chosen):
        words = WORDS["broken"].format(name=chosen.backup.name, why=why[0].code)
        raise click.ClickException(words)
    _foretell(copies, chosen)
    if not yes and click.prompt(WORDS["confirm"]) != WORD:
        raise click.ClickException(WORDS["stopped"])
    try:
        done = copies.restore(chosen)
    except StoreTrouble as trouble:
        raise click.ClickException(trouble_words(trouble.code)) from trouble
    click.echo(WORDS["done"].format(events=done.events, device=done.device, life=done.life))
    if not done.apart:
        click.echo(WORDS["numbers"])


def _list(copies: Copies, found: tuple[Copy, ...]) -> None:
    """A table, each copy looked through."""
    from kiosk.cli.words_doctor import size_words

    click.echo(WORDS["listed"])
    for copy in found:
        backup = copy.backup
        reason, size = REASONS.get(backup.reason, backup.reason), size_words(backup.size)
        why = copies.faults(copy)
        state = f"{BROKEN} ({why[0].code})" if why else SOUND
        line = (
            f"{copy.number:>5}  {moment(backup.at):16}  {reason:13}  {backup.events:>7}"
            f"  {backup.learners:>5}  {size:>9}  {state}"
        )
        click.echo(f"{line}  {copy.kiosk}".rstrip())
        click.echo(f"       {backup.name}")


def _chosen(found: tuple[Copy, ...], name: str, place: Path) -> Copy:
    if not name:
        raise click.UsageError(WORDS["which"])
    named = [c for c in found if name in (c.backup.name, str(c.number))]
    if not named:
        raise click.ClickException(WORDS["unknown"].format(name=name, place=place))
    return named[0]


def _foretell(copies: Copies, chosen: Copy) -> None:
    """What will be gone, before anything is."""
    backup, seen = chosen.backup, copies.foresee(chosen)
    at = moment(backup.at)
    click.echo(
        WORDS["chosen"].format(
            name=backup.name, at=at, events=backup.events, learners=backup.learners
        )
    )
    form = "goes-none" if seen.goes == 0 else "goes" if seen.goes > 0 else "goes-unknown"
    click.echo(WORDS[form].format(goes=seen.goes))
    if seen.erased:
        click.echo(WORDS["erased"].format(erased=seen.erased))
