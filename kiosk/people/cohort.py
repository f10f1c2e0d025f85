"""A class of learners (angkatan): who, which courses by which rules, when and where."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from msgspec import Struct


class Presence(StrEnum):
    """Whether somebody was there on a day of training."""

    PRESENT = "present"
    DUTY = "duty"
    LEAVE = "leave"
    SICK = "sick"
    ABSENT = "absent"


class Assignment(Struct, frozen=True):
    """A course given to a cohort. Dates ISO, "" none: from `opens` on, until the end of `deadline`.

    `pass_mark` 0–100 and `attempts` ≥ 1 of the final test; None: as the course has it.
    """

    course: str
    opens: str = ""
    deadline: str = ""
    pass_mark: int | None = None
    attempts: int | None = None


class Cohort(Struct, frozen=True):
    """A class. `members` are learner ids, `trainers` staff ids, `days` the ISO dates of attendance.

    `name` as printed ("Angkatan III Tahun 2026"); `place` the room. `letter`: the
    number of the letter that orders the training, "" unknown.
    """

    id: str
    name: str
    members: tuple[str, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    days: tuple[str, ...] = ()
    place: str = ""
    trainers: tuple[str, ...] = ()
    letter: str = ""
    closed: bool = False

    def assignment(self, course: str) -> Assignment | None:
        """What is said of a course, None if it is not given to this cohort."""
        return next((a for a in self.assignments if a.course == course), None)


class Given(Struct, frozen=True):
    """A course given to a learner by a class: the class, and what it says of the course."""

    cohort: Cohort
    assignment: Assignment


def given(cohorts: Iterable[Cohort], learner: str) -> dict[str, Given]:
    """What binds a learner, by course: of several open classes the newest, which comes last.

    A closed class binds nobody.
    """
    bound: dict[str, Given] = {}
    for cohort in cohorts:
        if not cohort.closed and learner in cohort.members:
            bound |= {a.course: Given(cohort, a) for a in cohort.assignments}
    return bound


def not_open(assignment: Assignment, today: str) -> bool:
    """Whether a course may not be begun yet on an ISO date; it may on the day of opening."""
    return bool(assignment.opens) and today < assignment.opens


def over(assignment: Assignment, today: str) -> bool:
    """Whether the final test may begin no more on an ISO date; it may on the last day itself."""
    return bool(assignment.deadline) and today > assignment.deadline
