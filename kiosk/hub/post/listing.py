"""What an officer sees of kiosks."""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import Connection, func, select

from kiosk.hub.post import tables


class KioskListed(Struct, frozen=True):
    """A kiosk under its present id; times in UTC ms, 0: never.

    `events` are here, `missing` tells whether there is a gap among them, `waiting` is what the
    kiosk last said it still had to send. `state`: "active" or "revoked".
    """

    device: str
    label: str
    pairing: str
    contact: int
    carrier: str
    version: str
    events: int
    missing: bool
    waiting: int
    state: str
    reason: str


def kiosks(connection: Connection) -> tuple[KioskListed, ...]:
    """All kiosks, whoever was heard of last at the top; earlier lives are kiosks of their own."""
    device, span = tables.device.c, tables.span.c
    beyond = (
        select(func.coalesce(func.sum(span.last - span.first + 1), 0))
        .where(span.device == device.n)
        .scalar_subquery()
    )
    found = connection.execute(
        select(tables.device, beyond.label("beyond")).order_by(device.contact.desc(), device.id)
    )
    return tuple(
        KioskListed(
            device=x.id,
            label=x.label,
            pairing=x.pairing,
            contact=x.contact,
            carrier=x.carrier,
            version=x.version,
            events=x.seq + int(x.beyond),
            missing=bool(x.beyond),
            waiting=x.waiting,
            state="revoked" if x.revoked else "active",
            reason=x.reason,
        )
        for x in found
    )
