"""What stands at a place: values for a screen. No sentences, they belong to the screens.

Times are UTC milliseconds; 0 means never.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from kiosk.desk.practice import CheckState
from kiosk.desk.views_class import Due
from kiosk.desk.views_marks import Marked
from kiosk.learning.answers import Answer, Mark
from kiosk.learning.course import Course, Lesson, Quiz
from kiosk.learning.events import CertificateIssued
from kiosk.learning.events_office import EssayMarked
from kiosk.learning.ledger import Card
from kiosk.learning.progress import Step
from kiosk.learning.question import Question
from kiosk.people.agency import HoursRule
from kiosk.people.learner import Learner
from kiosk.recall.cards import Ahead
from kiosk.register.prints import Print


class State(StrEnum):
    """How a learner stands in a course, as shown on its card."""

    NEW = "new"
    RUNNING = "running"
    PASSED = "passed"
    CERTIFIED = "certified"
    REVOKED = "revoked"
    EXPIRED = "expired"


class Status(Struct, frozen=True):
    """What every signed-in screen shows on top. `view_only`: nothing done here is recorded."""

    learner: Learner
    agency: str
    city: str
    saved: int
    demo: bool
    view_only: bool = False


class Resume(Struct, frozen=True):
    """The card that leads back to where learning stopped."""

    course: Course
    step: Step
    lesson_title: str
    lesson_number: int
    lesson_count: int
    minutes_left: int
    share: float
    due: Due | None = None


class Revoked(Struct, frozen=True):
    """A certificate that was declared void: why, on which ISO date, as said at `as_of`.

    `agency`: its short name. `as_of` 0: no list says so, but an officer at a kiosk.
    `replaced_by`: the number of the certificate that stands in its place; "" if none does.
    """

    agency: str
    reason: str
    date: str
    as_of: int
    replaced_by: str = ""


class Hours(Struct, frozen=True):
    """JP of a year against the rule for the learner's kind of employee (None for guests).

    `certificates` counts those that hold.
    """

    year: int
    counted: int
    rule: HoursRule | None
    certificates: int


class CourseCard(Struct, frozen=True):
    """A course as on the home screen; `score` only when certified or passed."""

    course: Course
    state: State
    share: float
    score: float | None
    due: Due | None = None


class HomeView(Struct, frozen=True):
    """Home; `recall` tells of the daily review, None where there is nothing to review yet.

    `marked`: what a trainer marked since the learner last went on in that course. `follow_ups`: the
    courses whose evaluation three months later is due.
    """

    status: Status
    resume: Resume | None
    hours: Hours
    topics: tuple[str, ...]
    topic: str
    cards: tuple[CourseCard, ...]
    recall: Ahead | None = None
    marked: tuple[Marked, ...] = ()
    follow_ups: tuple[Course, ...] = ()


class Found(Struct, frozen=True):
    """A search hit; `lesson` empty when the course itself matched."""

    course: str
    course_title: str
    lesson: str
    lesson_title: str
    excerpt: str


class SearchView(Struct, frozen=True):
    """Search results."""

    status: Status
    words: str
    found: tuple[Found, ...]


class LessonRow(Struct, frozen=True):
    """A lesson in an outline."""

    lesson: str
    title: str
    minutes: int
    read: bool
    current: bool
    notes: int
    bookmarked: bool
    case: bool


class CourseView(Struct, frozen=True):
    """A course's page. `minutes` is the expected time for all of it.

    `valid_until`: the last day of its certificate (ISO), "" without end; `again`: it ran out or
    will soon, so that the course may be taken anew. `waiting`: essays of the final test that a
    trainer has yet to mark.
    """

    status: Status
    course: Course
    rows: tuple[LessonRow, ...]
    minutes: int
    step: Step
    next_lesson: str
    share: float
    last: int
    pre_score: float | None
    post_score: float | None
    post_running: bool
    pre_open: bool
    post_open: bool
    evaluated: bool
    certificate: str
    revoked: Revoked | None
    daily_cap: int
    valid_until: str = ""
    expired: bool = False
    again: bool = False
    waiting: int = 0
    due: Due | None = None


class LessonView(Struct, frozen=True):
    """A lesson. `start` is the block where reading stopped; notes and bookmarks by block id.

    `files`: the paths of the course's pictures, films and documents by the names in the lesson;
    `played`: milliseconds from the start by block id.
    """

    status: Status
    course: Course
    lesson: Lesson
    number: int
    minutes: int
    rows: tuple[LessonRow, ...]
    share: float
    start: str
    checks: Mapping[str, CheckState]
    notes: Mapping[str, str]
    bookmarks: frozenset[str]
    files: Mapping[str, str]
    previous: str
    following: str
    played: Mapping[str, int] = {}


class TestView(Struct, frozen=True):
    """Before a test. `refused` is the code of the rule that says no, empty if it may begin."""

    status: Status
    course: Course
    quiz: Quiz
    final: bool
    tries: int
    running: bool
    refused: str
    until: int
    lessons_left: int
    due: Due | None = None


class Trial(Struct, frozen=True):
    """A question that is judged at once: what the answer shown was worth (None: not asked yet).

    `left`: tries; `settled`: nothing can be changed any more; `hints`: those given so far.
    """

    mark: Mark | None
    left: int
    settled: bool
    hints: tuple[str, ...]


class QuizView(Struct, frozen=True):
    """One question of a running attempt. `seconds_left` None: no time limit.

    `pictures` are the paths of the course's files that the question shows. `trial` None: judged at
    the end. `sure` 1–3, 0 where it was not said.
    """

    status: Status
    course: Course
    quiz: Quiz
    final: bool
    index: int
    question: Question
    order: tuple[str, ...]
    answer: Answer | None
    answered: tuple[bool, ...]
    flagged: tuple[bool, ...]
    attempt_number: int
    seconds_left: int | None
    pictures: Mapping[str, str] = {}
    trial: Trial | None = None
    sure: int = 0


class ReviewView(Struct, frozen=True):
    """All questions of a running attempt before it is handed in."""

    status: Status
    course: Course
    quiz: Quiz
    final: bool
    questions: tuple[Question, ...]
    answered: tuple[bool, ...]
    flagged: tuple[bool, ...]
    seconds_left: int | None


class Item(Struct, frozen=True):
    """A question of an ended attempt with what was answered and what it was worth.

    `points`: what it added, by the behaviour of the test (1 at most, -2 at least). `marks`: a
    trainer's, for an essay.
    """

    number: int
    question: Question
    answer: Answer | None
    mark: Mark
    lesson_title: str
    points: float = 0.0
    marks: EssayMarked | None = None


class LessonScore(Struct, frozen=True):
    """Points reached in the questions of one lesson."""

    lesson: str
    title: str
    worth: float
    count: int


class ResultView(Struct, frozen=True):
    """A result. `gain` is the N-gain; `attempts_left` None: without limit.

    `pictures` are the paths of the course's files that the questions show. `waiting`: so many
    essays have no marks yet, and `score` counts them as nothing. `on_paper`: it was typed in.
    """

    status: Status
    course: Course
    quiz: Quiz
    final: bool
    score: float
    passed: bool
    pre_score: float | None
    gain: float | None
    tries: int
    attempts_left: int | None
    next_allowed: int
    items: tuple[Item, ...]
    lessons: tuple[LessonScore, ...]
    step: Step
    pictures: Mapping[str, str] = {}
    waiting: int = 0
    on_paper: bool = False


class EvaluationView(Struct, frozen=True):
    """The evaluation form; `blocks` are item keys in three blocks, answers 1–4 by key."""

    status: Status
    course: Course
    blocks: tuple[tuple[str, tuple[str, ...]], ...]
    ratings: Mapping[str, int]
    text: str
    named: bool


class CertificateView(Struct, frozen=True):
    """A certificate and its PDF bytes, which never change; empty if only another kiosk has them.

    A revoked one may be looked at, but `Desk.printable` refuses it. `printed` is told oldest first.
    """

    status: Status
    issued: CertificateIssued
    course_title: str
    pdf: bytes
    printed: tuple[Print, ...]
    hours: Hours
    revoked: Revoked | None


class CourseLine(Struct, frozen=True):
    """A course in the history."""

    course: str
    title: str
    started: int
    last: int
    pre_score: float | None
    post_score: float | None
    tries: int
    certificate: str


class NoteLine(Struct, frozen=True):
    """A learner's note (or a bookmark, with empty text) and where it stands."""

    course: str
    course_title: str
    lesson: str
    lesson_title: str
    block: str
    text: str


class HistoryView(Struct, frozen=True):
    """What was learnt; `revoked` by the number of the certificate."""

    status: Status
    tab: str
    years: tuple[int, ...]
    card: Card
    hours: Hours
    titles: Mapping[str, str]
    daily_cap: int
    courses: tuple[CourseLine, ...]
    certificates: tuple[CertificateIssued, ...]
    revoked: Mapping[str, Revoked]
    notes: tuple[NoteLine, ...]


View: TypeAlias = (
    HomeView
    | SearchView
    | CourseView
    | LessonView
    | TestView
    | QuizView
    | ReviewView
    | ResultView
    | EvaluationView
    | CertificateView
    | HistoryView
)
