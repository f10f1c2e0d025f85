"""The power goes, or somebody ends the program: what was acknowledged is there."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import main
from kiosk.learning.events import AnswerGiven
from kiosk.office import demo
from tests.conftest import HOME

KILLS = 20
LONGEST = 0.15
"""Seconds from the first answer to the kill, at most."""


def killed_while_answering(data: Path, out: Path, after: float) -> list[str]:
    """Ids of the answers that a kiosk acknowledged before it was killed."""
    with out.open("wb") as told:
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.answering", str(data)], cwd=HOME, stdout=told
        )
        try:
            deadline = time.monotonic() + 30
            while b"\n" not in out.read_bytes() and time.monotonic() < deadline:
                assert child.poll() is None, "the kiosk ended by itself"
                time.sleep(0.005)
            time.sleep(after)
        finally:
            child.kill()
            child.wait()
    return out.read_bytes().decode().rpartition("\n")[0].splitlines()


def test_no_acknowledged_answer_is_lost_to_a_kill(tmp_path: Path) -> None:
    chance = random.Random(20261124)
    data, told = tmp_path / "data", []
    for kill in range(KILLS):
        told += killed_while_answering(data, tmp_path / f"{kill}", chance.uniform(0, LONGEST))
        with main.rooms().house(data) as house:
            events = house.store.events(demo.LEARNERS[0].id)
            assert house.store.broken_at() is None
        kept = {r.id for r in events if isinstance(r.event, AnswerGiven)}
        assert not set(told) - kept, f"lost at kill {kill}"
        assert len(kept) - len(told) <= kill + 1, "an answer was kept twice"
    assert len(told) >= KILLS
    print(f"{len(told)} answers acknowledged in {KILLS} lives, none lost")  # noqa: T201


def test_a_killed_kiosk_leaves_its_folder_open_for_the_next(tmp_path: Path) -> None:
    killed_while_answering(tmp_path / "data", tmp_path / "out", 0.0)
    with main.rooms().house(tmp_path / "data") as house:
        assert house.store.count >= 2
