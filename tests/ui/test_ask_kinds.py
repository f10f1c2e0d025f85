"""The kinds of question that need more than a tap, and how a check in the text helps on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from kiosk.catalog.fault import errors
from kiosk.catalog.source import read_course
from kiosk.desk.practice import CheckState
from kiosk.learning.answers import Answer, Chosen, Filled, Pointed, Typed, mark
from kiosk.learning.question import DragWords, Level, Question, Slot
from kiosk.ui import theme as looks
from kiosk.ui.ask import AskWidget, ask, resting_order
from kiosk.ui.check import CheckBlock
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.overlay import Overlay
from tests.kinds import write_kinds_course

Put = Callable[[str], AskWidget]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_kinds_course(tmp_path_factory.mktemp("kinds") / "kursus-kecil")


@pytest.fixture(scope="module")
def questions(folder: Path) -> dict[str, Question]:
    course, faults = read_course(folder)
    assert course is not None
    assert course.pre_test is not None
    assert errors(faults) == ()
    return {q.id: q for q in (*course.pre_test.questions, *course.checks)}


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    made = looks.plain()
    looks.install(qapp, qapp, made)
    return made


@pytest.fixture
def put(qtbot: QtBot, theme: Theme, questions: dict[str, Question], folder: Path) -> Put:
    """Put a question on the screen."""
    files = {f: str(folder / f) for f in ("figures/loket.svg", "figures/kosong.svg")}

    def show(name: str) -> AskWidget:
        made = ask(questions[name], (), None, theme, pictures=files)
        made.resize(720, made.heightForWidth(720))
        qtbot.addWidget(made)
        made.show()
        return made

    return show


def part(made: QWidget, name: str) -> QWidget:
    found = made.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def tap(made: QWidget, name: str) -> None:
    QTest.mouseClick(part(made, name), Qt.MouseButton.LeftButton)


def says(made: QWidget, words: str) -> bool:
    return any(words in x.text() for x in made.findChildren(QLabel) if x.isVisibleTo(made))


def judged(made: AskWidget, *, reveal: bool = False) -> None:
    made.show_mark(mark(made.question, made.current()), reveal=reveal)
    QApplication.processEvents()  # what was put into a shown layout is shown with the next events


def test_each_gap_tells_how_right_it_is(put: Put) -> None:
    made = put("kk-isi")
    QTest.keyClicks(part(made, "gap-jumlah"), "12")
    tap(made, "gap-janji")
    tap(made, "gap-janji-2")
    judged(made)
    assert part(made, "gap-jumlah").accessibleDescription() == "salah"
    assert part(made, "gap-janji").accessibleDescription() == "benar"
    assert says(made, "Sebagian benar: 50 dari 100")
    assert not says(made, "Isian yang tepat")
    judged(made, reveal=True)
    assert says(made, "Isian yang tepat: 14.")


def test_a_typed_gap_is_told_after_a_rest_and_an_emptied_one_too(qtbot: QtBot, put: Put) -> None:
    made = put("kk-isi")
    with qtbot.waitSignal(made.changed) as told:
        QTest.keyClicks(part(made, "gap-jumlah"), " 14 ")
    assert told.args == [Filled({"jumlah": "14"})]
    QTest.keyClick(part(made, "gap-jumlah"), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(made.changed) as told:
        QTest.keyClick(part(made, "gap-jumlah"), Qt.Key.Key_Delete)
    assert told.args == [Filled({})]
    assert made.current() is None


def test_esc_closes_a_list_and_only_that(put: Put) -> None:
    made = put("kk-isi")
    tap(made, "gap-janji")
    QTest.keyClick(part(made, "gap-janji-1"), Qt.Key.Key_Escape)
    assert not part(made, "gap-janji-1").isVisibleTo(made)
    assert made.current() is None


def test_a_word_is_put_taken_back_and_moved(put: Put) -> None:
    made = put("kk-kata")  # Maklumat, Standar, Visi
    tap(made, "word-1")
    tap(made, "gap-satu")
    assert made.current() == Filled({"satu": "Maklumat"})
    assert not part(made, "word-1").isEnabled()
    tap(made, "gap-dua")
    tap(made, "word-3")
    assert made.current() == Filled({"satu": "Maklumat", "dua": "Visi"})
    QTest.keyClick(part(made, "gap-dua"), Qt.Key.Key_Delete)
    QTest.keyClick(part(made, "gap-dua"), Qt.Key.Key_A)
    assert made.current() == Filled({"dua": "Maklumat"})
    tap(made, "gap-dua")
    assert made.current() is None
    assert part(made, "word-1").isEnabled()


def test_a_word_that_lies_there_twice_stands_in_two_places(qtbot: QtBot, theme: Theme) -> None:
    asked = DragWords("{a} dan {b}", (Slot("a", "warga", "-"), Slot("b", "warga", "-")))
    question = Question("q", (), asked, "l1", Level.USE, "Contoh")
    assert resting_order(question) == ("warga", "warga")
    made = ask(question, (), Filled({"a": "warga"}), theme)
    qtbot.addWidget(made)
    made.show()
    QTest.keyClick(part(made, "gap-b"), Qt.Key.Key_B)
    assert made.current() == Filled({"a": "warga", "b": "warga"})


def test_a_word_carried_beside_every_gap_goes_back(put: Put) -> None:
    made = put("kk-kata")
    tap(made, "word-1")
    tap(made, "gap-satu")
    slot, left = part(made, "gap-satu"), Qt.MouseButton.LeftButton
    none, middle = Qt.KeyboardModifier.NoModifier, part(made, "gap-satu").rect().center()
    QTest.mousePress(slot, left, none, middle)
    for by in (30, 200, 260):
        QTest.mouseMove(slot, middle + QPoint(0, by))
    assert says(made, "Maklumat")
    QTest.mouseRelease(slot, left, none, middle + QPoint(0, 260))
    assert made.current() is None


def finger(made: QWidget, *places: QPoint) -> None:
    """A finger put down at the first place, moved along, and lifted at the last."""
    kinds, states = QEvent.Type, QEventPoint.State
    steps = [(kinds.TouchBegin, states.Pressed, places[0])]
    steps += [(kinds.TouchUpdate, states.Updated, at) for at in places[1:]]
    steps += [(kinds.TouchEnd, states.Released, places[-1])]
    screen = QTest.createTouchDevice()
    for kind, state, at in steps:
        point = QEventPoint(0, state, QPointF(at), QPointF(made.mapToGlobal(at)))
        touch = QTouchEvent(kind, screen, Qt.KeyboardModifier.NoModifier, [point])
        QApplication.sendEvent(made, touch)


def test_a_finger_carries_a_word_and_taps_another(put: Put) -> None:
    made = put("kk-kata")
    word, slot, other = (part(made, name) for name in ("word-2", "gap-satu", "word-1"))
    start, end = word.rect().center(), word.mapFromGlobal(slot.mapToGlobal(slot.rect().center()))
    finger(word, start, (start + end) / 2, end)
    assert made.current() == Filled({"satu": "Standar"})
    finger(other, other.rect().center())
    finger(part(made, "gap-dua"), QPoint(9, 9))
    assert made.current() == Filled({"satu": "Standar", "dua": "Maklumat"})


def test_areas_are_named_only_after_judging(put: Put) -> None:
    made = put("kk-tunjuk")
    picture = part(made, "place")
    QTest.keyClick(picture, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert made.current() is None
    QTest.keyClick(picture, Qt.Key.Key_Return)
    assert made.current() == Pointed(0.5, 0.59)
    assert "biaya" not in picture.accessibleDescription() + picture.accessibleName()
    for _ in range(3):
        QTest.keyClick(picture, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(picture, Qt.Key.Key_Space)
    judged(made)
    assert "Anda menunjuk: biaya." in picture.accessibleDescription()
    assert "jangka waktu, biaya" in picture.accessibleDescription()
    assert not says(made, "jangka waktu")
    judged(made, reveal=True)
    assert says(made, "Tempat yang tepat: jangka waktu.")


def test_a_picture_to_choose_can_be_enlarged(put: Put) -> None:
    made = put("kk-gambar")
    QTest.keyClick(part(made, "choice-a"), Qt.Key.Key_B)
    assert made.current() == Chosen(("b",))
    tap(made, "choice-a-large")
    assert made.findChild(Overlay) is not None
    assert made.current() == Chosen(("b",))


class Practice:
    """A check in the text that is judged at once, as the desk does."""

    def __init__(self, question: Question, theme: Theme, *, case: bool = False) -> None:
        self.block = CheckBlock(CheckState(question, None, None), theme, case=case)
        self.given: list[Answer] = []
        self.block.checked.connect(self._judge)

    def _judge(self, _question: str, answer: Answer) -> None:
        self.given.append(answer)
        self.block.show_mark(mark(self.block.ask.question, answer))

    def can_see(self) -> bool:
        see = self.block.findChild(QPushButton, f"{self.block.question_id}-see")
        return see is not None and see.isVisibleTo(self.block)


def test_each_try_brings_the_next_hint_and_the_third_the_answer(
    qtbot: QtBot, theme: Theme, questions: dict[str, Question]
) -> None:
    practice = Practice(questions["kk-c-isi"], theme)
    block = practice.block
    qtbot.addWidget(block)
    shown = []
    for _ in range(3):
        QTest.keyClicks(part(block, "kk-c-isi-gap-jumlah"), "9")
        tap(block, "kk-c-isi-check")
        hints = [says(block, words) for words in ("Buka lagi tabelnya.", "ditambah delapan")]
        shown.append((*hints, practice.can_see()))
    assert shown == [(True, False, False), (True, True, False), (True, True, True)]
    assert not says(block, "Isian yang tepat")
    tap(block, "kk-c-isi-see")
    assert says(block, "Isian yang tepat: maklumat")


def test_a_decision_of_a_case_gets_no_hint(
    qtbot: QtBot, theme: Theme, questions: dict[str, Question]
) -> None:
    practice = Practice(questions["kk-c-isi"], theme, case=True)
    qtbot.addWidget(practice.block)
    for _ in range(3):
        QTest.keyClicks(part(practice.block, "kk-c-isi-gap-jumlah"), "9")
        tap(practice.block, "kk-c-isi-check")
    assert not says(practice.block, "Buka lagi tabelnya.")
    assert not practice.can_see()


def test_an_essay_is_handed_in_when_it_is_long_enough_and_then_waits(
    qtbot: QtBot, theme: Theme, questions: dict[str, Question]
) -> None:
    practice = Practice(questions["kk-uraian"], theme)
    block = practice.block
    qtbot.addWidget(block)
    field = block.findChild(QPlainTextEdit, "kk-uraian-essay")
    assert field is not None
    QTest.keyClicks(field, "Agar warga")
    tap(block, "kk-uraian-check")
    assert practice.given == []
    assert says(block, "Tulis paling sedikit 4 kata. Jawaban Anda baru 2 kata.")
    QTest.keyClicks(field, " dapat bersiap.")
    tap(block, "kk-uraian-check")
    assert practice.given == [Typed("Agar warga dapat bersiap.")]
    assert says(block, "Menunggu penilaian pelatih")
    assert says(block, "Warga dapat bersiap sebelum datang.")
    assert not says(block, "Belum tepat")
    assert not practice.can_see()
