"""dermaga person transcript, hours, siasn: a person's papers beside the certificates."""

from __future__ import annotations

from pathlib import Path

import click
from msgspec import Struct

from kiosk.cli import certificate_words as words
from kiosk.cli import person_words
from kiosk.cli.certificate_chosen import opened, settings_of
from kiosk.cli.person import Given, Guest
from kiosk.cli.person_answers import find
from kiosk.cli.private_file import write_new
from kiosk.desk.sheets import SheetKind, sheet
from kiosk.desk.standing import Standing
from kiosk.learning.trouble import NotAllowed


class Asked(Struct, frozen=True):
    """Whose paper, which ("transcript", "hours", "siasn"), of which year (0: this one)."""

    nip: str
    guest: Guest
    kind: str
    year: int = 0


def write_paper(given: Given, asked: Asked, out: Path | None) -> None:
    """Draw a person's paper as of today. Without `out` it lies in this folder.

    Its name there says neither NIP nor whose it is.
    """
    with opened(given) as house:
        try:
            learner = find(house, asked.nip, asked.guest)
            kiosk = house.kiosk(settings_of(house), house.catalog())
            made = sheet(Standing.of(kiosk, learner), SheetKind(asked.kind), asked.year)
        except NotAllowed as no:
            known = {**person_words.REFUSED, "no-nip": words.NO_NIP}
            raise click.ClickException(known[no.code]) from no
    file = out or Path(made.file)
    write_new(file, made.pdf)
    click.echo(words.PAPER_WRITTEN.format(file=file))
