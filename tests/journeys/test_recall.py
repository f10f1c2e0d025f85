"""The daily review by the keyboard alone: from home through its questions and back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

import main
from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtTest, InQuiz
from kiosk.desk.views_recall import RecallView
from kiosk.house import House
from kiosk.learning.answers import Chosen, Filled
from kiosk.learning.events import Reviewed
from kiosk.office.demo import LEARNERS
from kiosk.ui.driver import Driver
from tests.journeys.conftest import sign_in
from tests.journeys.test_keyboard import tab_to
from tests.kinds import write_kinds_course

DAY = 86_400_000
QUESTIONS = ("kk-isi", "kk-kata", "kk-tunjuk", "kk-gambar", "kk-a-01")


@pytest.fixture
def answered(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A kiosk on which the first test was taken three days ago, every answer wrong."""
    catalog = Catalog([write_kinds_course(tmp_path / "kursus-kecil")], None)
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    rooms = main.rooms()
    earlier: Callable[[], int] = lambda: rooms.now() - 3 * DAY  # noqa: E731
    # another boot, so that nobody set the clock meanwhile
    with replace(rooms, now=earlier, ticks=lambda: ("boot", 1.0)).house(data) as house:
        house.office.set_up_demo()
        settings = house.office.settings()
        assert settings is not None
        desk = Desk(house.kiosk(settings, catalog), LEARNERS[0])
        (course,) = catalog.courses()
        desk.open(course.id)
        at = InQuiz(course.id, "pre")
        desk.start(AtTest(course.id, "pre"))
        for question in QUESTIONS:
            desk.answer(at, question, Chosen(("none",)))
        desk.submit(at)
    return data


def view_of(hands: Driver) -> RecallView:
    view = vars(hands.window.screen_shown)["_view"]
    assert isinstance(view, RecallView)
    return view


def keys(hands: Driver, words: str) -> None:
    focused = hands.window.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def answer(hands: Driver) -> None:
    """The right answer by keys; of the gaps only one."""
    view = view_of(hands)
    match view.question.id:
        case "kk-isi":
            keys(hands, "14")
            hands.key(Qt.Key.Key_Return)
            hands.key(Qt.Key.Key_Return)
            keys(hands, "a")
        case "kk-kata":
            keys(hands, "ABC"[view.order.index("Standar")])
            hands.key(Qt.Key.Key_Down)
            keys(hands, "ABC"[view.order.index("Maklumat")])
        case "kk-tunjuk":
            hands.key(Qt.Key.Key_Return)
        case _:
            keys(hands, "ABCD"[view.order.index("a")])


def reviewed(hands: Driver) -> dict[str, Reviewed]:
    events = [r.event for r in hands.house.store.events(LEARNERS[0].id)]
    return {e.question: e for e in events if isinstance(e, Reviewed)}


def said(hands: Driver) -> str:
    labels = hands.window.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def to_review(hands: Driver) -> None:
    hands.window.activateWindow()
    assert QTest.qWaitForWindowActive(hands.window)
    sign_in(hands)
    assert hands.words_of("recall") == "5 soal untuk diulang"
    tab_to(hands, "recall")
    hands.key(Qt.Key.Key_Return)
    hands.wait_for("RecallScreen")


def test_five_questions_are_reviewed_by_the_keyboard_alone(answered: Path, again: Driver) -> None:
    assert answered.exists()
    to_review(again)
    for place in range(5):
        assert view_of(again).index == place
        answer(again)
        again.key(Qt.Key.Key_PageDown)
        assert again.maybe("recall-read") is not None
        again.key(Qt.Key.Key_Return)
    again.wait_for("RecalledScreen")
    kept = reviewed(again)
    assert {name: e.rating for name, e in kept.items()} == {
        "kk-isi": 2, "kk-kata": 3, "kk-tunjuk": 3, "kk-gambar": 3, "kk-a-01": 3,
    }  # fmt: skip
    assert kept["kk-isi"].answer == Filled({"jumlah": "14", "janji": "visi"})
    assert "5 soal diulang, 4 benar." in said(again)
    again.key(Qt.Key.Key_Return)
    again.wait_for("HomeScreen")
    assert again.words_of("recall") == "Ulasan harian"


def test_an_answer_stays_and_the_way_to_the_lesson_leads_back(
    answered: Path, again: Driver
) -> None:
    assert answered.exists()
    to_review(again)
    again.press("action")
    assert reviewed(again) == {}
    answer(again)
    again.press("action")
    question = view_of(again).question.id
    assert list(reviewed(again)) == [question]
    again.press("display")
    again.press("language-en")
    assert view_of(again).mark is not None
    again.press("recall-read")
    again.wait_for("LessonScreen")
    for screen in ("CourseScreen", "RecallScreen"):
        again.key(Qt.Key.Key_Escape)
        again.wait_for(screen)
    assert view_of(again).question.id == question
    again.key(Qt.Key.Key_Escape)
    again.wait_for("HomeScreen")
    assert len(reviewed(again)) == 1
