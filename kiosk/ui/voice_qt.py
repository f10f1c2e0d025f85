"""The voice of the system by Qt (LGPL, in PySide6-Addons): SAPI or WinRT on Windows."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QLocale, QObject
from PySide6.QtTextToSpeech import QTextToSpeech

from kiosk.ui.voice import Voice

SLOW: Final = -0.4
"""Of Qt's rates from -1.0 to 1.0; 0.0 is the voice's own."""


class QtVoice(Voice):
    """Qt's speech, set to a language that it has a voice for."""

    def __init__(self, speech: QTextToSpeech, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speech, self._speaking = speech, False
        speech.setParent(self)
        speech.stateChanged.connect(self._changed)

    def say(self, words: str, *, slow: bool) -> None:
        """Say this in place of anything else."""
        self.stop()
        self._speech.setRate(SLOW if slow else 0.0)
        self._speech.say(words)
        self._speaking = True

    def stop(self) -> None:
        """Be silent at once."""
        self._speaking = False
        self._speech.stop(QTextToSpeech.BoundaryHint.Immediate)

    def _changed(self, state: QTextToSpeech.State) -> None:
        if not self._speaking:
            return
        if state == QTextToSpeech.State.Ready:
            self._speaking = False
            self.said.emit()
        elif state == QTextToSpeech.State.Error:
            self._speaking = False
            self.failed.emit()


def found(
    parent: QObject,
    engines: tuple[str, ...] = (),
    language: QLocale.Language = QLocale.Language.Indonesian,
) -> QtVoice | None:
    """A voice for the language from the first engine that has one; `engines` empty: all real."""
    for engine in engines or QTextToSpeech.availableEngines():
        if engine == "mock" and not engines:
            continue
        speech = QTextToSpeech(engine, parent)
        for locale in speech.availableLocales():
            if locale.language() == language:
                speech.setLocale(locale)
                return QtVoice(speech, parent)
        speech.deleteLater()
    return None
