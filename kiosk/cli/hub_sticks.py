"""dermaga hub stick and folder: parcels that come by hand or by a shared folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click
from msgspec import structs

from kiosk.cli.hub_place import Place, opened, placed, said
from kiosk.cli.hub_words import STICK, refusals
from kiosk.hub.post.folder import Visit, visit
from kiosk.hub.post.saying import carry

_PLACE: Final = click.argument("directory", type=click.Path(path_type=Path, file_okay=False))


@click.command()
@placed
@_PLACE
def stick(place: Place, directory: Path) -> None:
    """Terima paket dari USB DIRECTORY, dan titipkan tanda terima serta kabar untuk kios.

    USB boleh dicabut kapan saja; yang sudah diterima aman.
    """
    with opened(place) as post:
        found = visit(post, directory, "stick", carry_word=carry(post, place.word))
    _tell(found, directory, quiet=False)
    click.echo(STICK["pull"])


@click.command()
@placed
@_PLACE
@click.option("--watch", type=click.IntRange(1, 86_400), help="Lihat terus tiap sekian detik.")
def folder(place: Place, directory: Path, watch: int | None) -> None:
    """Terima paket dari map bersama DIRECTORY; dengan --watch terus-menerus."""
    seen: dict[Path, tuple[int, int]] = {}
    refused: frozenset[tuple[str, str]] = frozenset()
    with opened(place) as post:
        word = carry(post, place.word)
        if watch is None:
            _tell(visit(post, directory, "folder", carry_word=word), directory, quiet=False)
            return
        click.echo(STICK["watch"].format(place=directory, seconds=watch))
        while True:
            try:
                with said():
                    found = visit(post, directory, "folder", carry_word=word, past=past(seen))
                new = tuple(each for each in found.refused if each not in refused)
                refused = frozenset(found.refused)
                _tell(structs.replace(found, refused=new), directory, quiet=True)
            except click.ClickException as trouble:
                trouble.show()  # the folder may be back the next time
            time.sleep(watch)


def past(seen: dict[Path, tuple[int, int]]) -> Callable[[Path], bool]:
    """Whether a file was looked at in a round before and is still the same: it was refused."""

    def is_past(file: Path) -> bool:
        try:
            state = file.stat()
        except OSError:
            return False
        now = (state.st_size, state.st_mtime_ns)
        known = seen.get(file) == now
        seen[file] = now
        return known

    return is_past


def _tell(found: Visit, directory: Path, *, quiet: bool) -> None:
    for line in refusals(found.refused):
        click.echo(line, err=True)
    for label in found.asking if not quiet else ():
        click.echo(STICK["asking"].format(label=label, place=directory))
    if found.parcels:
        words = STICK["done"].format(parcels=found.parcels, events=found.events, down=found.down)
        click.echo(words)
    elif not quiet:
        click.echo(STICK["nothing"].format(place=directory))
    if found.word and not quiet:
        click.echo(STICK["word"].format(version=found.word))
