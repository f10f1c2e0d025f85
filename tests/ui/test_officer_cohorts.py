"""A trainer's class: made in its form, filled from the roster, and run for a day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QTableView, QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.desk.award_many import award_for
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtEvaluation, InLesson
from kiosk.learning.course import Check
from kiosk.learning.events import CertificatePrinted, SignedIn
from kiosk.learning.events_office import OfficerActed
from kiosk.office import demo
from kiosk.office.demo_class import LEARNERS, Stage, sample_class, wrong_answer
from kiosk.people.cohort import Assignment, Cohort
from kiosk.people.learner import Learner
from kiosk.people.nip import Kind
from kiosk.people.role import OFFICER
from kiosk.store.cohorts import all_cohorts
from kiosk.ui import printing
from kiosk.ui.officer_cohorts import CohortsRoom
from kiosk.ui.printing import Job, JobState, Printer
from kiosk.ui.screens.cohort_day import DayPart
from kiosk.ui.screens.officer import OfficerScreen, Worker
from kiosk.ui.window import signals_of
from tests.conftest import Clock
from tests.desk.learning_on import CONTENT, COURSE, take
from tests.office.class_day import DAY, ago

from .conftest import Visit


class Class:
    """The room of classes in its frame, and the hands of a visit."""

    def __init__(self, visit: Visit, catalog: Catalog) -> None:
        self.visit, self.window, self.house = visit, visit.window, visit.house
        self.room = CohortsRoom(
            visit.window, visit.house.clerk(OFFICER), catalog, visit.courier, self.show
        )
        self.show()

    def show(self) -> None:
        def build() -> QWidget:
            theme, part = self.window.theme, self.room.part()
            screen = OfficerScreen("cohorts", "Kota", Worker("Pengelola", ""), part, theme)
            signals_of(screen)
            return screen

        self.window.show_screen(build)

    @property
    def day(self) -> DayPart:
        part = self.window.screen_shown.part  # type: ignore[union-attr]
        assert isinstance(part, DayPart)
        return part

    def press(self, name: str) -> None:
        self.visit.press(name)

    def fill(self, name: str, words: str) -> None:
        self.visit.seen(QLineEdit, name).setText(words)

    def words(self) -> dict[str, str]:
        """Each member's state in the live table."""
        return {row[0]: row[4] for row in self.visit.table("day-table")}

    def acts(self) -> list[str]:
        found = [r.event for r in reversed(self.house.store.acts())]
        return [e.act for e in found if isinstance(e, OfficerActed)]


@pytest.fixture
def room(visit: Visit, catalog: Catalog) -> Class:
    visit.house.office.set_up_demo()
    return Class(visit, catalog)


@pytest.fixture
def at_day(visit: Visit, catalog: Catalog, clock: Clock) -> Class:
    house = visit.house
    house.office.set_up_demo()
    clock.pass_seconds(3 * 3600)
    kiosk = house.kiosk(demo.SETTINGS, catalog)
    stage = Stage(
        house.store, catalog.course(COURSE), DAY, ago(clock), award_for(kiosk), clock.ticks
    )
    sample_class(stage)
    made = Class(visit, catalog)
    made.press("cohort-day")
    return made


def test_a_class_is_made_from_its_form(room: Class) -> None:
    room.press("cohort-new")
    room.fill("cohort-days", "23-11-2026, 31-11-2026")
    room.press("cohort-save")
    assert room.visit.says("Tulis nama kelas, misalnya Angkatan III Tahun 2026.")
    assert room.visit.says("Tulis tanggal seperti 24-11-2026.")
    room.fill("cohort-name", "Angkatan  I")
    room.fill("cohort-days", "23-11-2026")
    room.press("cohort-course-add")
    room.press("pick-0")
    room.fill(f"cohort-{COURSE}-deadline", "30-11-2026")
    room.fill(f"cohort-{COURSE}-pass_mark", "delapan puluh")
    room.press("cohort-save")
    assert room.visit.says("Ambang kelulusan antara 0 dan 100.")
    room.fill(f"cohort-{COURSE}-pass_mark", "80")
    room.press("cohort-members")
    room.press("members-all")
    room.press("members-done")
    assert room.visit.seen(QLineEdit, "cohort-name").text() == "Angkatan I"
    room.press("cohort-save")
    assert room.visit.table("cohort-table") == [
        ["Angkatan I", "5 peserta", "Pelayanan Publik Prima", "23 Nov", "30 Nov"]
    ]
    (kept,) = all_cohorts(room.house.store)
    assert kept.assignments == (Assignment(COURSE, "", "2026-11-30", 80),)
    assert (kept.days, kept.trainers) == (("2026-11-23",), ("officer",))
    assert room.acts() == ["edit-cohort"]


def test_what_was_not_saved_is_asked_about(room: Class) -> None:
    room.press("cohort-new")
    room.fill("cohort-name", "Angkatan I")
    room.press("cohort-back")
    room.press("overlay-no")
    room.press("cohort-back")
    room.press("overlay-yes")
    assert room.room.at_start
    assert all_cohorts(room.house.store) == ()


