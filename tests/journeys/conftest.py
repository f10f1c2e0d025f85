from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import main
from kiosk.house import House, TourWanted
from kiosk.ui.driver import Driver
from kiosk.ui.program import Program


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def hands(qapp: QApplication, data: Path, tmp_path: Path) -> Iterator[Driver]:
    """The real window on a demonstration kiosk, and hands to drive it."""
    assert qapp is not None
    with main.rooms().house(data) as house:
        house.office.set_up_demo()
        yield from _window(house, tmp_path)


@pytest.fixture
def again(qapp: QApplication, data: Path, tmp_path: Path) -> Iterator[Driver]:
    """The window on a data folder that another process left behind."""
    assert qapp is not None
    with main.rooms().house(data) as house:
        yield from _window(house, tmp_path)


def _window(house: House, out: Path) -> Iterator[Driver]:
    program = Program(house, house.catalog())
    program.window.resize(1366, 768)
    program.window.show()
    program.window.activateWindow()
    yield Driver(program, house, TourWanted(out, "id", 1366, 768), [])
    program.window.may_close = True
    program.window.close()
    program.window.deleteLater()
    QApplication.sendPostedEvents()


def sign_in(hands: Driver) -> None:
    hands.press("sample-1")
    hands.press("sign-in")
    hands.wait_for("HomeScreen")
