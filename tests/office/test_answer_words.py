"""Answers of the later kinds in a person's copy, with and without their question."""

from __future__ import annotations

import pytest

from kiosk.learning.answers import Answer, Filled, Mark, Pointed
from kiosk.learning.question import Area, Asked, Cloze, DragWords, Gap, Pointing, Slot
from kiosk.office.answer_words import answer_words, worth_words
from tests.learning.samples import question

GAPS = Cloze("{a} dan {b}", (Gap("a", ("14",), "", ""), Gap("b", ("maklumat",), "", "")))
WORDS = DragWords("{a} dan {b}", (Slot("a", "Standar", ""), Slot("b", "Maklumat", "")))
AREA = Area("w1", "jangka waktu", (0.0, 0.0, 1.0, 0.5), right=True, feedback="")
BOARD = Pointing("papan.svg", "Papan", (AREA,), "")


@pytest.mark.parametrize(
    ("asked", "answer", "words"),
    [
        (GAPS, Filled({"b": "visi", "a": "14"}), "1. 14; 2. visi"),
        (WORDS, Filled({"b": "Maklumat"}), "2. Maklumat"),
        (GAPS, Filled({}), "(tidak dijawab)"),
        (BOARD, Pointed(0.25, 0.4), "jangka waktu (25 % dari kiri, 40 % dari atas)"),
        (BOARD, Pointed(0.25, 0.9), "25 % dari kiri, 90 % dari atas"),
    ],
)
def test_an_answer_is_told_as_the_learner_saw_it(asked: Asked, answer: Answer, words: str) -> None:
    assert answer_words(question(asked), answer) == words


def test_without_its_question_an_answer_is_told_as_far_as_it_can_be() -> None:
    assert answer_words(None, Filled({"b": "visi"})) == "1. visi"
    assert answer_words(None, Pointed(0.25, 0.4)) == "25 % dari kiri, 40 % dari atas"


def test_what_waits_for_a_person_is_neither_right_nor_wrong() -> None:
    assert worth_words(Mark(0.0, (), waiting=True)) == "menunggu penilaian pelatih"
