"""What holds no longer: kiosks, and certificates of learners."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Annotated, Any, Final

import msgspec
from msgspec import Meta, Struct
from sqlalchemy import Connection, Row, insert, or_, select, update

from kiosk.hub.database import storable
from kiosk.hub.post import tables
from kiosk.hub.post.post import Post, next_serial
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import sealing
from kiosk.parcel.forms import Revocations, RevokedCertificate
from kiosk.xapi.line import Line

SERIAL = "revoked"
KIND: Final = "certificate-revoked"
MOST_NUMBER: Final = 100
MOST_REASON: Final = 200


def current(post: Post, connection: Connection) -> Revocations:
    """The signed list as it is now."""
    device, gone, counter = tables.device.c, tables.revoked.c, tables.counter.c
    devices = connection.scalars(select(device.id).where(device.revoked > 0).order_by(device.id))
    certificates = connection.execute(
        select(gone.number, gone.reason, gone.date).order_by(gone.number)
    )
    serial = connection.scalar(select(counter.value).where(counter.name == SERIAL)) or 0
    bare = Revocations(
        devices=tuple(devices),
        certificates=tuple(RevokedCertificate(*row) for row in certificates),
        at=post.now(),
        serial=serial,
    )
    return sealing.signed(bare, post.keys.sign)


def revoke_device(post: Post, connection: Connection, named: str, reason: str) -> tuple[str, ...]:
    """Shut a computer out, by a device id or the beginning of one: all its lives, and its pairing.

    Answers the devices that are revoked by it. Raises PostTrouble "no-device" and "many-devices".
    """
    found = _named(connection, named)
    device, now = tables.device, post.now()
    same = device.c.id == found.id
    if found.pairing:
        same = or_(same, device.c.pairing == found.pairing)
        connection.execute(
            update(tables.pairing)
            .where(tables.pairing.c.id == found.pairing, tables.pairing.c.revoked == 0)
            .values(revoked=now)
        )
    gone = connection.scalars(
        update(device)
        .where(same, device.c.revoked == 0)
        .values(revoked=now, reason=reason[:MOST_REASON])
        .returning(device.c.id)
    ).all()
    if gone:
        next_serial(connection, SERIAL)
    return tuple(sorted(gone))


def _named(connection: Connection, named: str) -> Row[Any]:
    device = tables.device
    found = connection.execute(
        select(device).where(device.c.id.startswith(named.lower(), autoescape=True)).limit(2)
    ).all()
    if not found or not named:
        raise PostTrouble("no-device")
    if len(found) > 1:
        raise PostTrouble("many-devices")
    return found[0]


class Said(Struct, frozen=True):
    """What an officer said of a certificate at a kiosk; the texts as long as they may be kept."""

    number: str
    reason: str
    date: str
    replaced_by: str


class _Body(Struct):
    number: Annotated[str, Meta(min_length=1, max_length=MOST_NUMBER)]
    date: Annotated[str, Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
    reason: str = ""
    replaced_by: Annotated[str, Meta(max_length=MOST_NUMBER)] = ""


def said(body: bytes) -> Said | None:
    """The revocation that the body of a line tells of, if it can be read."""
    try:
        found = msgspec.json.decode(body, type=_Body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    words = (storable(found.number), storable(found.reason)[:MOST_REASON])
    return Said(*words, found.date, storable(found.replaced_by))


def take_in(connection: Connection, lines: Sequence[Line]) -> int:
    """Put what officers at kiosks declared void on the agency's list; how many are new there.

    What the list says already stays, but for the number of a replacement that it did not know.
    """
    gone, fresh = tables.revoked, 0
    bodies = (line.body for line in lines if line.kind == KIND and not line.erased)
    for each in filter(None, map(said, bodies)):
        known = connection.execute(select(gone).where(gone.c.number == each.number)).first()
        if known is None:
            values = {"reason": each.reason, "date": each.date, "replaced_by": each.replaced_by}
            connection.execute(insert(gone).values(number=each.number, **values))
        elif each.replaced_by and not known.replaced_by:
            told = update(gone).where(gone.c.number == each.number)
            connection.execute(told.values(replaced_by=each.replaced_by))
        else:
            continue
        fresh += 1
    if fresh:
        next_serial(connection, SERIAL)
    return fresh


def without_reasons(connection: Connection, bodies: Iterable[bytes]) -> None:
    """Of certificates whose holder was erased the list keeps no words: they may tell of them.

    `bodies` are those of the holder's lines, as they were.
    """
    gone = tables.revoked
    for each in filter(None, map(said, bodies)):
        connection.execute(update(gone).where(gone.c.number == each.number).values(reason=""))


def revoke_certificate(post: Post, connection: Connection, number: str, reason: str) -> bool:
    """Declare a certificate void from today; whether it was not before."""
    gone = tables.revoked
    if connection.scalar(select(gone.c.number).where(gone.c.number == number)) is not None:
        return False
    date = dt.datetime.fromtimestamp(post.now() / 1000, dt.UTC).date().isoformat()
    connection.execute(insert(gone).values(number=number, reason=reason[:MOST_REASON], date=date))
    next_serial(connection, SERIAL)
    return True
