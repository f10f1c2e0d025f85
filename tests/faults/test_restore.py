"""The restore drill: months of use, and every copy that was kept brought back once."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import Struct

from kiosk.catalog.catalog import Catalog
from kiosk.learning.events import BlockReached, LifeBegan, PersonErased
from kiosk.office.copies import Copy
from kiosk.people.learner import Learner, guest_id
from kiosk.people.nip import Kind
from kiosk.store import StoreTrouble, backup
from kiosk.store.folder import FILE
from tests.conftest import MONDAY, day_in_sibolga
from tests.desk.learning_on import COURSE, LESSONS
from tests.faults.rig_damage import flip, there
from tests.faults.rig_lively import READY, World, copied

DAY = 86_400
USED = (*range(-400, -60, 3), *range(-60, 1))
"""Days of use, counted from Monday 23 November 2026: every third, then each."""
ERASED_ON = -6
GONE_NAME = "Tamu Yang Pamit"
GONE = Learner(guest_id(GONE_NAME, "Unit"), GONE_NAME, "Unit", Kind.GUEST)
KEPT = (
    "2026-03-30 2026-04-29 2026-05-29 2026-06-28 2026-07-31 2026-08-30 2026-09-30 2026-10-31",
    "2026-09-27 2026-10-04 2026-10-11 2026-10-18 2026-10-25 2026-11-01 2026-11-08",
    "2026-11-12 2026-11-13 2026-11-14 2026-11-15 2026-11-16 2026-11-17",
    "2026-11-18 2026-11-19 2026-11-20 2026-11-21 2026-11-22 2026-11-23",
)
"""The last days of nine months, the Sundays of ten weeks, and twelve days up to the last."""


class Year(Struct):
    """A kiosk that was used for a year, and what was true at its end and at each copy."""

    data: Path
    names: set[str]
    erased_clock: int


@pytest.fixture(scope="module")
def world(catalog: Catalog) -> World:
    return World(catalog)


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory, world: World) -> Year:
    """A copy at the end of each day of use, thinned as the kiosk does."""
    data, clock = tmp_path_factory.mktemp("year") / "data", world.clock
    with world.rooms.house(data) as house:
        house.office.set_up_demo()
        house.store.roster.put([GONE])
        erased = 0
        for day in USED:
            clock.at = MONDAY + 1000 * DAY * day
            for learner in (READY, *([GONE] if day < ERASED_ON else [])):
                house.store.record(learner.id, BlockReached(COURSE, LESSONS[0], f"b{day}", 20))
            if day == ERASED_ON:
                house.store.erase(GONE.id)
                erased = house.store.happenings()[-1].clock
            backup.make(house.folder.file, clock.now(), "time")
            backup.thin(data, day_in_sibolga)
        clock.pass_seconds(3600)
        house.store.record(READY.id, BlockReached(COURSE, LESSONS[0], "last", 20))
    return Year(data, {b.name for b in backup.kept(data)}, erased)


def day_of(copy: backup.Backup) -> str:
    return day_in_sibolga(copy.at)


def test_the_copies_of_many_days_are_thinned_to_few(year: Year) -> None:
    assert sorted(day_of(b) for b in backup.kept(year.data)) == sorted(" ".join(KEPT).split())
    assert dt.date(2026, 11, 23).weekday() == 0
    there_too = {p.stem for p in (year.data / backup.FOLDER).glob("*.sqlite")}
    assert there_too == year.names


def restored(year: Year, world: World, to: Path, chosen: backup.Backup) -> Path:
    """The chosen copy brought back in a copy of the folder, as an officer does."""
    data = copied(year.data, to)
    copies = world.rooms.copies(data)
    (copy,) = [c for c in copies.listed() if c.backup == chosen]
    copies.restore(copy)
    return data


def test_every_copy_can_be_brought_back(
    year: Year, world: World, tmp_path: Path, counted: Callable[..., None]
) -> None:
    """It holds, under a new device, with all events up to its moment and none after it."""
    whole, old = there(year.data / FILE), {file.stem for file in year.data.glob("*.key")}
    copies, back = backup.kept(year.data), 0
    for chosen in copies:
        data = restored(year, world, tmp_path / "data", chosen)
        with world.rooms.house(data) as house:
            assert house.store.damages() == ()
            assert house.store.device not in old
            begun = [r.event for r in house.store.happenings() if isinstance(r.event, LifeBegan)]
            assert [b.reason for b in begun] == ["restored"]
            mine = house.store.device
        events = {e for e in there(data / FILE).events if e[0] != mine}
        assert events == {e for e in whole.events if e[1] <= chosen.events}
        made = [b for b in backup.kept(data) if b.name not in year.names]
        before, after = sorted(made, key=lambda b: b.device == mine)
        assert (before.reason, before.events) == ("restore", len(whole.events))
        # one more since: who brought it back stands in the log of the copy
        assert (after.reason, after.events + 1) == ("restore", len(there(data / FILE).events))
        assert (backup.faults(data, before), backup.faults(data, after)) == ((), ())
        back += len(events)
        shutil.rmtree(data)
    counted("restored copies", acknowledged=back, lost=0, copies=len(copies))


def test_whoever_was_erased_since_stays_erased(year: Year, world: World, tmp_path: Path) -> None:
    before = [b for b in backup.kept(year.data) if b.clock < year.erased_clock]
    assert len(before) > 10
    for chosen in (before[0], before[-1]):
        assert GONE_NAME.encode() in backup.file_of(year.data, chosen).read_bytes()
        data = restored(year, world, tmp_path / chosen.name, chosen)
        with world.rooms.house(data) as house:
            assert house.store.roster.by_id(GONE.id) is None
            assert house.store.count_of(GONE.id) == 0
            assert house.store.count_of(READY.id) > 0
            told = [r.event for r in house.store.happenings()]
            erased = [e for e in told if isinstance(e, PersonErased)]
            assert [e.person for e in erased] == [GONE.id]
            assert house.store.damages() == ()
        for part in data.glob(f"{FILE}*"):
            assert GONE_NAME.encode() not in part.read_bytes()


def test_whoever_came_back_after_an_erasure_stays(year: Year, world: World, tmp_path: Path) -> None:
    """The copy knows of the erasure already, and of what the person did since."""
    data = copied(year.data, tmp_path / "data")
    with world.rooms.house(data) as house:
        house.store.roster.put([GONE])
        house.store.record(GONE.id, BlockReached(COURSE, LESSONS[0], "again", 20))
        made = backup.make(house.folder.file, world.clock.now(), "wish")
    copies = world.rooms.copies(data)
    copies.restore(next(c for c in copies.listed() if c.backup == made))
    with world.rooms.house(data) as house:
        assert house.store.roster.by_id(GONE.id) == GONE
        assert house.store.count_of(GONE.id) == 1


def test_a_copy_comes_back_from_the_second_place(year: Year, world: World, tmp_path: Path) -> None:
    data, stick = copied(year.data, tmp_path / "data"), tmp_path / "stick"
    stick.mkdir()
    brought = world.rooms.copies(data).to_second_target(str(stick))
    assert [b.name for b in brought] == [b.name for b in backup.kept(year.data)[:3]]
    shutil.rmtree(data)
    copies = world.rooms.copies(data)
    assert copies.listed() == ()
    found = copies.listed(stick)
    copies.restore(found[0])
    with world.rooms.house(data) as house:
        assert house.store.count_of(READY.id) == len(USED)
        assert house.store.damages() == ()


@pytest.mark.parametrize("where", [100, 4096 * 3 + 17, -1])
def test_a_damaged_copy_is_refused_and_nothing_changes(
    year: Year, world: World, tmp_path: Path, where: int
) -> None:
    data = copied(year.data, tmp_path / "data")
    chosen = world.rooms.copies(data).listed()[4]
    file = backup.file_of(data, chosen.backup)
    whole = file.read_bytes()
    file.unlink()
    file.write_bytes(whole)
    flip(file, 8 * (where % len(whole)))
    before = (data / FILE).read_bytes()
    with pytest.raises(StoreTrouble, match="damaged"):
        world.rooms.copies(data).restore(chosen)
    assert (data / FILE).read_bytes() == before
    with world.rooms.house(data) as house:
        assert [type(r.event) for r in house.store.happenings()] == [PersonErased]


def test_a_copy_whose_file_is_gone_is_refused(year: Year, world: World, tmp_path: Path) -> None:
    data = copied(year.data, tmp_path / "data")
    chosen: Copy = world.rooms.copies(data).listed()[0]
    backup.file_of(data, chosen.backup).unlink()
    with pytest.raises(StoreTrouble, match="damaged"):
        world.rooms.copies(data).restore(chosen)


def test_a_copy_can_be_brought_back_over_a_damaged_file(
    year: Year, world: World, tmp_path: Path
) -> None:
    """And whoever was erased stays so, as far as the damaged file proves it."""
    data = copied(year.data, tmp_path / "data")
    flip(data / FILE, 8 * 4096 * 9 + 777)
    chosen = next(c for c in world.rooms.copies(data).listed() if c.backup.at < MONDAY - 7e8)
    world.rooms.copies(data).restore(chosen)
    with world.rooms.house(data) as house:
        assert house.store.damages() == ()
        assert house.store.roster.by_id(GONE.id) is None
    assert (data / "quarantine").exists() or len(backup.kept(data)) > 27


def test_what_was_undone_does_not_come_back_by_mending(
    year: Year, world: World, tmp_path: Path
) -> None:
    """The copy made before was newer; it is not what the kiosk went on from."""
    chosen = backup.kept(year.data)[2]
    data = restored(year, world, tmp_path / "data", chosen)
    (data / FILE).write_bytes(b"")
    with world.rooms.house(data) as house:
        assert house.store.damages() == ()
        assert house.store.count_of(READY.id) == len(USED) - 2
