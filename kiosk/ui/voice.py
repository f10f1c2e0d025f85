"""A voice of this computer that reads Indonesian aloud: one face, and the back that fits."""

from __future__ import annotations

import sys
from abc import abstractmethod
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.ui.background import Background

SOON = 400
"""Milliseconds after which the lesson is painted and Qt's speech, 100 ms of import, may load."""


class Voice(QObject):
    """Says one text at a time. `said` when it came to its end; `failed` if it could not be heard.

    A voice that was stopped tells neither.
    """

    said = Signal()
    failed = Signal()

    @abstractmethod
    def say(self, words: str, *, slow: bool) -> None:
        """Say this in place of anything else."""

    @abstractmethod
    def stop(self) -> None:
        """Be silent at once."""


def seek(
    background: Background,
    parent: QObject,
    then: Callable[[Voice], None],
    platform: str = sys.platform,
) -> None:
    """Look for a voice that speaks Indonesian and hand it over a little later; else nothing.

    No other will do: an English voice reads Indonesian so that nobody understands it, which is
    worse than none. On Linux it is espeak-ng alone: Qt's own speech there needs a running
    speech-dispatcher, and complains on the screen of whoever has none.
    """
    if platform == "win32":
        QTimer.singleShot(SOON, parent, lambda: _from_qt(parent, then))
    else:
        from kiosk.ui.voice_espeak import EspeakVoice, installed

        background.run(
            installed,
            lambda program: then(EspeakVoice(program, parent)) if program else None,
            lambda _error: None,
        )


def _from_qt(parent: QObject, then: Callable[[Voice], None]) -> None:
    from kiosk.ui.voice_qt import found

    voice = found(parent)
    if voice is not None:
        then(voice)
