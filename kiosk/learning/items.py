"""Item analysis: how the questions of a test did their work, from first attempts.

Attempts draw some of the questions, so the table of people by questions has holes. Everything is
counted over those who were asked:

facility p: the mean worth. It says how much of a question was solved, 0.0–1.0.

discrimination r: Pearson's correlation of a question's worth (right or wrong: the point-biserial
one) with the rest of the same attempt, without the question itself ("corrected", Henrysson 1963).
The rest is the mean over the other questions drawn of worth minus that question's facility, as two
attempts that drew questions of unlike difficulty could not be compared otherwise. Where everybody
was asked everything this is the usual corrected item-total correlation.

alpha: Cronbach's (1951), k·c / (v + (k - 1)·c), with v the mean variance of a question, c the mean
covariance of two questions over all pairs that somebody was asked together, each pair as often as
that was so, and k the mean number of questions drawn. Where everybody was asked everything it is
the usual one; else that of the test as it is drawn.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from msgspec import Struct

from kiosk.learning.course import Quiz
from kiosk.learning.question import ChoiceQuestion, Question

LEAST_FOR_R: Final = 3
"""Answers below which no correlation is told."""
LEAST_FOR_ALPHA: Final = 2
TINY: Final = 1e-12


class Sheet(Struct, frozen=True, array_like=True):
    """A learner's first attempt at a test: the worth (0.0–1.0) of each question drawn and judged.

    `taken`: the choices taken, where there were some. `at`: UTC ms when it was handed in; `paper`:
    it was taken on paper.
    """

    learner: str
    at: int
    worths: Mapping[str, float]
    taken: Mapping[str, tuple[str, ...]] = {}
    paper: bool = False


class Use(Struct, frozen=True):
    """How often a choice was taken, and by whom: their mean rest score, and its correlation.

    `joined` is the correlation with the rest if this choice counted as right, too.
    """

    choice: str
    right: bool
    count: int
    share: float
    rest: float | None
    r: float | None
    joined: float | None = None


class Item(Struct, frozen=True):
    """One question: `n` were asked, facility, discrimination (None: it cannot be told), choices.

    `several`: more than one choice may be taken, so the shares add up to more than one.
    """

    question: str
    n: int
    facility: float
    r: float | None
    uses: tuple[Use, ...] = ()
    several: bool = False


class Figures(Struct, frozen=True):
    """A test: `n` attempts of `asked` questions on average, and every question that was drawn.

    `alpha` None: fewer than two questions or people, or no variance. Times UTC ms, 0: nobody.
    """

    n: int
    asked: float
    alpha: float | None
    items: tuple[Item, ...]
    since: int = 0
    until: int = 0


class _Column:
    """What was answered to one question: worth, rest score and choices, one entry a person."""

    __slots__ = ("rests", "taken", "worths")

    def __init__(self) -> None:
        self.worths: list[float] = []
        self.rests: list[float] = []
        self.taken: list[tuple[str, ...]] = []


def figures(quiz: Quiz, sheets: Iterable[Sheet]) -> Figures:
    """The figures of a test's questions, in the test's order; those never drawn are left out."""
    known = {q.id for q in quiz.questions}
    kept = [
        (sheet, drawn)
        for sheet in sheets
        if (drawn := {q: w for q, w in sheet.worths.items() if q in known})
    ]
    means = _facilities(drawn for _, drawn in kept)
    columns = _columns(kept, means)
    times = [sheet.at for sheet, _ in kept]
    asked = sum(len(drawn) for _, drawn in kept) / len(kept) if kept else 0.0
    return Figures(
        n=len(kept),
        asked=asked,
        alpha=_alpha([drawn for _, drawn in kept], means, asked),
        items=tuple(_item(q, columns[q.id]) for q in quiz.questions if q.id in columns),
        since=min(times, default=0),
        until=max(times, default=0),
    )


def _facilities(drawn: Iterable[Mapping[str, float]]) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    count: dict[str, int] = defaultdict(int)
    for worths in drawn:
        for question, worth in worths.items():
            total[question] += worth
            count[question] += 1
    return {question: total[question] / n for question, n in count.items()}


def _columns(
    kept: Sequence[tuple[Sheet, Mapping[str, float]]], means: Mapping[str, float]
) -> dict[str, _Column]:
    columns: dict[str, _Column] = defaultdict(_Column)
    for sheet, drawn in kept:
        away = {question: worth - means[question] for question, worth in drawn.items()}
        whole, others = sum(away.values()), len(away) - 1
        for question, worth in drawn.items():
            column = columns[question]
            column.worths.append(worth)
            column.rests.append((whole - away[question]) / others if others else 0.0)
            column.taken.append(sheet.taken.get(question, ()))
    return columns


def _item(question: Question, column: _Column) -> Item:
    n = len(column.worths)
    asked, several = question.asked, False
    uses: tuple[Use, ...] = ()
    if isinstance(asked, ChoiceQuestion):
        uses, several = _uses(asked, column), asked.several
    facility = math.fsum(column.worths) / n
    return Item(question.id, n, facility, pearson(column.worths, column.rests), uses, several)


def _uses(asked: ChoiceQuestion, column: _Column) -> tuple[Use, ...]:
    rests: dict[str, list[float]] = {choice.id: [] for choice in asked.choices}
    for taken, rest in zip(column.taken, column.rests, strict=True):
        for name in rests.keys() & taken:
            rests[name].append(rest)
    key = [rest for choice in asked.choices if choice.right for rest in rests[choice.id]]
    n, found = len(column.taken), []
    for choice in asked.choices:
        own = rests[choice.id]
        also = not choice.right and not asked.several
        found.append(
            Use(
                choice=choice.id,
                right=choice.right,
                count=len(own),
                share=len(own) / n,
                rest=math.fsum(own) / len(own) if own else None,
                r=_of_some(own, column.rests),
                joined=_of_some([*own, *key], column.rests) if also else None,
            )
        )
    return tuple(found)


def pearson(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Pearson's correlation; None for fewer than three pairs, or where one of them never varies."""
    n = len(x)
    if n < LEAST_FOR_R:
        return None
    mean_x, mean_y = math.fsum(x) / n, math.fsum(y) / n
    square_x = math.fsum((v - mean_x) ** 2 for v in x)
    square_y = math.fsum((v - mean_y) ** 2 for v in y)
    if min(square_x, square_y) < TINY:
        return None
    both = math.fsum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return both / math.sqrt(square_x * square_y)


