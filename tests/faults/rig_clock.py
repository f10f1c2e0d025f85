"""A kiosk whose clock somebody else sets, by libfaketime; and hands that set it.

Run as a process: a kiosk in a data folder that does what is asked in lines and says what came.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec
from msgspec import Struct

import main
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtCertificate, AtEvaluation, AtTest, InQuiz
from kiosk.house import House
from kiosk.learning.events import ClockJumped
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.store.waits import Waits
from tests.conftest import HOME
from tests.desk.learning_on import CONTENT, COURSE, question_at, read_all, right, take

TAKING, CERTIFIED, GUESSING = demo.LEARNERS[:3]
POST = InQuiz(COURSE, "post")


def faketime() -> str:
    """Where libfaketime lies, the one for threads; empty if it is not installed."""
    found = [*Path("/usr/lib").glob("*/faketime/*MT.so.1"), *Path("/usr/lib/faketime").glob("*MT*")]
    return str(found[0]) if found else ""


class Said(Struct, frozen=True):
    """What the kiosk answers: its monotonic seconds, and what was asked for."""

    steady: float
    id: str = ""
    left: int = 0
    code: str = ""
    jumps: tuple[int, ...] = ()


class Clocked:
    """A kiosk process and its clock. A context: with it the process ends."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._off = folder, folder / "faketime.rc"
        folder.mkdir(exist_ok=True)
        self.set(0)
        self._process = self._start()

    def _start(self) -> subprocess.Popen[bytes]:
        wanted = {
            "LD_PRELOAD": faketime(),
            "FAKETIME_TIMESTAMP_FILE": str(self._off),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "QT_QPA_PLATFORM": "offscreen",
        }
        return subprocess.Popen(
            [sys.executable, "-m", "tests.faults.rig_clock", str(self.data)],
            cwd=HOME,
            env={**os.environ, **wanted},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    @property
    def data(self) -> Path:
        """The kiosk's data folder."""
        return self._folder / "data"

    def set(self, seconds: int) -> None:
        """Put the kiosk's clock so many seconds ahead of ours."""
        fresh = self._off.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n", encoding="ascii")
        fresh.replace(self._off)

    def ask(self, word: str) -> Said:
        """Have it do something; wait for what it says."""
        self.tell(word)
        return self.hear()

    def tell(self, word: str) -> None:
        """Have it do something."""
        assert self._process.stdin is not None
        self._process.stdin.write(word.encode() + b"\n")
        self._process.stdin.flush()

    def hear(self) -> Said:
        """What it says next."""
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the kiosk ended by itself"
        return msgspec.json.decode(line, type=Said)

    def again(self) -> None:
        """Kill the kiosk and start it anew."""
        self.kill()
        self._process = self._start()

    def kill(self) -> None:
        """Kill -9."""
        self._process.kill()
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self.kill()


class Counter:
    """The kiosk in its own process, one learner in a test and one before the certificate."""

    def __init__(self, house: House) -> None:
        self._house = house
        if house.office.settings() is None:
            house.office.set_up_demo()
        kiosk = house.kiosk(demo.SETTINGS, house.catalog())
        self._waits = Waits(house.store, house.rooms.ticks)
        self._taking, self._certified = Desk(kiosk, TAKING), Desk(kiosk, CERTIFIED)

    def begin(self) -> Said:
        """One learner begins the final test, another passes it; somebody guesses a PIN."""
        read_all(self._taking)
        self._taking.start(AtTest(COURSE, "post"))
        self._certified.open(COURSE)
        read_all(self._certified)
        take(self._certified, "post")
        for _ in range(9):
            self._waits.wrong(GUESSING.id)
        return self.left()

    def answer(self) -> Said:
        """The next answer; its id once it is kept."""
        number = sum(question_at(self._taking, "post").answered) % 15
        question = question_at(self._taking, "post", number).question
        self._taking.answer(POST, question.id, right(question))
        return self._said(self._house.store.events(TAKING.id)[-1].id)

    def left(self) -> Said:
        """Seconds left of the test."""
        return self._said(left=question_at(self._taking, "post").seconds_left or 0)

    def wait(self) -> Said:
        """Seconds that whoever guesses a PIN has to wait."""
        return self._said(left=self._waits.left(GUESSING.id))

    def certify(self) -> Said:
        """The certificate's number, or why there is none."""
        try:
            place = self._certified.evaluate(AtEvaluation(COURSE), CONTENT)
        except NotAllowed as no:
            return self._said(code=no.code)
        assert isinstance(place, AtCertificate)
        return self._said(place.number)

    def confirm(self) -> Said:
        """The officer finds the clock right."""
        self._house.clock.confirm()
        return self._said()

    def jumps(self) -> Said:
        """All jumps on record."""
        self._house.clock.look()
        told = [r.event for r in self._house.store.happenings()]
        return self._said(jumps=tuple(e.seconds for e in told if isinstance(e, ClockJumped)))

    def idle(self) -> Said:
        """Seconds until an empty chair was noticed; two were wanted."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QApplication, QWidget

        from kiosk.ui.idle import IdleWatch

        running = QApplication.instance() or QApplication(["kiosk"])
        assert running is not None
        window, gone = QWidget(), list[float]()
        watch = IdleWatch(2, window)
        watch.gone.connect(lambda: gone.append(time.monotonic()))
        watch.start(2)
        say(self._said())
        began = time.monotonic()
        while not gone and time.monotonic() < began + 20:
            QTest.qWait(10)  # libfaketime does not know how to sleep on a clock it leaves alone
        return self._said(left=round((time.monotonic() - began) * 1000))

    @staticmethod
    def _said(
        name: str = "", *, left: int = 0, code: str = "", jumps: tuple[int, ...] = ()
    ) -> Said:
        return Said(time.monotonic(), name, left, code, jumps)


def say(said: Said) -> None:
    """One line, out of this process at return."""
    os.write(1, msgspec.json.encode(said) + b"\n")


WISHES: Final[dict[str, Callable[[Counter], Said]]] = {
    wish.__name__: wish
    for wish in (
        *(Counter.begin, Counter.answer, Counter.left, Counter.wait),
        *(Counter.certify, Counter.confirm, Counter.jumps, Counter.idle),
    )
}


if __name__ == "__main__":
    with main.rooms().house(Path(sys.argv[1])) as house:
        counter = Counter(house)
        for line in sys.stdin:
            say(WISHES[line.strip()](counter))
