"""Opening the file: one connection with the right manners, and tables brought up to date."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

from kiosk.parcel import chain
from kiosk.store.reading import may_write
from kiosk.store.seals import SALT_BYTES
from kiosk.store.trouble import UNREADABLE, StoreTrouble

TABLES_KEPT = ("tables", "kiosk")
"""The document that keeps how the tables were declared."""
NEWEST = 5
"""Steps of `schema`, kept as `user_version`: a file up to date needs no look at them."""


def open_to_write(file: Path, chance: Callable[[int], bytes]) -> sqlite3.Connection:
    """The one connection that writes. Raises StoreTrouble "newer"."""
    db = sqlite3.connect(file, isolation_level=None, timeout=5.0)
    try:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = full")
        db.execute("pragma foreign_keys = on")
        db.execute("pragma secure_delete = on")  # what is forgotten leaves no bytes behind
        _must_be_writable(db, file)
        found = db.execute("pragma user_version").fetchone()[0]
        if found != NEWEST:
            _bring_up_to_date(db, found, chance)
    except BaseException:
        db.close()
        raise
    return db


def _must_be_writable(db: sqlite3.Connection, file: Path) -> None:
    """Raise StoreTrouble "damaged" if only the file itself says that it may not be written.

    One hurt byte in its head is enough for that. Nothing is written here.
    """
    db.execute("begin immediate")
    try:
        db.execute("pragma application_id = 1")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname == "SQLITE_READONLY" and may_write(file):
            raise StoreTrouble("damaged") from error
        raise
    finally:
        db.execute("rollback")


def _kept_version(db: sqlite3.Connection) -> int | None:
    """The number of steps by which the file's tables were made, as it was kept; None in form 1."""
    if db.execute("select 1 from sqlite_schema where name = 'head'").fetchone() is None:
        return None
    row = db.execute("select body from document where (kind, id) = (?, ?)", TABLES_KEPT).fetchone()
    return None if row is None else int(bytes(row[0]).split()[0])


def open_to_read(uri: str, *, any_thread: bool = False) -> sqlite3.Connection:
    """A connection that cannot write, to `reading.reading(file).uri` or another URI.

    A file that has no events from elsewhere yet, as it was made before there were any (form 2: a
    backup, a read-only disk), is read as one that has none of them.
    """
    db = sqlite3.connect(
        uri, uri=True, isolation_level=None, timeout=5.0, check_same_thread=not any_thread
    )
    with contextlib.suppress(*UNREADABLE):  # whoever reads on will find out
        _stand_in(db)
    db.execute("pragma query_only = on")
    return db


def _stand_in(db: sqlite3.Connection) -> None:
    """An empty table in memory, for this connection only."""
    if db.execute("select 1 from sqlite_schema where name = 'elsewhere'").fetchone() is None:
        db.execute("pragma temp_store = memory")
        db.execute(
            "create temp table elsewhere"
            " (id, device, seq, learner, kind, at, clock, salt, body, hash, seal)"
        )


def is_old(file: Path) -> bool:
    """Whether opening the file would change its tables, so that a copy should be made first."""
    db = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)
    try:
        found = int(db.execute("pragma user_version").fetchone()[0])
    except UNREADABLE:
        return False  # a damaged file is mended, not brought up to date
    finally:
        db.close()
    return 0 < found < NEWEST


def declared(db: sqlite3.Connection) -> bytes:
    """The number of steps taken, and a hash of all tables as they came to be declared by them."""
    tables = db.execute(
        "select type, name, tbl_name, sql from sqlite_schema order by type, name"
    ).fetchall()
    taken = db.execute("select * from _sqlite_migrations order by 1").fetchall()
    version = db.execute("pragma user_version").fetchone()[0]
    return f"{version} {hashlib.sha256(repr((tables, taken)).encode()).hexdigest()}".encode()


def left_log(folder: Path) -> Path:
    """Where the write-ahead log of a killed kiosk is kept until the file proves whole."""
    return folder / "left.wal"


def is_new(db: sqlite3.Connection) -> bool:
    """Whether nothing was ever written, as if a new kiosk was killed before its first word."""
    tables = ("device", "event", "document", "learner")
    rows = " union all ".join(f"select 1 from {table}" for table in tables)  # noqa: S608
    return db.execute(f"select 1 from ({rows}) limit 1").fetchone() is None  # noqa: S608


def _bring_up_to_date(db: sqlite3.Connection, found: int, chance: Callable[[int], bytes]) -> None:
    """The library is imported only when there is work for it.

    Raises StoreTrouble "newer", or "damaged" if the number of steps is not what the file kept.
    """
    if _kept_version(db) not in (found, None):
        raise StoreTrouble("damaged")
    if found > NEWEST:
        raise StoreTrouble("newer")
    import sqlite_utils

    from kiosk.store.schema import steps

    steps.apply(sqlite_utils.Database(db, execute_plugins=False))
    _take_over(db, chance)
    db.execute(f"pragma user_version = {NEWEST}")


def _take_over(db: sqlite3.Connection, chance: Callable[[int], bytes]) -> None:
    """Chain the events of the first form anew, with a salt each; all or nothing."""
    if db.execute("select 1 from sqlite_schema where name = 'event_1'").fetchone() is None:
        return
    db.execute("begin immediate")
    rows = db.execute(
        "select e.device, d.id, e.seq, e.id, learner, kind, at, clock, body"
        " from event_1 e join device d on d.n = e.device order by e.device, e.seq"
    ).fetchall()
    before: dict[int, bytes] = {}
    for n, device, seq, event_id, learner, kind, at, clock, body in rows:
        salt = chance(SALT_BYTES)
        head = chain.header(device, seq, event_id, kind, at, clock)
        committed = chain.commitment(salt, learner, body)
        before[n] = chain.link(before.get(n, chain.START), head, committed)
        db.execute(
            "insert into event values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (n, seq, event_id, learner, kind, at, clock, salt, body, before[n]),
        )
    db.execute("drop table event_1")
    db.execute("commit")
