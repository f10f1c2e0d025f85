"""What a damaged file proves, laid over an older whole copy of it."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.learning.events import CertificateIssued, Event, PersonErased, QuizStarted
from kiosk.parcel import chain
from kiosk.store.check import (
    ERASED_TWICE,
    count_lost,
    erased_and_told,
    lost_events,
    unsigned_events,
)
from kiosk.store.exchange import CURSOR, SYNC
from kiosk.store.lives import Device
from kiosk.store.log import CHECKPOINT_EVERY
from kiosk.store.salvage import Damaged, Kept
from kiosk.store.sealing import TABLES, last_event

OF_THE_FILE = ("lost", "unsigned", ERASED_TWICE[0])
"""Documents that tell of a file's own damages."""


class Merged(Struct):
    """How a merge went: UTC ms of the last event, events brought over, events lost at least."""

    until: int = 0
    kept: int = 0
    lost: int = 0


def merge(new: sqlite3.Connection, old: Damaged | None, noted: dict[str, int]) -> Merged:
    """Bring into `new` (a whole copy, or an empty file) what `old` proves.

    `noted`: how far devices are known to have come; what is nowhere to be found of that is lost.
    `new` is left as the file of a device that has ended: its next opening begins a new life.
    """
    merged, kept = Merged(), Kept()
    erased: list[tuple[int, str, int, bytes]] = []
    new.execute("begin immediate")
    if old is not None:
        for device in old.devices.values():
            erased += _bring(new, old, device, merged, noted)
        kept = old.sealed_rows()
        _rows(new, kept)
        _drop_unexplained(new, erased, merged)
    for person, clock in _erasures(new):
        _erase(new, person, clock, kept)
    _ask_again(new)
    found, told = erased_and_told(new)
    if told > found + count_lost(new):
        _note(new, *ERASED_TWICE, told - found)
    merged.lost += sum(max(0, seq - _end(new, name)) for name, seq in noted.items())
    _finish(new, old)
    latest = new.execute("select at from event order by clock desc limit 1").fetchone()
    merged.until = 0 if latest is None else latest[0]
    new.execute("commit")
    return merged


# Events


def _bring(
    new: sqlite3.Connection,
    old: Damaged,
    device: Device,
    merged: Merged,
    noted: dict[str, int],
) -> Iterator[tuple[int, str, int, bytes]]:
    """A device's events; answers the places of those among them that are erased."""
    target = _device(new, device)
    found = old.proven(device, last_event(new, target))
    new.executemany(
        "insert or ignore into event (device, seq, id, learner, kind, at, clock, salt, body, hash)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(target, *row) for row in found.rows],
    )
    _note_lost(new, device.name, found.lost)
    _signatures(new, old, device, target)
    merged.kept += len(found.rows)
    merged.lost += len(found.lost.keys() - old.known_lost(device.name).keys())
    # what is missing after the last one counts by the note, which may say more than the file
    noted[device.name] = max(noted.get(device.name, 0), found.end)
    return ((target, device.name, row[0], row[8]) for row in found.rows if row[6] is None)


def _end(new: sqlite3.Connection, name: str) -> int:
    row = new.execute("select n from device where id = ?", (name,)).fetchone()
    return 0 if row is None else last_event(new, row[0])[0]


def _device(new: sqlite3.Connection, device: Device) -> int:
    row = new.execute("select n from device where id = ?", (device.name,)).fetchone()
    if row is not None:
        return int(row[0])
    n = 1 + int(new.execute("select coalesce(max(n), 0) from device").fetchone()[0])
    new.execute(
        "insert into device (n, id, public) values (?, ?, ?)", (n, device.name, device.public)
    )
    return n


def _note_lost(new: sqlite3.Connection, name: str, lost: dict[int, bytes]) -> None:
    both = lost_events(new, name) | lost
    if both:
        _note(new, "lost", name, {seq: hashed.hex() for seq, hashed in sorted(both.items())})


def _note(new: sqlite3.Connection, kind: str, name: str, said: object) -> None:
    new.execute(
        "insert or replace into document (kind, id, body) values (?, ?, ?)",
        (kind, name, msgspec.json.encode(said)),
    )


def _signatures(new: sqlite3.Connection, old: Damaged, device: Device, target: int) -> None:
    """Checkpoints that hold; one that was hurt is signed again if the device's key is here."""
    hashes = dict(new.execute("select seq, hash from event where device = ?", (target,)).fetchall())
    rows = new.execute("select seq from checkpoint where device = ?", (target,)).fetchall()
    good, there = old.signatures(device, hashes), {seq for (seq,) in rows}
    key = old.keys.get(device.name)
    unsigned = set(unsigned_events(new, device.name))
    for seq, hashed in hashes.items():
        if seq % CHECKPOINT_EVERY or seq in good or seq in there or not device.public:
            continue
        if key is None:
            unsigned.add(seq)
        else:
            good[seq] = key.sign(chain.checkpoint(device.name, seq, hashed))
    if unsigned:
        _note(new, "unsigned", device.name, sorted(unsigned))
    new.executemany(
        "insert or ignore into checkpoint values (?, ?, ?)",
        [(target, seq, signature) for seq, signature in good.items()],
    )


# People and documents


