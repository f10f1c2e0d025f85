"""Issuing a certificate: number, facts, check code, badge, PDF and seal, frozen in one stroke.

The rules (who may have one) are the caller's: the desk's for a learner, `revoke` for a replacement.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from calendar import monthrange
from functools import lru_cache
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct, structs

from kiosk.certificate.facts import Certificate
from kiosk.certificate.template import Template, read_template
from kiosk.certificate.template_rules import TemplateTrouble
from kiosk.learning.events import CertificateIssued
from kiosk.learning.trouble import NotAllowed
from kiosk.people.agency import Settings, Signatory
from kiosk.register import emblems, paper
from kiosk.register.badge import badge
from kiosk.register.numbers import drawn
from kiosk.store import Store
from kiosk.trust import code, seal

_MONTHS: Final = 12


class Press(Struct, frozen=True):
    """Where a certificate is kept, whose settings, the folder of fonts, and the local ISO date."""

    store: Store
    settings: Settings
    fonts: Path
    today: str


def issue(press: Press, learner: str, course: str, bare: Certificate) -> CertificateIssued:
    """Issue a certificate with these facts, all but number, last day and check code.

    A replacement (`replaces`) keeps the last day of the one in whose place it stands. Event, PDF
    and number become durable together or not at all; within a caller's transaction, with it.
    Refuses "numbers-used-up", and "number-long" (more than 100 bytes) where a template makes such.
    """
    store = press.store
    with store.writing():
        number = drawn(store, press.settings, press.today)
        facts = _coded(store, _numbered(press, course, bare, number.number))
        credential = badge(facts, store.exchange.sign, store.exchange.public)
        bare_pdf = paper.page(store, facts, press.fonts, credential)
        pdf, sealed = seal.sealed(bare_pdf, store.exchange.sign)
        issued = CertificateIssued(
            course=course,
            number=facts.number,
            hours=facts.hours,
            score=facts.score,
            issued=facts.issued,
            facts=msgspec.json.encode(facts).decode(),
            sha256=hashlib.sha256(pdf).hexdigest(),
            badge=credential,
            seal=sealed,
            sequence=number.sequence,
            replaces=facts.replaces,
            valid_until=facts.valid_until,
        )
        store.record(learner, issued)
        store.keep(paper.KEPT, issued.number, pdf)
    return issued


def signed_off(press: Press, facts: Certificate) -> Certificate:
    """The facts with all that the agency says: who, where, who signs, in what form.

    Refuses "template-wrong" if this program cannot read the template kept in the settings.
    """
    settings = press.settings
    return structs.replace(
        named(settings, facts),
        emblem=emblems.to_print(press.store, settings.emblem),
        template=_template(settings.template),
    )


def named(settings: Settings, facts: Certificate) -> Certificate:
    """The facts with who the agency is, where, and who signs: all but emblem and template."""
    first = settings.signatory_on(facts.issued)
    second = settings.second_signatory or Signatory("", "", "")
    return structs.replace(
        facts,
        place=settings.city.removeprefix("Kota ").removeprefix("Kabupaten "),
        kop=settings.kop,
        agency=settings.agency,
        city=settings.city,
        signatory_name=first.name,
        signatory_nip=first.nip,
        signatory_position=first.position,
        second_name=second.name,
        second_nip=second.nip,
        second_position=second.position,
        kiosk=settings.kiosk_code,
        sample=settings.demo,
    )


def last_day(issued: str, months: int) -> str:
    """The last day on which a certificate counts: that of the same number `months` later.

    Or that month's last day, if it has none of that number. ISO dates; "" for 0: without end.
    """
    if not months:
        return ""
    date = dt.date.fromisoformat(issued)
    years, month = divmod(date.month - 1 + months, _MONTHS)
    year = date.year + years
    return date.replace(
        year=year, month=month + 1, day=min(date.day, monthrange(year, month + 1)[1])
    ).isoformat()


def _numbered(press: Press, course: str, bare: Certificate, number: str) -> Certificate:
    settings = press.settings
    months = settings.validity.get(course, settings.validity_months)
    if len(number.encode()) > code.MOST_NUMBER:
        raise NotAllowed("number-long", number=number)
    until = bare.valid_until if bare.replaces else last_day(bare.issued, months)
    return structs.replace(bare, number=number, valid_until=until, check_code="")


def _coded(store: Store, facts: Certificate) -> Certificate:
    """The facts with their check code, signed by this device."""
    said = code.Said(
        number=facts.number,
        name=facts.name,
        course=facts.course,
        hours=facts.hours,
        issued=facts.issued,
        facts=code.facts_hash(code.canonical(msgspec.json.encode(facts))),
        key=code.key_id(store.exchange.public),
        sample=facts.sample,
        valid_until=facts.valid_until,
        replaces=facts.replaces,
    )
    return structs.replace(facts, check_code=code.packed(said, store.exchange.sign))


@lru_cache(maxsize=4)
def _template(toml: str) -> Template:
    try:
        return read_template(toml)
    except TemplateTrouble as trouble:
        raise NotAllowed("template-wrong", field=trouble.field) from trouble
