"""A case study goes on as its reader decides."""

from __future__ import annotations

from kiosk.learning.answers import Answer, Chosen
from kiosk.learning.course import Block, Check, Condition, Lesson, Paragraph
from kiosk.learning.minutes import lesson_minutes
from kiosk.learning.story import story
from tests.learning.samples import course

BLOCKS: tuple[Block, ...] = (
    Paragraph("awal", ()),
    Check("k1", "satu"),
    Paragraph("akibat-b", ()),
    Check("k2", "dua"),
    Paragraph("akibat-c", ()),
    Paragraph("lanjut", ()),
    Check("k3", "tiga"),
    Paragraph("akhir", ()),
)
WHEN = {
    "akibat-b": Condition("satu", ("b",)),
    "k2": Condition("satu", ("b",)),
    "akibat-c": Condition("satu", ("c", "d")),
}
CASE = Lesson("kasus", "Kasus", (), BLOCKS, 150, case=True, conditions=WHEN)


def seen(lesson: Lesson = CASE, **answers: Answer) -> list[str]:
    told = story(lesson, answers)
    return [block.id for block in lesson.blocks[: told.open] if block.id not in told.closed]


def test_a_case_waits_at_its_first_open_decision() -> None:
    assert seen() == ["awal", "k1"]


def test_a_choice_leads_into_its_own_branch_and_back() -> None:
    right = Chosen(("a",))
    assert seen(satu=right) == ["awal", "k1", "lanjut", "k3"]
    assert seen(satu=Chosen(("d",))) == ["awal", "k1", "akibat-c", "lanjut", "k3"]
    assert seen(satu=right, tiga=right) == ["awal", "k1", "lanjut", "k3", "akhir"]


def test_a_branch_may_ask_a_decision_of_its_own() -> None:
    wrong = Chosen(("b",))
    assert seen(satu=wrong) == ["awal", "k1", "akibat-b", "k2"]
    answered = seen(satu=wrong, dua=Chosen(("a",)))
    assert answered == ["awal", "k1", "akibat-b", "k2", "lanjut", "k3"]


def test_outside_a_case_only_branches_are_closed() -> None:
    lesson = Lesson("l", "L", (), BLOCKS, 150, conditions=WHEN)
    assert seen(lesson) == ["awal", "k1", "lanjut", "k3", "akhir"]


def test_minutes_leave_branches_out() -> None:
    """150 words and the two decisions that everybody takes: 1 + 2 × 1.5 minutes."""
    from msgspec.structs import replace

    assert lesson_minutes(replace(course(), lessons=(CASE,)), "kasus") == 4
