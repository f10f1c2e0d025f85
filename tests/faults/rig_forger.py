"""Somebody who knows all of the file's form, and everything in it, but not the device's key."""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import msgspec

from kiosk.learning.events import Event, QuizSubmitted
from kiosk.parcel import chain
from kiosk.people.learner import Learner
from kiosk.store.folder import FILE
from kiosk.store.keys import DeviceKey
from tests.desk.learning_on import COURSE
from tests.faults.rig_lively import READY

COLUMNS: Final = "seq, id, learner, kind, at, clock, salt, body, hash"
FIRST: Final = 1
"""The number of the kiosk's first device in `device`."""
FORGED: Final = QuizSubmitted(COURSE, "post", "forged", 100.0, 70, 60)


def bytes_of(learner: Learner) -> bytes:
    """A learner's id as it stands in events."""
    return uuid.UUID(learner.id).bytes


@dataclass
class Forger:
    """An open file in a folder, and hands."""

    folder: Path
    older: Path
    """The whole folder as it was a day before."""
    db: sqlite3.Connection = field(init=False)

    def __post_init__(self) -> None:
        self.db = sqlite3.connect(self.folder / FILE, isolation_level=None)

    def one(self, sql: str, *values: object) -> Any:  # noqa: ANN401 - whatever stands there
        """The first value of the first row."""
        return self.db.execute(sql, values).fetchone()[0]

    def do(self, sql: str, *values: object) -> None:
        """An edit; it must have met something."""
        assert self.db.execute(sql, values).rowcount != 0, sql

    @property
    def n(self) -> int:
        """The device that writes."""
        return int(self.one("select device from head"))

    @property
    def last(self) -> int:
        """The last event of that device."""
        return int(self.one("select max(seq) from event where device = ?", self.n))

    def seq_of(self, kind: str, learner: Learner | None = None, n: int = 0) -> int:
        """The last event of a kind, of a learner."""
        owner = None if learner is None else bytes_of(learner)
        return int(
            self.one(
                "select max(seq) from event where device = ? and kind = ?"
                " and (? is null or learner = ?)",
                n or self.n,
                kind,
                owner,
                owner,
            )
        )

    def body(self, seq: int, change: Callable[[bytes], bytes], n: int = 0) -> None:
        """Another body in place of an event's."""
        kept = self.one("select body from event where device = ? and seq = ?", n or self.n, seq)
        fresh = change(kept)
        assert fresh != kept
        self.do("update event set body = ? where device = ? and seq = ?", fresh, n or self.n, seq)

    def relink(self, start: int = 1, until: int = 0, n: int = 0) -> None:
        """All links anew from an event on."""
        n = n or self.n
        device = self.one("select id from device where n = ?", n)
        row = self.db.execute(
            "select hash from event where device = ? and seq = ?", (n, start - 1)
        ).fetchone()
        before = chain.START if row is None else row[0]
        for seq, event_id, owner, kind, at, clock, salt, body, _ in self.db.execute(
            f"select {COLUMNS} from event"  # noqa: S608 - our own columns
            " where device = ? and seq between ? and ? order by seq",
            (n, start, until or 1 << 40),
        ).fetchall():
            head = chain.header(device, seq, event_id, kind, at, clock)
            before = chain.link(before, head, chain.commitment(salt, owner, body))
            self.do("update event set hash = ? where device = ? and seq = ?", before, n, seq)

    def settle(self) -> None:
        """Both ends as the events now are, under the old seal."""
        seq, hashed = self.db.execute(
            "select seq, hash from event where device = ? order by seq desc limit 1", (self.n,)
        ).fetchone()
        n = self.n
        self.do("update head set seq = ?, hash = ?", seq, hashed)
        self.do("update device set seq = ?, hash = ? where n = ?", seq, hashed, n)

    def append(self, learner: Learner, event: Event, seq: int = 0, n: int = 0) -> None:
        """An event that links rightly."""
        n, seq = n or self.n, seq or self.last + 1
        body, kind = msgspec.json.encode(event), str(event.__struct_config__.tag)
        clock = int(self.one("select max(clock) from event")) + 1
        self.do(
            "insert into event (device, seq, id, learner, kind, at, clock, salt, body, hash)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(n, seq, os.urandom(16), bytes_of(learner), kind, clock >> 12, clock),
            *(os.urandom(18), body, bytes(32)),
        )
        self.relink(seq, n=n)

    def make_room(self, seq: int) -> None:
        """Each event from `seq` on one place further."""
        for there in range(self.last, seq - 1, -1):
            self.do(
                "update event set seq = ? where device = ? and seq = ?", there + 1, self.n, there
            )

    def sign_all(self, n: int = 0) -> None:
        """A key of one's own, and every checkpoint signed by it."""
        n, key = n or self.n, DeviceKey(bytes(range(32)))
        device = self.one("select id from device where n = ?", n)
        self.do("update device set public = ? where n = ?", key.public, n)
        for seq, hashed in self.db.execute(
            "select c.seq, e.hash from checkpoint c join event e using (device, seq)"
            " where device = ?",
            (n,),
        ).fetchall():
            signature = key.sign(chain.checkpoint(device, seq, hashed))
            self.do(
                "update checkpoint set signature = ? where device = ? and seq = ?",
                *(signature, n, seq),
            )

    def document(self, kind: str, change: Callable[[bytes], bytes]) -> None:
        """Another body in place of a document's."""
        kept = self.one("select body from document where kind = ?", kind)
        fresh = change(kept)
        assert fresh != kept
        self.do("update document set body = ? where kind = ?", fresh, kind)


Edit = Callable[[Forger], None]
EDITS: dict[str, tuple[Edit, Learner]] = {}


def edit(learner: Learner = READY) -> Callable[[Edit], Edit]:
    """An edit after which `learner` goes for a certificate."""

    def kept(made: Edit) -> Edit:
        EDITS[made.__name__] = (made, learner)
        return made

    return kept
