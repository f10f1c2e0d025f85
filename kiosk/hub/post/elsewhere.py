"""Down for learners who roam: what they did on other kiosks, and who was erased there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct, structs
from sqlalchemy import Connection, Row, Select, func, select

from kiosk.hub.post import cursor as cursors
from kiosk.hub.post import tables
from kiosk.hub.post.cursor import Cursor
from kiosk.hub.post.devices import device_row
from kiosk.hub.post.lines import identified, line_of
from kiosk.hub.post.post import Post
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import parcel, sealing
from kiosk.parcel.contents import MOST_LINES
from kiosk.parcel.forms import ElsewhereAsk
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.xapi.line import Line

MOST_LEARNERS: Final = 20_000
FAR: Final = 500
"""So many lines behind, a kiosk is told where to go on although there is nothing for it: what its
learners did at itself would else be gone through at each of its questions."""
_LINE: Final = select(tables.line, tables.device.c.id.label("whose")).join(
    tables.device, tables.device.c.n == tables.line.c.device
)


def answer(post: Post, connection: Connection, ask: ElsewhereAsk) -> bytes | None:
    """The next parcel down for a kiosk, sealed to it; None if there is nothing new.

    The same question twice is harmless, as only the device can read the answer: so a kiosk whose
    clock went back is not refused. Raises PostTrouble "unpaired", "revoked", "forged" and "large".
    """
    device = device_row(connection, ask.device)
    if device is None or not device.public:
        raise PostTrouble("unpaired")
    if device.revoked:
        raise PostTrouble("revoked")
    if not sealing.holds(ask, device.public):
        raise PostTrouble("forged")
    if len(ask.learners) > MOST_LEARNERS:
        raise PostTrouble("large")
    return down(post, connection, device, identified(ask.learners), ask.after)


def down(
    post: Post, connection: Connection, device: Row[Any], learners: Sequence[bytes], after: str
) -> bytes | None:
    """A parcel for a device with what there is of these learners after a cursor.

    An empty one, if there is nothing but its cursor is far behind.
    """
    at = cursors.read(after)
    rows, cursor = _found(connection, device.n, learners, at)
    if not rows and abs(cursor.reached - at.reached) < FAR:
        return None
    return sealed(post, device, _said(rows, cursor))


class Found(Struct, frozen=True):
    """What is to go down, and the cursor that says so."""

    lines: tuple[Line, ...]
    cursor: str


def look(
    connection: Connection, device: Row[Any], learners: Sequence[bytes], after: str
) -> Found | None:
    """What there is for a device; None if nothing."""
    rows, cursor = _found(connection, device.n, learners, cursors.read(after))
    return _said(rows, cursor) if rows else None


def _said(rows: Sequence[Row[Any]], cursor: Cursor) -> Found:
    return Found(tuple(line_of(row, row.whose) for row in rows), cursor.written())


def sealed(post: Post, device: Row[Any], found: Found) -> bytes:
    """The parcel that only this device can read."""
    agency = (post.keys.agency.sign, post.keys.sign)
    try:
        return parcel.packed_down(found.lines, found.cursor, (device.id, device.public), agency)
    except ParcelTrouble as trouble:
        raise PostTrouble(trouble.code) from trouble


def _found(
    connection: Connection, device: int, learners: Sequence[bytes], at: Cursor
) -> tuple[list[Row[Any]], Cursor]:
    """What is to be sent, and where to go on: those who are new catch up before all go on.

    A cursor that knows later lines than there are is of a database that was replaced by an older
    copy: everything is sent once more.
    """
    newest = _newest(connection)
    at = at if at.reached <= newest else Cursor()
    known, new = at.parted(learners)
    rows: list[Row[Any]] = []
    if new:
        digest = cursors.named(new)
        start = at.caught if at.digest == digest else 0
        line = tables.line.c
        owned = _LINE.where(
            line.learner.in_(new), line.device != device, line.n > start, line.n <= at.reached
        )
        rows, whole = _cut(connection.execute(owned.order_by(line.n).limit(MOST_LINES + 1)).all())
        if not whole:
            return rows, structs.replace(
                at, caught=rows[-1].n, digest=digest, known=cursors.known_of(known)
            )
    further = _further(connection, device, [*known, *new], at.reached)
    both, whole = _cut([*rows, *further])
    reached = newest if whole else max(at.reached, both[-1].n)
    return both, Cursor(reached, 0, "", cursors.known_of([*known, *new]))


def _newest(connection: Connection) -> int:
    """The last line of all in this reading: lines become visible in the order of `n`."""
    return int(connection.scalar(select(func.coalesce(func.max(tables.line.c.n), 0))) or 0)


def _further(
    connection: Connection, device: int, learners: Sequence[bytes], reached: int
) -> list[Row[Any]]:
    """The next lines of these learners and the next erasures, as they arrived."""
    line, erasure = tables.line.c, tables.erasure.c
    beyond = (line.n > reached, line.device != device)
    questions: list[Select[Any]] = [
        _LINE.where(line.learner.in_(learners), *beyond) if learners else _LINE.where(line.n < 0),
        _LINE.join(tables.erasure, erasure.line == line.n).where(*beyond),
    ]
    found: list[Row[Any]] = []
    for question in questions:
        found += connection.execute(question.order_by(line.n).limit(MOST_LINES + 1)).all()
    return sorted(found, key=lambda row: row.n)


def _cut(rows: Sequence[Row[Any]]) -> tuple[list[Row[Any]], bool]:
    """As many as one parcel takes, and whether that is all."""
    room = parcel.MOST_BODIES
    for n, row in enumerate(rows):
        room -= len(row.body)
        if n and (room < 0 or n >= MOST_LINES):
            return list(rows[:n]), False
    return list(rows), True
