"""Our source form written: TOML of questions. What is written reads back as the same values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, assert_never

from kiosk.catalog.exchange.markup import inline
from kiosk.learning.question import (
    Asked,
    Choice,
    ChoiceQuestion,
    Cloze,
    DragWords,
    Essay,
    Matching,
    Mistake,
    NumberAnswer,
    Ordering,
    Pointing,
    Question,
    ShortAnswer,
)

_NAMED: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}
_FIRST_PRINTED: Final = 0x20
_DELETE: Final = 0x7F


def text(value: str) -> str:
    """A TOML string; over several lines where the text has several."""
    if "\n" not in value:
        return '"' + "".join(map(_sign, value)) + '"'
    lines = "".join(sign if sign == "\n" else _sign(sign) for sign in value)
    return f'"""\n{lines}"""'


def _sign(sign: str) -> str:
    if sign in _NAMED:
        return _NAMED[sign]
    code = ord(sign)
    return f"\\u{code:04X}" if code < _FIRST_PRINTED or code == _DELETE else sign


def texts(values: Iterable[str]) -> str:
    """A TOML list of strings."""
    return "[" + ", ".join(text(value.replace("\n", " ")) for value in values) + "]"


def number(value: float) -> str:
    """A TOML number."""
    return str(int(value)) if value.is_integer() else repr(value)


def kind_of(asked: Asked) -> str:
    """The word for a kind in our files."""
    match asked:
        case ChoiceQuestion():
            if asked.several:
                return "multiple"
            return "true_false" if asked.binary else "picture" if asked.pictured else "single"
        case Matching():
            return "matching"
        case Ordering():
            return "ordering"
        case ShortAnswer():
            return "short"
        case NumberAnswer():
            return "number"
        case Cloze():
            return "cloze"
        case DragWords():
            return "drag"
        case Pointing():
            return "point"
        case Essay():
            return "essay"
        case _:
            assert_never(asked)


def question_lines(question: Question) -> Iterator[str]:
    """One [[question]] table. A line may hold line ends."""
    yield "[[question]]"
    yield f"id = {text(question.id)}"
    yield f"kind = {text(kind_of(question.asked))}"
    yield f"lesson = {text(question.lesson)}"
    if question.block:
        yield f"block = {text(question.block)}"
    yield f"level = {text(question.level.value)}"
    yield f"source = {text(question.source)}"
    if question.certainty:
        yield f"certainty = {text(question.certainty)}"
    yield f"stem = {text(inline(question.stem))}"
    if question.feedback:
        yield f"feedback = {text(question.feedback)}"
    if question.hints:
        yield f"hints = {texts(question.hints)}"
    yield from _asked(question.asked)


def _asked(asked: Asked) -> Iterator[str]:
    match asked:
        case ChoiceQuestion():
            for choice in asked.choices:
                yield from _choice(choice)
        case Matching():
            if asked.extra:
                yield f"extra = {texts(asked.extra)}"
            for pair in asked.pairs:
                yield from _row("pair", left=pair.left, right=pair.right, feedback=pair.feedback)
        case Ordering():
            for step in asked.steps:
                yield from _row("step", text=step.text, feedback=step.feedback)
        case ShortAnswer():
            yield f"accept = {texts(asked.accept)}"
            yield from _said(asked.right_feedback, asked.wrong_feedback, asked.mistakes)
        case NumberAnswer():
            yield f"answer = {number(asked.answer)}"
            yield f"tolerance = {number(asked.tolerance)}"
            if asked.unit:
                yield f"unit = {text(asked.unit)}"
            yield from _said(asked.right_feedback, asked.wrong_feedback, asked.mistakes)
        case _:
            yield from _asked_more(asked)


def _asked_more(asked: Cloze | DragWords | Pointing | Essay) -> Iterator[str]:
    match asked:
        case Cloze():
            yield f"passage = {text(asked.passage)}"
            for gap in asked.gaps:
                yield from _row("gap", name=gap.name)
                yield f"accept = {texts(gap.accept)}"
                if gap.choices:
                    yield f"choices = {texts(gap.choices)}"
                yield from _said(gap.right_feedback, gap.wrong_feedback, ())
        case DragWords():
            yield f"passage = {text(asked.passage)}"
            if asked.extra:
                yield f"extra = {texts(asked.extra)}"
            for slot in asked.slots:
                yield from _row("gap", name=slot.name, word=slot.word, feedback=slot.feedback)
        case Pointing():
            yield f"picture = {text(asked.picture)}"
            yield f"alternative = {text(asked.alternative)}"
            yield f"wrong_feedback = {text(asked.wrong_feedback)}"
            for area in asked.areas:
                yield from _row("area", name=area.name, feedback=area.feedback)
                yield f"at = [{', '.join(map(repr, area.at))}]"
                yield f"right = {str(area.right).lower()}"
        case Essay():
            yield from _essay(asked)
        case _:
            assert_never(asked)


def _essay(asked: Essay) -> Iterator[str]:
    if asked.model:
        yield f"model = {text(asked.model)}"
    if asked.least:
        yield f"least_words = {asked.least}"
    for criterion in asked.rubric:
        yield from _row("criterion", text=criterion.text)
        yield f"points = {criterion.points}"


def _choice(choice: Choice) -> Iterator[str]:
    yield from _row("choice", text=choice.text)
    if choice.picture:
        yield f"picture = {text(choice.picture)}"
        yield f"alternative = {text(choice.alternative)}"
    if choice.right:
        yield "right = true"
    yield f"feedback = {text(choice.feedback)}"


def _said(right: str, wrong: str, mistakes: Iterable[Mistake]) -> Iterator[str]:
    yield f"right_feedback = {text(right)}"
    yield f"wrong_feedback = {text(wrong)}"
    for mistake in mistakes:
        yield from _row("mistake", answer=mistake.answer, feedback=mistake.feedback)


def _row(table: str, /, **values: str) -> Iterator[str]:
    yield f"[[question.{table}]]"
    for key, value in values.items():
        yield f"{key} = {text(value)}"


def question_file(questions: Iterable[Question]) -> str:
    """A whole file of questions."""
    return "\n".join("\n".join(question_lines(question)) + "\n" for question in questions)
