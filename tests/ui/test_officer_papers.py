"""The papers of a class in the officer's room, through their real widgets."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from kiosk.learning.events_office import OfficerActed
from kiosk.office.cohorts import Cohorts
from kiosk.office.papers import PRINTED, File, Papers, Wish
from kiosk.office.papers_gather import Known
from kiosk.people.cohort import Assignment, Cohort
from kiosk.people.role import OFFICER, Act, Role, Staff
from kiosk.ui import printing
from kiosk.ui.officer_papers import PapersRoom
from kiosk.ui.officer_steps import Steps
from kiosk.ui.printing import Job, JobState, Printer
from tests.desk.learning_on import COURSE

from .conftest import Visit
from .register_room import PEOPLE, TODAY

CLASS = Cohort(
    "a3",
    "Angkatan III",
    tuple(x.id for x in PEOPLE),
    (Assignment(COURSE, opens=TODAY),),
    (TODAY,),
)


@pytest.fixture
def day(used: House, visit: Visit, catalog: Catalog) -> Visit:
    """The card of the day's papers on the screen."""
    Cohorts(used.clerk(OFFICER).acts, used.store).save(CLASS)
    room = PapersRoom(visit.window, used.clerk(OFFICER), catalog.courses)
    visit.window.show_screen(lambda: room.card("a3", TODAY))
    return visit


def newest(visit: Visit) -> OfficerActed:
    event = visit.house.store.acts(1)[0].event
    assert isinstance(event, OfficerActed)
    return event


def test_a_paper_is_saved_in_both_its_forms_and_the_log_says_so(day: Visit, place: Path) -> None:
    day.press("paper-scores")
    day.press("papers-save")
    day.press("files-take")
    assert day.says("Tersimpan: Rekap nilai Angkatan-III 2026-12-23.pdf")
    assert sorted(file.name for file in place.iterdir()) == [
        "Rekap nilai Angkatan-III 2026-12-23.pdf",
        "Rekap nilai Angkatan-III 2026-12-23.xlsx",
    ]
    assert newest(day) == OfficerActed(Act.PRINT_PAPERS, "officer", ("a3",), 1, "scores")


@pytest.mark.parametrize("form", ["folder", "zip"])
def test_all_papers_are_saved_together(day: Visit, place: Path, form: str) -> None:
    day.press("paper-all")
    day.press(f"papers-{form}")
    day.press("papers-save")
    day.press("files-take")
    assert day.says("Tersimpan: Berkas Angkatan-III 2026-12-23")
    (made,) = place.iterdir()
    if form == "zip":
        names = zipfile.ZipFile(made).namelist()
    else:
        names = [file.name for file in made.iterdir()]
    assert len(names) == 11
    assert not [name for name in names if "Peserta" in name]


def test_stopped_in_the_middle_nothing_is_saved_or_noted(
    day: Visit, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, make = newest(day), Papers.make
    made: list[str] = []

    def make_and_stop(papers: Papers, known: Known, wish: Wish) -> File:
        made.append(str(wish.paper))
        if len(made) == 2 and day.window.overlay is not None:
            QTest.keyClick(day.window.overlay, Qt.Key.Key_Escape)
        return make(papers, known, wish)

    monkeypatch.setattr(Papers, "make", make_and_stop)
    day.press("paper-all")
    day.press("papers-save")
    day.press("files-take")
    day.bot.waitUntil(lambda: day.window.findChild(Steps) is None)
    assert made == ["attendance", "attendance"]
    assert list(place.iterdir()) == []
    assert newest(day) == before


def test_all_papers_go_to_the_printer_as_one_job(
    day: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[tuple[int, str]] = []

    def send(pdf: bytes, printer: str, _title: str, paper: str, _pages: int) -> Job:
        with pypdfium2.PdfDocument(pdf) as document:
            sent.append((len(document), paper))
        return Job("7", printer, 0.0)

    ready = Printer("p", "Printer", ready=True)
    monkeypatch.setattr(printing, "printers", lambda: (ready,))
    monkeypatch.setattr(printing, "send", send)
    monkeypatch.setattr(printing, "state", lambda _job: JobState("done"))
    day.press("paper-all")
    day.press("papers-print")
    assert day.says("Printer selesai dengan cetakan ini.")
    assert sent == [(5, "A4")]
    noted = [r.event for r in day.house.store.acts(5) if isinstance(r.event, OfficerActed)]
    assert {event.act for event in noted} == {Act.PRINT_PAPERS}
    assert [event.why for event in reversed(noted)] == [str(paper) for paper in PRINTED]


def test_siasn_is_saved_and_not_printed(day: Visit) -> None:
    day.press("paper-all")
    day.press("all-siasn")
    assert day.says("Hanya disimpan, tidak dicetak.")
    shown = [w for w in day.window.findChildren(QWidget, "papers-print") if w.isVisible()]
    assert shown == []


def test_whoever_may_not_print_papers_sees_no_card(day: Visit, catalog: Catalog) -> None:
    nobody = day.house.clerk(Staff("x", "", Role.LEARNER))
    room = PapersRoom(day.window, nobody, catalog.courses)
    assert room.card("a3").isHidden()
