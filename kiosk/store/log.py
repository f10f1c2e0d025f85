"""The log of this computer's own device: where it ends, and how it goes on."""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from kiosk.learning.events import Event, LifeBegan, PersonErased, Recorded
from kiosk.parcel import chain
from kiosk.store import keys
from kiosk.store.documents import Documents
from kiosk.store.identity import RANDOM_BYTES, new_id
from kiosk.store.machine import Machine, learnt, same
from kiosk.store.note import Note, copied_further
from kiosk.store.opening import NEWEST, TABLES_KEPT, declared, is_new, left_log
from kiosk.store.sealing import Own, seal_all
from kiosk.store.seals import SALT_BYTES, Seals
from kiosk.store.trouble import StoreTrouble

_END = (int, bytes, bytes, bytes)
_EVENT = (int, bytes, bytes | None, str, int, int, bytes | None, bytes, bytes)
"""Types of the columns in `head` and `device`, and in `event`."""
CHECKPOINT_EVERY = 100
"""Events between two signatures; a certificate and an export are signed at once."""
CLOCK_BITS = 12
"""A clock is UTC milliseconds, and below them so many bits that count on."""
FIRST_YEAR = 1_767_225_600_000
"""2026-01-01 UTC: no kiosk was ever before it."""
AHEAD = 10 * 366 * 86_400_000
"""Ten years in milliseconds."""
ENCODE = msgspec.json.Encoder()
MACHINE = ("machine", "kiosk")


