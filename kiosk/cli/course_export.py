"""dermaga course export: the questions of a course for other systems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import msgspec

from kiosk.cli.course_import import TESTS, tell

if TYPE_CHECKING:
    from kiosk.catalog.exchange.report import Report

_FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE: Final = click.Path(dir_okay=False, path_type=Path)


@click.command("export")
@click.argument("folder", type=_FOLDER)
@click.option("--gift", "gift", type=_FILE, help="Tulis soal sebagai GIFT ke berkas ini.")
@click.option("--moodle", "moodle", type=_FILE, help="Tulis soal sebagai XML Moodle.")
@click.option("--only", type=click.Choice(TESTS), help="Hanya soal uji ini.")
@click.option("--json", "as_json", is_flag=True, help="Tulis laporannya sebagai JSON.")
def command(
    folder: Path, *, gift: Path | None, moodle: Path | None, only: str | None, as_json: bool
) -> None:
    """Keluarkan soal pelatihan FOLDER untuk Moodle dan sistem lain.

    Laporan menyebut apa yang tidak dapat dimuat oleh bentuk itu.
    """
    from kiosk.catalog.exchange.pool import as_gift, as_moodle
    from kiosk.catalog.exchange.trouble import Unreadable

    if gift is None and moodle is None:
        raise click.UsageError("Sebutkan --gift BERKAS atau --moodle BERKAS.")
    try:
        for path, write in ((gift, as_gift), (moodle, as_moodle)):
            if path is not None:
                _say(write(folder, path, only or ""), as_json=as_json)
    except Unreadable as trouble:
        raise click.ClickException(trouble.words) from trouble


def _say(report: Report, *, as_json: bool) -> None:
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
    else:
        tell(report)
