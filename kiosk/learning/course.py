"""What a course is: lessons of blocks, questions, quizzes, sources. Values only, no files."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct


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


class Level(StrEnum):
    """What a question asks of the mind: remember, use, decide."""

    REMEMBER = "R"
    USE = "U"
    DECIDE = "A"


class Span(Struct, frozen=True):
    """A run of text of one style inside a paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


Spans: TypeAlias = tuple[Span, ...]


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


Block: TypeAlias = (
    Heading | Paragraph | Listing | Table | Figure | Callout | Definition | Check | Task
)


class Choice(Struct, frozen=True):
    """One answer offered, with what to say to the person who takes it."""

    id: str
    text: str
    right: bool
    feedback: str


class ChoiceQuestion(Struct, frozen=True, tag="choice"):
    """Choices with one right answer, several (`several`), or two words true/false (`binary`)."""

    choices: tuple[Choice, ...]
    several: bool = False
    binary: bool = False


class Pair(Struct, frozen=True):
    """Two things that belong together; `feedback` is said when they were not joined."""

    id: str
    left: str
    right: str
    feedback: str


class Matching(Struct, frozen=True, tag="matching"):
    """Pairs to be joined; `extra` are right-hand sides that belong to nothing."""

    pairs: tuple[Pair, ...]
    extra: tuple[str, ...] = ()


class Step(Struct, frozen=True):
    """One item of an order; `feedback` is said when it stood in the wrong place."""

    id: str
    text: str
    feedback: str


class Ordering(Struct, frozen=True, tag="ordering"):
    """Steps, listed in their right order."""

    steps: tuple[Step, ...]


class Mistake(Struct, frozen=True):
    """A wrong answer foreseen by the author, with what to say about it."""

    answer: str
    feedback: str


class ShortAnswer(Struct, frozen=True, tag="short"):
    """A word or two; letter case, spaces and punctuation do not matter."""

    accept: tuple[str, ...]
    right_feedback: str
    wrong_feedback: str
    mistakes: tuple[Mistake, ...] = ()


class NumberAnswer(Struct, frozen=True, tag="number"):
    """A number within `tolerance` of `answer`, in `unit`."""

    answer: float
    tolerance: float
    unit: str
    right_feedback: str
    wrong_feedback: str
    mistakes: tuple[Mistake, ...] = ()


Asked: TypeAlias = ChoiceQuestion | Matching | Ordering | ShortAnswer | NumberAnswer


class Question(Struct, frozen=True):
    """A question; `lesson` and `block` say where its answer is taught, `source` on what it rests.

    `certainty` is "S" (article checked), "s" (regulation or source named, no article) or ""
    (follows from the facts given in the question).
    """

    id: str
    stem: Spans
    asked: Asked
    lesson: str
    level: Level
    source: str
    certainty: str = ""
    block: str = ""
    feedback: str = ""


class Lesson(Struct, frozen=True):
    """A lesson, or the case study (`case`), in reading order."""

    id: str
    title: str
    aims: tuple[str, ...]
    blocks: tuple[Block, ...]
    words: int
    case: bool = False


class Draw(Struct, frozen=True):
    """How many questions an attempt takes from one lesson at one level."""

    lesson: str
    level: Level
    count: int


class Quiz(Struct, frozen=True):
    """A test. `pass_mark` 0–100 or None (no mark to reach); `draws` empty takes every question.

    `attempts` 0 is without limit; `wait_minutes` lies between two attempts; `minutes` 0 is without
    time limit.
    """

    id: str
    questions: tuple[Question, ...]
    draws: tuple[Draw, ...] = ()
    pass_mark: int | None = None
    attempts: int = 0
    wait_minutes: int = 0
    minutes: int = 0

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
    """A whole course. `hours` is JP (1 JP = 45 minutes); `as_of` an ISO date."""

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

    def lesson(self, lesson_id: str) -> Lesson:
        """The lesson of that id; KeyError if there is none."""
        return {x.id: x for x in self.lessons}[lesson_id]

    def check(self, question_id: str) -> Question:
        """The in-text question of that id; KeyError if there is none."""
        return {x.id: x for x in self.checks}[question_id]

    def quiz(self, quiz_id: str) -> Quiz:
        """The test of that id ("pre" or "post"); KeyError if there is none."""
        for quiz in (self.pre_test, self.post_test):
            if quiz is not None and quiz.id == quiz_id:
                return quiz
        raise KeyError(quiz_id)