class Log:
    """Appends events to one device's chain. Raises StoreTrouble("damaged") on a tail that is not.

    Reasons for going on as a new device, so that no `seq` is ever given twice: "clone" (another
    computer), "restored" and "healed" (an older file was put in place), "key-lost", and "upgraded"
    (from the form of the file that had no keys).
    """

    def __init__(  # noqa: PLR0913 - the file, the world, and how it may be used
        self,
        db: sqlite3.Connection,
        folder: Path,
        now: Callable[[], int],
        chance: Callable[[int], bytes],
        *,
        machine: Machine,
        view_only: bool,
    ) -> None:
        self._db, self._folder, self._now, self._chance = db, folder, now, chance
        self._machine, self._view_only = machine, view_only
        self.n, self.device, self.seq, self.clock, self.hash = 0, "", 0, 0, chain.START
        self.earlier = 0
        self.seals = Seals(b"")
        self.documents = Documents(db, lambda: self.seals)
        self.key: keys.DeviceKey | None = None
        self._settled = (0, chain.START, 0)
        self._open()

    def _open(self) -> None:
        head = self._db.execute("select device, seq, hash, rows, seal, life from head").fetchone()
        if head is None:
            if self._view_only:
                raise StoreTrouble("cannot-open")
            self._begin()
            return
        self.n, *end, life = _as_written(head, int, *_END, str)
        own = self._db.execute(
            "select id, seq, hash, rows, seal from device where n = ?", (self.n,)
        ).fetchone()
        self.device, *twin = _as_written(own, str, *_END)
        self.key = keys.read_key(self._folder, self.device)
        self._find_clock()
        reason = life or ("key-lost" if self.key is None else "")
        if self.key is not None or end[1]:  # else it was merged from two files
            self._take_up(end, twin)
            reason = reason or ("restored" if self._rolled_back() else "")
        if not self._view_only:
            self._go_on(reason)

    def _begin(self) -> None:
        """A file without an end of the log: new, or brought up from the form that had none."""
        older = self._db.execute("select id from device where public = x'' limit 1").fetchone()
        if older is None:
            if not is_new(self._db) or self._had_begun():
                raise StoreTrouble("damaged")
            self.begin_life("first")
            return
        (self.device,) = _as_written(older, str)
        if keys.key_file(self._folder, self.device).exists():
            raise StoreTrouble("damaged")  # that form had no keys
        self._find_clock()
        self.begin_life("upgraded")

    def _had_begun(self) -> bool:
        """Whether the folder knows of a log that had begun."""
        notes = (Note.read(self._folder, file.stem) for file in [*self._folder.glob("*.seen")])
        return any(note is not None and note.seq for note in notes)

    def _go_on(self, reason: str) -> None:
        """The same device, or a new one if there is a reason or this is another computer."""
        kept = Machine() if reason else Machine.from_bytes(self.documents.get(*MACHINE) or b"")
        if not reason and not same(kept, self._machine):
            reason = "clone"
        if reason:
            self.begin_life(reason)
        elif (known := learnt(kept, self._machine)) != kept:
            self._within(lambda: self.documents.put(*MACHINE, known.to_bytes()))
        if not (self.documents.get(*TABLES_KEPT) or b"").startswith(b"%d " % NEWEST):
            self._within(lambda: self.documents.put(*TABLES_KEPT, declared(self._db)))

    def _within(self, write: Callable[[], object]) -> None:
        """A transaction of the log's own, before the store stands."""
        self._db.execute("begin immediate")
        try:
            write()
            self.settle()
            self._db.execute("commit")
        except BaseException:
            self._db.execute("rollback")
            raise

    def _take_up(self, head: Sequence[Any], twin: Sequence[Any]) -> None:
        """The end as it was sealed, if the last events are those that were sealed.

        Without the key no seal can be held against it.
        """
        seq, hashed, rows, seal = head
        seal_key = b"" if self.key is None else self.key.seal_key
        self.seals = Seals(seal_key, int.from_bytes(rows, "big"))
        if head != twin or not self.seals.hold(seal, *self._end_of(seq, hashed, rows)):
            raise StoreTrouble("damaged")
        self.seq, self.hash = seq, hashed
        self._settled = (self.seq, self.hash, self.seals.rows)
        self._check_tail()

    def _end_of(self, seq: int, hashed: bytes, rows: bytes) -> tuple[str | int | bytes, ...]:
        return ("head", self.device, seq, hashed, rows)

    def _check_tail(self) -> None:
        """Follow the chain from the last signed event; the whole of it is followed later."""
        start = max(self.seq - CHECKPOINT_EVERY, 0)
        rows = self._db.execute(
            "select seq, id, learner, kind, at, clock, salt, body, hash from event"
            " where device = ? and seq >= ? order by seq",
            (self.n, start),
        ).fetchall()
        before = chain.START if start == 0 else None
        for place, row in enumerate(rows, start or 1):
            seq, event_id, owner, kind, at, clock, salt, body, hashed = _as_written(row, *_EVENT)
            head = chain.header(self.device, seq, event_id, kind, at, clock)
            linked = before is None or hashed == chain.link(
                before, head, chain.commitment(salt, owner, body)
            )
            if seq != place or not linked:
                raise StoreTrouble("damaged")
            before = hashed
        if (before or chain.START) != self.hash or (rows and rows[-1][0] != self.seq):
            raise StoreTrouble("damaged")

    def _find_clock(self) -> None:
        """The latest time of any device here; a log that comes from elsewhere counts too.

        And the number of events that are not this device's own.
        """
        last = "(select {} from event e where e.device = d.n order by seq desc limit 1)"
        row = self._db.execute(
            f"select max({last.format('clock')}),"  # noqa: S608 - our own columns
            f" sum(case when n = ? then 0 else {last.format('seq')} end) from device d",
            (self.n,),
        ).fetchone()
        clock, earlier = _as_written(row, int | None, int | None)
        self.clock, self.earlier = clock or 0, earlier or 0
        row = self._db.execute(
            "select max(clock) from elsewhere where clock <= ?", (self.horizon,)
        ).fetchone()
        (heard,) = _as_written(row, int | None)
        self.follow(heard or 0)

    @property
    def horizon(self) -> int:
        """The latest clock that is followed.

        Clocks that are set wrong by hand are off by a day, a month or a year; what lies further
        ahead is a flipped bit or made up, and following it would take all kiosks that hear of ours
        along, for good. A computer whose battery is empty begins in 1970 or 2000: so the years are
        counted from this program's own first one at least. It stays far below what a clock can be
        at all: however often it is followed, there is always a next one.
        """
        return (max(self._now(), FIRST_YEAR) + AHEAD) << CLOCK_BITS

    def follow(self, clock: int) -> None:
        """Go on after a clock that came from elsewhere; never back, and never beyond `horizon`."""
        if self.clock < clock <= self.horizon:
            self.clock = clock

    def _rolled_back(self) -> bool:
        """Whether the file is older than the note beside it says."""
        note = Note.read(self._folder, self.device)
        if note is not None and note.seq > self.seq and left_log(self._folder).exists():
            raise StoreTrouble(
                "damaged"
            )  # SQLite read the log of a killed kiosk to its first fault
        if note is None or note.seq > self.seq:
            return True
        if copied_further(self._folder, self.device, self.earlier + self.seq):
            return True
        if note.seq == 0:
            return False
        row = self._db.execute(
            "select hash from event where device = ? and seq = ?", (self.n, note.seq)
        ).fetchone()
        return row is None or bytes(row[0]).hex() != note.hash

    def begin_life(self, reason: str, *wipe: str) -> None:
        """Go on as a new device with a key of its own; what is there stays that of the old one.

        `wipe`: statements that empty the file first (the end of the demonstration).
        """
        kept = dict(vars(self))
        own = Own(self.n, self.seq, self.hash, self.key.public if self.key else b"")

        def found() -> None:
            for statement in wipe:
                self._db.execute(statement)
            self._found(key, Seals(b"") if wipe else self.seals, own)
            if reason != "first":
                self.append("", LifeBegan(reason, kept["device"]))

        self.device = str(self._new_id())
        try:
            Note(0, "").write(self._folder, self.device)
            seed = self._chance(keys.SEED_BYTES)
            key = self.key = keys.write_key(self._folder, self.device, seed)
            self._within(found)
        except BaseException as error:
            self._forget(self.device, key=True)
            vars(self).update(kept)
            if isinstance(error, OSError):
                raise StoreTrouble("full") from error
            raise
        # another computer goes on with the key of a cloned file
        self._forget(kept["device"], key=bool(wipe) or reason == "clone")

    def _forget(self, device: str, *, key: bool) -> None:
        """Remove the note about a device that has ended, and its key if nobody may use it."""
        with contextlib.suppress(OSError):
            Note.forget(self._folder, device)
            if key:
                keys.forget_key(self._folder, device)

    def _found(self, key: keys.DeviceKey, old: Seals, own: Own) -> None:
        """A new device, under whose key all is sealed that held under the old one's."""
        seals = Seals(key.seal_key)
        seal_all(self._db, old, own, seals)
        self.n = 1 + int(self._db.execute("select coalesce(max(n), 0) from device").fetchone()[0])
        self._db.execute(
            "insert into device (n, id, public) values (?, ?, ?)",
            (self.n, self.device, key.public),
        )
        self._find_clock()
        self.seq, self.hash, self.seals = 0, chain.START, seals
        self.documents.put(*MACHINE, self._machine.to_bytes())
        self.documents.put(*TABLES_KEPT, declared(self._db))
        self._settled = (-1, b"", -1)

    def append(self, learner: str, event: Event) -> Recorded:
        """The next event; within the caller's transaction, which ends with `settle`."""
        at, body = self._now(), ENCODE.encode(event)
        if isinstance(event, PersonErased):
            self.follow(event.before)  # who comes back after it comes after it on every kiosk
        event_id = self._new_id()
        seq, clock = self.seq + 1, max(self.clock + 1, at << CLOCK_BITS)
        owner = uuid.UUID(learner).bytes if learner else None
        kind = str(event.__struct_config__.tag)
        head = chain.header(self.device, seq, event_id.bytes, kind, at, clock)
        salt = self.seals.salt(self._chance(SALT_BYTES), head, owner, body)
        hashed = chain.link(self.hash, head, chain.commitment(salt, owner, body))
        self._db.execute(
            "insert into event (device, seq, id, learner, kind, at, clock, salt, body, hash)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (self.n, seq, event_id.bytes, owner, kind, at, clock, salt, body, hashed),
        )
        self.seq, self.clock, self.hash = seq, clock, hashed
        if seq % CHECKPOINT_EVERY == 0 or kind == "certificate-issued":
            self.sign_off()
        return Recorded(str(event_id), learner, at, event, clock)

    def sign_off(self) -> None:
        """Sign the chain as far as it has come; within the caller's transaction."""
        if self.key is None or self.seq == 0:
            return
        signature = self.key.sign(chain.checkpoint(self.device, self.seq, self.hash))
        self._db.execute(
            "insert or ignore into checkpoint values (?, ?, ?)", (self.n, self.seq, signature)
        )

    def settle(self) -> None:
        """Seal the end of the log as it is now, in both places, before the caller commits."""
        now = (self.seq, self.hash, self.seals.rows)
        if now == self._settled:
            return
        rows = self.seals.sum
        seal = self.seals.of(*self._end_of(self.seq, self.hash, rows))
        end = (self.seq, self.hash, rows, seal)
        self._db.execute(
            "insert into head (one, device, seq, hash, rows, seal) values (1, ?, ?, ?, ?, ?)"
            " on conflict (one) do update set device = excluded.device, seq = excluded.seq,"
            " hash = excluded.hash, rows = excluded.rows, seal = excluded.seal, life = ''",
            (self.n, *end),
        )
        self._db.execute(
            "update device set seq = ?, hash = ?, rows = ?, seal = ? where n = ?", (*end, self.n)
        )
        self._settled = now

    def note(self, *, durably: bool) -> None:
        """Write beside the file how far the log has come, so that an older file is noticed."""
        if self.key is not None and self.seq:
            note = Note(self.seq, self.hash.hex())
            with contextlib.suppress(OSError):
                (note.write if durably else note.jot)(self._folder, self.device)

    def kept(self) -> tuple[int, int, bytes, int, tuple[int, bytes, int]]:
        """What a transaction that fails has to give back."""
        return self.seq, self.clock, self.hash, self.seals.rows, self._settled

    def give_back(self, kept: tuple[int, int, bytes, int, tuple[int, bytes, int]]) -> None:
        """As it was before a transaction that failed."""
        self.seq, self.clock, self.hash, self.seals.rows, self._settled = kept

    def _new_id(self) -> uuid.UUID:
        return new_id(self._now(), self._chance(RANDOM_BYTES))


def _as_written(row: Sequence[object] | None, *types: Any) -> Sequence[Any]:  # noqa: ANN401
    """A row whose values are of the types that were written; a flipped bit makes others of them."""
    if row is None or any(not isinstance(*x) for x in zip(row, types, strict=True)):
        raise StoreTrouble("damaged")
    return row
