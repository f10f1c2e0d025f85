"""Gaps, words, a place and pictures in a test: by the keyboard alone, and by mouse alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from kiosk.catalog.catalog import Catalog
from kiosk.desk.views import QuizView
from kiosk.house import House
from kiosk.learning.answers import Answer, Chosen, Filled, Pointed
from kiosk.learning.events import AnswerGiven, QuizSubmitted
from kiosk.office.demo import LEARNERS
from kiosk.ui.ask_place import Pointer
from kiosk.ui.driver import Driver
from tests.journeys.conftest import sign_in
from tests.journeys.test_keyboard import tab_to
from tests.kinds import write_kinds_course


@pytest.fixture
def one_course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The course with all kinds, and no other."""
    catalog = Catalog([write_kinds_course(tmp_path / "kursus-kecil")], None)
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)


@pytest.fixture
def asked(one_course: None, hands: Driver) -> Driver:
    """Before the first question of the first test."""
    assert one_course is None
    sign_in(hands)
    hands.press("resume")
    hands.wait_for("TestScreen")
    hands.press("action")
    hands.wait_for("QuizScreen")
    return hands


def view_of(hands: Driver) -> QuizView:
    view = vars(hands.window.screen_shown)["_view"]
    assert isinstance(view, QuizView)
    return view


def keys(hands: Driver, words: str) -> None:
    focused = hands.window.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, words)


def letter_of(hands: Driver, wanted: str) -> str:
    return "ABCD"[view_of(hands).order.index(wanted)]


def by_keys(hands: Driver, question: str) -> None:
    """The right answer, without a mouse."""
    match question:
        case "kk-isi":
            keys(hands, "empat belas")
            hands.key(Qt.Key.Key_Return)
            hands.key(Qt.Key.Key_Return)
            keys(hands, "b")
        case "kk-kata":
            keys(hands, letter_of(hands, "Standar"))
            hands.key(Qt.Key.Key_Down)
            keys(hands, letter_of(hands, "Maklumat"))
        case "kk-tunjuk":
            focused = hands.window.focusWidget()
            QTest.keyClick(focused, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
            hands.key(Qt.Key.Key_Left)
            hands.key(Qt.Key.Key_Return)
        case "kk-gambar":
            keys(hands, letter_of(hands, "a"))
        case _:
            keys(hands, "a")


def by_mouse(hands: Driver, question: str) -> None:
    """Half the words in place, the wrong place on the picture, the rest right."""
    match question:
        case "kk-isi":
            hands.press("keys-shown")
            hands.press("keys-1")
            hands.press("keys-4")
            hands.press("gap-janji")
            hands.press("gap-janji-2")
        case "kk-kata":
            carry(hands, f"word-{view_of(hands).order.index('Visi') + 1}", "gap-satu")
            hands.press(f"word-{view_of(hands).order.index('Maklumat') + 1}")
            hands.press("gap-dua")
        case "kk-tunjuk":
            picture = hands.find("place")
            assert isinstance(picture, Pointer)
            at = picture.at((0.5, 0.75)).toPoint()
            QTest.mouseClick(picture, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
        case _:
            hands.press("choice-a")


def carry(hands: Driver, word: str, gap: str) -> None:
    """Drag a word into a gap."""
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    made, place = hands.find(word), hands.find(gap)
    middle = made.rect().center()
    there = made.mapFromGlobal(place.mapToGlobal(place.rect().center()))
    QTest.mousePress(made, button, none, middle)
    for at in (middle + QPoint(3, -12), (middle + there) / 2, there):
        QTest.mouseMove(made, at)
    QTest.mouseRelease(made, button, none, there)
    hands.settle()


def answers_of(hands: Driver) -> dict[str, Answer]:
    """The last answer to each question, as recorded."""
    events = [r.event for r in hands.house.store.events(LEARNERS[0].id)]
    return {e.question: e.answer for e in events if isinstance(e, AnswerGiven)}


def score_of(hands: Driver) -> float:
    events = [r.event for r in hands.house.store.events(LEARNERS[0].id)]
    return next(e.score for e in events if isinstance(e, QuizSubmitted))


def test_every_kind_is_answered_by_the_keyboard_alone(asked: Driver) -> None:
    for _ in range(5):
        by_keys(asked, view_of(asked).question.id)
        tab_to(asked, "action")
        asked.key(Qt.Key.Key_Return)
    asked.wait_for("ReviewScreen")
    assert answers_of(asked) == {
        "kk-isi": Filled({"jumlah": "empat belas", "janji": "maklumat"}),
        "kk-kata": Filled({"satu": "Standar", "dua": "Maklumat"}),
        "kk-tunjuk": Pointed(0.44, 0.5),
        "kk-gambar": Chosen(("a",)),
        "kk-a-01": Chosen(("a",)),
    }
    tab_to(asked, "action")
    asked.key(Qt.Key.Key_Return)
    asked.wait_for("ResultScreen")
    assert score_of(asked) == 100.0


def test_every_kind_is_answered_by_mouse_alone(asked: Driver) -> None:
    for _ in range(5):
        by_mouse(asked, view_of(asked).question.id)
        asked.press("action")
    asked.press("action")
    asked.wait_for("ResultScreen")
    given = answers_of(asked)
    assert given["kk-isi"] == Filled({"jumlah": "14", "janji": "maklumat"})
    assert given["kk-kata"] == Filled({"satu": "Visi", "dua": "Maklumat"})
    place = given["kk-tunjuk"]
    assert isinstance(place, Pointed)
    assert (round(place.x, 1), round(place.y, 2)) == (0.5, 0.75)
    assert score_of(asked) == 70.0
