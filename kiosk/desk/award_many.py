"""The desk's award for many people, as bulk work asks for it: the same rules, nobody signed in."""

from __future__ import annotations

from kiosk.desk.award import award
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.standing import Standing
from kiosk.learning.events import CertificateIssued
from kiosk.learning.trouble import NotAllowed
from kiosk.people.learner import Learner
from kiosk.register.bulk import Issue


def award_for(kiosk: Kiosk) -> Issue:
    """`award` of one course to one learner. Refuses as it does, and "no-course"."""

    def issue(learner: Learner, course: str) -> CertificateIssued:
        if course not in {known.id for known in kiosk.catalog.courses()}:
            raise NotAllowed("no-course")
        return award(Standing.of(kiosk, learner), course)

    return issue
