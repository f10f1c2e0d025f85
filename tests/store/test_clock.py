from __future__ import annotations

import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import main
from kiosk.learning.events import ClockConfirmed, ClockJumped, SignedIn
from kiosk.store import Store
from kiosk.store.clock import ClockWatch
from tests.conftest import MONDAY, Clock

SITI = "11111111-1111-5111-8111-111111111111"
DAY = 86_400
TEN_YEARS = 3653 * DAY
Watch = Callable[[], ClockWatch]


@pytest.fixture
def watch(opened: Callable[[], Store], clock: Clock) -> Watch:
    """A watch in a program started anew; the one before it was killed."""
    return lambda: ClockWatch(opened(), clock.now, clock.ticks)


def jumps(watch: ClockWatch) -> list[int]:
    told = [r.event for r in watch._store.happenings()]
    return [e.seconds for e in told if isinstance(e, ClockJumped)]


def off(clock: Clock, seconds: float) -> None:
    """The computer is switched off for so many seconds by its own clock."""
    clock.at += int(seconds * 1000)
    clock.boot, clock.seconds = f"{clock.boot}x", 5.0


def test_as_long_as_nobody_touches_the_clock_there_is_no_jump(watch: Watch, clock: Clock) -> None:
    here = watch()
    for seconds in (0.001, 30, 3600, 20 * DAY):
        clock.pass_seconds(seconds)
        assert here.look() == 0
    assert (jumps(here), here.noticed) == ([], 0)


@pytest.mark.parametrize("seconds", [61, -61, 2 * DAY, -2 * DAY, TEN_YEARS, -26 * 365 * DAY])
def test_a_jump_is_noticed_recorded_with_its_seconds_and_told_once(
    watch: Watch, clock: Clock, seconds: int
) -> None:
    here = watch()
    clock.pass_seconds(1000)
    clock.at += seconds * 1000
    assert here.look() == seconds
    assert here.look() == 0
    assert (jumps(here), here.noticed) == ([seconds], 1)
    (recorded,) = here._store.happenings()
    assert (recorded.learner, recorded.at) == ("", MONDAY + (1000 + seconds) * 1000)


def test_a_minute_is_no_jump_but_minutes_add_up(watch: Watch, clock: Clock) -> None:
    here = watch()
    clock.at += 60_000
    assert here.look() == 0
    clock.at += 40_000
    assert here.look() == 100
    clock.at -= 60_000
    assert here.look() == 0


def test_a_program_held_up_between_two_readings_sees_no_jump(
    opened: Callable[[], Store], clock: Clock
) -> None:
    held = [False]

    def now() -> int:
        if held.pop():
            clock.pass_seconds(500)
        held.append(False)
        return clock.at

    here = ClockWatch(opened(), now, clock.ticks)
    held[0] = True
    assert here.look() == 0
    assert jumps(here) == []


def test_a_restart_of_the_program_hides_no_jump(watch: Watch, clock: Clock) -> None:
    watch()
    for seconds in (TEN_YEARS, -2 * DAY):
        clock.pass_seconds(300)
        clock.at += seconds * 1000
        here = watch()
    assert jumps(here) == [TEN_YEARS, -2 * DAY]
    assert here.noticed == 1


def test_a_jump_counts_once_over_restarts(watch: Watch, clock: Clock) -> None:
    here = watch()
    clock.at += TEN_YEARS * 1000
    here.look()
    assert jumps(watch()) == [TEN_YEARS]


def test_time_off_is_no_jump(watch: Watch, clock: Clock) -> None:
    watch()
    for seconds in (3, 3600, 40 * DAY, 366 * DAY):
        off(clock, seconds)
        assert jumps(watch()) == []


def test_over_time_off_a_clock_behind_the_log_is_a_jump_back(watch: Watch, clock: Clock) -> None:
    """The battery is empty: the computer wakes up in the past."""
    here = watch()
    clock.pass_seconds(7200)
    here._store.record(SITI, SignedIn())
    off(clock, -TEN_YEARS)
    here = watch()
    assert jumps(here) == [-TEN_YEARS]
    off(clock, 3600)
    assert jumps(watch()) == [-TEN_YEARS]


