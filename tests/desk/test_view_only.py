"""A kiosk that may not write: what can be read is shown, what needs a record is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.desk import views
from kiosk.desk.desk import Desk
from kiosk.desk.entrance import Entrance
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import (
    AtCertificate,
    AtCourse,
    AtEvaluation,
    AtHistory,
    AtHome,
    AtReview,
    AtSearch,
    AtTest,
    InLesson,
    InQuiz,
)
from kiosk.desk.views import CertificateView, HomeView, LessonView, SearchView
from kiosk.learning.answers import Chosen
from kiosk.learning.events import EvaluationGiven
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.store import Store
from kiosk.store.folder import Room
from tests.conftest import Clock

from .learning_on import CONTENT, COURSE, LESSONS, read_all, take

SITI, PIN = demo.LEARNERS[0], demo.SAMPLES[0].pin


@pytest.fixture
def looking(
    tmp_path: Path, clock: Clock, kiosk: Kiosk, kiosk_on: Callable[[Store], Kiosk]
) -> Iterator[Callable[[], Kiosk]]:
    """Opens what the test has written so far, to be looked at only."""
    assert kiosk.store.roster.by_id(SITI.id) is not None
    stores: list[Store] = []

    def look() -> Kiosk:
        stores.append(Store(tmp_path / "dermaga.sqlite", clock.now, clock.chance, view_only=True))
        return replace(kiosk_on(stores[-1]), view_only=True)

    yield look
    for store in stores:
        store.close()


def set_pins(store: Store) -> None:
    for learner, hashed in zip(demo.LEARNERS, demo.PIN_HASHES, strict=True):
        store.roster.set_pin(learner.id, hashed)


def refused(wish: Callable[[], object]) -> str:
    with pytest.raises(NotAllowed) as no:
        wish()
    return no.value.code


def test_who_signs_in_reads_and_leaves_no_record(
    kiosk: Kiosk, looking: Callable[[], Kiosk]
) -> None:
    set_pins(kiosk.store)
    kept = kiosk.store.count
    look = looking()
    desk = Entrance(look).sign_in(SITI.nip, PIN)
    home = desk.view(AtHome())
    assert isinstance(home, HomeView)
    assert home.status.view_only
    at = desk.visit(InLesson(COURSE, LESSONS[0]))
    lesson = desk.view(at)
    assert isinstance(lesson, LessonView)
    desk.reach(InLesson(COURSE, LESSONS[0]), "b1", 30)
    assert desk.finish_lesson(InLesson(COURSE, LESSONS[0])) == InLesson(COURSE, LESSONS[1])
    desk.leave()
    assert look.store.count == kiosk.store.count == kept
    assert look.store.events(SITI.id) == ()


def test_a_question_in_the_text_is_marked_and_not_recorded(
    kiosk: Kiosk, looking: Callable[[], Kiosk]
) -> None:
    desk = Desk(looking(), SITI)
    lesson = kiosk.catalog.course(COURSE).lesson(LESSONS[0])
    checks = [c for c in kiosk.catalog.course(COURSE).checks if c.lesson == lesson.id]
    found = desk.check(InLesson(COURSE, lesson.id), checks[0].id, Chosen(("a",)))
    assert 0 <= found.worth <= 1
    assert kiosk.store.events(SITI.id) == ()


def test_lessons_can_be_searched(looking: Callable[[], Kiosk]) -> None:
    found = Desk(looking(), SITI).view(AtSearch("maklumat"))
    assert isinstance(found, SearchView)
    assert LESSONS[1] in [f.lesson for f in found.found]


def test_what_needs_a_record_is_refused(looking: Callable[[], Kiosk]) -> None:
    desk = Desk(looking(), SITI)
    lesson, test = InLesson(COURSE, LESSONS[0]), InQuiz(COURSE, "pre")
    for wish in (
        lambda: desk.write_note(lesson, "b1", "Catatan saya."),
        lambda: desk.bookmark(lesson, "b1", on=True),
        lambda: desk.start(AtTest(COURSE, "pre")),
        lambda: desk.view(test),
        lambda: desk.view(AtReview(COURSE, "pre")),
        lambda: desk.answer(test, "pp-p-1", Chosen(("a",))),
        lambda: desk.flag(test, "pp-p-1", on=True),
        lambda: desk.submit(test),
        lambda: desk.sketch(AtEvaluation(COURSE), CONTENT),
        lambda: desk.evaluate(AtEvaluation(COURSE), CONTENT),
        lambda: desk.view(AtEvaluation(COURSE)),
    ):
        assert refused(wish) == "view-only"


def test_a_tests_page_says_why_it_waits(looking: Callable[[], Kiosk]) -> None:
    desk = Desk(looking(), SITI)
    assert desk.open(COURSE) == AtTest(COURSE, "pre")
    page = desk.view(AtTest(COURSE, "pre"))
    assert isinstance(page, views.TestView)
    assert page.refused == "view-only"


def test_a_test_under_way_waits_and_shows_no_question(
    desk: Desk, looking: Callable[[], Kiosk]
) -> None:
    desk.start(AtTest(COURSE, "pre"))
    look = Desk(looking(), SITI)
    assert look.open(COURSE) == AtTest(COURSE, "pre")
    page = look.view(AtTest(COURSE, "pre"))
    assert isinstance(page, views.TestView)
    assert (page.running, page.refused) == (True, "view-only")


def test_a_certificate_that_is_there_is_shown_and_printed_and_no_other_is_issued(
    desk: Desk, looking: Callable[[], Kiosk]
) -> None:
    read_all(desk)
    take(desk, "post")
    assert refused(lambda: Desk(looking(), SITI).open(COURSE)) == "view-only"
    desk.evaluate(AtEvaluation(COURSE), CONTENT)
    place = desk.open(COURSE)
    assert isinstance(place, AtCertificate)
    look = Desk(looking(), SITI)
    shown = look.view(look.open(COURSE))
    assert isinstance(shown, CertificateView)
    assert shown.pdf.startswith(b"%PDF-")
    look.printed(place.number, "printer", seen=True)
    look.view(AtHistory("certificates"))
    look.view(AtCourse(COURSE))
    assert looking().store.count == desk._store.count


def test_a_certificate_that_was_never_issued_waits(
    desk: Desk, kiosk: Kiosk, looking: Callable[[], Kiosk]
) -> None:
    """The power went between the evaluation and the certificate."""
    read_all(desk)
    take(desk, "post")
    kiosk.store.record(SITI.id, EvaluationGiven(COURSE, named=False))
    assert refused(lambda: Desk(looking(), SITI).open(COURSE)) == "view-only"
    assert kiosk.store.certificates() == ()


def test_a_wrong_pin_waits_here_too(kiosk: Kiosk, looking: Callable[[], Kiosk]) -> None:
    set_pins(kiosk.store)
    look = looking()
    codes = [refused(lambda: Entrance(look).sign_in(SITI.nip, "000000")) for _ in range(5)]
    assert codes == ["pin-wrong"] * 4 + ["pin-wait"]
    assert refused(lambda: Entrance(look).sign_in(SITI.nip, PIN)) == "pin-wait"


def test_an_account_is_not_activated(looking: Callable[[], Kiosk]) -> None:
    entrance = Entrance(looking())
    assert refused(lambda: entrance.check_code(SITI.nip, "AAAA")) == "view-only"
    assert refused(lambda: entrance.activate(SITI.nip, "AAAA", "975310")) == "view-only"


def test_a_guest_reads_and_is_not_remembered(looking: Callable[[], Kiosk]) -> None:
    look = looking()
    desk = Entrance(look).guest("Peserta Contoh 9", "Dinas Contoh")
    assert isinstance(desk.view(AtHome()), HomeView)
    assert look.store.roster.by_id(desk.learner.id) is None


def test_the_first_screen_knows(kiosk: Kiosk, looking: Callable[[], Kiosk]) -> None:
    assert Entrance(looking()).view().view_only
    assert not Entrance(kiosk).view().view_only


def test_without_room_no_test_begins_and_one_under_way_is_ended(kiosk: Kiosk) -> None:
    rooms = [Room.PLENTY]
    small = replace(kiosk, room=lambda: rooms[-1], free=lambda: 9_000_000)
    one, other = Desk(small, SITI), Desk(small, demo.LEARNERS[1])
    one.start(AtTest(COURSE, "pre"))
    rooms.append(Room.NONE)
    page = other.view(AtTest(COURSE, "pre"))
    assert isinstance(page, views.TestView)
    assert page.refused == "disk-full"
    assert refused(lambda: other.start(AtTest(COURSE, "pre"))) == "disk-full"
    assert other.view(InLesson(COURSE, LESSONS[0]))
    assert take(one, "pre").items
    rooms.append(Room.LOW)
    assert other.start(AtTest(COURSE, "pre")) == InQuiz(COURSE, "pre")
    view = Entrance(small).view()
    assert (view.room, view.free) == (Room.LOW, 9_000_000)


def test_another_rule_that_says_no_comes_before_the_disk(kiosk: Kiosk) -> None:
    small = replace(kiosk, room=lambda: Room.NONE)
    assert refused(lambda: Desk(small, SITI).start(AtTest(COURSE, "post"))) == "lessons-unread"
