"""Who looks after the records: the check in the background, copies, what fails, the end."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from pytestqt.qtbot import QtBot

import main
from kiosk.house import House
from kiosk.learning.events import SignedIn
from kiosk.office.demo import SETTINGS
from kiosk.store import StoreTrouble
from kiosk.store.backup import kept
from kiosk.store.check import Checked, Damage
from kiosk.ui import keeper as module
from kiosk.ui.keeper import Keeper
from tests.conftest import Clock


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def house(data: Path, clock: Clock) -> Iterator[House]:
    with replace(main.rooms(), now=clock.now, ticks=clock.ticks).house(data) as opened:
        opened.office.set_up_demo()
        opened.store.record("", SignedIn(), SignedIn(), SignedIn())
        yield opened


@pytest.fixture
def keeper(qtbot: QtBot, house: House) -> Iterator[Keeper]:
    assert qtbot is not None
    made = Keeper(house)
    yield made
    made.close()


def spoil(data: Path, statement: str) -> None:
    db = sqlite3.connect(data / "dermaga.sqlite", isolation_level=None)
    db.execute(statement)
    db.close()


def reasons(data: Path) -> list[str]:
    """Of the copies, oldest first."""
    return [copy.reason for copy in reversed(kept(data))]


def done(keeper: Keeper, qtbot: QtBot) -> None:
    """Wait until the worker has nothing more to do."""
    told: list[None] = []
    keeper.run(lambda: None, told.append, lambda _error: None)
    qtbot.waitUntil(lambda: bool(told) and not keeper.busy)


def test_a_sound_file_is_taken_for_proven_so_that_a_certificate_does_not_wait(
    keeper: Keeper, house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Checked] = []
    monkeypatch.setattr(house.store, "accept", taken.append)
    keeper.start()
    qtbot.waitUntil(lambda: bool(taken))
    assert taken[0].damages == ()
    assert taken[0].events == 3


def test_a_changed_event_is_told_by_its_code(keeper: Keeper, data: Path, qtbot: QtBot) -> None:
    spoil(data, "update event set at = at + 1 where seq = 2")
    with qtbot.waitSignal(keeper.damaged) as told:
        keeper.start()
    assert told.args == [("chain",)]


def test_a_file_that_cannot_be_read_once_is_looked_at_again(
    keeper: Keeper, house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Path] = []

    def check(file: Path, *_more: object) -> Checked:
        looks.append(file)
        return Checked((Damage("unreadable"),) if len(looks) == 1 else (), 3, {})

    told: list[object] = []
    monkeypatch.setattr(module, "check_file", check)
    monkeypatch.setattr(house.store, "accept", told.append)
    keeper.damaged.connect(told.append)
    keeper.start()
    qtbot.waitUntil(lambda: bool(told))
    assert len(looks) == 2
    assert told == [Checked((), 3, {})]


def test_samples_removed_meanwhile_leave_nothing_proven(
    keeper: Keeper, house: House, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Checked] = []
    monkeypatch.setattr(house.store, "accept", taken.append)
    keeper.start()
    house.office.end_demo()
    done(keeper, qtbot)
    assert taken == []


def test_the_file_is_copied_every_half_hour_if_anything_was_recorded(
    keeper: Keeper, house: House, data: Path, qtbot: QtBot
) -> None:
    keeper.start()
    assert module.EVERY == 1_800_000
    for events in ((SignedIn(),), (), (SignedIn(),)):
        house.store.record("", *events)
        with qtbot.waitSignal(keeper.copied):
            keeper._timer.timeout.emit()
    assert reasons(data) == ["time", "time"]


def test_a_certificate_is_copied_once_its_screen_is_there(
    keeper: Keeper, house: House, data: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert module.SOON == 3000
    monkeypatch.setattr(module, "SOON", 1)
    with qtbot.waitSignal(keeper.copied):
        keeper.certified("800/1")
    house.store.record("", SignedIn())
    keeper.certified("800/1")
    qtbot.wait(50)
    done(keeper, qtbot)
    assert reasons(data) == ["certificate"]


def test_copies_go_to_the_second_place_and_what_fails_there_is_kept_for_the_officer(
    keeper: Keeper, house: House, tmp_path: Path, qtbot: QtBot
) -> None:
    stick = tmp_path / "stick"
    house.office.change(msgspec.structs.replace(SETTINGS, backup_folder=str(stick)))
    keeper.copy("time")
    done(keeper, qtbot)
    assert {place: failed.code for place, failed in keeper.failed.items()} == {
        "second": "cannot-open"
    }
    stick.mkdir()
    keeper.copy_on()
    done(keeper, qtbot)
    assert keeper.failed == {}
    assert len(house.copies.listed(stick)) == 1


def test_a_copy_that_turns_out_damaged_tells_that_the_file_is(
    keeper: Keeper, data: Path, qtbot: QtBot
) -> None:
    spoil(data, "update event set at = at + 1 where seq = 2")
    with qtbot.waitSignal(keeper.damaged):
        keeper.copy("time")
    assert keeper.failed["here"].code == "damaged"


def test_a_fault_of_ours_is_told_to_be_written_down(keeper: Keeper, qtbot: QtBot) -> None:
    def wrong() -> None:
        int("x")

    with qtbot.waitSignal(keeper.faulty) as told:
        keeper.run(wrong, lambda _none: None, lambda _error: None)
    assert isinstance(told.args[0], ValueError)


def test_a_full_disk_is_no_fault_of_ours(keeper: Keeper, qtbot: QtBot) -> None:
    def full() -> None:
        raise StoreTrouble("full")

    faulty: list[object] = []
    keeper.faulty.connect(faulty.append)
    keeper.run(full, lambda _none: None, lambda _error: None)
    done(keeper, qtbot)
    assert faulty == []


def test_closing_makes_a_last_copy_if_anything_was_recorded_and_the_file_is_small(
    qtbot: QtBot, house: House, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qtbot is not None
    Keeper(house).close()
    assert reasons(data) == ["time"]
    Keeper(house).close()
    assert reasons(data) == ["time"]
    house.store.record("", SignedIn())
    monkeypatch.setattr(module, "SMALL", 1000)
    Keeper(house).close()
    assert reasons(data) == ["time"]


def test_closing_waits_a_moment_for_work_under_way(qtbot: QtBot, house: House) -> None:
    told: list[str] = []

    def work() -> None:
        told.append("begun")
        time.sleep(0.3)
        told.append("done")

    keeper = Keeper(house)
    keeper.run(work, lambda _none: None, lambda _error: None)
    qtbot.waitUntil(lambda: bool(told))
    keeper.close()
    assert told == ["begun", "done"]


def test_stopping_ends_long_work_at_its_next_breath(keeper: Keeper, qtbot: QtBot) -> None:
    def long() -> None:
        for _ in range(10_000):
            keeper.pace()

        told.append("done")

    told: list[str] = []
    keeper.run(long, lambda _none: None, lambda _error: None)
    began = time.perf_counter()
    keeper.stop(lambda: told.append("stopped"))
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["stopped"]
    assert time.perf_counter() - began < 1


def test_stopping_does_not_wait_for_a_slow_stick(
    keeper: Keeper, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 20)
    keeper.run(lambda: time.sleep(0.6), lambda _none: None, lambda _error: None)
    stopped: list[str] = []
    began = time.perf_counter()
    keeper.stop(lambda: stopped.append("stopped"))
    qtbot.waitUntil(lambda: bool(stopped))
    assert time.perf_counter() - began < 0.5
    qtbot.wait(700)
    assert stopped == ["stopped"]


def test_view_only_nothing_is_checked_or_copied(
    qtbot: QtBot, house: House, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_given: object) -> object:
        raise AssertionError

    monkeypatch.setattr(house.folder, "view_only", True)
    monkeypatch.setattr(module, "check_file", never)
    keeper = Keeper(house)
    keeper.start()
    keeper.copy("time")
    done(keeper, qtbot)
    keeper.close()
    assert kept(data) == ()


def test_the_worker_sleeps_as_long_as_it_works(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    monkeypatch.setattr(keeper._stopping, "wait", _noting(slept))
    keeper.pace()
    busy_until = time.thread_time() + 0.008
    while time.thread_time() < busy_until:
        pass
    keeper.pace()
    keeper.pace()
    assert 0.008 <= slept[1] <= 0.02
    assert slept[2] == 0.002


def _noting(slept: list[float]) -> Callable[[float | None], bool]:
    def wait(seconds: float | None = None) -> bool:
        slept.append(seconds or 0.0)
        return False

    return wait
