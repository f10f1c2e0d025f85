"""The evaluation months after a training: what of it is used at work, and what stands in the way.

Kirkpatrick's third level (behaviour), asked three months after the certificate, when there has been
time to use what was learnt (Kirkpatrick & Kirkpatrick 2006, ch. 6: three to six months). Few items,
of participant and superior alike so that both can be laid side by side: use, ability, support and
means (the transfer climate of Holton et al. 2000), and what the public has of it; four words each,
1–4, as in the evaluation of the day. The free text asks for what stood in the way.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct

from kiosk.learning.events import Recorded
from kiosk.learning.events_office import FollowUpGiven

AFTER_DAYS: Final = 90
"""Days from the certificate until it is due."""
LATE_DAYS: Final = 30
"""Days after which it is overdue."""
OVER_DAYS: Final = 365
"""Days from the certificate after which nobody is asked any more."""
ITEMS: Final = ("applied", "able", "support", "means", "service")
LEAST, MOST = 1, 4


class By(StrEnum):
    """Who answers."""

    PARTICIPANT = "participant"
    SUPERIOR = "superior"


class State(StrEnum):
    """Where it stands."""

    EARLY = "early"
    DUE = "due"
    LATE = "late"
    GIVEN = "given"
    OVER = "over"


class Given(Struct, frozen=True, array_like=True):
    """An evaluation that was given on an ISO day; `by`: who typed it in, "" the learner."""

    course: str
    of: str
    on: str
    ratings: Mapping[str, int]
    text: str = ""
    by: str = ""


def given(events: Iterable[Recorded], day_of: Callable[[int], str]) -> tuple[Given, ...]:
    """Those in a learner's events, oldest first; `day_of` turns UTC ms into the local ISO date."""
    return tuple(
        Given(e.course, e.of, day_of(r.at), e.ratings, e.text, e.by)
        for r in events
        if isinstance(e := r.event, FollowUpGiven)
    )


def due_on(issued: str) -> str:
    """The ISO day from which it is asked for, by that of the certificate."""
    return (dt.date.fromisoformat(issued) + dt.timedelta(days=AFTER_DAYS)).isoformat()


def answer_of(found: Iterable[Given], course: str, of: str, issued: str) -> Given | None:
    """The latest answer about a certificate of that day; one before it was about an earlier."""
    fitting = [g for g in found if (g.course, g.of) == (course, of) and g.on >= issued]
    return fitting[-1] if fitting else None


def state(issued: str, today: str, answer: Given | None) -> State:
    """Where the evaluation after a certificate stands; both days ISO."""
    if answer is not None:
        return State.GIVEN
    days = (dt.date.fromisoformat(today) - dt.date.fromisoformat(issued)).days
    if days < AFTER_DAYS:
        return State.EARLY
    if days > OVER_DAYS:
        return State.OVER
    return State.LATE if days > AFTER_DAYS + LATE_DAYS else State.DUE


def open_items(ratings: Mapping[str, int]) -> tuple[str, ...]:
    """Items without an answer of 1–4, in their order."""
    return tuple(item for item in ITEMS if not LEAST <= ratings.get(item, 0) <= MOST)


def means(found: Iterable[Given]) -> dict[str, float]:
    """The mean of each item over those who answered it."""
    kept = tuple(found)
    told = {item: [r for g in kept if (r := g.ratings.get(item, 0))] for item in ITEMS}
    return {item: sum(values) / len(values) for item, values in told.items() if values}
