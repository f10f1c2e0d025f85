"""dermaga certificate emblem: a picture as certificates bear it, for the agency's word."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

_UNREADABLE: Final = (
    "{file} tidak dapat dibaca sebagai gambar. Pakai PNG atau JPEG dengan sisi paling besar 6.000"
    " titik."
)
_UNWRITABLE: Final = "Berkas {file} tidak dapat ditulis. Sebut tempat lain dengan --out."
_MADE: Final = (
    "Lambang dalam bentuk cetak ditulis ke {file} ({size} byte). Lihat dahulu gambarnya, lalu"
    " tetapkan di server bagi semua kios: hub say emblem {name}. Tanpa server, sebut berkas ini"
    " sebagai lambang di Pengaturan tiap kios."
)


@click.command()
@click.argument("picture", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Berkas PNG yang dibuat; yang lama diganti.",
)
def emblem(picture: Path, out: Path) -> None:
    """Buat lambang dalam bentuk cetak dari GAMBAR: kecil, dan sama di semua kios."""
    from kiosk.certificate.emblem import prepared_emblem

    png = prepared_emblem(picture)
    if png is None:
        raise click.ClickException(_UNREADABLE.format(file=picture))
    draft = out.with_name(f".{out.name}.{os.getpid()}.tmp")
    try:
        try:
            draft.write_bytes(png)
            draft.chmod(0o644)  # no secret: the hub's user is to read it
            draft.replace(out)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise click.ClickException(_UNWRITABLE.format(file=out)) from error
    click.echo(_MADE.format(file=out, size=len(png), name=out.name))
