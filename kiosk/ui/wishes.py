"""Which screen stands at which place, and which wish of a screen leads where."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from kiosk.desk.award import get_ready
from kiosk.desk.places import (
    AtCourse,
    AtEvaluation,
    AtFollowUp,
    AtHistory,
    AtHome,
    AtRecall,
    AtResult,
    AtReview,
    AtTest,
    InLesson,
    InQuiz,
    InRecall,
    Place,
)
from kiosk.desk.views import (
    CertificateView,
    CourseView,
    EvaluationView,
    HistoryView,
    HomeView,
    LessonView,
    QuizView,
    ResultView,
    ReviewView,
    SearchView,
    TestView,
)
from kiosk.desk.views_followup import FollowUpView
from kiosk.desk.views_recall import RecalledView, RecallView, Seen
from kiosk.learning.trouble import NotAllowed
from kiosk.ui.refusals import refusal
from kiosk.ui.window import signals_of
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.desk.followup import Sketch
    from kiosk.desk.views_marks import Marked
    from kiosk.learning.answers import Answer
    from kiosk.learning.evaluation import Draft
    from kiosk.ui.journey import Journey
    from kiosk.ui.theme import Theme


SOON = 400
"""Milliseconds after which the result is painted and being read: time to load what comes later.

On the drawing thread: a worker that imports holds Python's lock and makes every screen stutter.
"""


def screen_at(journey: Journey, view: Seen, theme: Theme) -> QWidget:
    """The screen for a view, its signals connected."""
    maker = _MAKERS[type(view)]
    return maker(journey, view, theme)  # type: ignore[operator, no-any-return]


def _home(journey: Journey, view: HomeView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.home import HomeScreen

    screen = HomeScreen(view, theme)
    signals_of(
        screen,
        resumed=journey.open,
        opened=lambda course: journey.go(AtCourse(course)),
        topic_chosen=lambda topic: journey.go(AtHome(topic)),
        searched=journey.search,
        history_wanted=journey.history,
        recall_wanted=lambda: journey.follow(journey.desk.recall),
        marked_wanted=lambda marked: _to_marked(journey, marked),
        follow_up_wanted=lambda course: journey.go(AtFollowUp(course)),
    )
    return screen


def _to_marked(journey: Journey, marked: Marked) -> None:
    course = marked.course.id
    if marked.quiz:
        journey.go(AtResult(course, marked.quiz))
    elif marked.lesson:
        _into_lesson(journey, course, marked.lesson, marked.block)
    else:
        journey.go(AtCourse(course))


def _search(journey: Journey, view: SearchView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.search import SearchScreen

    screen = SearchScreen(view, theme)
    signals_of(screen, found=journey.found, searched=journey.search)
    return screen


def _course(journey: Journey, view: CourseView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.course import CourseScreen

    course = view.course.id
    screen = CourseScreen(view, theme)
    signals_of(
        screen,
        acted=lambda: journey.open(course),
        lesson_opened=lambda lesson: _into_lesson(journey, course, lesson),
        test_opened=lambda quiz: journey.go(AtTest(course, quiz)),
        result_wanted=lambda quiz: journey.go(AtResult(course, quiz)),
        evaluation_wanted=lambda: journey.go(AtEvaluation(course)),
        certificate_wanted=journey.certificate,
        again_wanted=lambda: journey.again(course),
    )
    return screen


def _into_lesson(journey: Journey, course: str, lesson: str, block: str = "") -> None:
    journey.follow(lambda: journey.desk.visit(InLesson(course, lesson, block)))


def _lesson(journey: Journey, view: LessonView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.lesson import LessonScreen

    at = InLesson(view.course.id, view.lesson.id)
    screen = LessonScreen(view, theme)
    desk = journey.desk

    def checked(question: str, answer: Answer) -> None:
        if journey.attempt(lambda: screen.show_mark(question, desk.check(at, question, answer))):
            screen.saved(desk.saved_at)

    def kept(work: functools.partial[None]) -> None:
        if journey.attempt(work):
            screen.saved(desk.saved_at)

    signals_of(
        screen,
        reached=lambda block, seconds: kept(functools.partial(desk.reach, at, block, seconds)),
        finished=lambda: journey.follow(lambda: desk.finish_lesson(at)),
        lesson_opened=lambda lesson: _into_lesson(journey, at.course, lesson),
        checked=checked,
        note_written=lambda b, words: kept(functools.partial(desk.write_note, at, b, words)),
        bookmarked=lambda b, on: kept(functools.partial(desk.bookmark, at, b, on=on)),
        played=lambda block, ms: kept(functools.partial(desk.play, at, block, ms)),
        text_size_wanted=journey.text_larger,
        slow_chosen=journey.read_slowly,
        not_heard=journey.drop_voice,
    )
    journey.lend_voice(screen)
    return screen


def _test(journey: Journey, view: TestView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.test import TestScreen

    at = AtTest(view.course.id, view.quiz.id)
    screen = TestScreen(view, theme)
    signals_of(screen, begun=lambda: journey.follow(lambda: journey.desk.start(at)))
    return screen


def _quiz(journey: Journey, view: QuizView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.quiz import QuizScreen

    at = InQuiz(view.course.id, view.quiz.id, view.index)
    screen = QuizScreen(view, theme)
    desk = journey.desk

    def kept(work: Callable[[], None]) -> bool:
        try:
            done = journey.attempt(lambda: _in_time(work))
        except _TimeOverError:
            _hand_in(journey, at)
            return False
        if done:
            screen.saved(desk.saved_at)
        return done

    def judged(question: str, answer: Answer) -> None:
        if kept(lambda: desk.judge(at, question, answer)):
            journey.go(at)

    signals_of(
        screen,
        answered=lambda q, answer: kept(lambda: desk.answer(at, q, answer)),
        judged=judged,
        sure_said=lambda q, answer, n: kept(lambda: desk.answer(at, q, answer, sure=n)),
        flagged=lambda q, on: journey.attempt(lambda: desk.flag(at, q, on=on)),
        went=lambda index: journey.go(InQuiz(at.course, at.quiz, index)),
        review_wanted=lambda: journey.go(AtReview(at.course, at.quiz)),
        time_over=lambda: _hand_in(journey, at),
    )
    return screen


class _TimeOverError(Exception):
    """The time ran out while an answer was on its way."""


def _in_time(work: Callable[[], None]) -> None:
    try:
        work()
    except NotAllowed as no:
        if no.code == "time-over":
            raise _TimeOverError from no
        raise


def _hand_in(journey: Journey, at: InQuiz | AtReview) -> None:
    journey.follow(lambda: journey.desk.submit(at))


def _review(journey: Journey, view: ReviewView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.review import ReviewScreen

    at = AtReview(view.course.id, view.quiz.id)
    screen = ReviewScreen(view, theme)
    signals_of(
        screen,
        went=lambda index: journey.go(InQuiz(at.course, at.quiz, index)),
        submitted=lambda: _hand_in(journey, at),
        time_over=lambda: _hand_in(journey, at),
        back_wanted=lambda: journey.go(InQuiz(at.course, at.quiz)),
    )
    return screen


def _result(journey: Journey, view: ResultView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.result import ResultScreen

    course, quiz = view.course.id, view.quiz.id
    screen = ResultScreen(view, theme)
    if view.passed:
        journey.later(SOON, get_ready)
    signals_of(
        screen,
        acted=lambda: journey.open(course),
        lesson_opened=lambda lesson, block: _into_lesson(journey, course, lesson, block),
        retry_wanted=lambda: journey.go(AtTest(course, quiz)),
    )
    return screen


def _evaluation(journey: Journey, view: EvaluationView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.evaluation import EvaluationScreen

    at = AtEvaluation(view.course.id)
    screen = EvaluationScreen(view, theme)
    desk = journey.desk

    def sketched(draft: Draft) -> None:
        if journey.attempt(lambda: desk.sketch(at, draft)):
            screen.saved(desk.now())

    signals_of(screen, sketched=sketched, sent=lambda draft: _send(journey, at, draft))
    return screen


def _follow_up(journey: Journey, view: FollowUpView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.followup import FollowUpScreen

    at, desk = AtFollowUp(view.course.id), journey.desk
    screen = FollowUpScreen(view, theme)

    def sketched(draft: Sketch) -> None:
        if journey.attempt(lambda: desk.follow_up(at, draft, sent=False)):
            screen.saved(desk.now())

    signals_of(
        screen,
        sketched=sketched,
        sent=lambda draft: journey.follow(lambda: desk.follow_up(at, draft, sent=True)),
    )
    return screen


def _send(journey: Journey, at: AtEvaluation, draft: Draft) -> None:
    """Once it is sent the form is left, even where the certificate has to wait for the clock."""
    waits: list[NotAllowed] = []

    def evaluate() -> Place:
        try:
            return journey.desk.evaluate(at, draft)
        except NotAllowed as no:
            if no.code != "clock-doubtful":
                raise
            waits.append(no)
            return AtCourse(at.course)

    journey.follow(evaluate)
    for no in waits:
        journey.window.tell(_("Belum dapat dilakukan"), refusal(no))


def _certificate(journey: Journey, view: CertificateView, theme: Theme) -> QWidget:
    from kiosk.ui.paper import certificate_paper
    from kiosk.ui.screens.certificate import CertificateScreen

    screen = CertificateScreen(view, theme)
    if view.revoked is None:
        certificate_paper(journey, view, screen)
    signals_of(
        screen,
        done_wanted=lambda: journey.go(AtHome()),
        siasn_wanted=lambda: _put_out(journey, "siasn", 0),
    )
    return screen


def _history(journey: Journey, view: HistoryView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.history import HistoryScreen

    year = view.card.year
    screen = HistoryScreen(view, theme)
    signals_of(
        screen,
        tab_chosen=lambda tab: journey.go(AtHistory(tab, year)),
        year_chosen=lambda chosen: journey.go(AtHistory(view.tab, chosen)),
        certificate_opened=journey.certificate,
        note_opened=lambda course, lesson, block: _into_lesson(journey, course, lesson, block),
        sheet_wanted=lambda kind: _put_out(journey, kind, year),
    )
    return screen


def _recall(journey: Journey, view: RecallView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.recall import RecallScreen

    at = journey.place
    if not isinstance(at, InRecall):
        raise TypeError
    screen = RecallScreen(view, theme)
    desk = journey.desk

    def answered(answer: Answer) -> None:
        if journey.attempt(lambda: screen.show_mark(desk.remember(at, answer))):
            screen.saved(desk.saved_at)

    def onward() -> None:
        last = at.index + 1 == len(at.asked)
        journey.go(AtRecall(at.asked) if last else InRecall(at.asked, at.index + 1))

    signals_of(
        screen,
        answered=answered,
        onward=onward,
        lesson_opened=lambda lesson, block: _into_lesson(journey, view.course.id, lesson, block),
    )
    return screen


def _recalled(journey: Journey, view: RecalledView, theme: Theme) -> QWidget:
    from kiosk.ui.screens.recall import RecalledScreen

    screen = RecalledScreen(view, theme)
    more = view.ahead.due > 0
    signals_of(
        screen,
        acted=lambda: journey.follow(journey.desk.recall) if more else journey.go(AtHome()),
        lesson_opened=lambda *at: _into_lesson(journey, *at),
    )
    return screen


def _put_out(journey: Journey, kind: str, year: int) -> None:
    from kiosk.ui.sheet_out import put_out

    put_out(journey, kind, year)


_MAKERS = {
    HomeView: _home,
    SearchView: _search,
    CourseView: _course,
    LessonView: _lesson,
    TestView: _test,
    QuizView: _quiz,
    ReviewView: _review,
    ResultView: _result,
    EvaluationView: _evaluation,
    FollowUpView: _follow_up,
    CertificateView: _certificate,
    HistoryView: _history,
    RecallView: _recall,
    RecalledView: _recalled,
}
