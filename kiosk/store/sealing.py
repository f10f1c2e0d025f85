"""All rows of a file sealed anew, under the key of the device that goes on with it."""

from __future__ import annotations

import sqlite3

from msgspec import Struct

from kiosk.parcel import chain
from kiosk.store.seals import Seals
from kiosk.store.trouble import StoreTrouble

LEARNER = "id, nip, name, unit, kind, rank, position, active, pin, code"
ELSEWHERE = "id, device, seq, learner, kind, at, clock, salt, body, hash"
TABLES = (
    ("document", "kind, id, body", "kind = ? and id = ?", 2),
    ("learner", LEARNER, "id = ?", 1),
    ("elsewhere", ELSEWHERE, "id = ?", 1),
)
"""Sealed tables: what is sealed of a row, how it is named, and of how many columns the name is."""


class Own(Struct, frozen=True):
    """The own device that ends here, as far as its key proves it; `public` empty: not at all."""

    n: int
    seq: int
    hash: bytes
    public: bytes = b""


def seal_all(db: sqlite3.Connection, old: Seals, own: Own, new: Seals) -> None:
    """Seal rows and the ends of all devices under `new`, if they hold under `old`.

    Within the caller's transaction. Raises StoreTrouble "damaged": what was changed by another hand
    must not become true by a new life. Without a key, `old` takes all for true.
    """
    found = Seals(b"")
    for table, columns, where, names in TABLES:
        rows = db.execute(f"select {columns}, seal from {table}").fetchall()  # noqa: S608
        for *fields, seal in rows:
            _must(old.hold(seal, table, *fields))
            fresh = new.of(table, *fields)
            db.execute(
                f"update {table} set seal = ? where {where}",  # noqa: S608 - our own names
                (fresh, *fields[:names]),
            )
            if old.known:
                found.swap(b"", seal)
            new.swap(b"", fresh)
    _seal_devices(db, old, own, new, found)
    _must(not old.known or found.sum == old.sum)


def _seal_devices(db: sqlite3.Connection, old: Seals, own: Own, new: Seals, found: Seals) -> None:
    rows = db.execute("select n, id, public, seq, hash, seal from device").fetchall()
    for n, device, public, seq, hashed, seal in rows:
        end = last_event(db, n)
        if old.known and n == own.n:
            _must((public, *end) == (own.public, own.seq, own.hash))
        elif old.known:
            _must(device_holds(old, device, public, seq, hashed, seal) and end == (seq, hashed))
            found.swap(b"", seal)
        _seal_end(db, new, n, device, public)


def seal_end(db: sqlite3.Connection, seals: Seals, n: int) -> None:
    """Seal where another device's log ends now, as events of it came in from elsewhere.

    Within the caller's transaction.
    """
    device, public, seal = db.execute(
        "select id, public, seal from device where n = ?", (n,)
    ).fetchone()
    seals.swap(seal, b"")
    _seal_end(db, seals, n, device, public)


def _seal_end(db: sqlite3.Connection, seals: Seals, n: int, device: str, public: bytes) -> None:
    end = last_event(db, n)
    fresh = seals.of("device", device, public, *end)
    db.execute(
        "update device set seq = ?, hash = ?, rows = x'', seal = ? where n = ?", (*end, fresh, n)
    )
    seals.swap(b"", fresh)


def device_holds(  # noqa: PLR0913, PLR0917 - the columns of a row
    seals: Seals, device: str, public: bytes, seq: int, hashed: bytes, seal: bytes
) -> bool:
    """Whether another device's row, with the end of its log, is as it was sealed."""
    return seals.hold(seal, "device", device, public, seq, hashed)


def last_event(db: sqlite3.Connection, n: int) -> tuple[int, bytes]:
    """Where the log of a device ends in this file."""
    row = db.execute(
        "select seq, hash from event where device = ? order by seq desc limit 1", (n,)
    ).fetchone()
    return (0, chain.START) if row is None else (row[0], row[1])


def _must(holds: bool) -> None:  # noqa: FBT001 - what must be
    if not holds:
        raise StoreTrouble("damaged")
