"""dermaga cohort export, import: a class for the other kiosks of the room, on a stick."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click
import msgspec

from kiosk.cli.certificate_chosen import opened
from kiosk.cli.cohort_words import REFUSED, fault_words
from kiosk.cli.person import Given
from kiosk.cli.private_file import write_new
from kiosk.learning.trouble import NotAllowed
from kiosk.office.cohorts import Cohorts
from kiosk.people.cohort import Cohort
from kiosk.people.role import COMMAND

LARGEST: Final = 1_000_000
UNREAD: Final = "Berkas ini bukan kelas dari dermaga cohort export. Ambil lagi dari kios asalnya."
NOTE: Final = "Aturan kelas berlaku di kios yang mengambilnya dengan dermaga cohort import."


@click.command()
@click.argument("words", metavar="KELAS")
@click.argument("file", metavar="BERKAS", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export(given: Given, /, words: str, file: Path) -> None:
    """Tulis kelas ke BERKAS baru, untuk kios lain di ruang yang sama. Tanpa nama dan NIP."""
    from kiosk.cli.cohort import named

    with opened(given) as house:
        found = named(Cohorts(house.clerk(COMMAND).acts, house.store), words)
    write_new(file, msgspec.json.format(msgspec.json.encode(found)))
    click.echo(f"Kelas {found.name} ditulis ke {file}. {NOTE}")


@click.command("import")
@click.argument(
    "file", metavar="BERKAS", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.pass_obj
def import_(given: Given, /, file: Path) -> None:
    """Ambil kelas dari BERKAS: aturannya berlaku di kios ini, sebagai ganti yang lama."""
    found = _read(file)
    with opened(given) as house:
        cohorts = Cohorts(house.clerk(COMMAND).acts, house.store)
        if faults := cohorts.faults(found):
            raise click.ClickException(" ".join(fault_words(fault) for fault in faults))
        try:
            cohorts.save(found)
        except NotAllowed as no:
            raise click.ClickException(REFUSED.get(no.code, no.code)) from no
        known = set(house.store.roster.ids())
    click.echo(f"Kelas {found.name} diambil: {len(found.members)} peserta.")
    if strangers := sum(member not in known for member in found.members):
        click.echo(f"{strangers} di antaranya belum ada di kios ini. Impor daftar pesertanya.")


def _read(file: Path) -> Cohort:
    try:
        with file.open("rb") as opened_:
            raw = opened_.read(LARGEST + 1)
        if len(raw) > LARGEST:
            raise click.ClickException(UNREAD)
        return msgspec.json.decode(raw, type=Cohort)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise click.ClickException(UNREAD) from error
