"""dermaga hub pair: let a kiosk in, by a code or by a stick."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click

from kiosk.cli.hub_kept import addresses_of
from kiosk.cli.hub_place import Place, now, opened, placed
from kiosk.cli.hub_words import PAIR, STICK, refusals
from kiosk.hub.database import writing
from kiosk.hub.post.codes import new_code
from kiosk.hub.post.post import Post
from kiosk.parcel import sealing


@click.command()
@placed
@click.option("--label", default="", help="Nama kios, misalnya “Kios Aula”.")
@click.option(
    "--stick",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="USB yang dibawa dari kios yang minta dipasangkan.",
)
@click.option("--address", default="", help="Alamat server bagi kios; biasanya sudah diketahui.")
@click.option("--qr/--no-qr", default=None, help="Dengan kode QR; biasanya hanya di layar.")
def pair(place: Place, label: str, stick: Path | None, address: str, *, qr: bool | None) -> None:
    """Pasangkan kios: tulis kode untuk diketik di kios, atau jawab permintaan di USB."""
    with opened(place) as post:
        if stick is not None:
            _by_stick(post, place, stick)
            return
        with writing(post.engine) as connection:
            code = new_code(connection, post.keys, now(), os.urandom, label)
        where = (address,) if address else addresses_of(place)
        click.echo(PAIR["code"].format(code=f"{code[:4]} {code[4:]}"))
        click.echo(PAIR["how"])
        for each in where:
            click.echo(PAIR["address"].format(url=each))
        click.echo(PAIR["mark"].format(mark=sealing.fingerprint(post.keys.agency)))
        if where and (sys.stdout.isatty() if qr is None else qr):
            click.echo(drawn(f"{where[0].rstrip('/')}/ {code}"), nl=False)


def drawn(words: str) -> str:
    """A QR code of half blocks for a dark screen; empty where segno is not installed."""
    try:
        import segno
    except ImportError:
        return ""
    drawing = io.StringIO()
    segno.make_qr(words, error="m").terminal(out=drawing, border=2, compact=True)
    return drawing.getvalue()


def _by_stick(post: Post, place: Place, stick: Path) -> None:
    from kiosk.hub.post.folder import visit
    from kiosk.hub.post.saying import carry

    found = visit(post, stick, "stick", carry_word=carry(post, place.word), pair=True)
    for label in found.paired:
        click.echo(PAIR["paired"].format(label=label))
    for line in refusals(found.refused):
        click.echo(line, err=True)
    if not found.paired:
        raise click.ClickException(PAIR["none"])
    click.echo(PAIR["mark"].format(mark=sealing.fingerprint(post.keys.agency)))
    click.echo(STICK["pull"])
