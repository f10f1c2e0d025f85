"""What a class says of a course, day by day."""

from __future__ import annotations

import pytest

from kiosk.people.cohort import Assignment, Cohort, given, not_open, over

OPENS, LAST = "2026-12-03", "2026-12-10"


@pytest.mark.parametrize(
    ("opens", "today", "closed"),
    [
        ("", "2026-12-02", False),
        (OPENS, "2026-12-02", True),
        (OPENS, "2026-12-03", False),
        (OPENS, "2026-12-04", False),
        (OPENS, "2025-12-31", True),
    ],
)
def test_a_course_may_be_begun_from_its_opening_day_on(
    opens: str, today: str, *, closed: bool
) -> None:
    assert not_open(Assignment("a", opens=opens), today) is closed


@pytest.mark.parametrize(
    ("deadline", "today", "late"),
    [
        ("", "2030-01-01", False),
        (LAST, "2026-12-09", False),
        (LAST, "2026-12-10", False),
        (LAST, "2026-12-11", True),
        (LAST, "2027-01-01", True),
    ],
)
def test_the_last_day_of_a_deadline_still_counts(deadline: str, today: str, *, late: bool) -> None:
    assert over(Assignment("a", deadline=deadline), today) is late


FIRST = Cohort("1", "Angkatan I", ("x", "y"), (Assignment("a", pass_mark=60), Assignment("b")))
SECOND = Cohort("2", "Angkatan II", ("x",), (Assignment("a", pass_mark=80),))
CLOSED = Cohort("3", "Angkatan III", ("x",), (Assignment("a"), Assignment("c")), closed=True)


@pytest.mark.parametrize(
    ("learner", "bound"),
    [
        ("x", {"a": "Angkatan II", "b": "Angkatan I"}),
        ("y", {"a": "Angkatan I", "b": "Angkatan I"}),
        ("z", {}),
    ],
)
def test_the_newest_open_class_binds_and_a_closed_one_nobody(
    learner: str, bound: dict[str, str]
) -> None:
    found = given((FIRST, SECOND, CLOSED), learner)
    assert {course: said.cohort.name for course, said in found.items()} == bound
