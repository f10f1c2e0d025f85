"""dermaga course preview: a course as its learners see it, while it is being written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.catalog.catalog import course_folders
from kiosk.cli.course_check import FOLDER
from kiosk.house import PreviewWanted

if TYPE_CHECKING:
    from kiosk.house import Rooms


@click.command("preview")
@click.argument("folder", type=FOLDER)
@click.option("--lang", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--tests", is_flag=True, help="Uji terbuka tanpa membaca semua pelajaran.")
@click.pass_obj
def command(given: tuple[Rooms, Path], folder: Path, lang: str, *, tests: bool) -> None:
    """Tampilkan pelatihan dalam FOLDER pada jendela sungguhan.

    Setiap kali Anda menyimpan berkasnya, layar dibaca ulang pada tempat yang sama. Kekeliruan
    ditulis di atas layar sebagai berkas:baris. Catatan belajarnya dibuang saat jendela ditutup.
    """
    rooms, _ = given
    if not course_folders(folder):
        raise click.ClickException(f"Tidak ada pelatihan dalam {folder}.")
    sys.exit(rooms.preview(rooms, PreviewWanted(folder, lang, tests)))
