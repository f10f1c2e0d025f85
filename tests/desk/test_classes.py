"""What a learner's class says of a course is what their desk does."""

from __future__ import annotations

import msgspec
import pytest

from kiosk.desk import views
from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import AtCourse, AtHome, AtTest, InLesson
from kiosk.desk.views import CourseView, HomeView
from kiosk.learning.events import CourseStarted, LessonRead
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.people.cohort import Assignment, Cohort
from kiosk.store import Store
from tests.conftest import Clock
from tests.desk.learning_on import COURSE, LESSONS, take

ME = demo.LEARNERS[0].id
POST = AtTest(COURSE, "post")


def put(store: Store, *assignments: Assignment, name: str = "c-1", closed: bool = False) -> None:
    cohort = Cohort(name, f"Angkatan {name}", (ME,), assignments, closed=closed)
    store.keep("cohort", name, msgspec.json.encode(cohort))


def read_all(store: Store) -> None:
    store.record(ME, CourseStarted(COURSE, "2026.11.2"))
    store.record(ME, *(LessonRead(COURSE, lesson) for lesson in LESSONS))


def page(desk: Desk) -> views.TestView:
    view = desk.view(POST)
    assert isinstance(view, views.TestView)
    return view


def refusal(wish: object) -> str:
    try:
        wish()  # type: ignore[operator]
    except NotAllowed as no:
        return no.code
    return ""


def test_before_the_opening_day_a_course_is_shown_and_cannot_be_begun(
    desk: Desk, kiosk: Kiosk, clock: Clock
) -> None:
    put(kiosk.store, Assignment(COURSE, opens="2026-11-24"))
    view = desk.view(AtCourse(COURSE))
    assert isinstance(view, CourseView)
    assert view.due is not None
    assert (view.due.cohort, view.due.opens, view.due.early) == ("Angkatan c-1", "2026-11-24", True)
    lesson = InLesson(COURSE, LESSONS[0])
    wishes = (lambda: desk.open(COURSE), lambda: desk.visit(lesson))
    assert [refusal(wish) for wish in wishes] == ["class-not-open"] * 2
    assert refusal(lambda: desk.start(AtTest(COURSE, "pre"))) == "class-not-open"
    home = desk.view(AtHome())
    assert isinstance(home, HomeView)
    assert home.resume is None
    assert kiosk.store.events(ME) == ()
    clock.pass_seconds(17 * 3600)
    assert desk.open(COURSE) == AtTest(COURSE, "pre")


def test_after_the_deadline_no_final_test_begins_and_a_running_one_may_end(
    desk: Desk, kiosk: Kiosk, clock: Clock
) -> None:
    put(kiosk.store, Assignment(COURSE, deadline="2026-11-23"))
    read_all(kiosk.store)
    clock.pass_seconds(15 * 3600)
    assert page(desk).refused == ""
    desk.start(POST)
    clock.pass_seconds(3600)
    assert page(desk).refused == ""
    take(desk, "post", wrongly=99)
    clock.pass_seconds(3600)
    late = page(desk)
    assert (late.refused, late.due and late.due.deadline) == ("class-deadline-over", "2026-11-23")
    assert refusal(lambda: desk.start(POST)) == "class-deadline-over"


@pytest.mark.parametrize(
    ("classes", "rules"),
    [
        ([], (70, 3)),
        ([(Assignment(COURSE), False)], (70, 3)),
        ([(Assignment(COURSE, pass_mark=0, attempts=1), False)], (0, 1)),
        ([(Assignment(COURSE, pass_mark=95), False)], (95, 3)),
        ([(Assignment(COURSE, pass_mark=95, attempts=5), True)], (70, 3)),
        (
            [(Assignment(COURSE, "", "", 60, 2), False), (Assignment(COURSE, "", "", 90), False)],
            (90, 3),
        ),
        ([(Assignment("lain", pass_mark=10), False)], (70, 3)),
    ],
)
def test_mark_and_attempts_are_those_of_the_newest_open_class(
    desk: Desk, kiosk: Kiosk, classes: list[tuple[Assignment, bool]], rules: tuple[int, int]
) -> None:
    for n, (assignment, closed) in enumerate(classes, 1):
        put(kiosk.store, assignment, name=f"c-{n}", closed=closed)
    quiz = page(desk).quiz
    assert (quiz.pass_mark, quiz.attempts) == rules


def test_a_test_is_passed_by_the_mark_of_the_class(desk: Desk, kiosk: Kiosk) -> None:
    put(kiosk.store, Assignment(COURSE, pass_mark=0))
    read_all(kiosk.store)
    assert take(desk, "post", wrongly=99).passed


def test_a_class_that_is_closed_meanwhile_binds_no_more(desk: Desk, kiosk: Kiosk) -> None:
    put(kiosk.store, Assignment(COURSE, opens="2027-01-01"))
    assert refusal(lambda: desk.open(COURSE)) == "class-not-open"
    put(kiosk.store, Assignment(COURSE, opens="2027-01-01"), closed=True)
    assert refusal(lambda: desk.open(COURSE)) == ""
