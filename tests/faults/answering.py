"""A kiosk that answers questions until it is killed, and says what it did once it is kept.

Run as a process: the kind of life (a key of LIVES), then the data folder.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

import main
from kiosk.cli.door import commands
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtTest, InQuiz
from kiosk.desk.views import QuizView
from kiosk.house import Rooms
from kiosk.learning.answers import Answer, Chosen
from kiosk.office import demo

if TYPE_CHECKING:
    from kiosk.ui.driver import Driver
    from kiosk.ui.program import Program

COURSE = "pelayanan-prima"
TEST = "pre"


class Told(Struct, frozen=True, omit_defaults=True):
    """A line that a life says: "open", "in", "shown", "kept", "fault", and when (monotonic)."""

    word: str
    at: float = 0.0
    id: str = ""
    attempt: str = ""
    question: str = ""
    answer: Answer | None = None


def tell(word: str, **facts: object) -> None:
    """One line, out of this process at return."""
    line = msgspec.json.encode({"word": word, "at": time.monotonic(), **facts}) + b"\n"
    os.write(1, line)


def opening(data: Path) -> None:
    """Open the folder, again and again."""
    while True:
        with main.rooms().house(data):
            tell("open")


def at_desk(data: Path, *, synchronous: str = "") -> None:
    """Take the first test at a desk, changing one's mind for ever."""
    with main.rooms().house(data) as house:
        if synchronous:
            house.store._db.execute(f"pragma synchronous = {synchronous}")
        tell("open")
        desk = Desk(house.kiosk(demo.SETTINGS, house.catalog()), demo.LEARNERS[0])
        desk.start(AtTest(COURSE, TEST))
        at = InQuiz(COURSE, TEST)
        for number in itertools.count(1):
            desk.answer(at, f"pp-p-{number % 8 + 1}", Chosen(("a", "b")[: number % 2 + 1]))
            tell("kept", id=_events(desk)[-1])


def _events(desk: Desk) -> tuple[str, ...]:
    """Ids of what the desk has recorded: it learns an id from the store's commit."""
    known = desk._known
    return tuple(r.id for r in known.events[-8:]) if known else ()


def carelessly(data: Path) -> None:
    """As at the desk, but with commits that do not wait for the disk."""
    at_desk(data, synchronous="normal")


def at_window(data: Path) -> None:
    """The program through its own door, and a learner who signs in and answers for ever."""

    def open_window(rooms: Rooms, data: Path) -> int:
        from kiosk.ui.program import open_window

        return open_window(rooms, data, ready=_begin)

    commands(["--data", str(data)], obj=replace(main.rooms(), open_window=open_window))


def _begin(program: Program) -> None:
    from PySide6.QtCore import QTimer

    sys.excepthook = _fault
    QTimer.singleShot(0, lambda: _learn(program))


def _fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault ends this life and is told, where the kiosk itself would go on."""
    places = [f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(trace)[-4:]]
    tell("fault", question=f"{kind.__name__} {error} {' '.join(places)}")
    os._exit(1)


def _learn(program: Program) -> None:
    from kiosk.house import TourWanted
    from kiosk.ui.driver import Driver

    d = Driver(program, program._house, TourWanted(Path(), "id", 1366, 768), [])
    if d.screen == "SetupScreen":
        d.press("demo")
    d.wait_for("SignInScreen")
    tell("open")
    d.press("sample-1")
    d.press("sign-in")
    d.wait_for("HomeScreen")
    tell("in")
    d.press("resume")
    if d.screen == "TestScreen":
        d.press("action")
    d.wait_for("QuizScreen")
    _answer_for_ever(d, _desk(program))


def _desk(program: Program) -> Desk:
    from kiosk.ui.journey import Journey

    assert isinstance(program.journey, Journey)
    return program.journey.desk


def _answer_for_ever(d: Driver, desk: Desk) -> None:
    """Each answer pressed or typed in the window; its id is told once the screen says so."""
    running = desk._standing().course(COURSE)[1].running(TEST)
    assert running is not None
    view = _view(d)
    tell("shown", attempt=running.id, question=view.question.id, answer=view.answer)
    chance, before = random.Random(), set(_events(desk))
    while True:
        view = _view(d)
        _answer(d, view, right=chance.random() < 0.5)
        fresh = [x for x in _events(desk) if x not in before]
        note = vars(d.window.screen_shown)["_note"].text()
        assert note.startswith("Tersimpan") or not fresh, note
        for event_id in fresh:
            tell("kept", id=event_id)
        before.update(fresh)
        d.press(f"question-{(view.index + 1) % len(view.answered) + 1}")


def _view(d: Driver) -> QuizView:
    found = vars(d.window.screen_shown)["_view"]
    assert isinstance(found, QuizView), d.screen
    return found


def _answer(d: Driver, view: QuizView, *, right: bool) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from kiosk.ui import tour_steps

    typed = d.maybe("typed")
    if typed is not None:
        typed.setFocus()
        QTest.keyClick(typed, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    tour_steps.give(d, view.question, right=right)
    d.screen_flush()


LIVES: Final[dict[str, Callable[[Path], None]]] = {
    "window": at_window,
    "desk": at_desk,
    "careless desk": carelessly,
    "opening": opening,
}

if __name__ == "__main__":
    LIVES[sys.argv[1]](Path(sys.argv[2]))
