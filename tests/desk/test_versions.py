"""A course that changes while people learn: each goes on in the version they began."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.package_place import Shelf, earlier
from kiosk.desk import views
from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import AtHistory, AtHome, AtResult, AtSearch, AtTest, InLesson, InQuiz
from kiosk.learning.events import CertificateIssued
from kiosk.office import demo
from kiosk.office.course_versions import in_the_middle, tidy, tidy_daily
from kiosk.office.person_copy import collect
from kiosk.office.person_page import person_page
from tests.catalog.conftest import write_course
from tests.conftest import MONDAY, day_in_sibolga

COURSE = "kursus-kecil"
SITI, BUDI = demo.LEARNERS[:2]
AT = InLesson(COURSE, "standar")
CERTIFICATE = CertificateIssued(COURSE, "1", 1, 90, "2026-11-23", "{}", "")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Version 1 put aside by version 2, which has other words, another picture and other stems."""
    shelf = Shelf.of(tmp_path)
    old = write_course(shelf.earlier / "2026.11.1" / COURSE)
    new = Path(shutil.copytree(old, shelf.content / COURSE))
    change(new / "course.toml", '"2026.11.1"', '"2026.12.1"')
    change(new / "course.toml", 'title = "Kursus Kecil"', 'title = "Kursus Baru"')
    change(new / "lessons" / "1-standar.md", "**tiga hari**", "**lima hari**")
    return shelf


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def began(kiosk: Kiosk, shelf: Shelf) -> Kiosk:
    """A kiosk with both versions; the first learner began when there was only the first."""
    before = Catalog([shelf.earlier / "2026.11.1"], None)
    desk = Desk(replace(kiosk, catalog=before), SITI)
    desk.open(COURSE)
    desk.start(AtTest(COURSE, "pre"))
    desk.submit(InQuiz(COURSE, "pre"))
    return replace(kiosk, catalog=Catalog([shelf.content], None, shelf.earlier))


def lesson(desk: Desk) -> views.LessonView:
    view = desk.view(AT)
    assert isinstance(view, views.LessonView)
    return view


def found(desk: Desk, words: str) -> list[str]:
    view = desk.view(AtSearch(words))
    assert isinstance(view, views.SearchView)
    return [hit.lesson for hit in view.found]


def card(desk: Desk) -> str:
    view = desk.view(AtHome())
    assert isinstance(view, views.HomeView)
    [only] = view.cards
    return only.course.version


def test_whoever_began_goes_on_in_their_version_everywhere(began: Kiosk, shelf: Shelf) -> None:
    desk = Desk(began, SITI)
    assert card(desk) == "2026.11.1"
    seen = lesson(desk)
    assert seen.course.title == "Kursus Kecil"
    [picture] = seen.files.values()
    assert Path(picture).is_relative_to(shelf.earlier.resolve())
    assert (found(desk, "tiga hari"), found(desk, "lima hari")) == (["standar"], [])
    result = desk.view(AtResult(COURSE, "pre"))
    assert isinstance(result, views.ResultView)
    assert result.course.version == "2026.11.1"
    history = desk.view(AtHistory())
    assert isinstance(history, views.HistoryView)
    assert [line.title for line in history.courses] == ["Kursus Kecil"]


def test_whoever_comes_later_begins_the_newest(began: Kiosk, shelf: Shelf) -> None:
    desk = Desk(began, BUDI)
    assert card(desk) == "2026.12.1"
    desk.open(COURSE)
    seen = lesson(desk)
    assert seen.course.title == "Kursus Baru"
    [picture] = seen.files.values()
    assert Path(picture).is_relative_to(shelf.content.resolve())
    assert (found(desk, "tiga hari"), found(desk, "lima hari")) == ([], ["standar"])
    both = {(COURSE, "2026.11.1"): 1, (COURSE, "2026.12.1"): 1}
    assert in_the_middle(began.store.file) == both


def test_the_certificate_ends_it(began: Kiosk, shelf: Shelf, tmp_path: Path) -> None:
    assert tidy(tmp_path) == 0
    began.store.record(SITI.id, CERTIFICATE)
    assert card(Desk(began, SITI)) == "2026.12.1"
    assert tidy(tmp_path) == 1
    assert earlier(shelf) == frozenset()


def test_a_round_with_the_agency_tidies_once_a_day(
    began: Kiosk, shelf: Shelf, tmp_path: Path
) -> None:
    shelf.work.mkdir()
    tidy_daily(tmp_path, MONDAY)
    began.store.record(SITI.id, CERTIFICATE)
    tidy_daily(tmp_path, MONDAY + 86_399_000)
    assert earlier(shelf) == {(COURSE, "2026.11.1")}
    tidy_daily(tmp_path, MONDAY + 86_400_000)
    assert earlier(shelf) == frozenset()


def test_a_restart_begins_the_newest(began: Kiosk) -> None:
    began.store.record(SITI.id, structs.replace(CERTIFICATE, valid_until="2026-11-23"))
    desk = Desk(began, SITI)
    desk.again(COURSE)
    assert card(desk) == "2026.12.1"
    assert in_the_middle(began.store.file) == {(COURSE, "2026.12.1"): 1}


def test_without_the_version_somebody_began_the_newest_goes_on(began: Kiosk, shelf: Shelf) -> None:
    shutil.rmtree(shelf.earlier)
    without = replace(began, catalog=Catalog([shelf.content], None, shelf.earlier))
    assert lesson(Desk(without, SITI)).course.version == "2026.12.1"


def test_a_persons_copy_speaks_of_the_version_they_took(began: Kiosk) -> None:
    copy = collect(began.store, SITI, began.settings, began.now(), day_in_sibolga)
    page = person_page(copy, began.catalog.named(), day_in_sibolga)
    assert "<h3>Kursus Kecil</h3>" in page
