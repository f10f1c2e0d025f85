"""Views of the evaluation form and of a certificate."""

from __future__ import annotations

import msgspec

from kiosk.desk.award import paper
from kiosk.desk.places import AtCertificate, AtEvaluation
from kiosk.desk.standing import Standing
from kiosk.desk.views import CertificateView, EvaluationView
from kiosk.learning import evaluation
from kiosk.learning.evaluation import Draft
from kiosk.learning.events import CertificateIssued
from kiosk.learning.trouble import NotAllowed
from kiosk.register.prints import printed


def evaluation_page(standing: Standing, place: AtEvaluation) -> EvaluationView:
    """The form as far as it was filled in."""
    course, _ = standing.course(place.course)
    name = f"{standing.learner.id}/{place.course}"
    body = standing.kiosk.store.document("evaluation", name)
    draft = Draft() if body is None else msgspec.json.decode(body, type=Draft)
    return EvaluationView(
        standing.status(), course, evaluation.BLOCKS, draft.ratings, draft.text, draft.named
    )


def certificate_page(standing: Standing, place: AtCertificate) -> CertificateView:
    """A certificate; refuses "no-certificate" if the learner does not hold it."""
    issued = held(standing, place.number)
    titles = {c.id: c.title for c in standing.kiosk.catalog.courses()}
    return CertificateView(
        status=standing.status(),
        issued=issued,
        course_title=titles.get(issued.course, issued.course),
        pdf=paper(standing, issued),
        printed=printed(standing.events, issued.number),
        hours=standing.hours(int(issued.issued[:4])),
        revoked=standing.revoked.get(issued.number),
    )


def held(standing: Standing, number: str) -> CertificateIssued:
    """The learner's certificate of that number; refuses "no-certificate"."""
    for issued in standing.progress.certificates:
        if issued.number == number:
            return issued
    raise NotAllowed("no-certificate")
