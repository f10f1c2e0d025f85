"""A course has an English title: whoever reads English meets it on every screen of the course."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from kiosk.desk import views
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtReview, AtTest, InLesson, InQuiz
from kiosk.ui.outline import Outline
from kiosk.ui.screens import test as before_test
from kiosk.ui.screens.review import ReviewScreen
from kiosk.ui.theme import plain
from kiosk.ui.words import speak
from tests.desk.learning_on import COURSE, LESSONS


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    speak("en")
    yield
    speak("id")


def words_of(qtbot: QtBot, screen: QWidget) -> str:
    qtbot.addWidget(screen)
    return " ".join(label.text() for label in screen.findChildren(QLabel))


def test_before_a_test_in_its_review_and_beside_a_lesson(qtbot: QtBot, desk: Desk) -> None:
    desk.open(COURSE)
    before = desk.view(AtTest(COURSE, "pre"))
    desk.start(AtTest(COURSE, "pre"))
    assert desk.view(InQuiz(COURSE, "pre"))
    review, lesson = desk.view(AtReview(COURSE, "pre")), desk.view(InLesson(COURSE, LESSONS[0]))
    assert isinstance(before, views.TestView)
    assert isinstance(review, views.ReviewView)
    assert isinstance(lesson, views.LessonView)
    look = plain()
    for screen in (
        before_test.TestScreen(before, look),
        ReviewScreen(review, look),
        Outline(lesson, look),
    ):
        said = words_of(qtbot, screen)
        assert "Excellent Public Service" in said
        assert "Pelayanan Publik Prima" not in said