def test_over_time_off_a_minute_behind_the_log_is_no_jump_and_more_is(
    watch: Watch, clock: Clock
) -> None:
    watch()._store.record(SITI, SignedIn())
    off(clock, -60)
    assert jumps(watch()) == []
    off(clock, -61)
    assert jumps(watch()) == [-121]


def test_without_any_event_the_look_kept_tells_that_the_clock_went_back(
    watch: Watch, clock: Clock
) -> None:
    here = watch()
    clock.pass_seconds(DAY)
    here.keep()
    off(clock, -3600)
    assert jumps(watch()) == [-3600]


def test_a_look_is_kept_every_five_minutes_and_not_at_each_look(watch: Watch, clock: Clock) -> None:
    here = watch()
    kept = []
    for _ in range(30):
        clock.pass_seconds(30)
        here.tend()
        kept.append(here._store.document("clock", "kiosk"))
    assert len(set(kept)) == 4


def test_a_confirmation_is_recorded_after_a_jump_that_nobody_saw_yet(
    watch: Watch, clock: Clock
) -> None:
    here = watch()
    clock.at += TEN_YEARS * 1000
    here.confirm()
    told = [r.event for r in here._store.happenings()]
    assert told == [ClockJumped(TEN_YEARS), ClockConfirmed()]
    assert here.noticed == 2


def test_while_the_disk_says_no_a_jump_waits_and_nobody_is_disturbed(
    watch: Watch, clock: Clock
) -> None:
    here = watch()
    here._store._db.execute("pragma query_only = on")
    clock.at += TEN_YEARS * 1000
    clock.pass_seconds(1000)
    assert here.look() == 0
    here.tend()
    here.keep()
    here._store._db.execute("pragma query_only = off")
    assert here.look() == TEN_YEARS
    assert jumps(here) == [TEN_YEARS]


def test_where_nothing_may_be_written_the_watch_keeps_silent(
    opened: Callable[[], Store], clock: Clock, tmp_path: Path
) -> None:
    ClockWatch(opened(), clock.now, clock.ticks)
    only_read = Store(tmp_path / "dermaga.sqlite", clock.now, clock.chance, view_only=True)
    clock.at += TEN_YEARS * 1000
    here = ClockWatch(only_read, clock.now, clock.ticks)
    clock.at -= TEN_YEARS * 1000
    assert here.look() == 0
    here.keep()
    assert jumps(here) == []
    only_read.close()


def test_events_keep_their_order_whatever_the_wall_clock_says(
    watch: Watch, clock: Clock, tmp_path: Path
) -> None:
    here = watch()
    ids = []
    for seconds in (0, TEN_YEARS, -2 * TEN_YEARS, TEN_YEARS):
        clock.at += seconds * 1000
        here.look()
        ids += [r.id for r in here._store.record(SITI, SignedIn(), SignedIn())]
    found = here._store.events(SITI)
    assert [r.id for r in found] == ids
    assert [r.clock for r in found] == sorted({r.clock for r in found})
    raw = sqlite3.connect(tmp_path / "dermaga.sqlite")
    rows = raw.execute("select clock from event order by seq").fetchall()
    raw.close()
    assert rows == sorted(set(rows))
    assert here._store.damages() == ()


def test_the_newest_event_is_the_last_one_recorded_not_the_one_furthest_ahead(
    store: Store, clock: Clock
) -> None:
    assert store.newest_at == 0
    clock.at += TEN_YEARS * 1000
    store.record(SITI, SignedIn())
    clock.at = MONDAY
    store.record(SITI, SignedIn())
    assert store.newest_at == MONDAY


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere monotonic time counts sleep itself")
def test_a_computer_that_slept_did_not_jump() -> None:
    """Linux has a clock that counts sleep; the one that does not would lag behind the wall."""
    before = time.clock_gettime(time.CLOCK_BOOTTIME)
    _, ticks = main.ticks()
    assert before <= ticks <= time.clock_gettime(time.CLOCK_BOOTTIME)
