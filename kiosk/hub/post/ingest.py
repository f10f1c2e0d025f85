"""A parcel becomes lines and statements: all of it, in one transaction, or none of it.

What a device's log is, only the device says; so a line that is here is never changed by another
parcel. Overlap is harmless, a gap is told by the receipt. Another hash where the log is known means
that two computers go on with one log (a copied disk): then the parcel is put aside whole for an
officer to look at, and the receipt stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from msgspec import Struct
from sqlalchemy import Connection, Row, insert, select, update

from kiosk.hub.database import storable, writing
from kiosk.hub.post import erasures, lines, receipts, revocations, tables, vouching
from kiosk.hub.post.aside import put_aside
from kiosk.hub.post.devices import device_row, sender, subject
from kiosk.hub.post.post import Carrier, Post
from kiosk.hub.post.purging import purge
from kiosk.hub.post.spans import Span, joined
from kiosk.hub.post.statements import Statements, prepared
from kiosk.hub.post.trouble import PostTrouble
from kiosk.hub.sparing import uncollected
from kiosk.parcel import contents, parcel, sealing
from kiosk.parcel.chain import START
from kiosk.parcel.forms import Header, Receipt
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.xapi.line import Line

MOST_BYTES: Final = parcel.MOST_SEALED + (1 << 16)


class Told(Struct, frozen=True):
    """What a kiosk says of itself beside its records, and how it came."""

    carrier: Carrier
    version: str = ""
    waiting: int = 0


class Taken(Struct, frozen=True):
    """A parcel that is in: its receipt, and how many of its events were new.

    `revoked`: how many certificates it put on the agency's list.
    """

    receipt: Receipt
    fresh: int = 0
    revoked: int = 0


def take_in(post: Post, file: bytes, told: Told) -> Receipt:
    """Take a parcel in; its receipt. As `take`."""
    return take(post, file, told).receipt


@uncollected()
def take(post: Post, file: bytes, told: Told) -> Taken:
    """Take a parcel in, durable at return; the same again is harmless.

    Raises PostTrouble with the codes of parcels.
    """
    began = post.now()
    try:
        header = parcel.opened(file)
        if header.way != "up" or header.to != sealing.key_id(post.keys.agency.seal):
            raise PostTrouble("foreign")
        before = _known(post, header)
        if before is not None:
            return Taken(before)
        said = parcel.unsealed_said(file, post.keys.secret)
        found = [each.line for each in said]
        if any("\0" in line.kind for line in found):  # PostgreSQL keeps that in no text
            raise PostTrouble("damaged")
    except ParcelTrouble as trouble:
        raise PostTrouble(trouble.code) from trouble
    ready = prepared(post, said)
    del said  # the statements as dicts: most of what a parcel takes in memory
    with writing(post.engine) as connection:
        taken = _taken(post, connection, header, found, (ready, told, began))
        if taken is None:
            put_aside(post, connection, "twin", (header.device, header.first, header.last), file)
    if taken is None:
        raise PostTrouble("twin")
    return taken


def _known(post: Post, header: Header) -> Receipt | None:
    """The receipt of a parcel that was taken in before; otherwise only whether its sender may."""
    with post.engine.connect() as connection:
        known = device_row(connection, header.by)
        if known is not None and known.public:
            sender(post, connection, header)
            intake = tables.intake.c
            once = select(intake.serial).where(intake.sha256 == header.sha256)
            if connection.scalar(once) is None:
                return None
            return receipts.latest(post, connection, header.device)
    with writing(post.engine) as connection:
        sender(post, connection, header)
    return None


def _taken(
    post: Post,
    connection: Connection,
    header: Header,
    found: Sequence[Line],
    rest: tuple[Statements, Told, int],
) -> Taken | None:
    """Within one transaction; None if the parcel is a twin's."""
    by = sender(post, connection, header)
    device = subject(connection, header, by)
    known = receipts.spans_of(connection, device)
    fresh = _fresh(connection, device, known, found)
    if fresh is None:
        return None
    statements, told, began = rest
    _meet(post, connection, by, told)
    if not fresh and device.receipt:
        return Taken(receipts.latest(post, connection, device.id))
    erased = erasures.clocks(connection)
    kept = [erasures.dropped(line, erased) for line in fresh]
    lines.keep(connection, device.n, kept)
    statements.put(post, connection, kept)
    revoked = revocations.take_in(connection, kept)
    vouching.take_in(connection, device, kept)
    for gone in erasures.carry_out(connection, device.n, kept):
        purge(post, connection, gone)
    spans = joined((*known, Span(header.first, header.last, found[-1].hash)))
    receipt, serial = receipts.write(post, connection, device, spans)
    _note(post, connection, header, (serial, device.n, len(fresh), told.carrier, began))
    return Taken(receipt, len(fresh), revoked)


def _fresh(
    connection: Connection, device: Row[Any], known: tuple[Span, ...], found: Sequence[Line]
) -> list[Line] | None:
    """The lines that are not here yet; None if they and what is here are not one log."""
    first, last = found[0].seq, found[-1].seq
    near = any(s.first <= last + 1 and first - 1 <= s.last for s in known)
    here = lines.hashes(connection, device.n, first - 1, last + 1) if near else {}
    here[0] = START
    fresh = [line for line in found if line.seq not in here]
    if any(here[line.seq] != line.hash for line in found if line.seq in here):
        return None
    if fresh and first - 1 in here and not contents.linked(found[:1], here[first - 1]):
        return None
    if fresh and last + 1 in here:
        after = lines.one(connection, device, last + 1)
        if after is not None and not contents.linked((after,), found[-1].hash):
            return None
    return fresh


def _meet(post: Post, connection: Connection, by: Row[Any], told: Told) -> None:
    """Note when and how a kiosk was last heard of."""
    connection.execute(
        update(tables.device)
        .where(tables.device.c.n == by.n)
        .values(
            contact=post.now(),
            carrier=told.carrier,
            version=storable(told.version)[:40] or by.version,
            waiting=told.waiting,
        )
    )


def _note(
    post: Post, connection: Connection, header: Header, about: tuple[int, int, int, Carrier, int]
) -> None:
    serial, device, fresh, carrier, began = about
    now = post.now()
    connection.execute(
        insert(tables.intake).values(
            serial=serial, device=device, sha256=header.sha256, first=header.first,
            last=header.last, fresh=fresh, carrier=carrier, at=now, took=max(now - began, 0),
        )
    )  # fmt: skip
