"""Looks after the records while the window is open: checks them whole, and copies them."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.house import House
from kiosk.office.copies import Copies
from kiosk.store import StoreTrouble
from kiosk.store.backup import Backup
from kiosk.store.check import Checked, check_file
from kiosk.ui.background import Background

Value = TypeVar("Value")
EVERY: Final = 30 * 60 * 1000
"""Milliseconds between two copies, as far as anything was recorded."""
SOON: Final = 3000
"""Milliseconds after a certificate: its screen is drawn by then."""
BREATH, LONGEST = 0.002, 0.02
"""Seconds that the worker sleeps at least and at most, every few milliseconds of work."""
SMALL: Final = 30_000_000
"""Bytes of a file that is copied and looked through in about a second, as closing may take."""
PATIENCE: Final = 1000
"""Milliseconds that closing the house waits for a worker which is writing to a slow stick."""


class Stopped(Exception):
    """The house is to be closed, so the work was given up."""


@dataclass(frozen=True)
class Failed:
    """A copy that could not be made: the code of StoreTrouble, and when (UTC ms)."""

    code: str
    at: int


class Keeper(QObject):
    """One worker over one open house. View-only it does nothing of its own accord.

    `damaged` tells the codes of what the check found, `copied` that a copy was made or could not
    be, `faulty` an error that is a fault of ours; `reopen_wanted` asks for work on a closed house.
    `failed` tells which copies the officer has to care for: "here" and "second", the other place.
    """

    damaged = Signal(object)
    copied = Signal()
    reopen_wanted = Signal(object)
    faulty = Signal(object)

    def __init__(self, house: House, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.house, self.copies = house, house.copies
        self.failed: dict[str, Failed] = {}
        self.busy = 0
        self.newest: Backup | None = None
        self._worker = Background(self)
        self._stopping, self._woke = threading.Event(), 0.0
        self._certified: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(partial(self.copy, "time"))

    def start(self) -> None:
        """Check the file, then go on copying it every half hour."""
        if not self.house.folder.view_only:
            self._check(again=True)
            self._timer.start()

    def pace(self) -> None:
        """Sleep as long as was worked, so that the window never stutters.

        Raises Stopped when the house is to be closed.
        """
        worked = time.thread_time() - self._woke
        if self._stopping.wait(min(max(worked, BREATH), LONGEST)):
            raise Stopped
        self._woke = time.thread_time()

    # The check

    def _check(self, *, again: bool) -> None:
        file, device = self.house.store.file, self.house.store.device

        def then(checked: Checked) -> None:
            self._checked(checked, device, again=again)

        self.run(lambda: _look_through(file, self.pace), then, lambda _error: None)

    def _checked(self, checked: Checked, device: str, *, again: bool) -> None:
        codes = tuple(dict.fromkeys(damage.code for damage in checked.damages))
        if codes == ("unreadable",) and again:
            self._check(again=False)  # it may only have been busy
        elif codes:
            self.damaged.emit(codes)
        elif self.house.store.device == device:  # not so when samples were removed meanwhile
            self.house.store.accept(checked)

    # Copies

    def certified(self, number: str) -> None:
        """A certificate was given: copy what it rests on, once its screen is there."""
        if number not in self._certified:
            self._certified.add(number)
            QTimer.singleShot(SOON, self, partial(self.copy, "certificate"))

    def copy(self, reason: str) -> None:
        """Copy the file if it has changed, then to the second place; `copied` tells the end."""
        if self.house.folder.view_only:
            return
        self.busy += 1
        work = partial(_make, self.copies, reason, self.pace)
        self.run(work, self._copied, self._not_copied)

    def copy_on(self) -> None:
        """Bring the copies to the second place, if there is one; `copied` tells the end."""
        folder = self.second
        if not folder:
            return
        self.busy += 1
        work = partial(self.copies.to_second_target, folder)
        self.run(work, lambda _brought: self._ended("second", None), partial(self._lost, "second"))

    @property
    def second(self) -> str:
        """The folder in which copies lie a second time; empty if there is none."""
        settings = self.house.office.settings()
        return settings.backup_folder if settings else ""

    def _copied(self, made: Backup) -> None:
        self.newest = made
        self._ended("here", None)
        self.copy_on()

    def _not_copied(self, error: Exception) -> None:
        self._lost("here", error)
        if isinstance(error, StoreTrouble) and error.code == "damaged":
            self.damaged.emit(("copy",))

    def _lost(self, place: str, error: Exception) -> None:
        """A copy failed: kept for the officer, as a learner can do nothing about it."""
        code = error.code if isinstance(error, StoreTrouble) else "unknown"
        self._ended(place, Failed(code, self.house.rooms.now()))

    def _ended(self, place: str, failed: Failed | None) -> None:
        self.busy -= 1
        self.failed.pop(place, None)
        if failed is not None:
            self.failed[place] = failed
        self.copied.emit()

    # The worker

    def run(
        self,
        work: Callable[[], Value],
        then: Callable[[Value], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do something on the worker, with `pace` if it takes long.

        What is nobody's trouble but a fault of ours is told by `faulty` too, to be written down.
        """

        def told(error: Exception) -> None:
            if not isinstance(error, StoreTrouble | Stopped | OSError):
                self.faulty.emit(error)
            failed(error)

        self._worker.run(work, then, told)

    def stop(self, then: Callable[[], None]) -> None:
        """End the work, then go on; the window stays alive meanwhile."""
        self._timer.stop()
        self._stopping.set()
        told: list[bool] = []

        def once() -> None:
            if not told:
                told.append(True)
                self._worker.close()
                then()

        self._worker.run(lambda: None, lambda _nothing: once(), lambda _error: once())
        QTimer.singleShot(PATIENCE, self, once)

    def close(self) -> None:
        """The program ends: a last copy, if it is quick."""
        self._timer.stop()
        self._stopping.set()
        self._worker.close(wait=PATIENCE / 1000)
        with suppress(StoreTrouble, OSError):  # then the next start makes one
            if not self.house.folder.view_only and self.house.store.file.stat().st_size <= SMALL:
                self.copies.make_now("time")


def _look_through(file: Path, pace: Callable[[], None]) -> Checked:
    try:
        return check_file(file, file.parent, pace)
    finally:
        _give_back()


def _make(copies: Copies, reason: str, pace: Callable[[], None]) -> Backup:
    try:
        return copies.make_now(reason, pace)
    finally:
        _give_back()


def _give_back() -> None:
    """Return to the system the memory that the work took: glibc would keep some MiB of it."""
    if sys.platform == "linux":
        import ctypes

        with suppress(AttributeError):  # not every C library has it
            ctypes.CDLL(None).malloc_trim(0)
