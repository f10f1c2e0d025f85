"""Certificates that stand in the place of others: which are no more, and since when one counts."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.learning.events import CertificateIssued


def standing(issued: Iterable[CertificateIssued]) -> tuple[CertificateIssued, ...]:
    """Those that no other one replaces, in their order."""
    issued = tuple(issued)
    gone = {each.replaces for each in issued if each.replaces}
    return tuple(each for each in issued if each.number not in gone)


def first_issued(each: CertificateIssued, issued: Iterable[CertificateIssued]) -> str:
    """The ISO date of the first one in its row: the course was learnt then."""
    known = {c.number: c for c in issued}
    seen = {each.number}
    while each.replaces in known and each.replaces not in seen:
        seen.add(each.replaces)
        each = known[each.replaces]
    return each.issued
