"""What a damaged file still proves: events by their seals or links, rows by their seals."""

from __future__ import annotations

import sqlite3
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.learning.events import PersonErased
from kiosk.store import chain, keys
from kiosk.store.check import lost_events
from kiosk.store.evidence import ROW, Evidence, Row, linked, vouched
from kiosk.store.pages import Pages
from kiosk.store.sealing import TABLES, device_holds
from kiosk.store.seals import Seals
from kiosk.store.trouble import UNREADABLE

FAR = 200
"""Events in a row that cannot be read, after which no more are looked for beyond the known end."""
COLUMNS = 10
"""Of an event: its device, and those of `Row`."""
ENOUGH = 20
"""Events by whose links the name of a device is recognised."""
NO_KEY = Seals(b"")


class Device(Struct, frozen=True):
    """A device of the file; its end and the sum of all rows' seals are None where no seal holds."""

    n: int
    name: str
    public: bytes
    seq: int = 0
    hash: bytes | None = None
    rows: bytes | None = None


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
        """A row that holds."""
        self.rows[name], self.seals[name] = fields, int.from_bytes(seal, "big")


class Damaged:
    """A damaged file and the keys in its folder. Nothing in it is taken for true unproven."""

    def __init__(self, db: sqlite3.Connection, folder: Path, pages: Pages) -> None:
        self._db, self._pages = db, pages
        self.keys = {
            file.stem: key
            for file in sorted(folder.glob("*.key"))
            if (key := keys.read_key(folder, file.stem)) is not None
        }
        self.own = self._own()
        self.seals = NO_KEY if self.own is None else self._seals(self.own.name)
        self.devices = {d.n: d for d in self._devices()}

    def _seals(self, name: str) -> Seals:
        key = self.keys.get(name)
        return NO_KEY if key is None else Seals(key.seal_key)

    def _rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What can be read of a query in one go; nothing if something in it cannot."""
        try:
            return self._db.execute(sql, values).fetchall()
        except (*UNREADABLE, OverflowError):
            return []

    # Devices

    def _own(self) -> Device | None:
        """The device that wrote last: by whichever of the two seals on its end holds."""
        rows = [
            *self._rows("select device, seq, hash, rows, seal from head"),
            *self._rows("select n, seq, hash, rows, seal from device order by n desc"),
        ]
        for n, seq, hashed, summed, seal in rows:
            for name, key in self.keys.items():
                if Seals(key.seal_key).hold(seal, "head", name, seq, hashed, summed):
                    at = self._where(seq, hashed)
                    return Device(n if at is None else at, name, key.public, seq, hashed, summed)
        return max(self._dug_devices().values(), key=lambda d: d.n, default=None)

    def _dug_devices(self) -> dict[int, Device]:
        """Devices whose keys are here, by the seals of their events, wherever these stand."""
        found: dict[int, Device] = {}
        looked: Counter[int] = Counter()
        for n, *row in self._pages.rows(COLUMNS):
            if n in found or looked[n] > ENOUGH or not isinstance(n, int):
                continue
            looked[n] += 1
            for name, key in self.keys.items():
                if vouched(name, row, Seals(key.seal_key)):
                    found[n] = Device(n, name, key.public)
        return found

    def _where(self, seq: int, hashed: bytes) -> int | None:
        """Under which number a device's last event stands."""
        for n in self._numbers():
            rows = self._rows("select hash from event where device = ? and seq = ?", n, seq)
            if rows == [(hashed,)]:
                return n
        return None

    def _numbers(self) -> list[int]:
        rows = self._rows("select n from device union select device from event")
        return [n for (n,) in rows or ((n,) for n in range(1, 10)) if isinstance(n, int)]

    def _devices(self) -> Iterator[Device]:
        rows = self._rows("select n, id, public, seq, hash, seal from device")
        told = {n: rest for n, *rest in rows}
        names = [*self.keys, *self._earlier_names()]
        dug = {} if self.own is None or self.own.rows else self._dug_devices()
        for n in {*self._numbers(), *dug}:
            if n in dug:
                yield dug[n]
                continue
            name, public, seq, hashed, _seal = row = told.get(n, ["", b"", 0, b"", b""])
            if self.own is not None and n == self.own.n:
                yield self.own
            elif self.seals.known and device_holds(self.seals, *row):
                yield Device(n, name, public, seq, hashed)
            elif named := self._named(n, [name, *names], public):
                yield named

    def _earlier_names(self) -> list[str]:
        """Names of former devices, as each new life tells them."""
        bodies = self._rows("select body from event where kind = 'life-began' and salt is not null")
        found = []
        for (body,) in bodies:
            try:
                found.append(str(msgspec.json.decode(body)["before"]))
            except (msgspec.MsgspecError, TypeError, KeyError, ValueError):
                continue
        return found

    def _named(self, n: int, names: list[object], public: object) -> Device | None:
        """A device under the name by which its events are linked, if it has any."""
        rows = self._rows(ROW + " where device = ? order by seq limit ?", n, ENOUGH)

        def links(name: object) -> int:
            pairs = zip([None, *rows], rows, strict=False)
            return sum(
                linked(str(name), chain.START if before is None else before[8], row) == row[8]
                for before, row in pairs
            )

        best = max(names, key=links)
        if not links(best):
            return None
        key = self.keys.get(str(best))
        kept = public if isinstance(public, bytes) else b""
        return Device(n, str(best), kept if key is None else key.public)

    # Events

    def proven(self, device: Device, start: tuple[int, bytes]) -> Proven:
        """The events of a device after `start` (seq, hash) that hold.

        With the device's key each event is proven alone, by its seal; only an erased one has none.
        Without it the links prove, and a tail that was rewritten counts as far as a signature goes.
        """
        read = self._read(device.n, start[0], device.seq)
        found = self._follow(device, start, read)
        if self._seals(device.name).known and (found.lost or self._hidden(device, found)):
            read |= self._dug(device, start[0], found)
            found = self._follow(device, start, read)
        self._cut(device, found, sealed=self._seals(device.name).known)
        return found

    def _follow(self, device: Device, start: tuple[int, bytes], read: Mapping[int, Row]) -> Proven:
        """The events among those that were read which hold; the others before the last are lost."""
        last = self._last(device, start[0], read)
        found = Proven([], {}, last)
        seals, known = self._seals(device.name), self.known_lost(device.name)
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
        return found

    def _last(self, device: Device, after: int, read: Mapping[int, Row]) -> int:
        """The last event there may have been: a hurt number must not make a million others lost."""
        seals, last = self._seals(device.name), max(after, device.seq)
        if seals.known:
            beyond = [seq for seq in read if seq > last and vouched(device.name, read[seq], seals)]
            return max([last, *beyond])
        for seq in [] if device.hash else sorted(read):
            if last < seq <= last + FAR:
                last = seq
        return last

    def _hidden(self, device: Device, found: Proven) -> bool:
        """Whether there must be, or may be, events after the last one that was found."""
        last = found.rows[-1][0] if found.rows else 0
        return device.hash is None or last < device.seq or self._pages.has_logs

    def _dug(self, device: Device, after: int, found: Proven) -> dict[int, Row]:
        """Events that stand in pages which SQLite does not reach.

        Erased ones too, as far as nothing sealed has their place: their links are looked at later.
        """
        there, seals = {row[0] for row in found.rows}, self._seals(device.name)
        sealed: dict[int, Row] = {}
        erased: dict[int, Row] = {}
        for n, *row in self._pages.rows(COLUMNS):
            seq, *_, salt, _, _ = row
            if n != device.n or not isinstance(seq, int) or seq <= after or seq in there:
                continue
            if salt is None:
                erased[seq] = tuple(row)
            elif vouched(device.name, row, seals):
                sealed[seq] = tuple(row)
        return erased | sealed

    def erasures(self) -> tuple[tuple[str, str], ...]:
        """Erasures that hold: the event's id, and the person."""
        rows = [
            row
            for device in self.devices.values()
            for row in self.proven(device, (0, chain.START)).rows
            if row[3] == "person-erased" and row[6] is not None
        ]
        said = [(row[1], msgspec.json.decode(row[7], type=PersonErased)) for row in rows]
        return tuple((str(uuid.UUID(bytes=name)), event.person) for name, event in said)

    def known_lost(self, name: str) -> dict[int, bytes]:
        """Events that an earlier damage took, as far as the file still tells."""
        try:
            return lost_events(self._db, name)
        except (*UNREADABLE, msgspec.MsgspecError, TypeError, ValueError):
            return {}

    def _read(self, n: int, after: int, end: int) -> dict[int, Row]:
        """All rows that can be read: in one go, else one by one around the pages that cannot."""
        try:
            rows = self._db.execute(ROW + " where device = ? and seq > ?", (n, after)).fetchall()
            return {row[0]: row for row in rows if isinstance(row[0], int)}
        except UNREADABLE:
            found: dict[int, Row] = {}
            seq, missed = after, 0
            while missed < FAR or seq < end:
                seq += 1
                rows = self._rows(ROW + " where device = ? and seq = ?", n, seq)
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
            vouched = max((seq for seq in good if seq <= device.seq), default=0)
            found.rows = [row for row in found.rows if row[0] <= vouched]
            last = max((row[0] for row in found.rows), default=0)
        found.lost = {seq: hashed for seq, hashed in found.lost.items() if seq < last}

    def signatures(self, device: Device, hashes: Mapping[int, bytes]) -> dict[int, bytes]:
        """The checkpoints of a device that hold, among events with these hashes."""
        return {
            seq: signature
            for seq, signature in self._rows(
                "select seq, signature from checkpoint where device = ?", device.n
            )
            if seq in hashes
            and keys.signed_by(
                device.public, chain.checkpoint(device.name, seq, hashes[seq]), signature
            )
        }

    # Rows

    def sealed_rows(self) -> Kept:
        """People and documents whose seals hold, read around what cannot be read."""
        kept = Kept()
        if self.own is None or not self.seals.known:
            return kept
        summed = Seals(b"")
        for table, columns, _, names in TABLES:
            for *fields, seal in self._around(table, columns, names):
                if self.seals.hold(seal, table, *fields):
                    kept.put((table, *fields[:names]), tuple(fields), seal)
                    summed.swap(b"", seal)
        for n, *row in self._rows("select n, id, public, seq, hash, seal from device"):
            if n != self.own.n and device_holds(self.seals, *row):
                summed.swap(b"", row[-1])
        if self.own.rows is not None:
            kept.missing = summed.rows ^ int.from_bytes(self.own.rows, "big")
        if kept.missing != 0:
            self._dig_rows(kept)
        return kept

    def _dig_rows(self, kept: Kept) -> None:
        """Rows that hold but stand where SQLite does not come."""
        for table, columns, _, names in TABLES:
            for *fields, seal in self._pages.rows(columns.count(",") + 2):
                name = (table, *fields[:names])
                if name not in kept.rows and self.seals.hold(seal, table, *fields):
                    kept.put(name, tuple(fields), seal)
                    if kept.missing is not None:
                        kept.missing ^= int.from_bytes(seal, "big")

    def _around(self, table: str, columns: str, names: int) -> Iterator[tuple[Any, ...]]:
        """Rows from the beginning up to what cannot be read, and from the end down to it."""
        seen = set()
        for order in ("", " desc"):
            by = ", ".join(f"{place + 1}{order}" for place in range(names))
            sql = f"select {columns}, seal from {table} order by {by}"  # noqa: S608 - our names
            try:
                for row in self._db.execute(sql):
                    if row[:names] not in seen:
                        seen.add(row[:names])
                        yield row
            except UNREADABLE:
                continue
            return
