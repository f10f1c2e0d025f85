"""Awarding a certificate: number, facts and PDF frozen in one stroke."""

from __future__ import annotations

import hashlib
from contextlib import suppress

import msgspec

from kiosk.certificate import facts as certificate_facts
from kiosk.certificate.number import number
from kiosk.certificate.seal import check_code
from kiosk.desk.standing import Standing, scores
from kiosk.learning.clock import doubtful
from kiosk.learning.course import Course
from kiosk.learning.events import CertificateIssued
from kiosk.learning.minutes import lesson_minutes
from kiosk.learning.progress import CourseProgress, may_certify
from kiosk.learning.trouble import NotAllowed
from kiosk.store import StoreTrouble


def get_ready() -> None:
    """Load what drawing a certificate needs (170 ms), so that nobody waits for it later."""
    import kiosk.certificate.page  # noqa: F401


def award(standing: Standing, course_id: str) -> CertificateIssued:
    """Issue the certificate if the rules allow; the PDF is rendered once and its bytes kept.

    Refuses as `may_certify` does, and "clock-doubtful". Number, event and PDF become durable
    together or not at all. Raises StoreTrouble "damaged" if what it rests on is not as written.
    """
    from kiosk.certificate.page import render

    store = standing.kiosk.store
    store.prove(standing.learner.id)
    course, p = standing.course(course_id)
    may_certify(course, p)
    _must_be_dated(standing, course, p)
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


def paper(standing: Standing, issued: CertificateIssued) -> bytes:
    """A certificate's PDF, the very bytes of its issue; empty if they cannot be had here.

    One issued at another kiosk came as its frozen facts: it is drawn again, and counts only if the
    bytes are those whose hash was recorded. An emblem or a program of another kind draws others.
    """
    store = standing.kiosk.store
    kept = store.document("certificate", issued.number)
    if kept is not None:
        return kept
    from kiosk.certificate.page import render

    try:
        frozen = msgspec.json.decode(issued.facts, type=certificate_facts.Certificate)
    except msgspec.MsgspecError:  # from a newer program
        return b""
    pdf = render(frozen, standing.kiosk.fonts)
    if hashlib.sha256(pdf).hexdigest() != issued.sha256:
        return b""
    if not standing.kiosk.view_only:
        with suppress(StoreTrouble):  # a full disk keeps it another time
            store.keep("certificate", issued.number, pdf)
    return pdf


def _must_be_dated(standing: Standing, course: Course, p: CourseProgress) -> None:
    """Refuse "clock-doubtful" on a day that cannot be today: a certificate bears its date for good.

    That is after a jump of the clock which nobody undid or found right, before what the learner
    did, or before the course was written. Samples are worth nothing, so their course may be newer.
    """
    kiosk = standing.kiosk
    kiosk.clock.look()
    today = kiosk.today
    written = "" if kiosk.settings.demo else course.as_of
    if doubtful(kiosk.store.happenings()) or today < max(written, kiosk.day_of(p.last)):
        raise NotAllowed("clock-doubtful", date=today)


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
    """The next of this kiosk's own numbers for the year; the kiosk's code keeps kiosks apart.

    A copy of a kiosk, or a restored one, does not know the last numbers given: from then on its
    code carries the letters of its new life. A template without the code gets them at its end.
    """
    settings, store = standing.kiosk.settings, standing.kiosk.store
    drawn = number(
        settings.number_template,
        1 + store.issued_in(today[:4]),
        today,
        klasifikasi=settings.classification,
        kios=f"{settings.kiosk_code}-{store.life}" if store.life else settings.kiosk_code,
        unit=settings.short,
    )
    return drawn if store.life in drawn else f"{drawn}-{store.life}"


def _lessons(course: Course) -> tuple[certificate_facts.CertificateLesson, ...]:
    return tuple(
        certificate_facts.CertificateLesson(x.title, lesson_minutes(course, x.id), "")
        for x in course.lessons
    )
