"""The year's card of training hours (Kartu JP): minutes learnt a day, and the JP counted.

1 JP = 45 minutes (PerLAN 5/2018 as quoted by agencies). A course's JP is fixed by its
certificate. It is laid on the days on which the course was studied, at most `cap` JP a day over
all courses (e-learning: 3, PerLAN 10/2018 appendix as agencies quote it; a setting). What finds
no room under the cap is shown and not counted. A certificate that was revoked gives none: its days
are shown and not counted. A replacement counts where the one in whose place it stands did, in that
year and on its day: the course was learnt then, and only once. The agency decides; the card only
proposes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping

from msgspec import Struct

from kiosk.learning.events import (
    AnswerGiven,
    BlockReached,
    CertificateIssued,
    CertificateRevoked,
    QuizSubmitted,
    Recorded,
)

MINUTES_PER_HOUR = 45


class Day(Struct, frozen=True):
    """One course on one day (ISO date): minutes learnt, JP counted, JP above the cap.

    `revoked`: the year's only certificate of the course does not count any more.
    """

    date: str
    course: str
    minutes: int
    counted: int
    above: int
    finished: bool
    revoked: bool = False


class Card(Struct, frozen=True):
    """A year's rows, newest first, and their sum."""

    year: int
    days: tuple[Day, ...]

    @property
    def counted(self) -> int:
        """JP proposed to the agency for the year."""
        return sum(d.counted for d in self.days)

    @property
    def minutes(self) -> int:
        """Minutes learnt in the year."""
        return sum(d.minutes for d in self.days)


class Paper(Struct, frozen=True, array_like=True, gc=False):
    """A certificate as the ledger sees it: the ISO date and the day on which its JP count.

    A replacement bears both of the first one in its row. `counts`: it was not revoked.
    """

    course: str
    number: str
    hours: int
    issued: str
    day: str
    counts: bool


def card(
    events: Iterable[Recorded],
    year: int,
    cap: int,
    day_of: Callable[[int], str],
    revoked: Container[str] = (),
) -> Card:
    """The card of one learner's events; `day_of` turns UTC ms into the local ISO date.

    `revoked` holds the numbers of certificates that do not count any more, beside those of which
    the events themselves say so.
    """
    events = tuple(events)
    return laid(spent(events, day_of), papers(events, day_of, revoked), year, cap)


def laid(learnt: Mapping[tuple[str, str], int], held: Iterable[Paper], year: int, cap: int) -> Card:
    """The card of what `spent` and `papers` found."""
    within = f"{year}-"
    seconds = {key: count for key, count in learnt.items() if key[0].startswith(within)}
    hours: dict[str, int] = {}
    void: set[str] = set()
    for paper in held:
        if paper.issued.startswith(within):
            seconds.setdefault((paper.day, paper.course), 0)
            if paper.counts:
                hours[paper.course] = paper.hours
            else:
                void.add(paper.course)
    return Card(year, _rows(seconds, hours, cap, void - hours.keys()))


def spent(events: Iterable[Recorded], day_of: Callable[[int], str]) -> dict[tuple[str, str], int]:
    """Seconds of learning by day (ISO) and course, where there were any."""
    used: dict[str, int] = {}
    seconds: dict[tuple[str, str], int] = defaultdict(int)
    for recorded in events:
        event = recorded.event
        if isinstance(event, BlockReached | AnswerGiven | QuizSubmitted):
            added = _seconds(event, used)
            if added:
                seconds[day_of(recorded.at), event.course] += added
    return dict(seconds)


def papers(
    events: Iterable[Recorded], day_of: Callable[[int], str], revoked: Container[str] = ()
) -> tuple[Paper, ...]:
    """The certificates in their order, those that were revoked and replaced too."""
    events = tuple(events)
    gone = {r.event.number for r in events if isinstance(r.event, CertificateRevoked)}
    found: dict[str, Paper] = {}
    for recorded in events:
        event = recorded.event
        if isinstance(event, CertificateIssued):
            counts = event.number not in revoked and event.number not in gone
            first = found.get(event.replaces) if event.replaces else None
            issued, day = (
                (first.issued, first.day) if first else (event.issued, day_of(recorded.at))
            )
            found[event.number] = Paper(
                event.course, event.number, event.hours, issued, day, counts
            )
    return tuple(found.values())


def _seconds(event: BlockReached | AnswerGiven | QuizSubmitted, used: dict[str, int]) -> int:
    """Seconds of learning that an event proves; a test counts what was added since last told."""
    if isinstance(event, BlockReached):
        return event.seconds
    before = used.get(event.attempt, 0)
    used[event.attempt] = max(before, event.used)
    return used[event.attempt] - before


def _rows(
    seconds: Mapping[tuple[str, str], int], hours: Mapping[str, int], cap: int, void: set[str]
) -> tuple[Day, ...]:
    room: dict[str, int] = defaultdict(lambda: cap)
    counted: dict[tuple[str, str], int] = defaultdict(int)
    above: dict[tuple[str, str], int] = defaultdict(int)
    for course in sorted(hours):
        days = sorted(key for key in seconds if key[1] == course)
        left = hours[course]
        for key in days:
            left -= _lay(key, min(left, seconds[key] // 60 // MINUTES_PER_HOUR), room, counted)
        for key in reversed(days):
            left -= _lay(key, left, room, counted)
        if days:
            above[days[-1]] += left
    return tuple(
        Day(
            date,
            course,
            spent // 60,
            counted[date, course],
            above[date, course],
            finished=course in hours,
            revoked=course in void,
        )
        for (date, course), spent in sorted(seconds.items(), reverse=True)
    )


def _lay(
    key: tuple[str, str], wanted: int, room: dict[str, int], counted: dict[tuple[str, str], int]
) -> int:
    laid = min(wanted, room[key[0]])
    room[key[0]] -= laid
    counted[key] += laid
    return laid
