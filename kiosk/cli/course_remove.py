"""dermaga course remove: a course taken away from this kiosk."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.catalog.lesson import is_id
from kiosk.catalog.package_place import Shelf, earlier, remove, version_of
from kiosk.cli.course_words import REMOVE
from kiosk.cli.words import STORE_TROUBLE
from kiosk.people.role import COMMAND
from kiosk.store import StoreTrouble

if TYPE_CHECKING:
    from kiosk.house import House, Rooms


@click.command("remove")
@click.argument("course", metavar="ID")
@click.option("--force", is_flag=True, help="Hapus walaupun ada peserta yang sedang mengikutinya.")
@click.pass_obj
def command(given: tuple[Rooms, Path], course: str, *, force: bool) -> None:
    """Hapus pelatihan ID dari kios ini. Sertifikat yang sudah terbit tetap berlaku.

    Catatan peserta tidak ikut terhapus. Kios harus ditutup dahulu.
    """
    rooms, data = given
    try:
        with rooms.house(data) as house:
            if house.folder.view_only:
                raise click.ClickException(STORE_TROUBLE["read-only"])
            _remove(house, course, force=force)
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble


def _remove(house: House, course: str, *, force: bool) -> None:
    shelf = Shelf.of(house.folder.path)
    bundled = version_of(house.rooms.home / "content" / course) if is_id(course) else ""
    if not is_id(course) or not (shelf.content / course).is_dir():
        code = "bundled" if bundled else "unknown"
        raise click.ClickException(REMOVE[code].format(course=course))
    count = _learners(house, course, shelf, bundled)
    if count and not force:
        raise click.ClickException(REMOVE["busy"].format(course=course, count=count))
    try:
        work = partial(remove, course, shelf)
        house.clerk(COMMAND).duties.change_courses(work, course, why="remove")
    except OSError as error:
        raise click.ClickException(REMOVE["open"]) from error
    click.echo(REMOVE["done"].format(course=course))
    if bundled:
        click.echo(REMOVE["bundled-left"].format(version=bundled))
    if _is_sent(house, course):
        click.echo(REMOVE["sent"])


def _learners(house: House, course: str, shelf: Shelf, bundled: str) -> int:
    """Who is in the middle of a version that would go."""
    from kiosk.office.course_versions import in_the_middle

    going = {version_of(shelf.content / course)}
    going |= {version for name, version in earlier(shelf) if name == course}
    found = in_the_middle(house.folder.file)
    return sum(found.get((course, version), 0) for version in going - {bundled})


def _is_sent(house: House, course: str) -> bool:
    from kiosk.parcel.word import course_of

    errands = house.errands(house.catalog())
    known = errands.word.listed() if errands.pairing else ()
    return any((course_of(name) or ("",))[0] == course for name in known)
