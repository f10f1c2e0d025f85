"""dermaga course install: signed courses from a stick, a folder, the hub, or a file."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from msgspec import Struct

from kiosk.cli.course_words import INSTALL, TROUBLE
from kiosk.cli.words import STORE_TROUBLE
from kiosk.people.role import COMMAND
from kiosk.store import StoreTrouble

if TYPE_CHECKING:
    from kiosk.house import House, Rooms
    from kiosk.parcel.forms import Agency

EPILOG: Final = """
\b
Kode keluar: 0 semua terpasang; 1 ada yang ditolak atau belum terpasang;
2 perintah keliru.
"""


class Wish(Struct, frozen=True):
    """What was typed beside the sources."""

    only: tuple[str, ...] = ()
    mark: str = ""
    accept_expired: bool = False


@click.command("install", epilog=EPILOG)
@click.argument("sources", metavar="SOURCE…", nargs=-1, required=True)
@click.option("--only", metavar="ID", multiple=True, help="Hanya pelatihan ini; boleh berulang.")
@click.option("--mark", default="", help="Sidik jari kunci instansi yang sudah dicocokkan.")
@click.option("--accept-expired", is_flag=True, help="Pakai kabar instansi yang sudah lewat waktu.")
@click.pass_obj
def command(
    given: tuple[Rooms, Path],
    sources: tuple[str, ...],
    only: tuple[str, ...],
    mark: str,
    *,
    accept_expired: bool,
) -> None:
    """Pasang pelatihan dari stik, folder, alamat hub, atau berkas hasil course build.

    Hanya yang ditandatangani instansi kios ini yang dipasang. Versi lama disimpan untuk peserta
    yang sedang mengikutinya. Bila terputus, jalankan lagi: yang sudah diambil tidak diambil lagi.
    Kios harus ditutup dahulu.
    """
    rooms, data = given
    wish = Wish(only, mark, accept_expired)
    try:
        with rooms.house(data) as house:
            if house.folder.view_only:
                raise click.ClickException(STORE_TROUBLE["read-only"])
            sound = [_acting(house, source, wish) for source in sources]
            _tidy(house)
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble
    sys.exit(0 if all(sound) else 1)


def _acting(house: House, source: str, wish: Wish) -> bool:
    install = partial(_install, house, source, wish)
    return house.clerk(COMMAND).duties.change_courses(install, "", why="install")


def _install(house: House, source: str, wish: Wish) -> bool:
    """One source; whether all of it is in place now."""
    from kiosk.cli.course_install_file import from_file
    from kiosk.cli.course_install_word import from_word
    from kiosk.sync.trouble import SyncTrouble
    from kiosk.sync.word import WordTrouble

    try:
        if Path(source).is_file():
            return from_file(house, Path(source), wish)
        return from_word(house, source, wish)
    except (SyncTrouble, WordTrouble) as trouble:
        code = "here-full" if trouble.code == "full" else trouble.code
        words = TROUBLE.get(code, TROUBLE["refused"])
        click.echo(INSTALL["unread"].format(source=source, words=words), err=True)
    return False


def agreed(house: House, offered: Agency | None, wish: Wish) -> Agency:
    """The kiosk's agency; where it knows none, the one offered, if its mark was compared."""
    from kiosk.office.course_agency import agency_of, agree, same_mark
    from kiosk.parcel import sealing

    known = agency_of(house.folder.path)
    if known is not None:
        return known
    if offered is None:
        raise click.ClickException(INSTALL["no-agency"])
    mark = sealing.fingerprint(offered)
    click.echo(INSTALL["who"].format(agency=offered.name, mark=mark), err=True)
    if wish.mark:
        if not same_mark(offered, wish.mark):
            raise click.ClickException(INSTALL["not-agreed"])
    elif not sys.stdin.isatty():
        raise click.UsageError(INSTALL["which-mark"].format(mark=mark))
    elif not click.confirm(INSTALL["agree"], err=True):
        raise click.ClickException(INSTALL["not-agreed"])
    agree(house.folder.path, offered)
    return offered


def _tidy(house: House) -> None:
    """What nobody needs goes, and what stays is told."""
    from kiosk.catalog.package_place import Shelf, earlier
    from kiosk.office.course_versions import in_the_middle, tidy

    shelf = Shelf.of(house.folder.path)
    tidy(house.folder.path)
    kept = sorted(earlier(shelf))
    counts = in_the_middle(house.folder.file) if kept else {}
    for course, version in kept:
        told = {"course": course, "version": version, "count": counts.get((course, version), 0)}
        click.echo(INSTALL["kept"].format(**told))
