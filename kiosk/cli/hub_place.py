"""Where a hub lies, and how the commands come to it: folder, database, keys."""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
from msgspec import Struct
from sqlalchemy import Engine, make_url
from sqlalchemy.exc import ArgumentError, OperationalError

from kiosk.cli.hub_words import SERVING, TROUBLE
from kiosk.hub.database import engine
from kiosk.hub.post.keys import AgencyKeys, agency_keys
from kiosk.hub.post.owner import claim
from kiosk.hub.post.post import Post
from kiosk.hub.post.trouble import PostTrouble
from kiosk.hub.settling import settle
from kiosk.hub.trouble import HubTrouble
from kiosk.hub.word.trouble import WriterTrouble

FILE: Final = "hub.sqlite"
WORD: Final = "word"


class Place(Struct, frozen=True):
    """A hub's folder, its database's URL, and the folder of the agency's keys."""

    folder: Path
    database: str
    secrets: Path

    @property
    def word(self) -> Path:
        """Where the agency's word is written."""
        return self.folder / WORD

    @property
    def file(self) -> Path | None:
        """The SQLite file; None if the database is another one."""
        url = make_url(self.database)
        return Path(url.database or "") if url.get_backend_name() == "sqlite" else None

    def keys(self, name: str = "", home_page: str = "") -> AgencyKeys:
        """The agency's keys, made at the first start."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return agency_keys(self.secrets, os.urandom, name or "Dermaga", home_page or HOME_PAGE)


HOME_PAGE: Final = "https://dermaga.invalid"
"""Until an agency says its own: a name that is nobody's (RFC 2606)."""


def now() -> int:
    """UTC milliseconds, as this computer's clock says."""
    return time.time_ns() // 1_000_000


_OPTIONS: Final = (
    click.option(
        "--folder",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="DERMAGA_HUB",
        help="Map server; bila tidak disebut, map hub di map data.",
    ),
    click.option(
        "--database",
        default="",
        envvar="DERMAGA_HUB_DATABASE",
        help="postgresql+psycopg://…; bila tidak disebut, berkas hub.sqlite di map server.",
    ),
    click.option(
        "--keys",
        type=click.Path(path_type=Path, file_okay=False),
        envvar="DERMAGA_HUB_KEYS",
        help="Map kunci instansi; bila tidak disebut, map server.",
    ),
)


def placed(command: Callable[..., None]) -> Callable[..., None]:
    """Options that every command of the hub has; it is given a Place first."""

    @functools.wraps(command)
    def given(folder: Path | None, database: str, keys: Path | None, **rest: object) -> None:
        where = folder or _usual(click.get_current_context())
        url = database or f"sqlite:///{(where / FILE).resolve()}"
        with said():
            command(Place(where, url, keys or where), **rest)

    for option in reversed(_OPTIONS):
        given = option(given)
    return given


def _usual(context: click.Context) -> Path:
    """Beside the kiosk's data if a kiosk is installed; else where such data lie by custom."""
    if isinstance(context.obj, tuple):
        return Path(context.obj[1]) / "hub"
    local = os.environ.get("LOCALAPPDATA", "") if sys.platform == "win32" else ""
    shared = os.environ.get("XDG_DATA_HOME", "") or str(Path.home() / ".local" / "share")
    return Path(local or shared) / "dermaga" / "hub"


@contextmanager
def opened(place: Place) -> Iterator[Post]:
    """The hub's post, its tables brought up to date."""
    keys = place.keys()
    found = database(place)
    try:
        settled = settle(found, os.urandom, keys.agency.home_page)
        claim(found, keys)
        yield Post(found, keys, settled.terms, now, os.urandom)
    finally:
        found.dispose()


def database(place: Place) -> Engine:
    """An engine for the database; nothing is opened yet."""
    try:
        return engine(place.database)
    except ModuleNotFoundError as error:
        if error.name == "psycopg":  # the address is right; the door says what is missing
            raise
        raise click.ClickException(SERVING["database"]) from error
    except (ArgumentError, ImportError) as error:
        raise click.ClickException(SERVING["database"]) from error


@contextmanager
def said() -> Iterator[None]:
    """Troubles of the hub as sentences."""
    try:
        yield
    except (PostTrouble, HubTrouble, WriterTrouble) as trouble:
        words = TROUBLE.get(trouble.code) or TROUBLE["other"].format(code=trouble.code)
        raise click.ClickException(words) from trouble
    except OperationalError as error:
        raise click.ClickException(SERVING["away"]) from error
