"""A damaged file is put aside, and what it proves is all there again under a new device."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.learning.answers import Chosen
from kiosk.learning.events import AnswerGiven, Healed
from kiosk.store import backup
from kiosk.store.folder import FILE
from kiosk.store.heal import mark
from tests.desk.learning_on import COURSE
from tests.faults.rig_damage import (
    LATER,
    Mended,
    flip,
    foreign,
    mend,
    readable,
    there,
    way_to_certificate,
)
from tests.faults.rig_lively import READY, World, back_up, copied, lively
from tests.faults.rig_steps import killed_at, steps_of

SEED = 20261125
SALT = 5
"""The place of an event's salt in its row; None: it was erased."""
FLIPS, LONG_FLIPS = 20, 1500
MANY, LONG_MANY = 10_000, 100_000


@pytest.fixture(scope="module")
def world(catalog: Catalog) -> World:
    return World(catalog)


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory, world: World) -> Path:
    data = tmp_path_factory.mktemp("lively") / "data"
    lively(data, world)
    return data


def damaged_somewhere(kiosk: Path, to: Path, chance: random.Random) -> Path:
    """A copy with a flipped bit that changes something."""
    whole, bits = readable(kiosk / FILE), 8 * (kiosk / FILE).stat().st_size
    while True:
        data = copied(kiosk, to)
        flip(data / FILE, chance.randrange(bits))
        if readable(data / FILE) != whole:
            return data
        shutil.rmtree(data)


def missing(mended: Mended, whole: Mended) -> list[tuple[str, int]]:
    """Events that are not there any more, or not as they were (but for a link put right)."""
    return [
        place
        for place, event in whole.events.items()
        if place not in mended.events or mended.events[place][:7] != event[:7]
    ]


def hit(gone: list[tuple[str, int]], whole: Mended) -> list[tuple[str, int]]:
    """Those gone but the erased event right behind a gone one: only its link proved that one."""
    return [
        (device, seq)
        for device, seq in gone
        if (device, seq - 1) not in gone or whole.events[device, seq][SALT] is not None
    ]


def rows_gone(mended: Mended, whole: Mended) -> list[str]:
    """People, documents and events from elsewhere that are not as they were."""
    return [
        *(
            "elsewhere"
            for name, row in whole.elsewhere.items()
            if mended.elsewhere.get(name) != row
        ),
        *(name for name, row in whole.people.items() if mended.people.get(name) != row),
        *(
            kind
            for (kind, name), body in whole.documents.items()
            if kind not in LATER and mended.documents.get((kind, name)) != body
        ),
    ]


