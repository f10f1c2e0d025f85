"""Who speaks on a paper, and of whom: from settings and roster."""

from __future__ import annotations

from kiosk.certificate.letter_facts import Heading, Person
from kiosk.people.agency import Settings
from kiosk.people.learner import Learner


def heading_of(settings: Settings, today: str) -> Heading:
    """The letterhead, place and signatory as the agency decided them; `today` an ISO date."""
    signatory = settings.signatory_on(today)
    return Heading(
        kop=settings.kop,
        agency=settings.agency,
        place=settings.city.removeprefix("Kota ").removeprefix("Kabupaten "),
        date=today,
        kiosk=settings.kiosk_code,
        signatory_name=signatory.name,
        signatory_nip=signatory.nip,
        signatory_position=signatory.position,
        sample=settings.demo,
    )


def person_of(learner: Learner) -> Person:
    """A learner as the roster has them now."""
    return Person(learner.name, learner.nip, learner.rank, learner.position, learner.unit)
