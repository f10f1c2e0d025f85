"""Receipts: what the agency has of a device's log, signed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from kiosk.hub.post import tables
from kiosk.hub.post.devices import device_row
from kiosk.hub.post.post import Post, next_serial
from kiosk.hub.post.spans import Span, contiguous, gaps
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import sealing
from kiosk.parcel.chain import START
from kiosk.parcel.forms import Receipt


def spans_of(connection: Connection, device: Row[Any]) -> tuple[Span, ...]:
    """What is here of a device's log."""
    span = tables.span.c
    beyond = connection.execute(
        select(span.first, span.last, span.hash).where(span.device == device.n).order_by(span.first)
    )
    known = (Span(1, device.seq, device.hash),) if device.seq else ()
    return (*known, *(Span(*row) for row in beyond))


def write(
    post: Post, connection: Connection, device: Row[Any], spans: tuple[Span, ...]
) -> tuple[Receipt, int]:
    """Keep how far the log has come, with its new receipt; and the receipt's serial number."""
    whole = contiguous(spans)
    beyond = [s for s in spans if s.first > 1]
    last = spans[-1] if spans else whole
    serial = next_serial(connection, "receipt")
    bare = Receipt(
        device=device.id, upto=last.last, gaps=gaps(spans), hash=last.hash, at=post.now(),
        serial=serial,
    )  # fmt: skip
    receipt = sealing.signed(bare, post.keys.sign)
    connection.execute(delete(tables.span).where(tables.span.c.device == device.n))
    if beyond:
        rows = [
            {"device": device.n, "first": s.first, "last": s.last, "hash": s.hash} for s in beyond
        ]
        connection.execute(insert(tables.span), rows)
    connection.execute(
        update(tables.device)
        .where(tables.device.c.n == device.n)
        .values(seq=whole.last, hash=whole.hash, receipt=sealing.written(receipt))
    )
    return receipt, serial


def latest(post: Post, connection: Connection, device: str) -> Receipt:
    """The receipt a device was last given; of one that never sent anything, that it did not.

    Raises PostTrouble "unpaired".
    """
    row = device_row(connection, device)
    if row is None:
        raise PostTrouble("unpaired")
    if row.receipt:
        return sealing.read(row.receipt, Receipt)
    bare = Receipt(device=device, upto=0, gaps=(), hash=START, at=post.now(), serial=0)
    return sealing.signed(bare, post.keys.sign)
