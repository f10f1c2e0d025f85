"""A course is written beside the window that shows it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

import main
from kiosk.desk.places import AtCourse, AtTest, InLesson, Place
from kiosk.house import PreviewWanted
from kiosk.ui.preview_course import Preview
from tests.catalog.conftest import write_course
from tests.catalog.test_course_faults import COURSE, STANDARD, change

COURSE_ID, LESSON = "kursus-kecil", InLesson("kursus-kecil", "standar")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_course(tmp_path / COURSE_ID)


@pytest.fixture
def preview(qapp: QApplication, tmp_path: Path, folder: Path) -> Iterator[Preview]:
    assert qapp is not None
    with main.rooms().house(tmp_path / "data") as house:
        house.office.set_up_demo()
        shown = Preview(house, PreviewWanted(folder, tests=True))
        shown.window.resize(1366, 768)
        shown.window.show()
        yield shown
        shown.close()
        shown.window.may_close = True
        shown.window.close()


def place(preview: Preview) -> Place:
    assert preview.journey is not None
    return preview.journey.place


def go(preview: Preview, there: Place) -> None:
    assert preview.journey is not None
    preview.journey.go(there)


def words(preview: Preview) -> str:
    labels = preview.window.findChildren(QLabel)
    return " ".join(label.text() for label in labels if label.isVisible())


def test_what_is_saved_is_shown_where_the_author_is(
    qtbot: QtBot, preview: Preview, folder: Path
) -> None:
    assert place(preview) == AtCourse(COURSE_ID)
    go(preview, LESSON)
    qtbot.waitUntil(lambda: "Petugas diam." in words(preview))
    with qtbot.waitSignal(preview.read):
        change(folder, STANDARD, "Petugas diam.", "Petugas menyapa.")
    assert place(preview) == LESSON
    qtbot.waitUntil(lambda: "Petugas menyapa." in words(preview))
    # and once more, as some editors do it: another file in the place of the old one
    text = (folder / STANDARD).read_text(encoding="utf-8")
    with qtbot.waitSignal(preview.read):
        (folder / "baru.md").write_text(text.replace("menyapa", "berdiri"), encoding="utf-8")
        (folder / "baru.md").replace(folder / STANDARD)
    qtbot.waitUntil(lambda: "Petugas berdiri." in words(preview))


def test_a_fault_is_told_above_the_last_good_reading(
    qtbot: QtBot, preview: Preview, folder: Path
) -> None:
    go(preview, LESSON)
    with qtbot.waitSignal(preview.read):
        change(folder, STANDARD, "::: cek kk-c-01", "::: cek kk-c-09")
    qtbot.waitUntil(lambda: "Belum dapat ditampilkan:" in words(preview))
    assert f"{STANDARD}:21 Soal kk-c-09 tidak ada" in words(preview)
    qtbot.waitUntil(lambda: "Petugas diam." in words(preview))
    with qtbot.waitSignal(preview.read):
        change(folder, STANDARD, "::: cek kk-c-09", "::: cek kk-c-01")
    qtbot.waitUntil(lambda: "Belum dapat ditampilkan:" not in words(preview))


def test_a_lesson_that_is_gone_leads_back_to_the_course(
    qtbot: QtBot, preview: Preview, folder: Path
) -> None:
    go(preview, InLesson(COURSE_ID, "kasus"))
    with qtbot.waitSignal(preview.read):
        change(folder, COURSE, 'id = "kasus"', 'id = "kasus-baru"')
    assert place(preview) == AtCourse(COURSE_ID)


def test_the_tests_are_open_when_the_author_wants_them(qtbot: QtBot, preview: Preview) -> None:
    go(preview, AtTest(COURSE_ID, "post"))
    qtbot.waitUntil(lambda: "Anda dapat mulai sekarang." in words(preview))
