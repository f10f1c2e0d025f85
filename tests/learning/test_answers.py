from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.learning.answers import (
    Answer,
    Chosen,
    Joined,
    Mark,
    Ordered,
    Typed,
    complete,
    mark,
    number,
    plain,
)
from kiosk.learning.question import Asked
from tests.learning.samples import NUMBER, ONE, PAIRS, SEVERAL, STEPS, TRUE_FALSE, WORD, question

ALL_PAIRS = {"p1": "6", "p2": "8", "p3": "14", "p4": "9"}

MARKS: list[tuple[Asked, Answer, float, tuple[str, ...]]] = [
    (ONE, Chosen(("a",)), 1.0, ("Benar.",)),
    (ONE, Chosen(("b",)), 0.0, ("Bukan dua.",)),
    (ONE, Chosen(("a", "b")), 0.0, ("Benar.", "Bukan dua.")),
    (ONE, Chosen(()), 0.0, ()),
    (ONE, Chosen(("zz",)), 0.0, ()),
    (TRUE_FALSE, Chosen(("b",)), 1.0, ("Tepat.",)),
    (TRUE_FALSE, Chosen(("a",)), 0.0, ("Hitung lagi.",)),
    (SEVERAL, Chosen(("b", "a")), 1.0, ("Biaya termasuk.", "Waktu termasuk.")),
    (SEVERAL, Chosen(("a",)), 0.5, ("Biaya termasuk.", "Waktu termasuk.")),
    (SEVERAL, Chosen(("a", "a")), 0.5, ("Biaya termasuk.", "Waktu termasuk.")),
    (
        SEVERAL,
        Chosen(("a", "b", "c")),
        0.5,
        ("Biaya termasuk.", "Waktu termasuk.", "Visi bukan."),
    ),
    (SEVERAL, Chosen(("a", "c")), 0.0, ("Biaya termasuk.", "Visi bukan.", "Waktu termasuk.")),
    (
        SEVERAL,
        Chosen(("c", "d")),
        0.0,
        ("Visi bukan.", "Misi bukan.", "Biaya termasuk.", "Waktu termasuk."),
    ),
    (PAIRS, Joined(ALL_PAIRS), 1.0, ()),
    (PAIRS, Joined({**ALL_PAIRS, "p4": "12"}), 0.75, ("Sembilan.",)),
    (PAIRS, Joined({"p1": "6"}), 0.25, ("Delapan.", "Empat belas.", "Sembilan.")),
    (PAIRS, Joined({}), 0.0, ("Enam.", "Delapan.", "Empat belas.", "Sembilan.")),
    (STEPS, Ordered(("s1", "s2", "s3", "s4")), 1.0, ()),
    (STEPS, Ordered(("s1", "s3", "s2", "s4")), 0.5, ("Lalu standar.", "Lalu maklumat.")),
    (
        STEPS,
        Ordered(("s4", "s1", "s2", "s3")),
        0.0,
        ("Rancangan dahulu.", "Lalu standar.", "Lalu maklumat.", "Evaluasi terakhir."),
    ),
    (STEPS, Ordered(("s1",)), 0.25, ("Lalu standar.", "Lalu maklumat.", "Evaluasi terakhir.")),
    (WORD, Typed(" BIAYA / tarif. "), 1.0, ("Tepat.",)),
    (WORD, Typed("Biáya"), 1.0, ("Tepat.",)),
    (WORD, Typed("Dasar  hukum"), 0.0, ("Itu pengelolaan.",)),
    (WORD, Typed("waktu"), 0.0, ("Lihat lagi.",)),
    (WORD, Typed("?!"), 0.0, ("Lihat lagi.",)),
    (NUMBER, Typed("82,5"), 1.0, ("Tepat.",)),
    (NUMBER, Typed("82.50"), 1.0, ("Tepat.",)),
    (NUMBER, Typed("82,505"), 1.0, ("Tepat.",)),
    (NUMBER, Typed("82,506"), 0.0, ("Hitung lagi.",)),
    (NUMBER, Typed("81,68"), 0.0, ("Bobotnya 1/9.",)),
    (NUMBER, Typed("81.68"), 0.0, ("Bobotnya 1/9.",)),
    (NUMBER, Typed("delapan"), 0.0, ("Hitung lagi.",)),
    (NUMBER, Chosen(("a",)), 0.0, ()),
]


@pytest.mark.parametrize(("asked", "answer", "worth", "said"), MARKS)
def test_an_answer_is_worth_what_its_kind_says(
    asked: Asked, answer: Answer, worth: float, said: tuple[str, ...]
) -> None:
    assert mark(question(asked), answer) == Mark(worth, said)


