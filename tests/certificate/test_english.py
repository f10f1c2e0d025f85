"""Numbers and dates in English."""

from __future__ import annotations

import pytest

from kiosk.certificate.english import date_words, hours_words, number_words, span_words


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "zero"),
        (13, "thirteen"),
        (20, "twenty"),
        (48, "forty-eight"),
        (100, "one hundred"),
        (101, "one hundred and one"),
        (999, "nine hundred and ninety-nine"),
        (1000, "one thousand"),
        (1001, "one thousand and one"),
        (1100, "one thousand one hundred"),
        (999_999, "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
    ],
)
def test_numbers_are_written_out(n: int, words: str) -> None:
    assert number_words(n) == words


@pytest.mark.parametrize("n", [-1, 1_000_000])
def test_numbers_beyond_are_refused(n: int) -> None:
    with pytest.raises(ValueError, match="number_words reaches"):
        number_words(n)


def test_hours_are_in_digits_and_words() -> None:
    assert hours_words(1) == "1 (one) training hour (JP)"
    assert hours_words(2) == "2 (two) training hours (JP)"


def test_dates_and_spans() -> None:
    assert date_words("2026-08-17") == "17 August 2026"
    assert span_words("2026-11-24", "2026-11-24") == "24 November 2026"
    assert span_words("2026-11-20", "2026-11-24") == "20–24 November 2026"
    assert span_words("2026-10-30", "2026-11-02") == "30 October – 2 November 2026"
    assert span_words("2026-12-30", "2027-01-02") == "30 December 2026 – 2 January 2027"
