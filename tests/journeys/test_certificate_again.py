"""A certificate that ends: its learner is told, and may take the course again."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

import main
from kiosk.desk.places import AtCourse, AtTest
from kiosk.office import demo
from kiosk.ui.driver import Driver
from tests.desk.learning_on import COURSE

from .conftest import sign_in
from .syncing import finish, learn, words_on


@pytest.fixture
def ending(data: Path) -> None:
    """A kiosk whose certificates last a month."""
    with main.rooms().house(data) as house:
        house.office.set_up_demo()
        house.office.change(msgspec.structs.replace(demo.SETTINGS, validity_months=1))


@pytest.mark.usefixtures("ending")
def test_a_course_is_taken_again_before_its_certificate_ends(again: Driver) -> None:
    hands = again
    sign_in(hands)
    learn(hands)
    finish(hands)
    journey = hands.program.journey
    assert journey is not None
    (held,) = journey.desk._standing().progress.certificates
    journey.go(AtCourse(COURSE))
    hands.wait_for("CourseScreen")
    hands.settle()
    assert "Ikuti kursus ini lagi" in words_on(hands)
    assert "sertifikat berlaku sampai " in words_on(hands)
    hands.press("again")
    hands.press("overlay-no")
    assert journey.desk._standing().progress.course(COURSE).certificate == held
    hands.press("again")
    hands.press("overlay-yes")
    hands.wait_for("TestScreen")
    assert journey.place == AtTest(COURSE, "pre")
    p = journey.desk._standing().progress.course(COURSE)
    assert (p.certificate, p.earlier) == (None, (held,))
