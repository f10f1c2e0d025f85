"""What a courier knows of each way: how it went there the last time, and when to try again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.office.sync import Ended, Kind, Way
from kiosk.sync import plan


@dataclass
class Road:
    """One way. Times are monotonic seconds, but those of `last`.

    `place` is the hub's URL or the path of the folder or stick; empty if there is none.
    """

    kind: Kind
    place: str = ""
    name: str = ""
    free: int = -1
    last: Ended | None = None
    failures: int = 0
    due: float = 0.0
    ended: float | None = None
    wait: float = 0.0

    def lead(self, place: str, name: str, free: int = -1) -> None:
        """It leads there now; another place than before is tried at once."""
        if place != self.place:
            self.last, self.failures, self.due, self.ended = None, 0, 0.0, None
        self.place, self.name, self.free = place, name, free

    def went(self, ended: Ended, now: float, chance: Callable[[int], bytes], wait: float) -> None:
        """A round ended; plan the next one."""
        bad = ended.trouble not in ("", "stopped")
        self.failures = self.failures + 1 if bad else 0
        self.last, self.ended, self.wait = ended, now, wait
        self.due = plan.next_try(
            now, now, self.failures, chance, code=ended.trouble if bad else "", wait=wait
        )

    def certified(self, now: float, chance: Callable[[int], bytes]) -> None:
        """A certificate was given: sooner, unless the hub asked to wait."""
        code = self.last.trouble if self.last and self.failures else ""
        sooner = plan.next_try(
            now, self.ended, self.failures, chance, code=code, wait=self.wait, certificate=now
        )
        self.due = min(self.due, sooner)

    def shown(self, *, used: bool, now: float, at: int) -> Way:
        """As a value for the screen; `at` is UTC ms of `now`."""
        again = at + int((self.due - now) * 1000) if self.failures and self.place else 0
        there = bool(self.place) and not self.failures
        return Way(self.kind, self.name, there, used, self.free, self.last, again)
