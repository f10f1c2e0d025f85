from __future__ import annotations

import pytest

from kiosk.learning import on_paper
from kiosk.learning.answers import Answer, Chosen, Filled, Joined, Ordered, Typed, mark
from kiosk.learning.course import Quiz
from kiosk.learning.question import (
    Area,
    Asked,
    Cloze,
    DragWords,
    Gap,
    Pointing,
    Slot,
)
from kiosk.learning.trouble import NotAllowed
from tests.conftest import backwards
from tests.learning.samples import (
    ESSAY,
    NUMBER,
    ONE,
    PAIRS,
    SEVERAL,
    STEPS,
    TRUE_FALSE,
    WORD,
    question,
    questions,
)

CLOZE = Cloze(
    "Setelah {b} lalu {a}.",
    (Gap("a", ("dua",), "", ""), Gap("b", ("satu",), "", "", ("nol", "satu"))),
)
DRAG = DragWords("Kata {y} dan {x}.", (Slot("x", "ikan", ""), Slot("y", "air", "")), ("api",))
POINT = Pointing("a.svg", "", (Area("a", "", (0.0, 0.0, 1.0, 1.0), True, ""),), "")  # noqa: FBT003
RIGHTS = ("6", "8", "9", "14", "12")
READ: list[tuple[Asked, tuple[str, ...], str, Answer | None, str]] = [
    (ONE, ("b", "a"), "b", Chosen(("a",)), "B"),
    (TRUE_FALSE, ("a", "b"), "B", Chosen(("b",)), "B"),
    (SEVERAL, ("d", "c", "b", "a"), "d, c", Chosen(("b", "a")), "CD"),
    (PAIRS, RIGHTS, "AB-C", Joined({"p1": "6", "p2": "8", "p4": "9"}), "AB-C"),
    (STEPS, ("s2", "s1", "s4", "s3"), "21 43", Ordered(("s1", "s2", "s3", "s4")), "2143"),
    (STEPS, ("s2", "s1", "s4", "s3"), "11", Ordered(("s2", "s2")), "11"),
    (CLOZE, (), "B; dua", Filled({"b": "satu", "a": "dua"}), "satu; dua"),
    (CLOZE, (), "-; dua", Filled({"a": "dua"}), "-; dua"),
    (DRAG, ("api", "air", "ikan"), "bc", Filled({"y": "air", "x": "ikan"}), "BC"),
    (WORD, (), "  Biaya  ", Typed("Biaya"), "Biaya"),
    (NUMBER, (), "82,5", Typed("82,5"), "82,5"),
    (ONE, ("b", "a"), "   ", None, ""),
]


@pytest.mark.parametrize(("asked", "order", "typed", "answer", "again"), READ)
def test_what_stands_on_a_sheet_is_read_and_written_back(
    asked: Asked, order: tuple[str, ...], typed: str, answer: Answer | None, again: str
) -> None:
    assert on_paper.read(question(asked), order, typed) == answer
    assert on_paper.written(question(asked), order, answer) == again


@pytest.mark.parametrize(
    ("asked", "order", "typed"),
    [
        (ONE, ("b", "a"), "C"),
        (ONE, ("b", "a"), "AB"),
        (ONE, ("b", "a"), "1"),
        (PAIRS, RIGHTS, "ABCDE"),
        (PAIRS, RIGHTS, "ABCX"),
        (STEPS, ("s2", "s1", "s4", "s3"), "12345"),
        (STEPS, ("s2", "s1", "s4", "s3"), "1-34"),
        (CLOZE, (), "a; b; c"),
    ],
)
def test_what_cannot_be_meant_is_refused(asked: Asked, order: tuple[str, ...], typed: str) -> None:
    with pytest.raises(NotAllowed, match="paper-unread"):
        on_paper.read(question(asked), order, typed)


@pytest.mark.parametrize("asked", [ONE, TRUE_FALSE, SEVERAL, PAIRS, STEPS, CLOZE, DRAG, NUMBER])
def test_the_key_typed_in_is_worth_everything(asked: Asked) -> None:
    [package] = on_paper.packages(Quiz("post", (question(asked),)), 1, backwards)
    order = package.orders["q"]
    typed = on_paper.written(question(asked), order, on_paper.right(question(asked)))
    assert mark(question(asked), on_paper.read(question(asked), order, typed)).worth == 1.0


def test_essays_and_pictures_do_not_go_on_paper() -> None:
    quiz = Quiz("post", (question(ESSAY, "e"), question(POINT, "p"), question(ONE, "o")))
    assert [q.id for q in on_paper.printable(quiz).questions] == ["o"]
    with pytest.raises(NotAllowed, match="paper-none"):
        on_paper.packages(Quiz("post", (question(ESSAY, "e"),)), 1, backwards)


def test_the_second_package_asks_the_same_in_another_order() -> None:
    quiz = Quiz("post", (*questions("q1", "q2", "q3"), question(TRUE_FALSE, "t")))
    first, second = on_paper.packages(quiz, 2, backwards)
    assert (first.letter, first.questions) == ("A", ("t", "q3", "q2", "q1"))
    assert (second.letter, second.questions) == ("B", ("q3", "q2", "q1", "t"))
    assert (first.orders["q1"], second.orders["q1"]) == (("b", "a"), ("a", "b"))
    assert first.orders["t"] == second.orders["t"] == ("a", "b")
