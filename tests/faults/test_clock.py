"""A real kiosk whose clock is set back, ten years ahead and back again while it is used."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import main
from kiosk.learning.events import AnswerGiven
from tests.faults.rig_clock import TAKING, Clocked, faketime

pytestmark = pytest.mark.skipif(not faketime(), reason="libfaketime is not installed")
DAY = 86_400
TEN_YEARS = 3653 * DAY
Counted = Callable[..., None]


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Clocked]:
    with Clocked(tmp_path / "kiosk") as opened:
        yield opened


def answers_kept(kiosk: Clocked) -> list[str]:
    """Ids of the answers in the file that a kiosk left, in the order of the log; it must hold."""
    kiosk.kill()
    with main.rooms().house(kiosk.data) as house:
        assert house.store.damages() == ()
        events = house.store.events(TAKING.id)
    assert [r.clock for r in events] == sorted({r.clock for r in events})
    return [r.id for r in events if isinstance(r.event, AnswerGiven)]


def test_jumps_of_the_clock_lose_no_answer_and_no_second_of_a_test(
    kiosk: Clocked, counted: Counted, *, long: bool
) -> None:
    chance, told, off = random.Random(20361124), [], [0]
    off += [-2 * DAY, TEN_YEARS, 0]
    off += [chance.randrange(-TEN_YEARS, TEN_YEARS) for _ in range(200 if long else 8)] + [0]
    begun = kiosk.ask("begin")
    drift = 0.0
    for seconds in off:
        kiosk.set(seconds)
        told.append(kiosk.ask("answer").id)
        left = kiosk.ask("left")
        drift = max(drift, abs(begun.left - left.left - (left.steady - begun.steady)))
    noticed = kiosk.ask("jumps").jumps
    kiosk.again()
    found = kiosk.ask("jumps").jumps
    kept = answers_kept(kiosk)
    lost = len(set(told) - set(kept))
    counted(
        "clock, jumps",
        acknowledged=len(told),
        lost=lost,
        noticed=len(noticed),
        jumps=len(off) - 1,
        drift_s=round(drift, 2),
    )
    assert drift < 1.5
    assert kept == told
    wrong = [abs(a - (y - x)) for a, (x, y) in zip(noticed, pairwise(off), strict=True)]
    assert max(wrong) <= 1
    assert found == noticed


def test_neither_a_jump_nor_a_restart_changes_the_wait_after_wrong_pins(
    kiosk: Clocked, counted: Counted
) -> None:
    kiosk.ask("begin")
    begun = kiosk.ask("wait")
    drift = 0.0
    for seconds in (-2 * DAY, TEN_YEARS, 0):
        kiosk.set(seconds)
        for again in (False, True):
            if again:
                kiosk.again()
            now = kiosk.ask("wait")
            drift = max(drift, abs(begun.left - now.left - (now.steady - begun.steady)))
    counted("clock, wait for a PIN", of_s=begun.left, drift_s=round(drift, 2))
    assert 470 < begun.left <= 480
    assert drift < 1.5


def test_no_jump_signs_anybody_out_sooner_or_later(kiosk: Clocked, counted: Counted) -> None:
    kiosk.ask("idle")
    kiosk.set(TEN_YEARS)
    time.sleep(0.7)  # the chair is looked at twice a second
    kiosk.set(-2 * DAY)
    gone = kiosk.hear()
    counted("clock, empty chair", wanted_s=2, seconds=gone.left / 1000)
    assert 1900 <= gone.left <= 3500


def test_no_certificate_while_the_clock_is_wrong_and_one_when_it_is_right_again(
    kiosk: Clocked, counted: Counted
) -> None:
    kiosk.ask("begin")
    codes = []
    for seconds in (-2 * DAY, TEN_YEARS):
        kiosk.set(seconds)
        codes.append(kiosk.ask("certify").code)
        kiosk.again()
        codes.append(kiosk.ask("certify").code)
    kiosk.set(0)
    number = kiosk.ask("certify").id
    counted("clock, certificate", noticed=codes.count("clock-doubtful"), asked=len(codes))
    assert codes == ["clock-doubtful"] * 4
    assert number.startswith("800.1.4/CONTOH-01.0001/")


def test_once_the_officer_found_the_clock_right_there_is_a_certificate(kiosk: Clocked) -> None:
    kiosk.ask("begin")
    kiosk.set(2 * DAY)
    assert kiosk.ask("certify").code == "clock-doubtful"
    kiosk.ask("confirm")
    kiosk.again()
    assert kiosk.ask("certify").id.startswith("800.1.4/CONTOH-01.0001/")
