"""What an item analysis finds: which questions to look at again, and what seems to be wrong.

A finding accuses whoever wrote the question, so it is said only where chance is no likely cause:
each rule asks for a figure beyond its mark and for confidence that this is no accident. In between
a question is `UNSURE`; below `LEAST` answers it is `FEW`, whatever its figures.

The marks and where they are from: discrimination below 0.20 is poor, a negative one a fault (Ebel &
Frisbie 1991, ch. 13); a distractor that fewer than 5 % take does nothing (Haladyna & Downing 1993);
what more than 95 % solve tells nobody apart, what fewer solve than would by guessing is too hard or
wrong (Haladyna 2004, ch. 9). How sure each rule has to be was tuned on simulated cohorts of known
bad questions; `tests/learning/rig_items.py` shows on others what it finds and where it errs.
"""

from __future__ import annotations

import math
from enum import StrEnum
from typing import Final

from msgspec import Struct

from kiosk.learning.items import TINY, Item, Use
from kiosk.learning.question import ChoiceQuestion, Question

LEAST: Final = 30
"""Answers below which nothing is said of a question."""
WEAK, SOUND = 0.20, 0.36
"""Poor discrimination is below the first; its upper bound must be below the second, too."""
EASY, EASY_FOR_SURE = 0.95, 0.90
HARD: Final = 0.6
"""Of what guessing brings: so little is too hard."""
OPEN_GUESS: Final = 0.1
"""What guessing brings where nothing is offered to choose from."""
IDLE, IDLE_FOR_SURE = 0.05, 0.5
"""Of all answers; and the part of an even share of the wrong answers that is not reached."""
IDLE_COUNT: Final = 2
RIVAL: Final = 0.10
"""Share of the answers that a choice must have before it may be a key."""
SURE, FAIRLY_SURE = 1.645, 1.282
"""Standard normal: 95 and 90 % on one side."""


class Finding(StrEnum):
    """What is found of a question, the gravest first."""

    KEY = "key"
    SECOND = "second"
    HARD = "hard"
    WEAK = "weak"
    EASY = "easy"
    IDLE = "idle"
    UNSURE = "unsure"
    FEW = "few"
    FINE = "fine"


TO_REVIEW: Final = frozenset(
    {Finding.KEY, Finding.SECOND, Finding.HARD, Finding.EASY, Finding.WEAK, Finding.IDLE}
)


class Verdict(Struct, frozen=True):
    """The gravest finding of a question; `suspect`: the choice that seems right, too, or instead.

    `idle`: choices that hardly anybody takes. `low` to `high`: discrimination with 90 % confidence,
    None where it cannot be told.
    """

    finding: Finding
    suspect: str = ""
    idle: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None

    @property
    def to_review(self) -> bool:
        """Whether somebody should look at the question."""
        return self.finding in TO_REVIEW


def judge(question: Question, item: Item) -> Verdict:
    """The gravest finding of a question by its figures."""
    low, high = bounds(item)
    if item.n < LEAST:
        return Verdict(Finding.FEW, "", (), low, high)
    idle = _idle(item)
    finding, suspect = _rival(item)
    if not suspect:
        finding = _by_facility(question, item) or _by_r(item, high) or _by_choices(item, idle)
    return Verdict(finding, suspect, idle, low, high)


def bounds(item: Item) -> tuple[float | None, float | None]:
    """Where discrimination lies with 90 % confidence, by Fisher's z; None where it has none."""
    if item.r is None or item.n <= 3:  # noqa: PLR2004 - the variance of z is 1/(n - 3)
        return None, None
    z, wide = math.atanh(max(-0.999, min(0.999, item.r))), SURE / math.sqrt(item.n - 3)
    return math.tanh(z - wide), math.tanh(z + wide)


def wilson(count: float, n: int) -> tuple[float, float]:
    """Where a share lies with 90 % confidence (Wilson 1927)."""
    share, add = count / n, SURE * SURE / n
    middle = (share + add / 2) / (1 + add)
    wide = SURE / (1 + add) * math.sqrt(share * (1 - share) / n + add / (4 * n))
    return middle - wide, middle + wide


