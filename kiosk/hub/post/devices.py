"""Who may send: kiosks that were let in once by a code or on a stick, and their later lives.

A pairing is a computer, a device one life of its file. The pairing's secret follows from the
agency's key and the pairing's id, so the database and its backups hold none; with it a kiosk that
was restored or moved gets the certificate of its new life without an officer.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from sqlalchemy import Connection, Row, insert, select, update

from kiosk.hub.database import storable
from kiosk.hub.post import tables
from kiosk.hub.post.post import Post, next_serial
from kiosk.hub.post.trouble import PostTrouble
from kiosk.parcel import sealing
from kiosk.parcel.chain import START
from kiosk.parcel.forms import KEY_BYTES, DeviceCertificate, Header, PairAsk, PairFile, Request

LONGEST: Final = 200
_ID_BYTES: Final = 16


def pair(post: Post, connection: Connection, ask: PairAsk, label: str) -> DeviceCertificate:
    """Let a kiosk in that an officer vouches for; one that is in already keeps its pairing.

    `label` is the officer's word, the kiosk's own counts without it. Raises PostTrouble "strange",
    "forged" (it does not hold the key), "taken" (that id has another key) and "revoked".
    """
    _well_formed(ask.device, ask.public)
    if not sealing.holds(ask, ask.public):
        raise PostTrouble("forged")
    known = device_row(connection, ask.device)
    _same_key(known, ask.public)
    if known is not None and known.public and known.pairing:
        return certificate_of(known)
    name = storable(label or ask.label)[:LONGEST]
    pairing = str(uuid.UUID(bytes=post.chance(_ID_BYTES), version=4))
    made = insert(tables.pairing).values(id=pairing, label=name, made=post.now())
    connection.execute(made)
    return _certify(post, connection, ask.device, ask.public, (name, pairing, ""))


def answer(post: Post, certificate: DeviceCertificate, pairing: str) -> PairFile:
    """What a kiosk that was let in is given, not signed yet; the secret for its eyes alone."""
    secret = sealing.sealed_to_device(secret_of(post, pairing), certificate.public)
    return PairFile(certificate, pairing, secret, post.keys.agency)


def secret_of(post: Post, pairing: str) -> bytes:
    """What a paired computer and the agency share."""
    return post.keys.mac("pairing", pairing)


def pairing_of(connection: Connection, device: str) -> str:
    """The pairing of a known device."""
    row = device_row(connection, device)
    return "" if row is None else str(row.pairing)


def renew(post: Post, connection: Connection, request: Request) -> DeviceCertificate:
    """The certificate of a paired kiosk's new life; the one it has, if it asks again.

    A MAC that holds shows that there was such a pairing, even if it was made after the backup from
    which the database was restored. Raises PostTrouble "strange", "unpaired", "revoked", "forged"
    (the MAC does not hold) and "taken".
    """
    _well_formed(request.device, request.public)
    if not is_id(request.pairing):
        raise PostTrouble("unpaired")
    if not sealing.mac_holds(request, secret_of(post, request.pairing)):
        raise PostTrouble("forged")
    label = _label_of(post, connection, request.pairing)
    known = device_row(connection, request.device)
    _same_key(known, request.public)
    if known is not None and known.public and known.pairing == request.pairing:
        return certificate_of(known)
    about = (label, request.pairing, storable(request.before)[:36])
    return _certify(post, connection, request.device, request.public, about)


def _label_of(post: Post, connection: Connection, pairing: str) -> str:
    """What a computer is called. Raises PostTrouble "revoked"."""
    pairings = tables.pairing
    row = connection.execute(select(pairings).where(pairings.c.id == pairing)).first()
    if row is None:
        connection.execute(insert(pairings).values(id=pairing, label="", made=post.now()))
        return ""
    if row.revoked:
        raise PostTrouble("revoked")
    return str(row.label)


def sender(post: Post, connection: Connection, header: Header) -> Row[Any]:
    """The device that sent a parcel and may; one that is not known yet shows its certificate.

    Raises PostTrouble "unpaired", "revoked", "forged" and those of `renew`.
    """
    known = device_row(connection, header.by)
    if known is None or not known.public:
        _introduce(post, connection, header)
        known = device_row(connection, header.by)
    if known is None:
        raise PostTrouble("unpaired")
    _same_key(known, header.public)
    return known


def _introduce(post: Post, connection: Connection, header: Header) -> None:
    """Take in a device by the agency's own certificate (of before a restored backup) or request."""
    shown, request = header.certificate, header.request
    if request is not None and (request.device, request.public) == (header.by, header.public):
        renew(post, connection, request)
        return
    if shown is None or (shown.device, shown.public) != (header.by, header.public):
        raise PostTrouble("unpaired")
    if not sealing.certificate_holds(shown, post.keys.agency):
        raise PostTrouble("unpaired")
    _well_formed(shown.device, shown.public)
    _keep(connection, shown, ("", ""))


