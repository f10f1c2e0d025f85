"""dermaga staff: who comes into the office of this kiosk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click

from kiosk.cli.words import STORE_TROUBLE
from kiosk.house import Rooms
from kiosk.learning.trouble import NotAllowed
from kiosk.office.staff import Change, Personnel
from kiosk.people.role import COMMAND, Role, Staff
from kiosk.store import StoreTrouble

ROLES: Final = {"pelatih": Role.TRAINER, "pengelola": Role.OFFICER}
REFUSED: Final = {
    "staff-name": "Tulis nama petugas.",
    "staff-long": "Nama ini lebih dari 100 huruf. Singkatkan.",
    "staff-twice": "Sudah ada petugas dengan nama ini. Tulis nama yang membedakan.",
    "staff-unknown": "Tidak ada petugas bernama itu. Lihat: dermaga staff list.",
    "staff-first": "Akun pertama selalu tetap. Hanya kata sandinya yang dapat diganti.",
    "passphrase-short": "Kata sandi paling sedikit 10 huruf. Tulis yang lebih panjang.",
}
FIRST: Final = "Pengelola"
ASKED: Final = "Kata sandi"


@click.group()
def staff() -> None:
    """Petugas: pelatih dan pengelola, dengan kata sandi masing-masing."""


@contextmanager
def _personnel(given: tuple[Rooms, Path]) -> Iterator[Personnel]:
    """The staff of a data folder, with every refusal in words."""
    rooms, data = given
    try:
        with rooms.house(data) as house:
            if house.office.settings() is None:
                raise click.ClickException("Kios ini belum disiapkan. Jalankan: dermaga setup.")
            yield Personnel(house.clerk(COMMAND).acts, house.store, rooms.new_id)
    except StoreTrouble as trouble:
        raise click.ClickException(STORE_TROUBLE[trouble.code]) from trouble
    except NotAllowed as no:
        raise click.ClickException(REFUSED[no.code]) from no


def _named(people: Personnel, name: str) -> Staff:
    for each in people.all():
        if name.casefold() in {(each.name or FIRST).casefold(), each.id}:
            return each
    raise NotAllowed("staff-unknown")


@staff.command("list")
@click.pass_obj
def list_(given: tuple[Rooms, Path]) -> None:
    """Tulis semua petugas: nama, peran, dan apakah akunnya terbuka."""
    with _personnel(given) as people:
        for each in people.all():
            role = "pelatih" if each.role is Role.TRAINER else "pengelola"
            state = "" if each.active else "  ditutup"
            click.echo(f"{each.name or FIRST}  {role}{state}")


@staff.command()
@click.argument("name")
@click.option("--role", type=click.Choice(list(ROLES)), default="pelatih", show_default=True)
@click.option("--passphrase", prompt=ASKED, hide_input=True, confirmation_prompt=True)
@click.pass_obj
def add(given: tuple[Rooms, Path], name: str, *, role: str, passphrase: str) -> None:
    """Tambahkan petugas NAME. Kata sandinya ditanyakan, paling sedikit 10 huruf."""
    with _personnel(given) as people:
        made = people.add(name, ROLES[role], passphrase)
    click.echo(f"{made.name} ditambahkan sebagai {role}.")


@staff.command()
@click.argument("name")
@click.option("--open", "again", is_flag=True, help="Buka lagi akun yang ditutup.")
@click.pass_obj
def close(given: tuple[Rooms, Path], name: str, *, again: bool) -> None:
    """Tutup akun petugas NAME. Riwayat tindakannya tetap."""
    with _personnel(given) as people:
        done = people.change(_named(people, name).id, Change(active=again))
    click.echo(f"Akun {done.name} {'terbuka lagi' if again else 'ditutup'}.")


@staff.command()
@click.argument("name", default=FIRST)
@click.option("--passphrase", prompt=ASKED, hide_input=True, confirmation_prompt=True)
@click.pass_obj
def passphrase(given: tuple[Rooms, Path], name: str, *, passphrase: str) -> None:
    """Ganti kata sandi petugas NAME; tanpa NAME: akun pertama, Pengelola."""
    with _personnel(given) as people:
        who = _named(people, name)
        people.new_passphrase(who.id, passphrase)
    click.echo(f"Kata sandi {who.name or FIRST} sudah diganti.")
