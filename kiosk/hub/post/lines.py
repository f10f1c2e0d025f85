"""Lines in the database: every event as it came, each once, in the order of arrival."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from kiosk.hub.database import insert_many
from kiosk.hub.post import tables
from kiosk.hub.prepared import id_bytes
from kiosk.xapi.line import Line

_COLUMNS: Final = (
    ("device", "bigint"), ("seq", "bigint"), ("id", "bytea"), ("learner", "bytea"),
    ("kind", "text"), ("at", "bigint"), ("clock", "bigint"), ("salt", "bytea"),
    ("body", "bytea"), ("hash", "bytea"),
)  # fmt: skip


def keep(connection: Connection, device: int, lines: Sequence[Line]) -> None:
    """Add lines of a device; none of them is here yet."""
    rows = [_row(device, line) for line in lines]
    insert_many(connection, "post_line", _COLUMNS, rows)


def _row(device: int, line: Line) -> tuple[object, ...]:
    learner = id_bytes(line.learner) if line.learner else None
    return (
        device, line.seq, id_bytes(line.id), learner, line.kind, line.at, line.clock,
        line.salt or None, line.body, line.hash,
    )  # fmt: skip


def line_of(row: Row[Any], device: str) -> Line:
    """A line as it came, or as much as an erasure left of it."""
    return Line(
        device=device,
        seq=row.seq,
        id=str(uuid.UUID(bytes=row.id)),
        learner=str(uuid.UUID(bytes=row.learner)) if row.learner else "",
        kind=row.kind,
        at=row.at,
        clock=row.clock,
        salt=row.salt or b"",
        body=row.body,
        hash=row.hash,
    )


def hashes(connection: Connection, device: int, first: int, last: int) -> dict[int, bytes]:
    """The hashes of those lines of a stretch that are here, by seq."""
    line = tables.line.c
    found = connection.execute(
        select(line.seq, line.hash).where(line.device == device, line.seq.between(first, last))
    )
    return {row.seq: row.hash for row in found}


def one(connection: Connection, device: Row[Any], seq: int) -> Line | None:
    """A device's line, or None."""
    line = tables.line
    row = connection.execute(
        select(line).where(line.c.device == device.n, line.c.seq == seq)
    ).first()
    return None if row is None else line_of(row, device.id)


def log(connection: Connection, device: Row[Any], after: int, limit: int) -> tuple[Line, ...]:
    """A device's lines, in order; what an officer downloads or a check goes through."""
    line = tables.line
    found = connection.execute(
        select(line)
        .where(line.c.device == device.n, line.c.seq > after)
        .order_by(line.c.seq)
        .limit(limit)
    )
    return tuple(line_of(row, device.id) for row in found)


def identified(ids: Iterable[str]) -> list[bytes]:
    """Ids as the database has them; what is none is left out."""
    found = []
    for text in ids:
        try:
            found.append(uuid.UUID(text).bytes)
        except ValueError:
            continue
    return found
