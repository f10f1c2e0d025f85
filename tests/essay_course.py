"""A small course with an essay in a lesson and one in its final test."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtTest, InLesson, InQuiz
from kiosk.desk.views import QuizView
from kiosk.house import House
from kiosk.learning.answers import Typed
from kiosk.learning.question import Essay
from kiosk.office import demo
from tests.catalog.conftest import FILES
from tests.desk.learning_on import right
from tests.kinds import ESSAY, WRITTEN

COURSE = "kursus-kecil"
DRAWS = '  {lesson = "standar", level = "U", count = 2},\n'
IN_TEST = ESSAY.replace('"kk-uraian"', '"kk-esai"').replace('level = "R"', 'level = "A"')
TEXT = "Warga dapat bersiap sebelum datang."


def write_essay_course(folder: Path) -> Path:
    """The course as its author left it: three questions that are judged at once, and an essay."""
    more = DRAWS + '  {lesson = "standar", level = "A", count = 1},\n'
    written = {
        **WRITTEN,
        "course.toml": FILES["course.toml"].replace(DRAWS, more),
        "questions/uji-awal.toml": FILES["questions/uji-awal.toml"],
        "questions/uji-akhir.toml": FILES["questions/uji-akhir.toml"] + "\n" + IN_TEST,
    }
    for name, text in written.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def essay_catalog(folder: Path) -> Catalog:
    """The course with essays."""
    return Catalog([write_essay_course(folder / COURSE)], folder / "cache")


def hand_in(house: House, catalog: Catalog, person: int, *, text: str = TEXT) -> Desk:
    """One of the sample people reads the course and hands in its final test, all else right."""
    settings = house.office.settings()
    assert settings is not None
    desk = Desk(replace(house.kiosk(settings, catalog)), demo.LEARNERS[person])
    desk.open(COURSE)
    for lesson in ("standar", "kasus"):
        desk.finish_lesson(InLesson(COURSE, lesson))
    desk.start(AtTest(COURSE, "post"))
    for index in range(4):
        at = InQuiz(COURSE, "post", index)
        view = desk.view(at)
        assert isinstance(view, QuizView)
        essay = isinstance(view.question.asked, Essay)
        desk.answer(at, view.question.id, Typed(text) if essay else right(view.question))
    desk.submit(InQuiz(COURSE, "post"))
    return desk
