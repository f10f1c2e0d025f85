"""dermaga backup: a copy now, beside the file and at the second target."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.cli.words_copies import BACKUP as WORDS
from kiosk.cli.words_copies import moment, trouble_words
from kiosk.house import Rooms
from kiosk.store import StoreTrouble


@click.command()
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    help="Tempat kedua (disk lain atau USB); bila tidak disebut, yang ada di pengaturan.",
)
@click.pass_obj
def backup(given: tuple[Rooms, Path], to: Path | None) -> None:
    """Buat cadangan sekarang, lalu periksa hasilnya. Boleh selagi kios terbuka.

    Cadangan lama dijarangkan: 12 hari, 10 minggu, dan 9 bulan terakhir disimpan.
    """
    from kiosk.cli.words_doctor import size_words

    rooms, data = given
    copies = rooms.copies(data)
    try:
        began = rooms.now()
        made = copies.make_now()
        target = str(to.resolve()) if to else copies.second_target()
    except StoreTrouble as trouble:
        raise click.ClickException(trouble_words(trouble.code)) from trouble
    form = WORDS["made"] if made.at >= began else WORDS["unchanged"]
    size, at = size_words(made.size), moment(made.at)
    click.echo(form.format(name=made.name, at=at, events=made.events, size=size))
    if not target:
        click.echo(WORDS["no-second"])
        return
    try:
        brought = copies.to_second_target(target)
    except StoreTrouble as trouble:
        words = WORDS.get(f"second-{trouble.code}", WORDS["second-failed"])
        raise click.ClickException(words.format(folder=target)) from trouble
    form = WORDS["second"] if brought else WORDS["second-same"]
    click.echo(form.format(count=len(brought), folder=target))
