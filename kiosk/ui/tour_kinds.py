"""The tour at blocks and questions that need more than a tap, as the sample course has them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtHome, InLesson
from kiosk.learning.course import Audio, Block, Check, Course, Pages, Video
from kiosk.learning.question import (
    ChoiceQuestion,
    Cloze,
    DragWords,
    Essay,
    Pointing,
    Question,
)
from kiosk.office.demo import SETTINGS
from kiosk.ui.ask_place import Pointer
from kiosk.ui.driver import Driver, TourFailed
from kiosk.ui.widgets.option import Option

_WRITTEN = "Warga dapat bersiap sebelum datang ke loket. " * 12


def kinds(d: Driver) -> None:
    """From home into the sample course: its blocks, one question of each kind; home again."""
    journey = d.program.journey
    if journey is None:
        raise TourFailed("belum ada peserta yang masuk")
    desk, folder = journey.desk, d.house.rooms.home / "resources" / "example"
    catalog = Catalog([folder], None)
    journey.desk = Desk(d.house.kiosk(SETTINGS, catalog), desk.learner)
    [course] = catalog.courses()
    for lesson in course.lessons:
        for block in lesson.blocks:
            name = kind(course, block)
            if name:
                journey.go(InLesson(course.id, lesson.id, block.id))
                d.wait_for("LessonScreen")
                d.rest(0.05)
                _show(d, course, block, name)
    journey.desk = desk
    journey.go(AtHome())
    d.wait_for("HomeScreen")
    d.settle()


def kind(course: Course, block: Block) -> str:
    """The name for its pictures; "" for what other steps show."""
    match block:
        case Video():
            return "film"
        case Audio():
            return "rekaman"
        case Pages():
            return "dokumen"
        case Check(question=name):
            return _kind_of(course.check(name))
        case _:
            return ""


def _kind_of(question: Question) -> str:
    match question.asked:
        case ChoiceQuestion(pictured=True):
            return "pilih-gambar"
        case Cloze():
            return "isian-teks"
        case DragWords():
            return "seret-kata"
        case Pointing():
            return "tunjuk"
        case Essay():
            return "uraian"
        case ChoiceQuestion() if question.lesson == "kasus-antrean":
            return "kasus"
        case _:
            return ""


def _show(d: Driver, course: Course, block: Block, name: str) -> None:
    if not isinstance(block, Check):
        start = d.maybe(f"{block.id}-play")
        if start is not None:
            d.press(f"{block.id}-play")
            d.rest(0.4)
        d.picture(f"bagian-{name}")
        return
    question = course.check(block.question)
    prefix = f"{question.id}-"
    if not d.names(prefix):  # a decision of a branch that was not taken
        return
    d.picture(f"jenis-{name}")
    for right, words in ((False, "keliru"), (True, "benar")):
        give_more(d, question, right=right, prefix=prefix)
        if d.maybe(f"{prefix}check") is not None:
            d.press(f"{prefix}check")
        d.picture(f"jenis-{name}-{words}")


def give_more(d: Driver, question: Question, *, right: bool, prefix: str = "") -> None:
    """Answer a question of one of these kinds with taps and keys; wrongly where asked for."""
    match question.asked:
        case Cloze() as asked:
            _fill(d, asked, prefix, right=right)
        case DragWords() as asked:
            _lay(d, asked, prefix, right=right)
        case Pointing() as asked:
            _point(d, asked, prefix, right=right)
        case Essay():
            d.type(f"{prefix}essay", _WRITTEN)
        case ChoiceQuestion(choices=choices):
            d.press(f"{prefix}choice-{next(c.id for c in choices if c.right == right)}")
        case _:
            raise TourFailed(f"soal “{question.id}” berjenis lain")


def _fill(d: Driver, asked: Cloze, prefix: str, *, right: bool) -> None:
    for gap in asked.gaps:
        name = f"{prefix}gap-{gap.name}"
        if not gap.choices:
            QTest.keyClick(d.find(name), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
            d.type(name, gap.accept[0] if right else "lain")
            continue
        d.press(name)
        options = [n for n in d.names(f"{name}-") if isinstance(d.find(n), Option)]
        wanted = [n for n in options if (d.words_of(n) in gap.accept) == right]
        d.press(wanted[0])


def _lay(d: Driver, asked: DragWords, prefix: str, *, right: bool) -> None:
    words = [slot.word for slot in asked.slots]
    for slot in asked.slots:
        made = d.find(f"{prefix}gap-{slot.name}")
        made.setFocus()
        QTest.keyClick(made, Qt.Key.Key_Delete)
    for place, slot in enumerate(asked.slots):
        wanted = words[place if right else (place + 1) % len(words)]
        free = [n for n in d.names(f"{prefix}word-") if d.find(n).isEnabled()]
        named = [n for n in free if d.find(n).accessibleName().partition(". ")[2] == wanted]
        d.press((named or free)[0])
        d.press(f"{prefix}gap-{slot.name}")


def _point(d: Driver, asked: Pointing, prefix: str, *, right: bool) -> None:
    picture = d.find(f"{prefix}place")
    if not isinstance(picture, Pointer):
        raise TourFailed("tidak ada gambar untuk ditunjuk")
    areas = [area for area in asked.areas if area.right == right]
    left, top, width, height = areas[0].at if areas else (0.0, 0.0, 0.02, 0.02)
    at = picture.at((left + width / 2, top + height / 2)).toPoint()
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    d.settle()
