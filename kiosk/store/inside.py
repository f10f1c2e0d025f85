"""What a file holds, read without writing anything in or beside it: it may be damaged or in use."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from kiosk.learning.events import CertificateIssued, Recorded
from kiosk.store import order
from kiosk.store.check import Checked, check
from kiosk.store.elsewhere import Elsewhere
from kiosk.store.exchange import ACKNOWLEDGED, ASIDE, Acknowledged, lacking
from kiosk.store.keys import read_key
from kiosk.store.numbering import Numbering
from kiosk.store.opening import NEWEST, TABLES_KEPT, open_to_read
from kiosk.store.pace import no_pause
from kiosk.store.reading import Reading, reading
from kiosk.store.sealing import TABLES
from kiosk.store.seals import Seals
from kiosk.store.trouble import StoreTrouble, told

SQLITE = sqlite3.sqlite_version
_ISSUED = "kind = 'certificate-issued'"
_OF_KIOSK = (
    "kind in ('life-began', 'healed', 'clock-jumped', 'clock-confirmed',"
    " 'person-erased', 'certificate-kept', 'result-kept')"
)
INDEXES = {
    "event_of_learner": "learner is not null",
    "event_certificate": _ISSUED,
    "event_evaluation": "kind = 'evaluation-answered'",
    "event_of_kiosk": _OF_KIOSK,
    "event_of_register": "kind in ('certificate-printed', 'certificate-revoked')",
    "elsewhere_of_learner": "learner >= x''",
    "elsewhere_by_clock": "clock >= 0",
    "elsewhere_of_register": (
        "kind in ('certificate-issued', 'certificate-printed', 'certificate-revoked')"
    ),
}
"""The indexes that stand for a view of a table, with what is to be found by each."""


@contextmanager
def looking(file: Path, *, directly: bool = False) -> Iterator[Inside]:
    """Look into a file. Raises StoreTrouble "cannot-open", "full" or "busy" if nobody can.

    `directly`: read it itself, not a private copy. So it must be with a file that this very process
    has open, since closing a copied file lets go of all locks that the process holds on it (POSIX);
    and so it may be with a copy from `backup`, beside which SQLite writes nothing.
    """
    if directly and not file.exists():
        raise StoreTrouble("cannot-open")
    source = Reading(f"{file.resolve().as_uri()}?mode=ro") if directly else reading(file)
    try:
        with told():
            db = open_to_read(source.uri)
            try:
                yield Inside(db, file.parent)
            finally:
                db.close()
    finally:
        source.close()


class Inside:
    """An open look into a file; `folder` holds the devices' keys.

    Everything raises StoreTrouble "damaged" where the file cannot be what it should.
    """

    def __init__(self, db: sqlite3.Connection, folder: Path) -> None:
        self._db, self._folder = db, folder

    @cached_property
    def form(self) -> str:
        """One of "current", "empty" (nothing was ever recorded), "old", "newer", "unreadable"."""
        try:
            version = self._number("pragma user_version")
            tables = {r[0] for r in self._rows("select name from sqlite_schema")}
            if version != NEWEST and self._kept_version(tables) not in (version, None):
                return "current"  # somebody changed the number: `checked` will tell
            if version > NEWEST:
                return "newer"
            if "device" not in tables or not self._number("select count(*) from device"):
                events = "event" in tables and self._number("select count(*) from event")
                return "current" if events else "empty"
        except StoreTrouble as trouble:
            if trouble.code != "damaged":
                raise
            return "unreadable"
        return "old" if version < NEWEST else "current"

    def _kept_version(self, tables: set[str]) -> int | None:
        """The number of the file's form as it was kept under seal; None in the first form."""
        body = self.document(*TABLES_KEPT) if "head" in tables else None
        try:
            return None if body is None else int(body.split()[0])
        except (ValueError, IndexError) as error:
            raise StoreTrouble("damaged") from error

    def checked(self, pace: Callable[[], None] = no_pause) -> Checked:
        """The whole of it looked through."""
        return check(self._db, self._folder, pace)

    def sound(self) -> bool:
        """SQLite's own check, which any form of the file can pass."""
        try:
            return self._rows("pragma integrity_check(1)") == [("ok",)]
        except StoreTrouble:
            return False

    @contextmanager
    def still(self) -> Iterator[None]:
        """One moment of a file that another program may be writing."""
        self._db.execute("begin")
        try:
            yield
        finally:
            self._db.execute("rollback")

    @cached_property
    def device(self) -> str:
        """The id under which the file goes on; empty if it does not tell."""
        rows = self._rows("select d.id from head h join device d on d.n = h.device")
        return str(rows[0][0]) if rows else ""

    @property
    def life_to_come(self) -> str:
        """Why the next opening goes on as a new device; empty if it need not."""
        rows = self._rows("select life from head")
        return str(rows[0][0]) if rows else ""

    @property
    def has_key(self) -> bool:
        """Whether the device's key is here, without which no seal can be looked at."""
        return read_key(self._folder, self.device) is not None

    def ends(self) -> dict[str, int]:
        """How far each device's log goes: its id → the last seq."""
        return dict(
            self._rows(
                "select d.id, max(e.seq) from event e join device d on d.n = e.device group by d.id"
            )
        )

    @property
    def newest_at(self) -> int:
        """UTC ms of the file's own last event; 0 if there is none."""
        sql = "select at from event where device = (select device from head) order by seq desc"
        rows = self._rows(f"{sql} limit 1")
        return int(rows[0][0]) if rows else 0

    @property
    def size(self) -> int:
        """Bytes, with what is still in the -wal."""
        return self._number("pragma page_count") * self._number("pragma page_size")

    def counts(self) -> tuple[int, int, int]:
        """Events, signatures, and rows that are sealed."""
        events = self._number("select count(*) from event")
        signed = self._number("select count(*) from checkpoint")
        sealed = sum(
            self._number(f"select count(*) from {table}")  # noqa: S608 - our own names
            for table, *_ in TABLES
        )
        return events, signed, sealed

    def document(self, kind: str, name: str) -> bytes | None:
        """A document's bytes, or None; whether its seal holds is told by `checked`."""
        rows = self._rows("select body from document where kind = ? and id = ?", (kind, name))
        return bytes(rows[0][0]) if rows else None

    def exchanged(self) -> tuple[int, int, int]:
        """Events that the agency lacks, UTC ms of its newest receipt (0: none), lines put aside."""
        try:
            body = self.document(*ACKNOWLEDGED) or b"{}"
            there = msgspec.json.decode(body, type=dict[str, Acknowledged])
        except msgspec.MsgspecError as error:
            raise StoreTrouble("damaged") from error
        waiting = lacking(dict(self._rows("select id, seq from device")), there)
        aside = self._rows("select count(*) from document where kind = ?", (ASIDE,))
        return waiting, max((a.at for a in there.values()), default=0), int(aside[0][0])

    def learners(self) -> tuple[str, ...]:
        """Everyone who is on the roster or did something, by id."""
        acted = self._rows(
            "select distinct learner from event where learner is not null"
            " union select distinct learner from elsewhere"
        )
        rostered = self._rows("select id from learner")
        try:
            found = {str(uuid.UUID(bytes=row[0])) for row in acted}
            return tuple(sorted(found | {str(uuid.UUID(row[0])) for row in rostered}))
        except (ValueError, TypeError, AttributeError) as error:
            raise StoreTrouble("damaged") from error

    def events(self, learner: str) -> tuple[Recorded, ...]:
        """A learner's events, those on other kiosks too, oldest first."""
        unproven = Elsewhere(self._db, lambda: Seals(b""), lambda: 0)
        try:
            with told():
                return order.everywhere(self._db, learner, unproven.of(learner))
        except (sqlite3.DatabaseError, TypeError, ValueError) as error:
            raise StoreTrouble("damaged") from error

    def happenings(self) -> tuple[Recorded, ...]:
        """What happened to the computer and its file, oldest first."""
        return self._recorded(f"{order.SELECT} where {_OF_KIOSK} order by clock, device, seq")

    def certificates(self) -> tuple[CertificateIssued, ...]:
        """Every certificate, found by going through the whole log."""
        sql = f"{order.SELECT} not indexed where +{_ISSUED} and salt is not null"
        found = [r.event for r in self._recorded(sql)]
        return tuple(e for e in found if isinstance(e, CertificateIssued))

    def sequences(self, year: str) -> AbstractSet[int]:
        """The running numbers of certificates given here in a year."""
        try:
            return Numbering(self._db).used(year)
        except sqlite3.DatabaseError as error:
            raise StoreTrouble("damaged") from error

    def uneven(self) -> tuple[str, ...]:
        """The indexes by which other events are found than by going through the whole log."""
        return tuple(name for name, where in INDEXES.items() if not self._even(name, where))

    def _even(self, index: str, where: str) -> bool:
        form = (
            # whole numbers, as a sum of real ones depends on the order; and none that overflows
            "select count(*), count(distinct learner), sum(seq), sum(device), sum(clock & 0xffffff)"
            " from {} {} where {}"
        )
        table = index.partition("_")[0]
        try:
            by_index = self._rows(form.format(table, f"indexed by {index}", where))
        except StoreTrouble:
            return False  # no such index, or one for something else
        # "+" keeps the planner from a partial index, which "not indexed" alone does not
        return by_index == self._rows(form.format(table, "not indexed", f"+{where}"))

    def _number(self, sql: str) -> int:
        return int(self._rows(sql)[0][0])

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            with told():
                return self._db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise StoreTrouble("damaged") from error

    def _recorded(self, sql: str) -> tuple[Recorded, ...]:
        return order.recorded(self._rows(sql))
