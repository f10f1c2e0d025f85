"""Sweeps the file after the agency had somebody erased, when nobody sits at the kiosk."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final

from PySide6.QtCore import QObject

from kiosk.house import House
from kiosk.office.person_backups import scrub_copies
from kiosk.store import StoreTrouble
from kiosk.store.sweeping import BYTES, COPIES, UNSWEPT, sweep
from kiosk.ui.background import Background

AGAIN: Final = 600.0
"""Seconds until the next try where one failed."""


class Sweeper(QObject):
    """First the file, then its copies, on a worker; the marks go once both are done.

    `at_rest` says whether nobody would be kept waiting: while the file is written anew, a wish of
    a learner's could not be recorded.
    """

    def __init__(
        self,
        house: House,
        worker: Background,
        faulty: Callable[[Exception], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._house, self._worker, self._faulty = house, worker, faulty
        rooms, file = house.rooms, house.folder.file
        self._scrub = scrub_copies(file, rooms.now, rooms.chance)
        self.busy, self._due = False, 0.0
        """Whether it is at work now."""
        self.at_rest: Callable[[], bool] = lambda: True

    def look(self) -> None:
        """Begin if there is something to sweep and this is a good moment."""
        if self.busy or self._house.rooms.ticks()[1] < self._due or not self.at_rest():
            return
        store = self._house.store
        with suppress(StoreTrouble):  # whoever needs the store meets that, too
            marks = {name: store.document(UNSWEPT, name) for name in store.names_of(UNSWEPT)}
            if BYTES in marks.values():
                self._run(partial(sweep, store.file), partial(self._swept, tuple(marks)))
            elif marks:
                self._run(partial(self._scrub_all, tuple(marks)), partial(self._done, tuple(marks)))

    def _run(self, work: Callable[[], None], then: Callable[[], None]) -> None:
        self.busy = True

        def ended(_nothing: None) -> None:
            self.busy = False
            try:
                then()
            except StoreTrouble as trouble:
                self._later(trouble)

        self._worker.run(work, ended, self._later)

    def _later(self, error: Exception) -> None:
        self.busy, self._due = False, self._house.rooms.ticks()[1] + AGAIN
        if not isinstance(error, StoreTrouble | OSError):
            self._faulty(error)

    def _swept(self, learners: tuple[str, ...]) -> None:
        """By the mark's change the next copy is a new one, made of the file as it is now."""
        store = self._house.store
        with store.writing():
            for learner in learners:
                store.keep(UNSWEPT, learner, COPIES)
        self.look()

    def _scrub_all(self, learners: tuple[str, ...]) -> None:
        for learner in learners:
            self._scrub(learner)

    def _done(self, learners: tuple[str, ...]) -> None:
        store = self._house.store
        with store.writing():
            for learner in learners:
                if store.document(UNSWEPT, learner) == COPIES:  # else erased once more meanwhile
                    store.forget(UNSWEPT, learner)
