"""The devices that wrote a damaged file: this computer's own lives, and others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from kiosk.parcel import chain
from kiosk.store.evidence import ROW, Row, linked, vouched
from kiosk.store.sealing import TABLES, device_holds
from kiosk.store.wreck import Wreck

ENOUGH = 20
"""Events by which the name of a device is recognised."""


class Device(Struct, frozen=True):
    """A device of the file; its end and the sum of all rows' seals are None where no seal holds."""

    n: int
    name: str
    public: bytes
    seq: int = 0
    hash: bytes | None = None
    rows: bytes | None = None


class Lives:
    """All devices by their number in the file, and the one that wrote last."""

    def __init__(self, wreck: Wreck) -> None:
        self._wreck = wreck
        self.own = self._own()
        self.all = self._all()
        if self.own is None:
            with_keys = [d for d in self.all.values() if d.name in wreck.keys]
            self.own = max(with_keys, key=lambda d: d.n, default=None) or self._without_events()
            self.all |= {self.own.n: self.own} if self.own else {}

    def _own(self) -> Device | None:
        """By whichever seal on the end of the log holds; the furthest one, the last of equals."""
        found: Device | None = None
        for n, seq, hashed, rows, seal in self._wreck.ends():
            for name, key in self._wreck.keys.items():
                if self._wreck.seals(name).hold(seal, "head", name, seq, hashed, rows) and (
                    found is None or seq >= found.seq
                ):
                    found = Device(self._where(n, seq, hashed), name, key.public, seq, hashed, rows)
        return found

    def _where(self, told: int, seq: int, hashed: bytes) -> int:
        """Under which number a device's last event stands, if not under the one that is told."""
        sql = "select hash from event where device = ? and seq = ?"
        return next(
            (n for n in self._numbers() if self._wreck.ask(sql, n, seq) == [(hashed,)]), told
        )

    def _numbers(self) -> list[int]:
        rows = self._wreck.ask("select n from device") + self._wreck.ask("select device from event")
        return sorted({n for (n,) in rows if isinstance(n, int)})

    def _without_events(self) -> Device | None:
        """The device whose key holds people and documents, before anything was ever recorded."""
        wreck = self._wreck

        def holds(name: str) -> int:
            rows = ((table, row) for table, *_ in TABLES for row in wreck.table(table))
            return sum(wreck.seals(name).hold(row[-1], table, *row[:-1]) for table, row in rows)

        best = max(wreck.keys, key=holds, default="")
        return Device(0, best, wreck.keys[best].public) if best and holds(best) else None

    def _all(self) -> dict[int, Device]:
        found: dict[int, Device] = {} if self.own is None else {self.own.n: self.own}
        rows = self._wreck.devices()
        seals = self._wreck.seals(self.own.name if self.own else "")
        for n, name, public, seq, hashed, seal in rows:
            held = seals.known and device_holds(seals, name, public, seq, hashed, seal)
            if held and n not in found:
                found[n] = Device(n, name, public, seq, hashed)
        unknown = {*self._numbers(), *(n for n, *_ in rows)} - found.keys()
        if unknown or self.own is None or not self._numbers():
            found |= self._recognised({n: (name, public) for n, name, public, *_ in rows}, found)
        return found

    def _recognised(
        self, told: dict[int, tuple[Any, Any]], known: dict[int, Device]
    ) -> dict[int, Device]:
        """Devices by the links and seals of their events, under whichever name these hold."""
        some: dict[int, list[Row]] = {}
        begun = []
        for n, row in self._wreck.events():
            if row[3] == "life-began":
                begun.append(row[7])
            if n not in known and len(some.setdefault(n, [])) < ENOUGH:
                some[n].append(row)
        names = [*self._wreck.keys, *_former(begun)]
        found: dict[int, Device] = {}
        for n, dug in some.items():
            rows = self._wreck.ask(f"{ROW} where device = ? order by seq limit ?", n, ENOUGH)
            name, public = told.get(n, ("", b""))
            device = self._named(n, [str(name), *names], public, [*rows, *dug])
            if device is not None:
                found[n] = device
        return found

    def _named(
        self, n: int, names: Iterable[str], public: object, rows: Sequence[Row]
    ) -> Device | None:
        """A device under the name that fits most of these events; None if none fits any."""

        def fits(name: str) -> int:
            seals = self._wreck.seals(name)
            return sum(
                linked(name, chain.START if before is None else before[8], row) == row[8]
                or vouched(name, row, seals)
                for before, row in zip([None, *rows], rows, strict=False)
            )

        best = max(names, key=fits)
        if not fits(best):
            return None
        key = self._wreck.keys.get(best)
        kept = public if isinstance(public, bytes) else b""
        return Device(n, best, kept if key is None else key.public)


def _former(bodies: Iterable[bytes]) -> list[str]:
    """Names of former devices, as each new life tells them."""
    found = []
    for body in bodies:
        try:
            found.append(str(msgspec.json.decode(body)["before"]))
        except (msgspec.MsgspecError, TypeError, LookupError, ValueError):
            continue
    return found
