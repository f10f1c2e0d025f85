"""dermaga certificate page: one HTML file that checks certificates, by what this kiosk knows."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.cli import page_file
from kiosk.cli.certificate_chosen import opened, settings_of
from kiosk.cli.person import Given
from kiosk.parcel.sealing import certificate_holds
from kiosk.trust.judge import Known
from kiosk.trust.page import Maker


@click.command()
@page_file.OUT
@page_file.CHECK
@click.pass_obj
def page(given: Given, /, *, out: Path | None, check: Path | None) -> None:
    """Buat satu halaman HTML yang memeriksa sertifikat tanpa internet.

    Isinya yang diketahui kios ini dari kabar instansi terakhir, dan halaman itu menyebut kios ini
    sebagai pembuatnya. Halaman dari instansi sendiri dibuat dengan dermaga hub page.
    """
    if (out is None) == (check is None):
        raise click.UsageError(page_file.ONE_OF)
    with opened(given) as house:
        settings, known = settings_of(house), house.known()
        if check is not None:
            page_file.check(check, _keys(known))
        elif out is not None:
            maker = Maker("kiosk", settings.kiosk_code)
            page_file.make(out, known, maker, house.store.exchange.sign)


def _keys(known: Known) -> list[tuple[bytes, str]]:
    """Whose page may be believed here: the agency's, that of a kiosk it vouches for, our own."""
    agency, keys = known.ring.agency, [(each.public, each.label) for each in known.own]
    if agency is None:
        return keys
    certificates = [each.certificate for each in known.ring.members]
    vouched = [
        (each.public, each.label)
        for each in certificates
        if each.device not in known.devices and certificate_holds(each, agency)
    ]
    return [(agency.sign, agency.name), *keys, *vouched]
