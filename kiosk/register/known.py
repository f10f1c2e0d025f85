"""What this kiosk knows when it is asked whether a certificate holds."""

from __future__ import annotations

from collections.abc import Container

import msgspec
from msgspec import structs

from kiosk.parcel import word as forms
from kiosk.parcel.forms import Agency
from kiosk.parcel.trouble import ParcelTrouble
from kiosk.parcel.word import Revocation
from kiosk.store import Store
from kiosk.store.revoked import WORD, revoked_list
from kiosk.trust import code
from kiosk.trust.judge import Known, Own, Voided
from kiosk.trust.ring import Member, Ring, first_day


def known(store: Store, agency: Agency | None, label: str) -> Known:
    """All that a verifier knows here; `agency` is that of the pairing, `label` this kiosk's name.

    The kiosk's own keys, those of earlier lives too, are believed without an agency. What it issued
    before the agency let it in, it upholds itself: its register is proven, the agency's may not
    have come back yet. That never speaks against a revocation.
    """
    listed, keys = revoked_list(store), store.exchange.publics()
    ring = _ring(store)
    members = tuple(_upheld_here(store, m, listed.devices, keys) for m in ring.members)
    return Known(
        ring=structs.replace(ring, agency=agency, members=members),
        own=tuple(Own(key, label) for key in keys),
        revoked={number: _voided(each) for number, each in listed.certificates.items()},
        devices={device: _voided(each) for device, each in listed.devices.items()},
        as_of=listed.as_of,
    )


def kiosk_names(store: Store) -> dict[str, str]:
    """The agency's names of its kiosks, by device id; none where it never said any."""
    return {m.certificate.device: m.certificate.label for m in _ring(store).members}


def _ring(store: Store) -> Ring:
    body = store.document(WORD, "ring")
    if body is None:
        return Ring()
    try:
        return forms.read(body, Ring)
    except ParcelTrouble:  # kept by a newer program
        return Ring()


def _voided(each: Revocation) -> Voided:
    return Voided(each.reason, each.date, each.replaced_by)


def _upheld_here(
    store: Store, member: Member, revoked: Container[str], keys: tuple[bytes, ...]
) -> Member:
    """The member with what this kiosk issued itself before its period began."""
    certificate = member.certificate
    if certificate.public not in keys or certificate.device in revoked:
        return member
    began = first_day(certificate)
    early = (c.facts for _, c in store.certificates() if c.issued < began)
    marks = tuple(filter(None, (_mark(facts) for facts in early)))
    return structs.replace(member, upheld=member.upheld + marks)


class _Facts(msgspec.Struct):
    check_code: str = ""


def _mark(facts: str) -> str:
    """The fingerprint of a certificate's code; "" for one of an older kind."""
    try:
        return code.fingerprint(code.read(msgspec.json.decode(facts, type=_Facts).check_code).said)
    except (msgspec.MsgspecError, code.CodeTrouble):
        return ""
