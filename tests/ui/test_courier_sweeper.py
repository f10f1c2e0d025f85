"""After an erasure by the agency: when the file is swept, and what remembers that it is not yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from kiosk.learning.events import NoteWritten
from kiosk.office import demo
from kiosk.office.person import Erasure, carry_out
from kiosk.store import StoreTrouble, backup
from kiosk.store.sweeping import BYTES, UNSWEPT
from kiosk.ui import courier_sweeper
from kiosk.ui import sticks as places
from kiosk.ui.courier import Courier
from tests.conftest import Clock

SITI = demo.LEARNERS[0].id
SECRET = "kalimat yang tidak ditulis orang lain"


@pytest.fixture
def courier(
    qtbot: QtBot, house: House, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Courier]:
    assert qtbot is not None
    monkeypatch.setattr(places, "mounted", lambda: "")
    house.office.set_up_demo()
    house.store.record(SITI, NoteWritten("c", "l", "b", SECRET))
    made = Courier(house, catalog)
    yield made
    made.close()
    made.deleteLater()


def erased(courier: Courier) -> None:
    """As `Errands` does when the agency says so."""
    errands = courier.errands
    assert not errands.at_once
    wanted = Erasure(SITI, 1 << 62)
    store = courier.house.store
    carry_out(store, (wanted,), {}, lambda _: None, lambda _: 0, at_once=errands.at_once)
    assert store.document(UNSWEPT, SITI) == BYTES


def marks(courier: Courier) -> tuple[str, ...]:
    return courier.house.store.names_of(UNSWEPT)


def found(folder: Path) -> list[str]:
    files = [file for file in folder.rglob("*") if file.is_file()]
    return [file.name for file in files if SECRET.encode() in file.read_bytes()]


def test_nothing_is_swept_while_somebody_sits_there_and_all_of_it_afterwards(
    courier: Courier, qtbot: QtBot
) -> None:
    erased(courier)
    between = courier.house.copies.make_now("time")
    courier.sweeper.at_rest = lambda: False
    courier.look()
    assert (courier.sweeper.busy, marks(courier)) == (False, (SITI,))
    courier.sweeper.at_rest = lambda: True
    courier.look()
    qtbot.waitUntil(lambda: marks(courier) == ())
    data = courier.house.folder.path
    assert (data / "dermaga.sqlite-wal").stat().st_size < 200_000
    assert between.name not in [copy.name for copy in backup.kept(data)]
    assert [copy.reason for copy in backup.kept(data)] == ["erasure"]
    assert found(data) == []
    assert courier.house.store.damages() == ()


def test_the_mark_stays_until_it_could_be_done(
    courier: Courier, qtbot: QtBot, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Path] = []

    def busy(file: Path) -> None:
        tried.append(file)
        raise StoreTrouble("busy")

    erased(courier)
    monkeypatch.setattr(courier_sweeper, "sweep", busy)
    courier.look()
    qtbot.waitUntil(lambda: not courier.sweeper.busy)
    courier.look()
    assert (len(tried), marks(courier)) == (1, (SITI,))
    monkeypatch.undo()
    monkeypatch.setattr(places, "mounted", lambda: "")
    clock.pass_seconds(courier_sweeper.AGAIN)
    courier.look()
    qtbot.waitUntil(lambda: marks(courier) == ())


def test_after_a_power_cut_the_next_program_sweeps(
    courier: Courier, qtbot: QtBot, catalog: Catalog
) -> None:
    erased(courier)
    courier.close()
    again = Courier(courier.house, catalog)
    again.look()
    qtbot.waitUntil(lambda: marks(again) == ())
    again.close()
    again.deleteLater()
