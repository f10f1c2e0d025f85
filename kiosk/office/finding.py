"""What the doctor finds: one finding for each check. Screens and commands have the words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct

from kiosk.store.machine import Machine

State: TypeAlias = Literal["good", "look", "bad", "unknown"]
DAY = 86_400_000
"""Milliseconds."""


class Finding(Struct, frozen=True):
    """One check's outcome. `code` is stable and worded by (check, code); `facts` fill the words.

    "look": works, but somebody should look at it; "bad": do something first; "unknown": could not
    be examined, so nothing is claimed. No fact names a person.
    """

    check: str
    state: State
    code: str
    facts: dict[str, str | int] = {}


class Printing(Protocol):
    """What the doctor wants to know of a printer; see `kiosk.ui.printing.Printer`."""

    @property
    def words(self) -> str:
        """Its name for people."""
        ...

    @property
    def ready(self) -> bool:
        """Whether it takes jobs."""
        ...

    @property
    def reason(self) -> str:
        """Why not."""
        ...


@dataclass(frozen=True)
class Surroundings:
    """A data folder and the world around it; `home` holds resources and bundled courses.

    `printers` None: nobody can tell.
    """

    data: Path
    home: Path
    now: Callable[[], int]
    day_of: Callable[[int], str]
    machine: Callable[[], Machine]
    printers: Callable[[], Sequence[Printing]] | None = None


def days_between(at: int, now: int) -> int:
    """Whole days from one UTC ms to another; 0 if the clock went back."""
    return max(0, (now - at) // DAY)
