"""The house: what main.py hands over, and how the rooms are put together from it.

Both doors (ui and cli) come in here; no room below knows of it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.catalog.catalog import Catalog
from kiosk.desk.kiosk import Kiosk
from kiosk.learning.attempts import Shuffle
from kiosk.office.office import Office
from kiosk.people.agency import Settings
from kiosk.store import Store
from kiosk.store.folder import DataFolder
from kiosk.store.waits import Ticks


@dataclass(frozen=True)
class TourWanted:
    """A tour: where its pictures go, the language, the window's size in pixels."""

    out: Path
    lang: str
    width: int
    height: int


@dataclass(frozen=True)
class Rooms:
    """Time, chance and places; `home` holds resources and bundled courses."""

    home: Path
    now: Callable[[], int]
    ticks: Ticks
    day_of: Callable[[int], str]
    new_id: Callable[[], uuid.UUID]
    shuffle: Shuffle
    pick: Callable[[Sequence[str]], str]
    new_key: Callable[[], bytes]
    open_window: Callable[[Rooms, Path], int]
    take_tour: Callable[[Rooms, TourWanted], int]

    @contextmanager
    def house(self, data: Path) -> Iterator[House]:
        """The data folder opened for one program. Raises StoreTrouble."""
        folder = DataFolder(data)
        try:
            store = Store(folder.file, self.now, self.new_id)
            try:
                yield House(self, folder, store)
            finally:
                store.close()
        finally:
            folder.close()


@dataclass(frozen=True)
class House:
    """An open data folder with what can be done in it."""

    rooms: Rooms
    folder: DataFolder
    store: Store

    @property
    def office(self) -> Office:
        """The officer's office."""
        rooms = self.rooms
        return Office(
            self.store,
            rooms.ticks,
            lambda: dt.date.fromisoformat(rooms.day_of(rooms.now())),
            rooms.pick,
            rooms.new_key,
        )

    def catalog(self) -> Catalog:
        """The bundled courses, and those in the data folder."""
        folders = [self.rooms.home / "content", self.folder.path / "content"]
        return Catalog([f for f in folders if f.is_dir()], self.folder.cache)

    def kiosk(self, settings: Settings, catalog: Catalog) -> Kiosk:
        """What a learner's desk stands on."""
        rooms = self.rooms
        return Kiosk(
            store=self.store,
            catalog=catalog,
            settings=settings,
            fonts=rooms.home / "resources" / "fonts",
            key=self.office.key(),
            now=rooms.now,
            ticks=rooms.ticks,
            day_of=rooms.day_of,
            new_id=rooms.new_id,
            shuffle=rooms.shuffle,
        )
