"""What a damaged file still proves: events by their seals or links, rows by their seals."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
from msgspec import Struct, structs

from kiosk.learning.events import CertificateKept, PersonErased, ResultKept
from kiosk.parcel import chain
from kiosk.parcel.signature import signed_by
from kiosk.store.check import lost_events
from kiosk.store.evidence import ROW, Evidence, Row, vouched
from kiosk.store.lives import Device, Lives
from kiosk.store.pages import Pages
from kiosk.store.sealing import TABLES, device_holds
from kiosk.store.seals import Seals
from kiosk.store.trouble import UNREADABLE
from kiosk.store.wreck import Wreck

Parting: TypeAlias = PersonErased | CertificateKept | ResultKept
"""An erasure, and what it left of a person without the person."""
PARTINGS = frozenset(("person-erased", "certificate-kept", "result-kept"))

FAR = 200
"""Events in a row that cannot be read, after which no more are looked for beyond the known end."""


class Proven(Struct):
    """A device's events after some seq that hold, and those before the last of them that do not.

    `lost`: seq → the hash it had, empty if unknown. `end`: the last seq there ever was.
    """

    rows: list[Row]
    lost: dict[int, bytes]
    end: int


class Kept(Struct):
    """Rows that hold, by table and name, with their seals as numbers.

    `missing`: the seals of all other rows in one, if known; 0 if there are none.
    """

    rows: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    seals: dict[tuple[Any, ...], int] = {}
    missing: int | None = None

    def put(self, name: tuple[Any, ...], fields: tuple[Any, ...], seal: bytes) -> None:
        """A row that holds, in place of what was known under its name."""
        number = int.from_bytes(seal, "big")
        if self.missing is not None:
            self.missing ^= number ^ self.seals.get(name, 0)
        self.rows[name], self.seals[name] = fields, number


def as_of(event: Parting, clock: int) -> Parting:
    """An erasure that keeps the clock it was asked for at, wherever it is recorded again."""
    if isinstance(event, PersonErased) and not event.before:
        return structs.replace(event, before=clock)
    return event


class Damaged:
    """A damaged file and the keys in its folder. Nothing in it is taken for true unproven."""

    def __init__(self, db: sqlite3.Connection, folder: Path, pages: Pages) -> None:
        self._db, self._wreck = db, Wreck(db, folder, pages)
        lives = Lives(self._wreck)
        self.keys, self.own, self.devices = self._wreck.keys, lives.own, lives.all

    # Events

    def proven(self, device: Device, start: tuple[int, bytes]) -> Proven:
        """The events of a device after `start` (seq, hash) that hold.

        With the device's key each event is proven alone, by its seal; only an erased one has none.
        Without it the links prove, and a tail that was rewritten counts as far as a signature goes.
        """
        read = self._read(device.n, start[0], device.seq)
        found = self._follow(device, start, read)
        if found.lost or self._hidden(device, start[0], found):
            read |= self._dug(device, start[0], found)
            found = self._follow(device, start, read)
        self._cut(device, found, sealed=self._wreck.seals(device.name).known)
        return found

    def _follow(self, device: Device, start: tuple[int, bytes], read: Mapping[int, Row]) -> Proven:
        """The events among those that were read which hold; the others before the last are lost."""
        last = self._last(device, start[0], read)
        found = Proven([], {}, last)
        seals, known = self._wreck.seals(device.name), self.known_lost(device.name)
        before: bytes | None = start[1]
        for seq in range(start[0] + 1, last + 1):
            row = read.get(seq)
            event = Evidence(device.name, row, before, read.get(seq + 1))
            hashed = event.proven_by(seals, device.hash if seq == device.seq else None)
            if row is None or hashed is None:
                found.lost[seq] = known.get(seq, b"") if row is None else event.stored
                before = found.lost[seq] or None
                continue
            if seq - 1 in found.lost and hashed != event.linked:
                found.lost[seq - 1] = b""
            found.rows.append((*row[:8], hashed))
            before = hashed
        if device.hash is None:
            found.end = found.rows[-1][0] if found.rows else start[0]
        return found

    def _last(self, device: Device, after: int, read: Mapping[int, Row]) -> int:
        """The last event there may have been: a hurt number must not make a million others lost."""
        seals, last = self._wreck.seals(device.name), max(after, device.seq)
        for seq in sorted(seq for seq in read if seq > last):
            erased = read[seq][6] is None
            near = device.hash is None and seq <= last + FAR and (erased or not seals.known)
            if near or vouched(device.name, read[seq], seals):
                last = seq
        return last

    def _hidden(self, device: Device, after: int, found: Proven) -> bool:
        """Whether there must be, or may be, events after the last one that was found."""
        last = found.rows[-1][0] if found.rows else after
        return device.hash is None or last < device.seq or self._wreck.pages.has_logs

    def _dug(self, device: Device, after: int, found: Proven) -> dict[int, Row]:
        """Events that stand in pages which SQLite does not reach.

        Such as have no seal too, as far as nothing sealed has their place: their links count.
        """
        there, seals = {row[0] for row in found.rows}, self._wreck.seals(device.name)
        sealed: dict[int, Row] = {}
        bare: dict[int, Row] = {}
        for n, row in self._wreck.events():
            if n != device.n or row[0] <= after or row[0] in there:
                continue
            if row[6] is None or not seals.known:
                bare[row[0]] = row
            elif vouched(device.name, row, seals):
                sealed[row[0]] = row
        return bare | sealed

    def partings(self) -> tuple[tuple[str, Parting], ...]:
        """Erasures that hold and what they left, each with its event's id."""
        rows = [
            row
            for device in self.devices.values()
            for row in self.proven(device, (0, chain.START)).rows
            if row[3] in PARTINGS and row[6] is not None
        ]
        return tuple(
            (
                str(uuid.UUID(bytes=row[1])),
                as_of(msgspec.json.decode(row[7], type=Parting), row[5]),
            )
            for row in rows
        )

    def known_lost(self, name: str) -> dict[int, bytes]:
        """Events that an earlier damage took, as far as the file still tells."""
        try:
            return lost_events(self._db, name)
        except (*UNREADABLE, msgspec.MsgspecError, TypeError, ValueError):
            return {}

    def _read(self, n: int, after: int, end: int) -> dict[int, Row]:
        """All rows that can be read: in one go, else one by one around the pages that cannot."""
        try:
            rows = [*self._wreck.stumbles(ROW + " where device = ? and seq > ?", n, after)]
            return {row[0]: row for row in rows if isinstance(row[0], int)}
        except UNREADABLE:
            found: dict[int, Row] = {}
            seq, missed = after, 0
            while missed < FAR or seq < end:
                seq += 1
                rows = self._wreck.ask(ROW + " where device = ? and seq = ?", n, seq)
                missed = 0 if rows else missed + 1
                found.update({row[0]: row for row in rows})
            return found

    def _cut(self, device: Device, found: Proven, *, sealed: bool) -> None:
        """Drop a rewritten tail, and what was lost after the last event that holds."""
        by_seq = {row[0]: row[8] for row in found.rows}
        last = max(by_seq, default=0)
        end = (device.seq, device.hash)
        if not sealed and device.hash and last >= device.seq and (last, by_seq[last]) != end:
            good = self.signatures(device, by_seq)
            vouched_for = max((seq for seq in good if seq <= device.seq), default=0)
            found.rows = [row for row in found.rows if row[0] <= vouched_for]
            last = max((row[0] for row in found.rows), default=0)
        found.lost = {seq: hashed for seq, hashed in found.lost.items() if seq < last}

    def signatures(self, device: Device, hashes: Mapping[int, bytes]) -> dict[int, bytes]:
        """The checkpoints of a device that hold, among events with these hashes."""
        sql = "select seq, signature from checkpoint where device = ?"
        return {
            seq: signature
            for seq, signature in self._wreck.ask(sql, device.n)
            if seq in hashes
            and signed_by(device.public, chain.checkpoint(device.name, seq, hashes[seq]), signature)
        }

    # Rows

    def sealed_rows(self) -> Kept:
        """People and documents whose seals hold, read around what cannot be read."""
        own, kept = self.own, Kept()
        seals = self._wreck.seals("" if own is None else own.name)
        if own is None or not seals.known:
            return kept
        if own.rows is not None:
            kept.missing = int.from_bytes(own.rows, "big")
            for n, *told in self._wreck.devices():
                if n != own.n and device_holds(seals, *told):
                    kept.missing ^= int.from_bytes(told[-1], "big")
        for table, columns, _, names in TABLES:
            for row in self._around(table, columns, names):
                if seals.hold(row[-1], table, *row[:-1]):
                    kept.put((table, *row[:names]), row[:-1], row[-1])
        if kept.missing != 0:
            self._dig_rows(kept, seals)
        return kept

    def _dig_rows(self, kept: Kept, seals: Seals) -> None:
        """Rows that hold but stand where SQLite does not come, be they new or in another's place.

        Of one that would take the place of another, only the sum of all seals tells its right.
        """
        for table, _, _, names in TABLES:
            for row in self._wreck.table(table):
                name = (table, *row[:names])
                if not seals.hold(row[-1], table, *row[:-1]):
                    continue
                instead = kept.seals.get(name, 0) ^ int.from_bytes(row[-1], "big")
                if name not in kept.rows or (instead and instead == kept.missing):
                    kept.put(name, row[:-1], row[-1])

    def _around(self, table: str, columns: str, names: int) -> Iterator[tuple[Any, ...]]:
        """Rows from the beginning up to what cannot be read, and from the end down to it."""
        seen = set()
        for order in ("", " desc"):
            by = ", ".join(f"{place + 1}{order}" for place in range(names))
            sql = f"select {columns}, seal from {table} order by {by}"  # noqa: S608 - our names
            try:
                for row in self._wreck.stumbles(sql):
                    if row[:names] not in seen:
                        seen.add(row[:names])
                        yield row
            except UNREADABLE:
                continue
            return
