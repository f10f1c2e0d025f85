"""What holds no longer: kiosks, and certificates of learners."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, update

from kiosk.hub.post import tables
from kiosk.hub.post.post import Post, next_serial
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import sealing
from kiosk.parcel.forms import Revocations, RevokedCertificate

SERIAL = "revoked"


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
        .values(revoked=now, reason=reason[:200])
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


def revoke_certificate(post: Post, connection: Connection, number: str, reason: str) -> bool:
    """Declare a certificate void from today; whether it was not before."""
    gone = tables.revoked
    if connection.scalar(select(gone.c.number).where(gone.c.number == number)) is not None:
        return False
    date = dt.datetime.fromtimestamp(post.now() / 1000, dt.UTC).date().isoformat()
    connection.execute(insert(gone).values(number=number, reason=reason[:200], date=date))
    next_serial(connection, SERIAL)
    return True
