"""What stands at home, at the search and in the history."""

from __future__ import annotations

import pytest

from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import AtHistory, AtHome, AtSearch, AtTest, InLesson, Place
from kiosk.desk.views import HistoryView, HomeView, NoteLine, SearchView, State
from kiosk.learning.progress import Step
from kiosk.office import demo
from kiosk.people.agency import Bound
from tests.conftest import MONDAY, Clock
from tests.desk.learning_on import COURSE, LESSONS, take

SECOND = InLesson(COURSE, LESSONS[1])


def home(desk: Desk, topic: str = "") -> HomeView:
    view = desk.view(AtHome(topic))
    assert isinstance(view, HomeView)
    return view


def history(desk: Desk, year: int = 0) -> HistoryView:
    view = desk.view(AtHistory(year=year))
    assert isinstance(view, HistoryView)
    return view


def found(desk: Desk, words: str) -> list[tuple[str, str]]:
    view = desk.view(AtSearch(words))
    assert isinstance(view, SearchView)
    return [(hit.course, hit.lesson) for hit in view.found]


def test_a_new_learner_is_led_to_the_first_test(desk: Desk) -> None:
    view = home(desk)
    assert view.resume is not None
    assert (view.resume.step, view.resume.lesson_title) == (Step.PRE_TEST, "")
    assert [(c.course.id, c.state, c.share) for c in view.cards] == [(COURSE, State.NEW, 0.0)]
    assert (view.hours.counted, view.hours.year) == (0, 2026)
    assert (view.topics, view.status.saved) == (("Pelayanan publik",), 0)


def test_home_leads_back_to_the_lesson_where_learning_stopped(desk: Desk) -> None:
    desk.open(COURSE)
    take(desk, "pre")
    desk.finish_lesson(InLesson(COURSE, LESSONS[0]))
    desk.reach(SECOND, "empat-belas-komponen", 30)
    resume = home(desk).resume
    assert resume is not None
    assert (resume.step, resume.lesson_title) == (Step.LESSON, "Standar dan maklumat")
    assert (resume.lesson_number, resume.lesson_count) == (2, 6)
    assert resume.share == pytest.approx(2 / 9)
    assert home(desk).status.saved == MONDAY


def test_a_topic_that_no_course_has_shows_no_card(desk: Desk) -> None:
    assert home(desk, "Keuangan").cards == ()
    assert len(home(desk, "Pelayanan publik").cards) == 1


def test_each_kind_of_employee_sees_its_own_rule_of_hours(kiosk: Kiosk) -> None:
    rules = [home(Desk(kiosk, demo.LEARNERS[n])).hours.rule for n in (0, 2)]
    assert [(r.bound, r.hours) for r in rules if r] == [(Bound.LEAST, 20), (Bound.MOST, 24)]


def test_search_finds_courses_by_title_and_lessons_by_the_beginnings_of_words(desk: Desk) -> None:
    assert found(desk, "prima")[0] == (COURSE, "")
    assert found(desk, "PRIMA excel") == [(COURSE, "")]
    assert (COURSE, LESSONS[3]) in found(desk, "sembilan unsur surv")
    assert (COURSE, LESSONS[4]) in found(desk, "tanda terima pengad")
    assert found(desk, "kriptografi") == found(desk, "") == found(desk, "  *") == []


def test_the_history_lists_notes_and_bookmarks_with_their_lesson(desk: Desk) -> None:
    desk.visit(SECOND)
    desk.write_note(SECOND, "b1", "Cek papan.")
    desk.bookmark(SECOND, "b2", on=True)
    title, lesson = "Pelayanan Publik Prima", "Standar dan maklumat"
    assert history(desk).notes == (
        NoteLine(COURSE, title, LESSONS[1], lesson, "b1", "Cek papan."),
        NoteLine(COURSE, title, LESSONS[1], lesson, "b2", ""),
    )
    desk.write_note(SECOND, "b1", "")
    desk.bookmark(SECOND, "b2", on=False)
    assert history(desk).notes == ()


def test_the_history_shows_the_best_score_and_each_year(desk: Desk, clock: Clock) -> None:
    assert history(desk).courses == ()
    desk.open(COURSE)
    take(desk, "pre", wrongly=2)
    (line,) = history(desk).courses
    assert (line.pre_score, line.post_score, line.tries, line.certificate) == (75.0, None, 0, "")
    clock.pass_seconds(60 * 86_400)
    assert history(desk).years == (2027, 2026)
    assert history(desk).card.year == 2027
    assert history(desk, 2026).card.year == 2026


def test_starting_a_test_starts_its_course(desk: Desk) -> None:
    places: list[Place] = [desk.start(AtTest(COURSE, "pre"))]
    assert home(desk).cards[0].state is State.RUNNING
    assert desk.open(COURSE) == places[0]
