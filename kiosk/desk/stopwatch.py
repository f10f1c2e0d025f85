"""Seconds spent in a test, on monotonic time, kept so that a power cut gives none back."""

from __future__ import annotations

from kiosk.store import Store
from kiosk.store.waits import Ticks

KEEP_EVERY = 15


class Stopwatch:
    """Runs while a test is open at this desk."""

    def __init__(self, store: Store, ticks: Ticks) -> None:
        self._store, self._ticks = store, ticks
        self._attempt, self._base, self._since, self._kept = "", 0, 0.0, 0

    def used(self, attempt: str, proven: int) -> int:
        """Seconds of the attempt so far; `proven` is what its answers already tell."""
        _, ticks = self._ticks()
        if attempt != self._attempt:
            kept = int(self._store.document("used", attempt) or b"0")
            self._attempt, self._base, self._since = attempt, max(proven, kept), ticks
            self._kept = self._base
        spent = self._base + int(ticks - self._since)
        if spent - self._kept >= KEEP_EVERY:
            self._store.keep("used", attempt, str(spent).encode())
            self._kept = spent
        return spent

    def done(self, attempt: str) -> None:
        """The attempt ended."""
        self._store.forget("used", attempt)
        self._attempt = ""
