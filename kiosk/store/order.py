"""Rows of the log as what happened, and the one order of a learner's events on every kiosk."""

from __future__ import annotations

import itertools
import sqlite3
import uuid
from collections.abc import Iterable
from operator import itemgetter
from typing import Any, TypeAlias

import msgspec

from kiosk.learning.events import Event, Recorded
from kiosk.store.trouble import StoreTrouble

Place: TypeAlias = "tuple[int, str, int]"
"""(clock, device, seq)"""
SELECT = "select id, learner, at, body, clock from event"
_PLACED_BY = (
    "select id, learner, at, body, clock, (select d.id from device d where d.n = device), seq"
    " from event where "
)
_PLACED = f"{_PLACED_BY}learner = ?"
_OF_REGISTER = (
    "kind = 'certificate-issued' and salt is not null",
    "kind in ('certificate-printed', 'certificate-revoked') and salt is not null",
)
"""Each as its index has it."""
_DECODE = msgspec.json.Decoder(Event)


def recorded(rows: Iterable[tuple[Any, ...]]) -> tuple[Recorded, ...]:
    """What rows of `SELECT` tell. Raises StoreTrouble "damaged" if one cannot be what it should."""
    try:
        return tuple(
            Recorded(
                str(uuid.UUID(bytes=row[0])),
                str(uuid.UUID(bytes=row[1])) if row[1] else "",
                row[2],
                _DECODE.decode(row[3]),
                row[4],
            )
            for row in rows
        )
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        raise StoreTrouble("damaged") from error


def here(db: sqlite3.Connection, learner: str) -> tuple[Recorded, ...]:
    """What a learner did at this computer, oldest first."""
    rows = db.execute(
        f"{SELECT} where learner = ? order by clock, device, seq", (uuid.UUID(learner).bytes,)
    )
    return recorded(rows.fetchall())


def register(
    db: sqlite3.Connection, elsewhere: list[tuple[Place, Recorded]], kind: str = ""
) -> tuple[Recorded, ...]:
    """What happened to certificates here and elsewhere, or one kind of it, oldest first."""
    parts = [f"{where} and kind = '{kind}'" if kind else where for where in _OF_REGISTER]
    found = [row for part in parts for row in db.execute(_PLACED_BY + part).fetchall()]
    places = ((row[4], row[5], row[6]) for row in found)
    own = zip(places, recorded(found), strict=True)
    return tuple(event for _, event in sorted(itertools.chain(own, elsewhere), key=itemgetter(0)))


def everywhere(
    db: sqlite3.Connection, learner: str, elsewhere: list[tuple[Place, Recorded]]
) -> tuple[Recorded, ...]:
    """What a learner did at this computer and elsewhere, oldest first."""
    if not elsewhere:
        return here(db, learner)
    rows = db.execute(_PLACED, (uuid.UUID(learner).bytes,)).fetchall()
    places = ((row[4], row[5], row[6]) for row in rows)
    own = zip(places, recorded(rows), strict=True)
    return tuple(event for _, event in sorted(itertools.chain(own, elsewhere), key=itemgetter(0)))
