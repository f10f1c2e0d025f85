"""dermaga cohort papers: the papers of a class into a folder."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Final

import click

from kiosk.cli.certificate_chosen import opened, settings_of, today
from kiosk.cli.person import Given
from kiosk.cli.private_file import write_new
from kiosk.house import House
from kiosk.learning.trouble import NotAllowed
from kiosk.office.cohorts import Cohorts
from kiosk.office.papers import Paper, Papers, wishes
from kiosk.office.papers_gather import Look
from kiosk.people.role import COMMAND

UNKNOWN: Final = "Angkatan “{cohort}” tidak ada di kios ini. Yang ada: {known}."
UNMADE: Final = "Folder {folder} tidak dapat dibuat. Sebut tempat lain dengan --out."
WRITTEN: Final = "{n} berkas angkatan {name} ditulis ke {folder}."
PERSONAL: Final = "Berkas ini memuat nama dan NIP. Simpan di tempat yang hanya dibuka yang berhak."
_DATE = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("cohort")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder untuk berkasnya; dibuat bila belum ada.",
)
@click.option(
    "--only",
    multiple=True,
    type=click.Choice([str(paper) for paper in Paper]),
    help="Hanya berkas ini; dapat disebut beberapa kali.",
)
@click.option("--day", type=_DATE, help="Hari daftar hadir dan berita acara, YYYY-MM-DD.")
@click.pass_obj
def papers(
    given: Given, /, cohort: str, out: Path, only: tuple[str, ...], day: dt.datetime | None
) -> None:
    """Tulis berkas satu angkatan: daftar hadir, rekap nilai, berita acara, dan lainnya.

    COHORT ialah ID atau nama angkatan. Tanpa --only semua berkas ditulis, tanpa --day daftar hadir
    setiap hari pelatihan.
    """
    chosen = tuple(dict.fromkeys(Paper(name) for name in only)) or tuple(Paper)
    with opened(given) as house:
        found = _cohort_id(house, cohort)
        made = _papers(house)
        known = made.known(found)
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise click.ClickException(UNMADE.format(folder=out)) from error
        wanted = wishes(known.cohort, known.today, chosen, day.date().isoformat() if day else "")
        written = 0
        for file in made.files(known, wanted):
            write_new(out / file.name, file.body)
            written += 1
        made.note(found, chosen)
    click.echo(WRITTEN.format(n=written, name=known.cohort.name, folder=out))
    click.echo(PERSONAL)


def _papers(house: House) -> Papers:
    acts, rooms = house.clerk(COMMAND).acts, house.rooms
    look = Look(today(house), rooms.day_of)
    fonts = rooms.home / "resources" / "fonts"
    return Papers(acts, house.store, settings_of(house), house.catalog().courses, fonts, look)


def _cohort_id(house: House, wanted: str) -> str:
    """The id of a class by its id, or by its name if only one has it."""
    there = Cohorts(house.clerk(COMMAND).acts, house.store).all()
    named = [c.id for c in there if c.name.casefold() == wanted.casefold()]
    found = [c.id for c in there if c.id == wanted] or named
    if len(found) == 1:
        return found[0]
    known = ", ".join(f"{c.id} ({c.name})" for c in there) or "belum ada"
    words = UNKNOWN.format(cohort=wanted, known=known)
    raise click.ClickException(words) from NotAllowed("cohort-unknown")
