"""Everything that is shown after training, read from the records in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

from msgspec import Struct

from kiosk.learning.course import Course
from kiosk.learning.followup import By, State
from kiosk.office.followup import Compared, Line, compared, lines
from kiosk.office.items_read import gathered
from kiosk.office.records import Source
from kiosk.office.training_plan import Known, Need, plan

Value = TypeVar("Value")
_OFTEN: Final = 256


class Read(Struct, frozen=True):
    """The reminders, the comparison by course, and the seed of the next plan."""

    lines: tuple[Line, ...]
    courses: tuple[Compared, ...]
    needs: tuple[Need, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """Answers due, overdue, given."""
        states = [x.state(of) for x in self.lines for of in By]
        return states.count(State.DUE), states.count(State.LATE), states.count(State.GIVEN)


def read_follow_ups(
    source: Source,
    today: str,
    told: Callable[[int, int], None],
    look: Callable[[], None] = lambda: None,
) -> Read:
    """In any thread, as things stand on an ISO day. Raises StoreTrouble.

    `told` hears how many of how many learners are read; it and `look` may raise to stop.
    """
    courses: dict[str, Course] = {c.id: c for c in source.courses().values()}
    courses |= {name: c for name, c in source.courses().items() if name == c.id}
    titles = {name: c.title for name, c in courses.items()}
    with source.opened() as records:
        records.up_to_date(told)
        people = tuple(_looking(records.people(), look))
        found = compared(people, titles, records.store.evaluations())
        look()
        settings = records.settings()
        known = Known(
            people=people,
            courses=courses,
            sheets=gathered(records),
            compared=found,
            rules=settings.rules if settings else (),
            cap=settings.daily_cap if settings else 0,
            today=today,
        )
        return Read(lines(people, titles, today), found, plan(known))


def _looking(values: Iterable[Value], look: Callable[[], None]) -> Iterator[Value]:
    """Each of them, with a look now and then at whether anybody still waits."""
    for n, value in enumerate(values):
        if n % _OFTEN == 0:
            look()
        yield value
