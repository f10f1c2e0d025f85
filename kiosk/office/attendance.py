"""Who was there on a day of training: by the sign-ins, or by a trainer's word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct

from kiosk.learning import clock
from kiosk.learning.events import Recorded, SignedIn
from kiosk.learning.events_office import AttendanceMarked
from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts
from kiosk.office.cohorts import is_date
from kiosk.people.cohort import Cohort, Presence
from kiosk.people.role import Act
from kiosk.store import Store

_STATES: Final = {str(state): state for state in Presence}


class Attended(Struct, frozen=True):
    """A learner on a day. `came` is the first sign-in of the day and `last` the day's last event.

    Both UTC ms, 0: none. `marked`: a trainer said so, `by` their staff id, for a `reason`; else the
    sign-ins tell, and who did not come is `ABSENT` without a word.
    """

    learner: str
    state: Presence
    came: int = 0
    last: int = 0
    marked: bool = False
    reason: str = ""
    by: str = ""


def attended(
    learner: str,
    events: Iterable[Recorded],
    cohort: str,
    day: str,
    day_of: Callable[[int], str],
) -> Attended:
    """How a learner stands on a local ISO date, by their events, oldest first."""
    came, last, word = 0, 0, None
    for recorded in events:
        event = recorded.event
        if isinstance(event, AttendanceMarked):
            if (event.cohort, event.day) == (cohort, day):
                word = event if event.state in _STATES else None
        elif day_of(recorded.at) == day:
            last = max(last, recorded.at)
            if isinstance(event, SignedIn):
                came = min(came or recorded.at, recorded.at)
    if word is None:
        return Attended(learner, Presence.PRESENT if came else Presence.ABSENT, came, last)
    return Attended(
        learner, _STATES[word.state], came, last, marked=True, reason=word.reason, by=word.by
    )


class Attendance:
    """Attendance of the classes of this kiosk; `day_of` turns UTC ms into the local ISO date."""

    def __init__(self, acts: Acts, store: Store, day_of: Callable[[int], str]) -> None:
        self._acts, self._store, self._day_of = acts, store, day_of

    def of(self, cohort: Cohort, day: str) -> tuple[Attended, ...]:
        """Every member of a class on an ISO date, in the order of the members."""
        happened = self._store.happenings()
        return tuple(self._one(learner, cohort.id, day, happened) for learner in cohort.members)

    def one(self, cohort: Cohort, day: str, learner: str) -> Attended:
        """One member on an ISO date."""
        return self._one(learner, cohort.id, day, self._store.happenings())

    def _one(self, learner: str, cohort: str, day: str, happened: Sequence[Recorded]) -> Attended:
        events = clock.settled(self._store.events(learner), happened)
        return attended(learner, events, cohort, day, self._day_of)

    def mark(
        self, cohort: Cohort, day: str, learner: str, state: Presence | None, reason: str = ""
    ) -> Attended:
        """A trainer's word on a day; None takes it back, so that the sign-ins tell again.

        Refuses "member-unknown", "day-wrong", and "attendance-reason" where the word goes against
        a sign-in of that day without saying why.
        """
        if learner not in cohort.members:
            raise NotAllowed("member-unknown")
        if not is_date(day):
            raise NotAllowed("day-wrong")
        reason = " ".join(reason.split())
        against = state not in (None, Presence.PRESENT) and self.one(cohort, day, learner).came
        if against and not reason:
            raise NotAllowed("attendance-reason")
        said = AttendanceMarked(cohort.id, day, state or "", self._acts.who.id, reason)
        with self._store.writing():
            self._acts.note(Act.MARK_ATTENDANCE, [learner, cohort.id], count=1)
            self._store.record(learner, said)
        return self.one(cohort, day, learner)
