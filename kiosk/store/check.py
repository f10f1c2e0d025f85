"""The whole file looked through: SQLite's own check, every link, signature and seal."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.parcel import chain
from kiosk.parcel.signature import signed_by
from kiosk.store import keys
from kiosk.store.log import CHECKPOINT_EVERY
from kiosk.store.opening import TABLES_KEPT, declared, is_new, open_to_read
from kiosk.store.pace import no_pause
from kiosk.store.sealing import TABLES, device_holds
from kiosk.store.seals import Seals
from kiosk.store.trouble import UNREADABLE

CHUNK = 500
ERASED_TWICE = ("erased-twice", "kiosk")
LIVES = ("", "restored", "healed")
_ROW = "select seq, id, learner, kind, at, clock, salt, body, hash from event"


class Damage(Struct, frozen=True):
    """Something that is not as it was written; `where` names a table or event, never a person.

    `code`: "unreadable", "integrity" (SQLite's own check), "chain" (an event), "gap" (missing
    events), "tail" (the end of a log), "checkpoint" (a signature), "row" (a sealed row),
    "rows" (rows too many or missing), "erased" (erased events and erasures do not agree).
    """

    code: str
    where: str = ""


class Checked(Struct, frozen=True):
    """What a check found, and how far each device's proven log goes: n → (seq, hash)."""

    damages: tuple[Damage, ...]
    events: int
    ends: dict[int, tuple[int, bytes]]


def check_file(file: Path, folder: Path, pace: Callable[[], None] = no_pause) -> Checked:
    """Check a file on a connection of its own; `folder` holds the devices' keys.

    `pace` is called every few milliseconds and may sleep, so that a window stays lively.
    """
    try:
        db = open_to_read(f"{file.resolve().as_uri()}?mode=ro")
        try:
            return check(db, folder, pace)
        finally:
            db.close()
    except UNREADABLE:
        return Checked((Damage("unreadable"),), 0, {})


def check(
    db: sqlite3.Connection,
    folder: Path,
    pace: Callable[[], None] = no_pause,
    key: keys.DeviceKey | None = None,
) -> Checked:
    """Check what a connection shows, as of one moment; `key`: the own device's, else read here."""
    db.execute("begin")
    try:
        ends: dict[int, tuple[int, bytes]] = {}
        damages = [*_integrity(db)]
        for n, device, public in db.execute("select n, id, public from device").fetchall():
            damages += _chain(db, n, device, public, ends, pace)
        damages += [*_erased(db), *_ends(db, folder, ends, pace, key)]
        events = sum(seq for seq, _ in ends.values())
        return Checked(tuple(damages), events, ends)
    except (sqlite3.DatabaseError, msgspec.MsgspecError, TypeError, ValueError, LookupError):
        # a page of the file or a value in it is not what it can be
        return Checked((Damage("unreadable"),), 0, {})
    finally:
        if db.in_transaction:
            db.execute("rollback")


def _integrity(db: sqlite3.Connection) -> Iterator[Damage]:
    for (said,) in db.execute("pragma integrity_check(3)").fetchall():
        if said != "ok":
            yield Damage("integrity")
            return
    if db.execute("pragma foreign_key_check").fetchone():
        yield Damage("integrity", "foreign key")
    if not is_new(db) and _noted(db, *TABLES_KEPT) != declared(db):
        yield Damage("integrity", "tables")


def _chain(  # noqa: PLR0913, PLR0917 - a device, what is found, and the pace
    db: sqlite3.Connection,
    n: int,
    device: str,
    public: bytes,
    ends: dict[int, tuple[int, bytes]],
    pace: Callable[[], None],
) -> Iterator[Damage]:
    """Follow a device's links from its first event, and its signatures beside them."""
    signed: dict[int, bytes | None] = dict.fromkeys(unsigned_events(db, device))
    signed |= dict(
        db.execute("select seq, signature from checkpoint where device = ?", (n,)).fetchall()
    )
    lost = lost_events(db, device)
    before, last, broken = chain.START, 0, False
    rows = db.execute(_ROW + " where device = ? order by seq", (n,))
    while chunk := rows.fetchmany(CHUNK):
        for seq, event_id, owner, kind, at, clock, salt, body, hashed in chunk:
            for missing in range(last + 1, seq):
                if missing not in lost:
                    yield Damage("gap", f"{device}/{missing}")
                    break
                before = lost[missing]
            head = chain.header(device, seq, event_id, kind, at, clock)
            # after a lost event whose hash is unknown, only what follows can be followed
            if before and chain.link(before, head, chain.commitment(salt, owner, body)) != hashed:
                yield Damage("chain", f"{device}/{seq}")
                broken = True
            if public and not _vouched(public, device, seq, hashed, signed):
                yield Damage("checkpoint", f"{device}/{seq}")
            before, last = hashed, seq
        pace()
    if any(seq > last for seq in signed if seq not in lost):
        yield Damage("gap", f"{device}/{last + 1}")
    if not broken:
        ends[n] = (last, before)


