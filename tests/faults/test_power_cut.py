"""The power goes and takes with it what was not on the disk: what was acknowledged is there."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.rig_power import NoPowerError, Power, Wanted

SEED = 20261124
CUTS, LONG_CUTS = 30, 100
"""On each file system."""
CUTS_OF_A_FOLDER = 6
CANARY_CUTS = 20
SYSTEMS = ("ext4", "xfs")


@pytest.fixture(params=SYSTEMS)
def system(request: pytest.FixtureRequest) -> str:
    """The kind of file system."""
    return str(request.param)


@pytest.fixture
def power(system: str, tmp_path: Path, counted: Callable[..., None]) -> Iterator[Power]:
    """A file system to be cut, where this computer allows it."""
    try:
        rig = Power(system, tmp_path)
    except NoPowerError as no:
        counted(f"power cut, {system}", skipped=str(no))
        pytest.skip(str(no))
    with rig:
        yield rig


def test_no_acknowledged_answer_is_lost_to_a_power_cut(
    power: Power, system: str, counted: Callable[..., None], *, long: bool
) -> None:
    """Cut while the folder is made, while it is opened again after a cut, and while answering."""
    chance, cuts = random.Random(SEED), LONG_CUTS if long else CUTS
    told: list[str] = []
    lost: list[str] = []
    faults: list[str] = []
    mine: list[str] = []
    for number in range(cuts):
        folder, turn = divmod(number, CUTS_OF_A_FOLDER)
        if turn == 0:
            mine = []
        settled = turn % 2 == 1
        after = chance.uniform(0, 0.15 if settled else 0.06)
        cut = power.cut(Wanted(f"data-{folder}", after, settled))
        mine += cut.kept
        told += cut.kept
        lost += cut.left.lost(mine)
        faults += [
            f"{number}: {fault}" for fault in (*cut.faults, *cut.left.damages, *cut.left.lives)
        ]
    counted(f"power cut, {system}", acknowledged=len(told), lost=len(set(lost)), cuts=cuts)
    assert lost == []
    assert faults == []
    assert len(told) >= cuts // 2


def test_the_rig_would_see_a_loss(power: Power, system: str, counted: Callable[..., None]) -> None:
    """The canary: commits that do not wait for the disk lose answers that were acknowledged."""
    chance = random.Random(SEED)
    told, lost, cuts = 0, 0, 0
    while not lost and cuts < CANARY_CUTS:
        after = chance.uniform(0, 0.2)
        cut = power.cut(Wanted(f"data-{cuts}", after, settled=True, kind="careless desk"))
        told += len(cut.kept)
        lost += len(cut.left.lost(cut.kept))
        cuts += 1
    counted(f"power cut, {system}, canary", acknowledged=told, lost=lost, cuts=cuts)
    assert lost > 0, "the rig is blind: nothing was lost where something must be"
