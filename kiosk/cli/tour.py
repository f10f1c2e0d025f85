"""dermaga tour: the whole journey through the real window, with pictures."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kiosk.house import Rooms, TourWanted


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--size", default="1366x768", show_default=True, help="Lebar x tinggi jendela.")
@click.pass_obj
def tour(given: tuple[Rooms, Path], out: Path, lang: str, size: str) -> None:
    """Jalankan seluruh perjalanan peserta pada jendela sungguhan, dengan gambar di map OUT."""
    rooms, _ = given
    try:
        width, height = (int(part) for part in size.lower().split("x"))
    except ValueError as error:
        raise click.UsageError("Tulis ukuran seperti 1366x768.") from error
    sys.exit(rooms.take_tour(rooms, TourWanted(out, lang, width, height)))
