"""A kiosk to test with: a real store on a real file, the real course, a clock set by hand."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import os
import uuid
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import hypothesis
import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.compiled import BESIDE
from kiosk.desk.desk import Desk
from kiosk.desk.entrance import Entrance
from kiosk.desk.kiosk import Kiosk
from kiosk.office import demo
from kiosk.store import Store
from kiosk.store.clock import ClockWatch
from kiosk.store.identity import new_id

HOME = Path(__file__).parents[1]
MONDAY = 1_795_395_600_000
"""Monday 23 November 2026, 01.00 UTC: 08.00 in Sibolga."""

# A busy machine is no fault of the code: no time limit on an example. On a build machine the same
# examples are drawn each time, and fewer of them: at a desk chance finds what they leave out.
_BUILT = bool(os.environ.get("CI"))
hypothesis.settings.register_profile(
    "calm", deadline=None, derandomize=_BUILT, max_examples=50 if _BUILT else 100
)
hypothesis.settings.load_profile("calm")


class Clock:
    """Time and ids set by hand: the wall clock in UTC ms, and monotonic seconds of a boot."""

    def __init__(self) -> None:
        self.at = MONDAY
        self.seconds = 1000.0
        self.boot = "boot-1"
        self._chance = itertools.count(1)

    def now(self) -> int:
        return self.at

    def ticks(self) -> tuple[str, float]:
        return self.boot, self.seconds

    def pass_seconds(self, seconds: float) -> None:
        """Time goes by, on the wall and in the machine."""
        self.at += int(seconds * 1000)
        self.seconds += seconds

    def chance(self, count: int) -> bytes:
        """Bytes that look drawn by chance and are the same in every run."""
        return hashlib.sha256(next(self._chance).to_bytes(8, "big")).digest()[:count]

    def new_id(self) -> uuid.UUID:
        return new_id(self.at, self.chance(10))


def day_in_sibolga(at: int) -> str:
    """The date in Sibolga (UTC+7) of UTC milliseconds."""
    zone = dt.timezone(dt.timedelta(hours=7))
    return dt.datetime.fromtimestamp(at / 1000, zone).date().isoformat()


def backwards(things: Sequence[str]) -> tuple[str, ...]:
    """Chance that can be foreseen: the last comes first."""
    return tuple(reversed(things))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The bundled courses, read once."""
    cache = tmp_path_factory.mktemp("cache")
    return Catalog([HOME / "content" / "pelayanan-prima"], cache, beside=HOME / BESIDE)


@pytest.fixture
def opened(tmp_path: Path, clock: Clock) -> Iterator[Callable[[], Store]]:
    """Open the store's file; each time a program started anew would."""
    stores: list[Store] = []

    def opening() -> Store:
        stores.append(Store(tmp_path / "dermaga.sqlite", clock.now, clock.chance))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    return opened()


@pytest.fixture
def kiosk_on(clock: Clock, catalog: Catalog) -> Callable[[Store], Kiosk]:
    """The demonstration kiosk, on a store."""

    def standing_on(store: Store) -> Kiosk:
        return Kiosk(
            store=store,
            clock=ClockWatch(store, clock.now, clock.ticks),
            catalog=catalog,
            settings=demo.SETTINGS,
            fonts=HOME / "resources" / "fonts",
            now=clock.now,
            ticks=clock.ticks,
            day_of=day_in_sibolga,
            new_id=clock.new_id,
            shuffle=backwards,
        )

    return standing_on


@pytest.fixture
def kiosk(store: Store, kiosk_on: Callable[[Store], Kiosk]) -> Kiosk:
    """A kiosk whose roster holds the five sample learners."""
    store.roster.put(demo.LEARNERS)
    return kiosk_on(store)


@pytest.fixture
def entrance(kiosk: Kiosk) -> Entrance:
    return Entrance(kiosk, demo.SAMPLES)


@pytest.fixture
def desk(kiosk: Kiosk) -> Desk:
    """The desk of the first sample learner."""
    return Desk(kiosk, demo.LEARNERS[0])
