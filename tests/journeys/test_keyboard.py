from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.office.demo import SAMPLES
from kiosk.ui.driver import Driver


def tab_to(hands: Driver, name: str) -> None:
    for _ in range(60):
        focused = hands.window.focusWidget()
        if focused is not None and focused.objectName() == name:
            return
        hands.key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never reaches {name}")


def test_a_learner_signs_in_opens_a_test_and_answers_by_keyboard_alone(hands: Driver) -> None:
    hands.until(lambda: hands.window.focusWidget().objectName() == "nip", "focus is not on NIP")
    QTest.keyClicks(hands.window.focusWidget(), SAMPLES[0].nip)
    assert hands.window.focusWidget().objectName() == "pin"
    QTest.keyClicks(hands.window.focusWidget(), SAMPLES[0].pin)
    hands.key(Qt.Key.Key_Return)
    hands.wait_for("HomeScreen")
    tab_to(hands, "resume")
    hands.key(Qt.Key.Key_Return)
    hands.wait_for("TestScreen")
    hands.key(Qt.Key.Key_Return)
    hands.wait_for("QuizScreen")
    tab_to(hands, "action")
    hands.key(Qt.Key.Key_Return)
    assert vars(hands.window.screen_shown)["_view"].index == 1
    hands.key(Qt.Key.Key_Escape)
    hands.wait_for("CourseScreen")
    hands.key(Qt.Key.Key_Escape)
    hands.wait_for("HomeScreen")


def test_tab_reaches_everything_that_can_be_tapped_on_the_home_screen(hands: Driver) -> None:
    hands.press("sample-1")
    hands.press("sign-in")
    hands.wait_for("HomeScreen")
    for name in ("resume", "history", "search", "course-pelayanan-prima", "display", "leave"):
        tab_to(hands, name)


def test_another_language_keeps_what_was_typed(hands: Driver) -> None:
    hands.press("guest")
    hands.type("name", "Peserta Contoh 9")
    hands.press("display")
    hands.press("language-en")
    assert hands.find("name").text() == "Peserta Contoh 9"  # type: ignore[attr-defined]
    assert "Sign in as a guest" in hands.words_of("action")
