"""What the desk stands on: the rooms below, time and chance, put together by main.py."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.catalog.catalog import Catalog
from kiosk.learning.attempts import Shuffle
from kiosk.learning.trouble import NotAllowed
from kiosk.people.agency import Settings
from kiosk.store import Store
from kiosk.store.clock import ClockWatch
from kiosk.store.folder import Room
from kiosk.store.waits import Ticks


@dataclass(frozen=True)
class Kiosk:
    """One kiosk. `now` is UTC milliseconds; `day_of` turns them into the local ISO date.

    `view_only`: nothing can be recorded, so what needs a record is refused. `room` says what the
    disk still has room for, `free` its free bytes.
    """

    store: Store
    clock: ClockWatch
    catalog: Catalog
    settings: Settings
    fonts: Path
    now: Callable[[], int]
    ticks: Ticks
    day_of: Callable[[int], str]
    new_id: Callable[[], uuid.UUID]
    shuffle: Shuffle
    view_only: bool = False
    room: Callable[[], Room] = lambda: Room.PLENTY
    free: Callable[[], int] = lambda: 0

    def must_record(self) -> None:
        """Refuse "view-only" where nothing can be recorded."""
        if self.view_only:
            raise NotAllowed("view-only")

    @property
    def today(self) -> str:
        """Today's local ISO date."""
        return self.day_of(self.now())
