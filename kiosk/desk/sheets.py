"""A learner's papers beside the certificate: transcript, card of hours, SIASN sheet."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from kiosk.desk.standing import Standing
from kiosk.learning.trouble import NotAllowed
from kiosk.register.frozen import frozen_facts
from kiosk.register.heading import heading_of
from kiosk.register.hours_card import hours_card
from kiosk.register.learnt import Learnt
from kiosk.register.siasn import sheet as siasn_sheet
from kiosk.register.transcript import transcript


class SheetKind(StrEnum):
    """Which paper."""

    TRANSCRIPT = "transcript"
    HOURS = "hours"
    SIASN = "siasn"


class Sheet(Struct, frozen=True):
    """A paper to print or save. Neither `title` nor `file` names a person."""

    title: str
    file: str
    pdf: bytes


def name_of(kind: SheetKind, year: int, today: str) -> tuple[str, str]:
    """A paper's title, and the name of its file on an ISO date."""
    title = {
        SheetKind.TRANSCRIPT: "Transkrip nilai",
        SheetKind.HOURS: f"Kartu JP {year}",
        SheetKind.SIASN: "Lembar isian SIASN",
    }[kind]
    return title, f"{title} per {today}.pdf"


def sheet(standing: Standing, kind: SheetKind, year: int = 0) -> Sheet:
    """Draw a learner's paper as of today; `year` is that of the card, 0: this one.

    Refuses "no-nip": a guest has no place in SIASN.
    """
    match kind:
        case SheetKind.TRANSCRIPT:
            return _transcript(standing)
        case SheetKind.HOURS:
            return _hours(standing, year or standing.year)
        case SheetKind.SIASN:
            return _siasn(standing)


def _transcript(standing: Standing) -> Sheet:
    from kiosk.certificate import transcript as drawn

    kiosk = standing.kiosk
    titles = {c.id: c.title for c in kiosk.catalog.courses()}
    heading = heading_of(kiosk.settings, kiosk.today)
    facts = transcript(_learnt(standing), heading, titles, kiosk.day_of, standing.revoked)
    return _named(SheetKind.TRANSCRIPT, standing, drawn.render(facts, kiosk.fonts))


def _hours(standing: Standing, year: int) -> Sheet:
    from kiosk.certificate import hours_card as drawn

    kiosk = standing.kiosk
    titles = {c.id: c.title for c in kiosk.catalog.courses()}
    facts = hours_card(
        _learnt(standing), kiosk.settings, kiosk.today, year, titles, kiosk.day_of, standing.revoked
    )
    return _named(SheetKind.HOURS, standing, drawn.render(facts, kiosk.fonts), year)


def _siasn(standing: Standing) -> Sheet:
    from kiosk.certificate import siasn_sheet as drawn

    kiosk, learner = standing.kiosk, standing.learner
    if not learner.nip:
        raise NotAllowed("no-nip")
    issued = [c for c in standing.progress.certificates if c.number not in standing.revoked]
    held = [frozen for c in issued if (frozen := frozen_facts(c)) is not None]
    heading = heading_of(kiosk.settings, kiosk.today)
    facts = siasn_sheet(learner, held, heading, kiosk.settings.siasn_kind)
    return _named(SheetKind.SIASN, standing, drawn.render(facts, kiosk.fonts))


def _named(kind: SheetKind, standing: Standing, pdf: bytes, year: int = 0) -> Sheet:
    return Sheet(*name_of(kind, year, standing.kiosk.today), pdf)


def _learnt(standing: Standing) -> Learnt:
    return Learnt(standing.learner, standing.events, standing.progress)
