"""Waiting after wrong PINs. Counted on monotonic time, so a changed clock shortens nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias
from weakref import WeakKeyDictionary

import msgspec
from msgspec import Struct

from kiosk.people.pin import wait_after
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble

Ticks: TypeAlias = Callable[[], tuple[str, float]]
"""Monotonic seconds, and a name that changes when they start anew (the computer's boot)."""


class Wait(Struct, frozen=True):
    """Wrong tries in a row; seconds still to wait as of `ticks` after the boot `boot`."""

    wrong: int = 0
    left: float = 0.0
    boot: str = ""
    ticks: float = 0.0


_UNKEPT: WeakKeyDictionary[Store, dict[str, Wait]] = WeakKeyDictionary()
"""What a store could not keep, for as long as it is open."""


class Waits:
    """The waits of all learners, kept in the store.

    A disk that is full or may not be written makes nobody's guessing faster: the wait then holds
    until the program ends.
    """

    def __init__(self, store: Store, ticks: Ticks) -> None:
        self._store, self._ticks = store, ticks
        self._unkept = _UNKEPT.setdefault(store, {})

    def left(self, learner: str) -> int:
        """Seconds still to wait. After a restart of the computer the rest begins anew."""
        wait = self._of(learner)
        boot, ticks = self._ticks()
        if wait.left and wait.boot != boot:
            self._keep(learner, Wait(wait.wrong, wait.left, boot, ticks))
            return int(wait.left + 0.999)
        return max(0, int(wait.left - (ticks - wait.ticks) + 0.999))

    def tries(self, learner: str) -> int:
        """Wrong tries in a row, since the last right one."""
        return self._of(learner).wrong

    def wrong(self, learner: str) -> int:
        """Count a wrong try; returns the seconds to wait now."""
        boot, ticks = self._ticks()
        tries = self._of(learner).wrong + 1
        left = wait_after(tries)
        self._keep(learner, Wait(tries, left, boot, ticks))
        return left

    def right(self, learner: str) -> None:
        """Forget the wrong tries."""
        if not self._of(learner).wrong:
            return
        try:
            self._store.forget("wait", learner)
            self._unkept.pop(learner, None)
        except StoreTrouble:
            self._unkept[learner] = Wait()

    def _of(self, learner: str) -> Wait:
        if learner in self._unkept:
            return self._unkept[learner]
        body = self._store.document("wait", learner)
        return Wait() if body is None else msgspec.json.decode(body, type=Wait)

    def _keep(self, learner: str, wait: Wait) -> None:
        try:
            self._store.keep("wait", learner, msgspec.json.encode(wait))
            self._unkept.pop(learner, None)
        except StoreTrouble:
            self._unkept[learner] = wait