def _rows(new: sqlite3.Connection, kept: Kept) -> None:
    """Rows that hold are newer than those of the copy.

    What only the copy has was taken away since, or hurt. The sum of all seals tells which, unless
    the hurt row is younger than the copy: then all that could be it is kept. It tells too if an
    older row, with its old seal, was put in the place of the one that the copy has.
    """
    here = dict(_rows_of(new))
    put_back = [
        name
        for name in here.keys() & kept.seals.keys()
        if kept.missing and here[name] ^ kept.seals[name] == kept.missing
    ]
    lacking = {name: seal for name, seal in here.items() if name not in kept.rows}
    if kept.missing is not None:
        hurt = [n for n, seal in lacking.items() if seal == kept.missing]
        stay = hurt if hurt or not kept.missing else [n for n in lacking if n[1] != "urn"]
        for gone in lacking.keys() - set(stay):
            _take_away(new, gone)
    for full_name, fields in kept.rows.items():
        table, name, *_ = full_name
        if full_name in put_back:
            continue
        if table == "learner":
            new.execute("delete from learner where nip = ? and id != ?", (fields[1], name))
        elif name in OF_THE_FILE:
            continue
        columns = next(c for t, c, *_ in TABLES if t == table)
        marks = ", ".join("?" * len(fields))
        new.execute(
            f"insert or replace into {table} ({columns}) values ({marks})",  # noqa: S608
            fields,
        )


def _rows_of(new: sqlite3.Connection) -> Iterator[tuple[tuple[Any, ...], int]]:
    for table, columns, _, names in TABLES:
        for *fields, seal in new.execute(f"select {columns}, seal from {table}"):  # noqa: S608
            if not (table == "document" and fields[0] in OF_THE_FILE):
                yield (table, *fields[:names]), int.from_bytes(seal, "big")


def _take_away(new: sqlite3.Connection, name: tuple[Any, ...]) -> None:
    where = next(w for t, _, w, _ in TABLES if t == name[0])
    new.execute(f"delete from {name[0]} where {where}", name[1:])  # noqa: S608 - our own names


def _ask_again(new: sqlite3.Connection) -> None:
    """What the agency has of other kiosks is asked for from the beginning.

    Whatever was lost of it so comes back, and whatever it has of what was lost of this computer's
    own. What is mended in the log is not kept a second time.
    """
    new.execute("delete from elsewhere where id in (select id from event)")
    new.execute(
        "delete from document where kind = ? and (id = ? or id like '%/' || ?)",
        (SYNC, CURSOR, CURSOR),
    )


# Erased persons


def _drop_unexplained(
    new: sqlite3.Connection, erased: list[tuple[int, str, int, bytes]], merged: Merged
) -> None:
    """More erased events than erasures say: nothing tells which were made so by another hand.

    There is nothing in them, so all that came from the damaged file give way to a note of the loss.
    """
    found, told = erased_and_told(new)
    if found <= told:
        return
    for target, name, seq, hashed in erased:
        new.execute("delete from event where device = ? and seq = ?", (target, seq))
        new.execute("delete from checkpoint where device = ? and seq = ?", (target, seq))
        _note_lost(new, name, {seq: hashed})
    merged.kept -= len(erased)
    merged.lost += found - told


def _erasures(new: sqlite3.Connection) -> list[tuple[str, int]]:
    """Persons who were erased, and when by the kiosk's own count."""
    rows = new.execute(
        "select body, clock from event where kind = 'person-erased' and salt is not null"
    ).fetchall()
    told = [(msgspec.json.decode(body, type=PersonErased), clock) for body, clock in rows]
    return [(erased.person, erased.before or clock) for erased, clock in told]


def _erase(new: sqlite3.Connection, person: str, clock: int, kept: Kept) -> None:
    """What an older copy still holds of an erased person goes; what came after it stays."""
    owner = uuid.UUID(person).bytes
    rows = new.execute(
        "select device, seq, salt, body from event where learner = ? and clock < ?", (owner, clock)
    ).fetchall()
    names = _rows_about(new, person, clock)
    for n, seq, salt, body in rows:
        match msgspec.json.decode(body, type=Event):
            case QuizStarted(attempt=name):
                names.append(("document", "used", name))
            case CertificateIssued(number=name):
                names.append(("document", "certificate", name))
        new.execute(
            "update event set salt = null, learner = null, body = ? where device = ? and seq = ?",
            (chain.commitment(salt, owner, body), n, seq),
        )
    for gone in names:
        if gone not in kept.rows:
            _take_away(new, gone)


def _rows_about(new: sqlite3.Connection, person: str, clock: int) -> list[tuple[str | bytes, ...]]:
    """The rows that are about a person, and those of what they did elsewhere until then."""
    done = new.execute(
        "select id from elsewhere where learner = ? and clock < ?", (uuid.UUID(person).bytes, clock)
    ).fetchall()
    documents = new.execute(
        "select kind, id from document where id = ? or id like ? || '/%'", (person, person)
    ).fetchall()
    return [
        ("learner", person),
        *(("elsewhere", *name) for name in done),
        *(("document", *name) for name in documents),
    ]


def _finish(new: sqlite3.Connection, old: Damaged | None) -> None:
    """Mark the file as one whose device has ended."""
    own = None if old is None or old.own is None else old.own.name
    row = new.execute(
        "select n from device order by id is ? desc, n desc limit 1", (own,)
    ).fetchone()
    if row is None:
        return  # nothing of anybody: the next opening makes a first device
    new.execute("delete from head")
    new.execute("insert into head values (1, ?, 0, x'', x'', x'', 'healed')", (row[0],))
