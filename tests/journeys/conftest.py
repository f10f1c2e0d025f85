from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import main
from kiosk.house import TourWanted
from kiosk.ui.driver import Driver
from kiosk.ui.sitting import Sitting


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


def sign_in(hands: Driver) -> None:
    hands.press("sample-1")
    hands.press("sign-in")
    hands.wait_for("HomeScreen")
