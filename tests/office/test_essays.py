from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.desk.desk import Desk
from kiosk.desk.kiosk import Kiosk
from kiosk.desk.places import (
    AtCertificate,
    AtEvaluation,
    AtHome,
    AtResult,
    AtTest,
    InLesson,
    InQuiz,
)
from kiosk.desk.views import HomeView, LessonView, QuizView, ResultView
from kiosk.learning.answers import Typed
from kiosk.learning.progress import Step
from kiosk.learning.question import Essay
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.office.acts import Acts
from kiosk.office.essays import Essays
from kiosk.office.person_rounds import course_part
from kiosk.people.role import Role, Staff
from kiosk.register.learnt import learnt
from kiosk.store import Store
from tests.conftest import Clock, day_in_sibolga
from tests.desk.learning_on import CONTENT, right, wrong
from tests.essay_course import COURSE, TEXT, write_essay_course

PERSON = demo.LEARNERS[0]
TRAINER = Staff("t-1", "Pelatih Contoh 1", Role.TRAINER)
LESSON = InLesson(COURSE, "standar")


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    folder = write_essay_course(tmp_path_factory.mktemp("content") / COURSE)
    return Catalog([folder], tmp_path_factory.mktemp("cache"))


@pytest.fixture
def desk(kiosk: Kiosk, shelf: Catalog) -> Desk:
    """A learner who has read both lessons of the course with essays."""
    made = Desk(replace(kiosk, catalog=shelf), PERSON)
    made.open(COURSE)
    for lesson in ("standar", "kasus"):
        made.finish_lesson(InLesson(COURSE, lesson))
    return made


@pytest.fixture
def essays(store: Store, shelf: Catalog) -> Essays:
    return Essays(Acts(store, TRAINER), store, shelf)


def take(desk: Desk, *, wrongly: int = 0, text: str = TEXT) -> ResultView:
    """A whole final test, the first `wrongly` of the other answers wrong."""
    desk.start(AtTest(COURSE, "post"))
    left = wrongly
    for index in range(4):
        at = InQuiz(COURSE, "post", index)
        view = desk.view(at)
        assert isinstance(view, QuizView)
        if isinstance(view.question.asked, Essay):
            desk.answer(at, view.question.id, Typed(text))
        else:
            desk.answer(at, view.question.id, (wrong if left > 0 else right)(view.question))
            left -= 1
    place = desk.submit(InQuiz(COURSE, "post"))
    return result(desk, place if isinstance(place, AtResult) else AtResult(COURSE, "post"))


def result(desk: Desk, place: AtResult) -> ResultView:
    view = desk.view(place)
    assert isinstance(view, ResultView)
    return view


def _own_copy(store: Store, shelf: Catalog) -> list[str]:
    """What the learner's own copy of data says of the course."""
    p = learnt(store, PERSON).progress.course(COURSE)
    return list(course_part(p, shelf.course(COURSE), day_in_sibolga))


def refused(essays: Essays, points: Mapping[str, float], comment: str = "") -> str:
    (essay,) = essays.waiting(PERSON.id)
    with pytest.raises(NotAllowed) as no:
        essays.mark(essay, points, comment)
    return no.value.code


def test_a_test_with_an_essay_waits_and_then_leads_to_the_certificate(
    desk: Desk, essays: Essays, store: Store, clock: Clock, shelf: Catalog
) -> None:
    shown = take(desk)
    assert (shown.waiting, shown.passed, shown.score) == (1, False, 75.0)
    assert shown.step is Step.WAITING
    clock.pass_seconds(3700)
    before = desk.view(AtTest(COURSE, "post"))
    assert getattr(before, "refused", "") == "essays-waiting"
    assert desk.open(COURSE) == AtResult(COURSE, "post")
    (essay,) = essays.waiting(PERSON.id)
    assert (essay.text, essay.quiz, essay.since) == (TEXT, "post", shown.status.saved)
    assert essays.mark(essay, {"k1": 3, "k2": 1}, " Contohnya kurang. ")
    shown = result(desk, AtResult(COURSE, "post"))
    assert (shown.waiting, shown.passed, shown.score) == (0, True, 95.0)  # (3 + 4/5) / 4
    marks = next(i.marks for i in shown.items if i.marks)
    assert (marks.points, marks.by) == ({"k1": 3, "k2": 1}, "t-1")
    assert marks.comment == "Contohnya kurang."
    home = desk.view(AtHome())
    assert isinstance(home, HomeView)
    assert [(m.course.id, m.quiz) for m in home.marked] == [(COURSE, "post")]
    copy = "\n".join(_own_copy(store, shelf))
    assert "Menyebut kepentingan warga: 3 dari 3; Memberi satu contoh: 1 dari 2" in copy
    assert "Pesan pelatih: Contohnya kurang." in copy
    assert isinstance(desk.evaluate(AtEvaluation(COURSE), CONTENT), AtCertificate)
    (entry,) = Acts(store, TRAINER).log()
    assert (entry.acted.act, entry.acted.by, entry.acted.on) == ("mark-essay", "t-1", (PERSON.id,))


