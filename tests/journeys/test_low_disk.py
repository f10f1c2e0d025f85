"""The window on a disk that is nearly full, and on one that may only be read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

import main
from kiosk.desk.desk import Desk
from kiosk.desk.places import AtEvaluation
from kiosk.learning.events import AnswerGiven, QuizSubmitted
from kiosk.office import demo
from kiosk.store.folder import Room
from kiosk.ui import tour_steps
from kiosk.ui.driver import Driver
from kiosk.ui.notice import view_only_words
from tests.desk.learning_on import CONTENT, COURSE, read_all, take
from tests.disks import fill, make_read_only, seen, small_disk

from .conftest import sign_in

SITI = demo.LEARNERS[0]


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    """A data folder on a disk of 16 MB."""
    with small_disk(tmp_path / "disk", "16m") as disk:
        yield disk / "data"


def words_on(hands: Driver) -> str:
    return "\n".join(x.text() for x in hands.window.findChildren(QLabel) if x.isVisible())


def answer_here(hands: Driver) -> None:
    view = vars(hands.window.screen_shown)["_view"]
    tour_steps.give(hands, view.question, right=True)
    hands.screen_flush()


def start_pre_test(hands: Driver) -> None:
    hands.press("resume")
    hands.press("action")
    hands.wait_for("QuizScreen")


def begin_anew(hands: Driver) -> None:
    """Leave, so that the first screen is made anew."""
    hands.press("leave")
    if hands.maybe("overlay-yes") is not None:
        hands.press("overlay-yes")
    hands.wait_for("SignInScreen")


def test_a_disk_that_fills_up_is_said_to_the_officer(hands: Driver, data: Path) -> None:
    assert hands.maybe("disk") is None
    fill(data.parent, leave=3_000_000)
    sign_in(hands)
    begin_anew(hands)
    assert "Disk hampir penuh: tersisa 3 MB. Beri tahu pengelola." in words_on(hands)
    fill(data.parent, leave=1_400_000)
    sign_in(hands)
    begin_anew(hands)
    assert "tersisa 1 MB. Uji baru tidak dapat dimulai. Beri tahu pengelola." in words_on(hands)
    hands.press("officer")
    hands.type("passphrase", demo.PASSPHRASE)
    hands.press("passphrase-enter")
    hands.press("part-kiosk")
    assert "1 MB. Uji baru tidak dapat dimulai. Kosongkan tempat" in words_on(hands)


def test_without_room_a_test_is_refused_with_the_next_step_and_lessons_are_read(
    hands: Driver, data: Path
) -> None:
    sign_in(hands)
    fill(data.parent, leave=1_000_000)
    hands.press("resume")
    assert "Disk komputer hampir penuh." in words_on(hands)
    assert "Panggil pengelola untuk mengosongkan disk" in words_on(hands)
    hands.press("action")
    hands.wait_for("CourseScreen")
    lesson = next(n for n in hands.names("lesson-"))
    hands.press(lesson)
    hands.wait_for("LessonScreen")
    (data.parent / "ballast").unlink()


def test_a_page_that_was_open_before_the_disk_filled_up_refuses_too(
    hands: Driver, data: Path
) -> None:
    sign_in(hands)
    hands.press("resume")
    fill(data.parent, leave=1_000_000)
    hands.press("action")
    assert "Disk komputer hampir penuh, jadi jawaban Anda mungkin" in words_on(hands)
    assert hands.screen == "TestScreen"
    hands.press("overlay-ok")
    (data.parent / "ballast").unlink()
    hands.press("action")
    hands.wait_for("QuizScreen")


def test_a_test_under_way_is_ended_on_a_full_disk_thanks_to_the_reserve(
    hands: Driver, data: Path
) -> None:
    sign_in(hands)
    start_pre_test(hands)
    fill(data.parent, leave=0)
    for _ in range(8):
        answer_here(hands)
        assert hands.maybe("overlay-ok") is None
        hands.press("action")
    hands.wait_for("ReviewScreen")
    hands.press("action")
    if hands.maybe("overlay-yes") is not None:
        hands.press("overlay-yes")
    hands.wait_for("ResultScreen")
    assert hands.house.folder.room() is Room.NONE
    assert not (data / "reserve").exists()
    events = [r.event for r in hands.house.store.events(SITI.id)]
    assert len({e.question for e in events if isinstance(e, AnswerGiven)}) == 8
    assert any(isinstance(e, QuizSubmitted) for e in events)
    assert hands.house.store.damages() == ()
    (data.parent / "ballast").unlink()


BANNER = "Disk komputer ini tidak dapat ditulis. Anda dapat membaca, tetapi tidak ada yang"


def look(data: Path, request: pytest.FixtureRequest) -> Driver:
    """The window on what lies there, once the disk may only be read."""
    make_read_only(data.parent)
    hands: Driver = request.getfixturevalue("again")
    return hands


@pytest.fixture
def fresh(data: Path, request: pytest.FixtureRequest) -> Driver:
    """A demonstration where nobody has learnt yet, on a disk that may only be read."""
    with main.rooms().house(data) as house:
        house.office.set_up_demo()
    return look(data, request)


@pytest.fixture
def certified(data: Path, request: pytest.FixtureRequest) -> Driver:
    """As above, but the first learner holds a certificate."""
    with main.rooms().house(data) as house:
        house.office.set_up_demo()
        desk = Desk(house.kiosk(demo.SETTINGS, house.catalog()), SITI)
        read_all(desk)
        take(desk, "post")
        desk.evaluate(AtEvaluation(COURSE), CONTENT)
    return look(data, request)


def into_lesson(hands: Driver) -> None:
    hands.press(f"course-{COURSE}")
    hands.wait_for("CourseScreen")
    hands.press(next(n for n in hands.names("lesson-")))
    hands.wait_for("LessonScreen")


def test_a_read_only_kiosk_is_read_and_nothing_in_its_folder_changes(
    fresh: Driver, data: Path
) -> None:
    hands, before = fresh, seen(data)
    assert BANNER in words_on(hands)
    hands.program.keeper().start()  # who looks after the records finds nothing to do
    sign_in(hands)
    assert BANNER in words_on(hands)
    into_lesson(hands)
    for _ in range(3):
        hands.press("action")
    hands.screen_flush()
    assert "Tersimpan" not in words_on(hands)
    hands.press("text-size")
    hands.rest(0.1)
    assert hands.maybe("overlay-ok") is None
    assert BANNER in words_on(hands)
    hands.press("back")
    begin_anew(hands)
    assert seen(data) == before


def test_a_read_only_kiosk_begins_no_test_and_says_why(fresh: Driver) -> None:
    hands = fresh
    sign_in(hands)
    hands.press("resume")
    assert "Jawaban tidak dapat disimpan, jadi uji menunggu." in words_on(hands)
    assert "Panggil pengelola; pelajaran tetap dapat dibaca." in words_on(hands)
    assert "langsung tersimpan" not in words_on(hands)
    hands.press("action")
    hands.wait_for("CourseScreen")


def test_a_read_only_kiosk_keeps_no_bookmark_and_says_so(fresh: Driver) -> None:
    hands = fresh
    sign_in(hands)
    into_lesson(hands)
    hands.press("bookmark")
    assert "jadi ini belum dapat disimpan. Panggil pengelola" in words_on(hands)
    hands.press("overlay-ok")
    assert hands.screen == "LessonScreen"


def test_a_read_only_kiosk_activates_nobody_and_says_so(fresh: Driver) -> None:
    hands = fresh
    hands.press("activate")
    hands.type("nip", SITI.nip)
    hands.type("code", "AAAA2222")
    hands.press("action")
    assert "jadi ini belum dapat disimpan" in words_on(hands)
    hands.press("overlay-ok")
    assert hands.screen == "ActivateScreen"


def test_the_line_above_every_screen_speaks_the_language_that_was_chosen(fresh: Driver) -> None:
    hands = fresh
    for code in ("en", "id"):
        hands.press(f"language-{code}")
        (line,) = [x for x in hands.window.findChildren(QLabel, "notice-words") if x.isVisible()]
        assert line.text() == view_only_words()


def test_a_read_only_kiosk_lets_a_guest_read(fresh: Driver) -> None:
    hands = fresh
    hands.press("guest")
    assert "Tamu dapat membaca pelajaran. Saat ini tidak ada yang tersimpan." in words_on(hands)
    hands.type("name", "Peserta Contoh Sembilan")
    hands.type("unit", "Dinas Contoh")
    hands.press("action")
    hands.wait_for("HomeScreen")


def test_a_read_only_kiosk_shows_the_certificate_that_is_there(
    certified: Driver, data: Path
) -> None:
    hands, before = certified, seen(data)
    sign_in(hands)
    hands.press("history-certificates")
    hands.wait_for("HistoryScreen")
    hands.press(hands.names("certificate-")[0])
    hands.wait_for("CertificateScreen")
    assert vars(hands.window.screen_shown)["_view"].pdf.startswith(b"%PDF-")
    vars(type(hands.window.screen_shown))["_saw"](hands.window.screen_shown, came_out=True)
    hands.settle()
    assert "Terima kasih. Cetakan ini tidak dapat dicatat di komputer ini." in words_on(hands)
    hands.press("back")
    begin_anew(hands)
    assert seen(data) == before


def test_the_officer_of_a_read_only_kiosk_is_told_what_to_do(fresh: Driver, data: Path) -> None:
    hands, before = fresh, seen(data)
    hands.press("officer")
    hands.type("passphrase", "salah sekali")
    hands.press("passphrase-enter")
    hands.type("passphrase", demo.PASSPHRASE)
    hands.press("passphrase-enter")
    assert BANNER in words_on(hands)
    hands.press("part-kiosk")
    assert "Periksa disk dan izin map data, lalu buka Dermaga lagi." in words_on(hands)
    hands.press("kiosk-end-demo")
    hands.press("overlay-yes")
    assert "Disk hanya dapat dibaca. Periksa izin map data, lalu coba lagi." in words_on(hands)
    assert seen(data) == before


def test_a_read_only_kiosk_that_was_never_set_up_says_so(
    data: Path, request: pytest.FixtureRequest
) -> None:
    with main.rooms().house(data):
        pass
    hands = look(data, request)
    assert BANNER in words_on(hands)
    hands.press("demo")
    assert "Disk hanya dapat dibaca" in words_on(hands)
