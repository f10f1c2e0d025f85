"""A test goes on paper, and its answers come back by keyboard with the score of the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTableView

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtResult
from kiosk.desk.views import ResultView
from kiosk.house import House
from kiosk.learning import on_paper
from kiosk.office import demo
from kiosk.office.paper_test import PaperTest, PaperTests, code_of
from kiosk.people.role import OFFICER
from kiosk.ui.officer_paper_test import PaperTestRoom
from tests.conftest import Clock
from tests.desk.learning_on import COURSE, read_all

from .conftest import Visit
from .trainer_room import Frame

PERSON, OTHER = demo.LEARNERS[:2]


@pytest.fixture
def room(visit: Visit, house: House, catalog: Catalog) -> PaperTestRoom:
    """The list of paper tests of a kiosk whose first learner has read all lessons."""
    house.office.set_up_demo()
    desk = _desk(house, catalog, 0)
    desk.open(COURSE)
    read_all(desk)
    frame = Frame(visit.window)
    made = frame.room = PaperTestRoom(visit.window, house.clerk(OFFICER), frame.show, catalog)
    frame.show()
    return made


def _desk(house: House, catalog: Catalog, person: int) -> Desk:
    settings = house.office.settings()
    assert settings is not None
    return Desk(house.kiosk(settings, catalog), demo.LEARNERS[person])


def made(
    visit: Visit, house: House, catalog: Catalog, clock: Clock
) -> tuple[PaperTests, PaperTest]:
    """A paper test as the room makes it."""
    visit.press("paper-new")
    assert "1 dari 30 soal tidak ikut" in visit.seen(QLabel, "paper-left-out").text()
    visit.press("paper-two")
    visit.press("paper-make")
    visit.seen(QTableView, "papers-table")
    tests = PaperTests(house.clerk(OFFICER).acts, house.store, catalog, demo.SETTINGS, clock.now)
    (paper,) = tests.all()
    return tests, paper


def keys(visit: Visit, words: str, n: int, *, one: bool) -> None:
    """Typed where the focus is: single answers go on by themselves, all others by Enter."""
    line = visit.seen(QLineEdit, f"answer-{n}")
    assert visit.window.focusWidget() is line
    QTest.keyClicks(line, words.lower())
    if not one:
        QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_sheet_is_scanned_typed_by_keyboard_and_scored_as_on_screen(
    visit: Visit, room: PaperTestRoom, house: House, catalog: Catalog, clock: Clock
) -> None:
    tests, paper = made(visit, house, catalog, clock)
    visit.press("paper-type")
    visit.type("paper-find", code_of(paper.id, "B", PERSON.id))
    QTest.keyClick(visit.seen(QLineEdit, "paper-find"), Qt.Key.Key_Return)
    entry = tests.entry(paper, "B", PERSON.id)
    for n, question in enumerate(entry.questions, 1):
        order = entry.package.orders.get(question.id, ())
        said = on_paper.written(question, order, on_paper.right(question)).split(" / ")[0]
        keys(visit, said, n, one=on_paper.single(question))
    assert visit.seen(QLabel, "paper-count").text() == "15 dari 15 soal terisi"
    first = visit.seen(QLineEdit, "answer-1")
    QTest.keyClick(first, Qt.Key.Key_X)
    assert "tidak dapat dibaca" in visit.seen(QLabel, "read-1").text()
    QTest.keyClick(first, Qt.Key.Key_Backspace)
    QTest.keyClick(first, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    said = visit.seen(QLabel, "paper-said").text()
    assert said == "Peserta Contoh 1: nilai 93,3. Ambil lembar berikutnya."  # 14 of 15
    view = _desk(house, catalog, 0).view(AtResult(COURSE, "post"))
    assert isinstance(view, ResultView)
    assert (view.score, view.on_paper, view.passed) == (93.3, True, True)
    assert room.at_start is False


@pytest.mark.usefixtures("room")
def test_a_learner_found_by_name_needs_a_reason_and_a_second_typing_too(
    visit: Visit, house: House, catalog: Catalog, clock: Clock
) -> None:
    tests, paper = made(visit, house, catalog, clock)
    visit.press("paper-type")
    visit.type("paper-find", OTHER.name)
    visit.press("paper-enter")
    visit.press("paper-save")
    assert visit.says("Tulis alasannya, lalu simpan.")
    visit.press("paper-usual-0")
    visit.press("paper-save")
    assert visit.seen(QLabel, "paper-said").text().startswith("Peserta Contoh 2: nilai 0.")
    assert tests.typed(paper, [OTHER.id]) == {OTHER.id: 0.0}
    visit.type("paper-find", OTHER.nip)
    visit.press("paper-enter")
    assert visit.says("Lembar ini sudah diketik.")
    assert not visit.window.findChildren(QPushButton, "paper-package-A")[-1].isEnabled()
