"""Awarding a certificate: the rules of who has earned one, and on which day it may be dated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.certificate.facts import Certificate, CertificateLesson
from kiosk.desk.standing import Standing, scores
from kiosk.learning.clock import doubtful
from kiosk.learning.course import Course
from kiosk.learning.events import CertificateIssued
from kiosk.learning.minutes import lesson_minutes
from kiosk.learning.progress import CourseProgress, may_certify
from kiosk.learning.trouble import NotAllowed

if TYPE_CHECKING:
    from kiosk.register.issue import Press


def get_ready() -> None:
    """Load what drawing a certificate needs (170 ms), so that nobody waits for it later."""
    import kiosk.register.issue  # noqa: F401
    from kiosk.register.paper import get_ready

    get_ready()


def award(standing: Standing, course_id: str) -> CertificateIssued:
    """Issue the certificate if the rules allow; the PDF is rendered once and its bytes kept.

    Refuses as `may_certify` and `issue` do, and "clock-doubtful". Raises StoreTrouble "damaged" if
    what it rests on is not as written.
    """
    from kiosk.register.issue import Press, issue

    store, kiosk = standing.kiosk.store, standing.kiosk
    store.prove(standing.learner.id)
    course, p = standing.course(course_id)
    may_certify(course, p)
    _must_be_dated(standing, course, p)
    press = Press(store, kiosk.settings, kiosk.fonts, kiosk.today)
    with store.writing():
        return issue(press, standing.learner.id, course.id, _earned(press, standing, course, p))


def paper(standing: Standing, issued: CertificateIssued) -> bytes:
    """A certificate's PDF, the very bytes of its issue; empty if they cannot be had here."""
    from kiosk.register import paper as papers

    kiosk = standing.kiosk
    return papers.paper(kiosk.store, issued, kiosk.fonts, view_only=kiosk.view_only)


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


def _earned(press: Press, standing: Standing, course: Course, p: CourseProgress) -> Certificate:
    """What a learner earned, signed off by the agency; number and check code still empty."""
    from kiosk.register.issue import signed_off

    learner = standing.learner
    _, post = scores(course, p)
    bare = Certificate(
        number="",
        name=learner.name,
        nip=learner.nip,
        rank_line=learner.rank,
        position=learner.position,
        unit=learner.unit,
        course=course.title,
        hours=course.hours,
        form=course.form,
        score=int(post or 0),
        started=standing.kiosk.day_of(p.started),
        finished=press.today,
        issued=press.today,
        place="",
        kop=(),
        agency="",
        city="",
        signatory_name="",
        signatory_nip="",
        signatory_position="",
        lessons=_lessons(course),
        legal_basis=course.legal_basis,
        as_of=course.as_of,
        kiosk="",
    )
    return signed_off(press, bare)


def _lessons(course: Course) -> tuple[CertificateLesson, ...]:
    return tuple(
        CertificateLesson(x.title, lesson_minutes(course, x.id), "") for x in course.lessons
    )
