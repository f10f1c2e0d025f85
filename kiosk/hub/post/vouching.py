"""Whom the agency vouches for: the ring of its devices' certificates, and what it upholds of each.

A stolen key can date a certificate back to when it still counted, or was not known yet. So of a
revoked device, and of what is dated before a device was let in, only those certificates count whose
records came here; a revoked device brings none any more. Of each that comes, the code's fingerprint
is kept, which tells nothing of a person and so stays when its holder is erased.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Engine, Row, select, text

from kiosk.hub.database import reading
from kiosk.hub.post import tables
from kiosk.hub.post.devices import certificate_of
from kiosk.hub.word import targets
from kiosk.parcel import word
from kiosk.parcel.signature import signed_by
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.trust import code
from kiosk.trust.ring import Member, Ring, first_day
from kiosk.xapi.line import Line

KIND: Final = "certificate-issued"
_KEEP: Final = text(
    "insert into post_upheld (print, device, issued) values (:print, :device, :issued)"
    " on conflict do nothing"
)


class _Issued(Struct):
    number: str
    facts: str


class _Facts(Struct):
    check_code: str = ""


def take_in(connection: Connection, device: Row[Any], lines: Sequence[Line]) -> None:
    """Keep the fingerprints of a device's certificates, if they are what their codes say."""
    for line in lines:
        if line.kind == KIND and not line.erased:
            said = said_of(line.body, bytes(device.public))
            if said is not None:
                mark = bytes.fromhex(code.fingerprint(said))
                row = {"print": mark, "device": device.n, "issued": said.issued}
                connection.execute(_KEEP, row)


def said_of(body: bytes, public: bytes) -> code.Said | None:
    """What the code of an issued certificate says; None unless the device signed these facts.

    Older programs wrote codes of another kind, which nobody but their kiosk could check.
    """
    try:
        issued = msgspec.json.decode(body, type=_Issued)
        coded = code.read(msgspec.json.decode(issued.facts, type=_Facts).check_code)
        facts = code.facts_hash(code.canonical(issued.facts))
    except (msgspec.MsgspecError, ValueError, RecursionError, code.CodeTrouble):
        return None
    said = coded.said
    true = (said.facts, said.number, said.key) == (facts, issued.number, code.key_id(public))
    return said if true and signed_by(public, code.DOMAIN + coded.signed, coded.signature) else None


def ring(connection: Connection) -> Ring:
    """The ring as it is now; `at` is when the last device joined it or was revoked."""
    device = tables.device
    rows = connection.execute(select(device).where(device.c.serial > 0).order_by(device.c.id)).all()
    members = tuple(filter(None, (_member(connection, row) for row in rows)))
    return Ring(None, max((max(row.since, row.revoked) for row in rows), default=0), members)


def _member(connection: Connection, row: Row[Any]) -> Member | None:
    """A device with what is upheld of it; None if its certificate cannot be read any more."""
    try:
        certificate = certificate_of(row)
    except ParcelTrouble:
        return None
    upheld = tables.upheld.c
    wanted = select(upheld.print).where(upheld.device == row.n).order_by(upheld.print)
    if not row.revoked:
        wanted = wanted.where(upheld.issued < first_day(certificate))
    return Member(certificate, tuple(mark.hex() for mark in connection.scalars(wanted)))


def target(connection: Connection) -> dict[str, bytes]:
    """The ring as a file of the word; none while it is larger than the word takes.

    Then the older one stands, by which fewer certificates are upheld: nothing forged counts by it.
    """
    files = targets.ring_target(ring(connection))
    return files if len(files[word.RING]) <= word.LIMITS[word.RING] else {}


def say(engine: Engine, folder: Path, now: int) -> None:
    """Put the ring into the word, unless it says that ring already. Raises WriterTrouble."""
    from kiosk.hub.word import carry, writer

    with reading(engine) as connection:
        files = target(connection)
    said = carry.said(folder)
    if any(said.get(name) != hashlib.sha256(body).hexdigest() for name, body in files.items()):
        writer.replace(folder, files, now)
