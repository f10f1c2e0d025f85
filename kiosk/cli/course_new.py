"""dermaga course new: a small course to write on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.catalog.lesson import is_id
from kiosk.catalog.new_course import Wanted, write_new_course
from kiosk.catalog.source import TOPICS
from kiosk.cli.course_words import NEW

if TYPE_CHECKING:
    from kiosk.house import Rooms


@click.command("new")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", prompt="Judul", help="Judul pelatihan.")
@click.option("--id", "id_", default="", help="Id; bila tidak disebut, nama FOLDER.")
@click.option(
    "--topic", prompt="Topik", type=click.Choice(TOPICS), help="Topik dalam daftar pelatihan."
)
@click.pass_obj
def command(given: tuple[Rooms, Path], folder: Path, title: str, id_: str, topic: str) -> None:
    """Tulis pelatihan kecil yang lengkap di FOLDER, untuk diganti isinya.

    Folder yang sudah ada tidak ditimpa.
    """
    rooms, _ = given
    name = id_ or folder.resolve().name
    if not is_id(name):
        raise click.UsageError(NEW["id"].format(id=name))
    if not title.strip():
        raise click.UsageError(NEW["title"])
    wanted = Wanted(name, title.strip(), topic, rooms.day_of(rooms.now()))
    try:
        write_new_course(folder, wanted)
    except FileExistsError as error:
        raise click.ClickException(NEW["there"].format(folder=folder)) from error
    except OSError as error:
        raise click.ClickException(NEW["unwritable"].format(folder=folder)) from error
    click.echo(NEW["done"].format(folder=folder))
