"""Numbers and dates in the words of an Indonesian official letter."""

from __future__ import annotations

import datetime as dt

from kiosk.people.nip import LENGTH, grouped

UNITS = (
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"),
)
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ROMAN_OF_MONTH = dict(enumerate(ROMAN, start=1))

TEN, TEENS_END, HUNDRED, THOUSAND, MILLION = 10, 20, 100, 1000, 1_000_000

PREDICATES = (
    (90, "sangat memuaskan"),
    (80, "memuaskan"),
    (70, "cukup memuaskan"),
    (60, "kurang memuaskan"),
)
LOWEST_PREDICATE = "tidak memuaskan"


def terbilang(n: int) -> str:
    """The number in words, 0–999,999; ValueError outside. One of a kind is "se-", not "satu"."""
    if not 0 <= n < MILLION:
        message = f"terbilang reaches from 0 to 999,999, not {n}"
        raise ValueError(message)
    if n < len(UNITS):
        return UNITS[n]
    if n < TEENS_END:
        return f"{UNITS[n - TEN]} belas"
    for size, name in ((THOUSAND, "ribu"), (HUNDRED, "ratus"), (TEN, "puluh")):
        if n >= size:
            count, rest = divmod(n, size)
            head = f"se{name}" if count == 1 else f"{terbilang(count)} {name}"
            return f"{head} {terbilang(rest)}" if rest else head
    raise AssertionError(n)


def hours_words(hours: int) -> str:
    """Training hours in digits and words: "2 (dua) jam pelajaran (JP)"."""
    return f"{hours} ({terbilang(hours)}) jam pelajaran (JP)"


def date_words(date: str) -> str:
    """An ISO date as written in letters: "24 November 2026"."""
    day = dt.date.fromisoformat(date)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def span_words(first: str, last: str) -> str:
    """Two ISO dates as a span, month and year written once: "20 s.d. 24 November 2026"."""
    if first == last:
        return date_words(last)
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last)
    if start.year != end.year:
        return f"{date_words(first)} s.d. {date_words(last)}"
    if start.month != end.month:
        return f"{start.day} {MONTHS[start.month - 1]} s.d. {date_words(last)}"
    return f"{start.day} s.d. {date_words(last)}"


def roman_month(month: int) -> str:
    """Month 1–12 in Roman figures, as in document numbers."""
    return ROMAN_OF_MONTH[month]


def nip_grouped(nip: str) -> str:
    """18 digits as printed, 8-6-1-3; anything else as it is."""
    return grouped(nip) if len(nip) == LENGTH and nip.isdigit() else nip


def predicate(score: float) -> str:
    """The LAN word for a score 0–100.

    PerLAN 1/2021 family, from memory and not compared with the regulation [K]: no certificate
    prints it until a person has done so.
    """
    return next((word for above, word in PREDICATES if score > above), LOWEST_PREDICATE)
