"""Answers given and what they are worth. The rule of each kind of question stands here."""

from __future__ import annotations

import re
from typing import TypeAlias, assert_never

from msgspec import Struct

from kiosk.learning.course import (
    ChoiceQuestion,
    Matching,
    NumberAnswer,
    Ordering,
    Question,
    ShortAnswer,
)


class Chosen(Struct, frozen=True, tag="chosen"):
    """Ids of the choices taken."""

    ids: tuple[str, ...]


class Joined(Struct, frozen=True, tag="joined"):
    """Which right-hand text was joined to each pair id."""

    pairs: dict[str, str]


class Ordered(Struct, frozen=True, tag="ordered"):
    """Step ids from first to last."""

    ids: tuple[str, ...]


class Typed(Struct, frozen=True, tag="typed"):
    """What was typed: a word or a number."""

    text: str


Answer: TypeAlias = Chosen | Joined | Ordered | Typed


class Mark(Struct, frozen=True):
    """What an answer is worth (0.0–1.0) and the sentences that explain it."""

    worth: float
    feedback: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Wholly right."""
        return self.worth >= 1.0

    @property
    def partly(self) -> bool:
        """Neither wholly right nor worthless."""
        return 0.0 < self.worth < 1.0


def mark(question: Question, answer: Answer | None) -> Mark:
    """The worth of an answer; no answer, or one of another kind, is worth nothing.

    One choice and typed answers: all or nothing. Several choices: right ones minus wrong ones,
    over the number of right ones, never below 0. Pairs and orders: each right place counts alike.
    """
    asked = question.asked
    match asked, answer:
        case ChoiceQuestion(), Chosen():
            found = _mark_choice(asked, answer)
        case Matching(), Joined():
            found = _mark_matching(asked, answer)
        case Ordering(), Ordered():
            found = _mark_ordering(asked, answer)
        case ShortAnswer(), Typed():
            found = _mark_short(asked, answer)
        case NumberAnswer(), Typed():
            found = _mark_number(asked, answer)
        case _:
            found = Mark(0.0, ())
    if question.feedback:
        return Mark(found.worth, (*found.feedback, question.feedback))
    return found


def _mark_choice(asked: ChoiceQuestion, answer: Chosen) -> Mark:
    taken = [c for c in asked.choices if c.id in answer.ids]
    said = tuple(c.feedback for c in taken)
    if not asked.several:
        return Mark(float(len(taken) == 1 and taken[0].right), said)
    right = sum(c.right for c in asked.choices)
    balance = sum(1 if c.right else -1 for c in taken)
    missed = tuple(c.feedback for c in asked.choices if c.right and c not in taken)
    return Mark(max(0.0, balance / right), said + missed)


def _mark_matching(asked: Matching, answer: Joined) -> Mark:
    missed = [p for p in asked.pairs if answer.pairs.get(p.id) != p.right]
    worth = 1.0 - len(missed) / len(asked.pairs)
    return Mark(worth, tuple(p.feedback for p in missed))


def _mark_ordering(asked: Ordering, answer: Ordered) -> Mark:
    given = dict(enumerate(answer.ids))
    missed = [s for place, s in enumerate(asked.steps) if given.get(place) != s.id]
    worth = 1.0 - len(missed) / len(asked.steps)
    return Mark(worth, tuple(s.feedback for s in missed))


def _mark_short(asked: ShortAnswer, answer: Typed) -> Mark:
    given = plain(answer.text)
    if given and given in {plain(a) for a in asked.accept}:
        return Mark(1.0, (asked.right_feedback,))
    for mistake in asked.mistakes:
        if plain(mistake.answer) == given:
            return Mark(0.0, (mistake.feedback,))
    return Mark(0.0, (asked.wrong_feedback,))


def _mark_number(asked: NumberAnswer, answer: Typed) -> Mark:
    given = number(answer.text)
    if given is None:
        return Mark(0.0, (asked.wrong_feedback,))
    if abs(given - asked.answer) <= asked.tolerance + 1e-9:
        return Mark(1.0, (asked.right_feedback,))
    for mistake in asked.mistakes:
        foreseen = number(mistake.answer)
        if foreseen is not None and abs(given - foreseen) <= asked.tolerance + 1e-9:
            return Mark(0.0, (mistake.feedback,))
    return Mark(0.0, (asked.wrong_feedback,))


def plain(text: str) -> str:
    """Text without letter case, accents, punctuation and doubled spaces, for comparison."""
    import unicodedata  # 0.6 MiB that few questions need

    spread = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c if c.isalnum() else " " for c in spread if not unicodedata.combining(c))
    return " ".join(letters.split())


_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")


def number(text: str) -> float | None:
    """A number as typed in Indonesia ("1.250,5", "80,00") or with a point; None if it is none."""
    bare = text.strip().removesuffix("%").replace(" ", "").replace("\N{MINUS SIGN}", "-")
    if _GROUPED.fullmatch(bare):
        return float(bare.replace(".", "").replace(",", "."))
    if _NUMBER.fullmatch(bare):
        return float(bare.replace(",", "."))
    return None


def complete(question: Question, answer: Answer | None) -> bool:
    """Whether the answer leaves nothing open (all pairs joined, something typed or chosen)."""
    match answer:
        case None:
            return False
        case Chosen(ids=ids):
            return bool(ids)
        case Joined(pairs=pairs):
            asked = question.asked
            return isinstance(asked, Matching) and all(pairs.get(p.id) for p in asked.pairs)
        case Ordered(ids=ids):
            return bool(ids)
        case Typed(text=text):
            return bool(text.strip())
        case _:
            assert_never(answer)
