from __future__ import annotations

from collections.abc import Callable

import pytest

from kiosk.store import Store, StoreTrouble
from kiosk.store.waits import Waits
from tests.conftest import Clock

SITI = "11111111-1111-5111-8111-111111111111"
BUDI = "22222222-2222-5222-8222-222222222222"


def wrong(waits: Waits, times: int) -> list[int]:
    return [waits.wrong(SITI) for _ in range(times)]


def test_four_wrong_tries_are_free_and_each_one_after_waits_longer(
    store: Store, clock: Clock
) -> None:
    waits = Waits(store, clock.ticks)
    assert wrong(waits, 12) == [0, 0, 0, 0, 30, 60, 120, 240, 480, 960, 1800, 1800]


def test_a_wait_runs_down_by_the_second(store: Store, clock: Clock) -> None:
    waits = Waits(store, clock.ticks)
    wrong(waits, 5)
    left = []
    for seconds in (0.0, 0.5, 0.5, 28.0, 0.9, 0.1, 100.0):
        clock.pass_seconds(seconds)
        left.append(waits.left(SITI))
    assert left == [30, 30, 29, 1, 1, 0, 0]


def test_a_changed_wall_clock_shortens_no_wait(store: Store, clock: Clock) -> None:
    waits = Waits(store, clock.ticks)
    wrong(waits, 7)
    for jump in (86_400_000, -10 * 86_400_000):
        clock.at += jump
        assert waits.left(SITI) == 120


def test_a_restart_of_the_program_shortens_no_wait(
    opened: Callable[[], Store], clock: Clock
) -> None:
    store = opened()
    wrong(Waits(store, clock.ticks), 7)
    store.close()
    clock.pass_seconds(20)
    assert Waits(opened(), clock.ticks).left(SITI) == 100


def test_a_new_boot_begins_the_rest_anew(opened: Callable[[], Store], clock: Clock) -> None:
    store = opened()
    wrong(Waits(store, clock.ticks), 7)
    clock.pass_seconds(50)
    store.close()
    clock.boot, clock.seconds = "boot-2", 3.0
    waits = Waits(opened(), clock.ticks)
    assert waits.left(SITI) == 120
    clock.pass_seconds(119)
    assert waits.left(SITI) == 1
    clock.pass_seconds(1)
    assert waits.left(SITI) == 0


def test_wrong_tries_are_remembered_over_a_new_boot(
    opened: Callable[[], Store], clock: Clock
) -> None:
    store = opened()
    wrong(Waits(store, clock.ticks), 6)
    store.close()
    clock.boot, clock.seconds = "boot-2", 3.0
    assert Waits(opened(), clock.ticks).wrong(SITI) == 120


def test_a_right_try_forgets_the_wrong_ones(store: Store, clock: Clock) -> None:
    waits = Waits(store, clock.ticks)
    wrong(waits, 6)
    waits.right(SITI)
    assert waits.left(SITI) == 0
    assert wrong(waits, 5) == [0, 0, 0, 0, 30]


def test_one_learners_wait_is_not_anothers(store: Store, clock: Clock) -> None:
    waits = Waits(store, clock.ticks)
    wrong(waits, 6)
    assert (waits.left(SITI), waits.left(BUDI)) == (60, 0)


@pytest.mark.parametrize("code", ["full", "read-only"])
def test_a_disk_that_keeps_nothing_makes_nobodys_guessing_faster(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    wrong(Waits(store, clock.ticks), 2)

    def refuse(*_: object) -> None:
        raise StoreTrouble(code)

    monkeypatch.setattr(store, "keep", refuse)
    monkeypatch.setattr(store, "forget", refuse)
    assert wrong(Waits(store, clock.ticks), 4) == [0, 0, 30, 60]
    assert Waits(store, clock.ticks).left(SITI) == 60  # another entrance, the same store
    clock.pass_seconds(60)
    assert Waits(store, clock.ticks).left(SITI) == 0
    Waits(store, clock.ticks).right(SITI)
    assert wrong(Waits(store, clock.ticks), 5) == [0, 0, 0, 0, 30]
    monkeypatch.undo()
    Waits(store, clock.ticks).right(SITI)
    assert wrong(Waits(store, clock.ticks), 1) == [0]
    assert store.document("wait", SITI) is not None
