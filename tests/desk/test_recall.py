"""The daily review at the desk: what it asks, what it keeps, and what it leaves alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import AtHome, AtRecall, AtTest, InLesson, InRecall
from kiosk.desk.views import HomeView
from kiosk.desk.views_recall import RecalledView, RecallView
from kiosk.learning.answers import Chosen
from kiosk.learning.events import Reviewed
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.recall.cards import Ahead
from kiosk.store import Store
from tests.conftest import HOME, Clock
from tests.desk.learning_on import COURSE, LESSONS, right, take, wrong

DAY = 86_400


@pytest.fixture
def tested(desk: Desk, clock: Clock) -> Desk:
    """The first test was taken yesterday, the first two of eight answers wrong."""
    desk.open(COURSE)
    take(desk, "pre", wrongly=2)
    clock.pass_seconds(DAY)
    return desk


def coming(desk: Desk) -> Ahead | None:
    view = desk.view(AtHome())
    assert isinstance(view, HomeView)
    return view.recall


def begun(desk: Desk) -> InRecall:
    place = desk.recall()
    assert isinstance(place, InRecall)
    return place


def asked(desk: Desk, at: InRecall) -> RecallView:
    view = desk.view(at)
    assert isinstance(view, RecallView)
    return view


def ended(desk: Desk, at: AtRecall) -> RecalledView:
    view = desk.view(at)
    assert isinstance(view, RecalledView)
    return view


def reviews(store: Store) -> list[Reviewed]:
    events = [r.event for r in store.events(demo.LEARNERS[0].id)]
    return [e for e in events if isinstance(e, Reviewed)]


def test_home_says_nothing_before_a_question_was_answered(desk: Desk) -> None:
    assert coming(desk) is None
    assert desk.recall() == AtRecall()
    assert ended(desk, AtRecall()).ahead == Ahead(0, "", 0)


def test_what_was_wrong_comes_the_next_day_and_what_was_right_a_day_later(
    desk: Desk, clock: Clock
) -> None:
    desk.open(COURSE)
    take(desk, "pre", wrongly=2)
    assert coming(desk) == Ahead(0, "2026-11-24", 2)
    clock.pass_seconds(DAY)
    assert coming(desk) == Ahead(2, "2026-11-25", 6)
    clock.pass_seconds(DAY)
    assert coming(desk) == Ahead(8, "", 0)
    assert len(begun(desk).asked) == 5


def test_an_answer_is_kept_once_with_its_rating(tested: Desk, store: Store) -> None:
    at = begun(tested)
    question = asked(tested, at).question
    assert asked(tested, at).mark is None
    assert tested.remember(at, right(question)).right
    assert tested.remember(at, wrong(question)).right
    assert reviews(store) == [Reviewed(COURSE, question.id, right(question), 1.0, 3)]
    mark = asked(tested, at).mark
    assert mark is not None
    assert mark.right


def test_at_the_end_it_says_how_it_went_and_what_comes(tested: Desk) -> None:
    at = begun(tested)
    for index, answer in enumerate((right, wrong)):
        place = InRecall(at.asked, index)
        tested.remember(place, answer(asked(tested, place).question))
    view = ended(tested, AtRecall(at.asked))
    assert [item.mark.right for item in view.answered] == [True, False]
    assert view.ahead == Ahead(0, "2026-11-25", 8 - 1)
    assert all(item.lesson_title for item in view.answered)


def test_a_course_whose_test_is_under_way_is_left_out(tested: Desk) -> None:
    at = begun(tested)
    for lesson in LESSONS:
        tested.finish_lesson(InLesson(COURSE, lesson))
    tested.start(AtTest(COURSE, "post"))
    assert coming(tested) is None
    assert tested.recall() == AtRecall()
    with pytest.raises(NotAllowed, match="recall-over"):
        tested.view(at)
    with pytest.raises(NotAllowed, match="recall-over"):
        tested.remember(at, Chosen(("a",)))


def test_a_review_changes_neither_hours_nor_where_learning_goes_on(
    tested: Desk, kiosk: Kiosk, store: Store, clock: Clock
) -> None:
    two = Catalog([HOME / "content" / name for name in (COURSE, "keamanan-informasi")], None)
    tested = Desk(replace(kiosk, catalog=two), tested.learner)
    tested.open("keamanan-informasi")
    clock.pass_seconds(60)
    before = tested.view(AtHome())
    at = begun(tested)
    tested.remember(at, wrong(asked(tested, at).question))
    after = tested.view(AtHome())
    assert isinstance(before, HomeView)
    assert isinstance(after, HomeView)
    assert (after.resume, after.hours) == (before.resume, before.hours)
    assert after.resume is not None
    assert after.resume.course.id == "keamanan-informasi"
    assert len(reviews(store)) == 1


def test_a_kiosk_that_cannot_record_offers_no_review(tested: Desk, kiosk: Kiosk) -> None:
    looking = Desk(replace(kiosk, view_only=True), demo.LEARNERS[0])
    assert coming(tested) is not None
    assert coming(looking) is None
    with pytest.raises(NotAllowed, match="view-only"):
        looking.recall()
