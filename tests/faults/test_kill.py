"""The power goes, or somebody ends the program: what was acknowledged is there."""

from __future__ import annotations

import os
import random
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

import main
from kiosk.learning.events import AnswerGiven
from kiosk.office import demo
from tests.conftest import HOME
from tests.faults.answering import Told
from tests.faults.rig_lives import Nursery, Wanted
from tests.faults.rig_log import left_in
from tests.faults.rig_old import old_folder
from tests.faults.rig_story import Story

SEED = 20261124
AT_ONCE = 2
FOLDERS, KILLS, FRESH_EACH = 2, 10, 10
LONG_FOLDERS, LONG_KILLS, LONG_FRESH_EACH = 40, 50, 10
OLD_FOLDERS, LONG_OLD_FOLDERS, OLD_ANSWERS = 6, 200, 300
DESK_KILLS, LONG_DESK_KILLS = 20, 400

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="fork and kill -9 are POSIX")


@forks
def test_no_answer_that_the_screen_called_saved_is_lost_to_a_kill(
    tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    """And the next life opens at the learner's question, with the answer as it was given.

    Killed anywhere: while the folder is made, at the sign-in, on the way to the question and while
    answering. Only seconds are reported, as they belong to the machine.
    """
    folders, each = (LONG_FOLDERS, LONG_FRESH_EACH) if long else (FOLDERS, FRESH_EACH)
    each_folder = LONG_KILLS if long else KILLS

    def tell(worker: int) -> list[Story]:
        with Nursery("window") as nursery:
            return [
                Story(tmp_path / f"{n}" / "data", nursery, random.Random(SEED + n)).go_through(
                    each_folder, each
                )
                for n in range(worker, folders, AT_ONCE)
            ]

    for n in range(folders):
        (tmp_path / f"{n}").mkdir()
    with ThreadPoolExecutor(AT_ONCE) as workers:
        stories = [story for told in workers.map(tell, range(AT_ONCE)) for story in told]
    told, lost = sum(len(s.told) for s in stories), sum(len(s.lost) for s in stories)
    phases, kills = sum((s.phases for s in stories), Counter[str]()), each_folder * folders
    counted("kill -9, window", acknowledged=told, lost=lost, kills=kills, **phases)
    counted("back at the question", **_seconds(stories))
    assert [fault for story in stories for fault in story.faults] == []
    assert lost == 0
    assert told >= kills // 10


def _seconds(stories: Sequence[Story]) -> dict[str, float]:
    """From the start of a process to the learner's question after signing in at once."""
    back, forked = ([s for x in stories for s in x.back[fresh]] for fresh in (True, False))
    return {
        "starts": len(back),
        "median_s": round(statistics.median(back), 2),
        "worst_s": round(max(back), 2),
        "forks": len(forked),
        "fork_median_s": round(statistics.median(forked), 2),
        "fork_worst_s": round(max(forked), 2),
    }


@forks
def test_no_answer_that_the_desk_kept_is_lost_to_a_kill(
    tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    """As fast as the disk allows, so that nearly each kill meets a commit."""
    chance, kills = random.Random(SEED), LONG_DESK_KILLS if long else DESK_KILLS
    told: list[str] = []
    lost: list[str] = []
    faults: list[str] = []
    with Nursery("desk") as nursery:
        for number in range(kills):
            data = tmp_path / f"{number // 10}"
            wanted = Wanted(str(data), chance.uniform(0, 0.05), since="kept")
            fresh = nursery.live(wanted).kept
            left = left_in(data, tmp_path / "copy")
            told += fresh
            lost += left.lost(fresh)
            faults += [*left.damages, *left.lives]
    counted("kill -9, desk", acknowledged=len(told), lost=len(lost), kills=kills)
    assert (lost, faults) == ([], [])
    assert len(told) >= kills


@forks
def test_no_earlier_answer_is_lost_to_a_kill_while_the_file_is_brought_up_to_date(
    tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    """Killed up to three times on the way from the first form of the file to the present one."""
    chance, folders = random.Random(SEED), LONG_OLD_FOLDERS if long else OLD_FOLDERS
    kills, lost, faults = 0, 0, []
    with Nursery("opening") as nursery:
        old_folder(tmp_path / "first", OLD_ANSWERS)
        whole = nursery.live(Wanted(str(tmp_path / "first"), 0.0, since="open"))
        usual = whole.told[0].at - whole.born
        for number in range(folders):
            data = tmp_path / f"{number}"
            ids = old_folder(data, OLD_ANSWERS)
            for _ in range(chance.randint(1, 3)):
                nursery.live(Wanted(str(data), chance.uniform(0, 1.1 * usual)))
                kills += 1
            nursery.live(Wanted(str(data), 0.0, since="open"))
            left = left_in(data, tmp_path / "copy")
            lost += len(left.lost(ids))
            faults += [*left.damages, *(["order"] if list(left.answers) != ids else [])]
    counted("kill -9, new form", acknowledged=folders * OLD_ANSWERS, lost=lost, kills=kills)
    assert (lost, faults) == (0, [])


def test_a_killed_kiosk_leaves_its_folder_open_for_the_next(tmp_path: Path) -> None:
    """On every system, as a process of its own."""
    data, out = tmp_path / "data", tmp_path / "out"
    with out.open("wb") as said:
        command = [sys.executable, "-m", "tests.faults.answering", "desk", str(data)]
        child = subprocess.Popen(command, cwd=HOME, stdout=said)
        try:
            deadline = time.monotonic() + 30
            while b'"kept"' not in out.read_bytes() and time.monotonic() < deadline:
                assert child.poll() is None, "the kiosk ended by itself"
                time.sleep(0.005)
        finally:
            child.kill()
            child.wait()
    told = [msgspec.json.decode(line, type=Told) for line in _lines(out)]
    with main.rooms().house(data) as house:
        assert house.store.count >= 2
        events = house.store.events(demo.LEARNERS[0].id)
    kept = [r.id for r in events if isinstance(r.event, AnswerGiven)]
    assert [t.id for t in told if t.word == "kept"] == kept[: len(told) - 1]


def _lines(out: Path) -> list[bytes]:
    """Whole lines; the last one may have been cut by the kill."""
    return out.read_bytes().rpartition(b"\n")[0].splitlines()
