"""What a course is: lessons of blocks, questions, quizzes, sources. Values only, no files."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct, structs

from kiosk.learning.question import Level, Question
from kiosk.learning.spans import Spans


class CalloutKind(StrEnum):
    """Why a passage stands apart; the screen gives each kind its colour, icon and heading."""

    SITUATION = "di-loket"
    EXAMPLE = "contoh"
    COUNTEREXAMPLE = "bukan-contoh"
    WARNING = "peringatan"
    RULE = "kutipan"
    PRACTICE = "praktik"
    TAKEAWAY = "bawa-pulang"
    SOURCES = "sumber"


class Heading(Struct, frozen=True, tag="heading"):
    """A heading inside a lesson; level 2 or 3."""

    id: str
    text: str
    level: int


class Paragraph(Struct, frozen=True, tag="paragraph"):
    """A paragraph of styled text."""

    id: str
    spans: Spans


class Listing(Struct, frozen=True, tag="listing"):
    """A list; `start` is the first number, or None for bullets."""

    id: str
    items: tuple[Spans, ...]
    start: int | None = None


class Table(Struct, frozen=True, tag="table"):
    """A table with one row of headings."""

    id: str
    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]


class Figure(Struct, frozen=True, tag="figure"):
    """A picture; `file` is relative to the course folder, `alternative` says what it shows."""

    id: str
    file: str
    caption: str
    alternative: str


class Callout(Struct, frozen=True, tag="callout"):
    """A passage set apart; `title` is the author's own heading, or empty for the kind's."""

    id: str
    kind: CalloutKind
    title: str
    body: tuple[Paragraph | Listing, ...]


class Definition(Struct, frozen=True, tag="definition"):
    """A term and its meaning."""

    id: str
    term: str
    meaning: Spans


class Check(Struct, frozen=True, tag="check"):
    """A question inside the text; practice, never scored."""

    id: str
    question: str


class Task(Struct, frozen=True, tag="task"):
    """Something to write down, kept as the learner's own note; `minutes` counts towards JP."""

    id: str
    title: str
    spans: Spans
    minutes: int


class Video(Struct, frozen=True, tag="video"):
    """A film. `file` and `captions` (WebVTT, or "") lie in the course.

    The transcript tells all that is said and happens.
    """

    id: str
    file: str
    title: str
    captions: str
    transcript: tuple[Paragraph | Listing, ...]


class Audio(Struct, frozen=True, tag="audio"):
    """A recording; as a film, without pictures."""

    id: str
    file: str
    title: str
    captions: str
    transcript: tuple[Paragraph | Listing, ...]


class Pages(Struct, frozen=True, tag="pages"):
    """Pages `first` to `last` (counting from 1) of a PDF file of the course."""

    id: str
    file: str
    title: str
    first: int
    last: int


Block: TypeAlias = (
    Heading
    | Paragraph
    | Listing
    | Table
    | Figure
    | Callout
    | Definition
    | Check
    | Task
    | Video
    | Audio
    | Pages
)


class Condition(Struct, frozen=True):
    """A block is shown only to whoever took one of these choices at a question in the text."""

    question: str
    choices: tuple[str, ...]


class Lesson(Struct, frozen=True):
    """A lesson, or the case study (`case`), in reading order.

    `conditions`, by block id: the blocks of branches. `words` leaves those out.
    """

    id: str
    title: str
    aims: tuple[str, ...]
    blocks: tuple[Block, ...]
    words: int
    case: bool = False
    conditions: dict[str, Condition] = {}


class Draw(Struct, frozen=True):
    """How many questions an attempt takes from one lesson at one level."""

    lesson: str
    level: Level
    count: int


class Behaviour(StrEnum):
    """When an answer is judged: at the end, at once with more tries, or with how sure one is."""

    DEFERRED = "deferred"
    IMMEDIATE = "immediate"
    CERTAINTY = "certainty"


class Counts(StrEnum):
    """Which attempt counts."""

    BEST = "best"
    LAST = "last"


class Quiz(Struct, frozen=True):
    """A test. `pass_mark` 0–100 or None (no mark to reach); `draws` empty takes every question.

    `attempts` 0 is without limit; `wait_minutes` lies between two attempts; `minutes` 0 is without
    time limit. `tries` is how often one question may be answered where it is judged at once.
    """

    id: str
    questions: tuple[Question, ...]
    draws: tuple[Draw, ...] = ()
    pass_mark: int | None = None
    attempts: int = 0
    wait_minutes: int = 0
    minutes: int = 0
    behaviour: Behaviour = Behaviour.DEFERRED
    tries: int = 3
    counts: Counts = Counts.BEST

    @property
    def asked_count(self) -> int:
        """Number of questions in one attempt."""
        return sum(d.count for d in self.draws) if self.draws else len(self.questions)


class Source(Struct, frozen=True):
    """What a course rests on, as shown to the learner."""

    name: str
    title: str


class Term(Struct, frozen=True):
    """A glossary entry."""

    term: str
    meaning: str


class Course(Struct, frozen=True):
    """A whole course. `hours` is JP (1 JP = 45 minutes); `as_of` an ISO date.

    `place`: where it stands among all courses, from 1; 0 after those that have one.
    """

    id: str
    version: str
    title: str
    title_en: str
    summary: str
    summary_en: str
    promise: str
    audience: str
    topic: str
    icon: str
    colour: str
    hours: int
    form: str
    as_of: str
    aims: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    checks: tuple[Question, ...]
    pre_test: Quiz | None
    post_test: Quiz
    glossary: tuple[Term, ...]
    sources: tuple[Source, ...]
    prior: tuple[str, ...] = ()
    legal_basis: tuple[str, ...] = ()
    place: int = 0

    def lesson(self, lesson_id: str) -> Lesson:
        """The lesson of that id; KeyError if there is none."""
        return {x.id: x for x in self.lessons}[lesson_id]

    def check(self, question_id: str) -> Question:
        """The in-text question of that id; KeyError if there is none."""
        return {x.id: x for x in self.checks}[question_id]

    def ruled(self, pass_mark: int | None, attempts: int | None, agency: int) -> Course:
        """The course with a class's mark and attempts for its final test; None: the course's own.

        Where neither sets a mark, the `agency`'s stands.
        """
        final = self.post_test
        mark = final.pass_mark if pass_mark is None else pass_mark
        known = (agency if mark is None else mark, final.attempts if attempts is None else attempts)
        if known == (final.pass_mark, final.attempts):
            return self
        final = structs.replace(final, pass_mark=known[0], attempts=known[1])
        return structs.replace(self, post_test=final)

    def quiz(self, quiz_id: str) -> Quiz:
        """The test of that id ("pre" or "post"); KeyError if there is none."""
        for quiz in (self.pre_test, self.post_test):
            if quiz is not None and quiz.id == quiz_id:
                return quiz
        raise KeyError(quiz_id)
