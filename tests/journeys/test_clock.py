"""The clock jumps while a learner is at the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel

import main
from kiosk.desk.desk import Desk
from kiosk.house import TourWanted
from kiosk.office import demo
from kiosk.ui.driver import Driver
from kiosk.ui.sitting import Sitting
from tests.desk.learning_on import COURSE, ITEMS, read_all, take

from .conftest import sign_in

TEN_YEARS = 3653 * 86_400_000


class Wall:
    """The computer's clock, some milliseconds off."""

    def __init__(self) -> None:
        self.off = 0

    def now(self) -> int:
        return main.now() + self.off


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def passed(qapp: QApplication, data: Path, tmp_path: Path, wall: Wall) -> Iterator[Driver]:
    """The window; the first sample learner has passed and has only the evaluation before them."""
    assert qapp is not None
    rooms = replace(main.rooms(), now=wall.now)
    with rooms.house(data) as house:
        house.office.set_up_demo()
        desk = Desk(house.kiosk(demo.SETTINGS, house.catalog()), demo.LEARNERS[0])
        desk.open(COURSE)
        read_all(desk)
        take(desk, "post")
    sitting = Sitting(rooms, data)
    window = sitting.program.window
    window.resize(1024, 600)
    window.show()
    window.activateWindow()
    yield Driver(sitting.program, sitting.house, TourWanted(tmp_path, "id", 1024, 600), [])
    window.may_close = True
    window.close()
    sitting.close()
    window.deleteLater()
    QApplication.sendPostedEvents()


def words_on(hands: Driver) -> str:
    labels = hands.window.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def test_an_evaluation_sent_while_the_clock_is_wrong_is_kept_and_the_certificate_follows(
    passed: Driver, wall: Wall
) -> None:
    sign_in(passed)
    passed.press("resume")
    passed.wait_for("EvaluationScreen")
    for item in ITEMS:
        passed.press(f"{item}-4")
    wall.off = TEN_YEARS
    passed.press("action")
    passed.wait_for("CourseScreen")
    assert "dan itu tidak mungkin benar. Pekerjaan Anda tersimpan." in words_on(passed)
    seen = passed.window.childAt(passed.window.rect().center())
    assert passed.window.overlay is not None
    assert seen is not None
    assert passed.window.overlay.isAncestorOf(seen), "the words lie behind the screen"
    focused = passed.window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "overlay-ok"
    passed.press("overlay-ok")
    passed.press("action")
    assert "Minta pengelola membetulkan jam" in words_on(passed)
    passed.press("overlay-ok")
    wall.off = 0
    passed.press("action")
    passed.wait_for("CertificateScreen")
    assert passed.house.store.document("evaluation", f"{demo.LEARNERS[0].id}/{COURSE}") is None
    assert len(passed.house.store.certificates()) == 1
