"""dermaga course import: lessons and questions of other systems into a course folder."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
import msgspec

if TYPE_CHECKING:
    from kiosk.catalog.exchange.into import Wish
    from kiosk.catalog.exchange.report import Report

TESTS: Final = ("uji-akhir", "uji-awal", "cek")
_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_NEW_FILE: Final = click.Path(dir_okay=False, path_type=Path)
_FOLDER: Final = click.Path(file_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=_FILE, required=False)
@click.option("--into", "folder", type=_FOLDER, help="Folder pelatihan, baru atau yang sudah ada.")
@click.option("--lesson", default="", help="Id pelajaran untuk semua soal.")
@click.option("--to", type=click.Choice(TESTS), default="uji-akhir", help="Tujuan soal.")
@click.option("--title", default="", help="Judul pelatihan baru.")
@click.option("--template", type=_NEW_FILE, help="Tulis berkas .xlsx kosong untuk soal.")
@click.option("--json", "as_json", is_flag=True, help="Tulis laporannya sebagai JSON.")
def command(  # noqa: PLR0913 - one argument for each option
    file: Path | None,
    folder: Path | None,
    *,
    lesson: str,
    to: str,
    title: str,
    template: Path | None,
    as_json: bool,
) -> None:
    """Masukkan pelajaran (.docx) atau soal (.gift, .txt, .xml, .xlsx) ke folder pelatihan.

    Laporan menyebut apa yang masuk, diubah, dan dilewati, menurut baris berkas asal.
    """
    from kiosk.catalog.exchange.into import Wish

    if template is not None:
        _write_template(template)
        return
    if file is None or folder is None:
        raise click.UsageError("Sebutkan berkas dan --into FOLDER, atau --template BERKAS.xlsx.")
    as_of = dt.datetime.fromtimestamp(file.stat().st_mtime, dt.UTC).date().isoformat()
    _import(file, Wish(folder, as_of, lesson, to, title), as_json=as_json)


def _import(file: Path, wish: Wish, *, as_json: bool) -> None:
    from kiosk.catalog.exchange.trouble import Unreadable

    try:
        report = bring_file(file, wish)
    except Unreadable as trouble:
        place = f"{file.name}:{trouble.line}" if trouble.line else file.name
        raise click.ClickException(f"{place}: {trouble.words}") from trouble
    if as_json:
        click.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
    else:
        tell(report)
    if not report.written:
        sys.exit(1)


def bring_file(file: Path, wish: Wish) -> Report:
    """One file into a folder. Raises Unreadable."""
    from kiosk.catalog.exchange.files import raw_of, read_file
    from kiosk.catalog.exchange.into import bring
    from kiosk.catalog.exchange.into_lessons import bring_lessons
    from kiosk.catalog.exchange.word import read_word

    raw = raw_of(file)
    if file.suffix.lower() == ".docx":
        return bring_lessons(read_word(raw), file.name, wish)
    return bring(read_file(file.name, raw), file.name, wish)


def tell(report: Report) -> None:
    """A line for each sentence, and how many there were."""
    from kiosk.catalog.exchange.report import State

    for note in report.notes:
        place = f"{report.file}:{note.line}" if note.line else report.file
        click.echo(f"{place}: {note.state.value}: {note.words}")
    counts = ", ".join(f"{report.count(state)} {state.value}" for state in State)
    click.echo(f"{report.file}: {counts}")
    for name in report.written:
        click.echo(f"  ditulis: {name}")


def _write_template(path: Path) -> None:
    from kiosk.catalog.exchange.sheet_template import template

    if path.exists():
        raise click.ClickException(f"{path} sudah ada. Pilih nama lain.")
    try:
        path.write_bytes(template())
    except OSError as error:
        raise click.ClickException(f"{path} tidak dapat ditulis. Periksa foldernya.") from error
    click.echo(f"Ditulis: {path}. Isi lembar Soal; lihat contohnya di lembar Contoh.")
