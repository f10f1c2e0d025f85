"""dermaga hub serve: the server, one process or several, and its name in the room."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.cli.hub_kept import kept, noted, zone
from kiosk.cli.hub_place import HOME_PAGE, Place, database, now, placed
from kiosk.cli.hub_words import SERVING
from kiosk.hub.application import Hub
from kiosk.hub.post.keys import AgencyKeys
from kiosk.hub.post.owner import claim
from kiosk.hub.post.post import Post
from kiosk.hub.serve import Serving, World, hub_of, server, spare_collections
from kiosk.hub.serve import serve as several
from kiosk.parcel import sealing

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@placed
@click.option("--host", default="", help="Alamat yang didengar; 0.0.0.0 berarti semua.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65535))
@click.option("--cert", type=_FILE, help="Sertifikat TLS (PEM).")
@click.option("--key", type=_FILE, help="Kunci TLS (PEM).")
@click.option("--workers", default=1, type=click.IntRange(1, 64), help="Jumlah proses.")
@click.option("--room", default="", help="Umumkan server di ruang ini dengan nama ini.")
@click.option("--behind", default="", help="Alamat proksi yang dipercaya.")
@click.option("--name", default="", help="Nama instansi; pada jalan pertama.")
@click.option("--home-page", default="", help="Alamat instansi (https://…); pada jalan pertama.")
def serve(place: Place, name: str, home_page: str, **how: str | int | Path | None) -> None:
    """Jalankan server sampai dihentikan.

    Di laptop pelatih: hub serve --room "Ruang A". Di server instansi: sebut --name, --home-page,
    dan --cert --key, atau letakkan di belakang proksi TLS.
    """
    keys = place.keys(name, home_page)
    _check(place, keys, home_page, how)
    host = str(how["host"] or ("0.0.0.0" if how["room"] else "127.0.0.1"))  # noqa: S104 - wanted
    listening = _bound(host, int(str(how["port"])))
    with ExitStack() as stack:
        stack.callback(listening.close)
        port: int = listening.getsockname()[1]
        world, serving = _world(place), _serving(keys, (host, port), how)
        hub = hub_of(world, serving)  # before any worker, so that troubles are told once
        claim(hub.engine, keys)
        urls = _urls((host, port), how)
        _tell(place, keys, urls, how)
        stack.enter_context(noted(place, urls))
        if how["room"]:
            from kiosk.cli.hub_room import announced

            room, tls = str(how["room"]), bool(how["cert"])
            stack.enter_context(announced(room, keys.agency, port, tls=tls))
        stack.enter_context(kept(place, hub.engine))
        _run(world, serving, listening, hub)


def _world(place: Place) -> World:
    database(place).dispose()  # an address that is none is told here
    rooms = (partial(post_room, place), partial(pages_room, place))
    return World(place.database, now, os.urandom, rooms)


def _serving(keys: AgencyKeys, at: tuple[str, int], how: Mapping[str, Any]) -> Serving:
    return Serving(
        host=at[0],
        port=at[1],
        certificate=how["cert"],
        key=how["key"],
        home_page=keys.agency.home_page,
        behind=str(how["behind"]),
        workers=int(how["workers"]),
    )


def _check(place: Place, keys: AgencyKeys, home_page: str, how: Mapping[str, object]) -> None:
    if (how["cert"] is None) != (how["key"] is None):
        raise click.UsageError(SERVING["pair-tls"])
    if how["workers"] != 1 and place.file is not None:
        raise click.UsageError(SERVING["workers"])
    said = keys.agency.home_page
    if home_page and home_page != said:
        raise click.ClickException(SERVING["home-page"].format(home_page=said))
    if said == HOME_PAGE and not how["room"]:
        click.echo(SERVING["no-home-page"].format(home_page=said), err=True)


def _bound(host: str, port: int) -> socket.socket:
    """The address, taken before anything is promised."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # said to be TCP, or asyncio leaves Nagle on: 40 ms more for each answer on an open connection
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    if os.name == "posix":
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise click.ClickException(SERVING["port"].format(host=host, port=port)) from error
    return listening


def _urls(at: tuple[str, int], how: Mapping[str, object]) -> list[str]:
    """Where kiosks find the server: all of this computer's addresses if it listens at all."""
    scheme = "https" if how["cert"] else "http"
    host, open_host = at[0], at[0] in {"0.0.0.0", "::"}  # noqa: S104 - wanted
    from kiosk.cli.hub_room import addresses

    shown = (f"[{x}]" if ":" in x else x for x in (addresses() if open_host else [host]))
    return [f"{scheme}://{each}:{at[1]}" for each in shown]


def _tell(place: Place, keys: AgencyKeys, urls: list[str], how: Mapping[str, object]) -> None:
    agency, loop = keys.agency, {"127.0.0.1", "::1", "localhost"}
    click.echo(SERVING["agency"].format(name=agency.name, mark=sealing.fingerprint(agency)))
    click.echo(SERVING["folder"].format(folder=place.folder))
    if not how["cert"] and str(how["host"] or how["room"] or "localhost") not in loop:
        click.echo(SERVING["plain"])
    for url in urls:
        click.echo(SERVING["ready"].format(url=url))
    click.echo(SERVING["stop"])


def post_room(place: Place, hub: Hub) -> list[BaseRoute]:
    """The parcel post's doors."""
    from kiosk.hub.post.doors import mounted

    return [*mounted(_post(place, hub), place.word)]


def pages_room(place: Place, hub: Hub) -> list[BaseRoute]:
    """The officer's pages, by this computer's clock."""
    from kiosk.hub.pages.doors import routes_of

    return [*routes_of(_post(place, hub), zone(), place.word)]


def _post(place: Place, hub: Hub) -> Post:
    return Post(hub.engine, place.keys(), hub.settled.terms, hub.now, hub.chance)


def _run(world: World, serving: Serving, listening: socket.socket, hub: Hub) -> None:
    """Serve until told to end; several workers are started again if one dies."""
    if serving.workers == 1:
        spare_collections()
        server(hub, serving, world.rooms).run(sockets=[listening])
        return
    hub.engine.dispose()
    listening.close()
    several(world, serving)