def reach(facility: float) -> float:
    """How far discrimination can go at a facility, against one at 0.5 where it is 1.0.

    The height of the normal curve there over the spread of the answers: what parts a biserial
    correlation from a point-biserial one. An easy question is not weak because it is easy.
    """
    from statistics import NormalDist  # 5 ms that only the analysis needs

    normal, p = NormalDist(), min(max(facility, 0.01), 0.99)
    height = normal.pdf(normal.inv_cdf(p)) / normal.pdf(0.0)
    return height / (2 * math.sqrt(p * (1 - p)))


def _by_facility(question: Question, item: Item) -> Finding | None:
    low, high = wilson(item.facility * item.n, item.n)
    if item.facility > EASY and low > EASY_FOR_SURE:
        return Finding.EASY
    guess = _guess(question)
    return Finding.HARD if item.facility < guess * HARD and high < guess else None


def _guess(question: Question) -> float:
    asked = question.asked
    if isinstance(asked, ChoiceQuestion) and not asked.several:
        return 1 / len(asked.choices)
    return OPEN_GUESS


def _by_r(item: Item, high: float | None) -> Finding | None:
    if item.r is None or high is None:
        return None
    far = reach(item.facility)
    if item.r >= WEAK * far:
        return None
    if high < 0.0:
        return Finding.KEY
    return Finding.WEAK if high < SOUND * far else Finding.UNSURE


def _by_choices(item: Item, idle: tuple[str, ...]) -> Finding:
    wrong = sum(not use.right for use in item.uses)
    return Finding.IDLE if IDLE_COUNT <= len(idle) < wrong else Finding.FINE


def _idle(item: Item) -> tuple[str, ...]:
    """The distractors that hardly anybody takes, together far fewer than would by chance."""
    others = [use for use in item.uses if not use.right]
    wrong = sum(use.count for use in others)
    if item.several or not wrong:
        return ()
    idle = sorted((u for u in others if u.share < IDLE), key=lambda u: u.count)
    while idle:
        most = IDLE_FOR_SURE * len(idle) / len(others)
        if wilson(sum(u.count for u in idle), wrong)[1] < most:
            return tuple(u.choice for u in others if u in idle)
        idle.pop()
    return ()


def _rival(item: Item) -> tuple[Finding, str]:
    """The choice that agrees with the rest better than the key does, alone or counted with it."""
    key = next((use for use in item.uses if use.right), None)
    if key is None or item.several:
        return Finding.FINE, ""
    found, best = (Finding.FINE, ""), WEAK
    for use in item.uses:
        if use.right or use.share < RIVAL:
            continue
        for finding, r, between in (
            (Finding.KEY, use.r, _apart(key, use)),
            (Finding.SECOND, use.joined, _within(key, use)),
        ):
            if r is None or r < best:
                continue
            if williams(r, key.r or 0.0, between, item.n) >= FAIRLY_SURE:
                found, best = (finding, use.choice), r
    return found


def _apart(key: Use, use: Use) -> float:
    """The correlation of taking the one with taking the other."""
    return -math.sqrt(_odds(key.share) * _odds(use.share))


def _within(key: Use, use: Use) -> float:
    """The correlation of taking the one with taking either."""
    either = _odds(key.share + use.share)
    return math.sqrt(_odds(key.share) / either) if either else 0.0


def _odds(share: float) -> float:
    return share / (1 - share) if share < 1 else 0.0


def williams(one: float, other: float, between: float, n: int) -> float:
    """Williams' t (Steiger 1980, eq. 7): by how much `one` correlates more than `other` does.

    `between` is the correlation of the two with each other, `n` > 3 the number of people.
    """
    left = 1 - one**2 - other**2 - between**2 + 2 * one * other * between
    mean = (one + other) / 2
    below = 2 * (n - 1) / (n - 3) * max(left, 0.0) + mean**2 * (1 - between) ** 3
    if below < TINY:  # one of them says all of the score
        return math.copysign(math.inf, one - other) if one != other else 0.0
    return (one - other) * math.sqrt((n - 1) * (1 + between) / below)