def _vouched(
    public: bytes, device: str, seq: int, hashed: bytes, signed: dict[int, bytes | None]
) -> bool:
    """Whether the device signed here, wherever it had to; None: an earlier damage took that."""
    signature = signed.get(seq)
    if signature is None:
        return seq % CHECKPOINT_EVERY != 0 or seq in signed
    return signed_by(public, chain.checkpoint(device, seq, hashed), signature)


def lost_events(db: sqlite3.Connection, device: str) -> dict[int, bytes]:
    """Events of a device that an earlier damage took, with the hashes they had (empty: unknown)."""
    kept = _noted(db, "lost", device)
    found = {} if kept is None else msgspec.json.decode(kept, type=dict[int, str])
    return {seq: bytes.fromhex(hashed) for seq, hashed in found.items()}


def unsigned_events(db: sqlite3.Connection, device: str) -> list[int]:
    """Events of a device whose signatures an earlier damage took when its key was gone."""
    kept = _noted(db, "unsigned", device)
    return [] if kept is None else msgspec.json.decode(kept, type=list[int])


def _noted(db: sqlite3.Connection, kind: str, device: str) -> bytes | None:
    row = db.execute(
        "select body from document where kind = ? and id = ?", (kind, device)
    ).fetchone()
    return None if row is None else row[0]


def erased_and_told(db: sqlite3.Connection) -> tuple[int, int]:
    """How many events are erased, and how many all erasures say they erased."""
    rows = db.execute(
        "select body from event where kind = 'person-erased' and salt is not null"
    ).fetchall()
    told = sum(int(msgspec.json.decode(row[0])["rows"]) for row in rows)
    found = db.execute("select count(*) from event where salt is null").fetchone()[0]
    return found, told


def _erased(db: sqlite3.Connection) -> Iterator[Damage]:
    """Only an erasure leaves erased events, and it says how many; some may since be lost.

    Two files that were merged may both tell of erasing the same (`merge`).
    """
    found, told = erased_and_told(db)
    twice = _noted(db, *ERASED_TWICE)
    told -= 0 if twice is None else msgspec.json.decode(twice, type=int)
    if not found <= told <= found + count_lost(db):
        yield Damage("erased")


def count_lost(db: sqlite3.Connection) -> int:
    """How many events earlier damages took, of all devices."""
    bodies = db.execute("select body from document where kind = 'lost'").fetchall()
    return sum(len(msgspec.json.decode(row[0], type=dict[int, str])) for row in bodies)


def _ends(
    db: sqlite3.Connection,
    folder: Path,
    ends: dict[int, tuple[int, bytes]],
    pace: Callable[[], None],
    key: keys.DeviceKey | None,
) -> Iterator[Damage]:
    """The sealed ends of the logs, and all sealed rows."""
    head = db.execute("select device, seq, hash, rows, seal, life from head").fetchone()
    if head is None:
        if not is_new(db):
            yield Damage("tail")
        return
    n, seq, hashed, rows, seal, life = head
    device, public, *twin = db.execute(
        "select id, public, seq, hash, rows, seal from device where n = ?", (n,)
    ).fetchone()
    key = key or keys.read_key(folder, device)
    if twin != [seq, hashed, rows, seal] or life not in LIVES:
        yield Damage("tail")
    if ends.get(n, (seq, hashed)) != (seq, hashed):
        yield Damage("tail", f"{device}/{seq}")
    if key is None:
        return
    seals = Seals(key.seal_key)
    if key.public != public or not seals.hold(seal, "head", device, seq, hashed, rows):
        yield Damage("tail")
    yield from _others(db, n, ends, seals)
    yield from _rows(db, seals, pace)
    if seals.sum != rows:
        yield Damage("rows")


def _others(
    db: sqlite3.Connection, own: int, ends: dict[int, tuple[int, bytes]], seals: Seals
) -> Iterator[Damage]:
    """The ends of logs that go on no more, or not here (see `sealing.seal_end`)."""
    for n, device, public, seq, hashed, seal in db.execute(
        "select n, id, public, seq, hash, seal from device where n != ?", (own,)
    ).fetchall():
        moved = ends.get(n, (seq, hashed)) != (seq, hashed)
        if moved or not device_holds(seals, device, public, seq, hashed, seal):
            yield Damage("tail", f"{device}/{seq}")
        seals.swap(b"", seal)


def _rows(db: sqlite3.Connection, seals: Seals, pace: Callable[[], None]) -> Iterator[Damage]:
    """Every sealed row; their sum is left in `seals`."""
    for table, columns, *_ in TABLES:
        found = db.execute(f"select {columns}, seal from {table}")  # noqa: S608 - our own names
        while chunk := found.fetchmany(CHUNK):
            for *fields, seal in chunk:
                if not seals.hold(seal, table, *fields):
                    kind = f"/{fields[0]}" if table == "document" else ""
                    yield Damage("row", table + kind)
                seals.swap(b"", seal)
            pace()
