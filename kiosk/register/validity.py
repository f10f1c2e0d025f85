"""Certificates that end: which ran out, which will soon, and whom to call up again."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kiosk.register.listing import Entry, State


class Renewal(Struct, frozen=True):
    """A learner whose certificate of a course ran out or will within 90 days."""

    entry: Entry
    expired: bool


def renewals(all_of: Iterable[Entry]) -> tuple[Renewal, ...]:
    """The renewal list, who ran out first at the top.

    Whoever holds another certificate of the course that lasts longer is not on it, nor whoever was
    erased. A replacement counts as the one in whose place it stands.
    """
    all_of = tuple(all_of)
    longest: dict[tuple[str, str], Entry] = {}
    for entry in all_of:
        if entry.counts or entry.state is State.EXPIRED:
            place = (entry.learner, entry.course)
            known = longest.get(place)
            if known is None or _lasts(entry) > _lasts(known):
                longest[place] = entry
    ending = [
        e for e in longest.values() if e.learner and e.state in {State.EXPIRING, State.EXPIRED}
    ]
    ending.sort(key=lambda e: (e.valid_until, e.name, e.number))
    return tuple(Renewal(entry, entry.state is State.EXPIRED) for entry in ending)


def _lasts(entry: Entry) -> tuple[bool, str, str]:
    """In order of the last day; without end is the longest."""
    return (not entry.valid_until, entry.valid_until, entry.issued)
