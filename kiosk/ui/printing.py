"""Printing: one face for both systems. Everything here may wait, so call it in Background.

"done" means that the system has finished with a job, not that paper came out: ask the person.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import Protocol

WAITING_SECONDS = 60
"""How long a job may wait before it is taken back, so that it does not come out unawaited."""
PRINTING_SECONDS = 180
"""How long a job may be printing: two pages on a slow ink-jet printer take less."""


@dataclass(frozen=True)
class Printer:
    """A printer: its exact name, the name for people, and why it is not ready.

    `reason`: "" (ready), "stopped", "rejecting", "offline", "none" (there is no printer).
    """

    name: str
    words: str
    ready: bool
    reason: str = ""


NO_PRINTER = Printer("", "", ready=False, reason="none")


@dataclass(frozen=True)
class Job:
    """A job that the system took; `sent` is the monotonic second at which it did."""

    id: str
    printer: str
    sent: float


@dataclass(frozen=True)
class JobState:
    """How a job stands: "waiting", "printing", "done" or "failed".

    `reason` while waiting: "", "stopped", "offline", "paper", "ink", "cover", "unreachable";
    after a failure: "time-out", "cancelled", "aborted".
    """

    code: str
    reason: str = ""

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.code in ("done", "failed")


class PrintTrouble(Exception):
    """Nothing was sent. `code`: "no-printer", "rejecting", "unreachable", "bad-pdf"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Back(Protocol):
    """What each system's module offers."""

    def printers(self) -> tuple[Printer, ...]:
        """As below."""
        ...

    def send(self, pdf: bytes, printer: str, title: str) -> Job:
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


def send(pdf: bytes, printer: str, title: str) -> Job:
    """Hand a PDF to exactly this printer. `title` is seen in queues: no NIP, no name.

    Raises PrintTrouble; then nothing was sent, to this printer or to another.
    """
    return _back().send(pdf, printer, title)


def state(job: Job) -> JobState:
    """How the job stands now; ask about once a second until it is over.

    A job that waits longer than WAITING_SECONDS is cancelled and told as failed ("time-out").
    """
    return _back().state(job)


def cancel(job: Job) -> None:
    """Take a job back; no harm if it is over."""
    _back().cancel(job)
