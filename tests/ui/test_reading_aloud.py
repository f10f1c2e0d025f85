"""A lesson that is read aloud: from where the reader is, block by block, until it is stopped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.desk.desk import Desk
from kiosk.desk.places import InLesson
from kiosk.desk.views import LessonView
from kiosk.learning.course import Check
from kiosk.ui import theme as looks
from kiosk.ui.aloud import aloud
from kiosk.ui.growing import Growing
from kiosk.ui.screens.lesson import LessonScreen
from kiosk.ui.voice import Voice

COURSE = "pelayanan-prima"
LESSON = InLesson(COURSE, "mendengar-dengan-angka")
CASE = InLesson(COURSE, "kasus-map-kurang-satu-lembar")


class Heard(Voice):
    """A voice that writes down what it is asked to say."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.slow: list[bool] = []
        self.stops = 0

    def say(self, words: str, *, slow: bool) -> None:
        self.words.append(words)
        self.slow.append(slow)

    def stop(self) -> None:
        self.stops += 1


class Room:
    """A lesson on a window, and a voice."""

    def __init__(self, qtbot: QtBot, view: LessonView) -> None:
        self.view, self.voice = view, Heard()
        self.screen = LessonScreen(view, looks.plain())
        qtbot.addWidget(self.screen)
        self.screen.resize(1366, 768)
        self.screen.show()
        found = self.screen.findChild(QObject, "lesson")
        assert isinstance(found, Growing)
        self.text = found
        qtbot.waitUntil(lambda: found.complete, timeout=3000)

    def button(self, name: str) -> QPushButton:
        made = self.screen.findChild(QPushButton, name)
        assert made is not None
        return made

    def press(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)
        QApplication.processEvents()

    def words(self, *places: int) -> list[str]:
        blocks = self.view.lesson.blocks
        return [aloud(blocks[place], self.view.checks) for place in places]

    @property
    def sign(self) -> QWidget:
        made = self.screen.findChild(QWidget, "read-aloud")
        assert made is not None
        return made


def view_of(desk: Desk, place: InLesson) -> LessonView:
    desk.open(COURSE)
    view = desk.view(place)
    assert isinstance(view, LessonView)
    return view


@pytest.fixture
def room(qtbot: QtBot, qapp: QApplication, desk: Desk) -> Room:
    assert qapp is not None
    return Room(qtbot, view_of(desk, LESSON))


@pytest.fixture
def listening(room: Room) -> Room:
    room.screen.give_voice(room.voice, slow=False)
    room.press("listen")
    return room


def test_without_a_voice_nothing_tells_of_reading_aloud(room: Room) -> None:
    assert not room.button("listen").isVisible()
    assert not room.button("listen-slow").isVisible()
    room.screen.give_voice(room.voice, slow=False)
    assert room.button("listen").isVisible()
    assert room.button("listen").text() == "Dengarkan"


def test_block_after_block_is_read_and_seen(listening: Room) -> None:
    for _ in range(12):
        listening.voice.said.emit()
    assert listening.voice.words == listening.words(*range(13))
    reading = vars(listening.screen)["_reading"]
    sign = listening.sign
    top = listening.text.verticalScrollBar().value()
    assert top > 0
    assert sign.isVisible()
    assert sign.y() >= top
    assert sign.height() > 0
    assert reading.block_at(sign.y()) == listening.view.lesson.blocks[12].id


def test_reading_begins_at_the_block_at_the_top(room: Room) -> None:
    room.screen.give_voice(room.voice, slow=False)
    reading = vars(room.screen)["_reading"]
    room.text.verticalScrollBar().setValue(reading.top_of_part(9))
    QApplication.processEvents()
    room.press("listen")
    assert room.voice.words == room.words(8)


@pytest.mark.parametrize("by", ["button", "escape"])
def test_it_is_stopped_and_goes_on_where_it_was(listening: Room, by: str) -> None:
    for _ in range(3):
        listening.voice.said.emit()
    if by == "button":
        assert listening.button("listen").text() == "Hentikan"
        listening.press("listen")
    else:
        QTest.keyClick(listening.screen, Qt.Key.Key_Escape)
    assert listening.voice.stops == 1
    assert not listening.sign.isVisible()
    listening.voice.said.emit()  # told too late: nothing follows
    assert listening.voice.words == listening.words(0, 1, 2, 3)
    listening.press("listen")
    assert listening.voice.words[4:] == listening.words(3)


def test_another_speed_begins_the_block_again_and_is_told(listening: Room) -> None:
    told: list[bool] = []
    listening.screen.slow_chosen.connect(told.append)
    listening.press("listen-slow")
    assert listening.voice.words == listening.words(0, 0)
    assert listening.voice.slow == [False, True]
    assert told == [True]


@pytest.mark.parametrize("leave", ["flush", "hide"])
def test_leaving_the_lesson_ends_it(listening: Room, leave: str) -> None:
    getattr(listening.screen, leave)()
    assert listening.voice.stops == 1
    assert listening.button("listen").text() == "Dengarkan"


def test_where_nothing_can_be_heard_it_says_so_and_the_button_goes(listening: Room) -> None:
    listening.voice.failed.emit()
    assert not listening.button("listen").isVisible()
    assert not listening.button("listen-slow").isVisible()
    note = vars(listening.screen)["_note"].text()
    assert note == "Komputer ini tidak dapat mengeluarkan suara."


def test_a_case_is_read_as_far_as_its_story_has_come(
    qtbot: QtBot, qapp: QApplication, desk: Desk
) -> None:
    assert qapp is not None
    room = Room(qtbot, view_of(desk, CASE))
    room.screen.give_voice(room.voice, slow=True)
    room.press("listen")
    blocks = room.view.lesson.blocks
    first = next(n for n, block in enumerate(blocks) if isinstance(block, Check))
    for _ in range(first + 3):
        room.voice.said.emit()
    assert room.voice.words == room.words(*range(first + 1))
    assert room.voice.slow == [True] * (first + 1)
    assert room.button("listen").text() == "Dengarkan"
