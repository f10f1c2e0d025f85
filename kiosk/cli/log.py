"""dermaga log: what was done in the office of this kiosk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from kiosk.cli.words import STORE_TROUBLE
from kiosk.house import Clerk, Rooms
from kiosk.learning.trouble import NotAllowed
from kiosk.office import log_book
from kiosk.office.acts import Entry
from kiosk.people.role import COMMAND
from kiosk.store import StoreTrouble

REFUSED: Final = {
    "undo-gone": (
        "Tindakan ini tidak dapat dibatalkan lagi: hanya 30 perubahan terakhir yang dapat."
    ),
    "undo-changed": (
        "Belum dibatalkan: sesudah tindakan itu, hal yang sama sudah diubah lagi. Batalkan"
        " perubahan yang lebih baru dahulu."
    ),
    "undo-used": (
        "Belum dibatalkan: peserta yang dimasukkan oleh tindakan itu sudah masuk atau belajar."
    ),
    "settings-wrong": "Kios ini belum disiapkan. Jalankan: dermaga setup.",
}


@click.group()
def log() -> None:
    """Riwayat tindakan petugas: dibaca, diekspor, dibatalkan."""


@contextmanager
def _clerk(given: tuple[Rooms, Path]) -> Iterator[Clerk]:
    rooms, data = given
    try:
        with rooms.house(data) as house:
            yield house.clerk(COMMAND)
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble
    except NotAllowed as no:
        raise click.ClickException(REFUSED[no.code]) from no


def _moment(at: int) -> str:
    return f"{dt.datetime.fromtimestamp(at / 1000).astimezone():%Y-%m-%d %H:%M}"


def _told(clerk: Clerk, entries: tuple[Entry, ...]) -> Iterator[str]:
    store = clerk.house.store
    lines = log_book.lines(store, entries, _moment, clerk.acts.log())
    for n, (entry, line) in enumerate(zip(entries, lines, strict=True), 1):
        parts = (line.sentence, line.on, line.reason)
        mark = " (dibatalkan)" if entry.undone else " *" if entry.undoable else ""
        words = " · ".join(part for part in parts if part)
        yield f"{n:>5}  {line.moment}  {words}{mark}"


@log.command("list")
@click.option("--most", default=50, type=click.IntRange(1), show_default=True)
@click.pass_obj
def list_(given: tuple[Rooms, Path], most: int) -> None:
    """Tulis tindakan terakhir, yang terbaru di atas; yang bertanda * dapat dibatalkan."""
    with _clerk(given) as clerk:
        for line in _told(clerk, clerk.acts.log(most)):
            click.echo(line)


@log.command()
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export(given: tuple[Rooms, Path], out: Path) -> None:
    """Tulis riwayat ke berkas baru: .pdf (dengan bukti keutuhan), .xlsx, atau .csv."""
    from kiosk.cli.private_file import write_new

    form = out.suffix.lower().lstrip(".")
    if form not in {"pdf", "xlsx", "csv"}:
        raise click.UsageError("Nama berkas berakhir dengan .pdf, .xlsx, atau .csv.")
    with _clerk(given) as clerk:
        house, entries = clerk.house, clerk.acts.log()
        fonts = house.rooms.home / "resources" / "fonts"
        source = log_book.Source(clerk.acts, house.store, clerk.office.settings(), fonts)
        body = log_book.export(source, form, entries, entries, clerk.today, _moment)
    write_new(out, body)
    click.echo(f"{len(entries)} tindakan ditulis ke {out}. Berkas ini memuat data pribadi.")


@log.command()
@click.argument("number", type=click.IntRange(1))
@click.option("--yes", is_flag=True, help="Jangan bertanya lagi.")
@click.pass_obj
def undo(given: tuple[Rooms, Path], number: int, *, yes: bool) -> None:
    """Batalkan tindakan bernomor NUMBER pada log list, kalau masih dapat."""
    with _clerk(given) as clerk:
        entries = clerk.acts.log()
        if number > len(entries):
            raise click.ClickException("Tidak ada tindakan dengan nomor itu.")
        (line,) = _told(clerk, (entries[number - 1],))
        click.echo(line)
        if not yes and not click.confirm("Batalkan tindakan ini?"):
            raise click.ClickException("Tidak ada yang dibatalkan.")
        clerk.acts.undo(entries[number - 1].id)
    click.echo("Tindakan itu sudah dibatalkan.")
