"""The hub's database made ready: its tables up to date, and what is set once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import Struct
from sqlalchemy import Connection, Engine, inspect, text

from kiosk.hub.database import SETTLE_LOCK, is_sqlite
from kiosk.hub.terms import KEY_BYTES, Terms
from kiosk.hub.trouble import HubTrouble

STEPS: Final = Path(__file__).with_name("migrations")
_INSERT = text("insert into setting (name, value) values (:name, :value) on conflict do nothing")
_SELECT = text("select value from setting where name = :name")


class Settled(Struct, frozen=True):
    """What was set at the hub's first start. `home_page` is that of its clients' accounts."""

    home_page: str
    terms: Terms


def settle(engine: Engine, chance: Callable[[int], bytes], home_page: str) -> Settled:
    """Bring the tables up to date and set what is set once; several hubs may do so at a time.

    `home_page` counts at the first start only. Raises HubTrouble "newer".
    """
    with engine.connect() as connection:
        mine = connection.execution_options(writes=True)
        with mine.begin():
            if not is_sqlite(mine):
                mine.execute(text(f"select pg_advisory_xact_lock({SETTLE_LOCK})"))
            found, newest = _step(mine), _newest()
            if found > newest:
                raise HubTrouble("newer")
            if found != newest:
                _upgrade(mine)
            page = _once(mine, "home-page", home_page.encode())
            key = _once(mine, "terms", chance(KEY_BYTES))
    return Settled(home_page=page.decode(), terms=Terms(key))


def _step(connection: Connection) -> str:
    """The step the tables are at; empty if there are none."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found = connection.execute(text("select version_num from alembic_version")).scalar()
    return str(found or "")


def _newest() -> str:
    """By name, so that alembic is loaded only when there is something to do."""
    return max(file.name[1:5] for file in (STEPS / "versions").glob("m????_*.py"))


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _once(connection: Connection, name: str, value: bytes) -> bytes:
    connection.execute(_INSERT, {"name": name, "value": value})
    return bytes(connection.execute(_SELECT, {"name": name}).scalar_one())
