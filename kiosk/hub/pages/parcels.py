"""Receipts given, and the statements of a period as they are stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine, text

from kiosk.hub.database import reading
from kiosk.hub.prepared import VOIDED, json_of
from kiosk.xapi.words import pseudonymous

_LISTED = text(
    "select i.serial, i.device, i.first, i.last, i.fresh, i.carrier, i.at, i.sha256"
    " from post_intake i order by i.serial desc limit :limit offset :offset"
)
_COUNT = text("select count(*) from post_intake")
_STATEMENTS = text(
    "select place, flags, body from statement where place >= :since and place < :until"
    " order by place limit :limit"
)
_CHUNK: Final = 500
_SECOND: Final = 1_000_000
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(dict[str, Any]).decode


class Parcel(Struct, frozen=True):
    """A parcel that was taken in; `device` is the number that its lines have."""

    serial: int
    device: int
    first: int
    last: int
    fresh: int
    carrier: str
    at: int
    sha256: str


def listed(connection: Connection, limit: int, offset: int) -> tuple[Parcel, ...]:
    """Some of them, the last taken first."""
    rows = connection.execute(_LISTED, {"limit": limit, "offset": offset})
    return tuple(
        Parcel(serial, device, first, last, fresh, carrier, at, sha256.hex())
        for serial, device, first, last, fresh, carrier, at, sha256 in rows
    )


def count(connection: Connection) -> int:
    """How many there are."""
    return int(connection.execute(_COUNT).scalar_one())


def statements(
    engine: Engine, since: dt.date, until: dt.date, zone: dt.tzinfo, *, whole: bool
) -> Iterator[bytes]:
    """JSON lines of what was stored from the first day to the last, voided ones left out.

    Not `whole`: as a foreign record store gets them, without names, NIPs and notes.
    """
    place, end = _begin(since, zone), _begin(until + dt.timedelta(days=1), zone)
    while True:
        with reading(engine) as connection:
            span = {"since": place, "until": end, "limit": _CHUNK}
            rows = connection.execute(_STATEMENTS, span).all()
        found = (json_of(flags, at, bytes(body)) for at, flags, body in rows if not flags & VOIDED)
        yield b"".join(_line(each, whole=whole) for each in found)
        if len(rows) < _CHUNK:
            return
        place = rows[-1].place + 1


def _line(body: bytes, *, whole: bool) -> bytes:
    return (body if whole else _encode(pseudonymous(_decode(body)))) + b"\n"


def _begin(day: dt.date, zone: dt.tzinfo) -> int:
    """UTC µs at which a day begins where the agency is."""
    midnight = dt.datetime.combine(day, dt.time(), zone)
    return int(midnight.timestamp()) * _SECOND
