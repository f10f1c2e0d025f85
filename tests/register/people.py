"""Many learners who earned a certificate, without sitting through the course for each."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from kiosk.desk.award_many import award_for
from kiosk.house import House
from kiosk.learning.events import (
    CourseStarted,
    EvaluationGiven,
    LessonRead,
    QuizStarted,
    QuizSubmitted,
)
from kiosk.people.learner import Learner, learner_id
from kiosk.people.nip import Kind
from kiosk.store import Store
from tests.desk.learning_on import COURSE, LESSONS

UNITS = ("Dinas A", "Dinas B")
_ATTEMPT = itertools.count(1)


def people(count: int) -> tuple[Learner, ...]:
    """So many employees, in two units by turns."""
    nips = [f"1987041220110120{n // 10:02d}"[:15] + f"{n:03d}" for n in range(1, count + 1)]
    return tuple(
        Learner(learner_id(nip), f"Peserta Contoh {n}", UNITS[n % 2], Kind.PNS, nip)
        for n, nip in enumerate(nips, start=1)
    )


def earn(store: Store, learner: Learner, *, score: float = 90.0, evaluated: bool = True) -> None:
    """Everything a certificate rests on, or all but the pass or the evaluation."""
    attempt = f"uji-{next(_ATTEMPT)}"
    told = (EvaluationGiven(COURSE, named=False),) if evaluated else ()
    store.record(
        learner.id,
        CourseStarted(COURSE, "1.0"),
        *(LessonRead(COURSE, lesson) for lesson in LESSONS),
        QuizStarted(COURSE, "post", attempt, (), {}),
        QuizSubmitted(COURSE, "post", attempt, score, 70, 600),
        *told,
    )


def certified(house: House, learners: Iterable[Learner]) -> None:
    """All of them earn a certificate and take it."""
    settings = house.office.settings()
    assert settings is not None
    issue = award_for(house.kiosk(settings, house.catalog()))
    for learner in learners:
        earn(house.store, learner)
        issue(learner, COURSE)
