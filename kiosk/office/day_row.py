"""A row of the live table: what somebody's state is at a moment, and who needs help first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from msgspec import Struct

from kiosk.office.attendance import Attended
from kiosk.office.day_fold import Seen
from kiosk.people.cohort import Presence

MINUTE: Final = 60_000
IDLE_MINUTES: Final = 10
"""So long nothing happens until somebody is taken to be stuck or away."""
LOCKED_AT: Final = 5
"""Wrong PINs in a row that keep somebody waiting."""


class State(StrEnum):
    """How somebody is doing; the first ones need help, in this order."""

    WRONG = "wrong"
    NO_ATTEMPTS = "no-attempts"
    IDLE = "idle"
    LOCKED = "locked"
    TO_PRINT = "to-print"
    PASSED = "passed"
    TESTING = "testing"
    LEARNING = "learning"
    WAITING = "waiting"
    LEFT = "left"
    DONE = "done"
    NOT_IN = "not-in"
    EXCUSED = "excused"


_DIGITS: Final = re.compile(r"([0-9]{1,9})")
HELP: Final = frozenset({State.WRONG, State.NO_ATTEMPTS, State.IDLE, State.LOCKED})
FINISHED: Final = frozenset({State.TO_PRINT, State.DONE})
_ORDER: Final = {state: place for place, state in enumerate(State)}


class Row(Struct, frozen=True):
    """A learner in the live table.

    `n` is what the state is about: times wrong, minutes idle, wrong PINs, minutes left of a test
    (-1: no limit), essays waiting; else 0. `kiosk`: the code of the kiosk, "" where it has none
    that is known here.
    """

    seen: Seen
    name: str
    state: State
    n: int
    kiosk: str
    attended: Attended

    @property
    def learner(self) -> str:
        """Their id."""
        return self.seen.learner

    @property
    def needs_help(self) -> bool:
        """Whether a trainer should go there."""
        return self.state in HELP

    @property
    def printable(self) -> bool:
        """Whether a certificate is there that nobody has printed."""
        return bool(self.seen.certificate) and not self.seen.prints


def state_of(seen: Seen, attended: Attended, locked: int, now: int) -> tuple[State, int]:
    """How somebody is doing at UTC ms `now`; `locked` are the wrong PINs that keep them waiting.

    `now` is the moment of which their events are known: the kiosk's own clock, or when those of
    other kiosks last came.
    """
    if locked:
        return State.LOCKED, locked
    if seen.certificate:
        return (State.DONE if seen.prints else State.TO_PRINT), 0
    if seen.passed:
        return State.PASSED, 0
    if not seen.came:
        excused = attended.marked and attended.state is not Presence.PRESENT
        return (State.EXCUSED if excused else State.NOT_IN), 0
    if seen.wrong is not None:
        return State.WRONG, seen.wrong.times
    if seen.waiting:
        return State.WAITING, seen.waiting
    if seen.left == 0 and not seen.passed and not seen.testing:
        return State.NO_ATTEMPTS, 0
    if seen.gone and not seen.idle:
        return State.LEFT, 0
    return _at_work(seen, now)


def _at_work(seen: Seen, now: int) -> tuple[State, int]:
    minutes = max(0, now - seen.last) // MINUTE
    if minutes >= IDLE_MINUTES or seen.idle:
        return State.IDLE, minutes
    if seen.testing:
        return State.TESTING, max(0, -(-(seen.ends - now) // MINUTE)) if seen.ends else -1
    return State.LEARNING, 0


def ordered(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Who needs help first, then who can be printed for, then the others; each by name."""
    return tuple(sorted(rows, key=lambda row: (_ORDER[row.state], by_name(row.name), row.learner)))


def by_name(name: str) -> tuple[tuple[int, str], ...]:
    """Puts names in order, with numbers in them by their size."""
    parts = _DIGITS.split(name.casefold())
    return tuple((int(part) if part.isdigit() else 0, part) for part in parts)