@pytest.mark.parametrize("asked", [ONE, TRUE_FALSE, SEVERAL, PAIRS, STEPS, WORD, NUMBER])
def test_no_answer_is_worth_nothing(asked: Asked) -> None:
    assert mark(question(asked), None) == Mark(0.0, ())


def test_a_questions_own_word_comes_after_those_of_the_answer() -> None:
    asked = question(ONE, feedback="Ingat Pasal 4.")
    assert mark(asked, Chosen(("b",))).feedback == ("Bukan dua.", "Ingat Pasal 4.")
    assert mark(asked, None).feedback == ("Ingat Pasal 4.",)


def test_a_half_right_answer_is_neither_right_nor_worthless() -> None:
    assert [(Mark(w, ()).right, Mark(w, ()).partly) for w in (0.0, 0.5, 1.0)] == [
        (False, False),
        (False, True),
        (True, False),
    ]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("80", 80.0),
        ("80,00", 80.0),
        ("80.00", 80.0),
        ("+80", 80.0),
        (" 80 % ", 80.0),
        ("82,5", 82.5),
        ("82.5", 82.5),
        (",5", 0.5),
        (".5", 0.5),
        ("5,", 5.0),
        ("-3,25", -3.25),
        ("−3,25", -3.25),
        ("1.250", 1250.0),
        ("1.250,5", 1250.5),
        ("1.250.000", 1_250_000.0),
        ("1 250", 1250.0),
        ("1,250", 1.25),
        ("0.125", 0.125),
        ("0,125", 0.125),
        ("12345", 12345.0),
    ],
)
def test_a_number_is_read_as_typed_in_indonesia_or_with_a_point(typed: str, value: float) -> None:
    assert number(typed) == value


@pytest.mark.parametrize(
    "typed",
    ["", " ", "%", ",", "-", "1,2,3", "1.25.000", "1e3", "nan", "inf", "3/4", "Rp5", "5 poin"],
)
def test_what_is_no_number_is_none(typed: str) -> None:
    assert number(typed) is None


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Biaya/Tarif", "biaya tarif"),
        ("  asas   KETERBUKAAN. ", "asas keterbukaan"),
        ("é", "e"),
        ("C (kurang baik)", "c kurang baik"),
        ("…", ""),
    ],
)
def test_comparison_leaves_letters_and_digits_only(text: str, bare: str) -> None:
    assert plain(text) == bare


OPEN: list[tuple[Asked, Answer | None, bool]] = [
    (ONE, None, False),
    (ONE, Chosen(()), False),
    (ONE, Chosen(("b",)), True),
    (PAIRS, Joined({"p1": "6", "p2": "8", "p3": "14"}), False),
    (PAIRS, Joined({**ALL_PAIRS, "p4": ""}), False),
    (PAIRS, Joined({**ALL_PAIRS, "p4": "12"}), True),
    (STEPS, Ordered(()), False),
    (STEPS, Ordered(("s2", "s1", "s3", "s4")), True),
    (WORD, Typed("  "), False),
    (WORD, Typed("x"), True),
    (WORD, Joined(ALL_PAIRS), False),
]


@pytest.mark.parametrize(("asked", "answer", "nothing_open"), OPEN)
def test_an_answer_is_complete_when_nothing_is_open(
    asked: Asked, answer: Answer | None, *, nothing_open: bool
) -> None:
    assert complete(question(asked), answer) is nothing_open


ANSWERS = st.one_of(
    st.none(),
    st.builds(Chosen, st.lists(st.sampled_from("abcdz")).map(tuple)),
    st.builds(
        Joined,
        st.dictionaries(st.sampled_from(["p1", "p2", "p3", "p4"]), st.sampled_from(["6", "8", ""])),
    ),
    st.builds(Ordered, st.lists(st.sampled_from(["s1", "s2", "s3", "s4", "z"])).map(tuple)),
    st.builds(Typed, st.text(max_size=12)),
)


@given(st.sampled_from([ONE, TRUE_FALSE, SEVERAL, PAIRS, STEPS, WORD, NUMBER]), ANSWERS)
def test_no_answer_breaks_marking_and_its_worth_lies_between_none_and_all(
    asked: Asked, answer: Answer | None
) -> None:
    assert 0.0 <= mark(question(asked), answer).worth <= 1.0


@given(st.integers(-99_999, 99_999), st.integers(0, 99))
def test_a_number_written_with_a_comma_is_read_back(whole: int, cents: int) -> None:
    grouped = f"{abs(whole):,}".replace(",", ".")
    sign = "-" if whole < 0 else ""
    read = number(f"{sign}{grouped},{cents:02d}")
    assert read is not None
    assert round(read * 100) == (-1 if whole < 0 else 1) * (abs(whole) * 100 + cents)
