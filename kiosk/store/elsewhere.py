"""What this kiosk's learners did on other kiosks: events by their ids, each row sealed.

They come from the agency and may come again at any time, so none of them is ever alone here. They
are not chained and count for nothing but what a learner did.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable
from typing import Final, Literal, TypeAlias, get_args

import msgspec

from kiosk.learning.events import Event, Recorded
from kiosk.parcel import chain
from kiosk.store.order import Place
from kiosk.store.sealing import ELSEWHERE
from kiosk.store.seals import Seals
from kiosk.store.trouble import StoreTrouble
from kiosk.xapi.line import Line

Row: TypeAlias = "tuple[bytes, str, int, bytes, str, int, int, bytes, bytes, bytes]"
"""The columns in the order of `ELSEWHERE`."""
Found: TypeAlias = Literal["new", "known", "other"]
KINDS: Final = frozenset(str(kind.__struct_config__.tag) for kind in get_args(Event))
"""What this version can read; later versions will know more."""
_READABLE: Final = "kind in ({})".format(", ".join(f"'{kind}'" for kind in sorted(KINDS)))
_OF_REGISTER: Final = "kind in ('certificate-issued', 'certificate-printed', 'certificate-revoked')"
_DECODE: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_MOST: Final = (1 << 63) - 1
_LONGEST: Final = 64
"""Characters of a device's name or of a kind."""


class Elsewhere:
    """The events of other kiosks in one file; changes are made within the caller's transaction."""

    def __init__(
        self, db: sqlite3.Connection, seals: Callable[[], Seals], horizon: Callable[[], int]
    ) -> None:
        self._db, self._seals, self._horizon = db, seals, horizon

    def of(self, learner: str) -> list[tuple[Place, Recorded]]:
        """A learner's events, in their order, as far as this version can read them.

        Raises StoreTrouble "damaged" if one is not as it was sealed.
        """
        rows = self._rows("learner = ? order by clock, device, seq", _bytes(learner))
        return [placed for row in rows if (placed := _placed(row)) is not None]

    def register(self, kind: str = "") -> list[tuple[Place, Recorded]]:
        """What happened to certificates of all learners, or one kind of it, as `of`."""
        only, values = ("kind = ? and ", (kind,)) if kind else ("", ())
        rows = self._rows(f"{only}{_OF_REGISTER} order by clock, device, seq", *values)
        return [placed for row in rows if (placed := _placed(row)) is not None]

    def raw(self, kind: str) -> list[tuple[str, bytes]]:
        """Learner and body of each event of a kind of the register."""
        rows = self._rows(f"kind = ? and {_OF_REGISTER}", kind)
        return [(str(uuid.UUID(bytes=row[3])), row[8]) for row in rows]

    def mark(self, kind: str) -> tuple[int, int]:
        """Changes when events of a kind of the register come or go: how many, and of when."""
        sql = (
            "select count(*), coalesce(sum(clock & 0xffffffff), 0) from elsewhere"  # noqa: S608
            f" where kind = ? and {_OF_REGISTER}"
        )
        count, when = self._db.execute(sql, (kind,)).fetchone()
        return int(count), int(when)

    def count_of(self, learner: str) -> int:
        """Number of a learner's events that this version can read."""
        sql = f"select count(*) from elsewhere where learner = ? and {_READABLE}"  # noqa: S608
        return int(self._db.execute(sql, (_bytes(learner),)).fetchone()[0])

    def device_of(self, event: str) -> str:
        """The device that recorded an event elsewhere; "" if none of these is of that id."""
        row = self._db.execute("select device from elsewhere where id = ?", (_bytes(event),))
        found = row.fetchone()
        return str(found[0]) if found else ""

    def holds(self, learner: str) -> bool:
        """Whether anything of a learner's is here, readable or not."""
        sql = "select 1 from elsewhere where learner = ? limit 1"
        return self._db.execute(sql, (_bytes(learner),)).fetchone() is not None

    def unread(self, learner: str) -> list[Line]:
        """A learner's events of kinds that only a later version can read."""
        rows = self._rows("learner = ? order by clock, device, seq", _bytes(learner))
        return [_line(row) for row in rows if _read(row) is None]

    def prove(self, learner: str) -> None:
        """Raise StoreTrouble "damaged" unless each of a learner's events is as it was sealed."""
        self._rows("learner = ?", _bytes(learner))

    def take(self, row: Row) -> Found:
        """Add an event; "other" if there is another one under its id, which stays."""
        there = self._content(row[0])
        if there is not None:
            return "known" if there == content(row) else "other"
        seals = self._seals()
        seal = seals.of("elsewhere", *row)
        self._db.execute(
            f"insert into elsewhere ({ELSEWHERE}, seal)"  # noqa: S608 - our own names
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*row, seal),
        )
        seals.swap(b"", seal)
        return "new"

    def erased(self, line: Line) -> None:
        """An event was erased where it was recorded; so it is here, if it is the same one."""
        try:
            event_id = _bytes(line.id)
        except ValueError:
            return
        told = (line.device, line.seq, line.kind, line.at, line.clock, line.body, line.hash)
        if self._content(event_id) == told:
            self._drop("id = ?", event_id)

    def forget(self, learner: str, before: int) -> int:
        """Erase what a learner did before a clock; the number of events erased.

        Those beyond the horizon go too: when they were recorded, no clock can tell.
        """
        where = "learner = ? and (clock < ? or clock > ?)"
        return self._drop(where, _bytes(learner), before, self._horizon())

    def _drop(self, where: str, *values: object) -> int:
        sql = f"select seal from elsewhere where {where}"  # noqa: S608 - our own names
        rows = self._db.execute(sql, values).fetchall()
        for (seal,) in rows:
            self._seals().swap(seal, b"")
        self._db.execute(f"delete from elsewhere where {where}", values)  # noqa: S608 - as above
        return len(rows)

    def _content(self, event_id: bytes) -> tuple[object, ...] | None:
        """What is here under an id, recorded by this file itself or taken in; None: nothing."""
        own = self._db.execute(
            "select d.id, e.seq, e.kind, e.at, e.clock, e.salt, e.learner, e.body, e.hash"
            " from event e join device d on d.n = e.device where e.id = ?",
            (event_id,),
        ).fetchone()
        if own is not None:
            *head, salt, owner, body, hashed = own
            return (*head, chain.commitment(salt, owner, body), hashed)
        for row in self._rows("id = ?", event_id):
            return content(row)
        return None

    def _rows(self, where: str, *values: object) -> list[Row]:
        sql = f"select {ELSEWHERE}, seal from elsewhere where {where}"  # noqa: S608 - our own names
        seals, found = self._seals(), []
        for *row, seal in self._db.execute(sql, values).fetchall():
            if not seals.hold(seal, "elsewhere", *row):
                raise StoreTrouble("damaged")
            found.append(tuple(row))
        return found


