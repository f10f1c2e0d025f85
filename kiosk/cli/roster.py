"""dermaga roster: bring learners in from a CSV file."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from kiosk.cli.words import ROSTER_FAULT, ROW_FAULT, STORE_TROUBLE
from kiosk.house import Rooms
from kiosk.office.roster import RosterFault, Row, RowState, decode
from kiosk.store import StoreTrouble

SAID = {
    RowState.NEW: "baru",
    RowState.CHANGED: "berubah",
    RowState.SAME: "tetap",
    RowState.REFUSED: "ditolak",
}


@click.group()
def roster() -> None:
    """Daftar peserta."""


@roster.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Periksa saja, tanpa menyimpan.")
@click.option(
    "--codes",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tulis kode aktivasi peserta baru ke berkas CSV ini.",
)
@click.pass_obj
def import_(given: tuple[Rooms, Path], file: Path, *, dry_run: bool, codes: Path | None) -> None:
    """Masukkan peserta dari FILE.csv (kolom NIP, Nama, Unit; boleh Pangkat dan Jabatan).

    Baris yang keliru disebut satu per satu; baris lain tetap masuk. Tidak ada yang dihapus.
    """
    rooms, data = given
    try:
        with rooms.house(data) as house:
            office = house.office
            rows = office.read_roster(decode(file.read_bytes()))
            _tell(rows)
            if dry_run:
                click.echo("Uji coba: tidak ada yang disimpan.")
                return
            _hand_out(office.import_roster(rows), rows, codes)
    except RosterFault as fault:
        raise click.ClickException(ROSTER_FAULT[fault.code]) from fault
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble


def _tell(rows: tuple[Row, ...]) -> None:
    for row in rows:
        if row.state is RowState.REFUSED:
            click.echo(f"baris {row.line}: {ROW_FAULT[row.fault]}")
    counts = Counter(row.state for row in rows)
    click.echo(", ".join(f"{counts[state]} {word}" for state, word in SAID.items()))


def _hand_out(issued: dict[str, str], rows: tuple[Row, ...], file: Path | None) -> None:
    """Codes go to a file or, without one, to the screen: they are shown only this once."""
    named = {row.learner.id: row.learner for row in rows if row.learner}
    lines = ["NIP,Nama,Unit,Kode aktivasi"]
    for learner_id, code in issued.items():
        learner = named[learner_id]
        cells = (learner.nip, learner.name, learner.unit, code)
        lines.append(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells))
    if not issued:
        return
    try:
        if file is not None:
            file.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
            click.echo(f"{len(issued)} kode aktivasi ditulis ke {file}. Simpan baik-baik.")
            return
    except OSError:
        click.echo(f"Berkas {file} tidak dapat ditulis. Catat kode berikut sekarang:", err=True)
    click.echo("\n".join(lines))
