"""A lesson's text is made little by little, and the reader does not notice."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import msgspec
import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kiosk.desk.desk import Desk
from kiosk.desk.places import InLesson
from kiosk.desk.views import LessonView
from kiosk.learning.answers import Answer, Chosen
from kiosk.learning.course import Check, Condition, Paragraph, Task
from kiosk.learning.question import ChoiceQuestion
from kiosk.ui import theme as looks
from kiosk.ui.growing import Growing
from kiosk.ui.screens.lesson import LessonScreen

COURSE = "pelayanan-prima"
LESSON = InLesson(COURSE, "mendengar-dengan-angka")
CASE = InLesson(COURSE, "kasus-map-kurang-satu-lembar")

Shows = Callable[..., LessonScreen]


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot) -> Iterator[QWidget]:
    """The window as it is on a small monitor."""
    made = QWidget()
    qtbot.addWidget(made)
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    looks.install(qapp, made, looks.plain())
    made.resize(1366, 768)
    made.show()
    yield made
    made.hide()


@pytest.fixture
def shows(qapp: QApplication, window: QWidget) -> Shows:
    """Put a lesson into the window, in place of another."""

    def show(view: LessonView, scale: float = 1.0) -> LessonScreen:
        box = window.layout()
        assert box is not None
        for old in window.findChildren(LessonScreen):
            box.removeWidget(old)
            old.setParent(None)
        theme = looks.plain(scale)
        if scale != 1:
            looks.install(qapp, window, theme)
        screen = LessonScreen(view, theme)
        box.addWidget(screen)
        QApplication.processEvents()
        return screen

    return show


@pytest.fixture
def started(desk: Desk) -> Desk:
    desk.open(COURSE)
    return desk


def lesson_at(desk: Desk, place: InLesson, start: str = "") -> LessonView:
    view = desk.view(place)
    assert isinstance(view, LessonView)
    return msgspec.structs.replace(view, start=start)


def text_of(screen: LessonScreen) -> Growing:
    found = screen.findChild(QObject, "lesson")
    assert isinstance(found, Growing)
    return found


def all_there(qtbot: QtBot, screen: LessonScreen) -> None:
    qtbot.waitUntil(lambda: text_of(screen).complete, timeout=3000)
    QApplication.processEvents()


def top_in_view(screen: LessonScreen, name: str) -> int:
    """Pixels between the upper edge of the text and a widget in it."""
    widget = screen.findChild(QWidget, name)
    assert widget is not None
    return widget.mapTo(text_of(screen), QPoint(0, 0)).y()


def tap(screen: QWidget, name: str) -> None:
    widget = screen.findChild(QWidget, name)
    assert widget is not None
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def checks_of(view: LessonView) -> list[str]:
    return [b.question for b in view.lesson.blocks if isinstance(b, Check)]


def choice_name(view: LessonView, question: str, *, right: bool) -> str:
    asked = view.checks[question].question.asked
    assert isinstance(asked, ChoiceQuestion)
    return f"{question}-choice-{next(c.id for c in asked.choices if c.right == right)}"


def test_only_what_is_seen_is_made_first_and_the_rest_follows(
    qtbot: QtBot, started: Desk, shows: Shows
) -> None:
    view = lesson_at(started, LESSON)
    screen = shows(view)
    last = [f"note-{b.id}" for b in view.lesson.blocks if isinstance(b, Task)][-1]
    assert not text_of(screen).complete
    assert screen.findChild(QWidget, last) is None
    all_there(qtbot, screen)
    assert screen.findChild(QWidget, last) is not None
    for question in checks_of(view):
        found = [
            w for w in screen.findChildren(QWidget) if w.objectName().startswith(f"{question}-")
        ]
        assert found


@pytest.mark.parametrize("share", [0.3, 0.6, 0.8])
def test_reading_goes_on_at_its_block_and_stays_there(
    qtbot: QtBot, started: Desk, shows: Shows, share: float
) -> None:
    blocks = lesson_at(started, LESSON).lesson.blocks
    start = blocks[int(len(blocks) * share)].id
    screen = shows(lesson_at(started, LESSON, start))
    reading = vars(screen)["_reading"]
    first = text_of(screen).verticalScrollBar().value()
    assert reading.block_at(first) == start
    all_there(qtbot, screen)
    last = text_of(screen).verticalScrollBar().value()
    assert reading.block_at(last) == start
    place = [b.id for b in blocks].index(start) + 1
    assert last == reading.top_of_part(place)


def test_the_last_block_can_be_where_reading_goes_on(
    qtbot: QtBot, started: Desk, shows: Shows
) -> None:
    last = lesson_at(started, LESSON).lesson.blocks[-1].id
    screen = shows(lesson_at(started, LESSON, last))
    all_there(qtbot, screen)
    bar = text_of(screen).verticalScrollBar()
    assert bar.value() == bar.maximum() > 0


def test_a_larger_text_or_another_width_keeps_the_block(
    qtbot: QtBot, started: Desk, shows: Shows, window: QWidget
) -> None:
    blocks = lesson_at(started, LESSON).lesson.blocks
    screen = shows(lesson_at(started, LESSON, blocks[9].id))
    all_there(qtbot, screen)
    window.resize(1024, 600)
    QApplication.processEvents()
    told: list[str] = []
    screen.reached.connect(lambda block, _seconds: told.append(block))
    screen.flush()
    assert told == [blocks[9].id]
    larger = shows(lesson_at(started, LESSON, told[0]), scale=1.5)
    all_there(qtbot, larger)
    reading = vars(larger)["_reading"]
    assert reading.block_at(text_of(larger).verticalScrollBar().value()) == told[0]


def test_the_end_counts_when_it_was_seen(qtbot: QtBot, started: Desk, shows: Shows) -> None:
    screen = shows(lesson_at(started, LESSON))
    action = screen.findChild(QPushButton, "action")
    assert action is not None
    ended: list[bool] = []
    screen.finished.connect(lambda: ended.append(True))
    action.click()
    assert not ended
    assert action.text() == "Lanjut membaca"
    all_there(qtbot, screen)
    assert action.text() == "Lanjut membaca"
    pages = 0
    while not ended and pages < 40:
        action.click()
        QApplication.processEvents()
        pages += 1
    bar = text_of(screen).verticalScrollBar()
    assert bar.value() == bar.maximum()
    assert ended == [True]
    assert pages > 3


def test_jumping_to_the_end_at_once_shows_the_end(
    qtbot: QtBot, started: Desk, shows: Shows
) -> None:
    screen = shows(lesson_at(started, LESSON))
    QTest.keyClick(screen, Qt.Key.Key_End)
    all_there(qtbot, screen)
    QTest.keyClick(screen, Qt.Key.Key_End)
    action = screen.findChild(QPushButton, "action")
    assert action is not None
    assert action.text() == "Berikutnya"


def test_a_decision_opens_the_next_part_of_the_case(
    qtbot: QtBot, started: Desk, shows: Shows
) -> None:
    view = lesson_at(started, CASE)
    screen = shows(view)
    screen.checked.connect(
        lambda question, answer: screen.show_mark(question, started.check(CASE, question, answer))
    )
    all_there(qtbot, screen)
    first, second = checks_of(view)[:2]
    name = choice_name(view, second, right=True)
    assert screen.findChild(QWidget, name) is None
    assert vars(screen)["_reading"].waiting
    before = top_in_view(screen, choice_name(view, first, right=True))
    tap(screen, choice_name(view, first, right=True))
    all_there(qtbot, screen)
    assert screen.findChild(QWidget, name) is not None
    assert top_in_view(screen, choice_name(view, first, right=True)) == before


def test_each_choice_leads_into_its_own_branch(qtbot: QtBot, started: Desk, shows: Shows) -> None:
    """A second thought takes its own way, too; what was decided is still there the next time."""
    view = lesson_at(started, CASE)
    branch = {letter: words_in(view, letter) for letter in "ac"}
    ways = {"a": branch["a"], "b": "Lembar yang kurang", "c": branch["c"]}
    screen = shows(view)
    screen.checked.connect(
        lambda question, answer: screen.show_mark(question, started.check(CASE, question, answer))
    )
    all_there(qtbot, screen)
    for letter in ("a", "c", "b", "a"):
        tap(screen, f"kasus-k1-choice-{letter}")
        all_there(qtbot, screen)
        seen = [way for way, words in ways.items() if words in words_of(screen)]
        assert seen == sorted({letter, "b"})  # the story goes on for everybody
    again = shows(lesson_at(started, CASE))
    all_there(qtbot, again)
    assert ways["a"] in words_of(again)
    assert ways["c"] not in words_of(again)


def words_in(view: LessonView, letter: str) -> str:
    """How the branch of a choice begins."""
    way = Condition("kasus-k1", (letter,))
    [name] = [block for block, condition in view.lesson.conditions.items() if condition == way]
    block = next(b for b in view.lesson.blocks if b.id == name)
    assert isinstance(block, Paragraph)
    return block.spans[0].text[:40]


def words_of(screen: LessonScreen) -> str:
    labels = screen.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def test_the_action_in_a_case_asks_for_the_decision_first(
    qtbot: QtBot, started: Desk, shows: Shows
) -> None:
    screen = shows(lesson_at(started, CASE))
    all_there(qtbot, screen)
    ended: list[bool] = []
    screen.finished.connect(lambda: ended.append(True))
    for _ in range(15):
        tap(screen, "action")
    assert not ended
    assert vars(screen)["_note"].text() == "Pilih jawaban dahulu."


def test_a_check_in_the_text_shows_what_it_was_worth(
    qtbot: QtBot, started: Desk, shows: Shows
) -> None:
    view = lesson_at(started, LESSON)
    screen = shows(view)
    all_there(qtbot, screen)
    question = next(
        name
        for name in checks_of(view)
        if isinstance(asked := view.checks[name].question.asked, ChoiceQuestion)
        and not asked.several
    )
    told: list[Answer] = []
    screen.checked.connect(lambda _question, answer: told.append(answer))
    tap(screen, choice_name(view, question, right=False))
    assert isinstance(told[-1], Chosen)
    reading = vars(screen)["_reading"]
    high = vars(reading)["_sheet"].height()
    screen.show_mark(question, started.check(LESSON, question, told[-1]))
    qtbot.waitUntil(lambda: vars(reading)["_sheet"].height() > high)
    assert vars(reading)["_checks"][question].answered


def test_tab_follows_the_text_wherever_making_began(
    qtbot: QtBot, started: Desk, shows: Shows
) -> None:
    blocks = lesson_at(started, LESSON).lesson.blocks
    screen = shows(lesson_at(started, LESSON, blocks[len(blocks) // 2].id))
    all_there(qtbot, screen)
    sheet = vars(text_of(screen))["_sheet"]
    mark = screen.findChild(QWidget, "bookmark")
    assert mark is not None
    seen: list[int] = []
    widget = mark.nextInFocusChain()
    while widget is not None and widget.objectName() != "action" and widget is not mark:
        stop = widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if stop and sheet.isAncestorOf(widget):
            seen.append(widget.mapTo(sheet, QPoint(0, 0)).y())
        widget = widget.nextInFocusChain()
    assert len(seen) > 8
    assert seen == sorted(seen)


def test_a_bookmark_and_a_note_appear_at_their_section(
    qtbot: QtBot, started: Desk, shows: Shows
) -> None:
    view = lesson_at(started, LESSON)
    screen = shows(view)
    screen.bookmarked.connect(lambda _block, _on: screen.saved(0))
    all_there(qtbot, screen)
    high = vars(text_of(screen))["_sheet"].height()
    tap(screen, "bookmark")
    assert vars(text_of(screen))["_sheet"].height() > high
    vars(screen)["_reading"].show_note(view.lesson.blocks[0].id, "Ingat map merah.")
    QApplication.processEvents()
    words = [getattr(w, "text", str)() for w in screen.findChildren(QWidget)]
    assert "Ingat map merah." in words
