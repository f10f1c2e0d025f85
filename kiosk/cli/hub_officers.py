"""dermaga hub officer: who may look at the server's pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from kiosk.cli.hub_place import Place, now, opened, placed
from kiosk.cli.hub_words import OFFICER, moment
from kiosk.hub.database import reading
from kiosk.hub.pages.officers import (
    OfficerTrouble,
    change_passphrase,
    new_officer,
    officers,
    remove_officer,
)

_ASKED = click.option(
    "--passphrase",
    prompt=OFFICER["ask"],
    hide_input=True,
    confirmation_prompt=True,
    envvar="DERMAGA_HUB_PASSPHRASE",
    help="Bila tidak disebut, ditanyakan.",
)


@click.group()
def officer() -> None:
    """Petugas yang boleh masuk di halaman server."""


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except OfficerTrouble as trouble:
        raise click.ClickException(OFFICER[trouble.code]) from trouble


@officer.command()
@placed
@click.argument("name")
@_ASKED
def add(place: Place, name: str, passphrase: str) -> None:
    """Tambah petugas NAME dengan kata sandinya."""
    with opened(place) as post, _said():
        new_officer(post.engine, name, passphrase, now())
    click.echo(OFFICER["made"].format(name=name))


@officer.command("passphrase")
@placed
@click.argument("name")
@_ASKED
def passphrase_(place: Place, name: str, passphrase: str) -> None:
    """Ganti kata sandi petugas NAME."""
    with opened(place) as post, _said():
        change_passphrase(post.engine, name, passphrase)
    click.echo(OFFICER["changed"].format(name=name))


@officer.command()
@placed
@click.argument("name")
def remove(place: Place, name: str) -> None:
    """Keluarkan petugas NAME; ia tidak dapat masuk lagi."""
    with opened(place) as post, _said():
        remove_officer(post.engine, name)
    click.echo(OFFICER["removed"].format(name=name))


@officer.command("list")
@placed
def list_(place: Place) -> None:
    """Tulis semua petugas."""
    with opened(place) as post, reading(post.engine) as connection:
        found = officers(connection)
    if not found:
        click.echo(OFFICER["none"])
    for each in found:
        click.echo(f"{moment(each.made)}  {each.name}")
