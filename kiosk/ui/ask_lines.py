"""An answer, and the right one, in lines of words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, assert_never

from kiosk.learning.answers import (
    Answer,
    Chosen,
    Filled,
    Joined,
    Ordered,
    Pointed,
    Typed,
    area_at,
    fits,
    mark,
)
from kiosk.learning.question import (
    Area,
    ChoiceQuestion,
    Cloze,
    DragWords,
    Essay,
    Matching,
    NumberAnswer,
    Ordering,
    Pointing,
    Question,
    ShortAnswer,
)
from kiosk.ui.words import _, decimal

Line: TypeAlias = tuple[str, bool]
"""Words of an answer, and whether they are right."""


def said(question: Question, answer: Answer | None) -> tuple[Line, ...]:
    """The learner's answer in lines."""
    match question.asked, answer:
        case ChoiceQuestion(choices=choices), Chosen(ids=ids):
            return tuple((c.text, c.right) for c in choices if c.id in ids)
        case Matching() as asked, Joined(pairs=joined):
            return _joined(asked, joined)
        case Ordering(steps=steps), Ordered(ids=ids):
            words = {s.id: s.text for s in steps}
            right = [s.id for s in steps]
            places = enumerate(zip(ids, right, strict=False), 1)
            return tuple((f"{n}. {words.get(x, x)}", x == y) for n, (x, y) in places)
        case (ShortAnswer() | NumberAnswer()) as asked, Typed(text=typed) if typed.strip():
            return ((_with_unit(typed.strip(), asked), mark(question, answer).right),)
        case (Cloze() | DragWords()) as asked, Filled(gaps=given):
            return _filled(asked, given)
        case Pointing() as asked, Pointed():
            met = area_at(asked, answer)
            return ((met.name, met.right),) if met else ((_("tempat lain pada gambar"), False),)
        case _:
            return ()


def _joined(asked: Matching, joined: Mapping[str, str]) -> tuple[Line, ...]:
    return tuple(
        (f"{p.left} → {joined[p.id]}", joined[p.id] == p.right)
        for p in asked.pairs
        if joined.get(p.id)
    )


def _filled(asked: Cloze | DragWords, given: Mapping[str, str]) -> tuple[Line, ...]:
    """A numbered line for each gap that holds something."""
    if isinstance(asked, Cloze):
        judged = [(given.get(g.name, ""), fits(g, given.get(g.name, ""))) for g in asked.gaps]
    else:
        judged = [(given.get(s.name, ""), given.get(s.name) == s.word) for s in asked.slots]
    return tuple((f"{n}. {words}", right) for n, (words, right) in enumerate(judged, 1) if words)


def solution(question: Question) -> tuple[str, ...]:
    """The right answer in lines; none where a person judges."""
    match question.asked:
        case ChoiceQuestion(choices=choices):
            return tuple(c.text for c in choices if c.right)
        case Matching(pairs=pairs):
            return tuple(f"{p.left} → {p.right}" for p in pairs)
        case Ordering(steps=steps):
            return tuple(f"{n}. {s.text}" for n, s in enumerate(steps, 1))
        case ShortAnswer(accept=accept):
            return accept[:1]
        case NumberAnswer() as asked:
            return (_with_unit(_number(asked), asked),)
        case Cloze(gaps=gaps):
            return tuple(f"{n}. {gap.accept[0]}" for n, gap in enumerate(gaps, 1))
        case DragWords(slots=slots):
            return tuple(f"{n}. {slot.word}" for n, slot in enumerate(slots, 1))
        case Pointing(areas=areas):
            return _names(areas)
        case Essay():
            return ()
        case _:
            assert_never(question.asked)


def _names(areas: tuple[Area, ...]) -> tuple[str, ...]:
    return tuple(area.name for area in areas if area.right)


def _with_unit(words: str, asked: ShortAnswer | NumberAnswer) -> str:
    unit = asked.unit if isinstance(asked, NumberAnswer) else ""
    return f"{words} {unit}" if unit and not words.endswith(unit) else words


def _number(asked: NumberAnswer) -> str:
    """As many places as the answer has, at most four."""
    places = len(f"{asked.answer:.4f}".rstrip("0").rpartition(".")[2])
    return decimal(asked.answer, places)
