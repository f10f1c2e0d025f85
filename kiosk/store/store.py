"""The store: record facts, read them back. One connection, made and used on one thread."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from kiosk.learning.events import CertificateIssued, EvaluationAnswered, Event, Recorded
from kiosk.store import chain
from kiosk.store.roster import Roster

NEWEST = 1
"""Steps of `schema`, kept as `user_version`: a file up to date needs no look at them."""
_ENCODE = msgspec.json.Encoder()
_DECODE = msgspec.json.Decoder(Event)
_SELECT = "select id, learner, at, body from event"


class StoreTrouble(Exception):
    """The disk said no.

    `code`: "full", "read-only", "busy", "damaged", "newer", "cannot-open"; of the data folder also
    "folder-unwritable", "second-instance".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Store:
    """The kiosk's file. `now` gives UTC milliseconds, `new_id` a UUIDv7."""

    def __init__(self, file: Path, now: Callable[[], int], new_id: Callable[[], uuid.UUID]) -> None:
        self._now, self._new_id = now, new_id
        self._seq, self._clock, self._hash = 0, 0, chain.START
        self.last_at = 0
        with _trouble():
            self._db = _open(file)
            self._device, self.device = self._own_device()
            self._seq, self._clock, self._hash = self._tail()
        self.roster = Roster(self._db, self.writing)

    def close(self) -> None:
        """Close the file; the store is of no use after that."""
        self._db.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All or nothing: what is written inside is on disk when the block ends."""
        with _trouble():
            if self._db.in_transaction:
                yield
                return
            self._db.execute("begin immediate")
            kept = self._seq, self._clock, self._hash, self.last_at
            try:
                yield
                self._db.execute("commit")
            except BaseException:
                self._seq, self._clock, self._hash, self.last_at = kept
                if self._db.in_transaction:
                    self._db.execute("rollback")
                raise

    def record(self, learner: str, *events: Event) -> tuple[Recorded, ...]:
        """Append events, durable on disk at return. `learner` empty: nobody's."""
        with self.writing():
            return tuple(self._append(learner, event) for event in events)

    def _append(self, learner: str, event: Event) -> Recorded:
        event_id, at, body = self._new_id(), self._now(), _ENCODE.encode(event)
        seq = self._seq + 1
        clock = max(self._clock + 1, at << 12)
        owner = uuid.UUID(learner).bytes if learner else None
        kind = str(event.__struct_config__.tag)
        head = chain.header(self.device, seq, event_id.bytes, owner, kind, at, clock)
        hashed = chain.link(self._hash, head, body)
        self._db.execute(
            "insert into event (device, seq, id, learner, kind, at, clock, body, hash)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (self._device, seq, event_id.bytes, owner, kind, at, clock, body, hashed),
        )
        self._seq, self._clock, self._hash = seq, clock, hashed
        self.last_at = at
        return Recorded(str(event_id), learner, at, event)

    def events(self, learner: str) -> tuple[Recorded, ...]:
        """A learner's events, oldest first."""
        return self._read(
            _SELECT + " where learner = ? order by clock, device, seq",
            (uuid.UUID(learner).bytes,),
        )

    def count_of(self, learner: str) -> int:
        """Number of a learner's events; as events only ever join, it tells whether any did."""
        with _trouble():
            row = self._db.execute(
                "select count(*) from event where learner = ?", (uuid.UUID(learner).bytes,)
            ).fetchone()
        return int(row[0])

    def certificates(self) -> tuple[tuple[str, CertificateIssued], ...]:
        """All certificates issued here, oldest first, each with its learner."""
        found = self._read(_SELECT + " where kind = 'certificate-issued' order by device, seq")
        return tuple((r.learner, r.event) for r in found if isinstance(r.event, CertificateIssued))

    def evaluations(self) -> tuple[EvaluationAnswered, ...]:
        """All evaluations given here, oldest first."""
        found = self._read(_SELECT + " where kind = 'evaluation-answered' order by device, seq")
        return tuple(r.event for r in found if isinstance(r.event, EvaluationAnswered))

    def _read(self, sql: str, values: Sequence[object] = ()) -> tuple[Recorded, ...]:
        with _trouble():
            rows = self._db.execute(sql, values).fetchall()
        try:
            return tuple(
                Recorded(
                    str(uuid.UUID(bytes=row[0])),
                    str(uuid.UUID(bytes=row[1])) if row[1] else "",
                    row[2],
                    _DECODE.decode(row[3]),
                )
                for row in rows
            )
        except msgspec.MsgspecError as error:
            raise StoreTrouble("damaged") from error

    @property
    def count(self) -> int:
        """Number of events recorded by this kiosk."""
        return self._seq

    def broken_at(self) -> int | None:
        """The first `seq` of this kiosk whose chain hash does not hold; None if all hold."""
        before = chain.START
        with _trouble():
            rows = self._db.execute(
                "select seq, id, learner, kind, at, clock, body, hash from event"
                " where device = ? order by seq",
                (self._device,),
            ).fetchall()
        for place, (seq, event_id, learner, kind, at, clock, body, hashed) in enumerate(rows, 1):
            head = chain.header(self.device, seq, event_id, learner, kind, at, clock)
            if seq != place or chain.link(before, head, body) != hashed:
                return int(seq)
            before = hashed
        return None

    def document(self, kind: str, name: str) -> bytes | None:
        """A document's bytes, or None."""
        with _trouble():
            row = self._db.execute(
                "select body from document where kind = ? and id = ?", (kind, name)
            ).fetchone()
        return None if row is None else bytes(row[0])

    def keep(self, kind: str, name: str, body: bytes) -> None:
        """Write a document, in place of the one of that name."""
        with self.writing():
            self._db.execute(
                "insert into document (kind, id, body) values (?, ?, ?)"
                " on conflict do update set body = excluded.body",
                (kind, name, body),
            )

    def forget(self, kind: str, name: str) -> None:
        """Remove a document."""
        with self.writing():
            self._db.execute("delete from document where kind = ? and id = ?", (kind, name))

    def index_lessons(self, version: str, lessons: Iterable[tuple[str, str, str, str]]) -> None:
        """Fill the full-text index with (course, lesson, title, text) unless it is of `version`."""
        if self.document("index", "lessons") == version.encode():
            return
        with self.writing():
            self._db.execute("delete from lesson_text")
            self._db.executemany("insert into lesson_text values (?, ?, ?, ?)", lessons)
            self.keep("index", "lessons", version.encode())

    def search(self, words: str, limit: int = 20) -> tuple[tuple[str, str, str], ...]:
        """Lessons that hold all words or beginnings of words: (course, lesson, excerpt)."""
        plain = "".join(c if c.isalnum() else " " for c in words).split()
        if not plain:
            return ()
        wanted = " ".join(f'"{word}"*' for word in plain)
        with _trouble():
            rows = self._db.execute(
                "select course, lesson, snippet(lesson_text, 3, '', '', ' … ', 18)"
                " from lesson_text where lesson_text match ?"
                " order by bm25(lesson_text, 0, 0, 4, 1) limit ?",
                (wanted, limit),
            ).fetchall()
        return tuple((str(r[0]), str(r[1]), str(r[2])) for r in rows)

    def begin_anew(self) -> None:
        """Forget everything and become a new device. Only for the samples of the demonstration."""
        with self.writing():
            self._db.execute("delete from event")
            self._db.execute("delete from document")
            self._db.execute("delete from learner")
            self._db.execute("delete from lesson_text")
            self._db.execute("delete from device")
            device = str(self._new_id())
            self._db.execute("insert into device (n, id) values (1, ?)", (device,))
        self._device, self.device, self.last_at = 1, device, 0
        self._seq, self._clock, self._hash = self._tail()

    def _own_device(self) -> tuple[int, str]:
        row = self._db.execute("select n, id from device order by n limit 1").fetchone()
        if row is None:
            device = str(self._new_id())
            with self.writing():
                self._db.execute("insert into device (n, id) values (1, ?)", (device,))
            return 1, device
        return int(row[0]), str(row[1])

    def _tail(self) -> tuple[int, int, bytes]:
        row = self._db.execute(
            "select seq, clock, hash from event where device = ? order by seq desc limit 1",
            (self._device,),
        ).fetchone()
        return (0, 0, chain.START) if row is None else (int(row[0]), int(row[1]), bytes(row[2]))


def _open(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, isolation_level=None, timeout=5.0)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    db.execute("pragma foreign_keys = on")
    found = db.execute("pragma user_version").fetchone()[0]
    if found > NEWEST:
        db.close()
        raise StoreTrouble("newer")
    if found < NEWEST:
        _migrate(db)
    return db


def _migrate(db: sqlite3.Connection) -> None:
    """Bring the tables up to date; the library is imported only when there is work for it."""
    import sqlite_utils

    from kiosk.store.schema import steps

    steps.apply(sqlite_utils.Database(db, execute_plugins=False))
    db.execute(f"pragma user_version = {NEWEST}")


@contextmanager
def _trouble() -> Iterator[None]:
    """Turn what SQLite says about the world into the room's one error."""
    try:
        yield
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        for start, code in (
            ("SQLITE_FULL", "full"),
            ("SQLITE_IOERR", "full"),
            ("SQLITE_READONLY", "read-only"),
            ("SQLITE_BUSY", "busy"),
            ("SQLITE_CANTOPEN", "cannot-open"),
        ):
            if name.startswith(start):
                raise StoreTrouble(code) from error
        raise
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            raise StoreTrouble("damaged") from error
        raise
