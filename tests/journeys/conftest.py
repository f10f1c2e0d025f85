from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import main
from kiosk.house import TourWanted
from kiosk.ui import courier, officer_sync, program
from kiosk.ui import sticks as places
from kiosk.ui.driver import Driver
from kiosk.ui.sitting import Sitting
from kiosk.ui.sticks import Stick


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def hands(qapp: QApplication, data: Path, tmp_path: Path) -> Iterator[Driver]:
    """The real window on a demonstration kiosk, and hands to drive it."""
    assert qapp is not None
    with main.rooms().house(data) as house:
        house.office.set_up_demo()
    yield from _window(data, tmp_path)


@pytest.fixture
def again(qapp: QApplication, data: Path, tmp_path: Path) -> Iterator[Driver]:
    """The window on a data folder that another process left behind."""
    assert qapp is not None
    yield from _window(data, tmp_path)


def _window(data: Path, out: Path) -> Iterator[Driver]:
    sitting = Sitting(main.rooms(), data)
    window = sitting.program.window
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    yield Driver.at(sitting, TourWanted(out, "id", 1366, 768), [])
    window.may_close = True
    window.close()
    sitting.close()
    window.deleteLater()
    QApplication.sendPostedEvents()


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first try comes at once, and nobody listens for hubs in the real network."""
    assert (program.CARRY_AFTER, courier.BEAT) == (1200, 1000)
    monkeypatch.setattr(program, "CARRY_AFTER", 50)
    monkeypatch.setattr(courier, "BEAT", 50)
    monkeypatch.setattr(officer_sync, "find_hubs", tuple)
    monkeypatch.setattr(courier, "hub_of", lambda _pairing: "")


@pytest.fixture
def slot(monkeypatch: pytest.MonkeyPatch) -> list[Stick]:
    """The sticks in the computers; at first there are none."""
    there: list[Stick] = []
    monkeypatch.setattr(places, "sticks", lambda: tuple(there))
    monkeypatch.setattr(places, "mounted", lambda: repr(there))
    return there


@pytest.fixture
def kiosk(qapp: QApplication, tmp_path: Path) -> Iterator[Callable[[str], Driver]]:
    """A kiosk of its own by name, with the five sample learners, and its window."""
    assert qapp is not None
    sittings: list[Sitting] = []

    def made(name: str) -> Driver:
        data = tmp_path / name
        with main.rooms().house(data) as house:
            house.office.set_up_demo()
        sitting = Sitting(main.rooms(), data)
        sittings.append(sitting)
        window = sitting.program.window
        window.resize(1366, 768)
        window.show()
        return Driver.at(sitting, TourWanted(tmp_path, "id", 1366, 768), [])

    yield made
    for sitting in sittings:
        window = sitting.program.window
        window.may_close = True
        window.close()
        sitting.close()
        window.deleteLater()
    QApplication.sendPostedEvents()


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    """A folder that stands for a stick."""
    (tmp_path / "stick").mkdir()
    return Stick(tmp_path / "stick", "DERMAGA-A", 6_900_000_000)


def sign_in(hands: Driver) -> None:
    hands.press("sample-1")
    hands.press("sign-in")
    hands.wait_for("HomeScreen")
