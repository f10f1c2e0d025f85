"""How well one question is remembered, by FSRS-6 (package `fsrs`) with its own parameters.

Whole days only: after each answer a question rests for at least a day, as nobody comes back to a
kiosk in ten minutes. Nothing is drawn by chance, so every kiosk finds the same days.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4
LONGEST: Final = 365
"""Days: after a year everything is asked again, as regulations change."""


class Memory(Struct, frozen=True):
    """After an answer: `stability` in days, `difficulty` 1–10, and after how many days to ask."""

    stability: float
    difficulty: float
    days: int


def rating(worth: float) -> int:
    """How an answer of that worth (0.0–1.0) is rated: again, hard if partly right, good if right.

    Never easy: a quick answer tells of a short question or a lucky choice as much as of memory.
    """
    if worth >= 1.0:
        return GOOD
    return HARD if worth > 0.0 else AGAIN


@functools.lru_cache(maxsize=2048)
def after(before: Memory | None, rated: int, gap: int) -> Memory:
    """The memory after an answer rated 1–4, `gap` days after the one before; None: the first.

    Kept, since the questions of one test are answered on the same days: few differ.
    """
    from fsrs import Rating

    card, _ = _scheduler().review_card(_card(before), Rating(rated), _day(gap))
    if card.stability is None or card.difficulty is None:
        raise AssertionError
    return Memory(card.stability, card.difficulty, (card.due - _day(gap)).days)


@functools.lru_cache(maxsize=2048)
def retrievability(memory: Memory, gap: int) -> float:
    """How likely it is remembered `gap` days after the last answer, 0.0–1.0."""
    return float(_scheduler().get_card_retrievability(_card(memory), _day(gap)))


@functools.cache
def _scheduler() -> Scheduler:
    # imported late: most screens are shown to people who have nothing to review yet
    from fsrs import Scheduler

    return Scheduler(
        learning_steps=(), relearning_steps=(), maximum_interval=LONGEST, enable_fuzzing=False
    )


def _card(memory: Memory | None) -> Card:
    """A card that was last seen on day 0; with an id and a date, else fsrs asks the clock."""
    from fsrs import Card, State

    if memory is None:
        return Card(card_id=0, due=_day(0))
    return Card(0, State.Review, None, memory.stability, memory.difficulty, _day(0), _day(0))


def _day(number: int) -> dt.datetime:
    return dt.datetime(2000, 1, 1, tzinfo=dt.UTC) + dt.timedelta(days=number)
