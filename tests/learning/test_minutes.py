from __future__ import annotations

import pytest
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.learning.course import Check, Lesson, Paragraph, Task
from kiosk.learning.minutes import Minutes, lesson_minutes, minutes
from tests.learning.samples import course

TASK = Task("t", "Tugas", (), 40)
FULL = Lesson("l1", "Satu", (), (Paragraph("p", ()), Check("c", "c1"), TASK), 300)
EMPTY = Lesson("l2", "Dua", (), (), 0)
COURSE = structs.replace(course(), lessons=(FULL, EMPTY))


def test_minutes_are_reading_questions_met_and_tasks() -> None:
    # 300 words at 150 a minute; one check; 2 + 2 questions in the tests; one task of 40 minutes.
    assert minutes(COURSE) == Minutes(reading=2.0, checks=1.5, tests=6.0, tasks=40.0)
    assert (minutes(COURSE).total, minutes(COURSE).hours) == (49.5, 1)


def test_hours_are_whole_ones_of_45_minutes() -> None:
    assert [Minutes(t, 0, 0, 0).hours for t in (44.9, 45.0, 89.9, 90.0)] == [0, 1, 1, 2]


def test_a_lesson_takes_whole_minutes_and_at_least_one() -> None:
    assert lesson_minutes(COURSE, "l1") == 44
    assert lesson_minutes(COURSE, "l2") == 1
    with pytest.raises(KeyError):
        lesson_minutes(COURSE, "l3")


def test_the_real_course_is_worth_the_two_hours_on_its_certificate(catalog: Catalog) -> None:
    real = catalog.course("pelayanan-prima")
    assert (real.hours, minutes(real).hours) == (2, 2)
