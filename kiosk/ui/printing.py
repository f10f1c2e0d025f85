"""Printing: one face for both systems. Everything here may wait, so call it in Background.

"done" means that the system has finished with a job, not that paper came out: ask the person.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Final, Protocol

WAITING_SECONDS: Final = 60
"""How long a job may wait before it is taken back, so that it does not come out unawaited."""
PRINTING_SECONDS: Final = 180
"""How long a job may be printing: two pages on a slow ink-jet printer take less."""
PAGE_SECONDS: Final = 15
"""How much longer for each page more."""
SLOW_SECONDS: Final = 4
"""After how long in all a job that prints is told as slow: a stalled printer looks no different.

Soon, so that nobody waits at a dead printer; a healthy one that is told so loses nothing by it.
"""


@dataclass(frozen=True)
class Printer:
    """A printer: its exact name, the name for people, and why it is not ready.

    `reason`: "" (ready), "stopped", "rejecting", "offline", "none" (there is no printer). Of one
    that takes jobs and lacks something: "paper", "jam", "ink", "cover".
    """

    name: str
    words: str
    ready: bool
    reason: str = ""


NO_PRINTER = Printer("", "", ready=False, reason="none")


@dataclass(frozen=True)
class Job:
    """A job that the system took; `sent` is the monotonic second at which it did.

    `mark` tells it from a later job of the same id; "" if the system gives none. `pages` decides
    how long it may print.
    """

    id: str
    printer: str
    sent: float
    mark: str = ""
    pages: int = 2


@dataclass(frozen=True)
class JobState:
    """How a job stands: "waiting", "printing", "done" or "failed".

    `reason` while waiting: "", "stopped", "offline", "connecting", "paper", "jam", "ink", "cover",
    "held" (it failed or was held, and may be tried again), "unreachable" (the print system does not
    answer); while printing: "" or "slow"; when done: "" or
    "lost" (the print system knows nothing of it any more); after a failure: "time-out" (taken
    back), "cancelled", "aborted", "removed" (the printer is gone, and the job with it).
    """

    code: str
    reason: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.code in ("done", "failed")


class PrintTrouble(Exception):
    """Nothing was sent.

    `code`: "no-printer", "rejecting", "unreachable", "bad-pdf", "paper" (the printer lacks it).
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Back(Protocol):
    """What each system's module offers."""

    def printers(self) -> tuple[Printer, ...]:
        """As below."""
        ...

    def send(self, pdf: bytes, printer: str, title: str, paper: str = "A4", pages: int = 2) -> Job:
        """As below."""
        ...

    def state(self, job: Job) -> JobState:
        """As below."""
        ...

    def cancel(self, job: Job) -> None:
        """As below."""
        ...


def _back() -> Back:
    if sys.platform == "win32":
        from kiosk.ui import printing_windows

        return printing_windows
    from kiosk.ui import printing_cups

    return printing_cups


def printers() -> tuple[Printer, ...]:
    """The printers set up on this computer; empty if there is none or no print system."""
    return _back().printers()


def send(pdf: bytes, printer: str, title: str, paper: str = "A4", pages: int = 2) -> Job:
    """Hand a PDF to exactly this printer. `title` is seen in queues: no NIP, no name.

    Neither scaled nor turned over wrongly: `paper` ("A4", "F4") must be one the printer has, and
    both sides are printed where it can. `pages`: about how many there are, for patience. Raises
    PrintTrouble; then nothing was sent, to this printer or to another.
    """
    return _back().send(pdf, printer, title, paper, pages)


def state(job: Job) -> JobState:
    """How the job stands now; ask about once a second until it is over.

    One that waits longer than WAITING_SECONDS, or prints too long for its pages, is taken
    back and told as failed ("time-out"); while that cannot be done, it is told as it stands.
    """
    return _back().state(job)


def cancel(job: Job) -> None:
    """Take a job back; no harm if it is over."""
    _back().cancel(job)
