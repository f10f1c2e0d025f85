"""Awarding a certificate: number, facts and PDF frozen in one stroke."""

from __future__ import annotations

import hashlib

import msgspec

from kiosk.certificate import facts as certificate_facts
from kiosk.certificate.number import number
from kiosk.certificate.seal import check_code
from kiosk.desk.standing import Standing, scores
from kiosk.learning.course import Course
from kiosk.learning.events import CertificateIssued
from kiosk.learning.minutes import lesson_minutes
from kiosk.learning.progress import CourseProgress, may_certify


def get_ready() -> None:
    """Load what drawing a certificate needs (170 ms), so that nobody waits for it later."""
    import kiosk.certificate.page  # noqa: F401


def award(standing: Standing, course_id: str) -> CertificateIssued:
    """Issue the certificate if the rules allow; the PDF is rendered once and its bytes kept.

    Refuses as `may_certify` does. Number, event and PDF become durable together or not at all.
    """
    from kiosk.certificate.page import render

    course, p = standing.course(course_id)
    may_certify(course, p)
    store = standing.kiosk.store
    with store.writing():
        frozen = _facts(standing, course, p)
        pdf = render(frozen, standing.kiosk.fonts)
        issued = CertificateIssued(
            course=course.id,
            number=frozen.number,
            hours=course.hours,
            score=frozen.score,
            issued=frozen.issued,
            facts=msgspec.json.encode(frozen).decode(),
            sha256=hashlib.sha256(pdf).hexdigest(),
        )
        store.record(standing.learner.id, issued)
        store.keep("certificate", issued.number, pdf)
    return issued


def _facts(standing: Standing, course: Course, p: CourseProgress) -> certificate_facts.Certificate:
    settings, learner, kiosk = standing.kiosk.settings, standing.learner, standing.kiosk
    today = kiosk.today
    _, post = scores(course, p)
    bare = certificate_facts.Certificate(
        number=_next_number(standing, today),
        name=learner.name,
        nip=learner.nip,
        rank_line=learner.rank,
        position=learner.position,
        unit=learner.unit,
        course=course.title,
        hours=course.hours,
        form=course.form,
        score=int(post or 0),
        started=kiosk.day_of(p.started),
        finished=today,
        issued=today,
        place=settings.city.removeprefix("Kota ").removeprefix("Kabupaten "),
        kop=settings.kop,
        agency=settings.agency,
        city=settings.city,
        signatory_name=settings.signatory.name,
        signatory_nip=settings.signatory.nip,
        signatory_position=settings.signatory.position,
        lessons=_lessons(course),
        legal_basis=course.legal_basis,
        as_of=course.as_of,
        kiosk=settings.kiosk_code,
        check_code="",
        sample=settings.demo,
        emblem=settings.emblem,
    )
    return msgspec.structs.replace(bare, check_code=check_code(bare, kiosk.key))


def _next_number(standing: Standing, today: str) -> str:
    """The next of this kiosk's own numbers for the year; the kiosk's code keeps kiosks apart."""
    settings = standing.kiosk.settings
    issued = standing.kiosk.store.certificates()
    sequence = 1 + sum(c.issued[:4] == today[:4] for _, c in issued)
    return number(
        settings.number_template,
        sequence,
        today,
        klasifikasi=settings.classification,
        kios=settings.kiosk_code,
        unit=settings.short,
    )


def _lessons(course: Course) -> tuple[certificate_facts.CertificateLesson, ...]:
    return tuple(
        certificate_facts.CertificateLesson(x.title, lesson_minutes(course, x.id), "")
        for x in course.lessons
    )
