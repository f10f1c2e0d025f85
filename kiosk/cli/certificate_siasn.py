"""dermaga certificate siasn: certificates as a table to be entered in SIASN."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.cli import certificate_words as words
from kiosk.cli.certificate_chosen import Chosen, checked, choosing, opened, settings_of, wanted
from kiosk.cli.person import Given
from kiosk.cli.private_file import write_new
from kiosk.people.role import COMMAND
from kiosk.register.siasn import chosen_for, note, table


@click.command()
@choosing
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Berkas CSV baru; catatannya ditulis di sebelahnya.",
)
@click.pass_obj
def siasn(given: Given, /, out: Path, **typed: str) -> None:
    """Tulis tabel isian SIASN (riwayat kursus) satu angkatan, kursus, unit, atau masa.

    Kolomnya 13 isian SIASN, didahului NIP dan nama. Yang tidak diketahui kios dibiarkan kosong.
    """
    chosen = checked(Chosen(**typed))
    with opened(given) as house:
        kind = settings_of(house).siasn_kind
        found = chosen_for(house.store, wanted(house.store, chosen))
        if found.certified:
            house.clerk(COMMAND).duties.export("siasn", len(found.certified))
    if not found.certified:
        raise click.ClickException(words.NOTHING_FOR_SIASN)
    beside = out.with_name(f"{out.stem}-catatan.txt")
    write_new(out, table(found.certified, kind))
    write_new(beside, note(kind).encode())
    click.echo(words.SIASN_WRITTEN.format(n=len(found.certified), file=out, note=beside.name))
    for form, count in (
        (words.WITHOUT_NIP, found.without_nip),
        (words.REVOKED.replace(": {numbers}", ""), found.revoked),
        (words.UNREADABLE, found.unreadable),
        (words.UNKNOWN, found.unknown),
    ):
        if count:
            click.echo(form.format(n=count))
