"""The kiosks' lines drawn together into small tables, as far as they have come.

Whoever opens a page first brings the tables up to date: lines are kept in the order in which they
came, and by one writer at a time, so `progress` is the number of the last one known. Of a person
erased by law everything is forgotten and drawn again from what is left of the lines.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, Engine, bindparam, text
from sqlalchemy.exc import OperationalError

from kiosk.hub.database import reading, writing
from kiosk.hub.pages.keeping import keep, take_ratings_out
from kiosk.hub.pages.said import KINDS, Said, said
from kiosk.hub.pages.speech import local

PORTION: Final = 4_000
"""Lines in one transaction: a parcel never waits longer for the pages than for that."""
AT_ONCE: Final = 40_000
_AFTER = text(
    "select n, device, learner, kind, at, clock, case when kind in :kinds then body end as body"
    " from post_line where n > :after and salt is not null order by n limit :portion"
).bindparams(bindparam("kinds", list(KINDS), expanding=True))
_OF = text(
    "select n, device, learner, kind, at, clock, case when kind in :kinds then body end as body"
    " from post_line where learner = :learner and n <= :upto and salt is not null order by n"
).bindparams(bindparam("kinds", list(KINDS), expanding=True))
_KNOWN = text("select line from page_progress where name = 'lines'")
_NEWEST = text("select coalesce(max(n), 0) from post_line")
_BEGIN = text("insert into page_progress (name, line) values ('lines', 0) on conflict do nothing")
_REACHED = text("update page_progress set line = :line where name = 'lines'")
_ERASED = text("select person, clock from post_erasure where line > :after and line <= :upto")
_NAMED = text("select course, year, ratings from page_named where learner = :learner")
_FORGET = (
    text("delete from page_named where learner = :learner"),
    text("delete from page_learner where learner = :learner"),
    text("delete from page_result where learner = :learner"),
    text(
        "update page_certificate set learner = null, name = '', name_key = '~', nip = '', unit = ''"
        " where learner = :learner and clock < :clock"
    ),
)


class Drawn(Struct, frozen=True):
    """A line and what it says; if it does, `year` is that of its day where the agency is."""

    n: int
    device: int
    learner: bytes | None
    at: int
    clock: int
    year: int
    said: Said | None


def behind(engine: Engine) -> int:
    """About how many lines the tables do not know yet."""
    with reading(engine) as connection:
        known = connection.execute(_KNOWN).scalar() or 0
        return int(connection.execute(_NEWEST).scalar_one()) - int(known)


def catch_up(engine: Engine, zone: dt.tzinfo, at_once: int = AT_ONCE) -> int:
    """Draw lines in, at most `at_once`; about how many are still left."""
    left = behind(engine)
    drawn = 0
    while left > 0 and drawn < at_once:
        with writing(engine) as connection:
            count = _portion(connection, zone)
        drawn += PORTION
        left = 0 if count < PORTION else max(0, left - count)
    return left


def kept_up(engine: Engine, zone: dt.tzinfo, ended: threading.Event, seconds: float) -> None:
    """Draw lines in every so often, until `ended`, so that no page has much left to do.

    A person who was erased is gone from the tables by then too, whether or not anybody looks.
    """
    while True:
        with contextlib.suppress(OperationalError):  # the database is away: next time
            while catch_up(engine, zone):
                pass
        if ended.wait(seconds):
            return


def _portion(connection: Connection, zone: dt.tzinfo) -> int:
    connection.execute(_BEGIN)
    known = int(connection.execute(_KNOWN).scalar_one())
    rows = connection.execute(_AFTER, {"after": known, "portion": PORTION}).all()
    reached = rows[-1][0] if len(rows) == PORTION else connection.execute(_NEWEST).scalar_one()
    keep(connection, [_drawn(row, zone) for row in rows])
    span = {"after": known, "upto": reached}
    for person, clock in connection.execute(_ERASED, span).all():
        _draw_again(connection, zone, {"learner": person, "clock": clock}, reached)
    connection.execute(_REACHED, {"line": reached})
    return len(rows)


def _drawn(row: Sequence[Any], zone: dt.tzinfo) -> Drawn:
    n, device, learner, kind, at, clock, body = row
    what = said(kind, body) if body is not None else None
    return Drawn(n, device, learner, at, clock, local(at, zone).year if what else 0, what)


def _draw_again(connection: Connection, zone: dt.tzinfo, gone: dict[str, Any], upto: int) -> None:
    """Forget an erased person, and take in again what came after the erasure."""
    take_ratings_out(connection, [tuple(row) for row in connection.execute(_NAMED, gone)])
    for statement in _FORGET:
        connection.execute(statement, gone)
    left = connection.execute(_OF, {"learner": gone["learner"], "upto": upto}).all()
    keep(connection, [_drawn(row, zone) for row in left])
