"""An essay is marked at the kiosk, by keyboard, and leads to the learner's certificate."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QTableView, QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtCertificate, AtEvaluation, AtResult
from kiosk.desk.views import ResultView
from kiosk.house import House
from kiosk.office import demo
from kiosk.people.role import OFFICER
from kiosk.ui.officer_essays import EssaysRoom
from tests.conftest import Clock
from tests.desk.learning_on import CONTENT
from tests.essay_course import COURSE, TEXT, essay_catalog, hand_in

from .conftest import Visit
from .trainer_room import Frame


@pytest.fixture
def shelf(tmp_path: Path) -> Catalog:
    return essay_catalog(tmp_path / "content")


@pytest.fixture
def frame(visit: Visit, house: House, shelf: Catalog, clock: Clock) -> Frame:
    """The list of essays, after two people have handed in a test."""
    house.office.set_up_demo()
    for person in (0, 1):
        hand_in(house, shelf, person, text=f"{TEXT} {person}")
        clock.pass_seconds(60)
    made = Frame(visit.window)
    made.room = EssaysRoom(visit.window, house.clerk(OFFICER), made.show, shelf)
    made.show()
    visit.bot.waitUntil(lambda: len(visit.table("essays-table")) == 2)
    return made


def key(visit: Visit, kind: type[QWidget], name: str, *keys: Qt.Key) -> None:
    for each in keys:
        QTest.keyClick(visit.seen(kind, name), each)


def result(desk: Desk) -> ResultView:
    view = desk.view(AtResult(COURSE, "post"))
    assert isinstance(view, ResultView)
    return view


@pytest.mark.usefixtures("frame")
def test_two_essays_are_marked_by_keyboard_and_lead_to_the_certificate(
    visit: Visit, house: House, shelf: Catalog
) -> None:
    assert [line[4] for line in visit.table("essays-table")] == ["Tanpa nama", "Tanpa nama"]
    key(visit, QTableView, "essays-table", Qt.Key.Key_Return)
    assert visit.seen(QLabel, "essay-text").text() == f"{TEXT} 0"
    key(visit, QWidget, "essay-rubric", Qt.Key.Key_3, Qt.Key.Key_1)
    assert visit.seen(QLabel, "essay-sum").text() == "4 dari 5 poin"
    comment = visit.seen(QPlainTextEdit, "essay-comment")
    assert visit.window.focusWidget() is comment
    QTest.keyClicks(comment, "Contohnya kurang.")
    QTest.keyClick(comment, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    visit.bot.waitUntil(lambda: visit.seen(QLabel, "essay-text").text() == f"{TEXT} 1")
    visit.press("points-k1-0")
    visit.press("essay-save")
    assert visit.seen(QLabel, "essay-wrong").text() == (
        "Beri poin untuk setiap butir rubrik, lalu simpan."
    )
    key(visit, QWidget, "essay-rubric", Qt.Key.Key_7)
    assert visit.seen(QLabel, "essay-sum").text() == "0 dari 5 poin"
    visit.press("points-k2-0")
    visit.press("essay-save")
    assert visit.says("Tidak ada esai yang menunggu.")
    visit.press("essays-marked")
    assert sorted(line[4] for line in visit.table("essays-table")) == [
        "Peserta Contoh 1", "Peserta Contoh 2",
    ]  # fmt: skip
    desks = [_desk(house, shelf, person) for person in (0, 1)]
    assert [result(desk).score for desk in desks] == [95.0, 75.0]
    assert isinstance(desks[0].evaluate(AtEvaluation(COURSE), CONTENT), AtCertificate)


def _desk(house: House, shelf: Catalog, person: int) -> Desk:
    settings = house.office.settings()
    assert settings is not None
    return Desk(house.kiosk(settings, shelf), demo.LEARNERS[person])


@pytest.mark.usefixtures("frame")
def test_a_mark_is_corrected_and_skipping_goes_round(visit: Visit) -> None:
    visit.press("essay-open")
    visit.press("essay-skip")
    assert visit.seen(QLabel, "essay-text").text() == f"{TEXT} 1"
    visit.press("essay-skip")
    assert visit.seen(QLabel, "essay-text").text() == f"{TEXT} 0"
    for name in ("points-k1-3", "points-k2-2", "essay-save"):
        visit.press(name)
    visit.press("essay-back")
    visit.press("essays-marked")
    visit.press("essay-open")
    shown = [b.text() for b in visit.window.findChildren(QPushButton) if b.isChecked()]
    assert {"3", "2"} <= set(shown)
