"""The officer's room over a real data folder, and hands that find what can be seen in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from kiosk.catalog.catalog import Catalog
from kiosk.house import House, Rooms
from kiosk.office import demo
from kiosk.store.machine import Machine
from kiosk.ui import files
from kiosk.ui.courier import Courier
from kiosk.ui.display import Display
from kiosk.ui.files import Start
from kiosk.ui.keeper import Keeper
from kiosk.ui.officer import OfficerRoom
from kiosk.ui.window import Window
from tests.conftest import HOME, Clock, backwards, day_in_sibolga
from tests.register.people import certified

from .register_room import PEOPLE, into_register

W = TypeVar("W", bound=QWidget)


def _no_door(*_given: object) -> int:
    raise AssertionError


class Visit:
    """A window over a real data folder, and hands that find what can be seen in it."""

    def __init__(self, qtbot: QtBot, house: House, catalog: Catalog) -> None:
        self.bot, self.house = qtbot, house
        self.window = Window(Display())
        self.window.resize(1366, 768)
        qtbot.addWidget(self.window)
        self.window.show()
        self.left: list[str] = []
        self.keeper = Keeper(house)
        self.courier = Courier(house, catalog)
        self._catalog = catalog
        self.room = self.again()

    def again(self) -> OfficerRoom:
        """The room as somebody finds it who comes to its door."""
        return OfficerRoom(
            self.window,
            self.keeper,
            self.courier,
            self._catalog,
            lambda: self.left.append("left"),
        )

    def seen(self, kind: type[W], name: str) -> W:
        """The visible widget of that name, once it is there."""

        def found() -> bool:
            return any(w.isVisible() for w in self.window.findChildren(kind, name))

        self.bot.waitUntil(found)
        return next(w for w in self.window.findChildren(kind, name) if w.isVisible())

    def press(self, name: str) -> None:
        QTest.mouseClick(self.seen(QPushButton, name), Qt.MouseButton.LeftButton)

    def type(self, name: str, words: str) -> None:
        QTest.keyClicks(self.seen(QLineEdit, name), words)

    def key_back(self, name: str) -> None:
        QTest.keyClick(self.seen(QLineEdit, name), Qt.Key.Key_Backspace)

    def says(self, words: str) -> bool:
        """Whether a visible label holds these words, now or after the next painting."""

        def said() -> bool:
            labels = self.window.findChildren(QLabel)
            return any(words in label.text() for label in labels if label.isVisible())

        self.bot.waitUntil(said)
        return said()

    def enter(self) -> None:
        self.room.ask_passphrase()
        self.type("passphrase", demo.PASSPHRASE)
        self.press("passphrase-enter")
        self.press("part-people")
        self.seen(QTableView, "people-table")

    def choose(self, name: str) -> None:
        """Mark a file in the chooser and take it."""
        shelf = self.seen(QListWidget, "files-list")
        (item,) = shelf.findItems(name, Qt.MatchFlag.MatchExactly)
        shelf.setCurrentItem(item)
        self.press("files-take")

    def table(self, name: str) -> list[list[str]]:
        model = self.seen(QTableView, name).model()
        return [
            [str(model.index(r, c).data() or "") for c in range(model.columnCount())]
            for r in range(model.rowCount())
        ]


@pytest.fixture
def house(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """An empty data folder; the user's folder beside it, where the chooser begins."""
    (tmp_path / "user").mkdir()
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "user"))
    letters = iter("ABCDEFGHJKLMNPQRSTUVWXYZ" * 99)
    rooms = Rooms(
        home=HOME,
        now=clock.now,
        ticks=clock.ticks,
        day_of=day_in_sibolga,
        new_id=clock.new_id,
        shuffle=backwards,
        pick=lambda _letters: next(letters),
        chance=clock.chance,
        machine=Machine,
        open_window=_no_door,
        take_tour=_no_door,
        preview=_no_door,
    )
    with rooms.house(tmp_path / "kiosk") as opened:
        yield opened


@pytest.fixture
def visit(qtbot: QtBot, house: House, catalog: Catalog) -> Iterator[Visit]:
    made = Visit(qtbot, house, catalog)
    yield made
    for each in (made.courier, made.keeper):
        each.close()
        each.deleteLater()  # here, not by whichever thread collects garbage next


@pytest.fixture
def user(tmp_path: Path) -> Path:
    """The user's folder."""
    return tmp_path / "user"


@pytest.fixture
def used(house: House, clock: Clock, catalog: Catalog, monkeypatch: pytest.MonkeyPatch) -> House:
    """A kiosk in use; four have a certificate without end."""
    clock.pass_seconds(86_400 * 30)
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    house.office.set_up_demo()
    house.office.change(msgspec.structs.replace(demo.SETTINGS, demo=False))
    house.store.roster.put(PEOPLE)
    certified(house, PEOPLE)
    return house


@pytest.fixture
def place(user: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one place in which the chooser looks."""
    monkeypatch.setattr(files, "starts", lambda: (Start(user, "STIK", "usb"),))
    return user


@pytest.fixture
def register(used: House, visit: Visit) -> Visit:
    """In the register, read."""
    assert used is visit.house
    return into_register(visit)
