"""Questions and answers in plain words, as a person's copy shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from kiosk.learning.answers import (
    Answer,
    Chosen,
    Filled,
    Joined,
    Mark,
    Ordered,
    Pointed,
    Typed,
    area_at,
)
from kiosk.learning.question import (
    ChoiceQuestion,
    Cloze,
    DragWords,
    Matching,
    NumberAnswer,
    Ordering,
    Pointing,
    Question,
)
from kiosk.learning.spans import Spans
from kiosk.office.paper import number_words

NONE = "(tidak dijawab)"


def stem_words(question: Question) -> str:
    """The question itself."""
    return spans_words(question.stem)


def spans_words(spans: Spans) -> str:
    """Styled text without its styles."""
    return "".join(span.text for span in spans)


def answer_words(question: Question | None, answer: Answer | None) -> str:
    """What was answered; without the question (a course that is gone) the ids are all there is."""
    match answer:
        case None:
            return NONE
        case Chosen(ids=ids):
            return "; ".join(_named(question, ids)) or NONE
        case Ordered(ids=ids):
            named = enumerate(_named(question, ids), 1)
            return "; ".join(f"{n}. {step}" for n, step in named) or NONE
        case Joined(pairs=pairs):
            left = dict(zip(pairs, _named(question, pairs), strict=True))
            joined = [f"{left[pair]} → {right}" for pair, right in pairs.items() if right]
            return "; ".join(joined) or NONE
        case Typed(text=text):
            asked = question.asked if question else None
            unit = asked.unit if isinstance(asked, NumberAnswer) and text.strip() else ""
            return f"{text} {unit}".strip() or NONE
        case Filled(gaps=gaps):
            return _filled_words(question, gaps)
        case Pointed():
            return _place_words(question, answer)
        case _:
            assert_never(answer)


def _filled_words(question: Question | None, gaps: Mapping[str, str]) -> str:
    """The gaps in the order of the text, numbered as the learner saw them."""
    names: tuple[str, ...] = tuple(gaps)
    match question.asked if question else None:
        case Cloze(gaps=asked):
            names = tuple(gap.name for gap in asked)
        case DragWords(slots=slots):
            names = tuple(slot.name for slot in slots)
        case _:
            pass
    numbered = [(n, gaps.get(name, "")) for n, name in enumerate(names, 1)]
    return "; ".join(f"{n}. {words}" for n, words in numbered if words) or NONE


def _place_words(question: Question | None, answer: Pointed) -> str:
    """Where on the picture, and what is there."""
    place = f"{round(100 * answer.x)} % dari kiri, {round(100 * answer.y)} % dari atas"
    asked = question.asked if question else None
    met = area_at(asked, answer) if isinstance(asked, Pointing) else None
    return f"{met.name} ({place})" if met else place


def _named(question: Question | None, ids: Iterable[str]) -> list[str]:
    """The words of ids, or the ids themselves where the question no longer has them."""
    names: dict[str, str] = {}
    match question.asked if question else None:
        case ChoiceQuestion(choices=choices):
            names = {c.id: c.text for c in choices}
        case Matching(pairs=pairs):
            names = {p.id: p.left for p in pairs}
        case Ordering(steps=steps):
            names = {s.id: s.text for s in steps}
        case _:
            pass
    return [names.get(i, i) for i in ids]


def worth_words(found: Mark | float) -> str:
    """How right an answer was."""
    if isinstance(found, Mark) and found.waiting:
        return "menunggu penilaian pelatih"
    worth = found.worth if isinstance(found, Mark) else found
    if worth >= 1:
        return "benar"
    return f"sebagian benar ({number_words(100 * worth)} %)" if worth > 0 else "belum tepat"
