"""Flipped bits and other hands in the file: noticed before a certificate rests on them."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.learning.events import LifeBegan
from kiosk.store.folder import FILE
from tests.faults.rig_damage import all_in, flip, foreign, mend, readable, there, way_to_certificate
from tests.faults.rig_edits_rows import EDITS
from tests.faults.rig_forger import Forger
from tests.faults.rig_lively import (
    ELSEWHERE,
    MACHINE,
    READY,
    World,
    a_day_later,
    copied,
    killed,
    lively,
    moved,
)

SEED = 20261124
FLIPS, LONG_FLIPS = 60, 2000
LOG_FLIPS, LONG_LOG_FLIPS = 10, 400
BEYOND_PROOF = {
    "the_key_is_taken_away_and_a_name_changed",
    # what was true when the backup was made comes back with it
    "a_backup_is_put_in_the_place_of_the_file",
    # the rig sets the kiosk up anew
    "the_settings_are_taken_away",
}
"""Edits of which something stays."""


@pytest.fixture(scope="module")
def world(catalog: Catalog) -> World:
    return World(catalog)


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory, world: World) -> Path:
    data = tmp_path_factory.mktemp("lively") / "data"
    lively(data, world)
    return data


def test_the_lively_kiosk_is_one_step_before_a_certificate(
    kiosk: Path, world: World, tmp_path: Path
) -> None:
    data = copied(kiosk, tmp_path / "data")
    assert way_to_certificate(data, world, READY) == "issued"


def test_no_certificate_is_issued_after_a_flipped_bit(
    kiosk: Path,
    world: World,
    tmp_path: Path,
    counted: Callable[..., None],
    *,
    long: bool,
) -> None:
    chance, wanted = random.Random(SEED), LONG_FLIPS if long else FLIPS
    whole, bits = readable(kiosk / FILE), 8 * (kiosk / FILE).stat().st_size
    came: Counter[str] = Counter()
    unseen, idle = [], 0
    while came.total() < wanted:
        data, bit = copied(kiosk, tmp_path / "data"), chance.randrange(bits)
        flip(data / FILE, bit)
        if readable(data / FILE) == whole:
            idle += 1
        else:
            how = way_to_certificate(data, world, READY)
            came[how] += 1
            unseen += [bit] if how == "issued" else []
        shutil.rmtree(data)
    counted("flipped bits", noticed=wanted - len(unseen), of=wanted, in_free_space=idle, **came)
    assert unseen == []


def test_no_certificate_is_issued_after_a_flipped_bit_in_the_log_of_a_killed_kiosk(
    kiosk: Path, world: World, tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    """And no answer in it is lost but those of the page that was hit."""
    left = killed(kiosk, world, tmp_path / "left")
    log, wanted = f"{FILE}-wal", LONG_LOG_FLIPS if long else LOG_FLIPS
    whole = all_in(left, tmp_path / "look")
    chance, bits = random.Random(SEED), 8 * (left / log).stat().st_size
    unseen, lost, idle = [], 0, 0
    for _ in range(wanted):
        data, bit = copied(left, tmp_path / "data"), chance.randrange(bits)
        flip(data / log, bit)
        if all_in(data, tmp_path / "look").events == whole.events:
            idle += 1
        elif way_to_certificate(data, world, READY) == "issued":
            unseen.append(bit)
        else:
            mended = mend(data, world)
            missing = [e for e in whole.events if e not in mended.events]
            lost += len(missing)
            assert sum(h.lost for h in mended.healed) == len(missing), bit
        shutil.rmtree(data)
    seen = wanted - idle - len(unseen)
    counted("flipped bits, -wal", noticed=seen, lost=lost, of=wanted - idle, idle=idle)
    assert unseen == []


def test_no_certificate_is_issued_after_a_flipped_bit_in_the_key(
    kiosk: Path, world: World, tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    unseen, bits = [], range(0, 8 * 40, 1 if long else 5)
    for bit in bits:
        data = copied(kiosk, tmp_path / "data")
        (key,) = data.glob("*.key")
        flip(key, bit)
        if way_to_certificate(data, world, READY) == "issued":
            unseen.append(bit)
        shutil.rmtree(data)
    counted("flipped bits, key", noticed=len(bits) - len(unseen), of=len(bits))
    assert unseen == []


@pytest.fixture(scope="module")
def lives(
    kiosk: Path, world: World, tmp_path_factory: pytest.TempPathFactory
) -> dict[int, tuple[Path, Path]]:
    """The kiosk in its first and in its second life, each with its folder of a day before."""
    place, found = tmp_path_factory.mktemp("lives"), {}
    for number, machine in ((1, MACHINE), (2, ELSEWHERE)):
        data = copied(kiosk, place / f"{number}")
        world.machine = machine
        if number == 2:
            moved(data, world)
        older = copied(data, place / f"{number}-older")
        a_day_later(data, world)
        found[number] = (data, older)
    return found


@pytest.mark.parametrize("number", [1, 2])
def test_whoever_touches_nothing_is_not_suspected(
    lives: dict[int, tuple[Path, Path]],
    world: World,
    tmp_path: Path,
    number: int,
) -> None:
    world.machine = MACHINE if number == 1 else ELSEWHERE
    data = copied(lives[number][0], tmp_path / "data")
    Forger(data, data).db.close()
    assert way_to_certificate(data, world, READY) == "issued"


def test_no_certificate_is_issued_after_another_hand_was_at_work(
    lives: dict[int, tuple[Path, Path]],
    world: World,
    tmp_path: Path,
    counted: Callable[..., None],
    *,
    long: bool,
) -> None:
    """Nor later, as mending takes over nothing that was forged; see `BEYOND_PROOF`.

    Every third edit in the short form, all of them in the long one.
    """
    assert len(EDITS) == 98
    unseen, taken_over = [], {}
    tried = dict(list(EDITS.items())[:: 1 if long else 3])
    for name, (made, learner) in tried.items():
        former = "former_life" in name
        place, older = lives[2 if former else 1]
        data = copied(place, tmp_path / name)
        forger = Forger(data, older)
        made(forger)
        forger.db.close()
        world.machine = ELSEWHERE if former else MACHINE
        if way_to_certificate(data, world, learner) == "issued":
            unseen.append(name)
        forged = foreign(mend(data, world), there(place / FILE), there(older / FILE))
        if forged and name not in BEYOND_PROOF:
            taken_over[name] = forged
        shutil.rmtree(data)
    counted("edits by hand", noticed=len(tried) - len(unseen), of=len(tried))
    assert len(tried) >= 33
    assert unseen == []
    assert taken_over == {}


def test_without_its_key_a_file_proves_nothing_but_says_so(
    lives: dict[int, tuple[Path, Path]], world: World, tmp_path: Path
) -> None:
    """Whoever takes the key away can change a name, not without a trace in the log."""
    world.machine = MACHINE
    data = copied(lives[1][0], tmp_path / "data")
    forger = Forger(data, lives[1][1])
    EDITS["the_key_is_taken_away_and_a_name_changed"][0](forger)
    forger.db.close()
    with world.rooms.house(data) as house:
        begun = [r.event for r in house.store.happenings() if isinstance(r.event, LifeBegan)]
        assert [b.reason for b in begun] == ["key-lost"]
