"""Listening to lessons: the voice is this computer's, the speed the learner's until signing out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QAbstractButton

from kiosk.ui import journey
from kiosk.ui.driver import Driver
from kiosk.ui.voice import Voice
from tests.journeys.conftest import sign_in
from tests.ui.test_reading_aloud import Heard

LESSONS = ("mengapa-warga-datang", "standar-dan-maklumat")


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> Heard:
    """The voice that every journey finds, a moment after it looked."""
    heard = Heard()

    def seek(_background: object, parent: journey.Journey, then: Callable[[Voice], None]) -> None:
        parent.later(0, lambda: then(heard))

    monkeypatch.setattr(journey, "seek", seek)
    return heard


def into_lesson(hands: Driver, lesson: str) -> None:
    hands.program.journey.found("pelayanan-prima", lesson)  # type: ignore[union-attr]
    hands.wait_for("LessonScreen")
    hands.until(lambda: hands.maybe("listen") is not None, "no voice")


def slow(hands: Driver) -> bool:
    made = hands.find("listen-slow")
    assert isinstance(made, QAbstractButton)
    return made.isChecked()


def test_the_speed_lasts_until_signing_out_and_leaving_is_silence(
    voice: Heard, hands: Driver
) -> None:
    sign_in(hands)
    into_lesson(hands, LESSONS[0])
    hands.press("listen")
    hands.press("listen-slow")
    into_lesson(hands, LESSONS[1])
    assert voice.stops == 1
    hands.press("listen")
    assert (slow(hands), voice.slow[-1]) == (True, True)
    hands.press("leave")
    hands.wait_for("SignInScreen")
    assert voice.stops == 2
    sign_in(hands)
    into_lesson(hands, LESSONS[1])
    hands.press("listen")
    assert (slow(hands), voice.slow[-1]) == (False, False)


def test_a_voice_that_nobody_can_hear_is_not_offered_again(voice: Heard, hands: Driver) -> None:
    sign_in(hands)
    into_lesson(hands, LESSONS[0])
    hands.press("listen")
    voice.failed.emit()
    hands.program.journey.found("pelayanan-prima", LESSONS[1])  # type: ignore[union-attr]
    hands.rest(0.05)
    assert hands.screen == "LessonScreen"
    assert hands.maybe("listen") is None
