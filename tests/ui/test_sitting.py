"""A window whose house is closed and opened again behind it, and what if it does not open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

import main
from kiosk.house import House, Rooms
from kiosk.store import StoreTrouble
from kiosk.ui.program import Program, open_window
from kiosk.ui.sitting import Sitting


@dataclass(frozen=True)
class Locked(Rooms):
    """Rooms whose house opens once, then never again."""

    @contextmanager
    def house(self, data: Path) -> Iterator[House]:
        if (data / "once").exists():
            raise StoreTrouble("full")
        with super().house(data) as house:
            (data / "once").touch()
            yield house


@pytest.fixture
def data(tmp_path: Path) -> Path:
    with main.rooms().house(tmp_path / "data") as house:
        house.office.set_up_demo()
    return tmp_path / "data"


@pytest.fixture
def sitting(qtbot: QtBot, data: Path) -> Iterator[Sitting]:
    made = Sitting(main.rooms(), data)
    qtbot.addWidget(made.program.window)
    made.program.window.show()
    yield made
    made.close()


def test_the_window_and_its_look_stay_while_the_house_is_another(
    sitting: Sitting, qtbot: QtBot
) -> None:
    window, house = sitting.program.window, sitting.house
    with qtbot.waitSignal(sitting.opened):
        sitting.program.reopen(None)
    assert sitting.program.window is window
    assert sitting.house is not house
    assert window.isVisible()
    assert type(window.screen_shown).__name__ == "SignInScreen"


def test_work_is_done_while_the_house_is_closed_and_its_words_are_said(
    sitting: Sitting, data: Path, qtbot: QtBot
) -> None:
    def work() -> tuple[str, str]:
        with main.rooms().house(data):  # refused while another program has it open
            return "Selesai", "Semua baik."

    with qtbot.waitSignal(sitting.opened):
        sitting.program.reopen(work)
    qtbot.waitUntil(lambda: sitting.program.window.overlay is not None)


def test_a_fault_of_ours_while_it_is_closed_leaves_a_first_screen(
    sitting: Sitting, qtbot: QtBot
) -> None:
    def work() -> tuple[str, str]:
        return str(int("x")), ""

    with qtbot.capture_exceptions() as caught, qtbot.waitSignal(sitting.opened):
        sitting.program.reopen(work)
    assert [kind for kind, _error, _trace in caught] == [ValueError]
    assert type(sitting.program.window.screen_shown).__name__ == "SignInScreen"


def test_a_house_that_does_not_open_again_ends_the_program_with_its_trouble(
    qtbot: QtBot, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert qtbot is not None
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    rooms = main.rooms()
    locked = Locked(**{name: getattr(rooms, name) for name in vars(rooms)})

    def ready(program: Program) -> None:
        qtbot.addWidget(program.window)
        QTimer.singleShot(0, program, lambda: program.reopen(None))

    with pytest.raises(StoreTrouble) as trouble:
        open_window(locked, data, ready=ready)
    assert trouble.value.code == "full"
