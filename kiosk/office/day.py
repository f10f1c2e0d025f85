"""The training day as it runs: a class's members, where they are, and who needs help.

Events of other kiosks are those that a round with the hub brought here; what such a kiosk alone
knows, as a wrong PIN that it did not record, is not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from msgspec import Struct, structs

from kiosk.learning import clock
from kiosk.learning.course import Course
from kiosk.office.acts import Acts
from kiosk.office.attendance import Attended, attended
from kiosk.office.day_fold import Frame, Seen, seen
from kiosk.office.day_row import FINISHED, LOCKED_AT, Row, State, by_name, ordered, state_of
from kiosk.people.cohort import Cohort, Presence
from kiosk.people.role import Act
from kiosk.register.known import kiosk_names
from kiosk.store import Store
from kiosk.store.revoked import WORD
from kiosk.store.waits import Ticks, Waits

Kept: TypeAlias = "tuple[int, Seen, Attended]"
WAIT = "wait"


class Look(Struct, frozen=True):
    """A class on a day, at UTC ms `at`: rows in the order in which they are shown."""

    cohort: Cohort
    day: str
    at: int
    rows: tuple[Row, ...]

    @property
    def present(self) -> int:
        """How many count as present."""
        return sum(row.attended.state is Presence.PRESENT for row in self.rows)

    @property
    def working(self) -> int:
        """How many learn or are in a test; those who need help too."""
        over = FINISHED | {State.PASSED, State.LEFT, State.NOT_IN, State.EXCUSED}
        return sum(row.state not in over for row in self.rows)

    @property
    def helpless(self) -> int:
        """How many need help."""
        return sum(row.needs_help for row in self.rows)

    @property
    def finished(self) -> int:
        """How many have their certificate."""
        return sum(row.state in FINISHED for row in self.rows)

    @property
    def absent(self) -> tuple[Row, ...]:
        """Those who do not count as present, by name."""
        away = (r for r in self.rows if r.attended.state is not Presence.PRESENT)
        return tuple(sorted(away, key=lambda row: by_name(row.name)))

    @property
    def to_print(self) -> tuple[Row, ...]:
        """Those whose certificate nobody has printed yet."""
        return tuple(row for row in self.rows if row.printable)


@dataclass(frozen=True)
class Room:
    """What a day stands on: time, this kiosk's code, and the courses of this computer.

    `course` answers a course by id and version ("" the newest), None if it is not here.
    """

    now: Callable[[], int]
    ticks: Ticks
    day_of: Callable[[int], str]
    course: Callable[[str, str], Course | None]
    kiosk_code: str
    pass_mark: int


class Day:
    """The live table. A member is read again only after something new is known of them."""

    def __init__(self, acts: Acts, store: Store, room: Room) -> None:
        self._acts, self._store, self.room = acts, store, room
        self._waits = Waits(store, room.ticks)
        self._about: tuple[Cohort, str] | None = None
        self._kept: dict[str, Kept] = {}
        self._names: tuple[dict[str, bytes], dict[str, str]] = {}, {}
        self.read_again = 0
        """How many members were read at the last look."""

    def look(self, cohort: Cohort, day: str, heard: int = 0) -> Look:
        """The class on a local ISO date, now. `heard`: UTC ms when other kiosks' events came."""
        if self._about != (cohort, day):
            self._about, self._kept = (cohort, day), {}
        self.read_again, at = 0, self.room.now()
        locked = self._locked()
        rows = [self._row(m, cohort, day, (at, heard), locked) for m in cohort.members]
        return Look(cohort, day, at, ordered([row for row in rows if row is not None]))

    def _row(
        self,
        learner: str,
        cohort: Cohort,
        day: str,
        times: tuple[int, int],
        locked: dict[str, int],
    ) -> Row | None:
        known = self._store.roster.by_id(learner)
        if known is None:
            return None
        found, word = self._read(learner, cohort, day)
        at, heard = times
        today = day == self.room.day_of(at)
        told = at if found.here else min(at, max(heard, found.last))
        state, n = state_of(found, word, locked.get(learner, 0) if today else 0, told)
        if not today and state in (State.IDLE, State.LEARNING, State.TESTING):
            state, n = State.LEFT, 0
        return Row(found, known.name, state, n, self._kiosk(found), word)

    def _read(self, learner: str, cohort: Cohort, day: str) -> tuple[Seen, Attended]:
        count, kept = self._store.count_of(learner), self._kept.get(learner)
        if kept is not None and kept[0] == count:
            return kept[1], kept[2]
        self.read_again += 1
        events = clock.settled(self._store.events(learner), self._store.happenings())
        courses = tuple(a.course for a in cohort.assignments)
        frame = Frame(courses, self._course_of(cohort), day, self.room.day_of)
        found = seen(learner, events, frame)
        last = next((r.id for r in reversed(events) if r.at == found.last), "")
        device = self._store.exchange.device_of(last) if last else ""
        found = structs.replace(found, here=not device, device=device)
        word = attended(learner, events, cohort.id, day, self.room.day_of)
        self._kept[learner] = (count, found, word)
        return found, word

    def _course_of(self, cohort: Cohort) -> Callable[[str, str], Course | None]:
        def ruled(course_id: str, version: str) -> Course | None:
            course, said = self.room.course(course_id, version), cohort.assignment(course_id)
            if course is None:
                return None
            terms = (said.pass_mark, said.attempts) if said else (None, None)
            return course.ruled(*terms, self.room.pass_mark)

        return ruled

    def _locked(self) -> dict[str, int]:
        """Wrong PINs in a row of those whom they keep waiting at this kiosk."""
        tries = {name: self._waits.tries(name) for name in self._store.marks_of(WAIT)}
        return {name: n for name, n in tries.items() if n >= LOCKED_AT}

    def _kiosk(self, found: Seen) -> str:
        if not found.came:
            return ""
        if found.here:
            return self.room.kiosk_code
        marks, names = self._names
        if marks != (now := self._store.marks_of(WORD)):
            names = kiosk_names(self._store)
            self._names = now, names
        return names.get(found.device, "")

    def release(self, learner: str) -> None:
        """Let somebody try their PIN again at once. Refuses "role-refused"."""
        with self._store.writing():
            self._acts.note(Act.RELEASE_LOCK, [learner], count=1)
            self._waits.right(learner)
