"""What a learner's class says of a course, for the screens that show the course."""

from __future__ import annotations

from msgspec import Struct

from kiosk.people.cohort import Given, not_open, over


class Due(Struct, frozen=True):
    """The class that gives a course, and its ISO dates, "" none.

    `early`: the course was not begun, and may not be yet. `late`: its final test may begin no more.
    """

    cohort: str
    opens: str
    deadline: str
    early: bool = False
    late: bool = False


def due(given: Given, today: str, *, begun: bool) -> Due:
    """What a class says on an ISO date of a course, which the learner has `begun` or not."""
    a = given.assignment
    early = not begun and not_open(a, today)
    return Due(given.cohort.name, a.opens, a.deadline, early, over(a, today))
