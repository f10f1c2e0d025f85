"""The voice of espeak-ng, where that program is installed (Debian: package espeak-ng)."""

from __future__ import annotations

import shutil
import subprocess
from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QProcess

from kiosk.ui.voice import Voice

NORMAL: Final = 150
SLOW: Final = 110
"""Words a minute; espeak's own 175 is too fast for rules."""
LEAST: Final = 60
"""Milliseconds a word takes at the very least. Without a sound card espeak-ng ends at once, and
says by its exit code that all is well."""
_PATIENCE = 5


def installed() -> str:
    """The path of espeak-ng if it is here and speaks Indonesian, else "". Takes some 10 ms."""
    program = shutil.which("espeak-ng")
    if program is None:
        return ""
    try:
        listed = subprocess.run(  # noqa: S603 - a fixed question to a program of this computer
            [program, "--voices=id"], capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return program if speaks(listed.stdout.decode("utf-8", "replace")) else ""


def speaks(listed: str) -> bool:
    """Whether espeak's list of voices has an Indonesian one of its own.

    MBROLA's are listed whether they are installed or not.
    """
    rows = [line.split() for line in listed.splitlines()[1:]]
    return any(row[1] == "id" and not row[-1].startswith("mb/") for row in rows if len(row) > 1)


def arguments(*, slow: bool) -> list[str]:
    """For a text in UTF-8 on the standard input, so that no text is taken for an option."""
    return ["-v", "id", "-s", str(SLOW if slow else NORMAL), "-b", "1", "--stdin"]


class EspeakVoice(Voice):
    """One process for each text."""

    def __init__(self, program: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._speaking, self._least = False, 0
        self._clock = QElapsedTimer()
        self._process = QProcess(self)
        self._process.setProgram(program)
        self._process.setStandardOutputFile(QProcess.nullDevice())
        self._process.setStandardErrorFile(QProcess.nullDevice())
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._trouble)

    def say(self, words: str, *, slow: bool) -> None:
        """Say this in place of anything else."""
        self.stop()
        self._speaking, self._least = True, LEAST * len(words.split())
        self._clock.start()
        self._process.setArguments(arguments(slow=slow))
        self._process.start()
        self._process.write(words.encode())
        self._process.closeWriteChannel()

    def stop(self) -> None:
        """Be silent at once."""
        self._speaking = False
        if self._process.state() != QProcess.ProcessState.NotRunning:
            self._process.kill()
            self._process.waitForFinished(1000)

    def _finished(self, code: int, _status: QProcess.ExitStatus) -> None:
        if self._speaking:
            self._speaking = False
            heard = code == 0 and self._clock.elapsed() >= self._least
            (self.said if heard else self.failed).emit()

    def _trouble(self, error: QProcess.ProcessError) -> None:
        if self._speaking and error == QProcess.ProcessError.FailedToStart:
            self._speaking = False
            self.failed.emit()
