"""The watch over the computer's clock: what somebody or something changes on it is recorded."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

import msgspec
from msgspec import Struct

from kiosk.learning.events import ClockConfirmed, ClockJumped
from kiosk.store.store import Store
from kiosk.store.trouble import StoreTrouble
from kiosk.store.waits import Ticks

SLACK = 60
"""Seconds that are no jump: a slow clock, or one that the network keeps right."""
KEEP_EVERY = 300
SECOND = 1000
LOOK = ("clock", "kiosk")


class Look(Struct, frozen=True):
    """Both clocks at one moment: UTC ms, and monotonic seconds of a boot."""

    wall: int
    boot: str
    ticks: float

    def jump_to(self, later: Look) -> int:
        """Seconds by which the wall clock was changed up to a later look; 0 within the slack.

        Another boot's monotonic seconds tell nothing.
        """
        if later.boot != self.boot:
            return 0
        jump = round((later.wall - self.wall) / SECOND - (later.ticks - self.ticks))
        return 0 if -SLACK <= jump <= SLACK else jump


class ClockWatch:
    """Compares the wall clock with monotonic time for as long as a store is open.

    While the computer runs no jump escapes it, as a look is kept for the next program. Over a time
    in which the computer was off, only a clock that went back can be noticed. What cannot be
    written now is written at the next look: a full disk must not keep an answer from its reserve.

    `noticed` counts jumps and confirmations: when it grows, times mean something else.
    """

    def __init__(self, store: Store, now: Callable[[], int], ticks: Ticks) -> None:
        self._store, self._now, self._ticks = store, now, ticks
        self.noticed = 0
        self._base = self._read()
        self._kept = self._base.ticks
        with contextlib.suppress(StoreTrouble, msgspec.MsgspecError):
            self._begin()

    def _begin(self) -> None:
        body = self._store.document(*LOOK)
        last = None if body is None else msgspec.json.decode(body, type=Look)
        if last is not None and last.boot == self._base.boot:
            self._base = last
            self.look()
            return
        newest = max(self._store.newest_at, last.wall if last else 0)
        back = round((self._base.wall - newest) / SECOND)
        if back < -SLACK:
            self._record(back, self._base)
        else:
            self.keep()

    def look(self) -> int:
        """Seconds by which the clock was changed, recorded; 0 as long as nobody touched it.

        It costs two readings of clocks, so it may come before everything that is recorded.
        """
        if not self._base.jump_to(self._read()):
            return 0
        # Once more: the program may have been held up between the two readings.
        here = self._read()
        jump = self._base.jump_to(here)
        if not jump:
            return 0
        try:
            self._record(jump, here)
        except StoreTrouble:
            return 0
        return jump

    def tend(self) -> None:
        """Look, and every few minutes keep a look for the next program."""
        self.look()
        if self._read().ticks - self._kept >= KEEP_EVERY:
            self.keep()

    def keep(self) -> None:
        """Keep a look for the next program, if it can be written."""
        self.look()
        with contextlib.suppress(StoreTrouble):
            self._put(self._read())

    def confirm(self) -> None:
        """An officer looked at the clock and found it right. Raises StoreTrouble."""
        self.look()
        self._store.record("", ClockConfirmed())
        self.noticed += 1

    def _record(self, jump: int, here: Look) -> None:
        """The jump and the look after it, both or none, so that no jump counts twice."""
        with self._store.writing():
            self._store.record("", ClockJumped(jump))
            self._put(here)
        self._base = here
        self.noticed += 1

    def _put(self, here: Look) -> None:
        self._store.keep(*LOOK, msgspec.json.encode(here))
        self._kept = here.ticks

    def _read(self) -> Look:
        boot, ticks = self._ticks()
        return Look(self._now(), boot, ticks)
