"""The computer's clock on screens: the officer's card, the words, the looks in between, sleep."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import main
from kiosk.house import House
from kiosk.learning.events import ClockConfirmed, ClockJumped
from kiosk.learning.trouble import NotAllowed
from kiosk.people.role import OFFICER
from kiosk.store.machine import Machine
from kiosk.ui import idle, program
from kiosk.ui.display import Display
from kiosk.ui.officer_clock import clock_card
from kiosk.ui.refusals import refusal
from kiosk.ui.screens import quiz
from kiosk.ui.screens.officer_clock import jump_words
from kiosk.ui.window import Window
from tests.conftest import Clock, day_in_sibolga

HOUR, DAY = 3600, 86_400
TEN_YEARS = 3653 * DAY


@pytest.fixture
def house(tmp_path: Path, clock: Clock) -> Iterator[House]:
    """A demonstration kiosk whose clock is set by hand."""
    rooms = replace(
        main.rooms(),
        now=clock.now,
        ticks=clock.ticks,
        day_of=day_in_sibolga,
        chance=clock.chance,
        machine=Machine,
    )
    with rooms.house(tmp_path / "data") as opened:
        opened.office.set_up_demo()
        yield opened


class Room:
    """The card in a window, made anew as the officer's room does."""

    def __init__(self, qtbot: QtBot, house: House) -> None:
        self.bot, self.window, self._house = qtbot, Window(Display()), house
        qtbot.addWidget(self.window)
        self.window.resize(1024, 600)
        self.window.show()
        self.show()

    def show(self) -> None:
        clerk = self._house.clerk(OFFICER)
        self.window.show_screen(lambda: clock_card(self.window, clerk, self.show))

    def words(self) -> str:
        screen = self.window.screen_shown
        assert screen is not None
        return "\n".join(label.text() for label in screen.findChildren(QLabel))

    def press(self, name: str) -> None:
        self.bot.waitUntil(lambda: self.has(name))
        next(b for b in self.window.findChildren(QPushButton, name) if b.isVisible()).click()

    def has(self, name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))


@pytest.fixture
def room(qtbot: QtBot, house: House) -> Room:
    return Room(qtbot, house)


def test_without_jumps_the_officer_sees_a_clock_that_nothing_speaks_against(room: Room) -> None:
    assert "Tidak ada yang meragukan pada jam ini." in room.words()
    assert "Loncatan" not in room.words()
    assert not room.has("clock-confirm")


def test_the_officer_sees_each_jump_and_calls_the_clock_right_after_comparing_it(
    room: Room, house: House, clock: Clock
) -> None:
    clock.at += TEN_YEARS * 1000
    room.show()
    words = room.words()
    assert "Jam ini maju 10 tahun dan belum kembali, jadi sertifikat belum dapat terbit." in words
    assert "November 2036, pukul" in words
    assert words.count("maju 10 tahun") == 2
    room.press("clock-confirm")
    room.press("overlay-no")
    room.press("clock-confirm")
    room.press("overlay-yes")
    assert not room.has("clock-confirm")
    assert "Tidak ada yang meragukan pada jam ini." in room.words()
    told = [r.event for r in house.store.happenings()]
    assert told == [ClockJumped(TEN_YEARS), ClockConfirmed()]


def test_only_the_last_five_jumps_are_listed(room: Room, clock: Clock) -> None:
    for hours in range(3, 10):
        clock.at += hours * HOUR * 1000
        room.show()
    assert [n for n in range(3, 10) if f"maju {n} jam" in room.words()] == [5, 6, 7, 8, 9]
    assert "… dan 2 lagi." in room.words()


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (61, "maju 61 detik"),
        (-600, "mundur 10 menit"),
        (7 * HOUR, "maju 7 jam"),
        (-2 * DAY, "mundur 2 hari"),
        (729 * DAY, "maju 729 hari"),
        (-26 * 365 * DAY, "mundur 26 tahun"),
    ],
)
def test_a_jump_is_told_in_a_unit_that_says_something(seconds: int, words: str) -> None:
    assert jump_words(seconds) == words


def test_a_learner_reads_the_date_that_cannot_be_and_what_to_do() -> None:
    assert refusal(NotAllowed("clock-doubtful", date="2036-11-23")) == (
        "Jam komputer ini menunjukkan 23 November 2036, dan itu tidak mungkin benar. Pekerjaan"
        " Anda tersimpan. Minta pengelola membetulkan jam, lalu buka kursus ini lagi."
    )


def test_the_window_looks_at_the_clock_by_itself(
    qtbot: QtBot, house: House, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "WATCH_EVERY", 20)
    shown = program.Program(house, house.catalog())
    qtbot.addWidget(shown.window)
    clock.at += TEN_YEARS * 1000
    qtbot.waitUntil(lambda: house.clock.noticed == 1)
    assert [r.event for r in house.store.happenings()] == [ClockJumped(TEN_YEARS)]
    shown.close()


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let the computer sleep for so many seconds."""
    slept = [0.0]
    awake = main.ticks

    def seconds() -> float:
        return awake()[1] + slept[0]

    def sleep(more: float) -> None:
        slept[0] += more

    monkeypatch.setattr(idle, "steady_seconds", seconds)
    monkeypatch.setattr(quiz, "steady_seconds", seconds)
    return sleep


def test_who_wakes_the_computer_does_not_find_the_work_of_another_open(
    qtbot: QtBot, asleep: Callable[[float], None]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    watch = idle.IdleWatch(600, window)
    gone: list[str] = []
    watch.gone.connect(lambda: gone.append("gone"))
    watch.start(600)
    asleep(599)
    watch.eventFilter(QWindow(), QEvent(QEvent.Type.MouseMove))
    asleep(599)
    watch.look()
    assert gone == []
    asleep(3600)
    watch.eventFilter(QWindow(), QEvent(QEvent.Type.MouseMove))
    watch.look()
    assert gone == ["gone"]


def test_the_time_left_on_the_screen_counts_sleep_as_the_desk_does(
    qtbot: QtBot, asleep: Callable[[float], None]
) -> None:
    shown = quiz.TimeLeft(2700, Window(Display()).theme)
    qtbot.addWidget(shown)
    assert shown.left() == 2700
    shown.start()
    asleep(100)
    assert shown.left() == 2600
    QTest.qWait(0)
