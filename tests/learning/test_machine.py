from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from msgspec import structs

from kiosk.learning import attempts, progress
from kiosk.learning.attempts import Attempt, may_start
from kiosk.learning.course import Course, Quiz
from kiosk.learning.events import QuizSubmitted
from kiosk.learning.progress import CourseProgress, lessons_left, may_certify
from kiosk.learning.trouble import NotAllowed
from tests.learning.machine import Learner

QUIET = settings(
    max_examples=100,
    stateful_step_count=30,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
    report_multiple_bugs=False,
)


def run() -> None:
    run_state_machine_as_test(Learner, settings=QUIET)


def test_a_certificate_means_lessons_read_test_passed_evaluation_given_and_never_comes_twice() -> (
    None
):
    run()


def test_the_machine_really_earns_certificates(monkeypatch: pytest.MonkeyPatch) -> None:
    earned: list[Course] = []

    def noted(of: Course, p: CourseProgress) -> None:
        may_certify(of, p)
        earned.append(of)

    monkeypatch.setattr(progress, "may_certify", noted)
    run()
    assert len(earned) >= 10  # 18 to 25 have been seen; unbiased deeds earn none


def test_the_machine_finds_a_lesson_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    def but_the_last(of: Course, p: CourseProgress) -> tuple[str, ...]:
        return tuple(x for x in lessons_left(of, p) if x != "l2")

    monkeypatch.setattr(progress, "lessons_left", but_the_last)
    with pytest.raises(AssertionError, match=r"lesson unread|before the lessons"):
        run()


def test_the_machine_finds_a_second_certificate(monkeypatch: pytest.MonkeyPatch) -> None:
    def again_and_again(of: Course, p: CourseProgress) -> None:
        try:
            may_certify(of, p)
        except NotAllowed as no:
            if no.code != "certificate-held":
                raise

    monkeypatch.setattr(progress, "may_certify", again_and_again)
    with pytest.raises(AssertionError, match="two certificates for one completion"):
        run()


def test_the_machine_finds_an_essay_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    forgotten = property(lambda event: event.waiting > 0 or event.score >= 70)
    monkeypatch.setattr(QuizSubmitted, "passed", forgotten)
    monkeypatch.setattr(CourseProgress, "waiting", lambda _p, _quiz: 0)
    with pytest.raises(AssertionError):
        run()


def test_the_machine_finds_an_attempt_begun_while_an_essay_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def whoever(quiz: Quiz, ended: Sequence[Attempt], now: int) -> None:
        may_start(quiz, [structs.replace(a, waiting=0) for a in ended], now)

    monkeypatch.setattr(attempts, "may_start", whoever)
    with pytest.raises(AssertionError, match="another attempt while an essay waits"):
        run()


def test_the_machine_finds_a_failed_test_taken_for_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuizSubmitted, "passed", property(lambda event: event.score >= 50))
    with pytest.raises(AssertionError):
        run()