def subject(connection: Connection, header: Header, sent_by: Row[Any]) -> Row[Any]:
    """The device whose log a parcel holds: the sender itself, or an earlier life of its computer.

    Of devices known only by their certificates, since a database was lost, it is not known which
    computer they are. Raises PostTrouble "foreign" if it is another computer's, "revoked".
    """
    if header.device == header.by:
        return sent_by
    found = device_row(connection, header.device)
    if found is None:
        _well_formed(header.device, bytes(KEY_BYTES))
        connection.execute(
            insert(tables.device).values(
                id=header.device, public=b"", label=sent_by.label, pairing=sent_by.pairing,
                before="", certificate=b"", serial=0, since=0, hash=START,
            )
        )  # fmt: skip
        found = device_row(connection, header.device)
    if found is None or found.pairing != sent_by.pairing:
        raise PostTrouble("foreign")
    if found.revoked:
        raise PostTrouble("revoked")
    return found


def device_row(connection: Connection, device: str) -> Row[Any] | None:
    """What is kept of a device; None for what is not known, or no id at all."""
    if not is_id(device):
        return None
    return connection.execute(select(tables.device).where(tables.device.c.id == device)).first()


def certificate_of(row: Row[Any]) -> DeviceCertificate:
    """The certificate as it was given."""
    return sealing.read(row.certificate, DeviceCertificate)


def _same_key(known: Row[Any] | None, public: bytes) -> None:
    if known is None or not known.public:
        return
    if known.public != public:
        raise PostTrouble("taken")
    if known.revoked:
        raise PostTrouble("revoked")


def _certify(
    post: Post, connection: Connection, device: str, public: bytes, about: tuple[str, str, str]
) -> DeviceCertificate:
    """Sign and keep; `about`: label, pairing and the life before."""
    label, pairing, before = about
    serial = next_serial(connection, "certificate")
    bare = DeviceCertificate(
        device=device, public=public, label=label, since=post.now(), until=0, serial=serial
    )
    certificate = sealing.signed(bare, post.keys.sign)
    _keep(connection, certificate, (pairing, before))
    return certificate


def _keep(connection: Connection, certificate: DeviceCertificate, about: tuple[str, str]) -> None:
    """A device row, new or with a new certificate."""
    values = {
        "public": certificate.public,
        "label": certificate.label,
        "pairing": about[0],
        "before": about[1],
        "certificate": sealing.written(certificate),
        "serial": certificate.serial,
        "since": certificate.since,
    }
    devices = tables.device
    known = device_row(connection, certificate.device)
    if known is None:
        connection.execute(insert(devices).values(id=certificate.device, hash=START, **values))
    else:
        connection.execute(update(devices).where(devices.c.n == known.n).values(**values))


def _well_formed(device: str, public: bytes) -> None:
    if not is_id(device) or len(public) != KEY_BYTES:
        raise PostTrouble("strange")


def is_id(text: str) -> bool:
    """Whether it is a device's id as kiosks write it; so also a safe name of a file."""
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
