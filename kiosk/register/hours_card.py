"""The facts of a learner's Kartu JP: the ledger's year, each certificate a row."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping

from msgspec import structs

from kiosk.certificate.letter_facts import HoursCard, HoursLine
from kiosk.learning.events import CertificateIssued
from kiosk.learning.ledger import Card, Day, card
from kiosk.people.agency import Bound, Settings
from kiosk.register.frozen import frozen_facts
from kiosk.register.heading import heading_of, person_of
from kiosk.register.learnt import Learnt
from kiosk.register.replaced import first_issued, standing


def hours_card(  # noqa: PLR0913, PLR0917 - a year of a learner, and what it is measured by
    known: Learnt,
    settings: Settings,
    today: str,
    year: int,
    titles: Mapping[str, str],
    day_of: Callable[[int], str],
    revoked: Container[str],
) -> HoursCard:
    """A learner's card of a year, dated `today` (ISO); counted as `learning.ledger` counts.

    A replacement stands in the year of the one it replaces, which is left out.
    """
    kept = card(known.events, year, settings.daily_cap, day_of, revoked)
    rule = settings.rule(known.learner.kind)
    held = known.progress.certificates
    issued = [c for c in standing(held) if first_issued(c, held).startswith(f"{year}-")]
    named = {**titles, **{c.course: _title(c, titles) for c in issued}}
    return HoursCard(
        heading=heading_of(settings, today),
        person=person_of(known.learner),
        year=year,
        cap=settings.daily_cap,
        target=rule.hours if rule else None,
        at_most=bool(rule and rule.bound is Bound.MOST),
        rule=rule.rule if rule else "",
        lines=_lines(issued, kept, named, revoked),
        days=_days(kept, named),
    )


def _days(kept: Card, named: Mapping[str, str]) -> tuple[Day, ...]:
    """Oldest first, as a paper is read."""
    rows = reversed(kept.days)
    return tuple(structs.replace(d, course=named.get(d.course, d.course)) for d in rows)


def _title(issued: CertificateIssued, titles: Mapping[str, str]) -> str:
    """A course's title as it stands on the certificate."""
    facts = frozen_facts(issued)
    return facts.course if facts else titles.get(issued.course, issued.course)


def _lines(
    issued: list[CertificateIssued], kept: Card, named: Mapping[str, str], revoked: Container[str]
) -> tuple[HoursLine, ...]:
    """What the ledger counts for a course stands at the course's last certificate that holds."""
    holding = {c.course: c.number for c in issued if c.number not in revoked}
    lines = []
    for each in issued:
        days = [d for d in kept.days if d.course == each.course]
        counts = holding.get(each.course) == each.number
        facts = frozen_facts(each)
        lines.append(
            HoursLine(
                course=named[each.course],
                form=facts.form if facts else "",
                number=each.number,
                issued=each.issued,
                hours=each.hours,
                counted=sum(d.counted for d in days) if counts else 0,
                above=sum(d.above for d in days) if counts else 0,
                revoked=each.number in revoked,
            )
        )
    return tuple(lines)
