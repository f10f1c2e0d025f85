"""A folder copied to another computer, or a whole disk: two kiosks that keep apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.learning.events import LifeBegan
from kiosk.store.folder import FILE
from kiosk.store.machine import UNKNOWN, Machine
from tests.faults.rig_damage import there
from tests.faults.rig_lively import (
    ELSEWHERE,
    MACHINE,
    OTHER,
    READY,
    World,
    a_day_later,
    certify,
    copied,
    kiosk_in,
    lively,
)

IMAGE = Machine(MACHINE.system, "b2", MACHINE.model, ("d2",))
"""The same installed system on other hardware."""
OTHER_CARD = Machine(MACHINE.system, MACHINE.board, MACHINE.model, ("d9",))


@pytest.fixture(scope="module")
def world(catalog: Catalog) -> World:
    return World(catalog)


@pytest.fixture(scope="module")
def kiosk(tmp_path_factory: pytest.TempPathFactory, world: World) -> Path:
    data = tmp_path_factory.mktemp("lively") / "data"
    lively(data, world)
    return data


def go_on(
    data: Path, world: World, machine: Machine
) -> tuple[str, list[str], tuple[LifeBegan, ...]]:
    """The kiosk on a computer: device, numbers of two certificates, and lives that began."""
    world.machine = machine
    a_day_later(data, world)
    with kiosk_in(data, world) as kiosk:
        # of 800.1.4/CONTOH-01.0002/BKPSDM/XI/2026 what tells kiosks apart
        numbers = [certify(kiosk, learner).split("/")[1] for learner in (READY, OTHER)]
        happened = [r.event for r in kiosk.store.happenings()]
        assert kiosk.store.damages() == ()
        return kiosk.store.device, numbers, tuple(e for e in happened if isinstance(e, LifeBegan))


@pytest.mark.parametrize("elsewhere", [ELSEWHERE, IMAGE])
def test_a_copied_folder_goes_on_as_another_kiosk(
    kiosk: Path, world: World, tmp_path: Path, counted: Callable[..., None], elsewhere: Machine
) -> None:
    before = there(kiosk / FILE)
    one, two = copied(kiosk, tmp_path / "one"), copied(kiosk, tmp_path / "two")
    first = go_on(one, world, MACHINE)
    second = go_on(two, world, elsewhere)
    original = next(iter(before.events))[0]
    assert (first[0], first[2]) == (original, ())
    assert (second[0] != original, second[2]) == (True, (LifeBegan("clone", original),))
    assert first[1] == ["CONTOH-01.0002", "CONTOH-01.0003"]
    life = second[1][0].split("-")[2].split(".")[0]
    assert re.fullmatch("[A-Z]{3}", life)
    assert second[1] == [f"CONTOH-01-{life}.0002", f"CONTOH-01-{life}.0003"]
    here, yonder = there(one / FILE).events, there(two / FILE).events
    both = here.keys() & yonder.keys()
    assert [place for place in both if here[place] != yonder[place]] == []
    assert both == before.events.keys()
    counted("clone", acknowledged=len(here.keys() | yonder.keys()), lost=0, in_both=len(both))


def test_the_copy_cannot_sign_for_the_original(kiosk: Path, world: World, tmp_path: Path) -> None:
    data = copied(kiosk, tmp_path / "data")
    (original,) = data.glob("*.key")
    device, _, _ = go_on(data, world, ELSEWHERE)
    assert not original.exists()
    assert [key.stem for key in data.glob("*.key")] == [device]


def test_a_copy_brought_back_is_a_copy_too(kiosk: Path, world: World, tmp_path: Path) -> None:
    """Lives on one computer follow each other; the file never goes on under a former name."""
    data, names = copied(kiosk, tmp_path / "data"), []
    for machine in (MACHINE, ELSEWHERE, MACHINE, ELSEWHERE):
        world.machine = machine
        with kiosk_in(data, world) as open_kiosk:
            names.append(open_kiosk.store.device)
            assert open_kiosk.store.damages() == ()
    assert len(set(names)) == 4


@pytest.mark.parametrize("machine", [UNKNOWN, OTHER_CARD, MACHINE])
def test_a_computer_that_tells_less_or_has_another_card_is_the_same(
    kiosk: Path, world: World, tmp_path: Path, machine: Machine
) -> None:
    device, _, begun = go_on(copied(kiosk, tmp_path / "data"), world, machine)
    assert (device, begun) == (next(iter(there(kiosk / FILE).events))[0], ())
