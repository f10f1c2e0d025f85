from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.office.demo import SAMPLES
from kiosk.ui.driver import Driver

from .conftest import sign_in


def test_an_empty_chair_is_signed_out_after_a_countdown_that_can_be_seen(hands: Driver) -> None:
    sign_in(hands)
    hands.window.idle.start(3)
    hands.until(lambda: hands.maybe("idle") is not None, "no countdown")
    hands.until(lambda: hands.screen == "SignInScreen", "not signed out")
    assert hands.window.overlay is None


def test_touching_the_screen_ends_the_countdown(hands: Driver) -> None:
    sign_in(hands)
    hands.window.idle.start(3)
    hands.until(lambda: hands.maybe("idle") is not None, "no countdown")
    QTest.mouseClick(hands.window.windowHandle(), Qt.MouseButton.LeftButton)
    hands.until(lambda: hands.maybe("idle") is None, "countdown goes on")
    assert hands.screen == "HomeScreen"


def test_in_a_test_the_screen_locks_and_the_pin_opens_the_same_question(hands: Driver) -> None:
    sign_in(hands)
    hands.press("resume")
    hands.press("action")
    hands.wait_for("QuizScreen")
    hands.press("question-3")
    before = vars(hands.window.screen_shown)["_view"]
    hands.window.idle.start(2)
    hands.until(lambda: hands.screen == "LockScreen", "not locked")
    wrong = "000000"
    for digit in wrong:
        hands.press(f"pad-{digit}")
    if hands.maybe("unlock") is not None:
        hands.press("unlock")
    assert hands.screen == "LockScreen"
    pin = hands.find("pin")
    pin.set_value("")  # type: ignore[attr-defined]
    for digit in SAMPLES[0].pin:
        hands.press(f"pad-{digit}")
    if hands.screen == "LockScreen":
        hands.press("unlock")
    hands.wait_for("QuizScreen")
    after = vars(hands.window.screen_shown)["_view"]
    assert (after.index, after.question.id) == (before.index, before.question.id)
