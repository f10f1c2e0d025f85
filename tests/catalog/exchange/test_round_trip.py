"""Written out and brought in again, a question is the same, as far as the form can hold it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import hypothesis.strategies as st
import pytest
from hypothesis import given
from msgspec import structs

from kiosk.catalog.exchange.found import Item, Read
from kiosk.catalog.exchange.gift import read_gift
from kiosk.catalog.exchange.gift_out import gift
from kiosk.catalog.exchange.mapping import mapped
from kiosk.catalog.exchange.markup import tidy
from kiosk.catalog.exchange.moodle import read_moodle
from kiosk.catalog.exchange.moodle_out import moodle
from kiosk.catalog.exchange.pool import questions_of
from kiosk.catalog.exchange.writing import kind_of, question_file
from kiosk.catalog.fault import Findings
from kiosk.catalog.questions import read_questions
from kiosk.catalog.row import parse
from kiosk.catalog.source import draft_course
from kiosk.learning.answers import number
from kiosk.learning.question import (
    Choice,
    ChoiceQuestion,
    Cloze,
    Criterion,
    DragWords,
    Essay,
    Level,
    Matching,
    NumberAnswer,
    Ordering,
    Question,
)
from kiosk.learning.spans import Span
from tests.conftest import HOME

GIFT_KINDS = {
    "single", "multiple", "true_false", "matching", "ordering", "short", "number", "essay",
}  # fmt: skip
MOODLE_KINDS = GIFT_KINDS | {"cloze", "drag", "picture"}
ESSAY = Question(
    id="es-1", lesson="standar", level=Level.DECIDE, source="",
    stem=(Span("Tulis "), Span("rencana", bold=True), Span(" & alasannya.")),
    asked=Essay((Criterion("k1", "Satu (nyata)", 6), Criterion("k2", "Alasan", 4)), "A", 20),
)  # fmt: skip


@cache
def content() -> tuple[Question, ...]:
    """Every question of the bundled courses by id, and one of a kind they do not use."""
    return tuple({question.id: question for question in _content()}.values())


def _content() -> Iterator[Question]:
    for file in sorted((HOME / "content").glob("*/course.toml")):
        course, _faults = draft_course(file.parent)
        if course is not None:
            yield from questions_of(course)
    yield ESSAY


def brought(read: Read) -> dict[str, Question]:
    made = {item.id or "": mapped(item) for item in read.items if isinstance(item, Item)}
    return {
        name: structs.replace(each.question, id=name)
        for name, each in made.items()
        if each.question
    }


def held(question: Question, *, in_gift: bool) -> Question:
    """What the form can hold of a question: no feedback for each pair, step or place."""
    asked = question.asked
    match asked:
        case Matching():
            asked = structs.replace(
                asked, pairs=tuple(structs.replace(p, feedback="") for p in asked.pairs)
            )
        case Ordering():
            asked = structs.replace(
                asked, steps=tuple(structs.replace(s, feedback="") for s in asked.steps)
            )
        case DragWords():
            slots = (structs.replace(slot, feedback="") for slot in asked.slots)
            asked = structs.replace(asked, slots=tuple(sorted(slots, key=lambda s: s.name)))
        case Cloze():
            asked = structs.replace(asked, gaps=tuple(sorted(asked.gaps, key=lambda g: g.name)))
        case NumberAnswer():
            mistakes = (structs.replace(m, answer=repr(number(m.answer))) for m in asked.mistakes)
            asked = structs.replace(asked, mistakes=tuple(mistakes))
        case Essay() if in_gift:
            asked = Essay(())
        case ChoiceQuestion() if asked.pictured:
            asked = structs.replace(asked, choices=tuple(map(_bare_name, asked.choices)))
    return structs.replace(question, asked=asked, hints=() if in_gift else question.hints)


def _bare_name(choice: Choice) -> Choice:
    return structs.replace(choice, picture=choice.picture.rpartition("/")[2])


@pytest.mark.parametrize("form", ["gift", "moodle"])
def test_every_question_of_the_courses_comes_back_as_it_was(form: str) -> None:
    asked = content()
    kinds = GIFT_KINDS if form == "gift" else MOODLE_KINDS
    wanted = [question for question in asked if kind_of(question.asked) in kinds]
    if form == "gift":
        text, told = gift("k", asked)
        back = brought(read_gift(text))
    else:
        text, told = moodle("k", asked, lambda _name: b"<svg/>")
        back = brought(read_moodle(text.encode()))
    assert sum(each.skipped for each in told) == len(asked) - len(wanted)
    assert len(back) == len(wanted) >= 57
    in_gift = form == "gift"
    for question in wanted:
        assert held(back[question.id], in_gift=in_gift) == held(question, in_gift=in_gift)


def test_our_own_form_is_written_as_it_is_read() -> None:
    asked = content()
    findings = Findings()
    root = parse("soal", question_file(asked), findings)
    assert root is not None
    assert [written.question for written in read_questions(root)] == list(asked)
    assert findings.sorted() == tuple(f for f in findings.sorted() if f.severity == "warning")


SPANS = st.lists(
    st.builds(
        Span,
        st.text(st.sampled_from("ab *_`[]<>&\\!#|~\n\"'é{}=:.-1"), max_size=12),
        st.booleans(),
        st.booleans(),
    ),
    max_size=4,
)


@given(SPANS)
def test_styled_text_of_any_signs_survives_both_forms(runs: list[Span]) -> None:
    spans = tidy([Span("A"), *runs, Span("z")])
    truth = ChoiceQuestion(
        (Choice("a", "Benar", True, "x\ny"), Choice("b", "Salah", False, "<b>&amp; \\n")),  # noqa: FBT003
        binary=True,
    )
    question = Question("q-1", spans, truth, "standar", Level.USE, "Pasal 1 ]x\\[")
    assert brought(read_gift(gift("k", [question])[0])) == {"q-1": question}
    raw = moodle("k", [question], lambda _name: None)[0].encode()
    assert brought(read_moodle(raw)) == {"q-1": question}
