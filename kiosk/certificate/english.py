"""Numbers and dates in English, for certificates in that language."""

from __future__ import annotations

import datetime as dt

SMALL = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen"),
)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
HUNDRED, THOUSAND, MILLION = 100, 1000, 1_000_000


def number_words(n: int) -> str:
    """The number in words, 0–999,999; ValueError outside."""
    if not 0 <= n < MILLION:
        message = f"number_words reaches from 0 to 999,999, not {n}"
        raise ValueError(message)
    if n < len(SMALL):
        return SMALL[n]
    if n < HUNDRED:
        tens, rest = divmod(n, 10)
        return TENS[tens - 2] + (f"-{SMALL[rest]}" if rest else "")
    size, name = (THOUSAND, "thousand") if n >= THOUSAND else (HUNDRED, "hundred")
    count, rest = divmod(n, size)
    joint = " and " if 0 < rest < HUNDRED else " "
    return f"{number_words(count)} {name}" + (f"{joint}{number_words(rest)}" if rest else "")


def hours_words(hours: int) -> str:
    """Training hours in digits and words: "2 (two) training hours (JP)"."""
    return f"{hours} ({number_words(hours)}) training hour{'' if hours == 1 else 's'} (JP)"


def date_words(date: str) -> str:
    """An ISO date: "24 November 2026"."""
    day = dt.date.fromisoformat(date)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_words(first: str, last: str) -> str:
    """Two ISO dates as a span, month and year written once: "20–24 November 2026"."""
    if first == last:
        return date_words(last)
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if start.year != end.year:
        return f"{date_words(first)} – {date_words(last)}"
    if start.month != end.month:
        return f"{start.day} {MONTHS[start.month - 1]} – {date_words(last)}"
    return f"{start.day}–{date_words(last)}"
