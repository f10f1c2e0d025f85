"""A window, and the house behind it, which may be closed and opened again."""

from __future__ import annotations

import gc
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from kiosk.house import House, Rooms
from kiosk.store import StoreTrouble
from kiosk.ui.program import Left, Program, Work, application

if TYPE_CHECKING:
    from kiosk.ui.background import Background


class Sitting(QObject):
    """A window over a data folder whose house may be closed and opened again behind it.

    Raises StoreTrouble as `Rooms.house` does. If that comes at a later opening, the program ends
    with `trouble` set.
    """

    opened = Signal()

    def __init__(self, rooms: Rooms, data: Path) -> None:
        super().__init__()
        self._rooms, self._data, self._door = rooms, data, ExitStack()
        self.trouble: StoreTrouble | None = None
        self._worker: Background | None = None
        self.house = self._door.enter_context(rooms.house(data))
        application()
        self.program = self._begin(None)

    def _begin(self, left: Left | None) -> Program:
        house = self.house
        mode = _wants_kiosk_mode(house)
        made = Program(house, house.catalog(), kiosk_mode=mode, left=left)
        made.reopen_wanted.connect(self._reopen, Qt.ConnectionType.QueuedConnection)
        return made

    def _reopen(self, work: Work | None) -> None:
        """Mending a large file takes a while, so the window is kept alive meanwhile."""
        from kiosk.ui.background import Background

        self._door.close()
        gc.unfreeze()
        if self._worker is None:
            self._worker = Background(self)
        mending = partial(_worked, self._rooms, self._data, work)
        self._worker.run(mending, self._enter_again, self._not_worked)

    def _not_worked(self, error: Exception) -> None:
        """A fault of ours is written down once there is a first screen again."""
        if isinstance(error, StoreTrouble):
            self._end(error)
        else:
            self._enter_again(None)
            raise error

    def _enter_again(self, words: tuple[str, str] | None) -> None:
        try:
            self.house = self._door.enter_context(self._rooms.house(self._data))
        except StoreTrouble as error:
            self._end(error)
            return
        old, self.program = self.program, self._begin(replace(self.program.left, words=words))
        old.deleteLater()
        self.opened.emit()

    def _end(self, trouble: StoreTrouble) -> None:
        self.trouble = trouble
        QApplication.exit(1)

    def close(self) -> None:
        """The window was closed."""
        self.program.close()
        self._door.close()


def _worked(rooms: Rooms, data: Path, work: Work | None) -> tuple[str, str] | None:
    """Do the work on the closed house, then open it for a moment, which mends a damaged file."""
    words = work() if work else None
    with rooms.house(data):
        return words


def _wants_kiosk_mode(house: House) -> bool:
    """Full screen once the kiosk is set up for good; a trial stays an ordinary window."""
    settings = house.office.settings()
    return settings is not None and not settings.demo
