"""An officer declares a certificate void, and may put another in its place.

The number stays in the register with the reason. Every kiosk learns of it by the learner's records
and by the agency's list; papers that are out say nothing of it, so whoever checks one has to look.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from kiosk.certificate.facts import Certificate
from kiosk.learning.clock import doubtful
from kiosk.learning.events import CertificateIssued, CertificateRevoked
from kiosk.learning.trouble import NotAllowed
from kiosk.people.learner import Learner
from kiosk.register.frozen import frozen_facts
from kiosk.register.issue import Press, issue, signed_off
from kiosk.register.listing import Entry, entry_of
from kiosk.store import Store

LONGEST_REASON: Final = 200


def revoke(store: Store, number: str, reason: str, today: str) -> CertificateRevoked:
    """Declare a certificate void from an ISO date on.

    Of a number given twice all that bear it are void. Refuses "no-certificate",
    "certificate-revoked" (it is already), "reason-missing" and "reason-long" (over 200 characters).
    """
    entry, said = _known(store, number, today), _reason(reason)
    if entry.revoked:
        raise NotAllowed("certificate-revoked", number=number, date=entry.revoked)
    event = CertificateRevoked(number, said, today)
    store.record(entry.learner, event)
    return event


class Change(Struct, frozen=True):
    """What a replacement says otherwise: a field of the facts, before and after."""

    field: str
    before: str
    after: str


class _Prepared(Struct, frozen=True):
    """The certificate to be replaced, its learner, and the replacement's facts, not numbered."""

    entry: Entry
    learner: Learner
    old: Certificate
    new: Certificate


def changes(press: Press, number: str) -> tuple[Change, ...]:
    """What a replacement would say otherwise; number and date of issue aside.

    Refuses as `replace` does, but for the reason.
    """
    return _changes(_prepared(press, number))


def replace(press: Press, number: str, reason: str) -> CertificateIssued:
    """Issue a certificate in the place of one that says something wrong, and revoke that one.

    Course, JP, score, the days of learning and the last day stay; the learner is as on the roster
    now, so put that right first. One that was revoked already may still be replaced, once. Both
    become durable together or not at all. Refuses "no-certificate", "reason-missing",
    "reason-long", "holder-unknown" (nobody of that id is on the roster), "certificate-replaced",
    "nothing-changed", "facts-unreadable" (a later program wrote them), "clock-doubtful",
    "template-wrong" and "numbers-used-up". Raises StoreTrouble "damaged" if what it rests on is
    not as written.
    """
    store, said = press.store, _reason(reason)
    found = _prepared(press, number)
    if not (found.entry.revoked or _changes(found)):
        raise NotAllowed("nothing-changed", number=number)
    store.prove(found.learner.id)
    if doubtful(store.happenings()) or press.today < found.old.issued:
        raise NotAllowed("clock-doubtful", date=press.today)
    with store.writing():
        issued = issue(press, found.learner.id, found.entry.course, found.new)
        gone = CertificateRevoked(number, said, press.today, issued.number)
        store.record(found.learner.id, gone)
    return issued


_NEW: Final = frozenset({"number", "issued", "check_code", "replaces", "kiosk", "template"})
"""What differs in any case."""


def _changes(found: _Prepared) -> tuple[Change, ...]:
    before, after = msgspec.structs.asdict(found.old), msgspec.structs.asdict(found.new)
    return tuple(
        Change(field, _text(before[field]), _text(after[field]))
        for field in before
        if field not in _NEW and before[field] != after[field]
    )


def _text(value: object) -> str:
    return " · ".join(value) if isinstance(value, tuple) else str(value)


def _prepared(press: Press, number: str) -> _Prepared:
    store = press.store
    entry = _known(store, number, press.today)
    learner = store.roster.by_id(entry.learner) if entry.learner else None
    if learner is None:
        raise NotAllowed("holder-unknown", number=number)
    held = [r.event for r in store.events(learner.id) if isinstance(r.event, CertificateIssued)]
    if replaced := next((c.number for c in held if c.replaces == number), ""):
        raise NotAllowed("certificate-replaced", number=replaced)
    old = next((frozen_facts(c) for c in held if c.number == number), None)
    if old is None:
        raise NotAllowed("facts-unreadable", number=number)
    new = msgspec.structs.replace(
        signed_off(press, msgspec.structs.replace(old, issued=press.today)),
        name=learner.name,
        nip=learner.nip,
        rank_line=learner.rank,
        position=learner.position,
        unit=learner.unit,
        number="",
        issued=press.today,
        check_code="",
        replaces=number,
        sample=old.sample or press.settings.demo,
    )
    return _Prepared(entry, learner, old, new)


def _known(store: Store, number: str, today: str) -> Entry:
    entry = entry_of(store, number, today)
    if entry is None:
        raise NotAllowed("no-certificate", number=number)
    return entry


def _reason(reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise NotAllowed("reason-missing")
    if len(said) > LONGEST_REASON:
        raise NotAllowed("reason-long", most=LONGEST_REASON)
    return said