def test_marking_again_corrects_the_score_until_the_certificate(desk: Desk, essays: Essays) -> None:
    take(desk, wrongly=1)
    (essay,) = essays.waiting(PERSON.id)
    essays.mark(essay, {"k1": 0, "k2": 0}, "")
    assert not result(desk, AtResult(COURSE, "post")).passed  # 50
    assert essays.waiting(PERSON.id) == ()
    (marked,) = essays.of(PERSON.id)
    assert essays.mark(marked, {"k1": 3, "k2": 2}, "")
    shown = result(desk, AtResult(COURSE, "post"))
    assert (shown.score, shown.passed) == (75.0, True)
    desk.evaluate(AtEvaluation(COURSE), CONTENT)
    with pytest.raises(NotAllowed, match="certificate-held"):
        essays.mark(marked, {"k1": 0, "k2": 0}, "")
    assert result(desk, AtResult(COURSE, "post")).score == 75.0


def test_an_essay_left_empty_waits_for_nobody(desk: Desk, essays: Essays) -> None:
    shown = take(desk, text="   ")
    assert (shown.waiting, shown.passed, shown.score) == (0, True, 75.0)
    assert essays.of(PERSON.id) == ()


def test_points_stay_within_the_rubric(desk: Desk, essays: Essays) -> None:
    take(desk)
    assert refused(essays, {"k1": 3}) == "points-missing"
    assert refused(essays, {"k1": 4, "k2": 0}) == "points-wrong"
    assert refused(essays, {"k1": -1, "k2": 0}) == "points-wrong"
    assert refused(essays, {"k1": 1, "k2": 0, "k9": 1}) == "points-wrong"
    assert refused(essays, {"k1": 1, "k2": 0}, "a" * 2001) == "comment-long"


def test_an_essay_in_a_lesson_shows_its_marks_until_it_is_written_anew(
    desk: Desk, essays: Essays
) -> None:
    desk.check(LESSON, "kk-uraian", Typed(TEXT))
    (essay,) = essays.waiting(PERSON.id)
    assert (essay.attempt, essay.text) == ("", TEXT)
    assert not essays.mark(essay, {"k1": 2, "k2": 2}, "Baik.")
    view = desk.view(LESSON)
    assert isinstance(view, LessonView)
    state = view.checks["kk-uraian"]
    assert state.mark is not None
    assert state.marks is not None
    assert (state.mark.worth, state.marks.comment) == (0.8, "Baik.")
    home = desk.view(AtHome())
    assert isinstance(home, HomeView)
    assert [(m.quiz, m.lesson, bool(m.block)) for m in home.marked] == [("", "standar", True)]
    assert desk.check(LESSON, "kk-uraian", Typed("Lain sama sekali, kata saya.")).waiting
    with pytest.raises(NotAllowed, match="essay-changed"):
        essays.mark(essay, {"k1": 2, "k2": 2}, "")


def test_only_who_may_mark_sees_essays(store: Store, shelf: Catalog, desk: Desk) -> None:
    take(desk)
    nobody = Essays(Acts(store, Staff("x", "", Role.LEARNER)), store, shelf)
    with pytest.raises(NotAllowed, match="role-refused"):
        nobody.of(PERSON.id)
