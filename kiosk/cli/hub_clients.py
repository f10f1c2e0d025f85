"""dermaga hub client: credentials for other programs that speak xAPI."""

from __future__ import annotations

import os

import click

from kiosk.cli.hub_place import Place, now, opened, placed
from kiosk.cli.hub_words import CLIENT, moment
from kiosk.hub.clients import SCOPES, Scope, clients, new_client, revoke
from kiosk.hub.database import reading


@click.group()
def client() -> None:
    """Program lain yang bicara xAPI dengan server ini."""


@client.command()
@placed
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    required=True,
    help="Yang boleh dilakukannya; boleh disebut beberapa kali.",
)
def add(place: Place, name: str, scopes: tuple[Scope, ...]) -> None:
    """Buat kunci dan rahasia untuk klien NAME; rahasia hanya tampil sekali."""
    with opened(place) as post:
        key, secret = new_client(post.engine, os.urandom, name, scopes, now())
    click.echo(CLIENT["made"].format(name=name))
    click.echo(CLIENT["key"].format(key=key))
    click.echo(CLIENT["secret"].format(secret=secret))


@client.command("list")
@placed
def list_(place: Place) -> None:
    """Tulis semua klien, tanpa rahasianya."""
    with opened(place) as post, reading(post.engine) as connection:
        found = clients(connection)
    if not found:
        click.echo(CLIENT["none"])
    for each in found:
        state = f"dicabut {moment(each.revoked)}" if each.revoked else "berlaku"
        click.echo(
            f"{each.key}  {moment(each.made)}  {state}  {each.name}: {' '.join(each.scopes)}"
        )


@client.command("revoke")
@placed
@click.argument("key")
def revoke_(place: Place, key: str) -> None:
    """Cabut klien dengan kunci KEY; mulai sekarang ia ditolak."""
    with opened(place) as post:
        done = revoke(post.engine, key, now())
    words = CLIENT["revoked" if done else "unknown"].format(key=key)
    if not done:
        raise click.ClickException(words)
    click.echo(words)
