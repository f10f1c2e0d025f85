"""Our questions as GIFT. What GIFT has no place for is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from kiosk.catalog.exchange.found import Told
from kiosk.catalog.exchange.marks import tags_of
from kiosk.catalog.exchange.markup_out import html, html_of
from kiosk.learning.answers import number
from kiosk.learning.question import (
    ChoiceQuestion,
    Essay,
    Matching,
    NumberAnswer,
    Ordering,
    Question,
    ShortAnswer,
)

_CONTROL: Final = re.compile(r"([~=#{}:\\])")
_NONE: Final = "Jenis soal ini tidak ada dalam GIFT."


def gift(course: str, questions: Iterable[Question]) -> tuple[str, tuple[Told, ...]]:
    """The file, and what was left out, by place of the question from 1."""
    parts: list[str] = []
    told: list[Told] = []
    lesson = ""
    for place, question in enumerate(questions, start=1):
        lines = _question(question)
        if lines is None:
            told.append(Told(place, f"{question.id}: {_NONE}", skipped=True))
            continue
        if question.lesson != lesson:
            lesson = question.lesson
            parts.append(f"$CATEGORY: $course$/top/{course}/{lesson}\n")
        parts.append("\n".join(lines) + "\n")
        told += [Told(place, f"{question.id}: {words}") for words in lost(question)]
    return "\n".join(parts), tuple(told)


def lost(question: Question) -> Iterator[str]:
    """What a question knows and GIFT does not."""
    if question.hints:
        yield "petunjuk tidak ada dalam GIFT."
    match question.asked:
        case Matching():
            yield "umpan balik tiap pasangan tidak ada dalam GIFT."
        case Ordering():
            yield "umpan balik tiap langkah tidak ada dalam GIFT."
        case Essay():
            yield "rubrik dan jawaban contoh tidak ada dalam GIFT."
        case NumberAnswer(unit=unit) if unit:
            yield "satuan hanya tersimpan sebagai tanda."
        case _:
            return


def _question(question: Question) -> list[str] | None:
    answers = _answers(question)
    if answers is None:
        return None
    tags = "".join(f" [tag:{_tag(tag)}]" for tag in tags_of(question))
    stem = f"[html]{_escaped(html(question.stem))}"
    if question.feedback:
        answers.append(f"####{_text(question.feedback)}")
    body = [f"::{_escaped(question.id)}::{stem}{{", *(f"\t{line}" for line in answers), "}"]
    return [f"// [id:{_tag(question.id)}]{tags}", *body]


def _answers(question: Question) -> list[str] | None:
    match question.asked:
        case ChoiceQuestion() as asked:
            return _choices(asked)
        case Matching(pairs=pairs, extra=extra):
            joined = [f"={_text(pair.left)} -> {_escaped(pair.right)}" for pair in pairs]
            return joined + [f"= -> {_escaped(text)}" for text in extra]
        case Ordering(steps=steps):
            head = f">{len(steps)} ALL VERTICAL ABSOLUTE_POSITION SHOW 123"
            return [head, *(_text(step.text) for step in steps)]
        case ShortAnswer() as asked:
            right = [f"=%100%{_plain(text)}#{_text(asked.right_feedback)}" for text in asked.accept]
            wrong = [f"=%0%{_plain(m.answer)}#{_text(m.feedback)}" for m in asked.mistakes]
            return [*right, *wrong, f"=%0%[plain]*#{_text(asked.wrong_feedback)}"]
        case NumberAnswer() as asked:
            return ["#", *_numbers(asked)]
        case Essay():
            return []
        case _:
            return None


def _choices(asked: ChoiceQuestion) -> list[str] | None:
    if asked.pictured:
        return None
    if asked.binary:
        true, false = asked.choices
        wrong, right = (false, true) if true.right else (true, false)
        sign = "TRUE" if true.right else "FALSE"
        return [f"{sign}#{_text(wrong.feedback)}#{_text(right.feedback)}"]
    if not asked.several:
        signs = ["=" if choice.right else "~" for choice in asked.choices]
    else:
        rights = sum(choice.right for choice in asked.choices)
        share = f"{100 / max(1, rights):.5f}".rstrip("0").rstrip(".")
        signs = [f"~%{share}%" if choice.right else "~%-100%" for choice in asked.choices]
    return [
        f"{sign}{_text(choice.text)}#{_text(choice.feedback)}"
        for sign, choice in zip(signs, asked.choices, strict=True)
    ]


def _numbers(asked: NumberAnswer) -> Iterator[str]:
    reach = _decimal(asked.tolerance)
    yield f"=%100%{_decimal(asked.answer)}:{reach}#{_text(asked.right_feedback)}"
    for mistake in asked.mistakes:
        foreseen = number(mistake.answer)
        if foreseen is not None:
            yield f"=%0%{_decimal(foreseen)}:{reach}#{_text(mistake.feedback)}"
    yield f"~#{_text(asked.wrong_feedback)}"


def _decimal(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _escaped(text: str) -> str:
    return _CONTROL.sub(r"\\\1", text).replace("\n", "\\n")


def _text(text: str) -> str:
    """Plain text in a question whose format is HTML."""
    return _escaped(html_of(text))


def _plain(text: str) -> str:
    """What is typed is never HTML."""
    return f"[plain]{_escaped(text)}"


def _tag(text: str) -> str:
    return re.sub(r"([\]\\])", r"\\\1", text)
