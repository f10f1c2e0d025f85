"""A question file: TOML in, questions out, each with the row it was read from."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from kiosk.catalog import markdown
from kiosk.catalog.lesson import is_id
from kiosk.catalog.questions_more import read_cloze, read_drag, read_essay, read_pointing
from kiosk.catalog.row import Row
from kiosk.learning.answers import number, plain
from kiosk.learning.question import (
    Asked,
    Choice,
    ChoiceQuestion,
    Level,
    Matching,
    Mistake,
    NumberAnswer,
    Ordering,
    Pair,
    Pointing,
    Question,
    ShortAnswer,
    Step,
)
from kiosk.learning.spans import Spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

KINDS: Final = (
    "single",
    "multiple",
    "true_false",
    "picture",
    "matching",
    "ordering",
    "short",
    "number",
    "cloze",
    "drag",
    "point",
    "essay",
)
CERTAINTIES: Final = ("S", "s", "")
_TRUE_FALSE: Final = ["Benar", "Salah"]
_ROUNDING: Final = 1e-9


class Written(Struct, frozen=True):
    """A question as its author wrote it: the value, its kind in the file, and its place."""

    question: Question
    kind: str
    row: Row


def read_questions(root: Row) -> tuple[Written, ...]:
    """The questions of a file; a kind that is unknown leaves its question out."""
    found = [_question(row) for row in root.rows("question")]
    root.close()
    if not found:
        root.fault("no-questions")
    return tuple(written for written in found if written is not None)


def _question(row: Row) -> Written | None:
    name = row.text("id")
    if name and not is_id(name):
        row.fault("bad-id", "id", value=name)
    kind = row.one_of("kind", KINDS)
    common = {
        "lesson": row.text("lesson"),
        "source": row.text("source", needed=False),
        "block": row.text("block", needed=False),
        "feedback": row.text("feedback", needed=False),
        "certainty": row.one_of("certainty", CERTAINTIES, default=""),
    }
    level = row.one_of("level", Level)
    stem, hints = _stem(row), row.texts("hints", needed=False)
    asked = _asked(kind, name, row)
    if asked is None:
        return None
    row.close()
    level = Level(level or Level.USE)
    question = Question(id=name, stem=stem, asked=asked, level=level, hints=hints, **common)
    return Written(question, kind, row)


def _stem(row: Row) -> Spans:
    def tell(_below: int, code: str, /, **facts: object) -> None:
        row.fault(code, "stem", **facts)  # the line of the key: a \ or """ moves the ones below

    return markdown.inline(row.text("stem"), tell)


def _asked(kind: str, name: str, row: Row) -> Asked | None:
    match kind:
        case "single" | "multiple" | "true_false" | "picture":
            return _choices(kind, name, row)
        case "matching":
            return _matching(name, row)
        case "ordering":
            return _ordering(name, row)
        case "short":
            return _short(name, row)
        case "number":
            return _number(row)
        case "cloze":
            return read_cloze(name, row)
        case "drag":
            return read_drag(name, row)
        case "point":
            return read_pointing(row)
        case "essay":
            return read_essay(row)
        case _:
            return None


def _choices(kind: str, name: str, row: Row) -> ChoiceQuestion:
    rows = row.rows("choice")
    _count(row, "choice", len(rows), 2)
    letters = ascii_lowercase + "?" * len(rows)
    choices = tuple(
        _choice(letter, r, pictured=kind == "picture")
        for letter, r in zip(letters, rows, strict=False)
    )
    _close(rows)
    _distinct(name, rows, "text", [choice.text for choice in choices])
    rights = [r for r, choice in zip(rows, choices, strict=True) if choice.right]
    if rows and not rights:
        row.fault("no-right-answer", id=name)
    if kind != "multiple" and len(rights) > 1:
        rights[1].fault("two-right-answers", "right", id=name)
    if kind == "true_false" and [choice.text for choice in choices] != _TRUE_FALSE:
        row.fault("true-false-shape", "kind")
    return ChoiceQuestion(choices, several=kind == "multiple", binary=kind == "true_false")


