"""The hub's database: SQLite or PostgreSQL, one writer at a time, and what is said of the order.

Whoever stores statements holds one lock from before a place is given until it is committed, so
places become visible in their order. `through` says up to when nothing more will appear.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

ORDER_LOCK: Final = 7021003
"""The advisory lock of PostgreSQL that whoever stores statements holds."""
SETTLE_LOCK: Final = 7021004
POOL: Final = 6
_CHUNK: Final = 1000
_WAIT_SECONDS = 30.0
_COPY_BEGINS: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_COPY_ENDS: Final = b"\xff\xff"
_PRAGMAS = (
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma foreign_keys = on",
    "pragma secure_delete = on",
    "pragma cache_size = -4000",
    "pragma wal_autocheckpoint = 4000",
    "pragma journal_size_limit = 67108864",
    "pragma temp_store = memory",
)
_BUSY = f"pragma busy_timeout = {int(_WAIT_SECONDS * 1000)}"
_MICROSECONDS = "(extract(epoch from clock_timestamp()) * 1000000)::bigint"
_CLOCK = text(f"select {_MICROSECONDS}")
_THROUGH = text(
    f"select coalesce(case when pg_try_advisory_xact_lock_shared({ORDER_LOCK})"  # noqa: S608 - ours
    f" then {_MICROSECONDS} end, (select max(place) from statement), 0)"
)
"""The clock is read after the lock was had: whoever comes later stores later."""


def engine(url: str) -> Engine:
    """An engine with this house's manners; nothing is opened yet."""
    lite = url.startswith("sqlite")
    options: dict[str, Any] = {"execution_options": {"gate": threading.Lock()}}
    if lite:
        options["connect_args"] = {"check_same_thread": False, "timeout": _WAIT_SECONDS}
    else:
        options["pool_pre_ping"] = True
    made = create_engine(url, poolclass=QueuePool, pool_size=POOL, max_overflow=2 * POOL, **options)
    if lite:
        event.listen(made, "connect", _greet)
        event.listen(made, "begin", _begin)
    return made


def is_sqlite(connection: Connection | Engine) -> bool:
    """Whether it is SQLite; else PostgreSQL."""
    return connection.dialect.name == "sqlite"


def _greet(raw: Any, _record: object) -> None:  # noqa: ANN401 - a driver's connection
    raw.isolation_level = None  # transactions begin in `_begin`, not by guesses of the driver
    for pragma in _PRAGMAS:
        raw.execute(pragma)


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("begin immediate" if writes else "begin")


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction of the only writer; rolled back if the block raises."""
    gate: threading.Lock = engine.get_execution_options()["gate"]
    with gate, engine.connect() as connection:
        mine = connection.execution_options(writes=True)
        with mine.begin():
            if not is_sqlite(mine):
                mine.execute(text(f"select pg_advisory_xact_lock({ORDER_LOCK})"))
            yield mine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database."""
    with engine.connect() as connection:
        lite = is_sqlite(connection)
        options = {} if lite else {"isolation_level": "REPEATABLE READ"}
        mine = connection.execution_options(**options)
        with mine.begin():
            yield mine


def clock(connection: Connection, now: int) -> int:
    """UTC microseconds: `now` (ms) on SQLite, the database's own clock where machines share one."""
    return now * 1000 if is_sqlite(connection) else int(connection.execute(_CLOCK).scalar_one())


def storable(words: str) -> str:
    """The text without NUL, which PostgreSQL keeps in no text."""
    return words.replace("\0", "\N{REPLACEMENT CHARACTER}")


def last_place(connection: Connection) -> int:
    """The place of the newest statement; 0 if there is none."""
    return int(
        connection.execute(text("select coalesce(max(place), 0) from statement")).scalar_one()
    )


def through(engine: Engine, now: int) -> int:
    """UTC microseconds up to which no statement will appear any more. Ask before reading.

    While somebody stores statements, that is the newest one to be seen; else it is now.
    """
    with engine.connect() as connection:
        if not is_sqlite(connection):
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            return int(alone.execute(_THROUGH).scalar_one())
        if _nobody_writes(connection):
            return now * 1000
        with connection.begin():
            return last_place(connection)


def _nobody_writes(connection: Connection) -> bool:
    """Whether the one place of a writer in SQLite is free just now."""
    gate: threading.Lock = connection.engine.get_execution_options()["gate"]
    if not gate.acquire(blocking=False):
        return False
    raw: Any = connection.connection.driver_connection
    try:
        raw.execute("pragma busy_timeout = 0")
        raw.execute("begin immediate")  # another process may be the writer
        raw.execute("rollback")
    except sqlite3.OperationalError:
        return False
    finally:
        raw.execute(_BUSY)
        gate.release()
    return True


def rows_of(
    connection: Connection, query: tuple[str, str], values: Sequence[object]
) -> Iterator[Any]:
    """The rows for many values; `query`: SQL up to the column and PostgreSQL's type of it."""
    sql, kind = query
    for start in range(0, len(values), _CHUNK):
        part = list(values[start : start + _CHUNK])
        if is_sqlite(connection):
            marks = ", ".join("?" * len(part))
            yield from connection.exec_driver_sql(f"{sql} in ({marks})", tuple(part))
        else:
            yield from connection.exec_driver_sql(f"{sql} = any(%s::{kind}[])", (part,))


def insert_many(
    connection: Connection,
    table: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[object, ...]],
    *,
    ignore: bool = False,
) -> None:
    """Insert rows in one go; `columns` are names with PostgreSQL's types, e.g. ("place", "int8").

    `ignore`: rows whose key is there already are left as they are.
    """
    if not rows:
        return
    names = ", ".join(name for name, _ in columns)
    conflict = " on conflict do nothing" if ignore else ""
    if is_sqlite(connection):
        marks = ", ".join("?" for _ in columns)
        sql = f"insert into {table} ({names}) values ({marks}){conflict}"  # noqa: S608
        connection.exec_driver_sql(sql, list(rows))
    elif ignore:
        arrays = ", ".join(f"%s::{kind}[]" for _, kind in columns)
        sql = f"insert into {table} ({names}) select * from unnest({arrays}){conflict}"  # noqa: S608
        connection.exec_driver_sql(sql, tuple(list(column) for column in zip(*rows, strict=True)))
    else:
        _copy(connection, f"copy {table} ({names}) from stdin binary", columns, rows)


def _copy(
    connection: Connection,
    sql: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[object, ...]],
) -> None:
    """PostgreSQL's fastest way in."""
    with _copying(connection, sql) as copy:
        copy.set_types([kind for _, kind in columns])
        for row in rows:
            copy.write_row(row)


def copied(connection: Connection, sql: str, rows: bytes) -> None:
    """Rows that are written already as PostgreSQL's binary copy wants them."""
    with _copying(connection, sql) as copy:
        copy.write(_COPY_BEGINS + rows + _COPY_ENDS)


@contextmanager
def _copying(connection: Connection, sql: str) -> Iterator[Any]:
    import psycopg

    raw: Any = connection.connection.driver_connection
    try:
        with raw.cursor() as cursor, cursor.copy(sql) as copy:
            yield copy
    except psycopg.OperationalError as error:
        raise OperationalError(sql, None, error) from error
