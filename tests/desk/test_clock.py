"""The clock goes back, far forward, and comes back: what a learner sees of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pytest
from msgspec import structs

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
    AtTest,
    InLesson,
    InQuiz,
)
from kiosk.desk.views import CertificateView, CourseView, HistoryView, HomeView
from kiosk.learning.events import ClockJumped
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.store import Store, secret
from tests.conftest import MONDAY, Clock
from tests.desk.learning_on import CONTENT, COURSE, LESSONS, question_at, read_all, right, take

SITI = demo.LEARNERS[0]
HOUR, DAY = 3600, 86_400
TEN_YEARS = 3653 * DAY
WAIT = 3_600_000
NUMBER = "800.1.4/CONTOH-01.0001/BKPSDM/XI/2026"
POST = InQuiz(COURSE, "post")


def jump(clock: Clock, seconds: int) -> None:
    clock.at += seconds * 1000


def jumps(kiosk: Kiosk) -> list[int]:
    told = [r.event for r in kiosk.store.happenings()]
    return [e.seconds for e in told if isinstance(e, ClockJumped)]


def before_test(desk: Desk) -> views.TestView:
    view = desk.view(AtTest(COURSE, "post"))
    assert isinstance(view, views.TestView)
    return view


def course_page(desk: Desk) -> CourseView:
    view = desk.view(AtCourse(COURSE))
    assert isinstance(view, CourseView)
    return view


def history(desk: Desk, year: int = 0) -> HistoryView:
    view = desk.view(AtHistory("card", year))
    assert isinstance(view, HistoryView)
    return view


def refused(wish: Callable[[], object]) -> tuple[str, object]:
    with pytest.raises(NotAllowed) as no:
        wish()
    return no.value.code, no.value.facts.get("date")


@pytest.fixture
def earned(desk: Desk) -> Desk:
    """All is done but the evaluation, which brings the certificate."""
    desk.open(COURSE)
    read_all(desk)
    take(desk, "post")
    return desk


@pytest.fixture
def failed(desk: Desk) -> Desk:
    """A first attempt at the final test that was not passed, just now."""
    read_all(desk)
    take(desk, "post", wrongly=15)
    return desk


def test_in_a_test_jumps_are_recorded_before_the_answers_that_bear_the_new_time(
    desk: Desk, kiosk: Kiosk, clock: Clock
) -> None:
    read_all(desk)
    desk.start(AtTest(COURSE, "post"))
    left = []
    for n, seconds in enumerate((0, -2 * DAY, TEN_YEARS, 2 * DAY - TEN_YEARS)):
        jump(clock, seconds)
        clock.pass_seconds(10)
        view = question_at(desk, "post", n)
        left.append(view.seconds_left)
        desk.answer(POST, view.question.id, right(view.question))
    assert left == [2700, 2690, 2680, 2670]
    assert jumps(kiosk) == [-2 * DAY, TEN_YEARS, 2 * DAY - TEN_YEARS]
    assert question_at(desk, "post", 0).answered == (*[True] * 4, *[False] * 11)
    both = sorted(
        [*kiosk.store.events(SITI.id)[-4:], *kiosk.store.happenings()], key=lambda r: r.clock
    )
    assert [type(r.event).__name__ for r in both] == [
        "AnswerGiven", "ClockJumped", "AnswerGiven", "ClockJumped", "AnswerGiven", "ClockJumped",
        "AnswerGiven",
    ]  # fmt: skip


@pytest.mark.parametrize("seconds", [-2 * DAY, TEN_YEARS])
def test_no_certificate_while_the_clock_is_doubtful_and_the_work_is_kept(
    earned: Desk, clock: Clock, seconds: int
) -> None:
    jump(clock, seconds)
    date = "2026-11-21" if seconds < 0 else "2036-11-23"
    wish = partial(earned.evaluate, AtEvaluation(COURSE), CONTENT)
    assert refused(wish) == ("clock-doubtful", date)
    assert refused(partial(earned.open, COURSE)) == ("clock-doubtful", date)
    assert course_page(earned).evaluated
    jump(clock, -seconds)
    assert earned.open(COURSE) == AtCertificate(NUMBER)
    view = earned.view(AtCertificate(NUMBER))
    assert isinstance(view, CertificateView)
    assert view.issued.issued == "2026-11-23"


def test_once_an_officer_found_the_clock_right_the_certificate_comes(
    earned: Desk, kiosk: Kiosk, clock: Clock
) -> None:
    jump(clock, 2 * DAY)
    assert refused(partial(earned.evaluate, AtEvaluation(COURSE), CONTENT))[0] == "clock-doubtful"
    kiosk.clock.confirm()
    assert earned.open(COURSE) == AtCertificate(NUMBER)


def test_a_certificate_is_not_older_than_what_its_holder_did(earned: Desk, clock: Clock) -> None:
    """Less than a day back is no doubt, but over midnight the date would be wrong."""
    jump(clock, -9 * HOUR)
    wish = partial(earned.evaluate, AtEvaluation(COURSE), CONTENT)
    assert refused(wish) == ("clock-doubtful", "2026-11-22")
    clock.pass_seconds(2 * HOUR)
    assert earned.open(COURSE) == AtCertificate(NUMBER)


def test_a_certificate_is_not_older_than_its_course_except_for_samples(
    earned: Desk, kiosk: Kiosk, clock: Clock
) -> None:
    assert earned.learner == SITI
    assert kiosk.today == "2026-11-23"
    assert kiosk.catalog.course(COURSE).as_of == "2026-11-24"
    real = replace(kiosk, settings=structs.replace(demo.SETTINGS, demo=False))
    desk = Desk(real, SITI)
    wish = partial(desk.evaluate, AtEvaluation(COURSE), CONTENT)
    assert refused(wish) == ("clock-doubtful", "2026-11-23")
    clock.pass_seconds(DAY)
    assert desk.open(COURSE) == AtCertificate(NUMBER)


def test_a_start_far_ahead_while_the_computer_was_off_prints_no_future_on_the_certificate(
    kiosk: Kiosk, kiosk_on: Callable[[Store], Kiosk], clock: Clock
) -> None:
    clock.boot, clock.seconds = "boot-2", 5.0
    jump(clock, TEN_YEARS)
    desk = Desk(kiosk_on(kiosk.store), SITI)
    desk.open(COURSE)
    read_all(desk)
    take(desk, "post")
    assert jumps(kiosk) == []
    clock.boot, clock.seconds = "boot-3", 5.0
    jump(clock, HOUR - TEN_YEARS)
    later = kiosk_on(kiosk.store)
    desk = Desk(later, SITI)
    assert refused(partial(desk.evaluate, AtEvaluation(COURSE), CONTENT))[0] == "clock-doubtful"
    later.clock.confirm()
    assert desk.open(COURSE) == AtCertificate(NUMBER)
    view = desk.view(AtCertificate(NUMBER))
    assert isinstance(view, CertificateView)
    assert '"started":"2026-11-23","finished":"2026-11-23"' in view.issued.facts


def test_a_jump_neither_lengthens_nor_shortens_the_wait_for_the_next_attempt(
    failed: Desk, clock: Clock
) -> None:
    for seconds in (-2 * DAY, TEN_YEARS, 2 * DAY - TEN_YEARS):
        jump(clock, seconds)
        with pytest.raises(NotAllowed, match="wait"):
            failed.start(AtTest(COURSE, "post"))
        assert (before_test(failed).refused, before_test(failed).until) == (
            "wait",
            clock.at + WAIT,
        )
    clock.pass_seconds(3599)
    assert before_test(failed).until == clock.at + 1000
    clock.pass_seconds(1)
    failed.start(AtTest(COURSE, "post"))


def test_who_handed_in_ten_years_ahead_waits_an_hour_not_ten_years(
    desk: Desk, clock: Clock
) -> None:
    read_all(desk)
    jump(clock, TEN_YEARS)
    ended = take(desk, "post", wrongly=15)
    assert ended.next_allowed == clock.at + WAIT
    clock.pass_seconds(1800)
    jump(clock, -TEN_YEARS)
    with pytest.raises(NotAllowed, match="wait"):
        desk.start(AtTest(COURSE, "post"))
    assert before_test(desk).until == MONDAY + WAIT
    clock.pass_seconds(1800)
    desk.start(AtTest(COURSE, "post"))


def test_after_a_night_with_a_clock_ahead_and_a_right_one_in_the_morning_nobody_waits_for_years(
    desk: Desk, kiosk: Kiosk, kiosk_on: Callable[[Store], Kiosk], clock: Clock
) -> None:
    jump(clock, TEN_YEARS)
    read_all(desk)
    take(desk, "post", wrongly=15)
    clock.boot, clock.seconds = "boot-2", 5.0
    jump(clock, 12 * HOUR - TEN_YEARS)
    desk = Desk(kiosk_on(kiosk.store), SITI)
    assert before_test(desk).until <= clock.at + WAIT
    clock.pass_seconds(HOUR)
    desk.start(AtTest(COURSE, "post"))


def test_minutes_learnt_by_a_wrong_clock_stand_on_the_right_day(desk: Desk, clock: Clock) -> None:
    """The battery is empty: it is 2000 until somebody sets the clock."""
    at = InLesson(COURSE, LESSONS[0])
    desk.visit(at)
    jump(clock, -26 * 365 * DAY)
    for _ in range(4):
        clock.pass_seconds(300)
        desk.reach(at, "", 300)
    assert {d.date for d in history(desk).card.days} == {"2000-11-29"}
    jump(clock, 26 * 365 * DAY)
    desk.reach(at, "", 60)
    view = history(desk)
    assert [(d.date, d.minutes) for d in view.card.days] == [("2026-11-23", 21)]
    assert view.years == (2026,)
    assert course_page(desk).last == clock.at


def test_every_page_opens_ten_years_ahead_and_in_2000(earned: Desk, clock: Clock) -> None:
    for seconds in (TEN_YEARS, -TEN_YEARS - 26 * 365 * DAY, 70 * 365 * DAY):
        jump(clock, seconds)
        home = earned.view(AtHome())
        assert isinstance(home, HomeView)
        assert home.hours.year == int(history(earned).years[0]) or seconds < 0
        course_page(earned)
        before_test(earned)
        history(earned, 2026)


def test_a_known_nip_comes_in_although_the_clock_says_2000(
    kiosk: Kiosk, entrance: Entrance, clock: Clock
) -> None:
    kiosk.store.roster.set_pin(SITI.id, secret.hash_pin("482913"))
    jump(clock, -26 * 365 * DAY)
    assert entrance.sign_in(SITI.nip, "482913").learner == SITI
    assert refused(lambda: entrance.known("199907072022031001"))[0] == "nip-future"


def test_signing_out_keeps_a_look_for_the_next_program(
    desk: Desk, kiosk: Kiosk, clock: Clock
) -> None:
    clock.pass_seconds(900)
    desk.leave()
    kept = kiosk.store.document("clock", "kiosk")
    assert kept == b'{"wall":%d,"boot":"boot-1","ticks":1900.0}' % clock.at
