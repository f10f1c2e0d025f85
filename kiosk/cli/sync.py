"""dermaga sync: one round with the agency on a closed kiosk, and pairing with it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click
from msgspec import Struct

from kiosk.cli.words import STORE_TROUBLE
from kiosk.cli.words_sync import SYNC as WORDS
from kiosk.house import Rooms
from kiosk.store import StoreTrouble

EPILOG: Final = """
\b
Kode keluar: 0 selesai; 1 map data tidak dapat dipakai; 2 perintah keliru;
3 belum selesai, jalankan lagi nanti; 4 ditolak, hubungi instansi.

\b
--json menulis satu objek yang bentuknya tetap (form 1):
  form, agency, mark   1, nama instansi dan sidik jari kuncinya
  rounds[]             way ("lan" atau "folder"), place, sent, received,
                       elsewhere, brought{…}, expired, trouble, others[]
  waiting              catatan yang belum diterima instansi
  received_at          tanda terima terakhir (UTC ms; 0 bila belum ada)
  exit                 kode keluar
brought memuat new_people, changed_people, settings, cohorts, revoked,
courses, elsewhere, aside. Trouble yang kosong berarti berhasil.
"""


class Wanted(Struct, frozen=True):
    """What was typed; empty strings and None for what was not."""

    url: str = ""
    folder: Path | None = None
    code: str = ""
    mark: str = ""
    ca: str = ""
    accept_expired: bool = False
    as_json: bool = False


class Sync(click.Group):
    """What goes to other stores is loaded when asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own form
        """All commands, by name."""
        return ["forward"]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """A command, or None."""
        if cmd_name != "forward":
            return None
        from kiosk.cli.sync_forward import forward

        return forward


@click.group(cls=Sync, invoke_without_command=True, epilog=EPILOG)
@click.option("--hub", "url", metavar="URL", default="", help="Hub, seperti http://10.0.0.2:8080.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Stik atau map bersama, yang memuat (atau akan memuat) folder DERMAGA.",
)
@click.option("--code", default="", help="Kode pasangan dari layar hub; hanya saat pertama kali.")
@click.option("--mark", default="", help="Sidik jari kunci instansi yang sudah dicocokkan.")
@click.option(
    "--ca",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Berkas PEM bila hub memakai sertifikat TLS sendiri; diingat sejak pasangan dibuat.",
)
@click.option("--accept-expired", is_flag=True, help="Pakai kabar instansi yang sudah lewat waktu.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@click.pass_context
def sync(  # noqa: PLR0913 - one parameter for each option
    context: click.Context,
    *,
    url: str,
    folder: Path | None,
    code: str,
    mark: str,
    ca: Path | None,
    accept_expired: bool,
    as_json: bool,
) -> None:
    """Setor catatan ke instansi dan ambil kabarnya, satu kali. Kios harus ditutup dahulu.

    Tanpa --hub dan --folder dipakai hub dan map bersama yang sudah dipilih. Hub baru yang berhasil
    dipakai diingat.
    """
    if context.invoked_subcommand is not None:
        return
    if code and not url:
        raise click.UsageError(WORDS["code-without-hub"])
    trusted = str(ca.resolve()) if ca else ""
    wanted = Wanted(url, folder, code, mark, trusted, accept_expired, as_json)
    given: tuple[Rooms, Path] = context.obj
    context.exit(_go(given, wanted))


def _go(given: tuple[Rooms, Path], wanted: Wanted) -> int:
    from kiosk.cli.sync_round import go

    rooms, data = given
    try:
        with rooms.house(data) as house:
            return go(house, wanted)
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble
