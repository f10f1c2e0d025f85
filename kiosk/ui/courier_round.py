"""One round under way: carried on a worker, kept on the window's thread in small steps."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from functools import partial

from msgspec import structs
from PySide6.QtCore import QObject, Qt, QTimer, Signal

from kiosk.learning.trouble import NotAllowed
from kiosk.office.sync import HEARD_ALL_THE_SAME, Brought, Ended, Running
from kiosk.office.sync_errand import Errands
from kiosk.office.sync_ways import Way
from kiosk.office.sync_word import Fetched
from kiosk.store import StoreTrouble
from kiosk.sync.rounds import Outcome, Progress, Told
from kiosk.ui.background import Background


class Round(QObject):
    """`moved` tells that more is kept or known, `ended` how it ended and what the hub asks to wait.

    With a `learner` only what they did elsewhere is asked for. `faulty` tells a fault of ours.
    """

    moved = Signal()
    ended = Signal(object, float)
    faulty = Signal(object)
    _told = Signal(object)
    _moved = Signal(int, int)

    def __init__(
        self,
        errands: Errands,
        worker: Background,
        way: Way,
        learner: str = "",
        *,
        accept_expired: bool = False,
    ) -> None:
        super().__init__()
        self._errands, self._worker, self._way = errands, worker, way
        self.learner, self._accept = learner, accept_expired
        self.running = Running(way.kind, way.name)
        self.expired = self._sent = 0
        self.hurt = False
        """Whether the records themselves turned out to be damaged."""
        self._halt = threading.Event()
        self._steps: deque[Iterator[Brought]] = deque()
        self._then: Callable[[], None] | None = None
        self._cut: Callable[[], None] = _nothing
        self._outcome, self._brought = Outcome(), Brought()
        self._over = self._taking = False
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._moved.connect(self._bytes, Qt.ConnectionType.QueuedConnection)

    def begin(self) -> None:
        """Gather what is needed and send the worker off."""
        try:
            errand = self._errands.gather(self._way, self.learner)
        except StoreTrouble as trouble:
            self._fail(trouble)
            return
        self._cut = errand.cut
        work = partial(errand.carry, self._told.emit, self._halt.is_set)
        self._worker.run(work, self._carried, self._broke)

    def halt(self) -> None:
        """End it between two steps; nothing is lost by that."""
        self._halt.set()
        self._cut()

    def drop(self) -> None:
        """The house is to be closed: keep and tell nothing any more."""
        self.halt()
        self._over = True
        self._steps.clear()

    # What is told

    def _hear(self, told: Told) -> None:
        if self._over:
            return
        if isinstance(told, Progress):
            self._sent = max(self._sent, told.done)
            self.running = structs.replace(
                self.running, step=told.step, done=told.done, total=told.total
            )
            self.moved.emit()
            return
        self._steps.append(self._errands.keep(told, self.learner))
        if len(self._steps) == 1:
            QTimer.singleShot(0, self, self._step)

    def _step(self) -> None:
        """One small piece of keeping; between two of them the window draws."""
        if self._over or not self._steps:
            return
        if self._taking and self._halt.is_set():
            self._end()  # the rest of the people comes at the next round
            return
        try:
            brought = next(self._steps[0])
        except StopIteration:
            self._steps.popleft()
            self.moved.emit()
        except NotAllowed as no:
            self._end({"word-older": "older", "word-expired": ""}.get(no.code, "unknown"))
            return
        except (StoreTrouble, OSError) as trouble:
            self._fail(trouble)
            return
        else:
            self._brought = self._brought.plus(brought)
        if self._steps:
            QTimer.singleShot(0, self, self._step)
        elif self._then is not None:
            then, self._then = self._then, None
            then()

    def _after_steps(self, then: Callable[[], None]) -> None:
        if self._steps:
            self._then = then
        else:
            then()

    # The end of the first half, and the agency's word

    def _carried(self, outcome: Outcome) -> None:
        self._outcome = outcome
        hears = outcome.trouble in HEARD_ALL_THE_SAME and not self._halt.is_set()
        self._after_steps(self._fetch if hears and not self.learner else self._end)

    def _fetch(self) -> None:
        if self._over:
            return
        self._sent = max(self._outcome.sent, self._sent)
        self.running = structs.replace(self.running, step="down", done=0, total=0)
        self.moved.emit()
        try:
            errand = self._errands.word_errand(self._way, accept_expired=self._accept)
        except StoreTrouble as trouble:
            self._fail(trouble)
            return
        work = partial(errand.fetch, self._moved.emit, self._halt.is_set)
        self._worker.run(work, self._fetched, self._broke)

    def _bytes(self, done: int, total: int) -> None:
        """How much of the word was fetched: a course may be large."""
        if not self._over:
            self.running = structs.replace(self.running, done=done, total=total)
            self.moved.emit()

    def _fetched(self, fetched: Fetched) -> None:
        word = fetched.word
        if self._over:
            return
        if word is None or fetched.trouble:
            self._end(self._outcome.trouble or fetched.trouble)
        elif word.expired and not self._accept:
            self.expired = word.expires
            self._end()
        else:
            self.running = structs.replace(self.running, step="keep", done=0, total=0)
            self.moved.emit()
            copy = self._errands.copy if word.roster is not None else _nothing
            self._worker.run(copy, lambda _copied: self._carry_out(fetched), self._broke)

    def _carry_out(self, fetched: Fetched) -> None:
        """A roster may be long: it goes in small steps, as all that is kept."""
        if self._over or fetched.word is None:
            return
        self._taking = True
        self._then = self._end
        self._steps.append(self._errands.taking_word(fetched, accept_expired=self._accept))
        QTimer.singleShot(0, self, self._step)

    def _broke(self, error: Exception) -> None:
        """What the worker could not do."""
        if self._over:
            return
        if not isinstance(error, StoreTrouble | OSError):
            self.faulty.emit(error)
        self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.hurt = isinstance(error, StoreTrouble) and error.code == "damaged"
        self._end(f"here-{error.code}" if isinstance(error, StoreTrouble) else "unknown")

    def _end(self, trouble: str = "") -> None:
        if self._over:
            return
        self._over = True
        outcome = self._outcome
        stopped = "stopped" if self._halt.is_set() else ""
        trouble = trouble or stopped or outcome.trouble or ""
        told = Ended(
            self._way.kind,
            self._way.name,
            self._errands.now(),
            sent=max(outcome.sent, self._sent),
            received=outcome.received,
            brought=self._brought,
            trouble=trouble,
            others=outcome.others,
        )
        self.ended.emit(told, outcome.wait)


def _nothing() -> None:
    """Nothing to cut yet; no copy is needed where no person changes."""
