"""Gaps, words to drag, places on a picture, essays: what an answer is worth."""

from __future__ import annotations

import pytest

from kiosk.learning.answers import (
    Answer,
    Chosen,
    Filled,
    Mark,
    Pointed,
    Typed,
    complete,
    mark,
)
from kiosk.learning.question import (
    Area,
    Asked,
    Cloze,
    Criterion,
    DragWords,
    Essay,
    Gap,
    Pointing,
    Slot,
    pieces,
)
from tests.learning.samples import question

CLOZE = Cloze(
    "Tanggapan paling lambat {batas} hari sejak berkas {titik}.",
    (
        Gap("batas", ("14", "empat belas"), "Pasal 44.", "Hitung lagi."),
        Gap("titik", ("diterima",), "Ya.", "Belum.", ("diterima", "lengkap")),
    ),
)
WORDS = DragWords(
    "{satu} menyatakan, {dua} mengatur, {tiga} menilai.",
    (
        Slot("satu", "Maklumat", "Maklumat menyatakan."),
        Slot("dua", "Standar", "Standar mengatur."),
        Slot("tiga", "Standar", "Standar juga menilai."),
    ),
    ("Visi",),
)
PLACE = Pointing(
    "figures/pesan.svg",
    "Sebuah pesan",
    (
        Area("w1", "alamat", (0.1, 0.1, 0.3, 0.2), True, "Alamatnya asing."),  # noqa: FBT003
        Area("w2", "sapaan", (0.2, 0.2, 0.5, 0.5), False, "Sapaan wajar."),  # noqa: FBT003
    ),
    "Cari lagi.",
)
ESSAY = Essay((Criterion("k1", "Menyebut aturan", 2),), model="Contoh.", least=3)

MARKS: list[tuple[Asked, Answer, Mark]] = [
    (CLOZE, Filled({"batas": " 14 ", "titik": "Diterima"}), Mark(1.0, ("Pasal 44.", "Ya."))),
    (CLOZE, Filled({"batas": "14,0", "titik": "lengkap"}), Mark(0.5, ("Pasal 44.", "Belum."))),
    (CLOZE, Filled({"batas": "Empat  Belas"}), Mark(0.5, ("Pasal 44.", "Belum."))),
    (CLOZE, Filled({"batas": "?", "titik": ""}), Mark(0.0, ("Hitung lagi.", "Belum."))),
    (CLOZE, Typed("14"), Mark(0.0, ())),
    (WORDS, Filled({"satu": "Maklumat", "dua": "Standar", "tiga": "Standar"}), Mark(1.0, ())),
    (
        WORDS,
        Filled({"satu": "Standar", "dua": "Standar", "tiga": "Visi"}),
        Mark(1 - 2 / 3, ("Maklumat menyatakan.", "Standar juga menilai.")),
    ),
    (PLACE, Pointed(0.1, 0.1), Mark(1.0, ("Alamatnya asing.",))),
    (PLACE, Pointed(0.3, 0.25), Mark(1.0, ("Alamatnya asing.",))),  # where both lie, the first
    (PLACE, Pointed(0.6, 0.6), Mark(0.0, ("Sapaan wajar.",))),
    (PLACE, Pointed(0.05, 0.95), Mark(0.0, ("Cari lagi.",))),
    (ESSAY, Typed("Saya menulis."), Mark(0.0, (), waiting=True)),
    (ESSAY, Typed("  "), Mark(0.0, ())),
    (ESSAY, Chosen(("a",)), Mark(0.0, ())),
]


@pytest.mark.parametrize(("asked", "answer", "found"), MARKS)
def test_an_answer_is_worth_what_its_kind_says(asked: Asked, answer: Answer, found: Mark) -> None:
    assert mark(question(asked), answer) == found


def test_an_essay_is_neither_right_nor_wrong_until_a_person_judged_it() -> None:
    waiting = mark(question(ESSAY, feedback="Bandingkan."), Typed("Saya menulis ini."))
    assert (waiting.right, waiting.partly, waiting.waiting) == (False, False, True)
    assert waiting.feedback == ("Bandingkan.",)


@pytest.mark.parametrize(
    ("asked", "answer", "whole"),
    [
        (CLOZE, Filled({"batas": "14", "titik": "lengkap"}), True),
        (CLOZE, Filled({"batas": "14", "titik": " "}), False),
        (WORDS, Filled({"satu": "Visi", "dua": "Standar"}), False),
        (PLACE, Pointed(0.0, 0.0), True),
        (ESSAY, Typed("Dua kata"), False),
        (ESSAY, Typed("Kini tiga kata"), True),
    ],
)
def test_an_answer_is_complete_when_nothing_is_left_open(
    asked: Asked, answer: Answer, *, whole: bool
) -> None:
    assert complete(question(asked), answer) is whole


def test_a_passage_is_cut_at_its_gaps() -> None:
    assert pieces("{a} lalu {b-2}.") == ("", "a", " lalu ", "b-2", ".")
    assert pieces("Tanpa celah {A} {}") == ("Tanpa celah {A} {}",)
