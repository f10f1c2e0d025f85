"""What a question is: what it asks, and what is said to each answer. Values only."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from kiosk.learning.spans import Spans


class Level(StrEnum):
    """What a question asks of the mind: remember, use, decide."""

    REMEMBER = "R"
    USE = "U"
    DECIDE = "A"


class Choice(Struct, frozen=True):
    """One answer offered, with what to say to the person who takes it.

    `picture`, a file of the course, is shown above the text; `alternative` says what it shows.
    """

    id: str
    text: str
    right: bool
    feedback: str
    picture: str = ""
    alternative: str = ""


class ChoiceQuestion(Struct, frozen=True, tag="choice"):
    """Choices with one right answer, several (`several`), or two words true/false (`binary`)."""

    choices: tuple[Choice, ...]
    several: bool = False
    binary: bool = False

    @property
    def pictured(self) -> bool:
        """Whether the choices are pictures."""
        return any(choice.picture for choice in self.choices)


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


class Gap(Struct, frozen=True):
    """A gap in a text: what fits, or which of `choices` (none: it is typed)."""

    name: str
    accept: tuple[str, ...]
    right_feedback: str
    wrong_feedback: str
    choices: tuple[str, ...] = ()


class Cloze(Struct, frozen=True, tag="cloze"):
    """A text with gaps, each standing in `passage` as {name}."""

    passage: str
    gaps: tuple[Gap, ...]


class Slot(Struct, frozen=True):
    """A place for a word; `feedback` is said when another word stood there."""

    name: str
    word: str
    feedback: str


class DragWords(Struct, frozen=True, tag="drag"):
    """Words to be put into a text at {name}; `extra` are words that belong nowhere."""

    passage: str
    slots: tuple[Slot, ...]
    extra: tuple[str, ...] = ()


class Area(Struct, frozen=True):
    """A part of a picture: `at` is left, top, width and height, each 0.0–1.0 of the picture."""

    id: str
    name: str
    at: tuple[float, float, float, float]
    right: bool
    feedback: str


class Pointing(Struct, frozen=True, tag="point"):
    """A place to be found on a picture; where areas overlap, the first counts."""

    picture: str
    alternative: str
    areas: tuple[Area, ...]
    wrong_feedback: str


class Criterion(Struct, frozen=True):
    """One line of a rubric and the points it can bring."""

    id: str
    text: str
    points: int


class Essay(Struct, frozen=True, tag="essay"):
    """A text marked by a person along a rubric; `model` is an answer to compare with afterwards.

    At least `least` words; 0: any number.
    """

    rubric: tuple[Criterion, ...]
    model: str = ""
    least: int = 0


Asked: TypeAlias = (
    ChoiceQuestion
    | Matching
    | Ordering
    | ShortAnswer
    | NumberAnswer
    | Cloze
    | DragWords
    | Pointing
    | Essay
)


def pieces(passage: str) -> tuple[str, ...]:
    """A passage cut at its gaps: text, name of a gap, text, … and text at both ends."""
    return tuple(re.split(r"\{([a-z0-9-]+)\}", passage))


class Question(Struct, frozen=True):
    """A question; `lesson` and `block` say where its answer is taught, `source` on what it rests.

    `certainty` is "S" (article checked), "s" (regulation or source named, no article) or ""
    (follows from the facts given in the question). `hints` are given one by one after a wrong try.
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
    hints: tuple[str, ...] = ()
