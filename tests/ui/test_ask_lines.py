"""Answers and solutions in words."""

from __future__ import annotations

import pytest

from kiosk.learning.answers import Answer, Filled, Pointed
from kiosk.learning.question import Area, Asked, Cloze, DragWords, Essay, Gap, Pointing, Slot
from kiosk.ui.ask_lines import Line, said, solution
from kiosk.ui.ask_passage import Bit, lines_of, spoken
from tests.learning.samples import question

GAPS = Cloze(
    "{a} dan {b}", (Gap("a", ("14", "empat belas"), "", ""), Gap("b", ("maklumat",), "", ""))
)
WORDS = DragWords("{a} dan {b}", (Slot("a", "Standar", ""), Slot("b", "Maklumat", "")))
BOARD = Pointing(
    "papan.svg",
    "Papan",
    (
        Area("w1", "waktu", (0.0, 0.0, 1.0, 0.5), right=True, feedback=""),
        Area("w2", "biaya", (0.0, 0.6, 1.0, 0.4), right=False, feedback=""),
    ),
    "",
)


@pytest.mark.parametrize(
    ("asked", "answer", "lines"),
    [
        (
            GAPS,
            Filled({"b": "visi", "a": "Empat belas"}),
            (("1. Empat belas", True), ("2. visi", False)),
        ),
        (WORDS, Filled({"b": "Maklumat"}), (("2. Maklumat", True),)),
        (BOARD, Pointed(0.2, 0.7), (("biaya", False),)),
        (BOARD, Pointed(0.2, 0.2), (("waktu", True),)),
        (BOARD, Pointed(0.2, 0.55), (("tempat lain pada gambar", False),)),
        (BOARD, Filled({"a": "x"}), ()),
    ],
)
def test_an_answer_in_lines(asked: Asked, answer: Answer, lines: tuple[Line, ...]) -> None:
    assert said(question(asked), answer) == lines


def test_a_solution_in_lines() -> None:
    assert solution(question(GAPS)) == ("1. 14", "2. maklumat")
    assert solution(question(WORDS)) == ("1. Standar", "2. Maklumat")
    assert solution(question(BOARD)) == ("waktu",)
    assert solution(question(Essay(()))) == ()


def test_signs_stay_with_their_gap_and_lines_with_their_author() -> None:
    assert lines_of("Ada ({a}), lalu\n{b}.") == (
        ((Bit("Ada"),), (Bit("("), Bit("a", gap=True), Bit("),")), (Bit("lalu"),)),
        ((Bit("b", gap=True), Bit(".")),),
    )
    assert spoken("Ada ({a}), lalu\n{b}.") == "Ada (…), lalu …."