def test_a_flipped_bit_takes_at_most_the_event_that_it_hit(
    kiosk: Path, world: World, tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    """People, documents and all other events are there; a certificate can be issued then."""
    whole, chance, lost, told = there(kiosk / FILE), random.Random(SEED), 0, 0
    flips = LONG_FLIPS if long else FLIPS
    for number in range(flips):
        data = damaged_somewhere(kiosk, tmp_path / "data", chance)
        hurt = (data / FILE).read_bytes()
        mended = mend(data, world)
        gone = missing(mended, whole)
        lost, told = lost + len(gone), told + sum(h.lost for h in mended.healed)
        assert len(gone) <= 1, number
        assert [h.lost for h in mended.healed] == [len(gone)], number
        assert (
            mended.healed[0].until == [e[3] for k, e in whole.events.items() if k not in gone][-1]
        )
        rows = rows_gone(mended, whole)
        # what came from elsewhere since the backup is nowhere else, and comes down again
        assert rows == ([] if gone else rows[:1]), number
        assert (set(rows) <= {"elsewhere"}, foreign(mended, whole)) == (True, []), number
        assert (mended.damages, mended.device in dict(whole.events.keys())) == ((), False), number
        (aside,) = (data / "quarantine").iterdir()
        assert (aside / FILE).read_bytes() == hurt
        assert way_to_certificate(data, world, READY) == "issued", number
        shutil.rmtree(data)
    counted("healed", acknowledged=flips * len(whole.events), lost=lost, told=told, flips=flips)


def test_without_a_backup_all_is_there_too_but_what_was_hit(
    kiosk: Path, world: World, tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    whole, chance, lost = there(kiosk / FILE), random.Random(SEED), 0
    flips = (LONG_FLIPS if long else FLIPS) // 2
    for number in range(flips):
        data = damaged_somewhere(kiosk, tmp_path / "data", chance)
        shutil.rmtree(data / backup.FOLDER)
        mended = mend(data, world)
        gone = missing(mended, whole)
        lost += len(gone) + len(rows_gone(mended, whole))
        assert len(hit(gone, whole)) + len(rows_gone(mended, whole)) <= 1, number
        assert len(gone) <= 2, number
        assert [h.lost for h in mended.healed] == [len(gone)], number
        assert (mended.damages, foreign(mended, whole)) == ((), []), number
        shutil.rmtree(data)
    count = len(whole.events) + len(whole.people) + len(whole.documents)
    counted("healed, no backup", acknowledged=flips * count, lost=lost, flips=flips)


def test_a_second_damage_is_healed_as_the_first_was(
    kiosk: Path, world: World, tmp_path: Path
) -> None:
    whole, chance = there(kiosk / FILE), random.Random(SEED)
    for number in range(4):
        data = damaged_somewhere(kiosk, tmp_path / f"{number}", chance)
        first = mend(data, world)
        between = there(data / FILE)
        data = damaged_somewhere(data, tmp_path / f"{number}-again", chance)
        second = mend(data, world)
        assert [h.lost for h in second.healed][:1] == [h.lost for h in first.healed]
        assert second.healed[1].lost == len(missing(second, between))
        assert sum(h.lost for h in second.healed) >= len(missing(second, whole))
        assert second.damages == ()
        assert len({d for d, _ in second.events}) == 3


def test_a_broken_backup_gives_way_to_the_one_before(
    kiosk: Path, world: World, tmp_path: Path
) -> None:
    data, whole = copied(kiosk, tmp_path / "data"), there(kiosk / FILE)
    newest = backup.file_of(data, backup.kept(data)[0])
    _rewrite(newest, newest.read_bytes()[:-4096] + bytes(4096))
    hurt = (data / FILE).read_bytes()
    _rewrite(data / FILE, hurt[: len(hurt) // 2])
    mended = mend(data, world)
    second = backup.kept(data)[1]
    assert len([e for e in whole.events if e in mended.events]) >= second.events
    older = there(backup.file_of(data, second))  # what only the lost half held newer
    assert (mended.damages, foreign(mended, whole, older)) == ((), [])
    assert mended.healed[0].lost == len(missing(mended, whole))


@pytest.mark.parametrize("with_backups", [True, False])
@pytest.mark.parametrize("left", [b"", bytes(40960), b"no file of ours" * 999])
def test_a_destroyed_file_opens_as_what_the_backup_knows(
    kiosk: Path, world: World, tmp_path: Path, left: bytes, *, with_backups: bool
) -> None:
    data, whole = copied(kiosk, tmp_path / "data"), there(kiosk / FILE)
    newest = backup.kept(data)[0]
    if not with_backups:
        shutil.rmtree(data / backup.FOLDER)
    _rewrite(data / FILE, left)
    with world.rooms.house(data) as house:
        (told,) = [r.event for r in house.store.happenings() if isinstance(r.event, Healed)]
        known = len(house.store.roster.everyone())
        assert house.store.damages() == ()
    kept = [e for place, e in whole.events.items() if with_backups and place[1] <= newest.events]
    last = kept[-1][3] if kept else 0
    assert told == Healed(last, 0, len(whole.events) - len(kept))  # type: ignore[arg-type]
    assert known == (len(whole.people) if with_backups else 0)


def test_a_file_that_is_gone_comes_back_from_the_backup(
    kiosk: Path, world: World, tmp_path: Path
) -> None:
    data = copied(kiosk, tmp_path / "data")
    (data / FILE).unlink()
    with world.rooms.house(data) as house:
        assert house.store.count >= backup.kept(data)[0].events
        assert len(house.store.roster.everyone()) == 5


def test_a_new_kiosk_has_nothing_to_heal(world: World, tmp_path: Path) -> None:
    for _ in range(2):
        with world.rooms.house(tmp_path / "data") as house:
            assert house.store.happenings() == ()
    assert not (tmp_path / "data" / "quarantine").exists()


def test_what_was_marked_without_need_is_mended_once(
    kiosk: Path, world: World, tmp_path: Path
) -> None:
    data, whole = copied(kiosk, tmp_path / "data"), there(kiosk / FILE)
    mark(data, ("integrity",))
    for _ in range(2):
        with world.rooms.house(data) as house:
            told = [r.event for r in house.store.happenings() if isinstance(r.event, Healed)]
            assert [h.lost for h in told] == [0]
    assert missing(there(data / FILE), whole) == []


def _rewrite(file: Path, whole: bytes) -> None:
    """In place of the file, not into it: it may be linked."""
    file.unlink()
    file.write_bytes(whole)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork is POSIX")
def test_healing_that_is_killed_at_any_step_is_finished_by_the_next_opening(
    kiosk: Path, world: World, tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    """Killed once, and half the time once more while it is finished."""
    whole, data, chance = there(kiosk / FILE), tmp_path / "data", random.Random(SEED)

    def damaged() -> Path:
        copied(kiosk, data)
        flip(data / FILE, 8 * (kiosk / FILE).stat().st_size - 20_000)
        mark(data, ("chain",))
        return data

    steps = steps_of(data, damaged, world)
    chosen = range(steps) if long else sorted(chance.sample(range(steps), 5))
    for step in chosen:
        assert killed_at(step, damaged(), world)
        if chance.random() < 0.5:
            killed_at(chance.randrange(steps), data, world)
        with world.rooms.house(data) as house:
            told = [r.event for r in house.store.happenings() if isinstance(r.event, Healed)]
            assert house.store.damages() == ()
        gone = missing(there(data / FILE), whole)
        assert [h.lost for h in told] == [len(gone)], step
        assert rows_gone(there(data / FILE), whole) == [], step
        shutil.rmtree(data)
    count = len(whole.events) * len(chosen)
    counted("kill -9 while healing", acknowledged=count, lost=0, kills=len(chosen), steps=steps)


@pytest.mark.parametrize("with_backup", [True, False])
def test_a_kiosk_of_many_years_is_soon_back(
    world: World, tmp_path: Path, counted: Callable[..., None], *, long: bool, with_backup: bool
) -> None:
    """Printed, not promised: seconds belong to the machine. All is there."""
    events, data = LONG_MANY if long else MANY, tmp_path / "data"
    with world.rooms.house(data) as house:
        given = AnswerGiven(COURSE, "post", "t", "q", Chosen(("a",)), 7)
        while house.store.count < events:
            with house.store.writing():
                for _ in range(1000):
                    house.store.record(READY.id, given)
        if with_backup:
            back_up(house, world)
    flip(data / FILE, 8 * (data / FILE).stat().st_size // 2)
    mark(data, ("chain",))
    began = time.monotonic()
    with world.rooms.house(data) as house:
        seconds = time.monotonic() - began
        (told,) = [r.event for r in house.store.happenings() if isinstance(r.event, Healed)]
        assert house.store.count_of(READY.id) == events - told.lost
    name = "healed, large, " + ("backup" if with_backup else "no backup")
    counted(name, acknowledged=events, lost=told.lost, back_s=round(seconds, 2))
    # without a copy, a bit in the frame of a page takes what is on that page
    assert told.lost <= 1
