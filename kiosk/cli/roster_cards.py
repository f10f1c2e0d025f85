"""dermaga roster cards: participant cards as a PDF, with or without fresh activation codes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from kiosk.cli.certificate_chosen import opened
from kiosk.cli.cohort import named
from kiosk.cli.person import Given
from kiosk.cli.person_words import REFUSED
from kiosk.cli.private_file import write_new
from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office import person
from kiosk.office.cards import (
    FILE_NAME,
    Batch,
    holders,
    issued_by,
    not_active,
    of_class,
    of_unit,
    sheets_of,
)
from kiosk.office.cohorts import Cohorts
from kiosk.people.learner import Learner
from kiosk.people.role import COMMAND

TOLD_EVERY: Final = 25
_SAID: Final = {
    **REFUSED,
    "nobody-chosen": "Tidak ada akun terbuka dengan NIP di antara yang dipilih.",
    "settings-wrong": "Kios ini belum disiapkan. Jalankan “dermaga setup” dahulu.",
}


@click.command()
@click.argument("nips", nargs=-1)
@click.option("--unit", help="Semua peserta di unit ini.")
@click.option("--cohort", "classes", multiple=True, help="Semua peserta kelas ini (nama atau id).")
@click.option("--inactive", is_flag=True, help="Hanya yang belum mempunyai PIN.")
@click.option("--codes", is_flag=True, help="Kode aktivasi baru bagi yang belum mempunyai PIN.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Berkas PDF baru.")
@click.pass_obj
def cards(  # noqa: PLR0913 - the options of the command line
    given: Given,
    nips: tuple[str, ...],
    unit: str | None,
    classes: tuple[str, ...],
    out: Path | None,
    *,
    inactive: bool,
    codes: bool,
) -> None:
    """Buat kartu peserta (PDF A4, sepuluh per lembar) untuk masuk dengan kartu dan PIN.

    Sebut NIP (“-” menanyakannya), unit, atau kelas; --inactive saja: semua yang belum aktif.
    Kartu yang hilang tidak berguna tanpa PIN, jadi tidak perlu diblokir.
    """
    if not (nips or unit or classes or inactive):
        raise click.UsageError("Sebut NIP, --unit, --cohort, atau --inactive.")
    typed = [click.prompt("NIP") if nip == "-" else nip for nip in nips]
    with _clerk(given) as clerk:
        file = out or Path(FILE_NAME.format(day=clerk.today.isoformat()))
        if file.exists():
            raise click.ClickException(f"Berkas {file} sudah ada. Pilih nama lain.")
        people = _chosen(clerk, typed, unit, classes)
        if inactive:
            everyone = people if typed or unit or classes else clerk.office.people()
            people = list(not_active(clerk.house.store, everyone))
        batch = _batch(clerk, people, codes=codes)
        pdf = _made(batch)
    write_new(file, pdf)
    count = len(batch.people)
    click.echo(f"{count} kartu pada {sheets_of(count)} lembar ditulis ke {file}.")
    if batch.codes:
        click.echo(f"{batch.codes} kode aktivasi baru hanya ada di berkas itu. Simpan baik-baik.")


@contextmanager
def _clerk(given: Given) -> Iterator[Clerk]:
    with opened(given) as house:
        try:
            yield house.clerk(COMMAND)
        except NotAllowed as no:
            raise click.ClickException(_SAID.get(no.code, no.code)) from no


def _chosen(
    clerk: Clerk, nips: Iterable[str], unit: str | None, classes: Iterable[str]
) -> list[Learner]:
    store = clerk.house.store
    found = [person.find(store, nip, clerk.today) for nip in nips]
    if unit:
        found += of_unit(store, unit)
    cohorts = Cohorts(clerk.acts, store)
    for words in classes:
        found += of_class(store, named(cohorts, words))
    return found


def _batch(clerk: Clerk, people: Iterable[Learner], *, codes: bool) -> Batch:
    house, office = clerk.house, clerk.office
    new = not_active(house.store, holders(people)) if codes else ()
    issued = issued_by(office.settings(), clerk.today, house.rooms.home)
    return Batch(clerk.acts, people, issued, office.new_codes, [x.id for x in new])


def _made(batch: Batch) -> bytes:
    total = batch.total
    for done, piece in enumerate(batch.pieces(), start=1):
        piece()
        if done % TOLD_EVERY == 0:
            click.echo(f"{done} dari {total} langkah selesai.", err=True)
    return batch.finish()
