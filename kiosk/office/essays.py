"""Essays that learners handed in, and a trainer's marks for them along the rubric."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec import Struct

from kiosk.catalog.catalog import Catalog
from kiosk.learning import sitting
from kiosk.learning.answers import Answer, Typed
from kiosk.learning.attempts import Attempt
from kiosk.learning.course import Course, Quiz
from kiosk.learning.events import CheckAnswered, Recorded
from kiosk.learning.events_office import EssayMarked
from kiosk.learning.progress import CourseProgress
from kiosk.learning.question import Essay, Question
from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts
from kiosk.people.learner import Learner
from kiosk.people.role import Act
from kiosk.register.learnt import Learnt, learnt
from kiosk.store import Store

LONGEST: Final = 2000
"""Letters of a word to the learner."""


class HandedIn(Struct, frozen=True):
    """An essay as it stands: of a test's attempt, or (`attempt` "") of a lesson.

    `since`: UTC ms when it was handed in. `marks`: those it has, None while it waits.
    """

    learner: Learner
    course: Course
    question: Question
    text: str
    since: int
    attempt: str = ""
    quiz: str = ""
    marks: EssayMarked | None = None

    @property
    def essay(self) -> Essay:
        """What it is marked by."""
        asked = self.question.asked
        return asked if isinstance(asked, Essay) else Essay(())

    @property
    def key(self) -> str:
        """Tells it from every other one of this kiosk."""
        return f"{self.learner.id}/{self.course.id}/{self.attempt}/{self.question.id}"


class Essays:
    """The essays of this kiosk, as one of the staff marks them."""

    def __init__(self, acts: Acts, store: Store, catalog: Catalog) -> None:
        self._acts, self._store, self._catalog = acts, store, catalog

    def of(self, learner: str) -> tuple[HandedIn, ...]:
        """Everything a learner handed in that may still be marked, the oldest first.

        Those of a test whose certificate is issued may not: their score stands on it. Refuses
        "role-refused".
        """
        self._acts.allow(Act.MARK_ESSAY)
        found = self._store.roster.by_id(learner)
        if found is None:
            return ()
        known = learnt(self._store, found)
        handed = (each for p in known.progress.courses.values() for each in self._in(known, p))
        return tuple(sorted(handed, key=lambda each: (each.since, each.key)))

    def waiting(self, learner: str) -> tuple[HandedIn, ...]:
        """Those of a learner that nobody has marked, the oldest first."""
        return tuple(each for each in self.of(learner) if each.marks is None)

    def mark(self, essay: HandedIn, points: Mapping[str, float], comment: str) -> bool:
        """Keep the marks; True where they complete an attempt, which has its whole score then.

        Refuses "points-missing" (a criterion without), "points-wrong" (below 0 or above what it can
        bring), "comment-long", "essay-changed" (another text, or none, stands there now),
        "certificate-held" and "role-refused".
        """
        _check(essay.essay, points, comment)
        now = self.of(essay.learner.id)
        if not any((each.key, each.text) == (essay.key, essay.text) for each in now):
            raise NotAllowed("certificate-held" if self._held(essay) else "essay-changed")
        event = EssayMarked(
            essay.course.id, essay.question.id, dict(points), comment.strip(), self._acts.who.id,
            essay.attempt,
        )  # fmt: skip
        with self._store.writing():
            self._acts.note(Act.MARK_ESSAY, (essay.learner.id,), count=1)
            self._store.record(essay.learner.id, event)
            return bool(essay.attempt) and self._complete(essay)

    def _complete(self, essay: HandedIn) -> bool:
        p = learnt(self._store, essay.learner).progress.course(essay.course.id)
        attempt = next(a for a in p.attempts if a.id == essay.attempt)
        whole = sitting.marked(essay.course.id, essay.course.quiz(attempt.quiz), attempt)
        if whole is not None:
            self._store.record(essay.learner.id, whole)
        return whole is not None

    def _held(self, essay: HandedIn) -> bool:
        p = learnt(self._store, essay.learner).progress.course(essay.course.id)
        return bool(essay.attempt) and p.certificate is not None

    def _in(self, known: Learnt, p: CourseProgress) -> Iterator[HandedIn]:
        try:
            course = self._catalog.course(p.course, p.own_version)
        except KeyError:
            return
        yield from _of_lessons(known, course, p)
        if p.certificate is None:
            for quiz in (course.pre_test, course.post_test):
                if quiz is not None and any(_is_essay(q) for q in quiz.questions):
                    for attempt in p.tries(quiz.id):
                        yield from _of_attempt(known.learner, course, quiz, attempt)


def _check(essay: Essay, points: Mapping[str, float], comment: str) -> None:
    if any(c.id not in points for c in essay.rubric):
        raise NotAllowed("points-missing")
    most = {c.id: c.points for c in essay.rubric}
    if any(not 0 <= given <= most.get(name, -1) for name, given in points.items()):
        raise NotAllowed("points-wrong")
    if len(comment) > LONGEST:
        raise NotAllowed("comment-long", most=LONGEST)


def _is_essay(question: Question) -> bool:
    return isinstance(question.asked, Essay)


def _text(answer: Answer | None) -> str:
    return answer.text.strip() if isinstance(answer, Typed) else ""


def _of_lessons(known: Learnt, course: Course, p: CourseProgress) -> Iterator[HandedIn]:
    for question in course.checks:
        said = p.checks.get(question.id) if _is_essay(question) else None
        text = _text(said.answer) if said else ""
        if said is not None and text:
            since, marks = _since(known.events, said), p.essays.get(question.id)
            yield HandedIn(known.learner, course, question, text, since, marks=marks)


def _since(events: tuple[Recorded, ...], said: CheckAnswered) -> int:
    """When these words were handed in first."""
    return next((r.at for r in events if r.event == said), 0)


def _of_attempt(
    learner: Learner, course: Course, quiz: Quiz, attempt: Attempt
) -> Iterator[HandedIn]:
    asked = {q.id: q for q in quiz.questions if _is_essay(q)}
    for name in attempt.questions:
        text = _text(attempt.answers.get(name))
        if name in asked and text:
            at, marks = attempt.submitted or 0, attempt.essays.get(name)
            place = (attempt.id, quiz.id)
            yield HandedIn(learner, course, asked[name], text, at, *place, marks=marks)