def _of_some(some: Sequence[float], everyone: Sequence[float]) -> float | None:
    """The correlation of being among some with the score that `everyone` has."""
    n, k = len(everyone), len(some)
    if n < LEAST_FOR_R or not 0 < k < n:
        return None
    mean = math.fsum(everyone) / n
    square = math.fsum((v - mean) ** 2 for v in everyone)
    if square < TINY:
        return None
    return (math.fsum(some) - k * mean) / math.sqrt(square * k * (n - k) / n)


def _alpha(
    drawn: Sequence[Mapping[str, float]], means: Mapping[str, float], asked: float
) -> float | None:
    """As said above. The covariances come from the square of each person's sum of deviations."""
    squares: dict[str, float] = defaultdict(float)
    counts: dict[str, int] = defaultdict(int)
    both, pairs = 0.0, 0
    for worths in drawn:
        whole, own = 0.0, 0.0
        for question, worth in worths.items():
            away = worth - means[question]
            whole += away
            own += away * away
            squares[question] += away * away
            counts[question] += 1
        both += whole * whole - own
        pairs += len(worths) * (len(worths) - 1)
    if len(drawn) < LEAST_FOR_ALPHA or not pairs:
        return None
    variance = math.fsum(square / counts[q] for q, square in squares.items()) / len(squares)
    covariance = both / pairs
    whole = variance + (asked - 1) * covariance
    return None if abs(whole) < TINY else asked * covariance / whole
