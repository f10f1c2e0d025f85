"""Everybody's records read on a worker: a count while it takes time, and a way to stop it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from kiosk.office.records import Records, Source
from kiosk.office.reports import Person
from kiosk.ui.background import Background

Value = TypeVar("Value")


class Stopped(Exception):
    """Somebody stopped the reading; what was folded until then is kept."""


class _Turn:
    """Which question is the newest; it outlives whoever asks."""

    def __init__(self) -> None:
        self.n = 0

    def end(self) -> None:
        """Whatever is being answered is nobody's any more."""
        self.n += 1


class Reading(QObject):
    """Asks records one thing after the other. `told` hears how many of how many are read.

    The people are kept from one question to the next, until `forget`: whoever asks again about the
    same year waits for arithmetic only.
    """

    told = Signal(int, int)

    def __init__(self, source: Source, parent: QObject) -> None:
        super().__init__(parent)
        self._source = source
        self._background = Background(self)
        self._turn = _Turn()
        self._people: tuple[Person, ...] | None = None
        background = self._background
        self.destroyed.connect(lambda _gone: background.close())
        self.destroyed.connect(self._turn.end)

    def ask(
        self,
        question: Callable[[Records, tuple[Person, ...], Callable[[], None]], Value],
        then: Callable[[Value], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Answer a question about everybody, on the caller's thread; a newer one takes its place.

        It is given a look that raises Stopped once nobody waits any more.
        """
        turn = self._turn
        turn.end()
        mine = turn.n

        def look() -> None:
            if turn.n != mine:
                raise Stopped

        def tell(done: int, of: int) -> None:
            look()
            self.told.emit(done, of)

        def work() -> Value:
            with self._source.opened() as records:
                people = self._people
                if people is None:
                    records.up_to_date(tell)
                    people = tuple(records.people())
                look()  # what was forgotten meanwhile is not kept
                self._people = people
                return question(records, people, look)

        self._background.run(work, then, failed)

    def stop(self) -> None:
        """Give up what is being read."""
        self._turn.end()

    def forget(self) -> None:
        """Read anew at the next question, and keep no one in memory until then."""
        self.stop()
        self._people = None

    def run(
        self,
        work: Callable[[], Value],
        then: Callable[[Value], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Other work of the same worker, such as writing to a stick."""
        self._background.run(work, then, failed)
