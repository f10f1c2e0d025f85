"""Proof before a certificate: nothing it rests on was changed by another hand or a flipped bit."""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.parcel import chain
from kiosk.store.elsewhere import Elsewhere
from kiosk.store.log import Log
from kiosk.store.trouble import StoreTrouble

if TYPE_CHECKING:
    from kiosk.store.check import Checked


class Proof:
    """What is proven of a file since it was opened. A check in the background is taken over.

    As long as no other program wrote to the file, only what came since has to be followed.
    """

    def __init__(
        self, db: sqlite3.Connection, log: Log, folder: Path, elsewhere: Elsewhere
    ) -> None:
        self._db, self._log, self._folder = db, log, folder
        self._elsewhere = elsewhere
        self._proven: tuple[int, bytes] | None = None
        self._seen = self._version()

    def accept(self, checked: Checked) -> None:
        """Take over a check of this file that was made while it was open."""
        if checked.damages:
            raise StoreTrouble("damaged")
        self._proven = checked.ends.get(self._log.n, (0, chain.START))

    def of(self, learner: str) -> None:
        """Raise StoreTrouble "damaged" unless the file holds and the learner's events do."""
        version = self._version()
        if self._proven is None or version != self._seen:
            from kiosk.store.check import check

            self.accept(check(self._db, self._folder, key=self._log.key))
            self._seen = version
        self._follow()
        self._neighbours(learner)
        self._elsewhere.prove(learner)

    def _version(self) -> int:
        """Changes whenever another connection has written."""
        return int(self._db.execute("pragma data_version").fetchone()[0])

    def _follow(self) -> None:
        """The links since the last proof."""
        seq, before = self._proven or (0, chain.START)
        for row in self._db.execute(
            "select seq, id, learner, kind, at, clock, salt, body, hash from event"
            " where device = ? and seq > ? order by seq",
            (self._log.n, seq),
        ).fetchall():
            seq += 1
            if row[0] != seq or not self._linked(self._log.device, before, row):
                raise StoreTrouble("damaged")
            before = row[8]
        if (seq, before) != (self._log.seq, self._log.hash):
            raise StoreTrouble("damaged")
        if not self._db.in_transaction:  # else it may be rolled back
            self._proven = seq, before

    def _neighbours(self, learner: str) -> None:
        """Each of the learner's events once more, against the one before it."""
        for device, before, *row in self._db.execute(
            "select d.id, (select p.hash from event p where p.device = e.device"
            " and p.seq = e.seq - 1), e.seq, e.id, e.learner, e.kind, e.at, e.clock, e.salt,"
            " e.body, e.hash from event e join device d on d.n = e.device where e.learner = ?",
            (uuid.UUID(learner).bytes,),
        ).fetchall():
            if before is None and row[0] != 1:
                continue  # the one before was lost to an earlier damage, which is known
            if not self._linked(device, before or chain.START, row):
                raise StoreTrouble("damaged")

    @staticmethod
    def _linked(device: str, before: bytes, row: list[object] | tuple[object, ...]) -> bool:
        seq, event_id, owner, kind, at, clock, salt, body, hashed = row
        head = chain.header(device, seq, event_id, kind, at, clock)  # type: ignore[arg-type]
        committed = chain.commitment(salt, owner, body)  # type: ignore[arg-type]
        return chain.link(before, head, committed) == hashed
