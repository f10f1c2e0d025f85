"""dermaga course build: a course as one file."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kiosk.cli.course_check import FOLDER, tell_faults
from kiosk.cli.course_words import BUILD
from kiosk.cli.private_file import write_new
from kiosk.store.folder import MEGABYTE


@click.command("build")
@click.argument("folder", type=FOLDER)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="Berkas hasilnya.")
def command(folder: Path, out: Path | None) -> None:
    """Kemas pelatihan di FOLDER menjadi satu berkas .zip.

    Isinya hanya berkas yang disebut pelatihan itu serta lisensinya. Isi yang sama menghasilkan
    berkas yang sama, di komputer mana pun. Pelatihan yang masih mempunyai galat tidak dikemas.
    """
    from kiosk.catalog.package import package
    from kiosk.parcel.word import COURSE_LIMIT

    try:
        made = package(folder)
    except OSError as error:
        raise click.ClickException(BUILD["unreadable"].format(folder=folder)) from error
    if not made.packed:
        tell_faults(folder, made.faults)
        click.echo(BUILD["faults"].format(name=folder.name), err=True)
        sys.exit(1)
    if len(made.packed) > COURSE_LIMIT:
        raise click.ClickException(BUILD["too-large"].format(most=COURSE_LIMIT >> 20))
    file = out or Path(made.file)
    write_new(file, made.packed)
    click.echo(BUILD["done"].format(file=file, size=size_words(len(made.packed))))


def size_words(count: int) -> str:
    """Bytes, as people read them."""
    if count < MEGABYTE:
        return f"{max(1, round(count / 1000))} KB"
    return f"{count / MEGABYTE:.1f} MB".replace(".", ",")
