"""dermaga hub page: one HTML file that checks certificates without a network."""

from __future__ import annotations

from pathlib import Path

import click

from kiosk.cli import page_file
from kiosk.cli.hub_place import Place, opened, placed
from kiosk.hub.post.checking import known
from kiosk.trust.page import Maker


@click.command()
@placed
@page_file.OUT
@page_file.CHECK
def page(place: Place, *, out: Path | None, check: Path | None) -> None:
    """Buat satu halaman HTML yang memeriksa sertifikat tanpa internet.

    Halaman itu dibuka dengan peramban, di komputer atau ponsel. Isinya kios yang diakui instansi
    dan sertifikat yang dicabut sampai saat ini. Halaman disegel dengan kunci instansi.
    """
    if (out is None) == (check is None):
        raise click.UsageError(page_file.ONE_OF)
    with opened(place) as post:
        agency = post.keys.agency
        if check is not None:
            page_file.check(check, [(agency.sign, agency.name)])
        elif out is not None:
            page_file.make(out, known(post), Maker("agency", agency.name), post.keys.sign)