def _choice(letter: str, row: Row, *, pictured: bool) -> Choice:
    told = (letter, row.text("text"), row.flag("right"), _feedback(row))
    if not pictured:
        return Choice(*told)
    return Choice(*told, picture=row.text("picture"), alternative=row.text("alternative"))


def pictures(written: Written) -> Iterator[tuple[str, int]]:
    """The pictures a question shows, each with the line that names it."""
    match written.question.asked:
        case Pointing(picture=file) if file:
            yield file, written.row.line_of("picture")
        case ChoiceQuestion(choices=choices):
            for row, choice in zip(written.row.rows("choice"), choices, strict=False):
                if choice.picture:
                    yield choice.picture, row.line_of("picture")


def _matching(name: str, row: Row) -> Matching:
    rows = row.rows("pair")
    _count(row, "pair", len(rows), 2)
    pairs = tuple(
        Pair(f"p{place}", r.text("left"), r.text("right"), _feedback(r))
        for place, r in enumerate(rows, start=1)
    )
    _close(rows)
    _distinct(name, rows, "left", [pair.left for pair in pairs])
    extra = row.texts("extra", needed=False)
    rights = {plain(pair.right) for pair in pairs}
    for place, text in enumerate(extra):
        if plain(text) in rights:
            row.fault("duplicate-text", "extra", place, id=name)
    return Matching(pairs, extra)


def _ordering(name: str, row: Row) -> Ordering:
    rows = row.rows("step")
    _count(row, "step", len(rows), 2)
    steps = tuple(
        Step(f"s{place}", r.text("text"), _feedback(r)) for place, r in enumerate(rows, start=1)
    )
    _close(rows)
    _distinct(name, rows, "text", [step.text for step in steps])
    return Ordering(steps)


def _short(name: str, row: Row) -> ShortAnswer:
    accept = row.texts("accept")
    known = {plain(text) for text in accept}
    if accept and "" in known:
        row.fault("no-right-answer", "accept", id=name)
    rows, mistakes = _mistakes(row)
    for at, mistake in zip(rows, mistakes, strict=True):
        if plain(mistake.answer) in known:
            at.fault("mistake-is-right", "answer", answer=mistake.answer)
    right, wrong = _feedback(row, "right_feedback"), _feedback(row, "wrong_feedback")
    return ShortAnswer(accept, right, wrong, mistakes)


def _number(row: Row) -> NumberAnswer:
    answer, tolerance = row.number("answer"), row.number("tolerance")
    if tolerance < 0:
        row.fault("bad-range", "tolerance", key="tolerance", low=0, high="10^15")
    rows, mistakes = _mistakes(row)
    for at, mistake in zip(rows, mistakes, strict=True):
        foreseen = number(mistake.answer)
        if foreseen is None:
            at.fault("bad-number", "answer", answer=mistake.answer)
        elif abs(foreseen - answer) <= tolerance + _ROUNDING:
            at.fault("mistake-is-right", "answer", answer=mistake.answer)
    unit = row.text("unit", needed=False)
    right, wrong = _feedback(row, "right_feedback"), _feedback(row, "wrong_feedback")
    return NumberAnswer(answer, tolerance, unit, right, wrong, mistakes)


def _mistakes(row: Row) -> tuple[tuple[Row, ...], tuple[Mistake, ...]]:
    rows = row.rows("mistake")
    mistakes = tuple(Mistake(r.text("answer"), _feedback(r)) for r in rows)
    _close(rows)
    return rows, mistakes


def _feedback(row: Row, key: str = "feedback") -> str:
    return row.text(key, missing="no-feedback")


def _close(rows: Iterable[Row]) -> None:
    for row in rows:
        row.close()


def _count(row: Row, key: str, count: int, least: int) -> None:
    if count < least:
        row.fault("too-few", key, key=key, least=least)
    if count > len(ascii_lowercase):
        row.fault("too-many", key, key=key, most=len(ascii_lowercase))


def _distinct(name: str, rows: tuple[Row, ...], key: str, texts: list[str]) -> None:
    seen: set[str] = set()
    for row, text in zip(rows, texts, strict=True):
        bare = " ".join(text.casefold().split())
        if bare and bare in seen:
            row.fault("duplicate-text", key, id=name)
        seen.add(bare)
