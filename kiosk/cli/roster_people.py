"""dermaga roster: the people already on it – list, edit, move, close, codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from kiosk.cli.person_words import REFUSED
from kiosk.cli.private_file import write_new
from kiosk.cli.words import STORE_TROUBLE
from kiosk.house import Clerk, Rooms
from kiosk.learning.trouble import NotAllowed
from kiosk.office import person as rights
from kiosk.office.people import People
from kiosk.office.person import Correction
from kiosk.people.learner import Learner
from kiosk.people.nip import grouped
from kiosk.people.role import COMMAND
from kiosk.sheets.write import Table, csv_text
from kiosk.store import StoreTrouble

Given = tuple[Rooms, Path]
_WHY: Final = {"birth": "nama dan tanggal lahir sama", "unit": "nama dan unit sama"}
_SAID: Final = {
    **REFUSED,
    "nobody-chosen": "Tidak ada akun aktif dengan NIP di antara yang dipilih.",
    "role-refused": "Peran ini tidak boleh melakukannya.",
}
NIPS: Final = click.argument("nips", nargs=-1)


@contextmanager
def _office(given: Given) -> Iterator[tuple[Clerk, People]]:
    rooms, data = given
    try:
        with rooms.house(data) as house:
            clerk = house.clerk(COMMAND)
            yield clerk, People(clerk.acts, house.store, lambda: clerk.today)
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble
    except NotAllowed as no:
        raise click.ClickException(_SAID.get(no.code, no.code)) from no


def _asked(nips: Iterable[str]) -> tuple[str, ...]:
    """The NIPs typed; "-" or none are asked for, and so stand in no history of commands."""
    return tuple(click.prompt("NIP") if nip == "-" else nip for nip in tuple(nips) or ("-",))


def _found(clerk: Clerk, nips: Iterable[str]) -> list[Learner]:
    return [rights.find(clerk.house.store, nip, clerk.today) for nip in nips]


def _line(x: Learner) -> str:
    closed = "" if x.active else " (ditutup)"
    return f"{grouped(x.nip) or 'tamu'}  {x.name}  {x.unit}{closed}"


@click.command("list")
@click.argument("words", nargs=-1)
@click.pass_obj
def list_(given: Given, words: tuple[str, ...]) -> None:
    """Peserta yang cocok dengan semua kata: nama, unit, atau bagian NIP."""
    with _office(given) as (_, people):
        for learner in people.search(" ".join(words)):
            click.echo(_line(learner))


@click.command()
@click.argument("nip", default="-")
@click.option("--name", help="Nama yang benar, dengan gelar.")
@click.option("--unit", help="Perangkat daerah yang benar.")
@click.option("--rank", help="Pangkat/golongan yang benar; “” mengosongkan.")
@click.option("--position", help="Jabatan yang benar; “” mengosongkan.")
@click.option("--new-nip", help="NIP yang benar.")
@click.pass_obj
def edit(given: Given, /, nip: str, *, new_nip: str | None, **fields: str | None) -> None:
    """Ubah data seorang peserta. Riwayat belajarnya tetap."""
    wanted = Correction(nip=new_nip, **fields)
    if wanted == Correction():
        raise click.UsageError("Sebut yang diubah, misalnya --unit.")
    (typed,) = _asked([nip])
    with _office(given) as (clerk, people):
        (learner,) = _found(clerk, [typed])
        click.echo(_line(people.edit(learner.id, wanted)))


@click.command()
@click.argument("unit")
@NIPS
@click.pass_obj
def move(given: Given, unit: str, nips: tuple[str, ...]) -> None:
    """Pindahkan peserta ke UNIT."""
    typed = _asked(nips)
    with _office(given) as (clerk, people):
        count = people.move([x.id for x in _found(clerk, typed)], unit)
        click.echo(f"{count} peserta dipindahkan ke {unit}.")


def _ids(given: Given, nips: tuple[str, ...], act: Callable[[People, list[str]], int]) -> int:
    typed = _asked(nips)
    with _office(given) as (clerk, people):
        return act(people, [x.id for x in _found(clerk, typed)])


@click.command()
@NIPS
@click.option("--why", default="", help="Alasan, misalnya pensiun atau mutasi.")
@click.pass_obj
def close(given: Given, nips: tuple[str, ...], why: str) -> None:
    """Tutup akun peserta. Riwayat belajar dan sertifikatnya tetap."""
    count = _ids(given, nips, lambda people, ids: people.close(ids, why))
    click.echo(f"{count} akun ditutup.")


@click.command("open")
@NIPS
@click.pass_obj
def open_(given: Given, nips: tuple[str, ...]) -> None:
    """Buka lagi akun yang ditutup."""
    count = _ids(given, nips, lambda people, ids: people.open(ids))
    click.echo(f"{count} akun dibuka.")


@click.command()
@click.argument("nip", default="-")
@click.pass_obj
def release(given: Given, nip: str) -> None:
    """Hapus waktu tunggu setelah PIN salah."""
    (typed,) = _asked([nip])
    with _office(given) as (clerk, people):
        (learner,) = _found(clerk, [typed])
        people.release(learner.id, clerk.house.rooms.ticks)
        click.echo(f"{learner.name} dapat mencoba PIN lagi.")


@click.command()
@click.pass_obj
def doubles(given: Given) -> None:
    """Sebut akun yang mungkin milik satu orang."""
    with _office(given) as (_, people):
        found = people.doubles()
        for pair in found:
            click.echo(f"{_line(pair.first)}\n{_line(pair.second)}\n  {_WHY[pair.why]}")
        if not found:
            click.echo("Tidak ada data yang tampak ganda.")


@click.command()
@NIPS
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
@click.pass_obj
def codes(given: Given, nips: tuple[str, ...], out: Path) -> None:
    """Buat kode aktivasi baru dan tulis ke berkas CSV. PIN lama berlaku sampai kode dipakai."""
    typed = _asked(nips)
    with _office(given) as (clerk, _):
        people = [x for x in _found(clerk, typed) if x.active]
        if out.exists():
            raise click.ClickException(f"Berkas {out} sudah ada. Pilih nama lain.")
        made = clerk.office.new_codes(people)
        rows = [(x.nip, x.name, x.unit, made[x.id]) for x in people]
    text = csv_text(Table("Kode aktivasi", ("NIP", "Nama", "Unit", "Kode aktivasi"), rows))
    write_new(out, text.encode())
    click.echo(f"{len(rows)} kode aktivasi ditulis ke {out}. Simpan baik-baik.")


COMMANDS: Final = (list_, edit, move, close, open_, release, doubles, codes)
