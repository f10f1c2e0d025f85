"""Three months after a certificate: asked for at home, answered by keyboard, asked no more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton

import main
from kiosk.desk.award_many import award_for
from kiosk.house import House
from kiosk.learning.events_office import FollowUpGiven
from kiosk.office import demo
from kiosk.ui.driver import Driver
from tests.journeys.conftest import sign_in
from tests.register.people import earn

DAY = 86_400_000
LEARNER = demo.LEARNERS[0]


def _certified(house: House) -> None:
    settings = house.office.settings()
    assert settings is not None
    earn(house.store, LEARNER)
    award_for(house.kiosk(settings, house.catalog()))(LEARNER, "pelayanan-prima")


@pytest.fixture
def earned(data: Path) -> Path:
    """A certificate of a hundred days ago."""
    rooms = main.rooms()
    earlier: Callable[[], int] = lambda: rooms.now() - 100 * DAY  # noqa: E731
    # another boot, so that nobody set the clock meanwhile
    with replace(rooms, now=earlier, ticks=lambda: ("boot", 1.0)).house(data) as house:
        house.office.set_up_demo()
        _certified(house)
    return data


def _key(word: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, word)


def _texts(hands: Driver) -> list[str]:
    return [x.text() for x in hands.window.findChildren(QLabel) if x.isVisible()]


@pytest.mark.usefixtures("earned")
def test_home_asks_after_three_months_and_the_answers_are_kept(again: Driver) -> None:
    sign_in(again)
    again.press("follow-up-0")
    again.wait_for("FollowUpScreen")
    for word in "324":
        _key(word)
    again.press("back")
    again.wait_for("CourseScreen")
    again.press("back")
    again.wait_for("HomeScreen")
    again.press("follow-up-0")
    again.wait_for("FollowUpScreen")
    again.press("action")
    assert any("Masih ada 2 penilaian yang kosong" in words for words in _texts(again))
    for word in "13":
        _key(word)
    field = again.window.findChild(QPlainTextEdit, "follow-up-text")
    assert field is not None
    QTest.keyClicks(field, "Komputer loket hanya satu.")
    action = again.window.findChild(QPushButton, "action")
    assert action is not None
    QTest.keyClick(action, Qt.Key.Key_Space)
    again.wait_for("HomeScreen")
    shown = again.window.findChildren(QPushButton, "follow-up-0")
    assert not [button for button in shown if button.isVisible()]
    said = [r.event for r in again.house.store.events(LEARNER.id)]
    ratings = {"applied": 3, "able": 2, "support": 4, "means": 1, "service": 3}
    given = FollowUpGiven("pelayanan-prima", "participant", ratings, "Komputer loket hanya satu.")
    assert [e for e in said if isinstance(e, FollowUpGiven)] == [given]


def test_nobody_is_asked_before(hands: Driver) -> None:
    sign_in(hands)
    assert hands.window.findChild(QPushButton, "follow-up-0") is None
