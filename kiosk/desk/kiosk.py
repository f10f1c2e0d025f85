"""What the desk stands on: the rooms below, time and chance, put together by main.py."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kiosk.catalog.catalog import Catalog
from kiosk.learning.attempts import Shuffle
from kiosk.people.agency import Settings
from kiosk.store import Store
from kiosk.store.waits import Ticks


@dataclass(frozen=True)
class Kiosk:
    """One kiosk. `now` is UTC milliseconds; `day_of` turns them into the local ISO date."""

    store: Store
    catalog: Catalog
    settings: Settings
    fonts: Path
    key: bytes
    now: Callable[[], int]
    ticks: Ticks
    day_of: Callable[[int], str]
    new_id: Callable[[], uuid.UUID]
    shuffle: Shuffle

    @property
    def today(self) -> str:
        """Today's local ISO date."""
        return self.day_of(self.now())
