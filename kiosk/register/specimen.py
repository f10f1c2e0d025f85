"""A sample certificate, drawn as the next real one will be: for whoever changes the template."""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import structs

from kiosk.certificate.facts import Certificate, CertificateLesson
from kiosk.certificate.number import TemplateFault, number
from kiosk.certificate.template import Template
from kiosk.learning.course import Course
from kiosk.learning.minutes import lesson_minutes
from kiosk.register import emblems
from kiosk.register.issue import Press, last_day, named
from kiosk.trust import code

HOLDER: Final = "Peserta Contoh 1"
NIP: Final = "198704122011012008"
"""The first sample learner's."""
_SCORE: Final = 90
_SEQUENCE: Final = 1


def specimen(press: Press, template: Template, course: Course) -> bytes:
    """The PDF of a sample, marked as such; nothing is kept, and no number is used up.

    One thread at a time, as all drawing.
    """
    from kiosk.certificate.page import render

    settings = press.settings
    months = settings.validity.get(course.id, settings.validity_months)
    facts = structs.replace(
        named(settings, _earned(course, press.today)),
        number=_number(press),
        valid_until=last_day(press.today, months),
        sample=True,
        template=template,
    )
    coded = structs.replace(facts, check_code=_code(press, facts))
    return render(coded, press.fonts, emblem=emblems.picture_to_print(press.store, settings.emblem))


def _earned(course: Course, today: str) -> Certificate:
    return Certificate(
        number="",
        name=HOLDER,
        nip=NIP,
        rank_line="Penata Tingkat I (III/d)",
        position="Pranata Komputer Ahli Muda",
        unit="Dinas Contoh",
        course=course.title,
        hours=course.hours,
        form=course.form,
        score=_SCORE,
        started=today,
        finished=today,
        issued=today,
        place="",
        kop=(),
        agency="",
        city="",
        signatory_name="",
        signatory_nip="",
        signatory_position="",
        lessons=tuple(
            CertificateLesson(x.title, lesson_minutes(course, x.id), "") for x in course.lessons
        ),
        legal_basis=course.legal_basis,
        as_of=course.as_of,
        kiosk="",
    )


def _number(press: Press) -> str:
    settings = press.settings
    try:
        return number(
            settings.number_template,
            _SEQUENCE,
            press.today,
            klasifikasi=settings.classification,
            kios=settings.kiosk_code,
            unit=settings.short,
        )
    except TemplateFault:  # said where the pattern is typed
        return "1"


def _code(press: Press, facts: Certificate) -> str:
    exchange = press.store.exchange
    said = code.Said(
        number=facts.number,
        name=facts.name,
        course=facts.course,
        hours=facts.hours,
        issued=facts.issued,
        facts=code.facts_hash(code.canonical(msgspec.json.encode(facts))),
        key=code.key_id(exchange.public),
        sample=True,
        valid_until=facts.valid_until,
    )
    return code.packed(said, exchange.sign)
