"""The page that checks certificates, as a file: made and checked by the hub and by kiosks alike."""

from __future__ import annotations

import base64
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import click

from kiosk.trust.judge import Known
from kiosk.trust.page import FONTS, TEXTS, Maker, page, page_state, sealed

VERIFY: Final = Path(__file__).resolve().parents[2] / "resources" / "verify"
MOST_BYTES: Final = 1 << 25
MADE: Final = "Halaman pemeriksa sertifikat ditulis ke {file} ({size} KB)."
WHAT: Final = (
    "Isinya: kunci kios, nomor dan alasan sertifikat yang dicabut, tanpa nama dan NIP. Buat lagi"
    " setiap kali ada pencabutan, lalu bagikan yang baru."
)
UNWRITABLE: Final = "Berkas {file} tidak dapat ditulis. Sebut tempat lain dengan --out."
UNREADABLE: Final = "Berkas {file} tidak dapat dibaca. Periksa letaknya."
ONE_OF: Final = "Sebut --out untuk membuat halaman, atau --check untuk memeriksanya."
WHOLE: Final = "Utuh: halaman ini persis seperti yang dibuat {name}."
BROKEN: Final = (
    "Diubah, atau bukan dibuat instansi ini dan kiosnya. Jangan dipakai; buat halaman yang baru."
)
NONE: Final = "Ini bukan halaman pemeriksa sertifikat, atau segelnya tidak ada."
OUT: Final = click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Berkas HTML yang dibuat; yang lama diganti.",
)
CHECK: Final = click.option(
    "--check",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Periksa apakah halaman di berkas ini masih seperti saat dibuat.",
)


def parts() -> dict[str, str]:
    """The files of which the page is made."""
    texts = {name: (VERIFY / name).read_text("utf-8") for name in TEXTS}
    fonts = {f: base64.b64encode((VERIFY / f).read_bytes()).decode() for f in FONTS.values()}
    return texts | fonts


def make(file: Path, known: Known, maker: Maker, sign: Callable[[bytes], bytes]) -> None:
    """Write the page with its seal, whole or not at all, in place of an older one; and say so."""
    html = sealed(page(parts(), known, maker), sign)
    draft = file.with_name(f".{file.name}.{os.getpid()}.tmp")
    try:
        try:
            draft.write_bytes(html)
            draft.chmod(0o644)  # it is for everybody
            draft.replace(file)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        raise click.ClickException(UNWRITABLE.format(file=file)) from error
    click.echo(MADE.format(file=file, size=round(len(html) / 1024)))
    click.echo(WHAT)


def check(file: Path, keys: Iterable[tuple[bytes, str]]) -> None:
    """Say whether one of the keys sealed the page as it is; else a ClickException."""
    try:
        with file.open("rb") as opened:
            html = opened.read(MOST_BYTES)
    except OSError as error:
        raise click.ClickException(UNREADABLE.format(file=file)) from error
    states = {name: page_state(html, public) for public, name in keys}
    for name, state in states.items():
        if state == "whole":
            click.echo(WHOLE.format(name=name))
            return
    raise click.ClickException(BROKEN if "broken" in states.values() else NONE)
