"""Run as a process: the kiosk through its own door, until its first screen or a lesson is painted.

Arguments: the data folder, then how many lessons a learner opens one after the other first.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.door import commands
from kiosk.house import Rooms
from main import rooms

if TYPE_CHECKING:
    from kiosk.ui.program import Program


STEP = 150
"""Milliseconds between the wishes of a quick learner."""
WHOLE = 2000
"""Milliseconds after which a lesson, which is built part by part, is all there."""


def main(data: str, lessons: str = "0") -> None:
    """`dermaga --data DATA`, with a look at the window."""

    def open_window(rooms: Rooms, data: Path) -> int:
        from kiosk.ui.program import open_window

        ready = functools.partial(read, count=int(lessons)) if int(lessons) else watch
        return open_window(rooms, data, ready=ready)

    commands(["--data", data], obj=dataclasses.replace(rooms(), open_window=open_window))


def watch(program: Program) -> None:
    """Tell when what the window shows now was painted."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    class Painted(QObject):
        told = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's
            if event.type() == QEvent.Type.Paint and not self.told:
                self.told = True
                QTimer.singleShot(0, lambda: tell(program))
            return super().eventFilter(watched, event)

    watcher = Painted(program)
    program.window.installEventFilter(watcher)
    if program.window.screen_shown is not None:
        program.window.screen_shown.installEventFilter(watcher)


def read(program: Program, count: int) -> None:
    """A sample learner signs in and opens lessons, as in life from the event loop."""
    from PySide6.QtCore import QTimer

    wishes = [lambda: sign_in(program)]
    wishes += [functools.partial(open_lesson, program, number) for number in range(count)]
    wishes += [lambda: tell(program)]

    def next_wish() -> None:
        wishes.pop(0)()
        if wishes:
            QTimer.singleShot(STEP if len(wishes) > 1 else WHOLE, next_wish)

    QTimer.singleShot(STEP, next_wish)


def sign_in(program: Program) -> None:
    """The sample learner's NIP and PIN."""
    from kiosk.office.demo import SAMPLES

    entrance = program.lobby.entrance
    assert entrance is not None
    program.lobby.entered.emit(entrance.sign_in(SAMPLES[0].nip, SAMPLES[0].pin))


def open_lesson(program: Program, number: int) -> None:
    """A lesson of the first course; after its last one the first again."""
    from kiosk.desk.places import InLesson
    from kiosk.ui.journey import Journey

    assert isinstance(program.journey, Journey)
    course = program._house.catalog().courses()[0]
    lesson = course.lessons[number % len(course.lessons)]
    program.journey.go(InLesson(course.id, lesson.id))


def tell(program: Program) -> None:
    """When, how much memory it takes, and which screen it was; then the end."""
    from PySide6.QtWidgets import QApplication

    from tests.bench.memory_used import memory_used

    painted, screen = time.monotonic(), type(program.window.screen_shown).__name__
    told = {"painted": painted, "memory": memory_used(), "screen": screen}
    sys.stdout.write(json.dumps(told) + "\n")
    program.window.may_close = True
    program.window.close()
    QApplication.quit()


if __name__ == "__main__":
    main(*sys.argv[1:])
