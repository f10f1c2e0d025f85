"""Two programs on one data folder: the second is told, and the first goes on."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

import main
from kiosk.cli.words import STORE_TROUBLE
from kiosk.learning.events import AnswerGiven
from kiosk.office import demo
from tests.conftest import HOME
from tests.faults.answering import Told

PATIENCE = 30


@contextmanager
def answering(data: Path, out: Path) -> Iterator[Callable[[], list[Told]]]:
    """A kiosk that answers for ever in a process of its own; what it said so far."""

    def told() -> list[Told]:
        lines = out.read_bytes().rpartition(b"\n")[0].splitlines()
        return [msgspec.json.decode(line, type=Told) for line in lines]

    with out.open("wb") as said:
        command = [sys.executable, "-m", "tests.faults.answering", "desk", str(data)]
        child = subprocess.Popen(command, cwd=HOME, stdout=said)
        try:
            wait_for(lambda: any(t.word == "kept" for t in told()), child)
            yield told
            assert child.poll() is None, "the first kiosk ended"
        finally:
            child.kill()
            child.wait()


def wait_for(what: Callable[[], bool], child: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not what() and time.monotonic() < deadline:
        assert child.poll() is None, "the kiosk ended by itself"
        time.sleep(0.005)
    assert what()


def second(data: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """The program itself, on the same folder."""
    return subprocess.run(
        [sys.executable, "main.py", "--data", str(data), *command],
        cwd=HOME,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def test_a_second_program_is_refused_with_a_sentence_and_the_first_goes_on(
    tmp_path: Path, counted: Callable[..., None]
) -> None:
    data = tmp_path / "data"
    with answering(data, tmp_path / "out") as told:
        refused = [second(data), second(data, "setup", "--demo")]
        before = len(told())
        for again in refused:
            assert again.returncode == 1
            assert STORE_TROUBLE["second-instance"] in again.stderr
        deadline = time.monotonic() + PATIENCE
        while len(told()) < before + 20 and time.monotonic() < deadline:
            time.sleep(0.005)
        assert len(told()) >= before + 20
    kept = [t.id for t in told() if t.word == "kept"]
    with main.rooms().house(data) as house:
        there = [r.id for r in house.store.events(demo.LEARNERS[0].id) if is_answer(r.event)]
        assert house.store.damages() == ()
    counted("second program", acknowledged=len(kept), lost=len(set(kept) - set(there)))
    assert there[: len(kept)] == kept


def is_answer(event: object) -> bool:
    return isinstance(event, AnswerGiven)


def test_the_folder_is_free_once_the_first_has_gone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with answering(data, tmp_path / "out"):
        pass
    with main.rooms().house(data) as house:
        assert house.store.damages() == ()
