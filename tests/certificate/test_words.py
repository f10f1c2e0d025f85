"""Numbers and dates in words."""

from __future__ import annotations

import pytest

from kiosk.certificate.words import (
    date_words,
    hours_words,
    nip_grouped,
    predicate,
    roman_month,
    span_words,
    terbilang,
)


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (2, "dua"),
        (9, "sembilan"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (45, "empat puluh lima"),
        (99, "sembilan puluh sembilan"),
        (100, "seratus"),
        (101, "seratus satu"),
        (110, "seratus sepuluh"),
        (111, "seratus sebelas"),
        (115, "seratus lima belas"),
        (200, "dua ratus"),
        (999, "sembilan ratus sembilan puluh sembilan"),
        (1000, "seribu"),
        (1001, "seribu satu"),
        (1100, "seribu seratus"),
        (2000, "dua ribu"),
        (2026, "dua ribu dua puluh enam"),
        (10_000, "sepuluh ribu"),
        (11_011, "sebelas ribu sebelas"),
        (21_000, "dua puluh satu ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (111_111, "seratus sebelas ribu seratus sebelas"),
        (
            999_999,
            "sembilan ratus sembilan puluh sembilan ribu sembilan ratus sembilan puluh sembilan",
        ),
    ],
)
def test_a_number_is_said_as_a_clerk_says_it(n: int, words: str) -> None:
    assert terbilang(n) == words


def test_no_two_numbers_are_said_alike() -> None:
    assert len({terbilang(n) for n in range(20_000)}) == 20_000


@pytest.mark.parametrize("n", [-1, 1_000_000])
def test_a_number_out_of_reach_is_an_error(n: int) -> None:
    with pytest.raises(ValueError, match="999,999"):
        terbilang(n)


def test_hours_stand_in_digits_and_words() -> None:
    assert hours_words(2) == "2 (dua) jam pelajaran (JP)"
    assert hours_words(20) == "20 (dua puluh) jam pelajaran (JP)"


def test_a_date_is_written_with_the_months_name() -> None:
    assert date_words("2026-11-24") == "24 November 2026"
    assert date_words("2026-05-01") == "1 Mei 2026"
    assert date_words("2027-08-17") == "17 Agustus 2027"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-11-24", "2026-11-24", "24 November 2026"),
        ("2026-11-20", "2026-11-24", "20 s.d. 24 November 2026"),
        ("2026-10-20", "2026-11-24", "20 Oktober s.d. 24 November 2026"),
        ("2025-12-30", "2026-01-02", "30 Desember 2025 s.d. 2 Januari 2026"),
        ("2025-11-24", "2026-11-24", "24 November 2025 s.d. 24 November 2026"),
    ],
)
def test_a_span_names_month_and_year_once(first: str, last: str, words: str) -> None:
    assert span_words(first, last) == words


def test_months_have_roman_figures() -> None:
    assert [roman_month(m) for m in (1, 4, 5, 9, 11, 12)] == ["I", "IV", "V", "IX", "XI", "XII"]


def test_a_nip_stands_in_four_groups_and_anything_else_as_it_is() -> None:
    assert nip_grouped("198704122011012008") == "19870412 201101 2 008"
    assert nip_grouped("131110468") == "131110468"
    assert nip_grouped("TAMU-01") == "TAMU-01"
    assert nip_grouped("") == ""


@pytest.mark.parametrize(
    ("score", "word"),
    [
        (100, "sangat memuaskan"),
        (91, "sangat memuaskan"),
        (90.1, "sangat memuaskan"),
        (90, "memuaskan"),
        (81, "memuaskan"),
        (80, "cukup memuaskan"),
        (70, "kurang memuaskan"),
        (60, "tidak memuaskan"),
        (0, "tidak memuaskan"),
    ],
)
def test_a_predicate_begins_above_its_bound(score: float, word: str) -> None:
    assert predicate(score) == word