def content(row: Row) -> tuple[object, ...]:
    """By what two lines are the same event, whether or not one of them was erased since."""
    _, device, seq, owner, kind, at, clock, salt, body, hashed = row
    return (device, seq, kind, at, clock, chain.commitment(salt, owner, body), hashed)


def row_of(line: Line) -> Row | None:
    """A line of a learner's as a row; None if it is not what a line can be."""
    try:
        event_id, owner = _bytes(line.id), _bytes(line.learner)
    except ValueError:
        return None
    numbers = (line.seq, line.at, line.clock)
    shaped = (
        line.seq > 0
        and all(0 <= number <= _MOST for number in numbers)
        and all(0 < len(name) <= _LONGEST and name.isascii() for name in (line.device, line.kind))
        and len(line.hash) == len(chain.START)
    )
    if not (shaped and line.salt and _sane(line)):
        return None
    place = (event_id, line.device, line.seq, owner)
    return (*place, line.kind, line.at, line.clock, line.salt, line.body, line.hash)


def _sane(line: Line) -> bool:
    """Whether the body is of its kind; of a kind that we do not know, anything may be."""
    if line.kind not in KINDS:
        return True
    try:
        return str(_DECODE.decode(line.body).__struct_config__.tag) == line.kind
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return False


def _placed(row: Row) -> tuple[Place, Recorded] | None:
    """The event of a row with its place; None if only a later version can read it."""
    event = _read(row)
    if event is None:
        return None
    ids = str(uuid.UUID(bytes=row[0])), str(uuid.UUID(bytes=row[3]))
    return (row[6], row[1], row[2]), Recorded(*ids, row[5], event, row[6])


def _read(row: Row) -> Event | None:
    """The event of a row; None if only a later version can read it."""
    if row[4] not in KINDS:
        return None
    try:
        return _DECODE.decode(row[8])
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None  # kept by an earlier version, which did not know the kind


def _line(row: Row) -> Line:
    event_id, device, seq, owner, kind, at, clock, salt, body, hashed = row
    ids = str(uuid.UUID(bytes=event_id)), str(uuid.UUID(bytes=owner))
    return Line(device, seq, *ids, kind, at, clock, salt, body, hashed)


def _bytes(name: str) -> bytes:
    return uuid.UUID(name).bytes
