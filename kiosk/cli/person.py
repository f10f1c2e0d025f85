"""dermaga person: the rights of UU 27/2022 and a person's papers, for whoever is asked for them.

What the commands do stands in `person_answers` and `person_papers`, read only once it is wanted.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import click

from kiosk.house import Rooms

Given: TypeAlias = tuple[Rooms, Path]
Guest: TypeAlias = tuple[str, str] | None


@click.group()
def person() -> None:
    """Data dan kertas seseorang: salinan, perbaikan, penghapusan (UU 27/2022); transkrip, Kartu JP.

    NIP boleh tidak ditulis, atau ditulis “-”: lalu ditanyakan, sehingga tidak tertinggal dalam
    riwayat perintah. Tamu tidak mempunyai NIP: sebut --guest NAMA UNIT.
    """


def whose(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options by which a command is told whose data it is about."""
    guest = click.option("--guest", nargs=2, metavar="NAMA UNIT", help="Tamu: nama dan unitnya.")
    return click.argument("nip", default="-")(guest(command))


def asked(nip: str, guest: Guest) -> str:
    """The NIP typed; asked for before the data folder is opened."""
    if guest is not None:
        if nip != "-":
            raise click.UsageError("Sebut NIP atau --guest, tidak keduanya.")
        return ""
    return str(click.prompt("NIP")) if nip == "-" else nip


@person.command()
@whose
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Berkas ZIP baru.")
@click.pass_obj
def export(given: Given, nip: str, guest: Guest, out: Path | None) -> None:
    """Tulis salinan semua data seseorang (Pasal 7): halaman, JSON, dan sertifikat dalam satu ZIP.

    Tanpa --out, berkas dibuat di map ini, dengan nama tanpa NIP dan nama orang.
    """
    from kiosk.cli import person_answers

    person_answers.export(given, asked(nip, guest), guest, out)


@person.command()
@whose
@click.option("--name", help="Nama yang benar, dengan gelar.")
@click.option("--unit", help="Perangkat daerah yang benar.")
@click.option("--rank", help="Pangkat/golongan yang benar; “” mengosongkan.")
@click.option("--position", help="Jabatan yang benar; “” mengosongkan.")
@click.option("--new-nip", help="NIP yang benar.")
@click.option("--dry-run", is_flag=True, help="Periksa saja, tanpa menyimpan.")
@click.pass_obj
def correct(
    given: Given,
    /,
    nip: str,
    guest: Guest,
    *,
    new_nip: str | None,
    dry_run: bool,
    **fields: str | None,
) -> None:
    """Perbaiki data seseorang (Pasal 6). Riwayat belajarnya tetap."""
    from kiosk.cli import person_answers

    wanted = person_answers.wanted(nip=new_nip, **fields)
    person_answers.correct(given, asked(nip, guest), guest, wanted, dry_run=dry_run)


@person.command()
@whose
@click.option("--yes", is_flag=True, help="Jangan bertanya lagi.")
@click.pass_obj
def erase(given: Given, nip: str, guest: Guest, *, yes: bool) -> None:
    """Hapus data seseorang (Pasal 8), di kios dan di semua cadangannya. Tidak dapat dibatalkan."""
    from kiosk.cli import person_answers

    person_answers.erase(given, asked(nip, guest), guest, yes=yes)


def _paper(command: Callable[..., Any]) -> Callable[..., Any]:
    """Where a paper is written."""
    place = click.Path(dir_okay=False, path_type=Path)
    return click.option("--out", type=place, help="Berkas PDF baru.")(command)


@person.command()
@whose
@_paper
@click.pass_obj
def transcript(given: Given, nip: str, guest: Guest, out: Path | None) -> None:
    """Tulis transkrip nilai seseorang sebagai PDF: kursus, nilai, N-gain, JP, nomor sertifikat."""
    from kiosk.cli import person_papers as papers

    whose_paper = papers.Asked(asked(nip, guest), guest, "transcript")
    papers.write_paper(given, whose_paper, out)


@person.command()
@whose
@_paper
@click.option(
    "--year",
    default=None,
    type=click.IntRange(2000, 9999),
    help="Tahun; tanpa ini: tahun sekarang.",
)
@click.pass_obj
def hours(given: Given, nip: str, guest: Guest, out: Path | None, year: int | None) -> None:
    """Tulis Kartu JP setahun seseorang sebagai PDF: JP yang diusulkan terhadap targetnya."""
    from kiosk.cli import person_papers as papers

    whose_paper = papers.Asked(asked(nip, guest), guest, "hours", year or 0)
    papers.write_paper(given, whose_paper, out)


@person.command()
@whose
@_paper
@click.pass_obj
def siasn(given: Given, nip: str, guest: Guest, out: Path | None) -> None:
    """Tulis lembar isian SIASN seseorang sebagai PDF: 13 isian tiap sertifikat yang berlaku."""
    from kiosk.cli import person_papers as papers

    whose_paper = papers.Asked(asked(nip, guest), guest, "siasn")
    papers.write_paper(given, whose_paper, out)