def test_members_are_found_among_ten_thousand_and_pasted(room: Class) -> None:
    many = [
        Learner(f"11111111-0000-0000-0000-{n:012}", f"Peserta {n:05}", f"Dinas {n % 50}", Kind.PNS)
        for n in range(10_000)
    ]
    room.house.store.roster.put(many)
    room.press("cohort-new")
    room.press("cohort-members")
    room.fill("members-search", "dinas 7 peserta 00007")
    assert [row[1] for row in room.visit.table("members-table")] == ["Peserta 00007"]
    table = room.visit.seen(QTableView, "members-table")
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Space)
    room.press("members-paste")
    nips = room.visit.seen(QPlainTextEdit, "nips")
    nips.setPlainText(f"{demo.LEARNERS[1].nip}\n19900101 202012 1 001")
    room.press("nips-take")
    assert room.visit.says("1 peserta ditambahkan. 1 baris tidak dikenal: 19900101 202012 1 001.")
    room.press("cancel")
    assert room.visit.seen(QPushButton, "members-done").text() == "Pakai 2 peserta"


def test_the_day_is_brought_up_to_date_without_losing_its_place(
    at_day: Class, clock: Clock
) -> None:
    table = at_day.day.table
    table.selectRow(7)
    table.setFocus()
    assert table.key == LEARNERS[4].id
    clock.pass_seconds(60 * 12)
    at_day.room.day.look()
    assert at_day.words()["Peserta Contoh 5"] == "Diam 13 menit"
    assert (table.key, at_day.window.focusWidget()) == (LEARNERS[4].id, table)
    at_day.press("day-help")
    assert len(at_day.visit.table("day-table")) == 7
    assert at_day.visit.seen(QPushButton, "day-print").text() == "Cetak 2 sertifikat"


def test_attendance_against_a_sign_in_needs_its_reason(at_day: Class) -> None:
    at_day.day.attendance_wanted.emit(LEARNERS[2].id)
    at_day.press("presence-sick")
    at_day.press("presence-save")
    assert at_day.visit.says("Peserta ini masuk di kios pada hari itu. Tulis alasannya.")
    at_day.fill("presence-reason", "Pulang pukul 9")
    at_day.press("presence-save")
    assert at_day.visit.says("4 orang")
    assert at_day.acts() == ["mark-attendance"]
    at_day.press(f"away-{LEARNERS[2].id}")
    at_day.press("presence-back")
    assert at_day.visit.says("3 orang")


def test_a_class_from_the_form_to_the_printed_certificate(
    room: Class, catalog: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, me, other = room.house, demo.LEARNERS[0], demo.LEARNERS[1]
    given = (Assignment(COURSE, deadline=DAY),)
    room.room.cohorts.save(Cohort("c-1", "Angkatan I", (me.id, other.id), given, (DAY,)))
    house.store.record(me.id, SignedIn())
    desk = Desk(house.kiosk(demo.SETTINGS, catalog), me)
    lessons = catalog.course(COURSE).lessons
    first = InLesson(COURSE, lessons[0].id)
    desk.visit(first)
    check = next(b.question for b in lessons[0].blocks if isinstance(b, Check))
    for _ in range(3):
        desk.check(first, check, wrong_answer(catalog.course(COURSE).check(check)))
    room.room.open_day("c-1")
    assert room.words() == {"Peserta Contoh 1": "Salah 3 kali, cek 1",
                            "Peserta Contoh 2": "Belum masuk"}  # fmt: skip
    room.day.table.selectRow(0)
    room.press("day-act")
    assert room.visit.says("Jawaban yang benar, untuk Anda")
    room.press("help-close")
    room.press(f"away-{other.id}")
    room.press("presence-duty")
    room.fill("presence-reason", "Rapat di provinsi")
    room.press("presence-save")
    _finish(desk, [x.id for x in lessons])
    room.room.day.look()
    assert room.words() == {"Peserta Contoh 1": "Lulus, nilai 100",
                            "Peserta Contoh 2": "Dinas luar"}  # fmt: skip
    _to_paper(room, monkeypatch)
    room.room.day.look()
    assert room.words()["Peserta Contoh 1"] == "Lulus 100, sudah dicetak"
    assert room.acts() == ["edit-cohort", "mark-attendance", "print-certificates"]


def _finish(desk: Desk, lessons: list[str]) -> None:
    for lesson in lessons:
        desk.finish_lesson(InLesson(COURSE, lesson))
    take(desk, "post")
    desk.evaluate(AtEvaluation(COURSE), CONTENT)


def _to_paper(room: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    def send(pdf: bytes, name: str, *_more: object) -> Job:
        assert pdf.startswith(b"%PDF")
        return Job("7", name, 0.0)

    monkeypatch.setattr(printing, "printers", lambda: (Printer("p", "Printer", ready=True),))
    monkeypatch.setattr(printing, "send", send)
    monkeypatch.setattr(printing, "state", lambda _job: JobState("done"))
    room.press("day-print")
    room.press("paper-print")

    def printed() -> bool:
        found = [r.event for r in room.house.store.register("certificate-printed")]
        return any(isinstance(e, CertificatePrinted) for e in found)

    room.visit.bot.waitUntil(printed)
