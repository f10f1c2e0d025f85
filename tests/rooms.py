"""Whole kiosks for tests: rooms with a clock set by hand, and one that somebody learnt at."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtEvaluation
from kiosk.house import House, Rooms
from kiosk.office import demo
from kiosk.store.machine import Machine
from tests.conftest import HOME, Clock, backwards, day_in_sibolga
from tests.desk.learning_on import CONTENT, COURSE, read_all, take

REAL = structs.replace(demo.SETTINGS, demo=False, kiosk_code="KTS-01")
PASSPHRASE = "rahasia sekali"


def rooms_of(clock: Clock, **other: object) -> Rooms:
    """Rooms without a window, on a computer that tells nothing of itself."""
    rooms = Rooms(
        home=HOME,
        now=clock.now,
        ticks=clock.ticks,
        day_of=day_in_sibolga,
        new_id=clock.new_id,
        chance=clock.chance,
        machine=Machine,
        shuffle=backwards,
        pick=lambda letters: letters[0],
        open_window=_no_door,
        take_tour=_no_door,
        preview=_no_door,
    )
    return replace(rooms, **other)  # type: ignore[arg-type]


def _no_door(*_given: object) -> int:
    raise NotImplementedError


def set_up(rooms: Rooms, data: Path, **changes: object) -> None:
    """A kiosk in earnest, with five people on its roster."""
    with rooms.house(data) as house:
        house.office.set_up(structs.replace(REAL, **changes), PASSPHRASE)
        house.store.roster.put(demo.LEARNERS)


def certify(house: House, catalog: Catalog, person: int = 0) -> Desk:
    """One of them learns, passes, and gets a certificate."""
    settings = house.office.settings()
    assert settings is not None
    # a sample's day need not come after the course was written
    sample = structs.replace(settings, demo=True)
    desk = Desk(house.kiosk(sample, catalog), demo.LEARNERS[person])
    desk.open(COURSE)
    take(desk, "pre", wrongly=4)
    read_all(desk)
    take(desk, "post")
    desk.evaluate(AtEvaluation(COURSE), CONTENT)
    return desk


def lived(rooms: Rooms, data: Path, catalog: Catalog, **changes: object) -> None:
    """A kiosk that was set up and at which one person got a certificate."""
    set_up(rooms, data, **changes)
    with rooms.house(data) as house:
        certify(house, catalog)


def edit(data: Path, *statements: str) -> None:
    """Another hand in the file, and its -wal brought home so that the file alone tells all."""
    import sqlite3

    db = sqlite3.connect(data / "dermaga.sqlite", isolation_level=None)
    try:
        for statement in statements:
            db.execute(statement)
        db.execute("pragma wal_checkpoint(truncate)")
    finally:
        db.close()
