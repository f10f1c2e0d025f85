"""Answers given and what they are worth. The rule of each kind of question stands here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias, assert_never

from msgspec import Struct

from kiosk.learning.events_office import EssayMarked
from kiosk.learning.question import (
    Area,
    Asked,
    ChoiceQuestion,
    Cloze,
    DragWords,
    Essay,
    Gap,
    Matching,
    NumberAnswer,
    Ordering,
    Pointing,
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
    """What was typed: a word, a number, or an essay."""

    text: str


class Filled(Struct, frozen=True, tag="filled"):
    """What stands in each gap, by its name."""

    gaps: dict[str, str]


class Pointed(Struct, frozen=True, tag="pointed"):
    """A place on a picture, 0.0–1.0 of its width and height."""

    x: float
    y: float


Answer: TypeAlias = Chosen | Joined | Ordered | Typed | Filled | Pointed


class Mark(Struct, frozen=True):
    """What an answer is worth (0.0–1.0) and the sentences that explain it.

    `waiting`: a person has yet to judge it; until then it is worth nothing.
    """

    worth: float
    feedback: tuple[str, ...]
    waiting: bool = False

    @property
    def right(self) -> bool:
        """Wholly right."""
        return self.worth >= 1.0 and not self.waiting

    @property
    def partly(self) -> bool:
        """Neither wholly right nor worthless."""
        return 0.0 < self.worth < 1.0


def mark(question: Question, answer: Answer | None) -> Mark:
    """The worth of an answer; no answer, or one of another kind, is worth nothing.

    One choice, one place and typed answers: all or nothing. Several choices: right ones minus wrong
    ones, over the number of right ones, never below 0. Pairs, orders and gaps: each right place
    counts alike. An essay waits for a person.
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
        case Cloze(), Filled():
            found = _mark_cloze(asked, answer)
        case DragWords(), Filled():
            found = _mark_words(asked, answer)
        case Pointing(), Pointed():
            found = _mark_place(asked, answer)
        case Essay(), Typed() if answer.text.strip():
            found = Mark(0.0, (), waiting=True)
        case _:
            found = Mark(0.0, ())
    if question.feedback:
        return Mark(found.worth, (*found.feedback, question.feedback), found.waiting)
    return found


def judged(question: Question, answer: Answer | None, by: EssayMarked | None) -> Mark:
    """As `mark`; an essay that a trainer has marked is worth its share of the rubric's points."""
    found = mark(question, answer)
    if by is None or not found.waiting or not isinstance(question.asked, Essay):
        return found
    return Mark(essay_worth(question.asked, by.points), found.feedback)


def essay_worth(asked: Essay, points: Mapping[str, float]) -> float:
    """What points by criterion are worth (0.0–1.0); none above what a criterion can bring."""
    most = sum(c.points for c in asked.rubric)
    reached = sum(min(max(points.get(c.id, 0.0), 0.0), c.points) for c in asked.rubric)
    return reached / most if most else 0.0


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


def _mark_cloze(asked: Cloze, answer: Filled) -> Mark:
    right = [fits(gap, answer.gaps.get(gap.name, "")) for gap in asked.gaps]
    said = tuple(
        gap.right_feedback if ok else gap.wrong_feedback
        for gap, ok in zip(asked.gaps, right, strict=True)
    )
    return Mark(sum(right) / len(right), said)


def fits(gap: Gap, given: str) -> bool:
    """Whether a text fits a gap: as one of its words, or as the same number."""
    if not plain(given):
        return False
    count = number(given)
    return any(
        plain(text) == plain(given) or (count is not None and number(text) == count)
        for text in gap.accept
    )


def _mark_words(asked: DragWords, answer: Filled) -> Mark:
    missed = [slot for slot in asked.slots if answer.gaps.get(slot.name) != slot.word]
    worth = 1.0 - len(missed) / len(asked.slots)
    return Mark(worth, tuple(slot.feedback for slot in missed))


def _mark_place(asked: Pointing, answer: Pointed) -> Mark:
    area = area_at(asked, answer)
    if area is None:
        return Mark(0.0, (asked.wrong_feedback,))
    return Mark(float(area.right), (area.feedback,))


def area_at(asked: Pointing, answer: Pointed) -> Area | None:
    """The area that was met, its edges included."""
    for area in asked.areas:
        left, top, width, height = area.at
        if left <= answer.x <= left + width and top <= answer.y <= top + height:
            return area
    return None


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
            asked = question.asked
            least = asked.least if isinstance(asked, Essay) else 1
            return len(text.split()) >= max(1, least)
        case Filled(gaps=gaps):
            return all(gaps.get(name, "").strip() for name in _names(question.asked))
        case Pointed():
            return True
        case _:
            assert_never(answer)


def _names(asked: Asked) -> tuple[str, ...]:
    match asked:
        case Cloze(gaps=gaps):
            return tuple(gap.name for gap in gaps)
        case DragWords(slots=slots):
            return tuple(slot.name for slot in slots)
        case _:
            return ()
