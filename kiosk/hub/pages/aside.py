"""What the post put aside, as the pages list it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Connection, Row, bindparam, text

_SELECT = "select n, why, device, first, last, at from post_quarantine"
_LISTED = text(f"{_SELECT} order by n desc limit :limit offset :offset")
_OF = text(f"{_SELECT} where device in :devices order by n desc limit 20").bindparams(
    bindparam("devices", expanding=True)
)
_COUNT = text("select count(*) from post_quarantine")
_BODY = text("select why, body from post_quarantine where n = :n")


class Aside(Struct, frozen=True):
    """A parcel of a twin, or a statement whose id has other content here. `at` in UTC ms."""

    n: int
    why: str
    device: str
    first: int
    last: int
    at: int


def listed(connection: Connection, limit: int, offset: int) -> tuple[Aside, ...]:
    """Newest first."""
    rows = connection.execute(_LISTED, {"limit": limit, "offset": offset})
    return tuple(Aside(*row) for row in rows)


def of_kiosk(connection: Connection, devices: Sequence[str]) -> tuple[Aside, ...]:
    """The last twenty of a kiosk's lives."""
    return tuple(Aside(*row) for row in connection.execute(_OF, {"devices": list(devices)}))


def count(connection: Connection) -> int:
    """How many there are."""
    return int(connection.execute(_COUNT).scalar_one())


def body(connection: Connection, n: int) -> Row[Any] | None:
    """Why, and the bytes."""
    return connection.execute(_BODY, {"n": n}).first()
