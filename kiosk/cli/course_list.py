"""dermaga course list: which courses there are, and what is kept for whom."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import msgspec
from msgspec import Struct

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.compiled import BESIDE
from kiosk.catalog.fault import errors
from kiosk.catalog.package_place import Shelf, earlier
from kiosk.cli.course_check import FOLDER
from kiosk.cli.course_words import LIST
from kiosk.cli.words import STORE_TROUBLE
from kiosk.store import StoreTrouble
from kiosk.store.folder import FILE

if TYPE_CHECKING:
    from kiosk.house import Rooms
    from kiosk.learning.course import Course

EPILOG: Final = """
\b
--json menulis satu objek yang bentuknya tetap (form 1):
  courses[]   id, version, title, title_en, topic, hours (JP),
              bundled (disertakan bersama program),
              earlier[] (version, learners: peserta yang sedang mengikutinya)
  faults      jumlah galat per folder yang belum dapat dipakai
"""


class Earlier(Struct, frozen=True):
    """An earlier version, kept for so many learners."""

    version: str
    learners: int


class Line(Struct, frozen=True):
    """A course as it is listed."""

    id: str
    version: str
    title: str
    title_en: str
    topic: str
    hours: int
    bundled: bool
    earlier: tuple[Earlier, ...] = ()


@click.command("list", epilog=EPILOG)
@click.argument("folders", nargs=-1, type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@click.pass_obj
def command(given: tuple[Rooms, Path], folders: tuple[Path, ...], *, as_json: bool) -> None:
    """Tulis pelatihan yang siap dipakai di kios ini, atau dalam FOLDERS.

    Kios boleh sedang dibuka.
    """
    rooms, data = given
    shelf, bundled = Shelf.of(data), rooms.home / "content"
    places = [f for f in (bundled, shelf.content) if f.is_dir()]
    cache = data / "cache" if data.is_dir() and not folders else None
    catalog = Catalog(folders or places, cache, beside=rooms.home / BESIDE)
    kept = {} if folders else _kept(data, shelf)
    lines = [_line(course, catalog, bundled, kept) for course in catalog.courses()]
    faults = {name: count for name, f in catalog.faults().items() if (count := len(errors(f)))}
    if as_json:
        report = {"form": 1, "courses": lines, "faults": faults}
        click.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
        return
    _tell(lines, faults)


def _kept(data: Path, shelf: Shelf) -> dict[str, tuple[Earlier, ...]]:
    """Earlier versions by course; the log is read only if there are any."""
    found = sorted(earlier(shelf))
    if not found:
        return {}
    from kiosk.office.course_versions import in_the_middle

    counts: Mapping[tuple[str, str], int] = {}
    if (data / FILE).exists():
        try:
            counts = in_the_middle(data / FILE)
        except StoreTrouble as trouble:
            raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble
    return {
        course: tuple(Earlier(v, counts.get((c, v), 0)) for c, v in found if c == course)
        for course, _ in found
    }


def _line(
    course: Course, catalog: Catalog, bundled: Path, kept: Mapping[str, tuple[Earlier, ...]]
) -> Line:
    return Line(
        course.id,
        course.version,
        course.title,
        course.title_en,
        course.topic,
        course.hours,
        catalog.figure(course.id, "course.toml").is_relative_to(bundled.resolve()),
        kept.get(course.id, ()),
    )


def _tell(lines: list[Line], faults: Mapping[str, int]) -> None:
    for line in lines:
        where = LIST["bundled" if line.bundled else "installed"]
        click.echo(f"{line.id}\t{line.version}\t{line.hours} JP\t{where}\t{line.title}")
        for each in line.earlier:
            click.echo(LIST["earlier"].format(version=each.version, count=each.learners))
    for name, count in faults.items():
        click.echo(LIST["faults"].format(name=name, count=count), err=True)
    if not lines:
        click.echo(LIST["none"])
