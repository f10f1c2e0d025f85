"""Days, counts and figures as the papers of a cohort word them."""

from __future__ import annotations

import datetime as dt
from typing import Final

from kiosk.certificate.letter_words import NONE, date_digits
from kiosk.certificate.papers_facts import Scored
from kiosk.certificate.words import MONTHS, date_words, terbilang

WEEKDAYS: Final = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
RESULT: Final = {True: "Lulus", False: "Belum lulus", None: NONE}
HIGH, MIDDLE = 0.70, 0.30
"""Hake's classes of the N-gain: tinggi from 0,70 on, sedang from 0,30 on, else rendah."""
QUALITIES: Final = (
    (88.31, "A", "sangat baik"),
    (76.61, "B", "baik"),
    (65.00, "C", "kurang baik"),
    (0.0, "D", "tidak baik"),
)
"""Classes of quality from a converted value (25–100) on, after PermenPANRB 14/2017."""
NAMED: Final = 3
"""So many days are each named; of more the first and the last."""
_HALF: Final = 1e-9
"""Makes a half that floats keep a little too small round up."""


def weekday(day: str) -> str:
    """An ISO date's day of the week."""
    return WEEKDAYS[dt.date.fromisoformat(day).weekday()]


def day_words(day: str) -> str:
    """An ISO date with its day: "Selasa, 24 November 2026"."""
    return f"{weekday(day)}, {date_words(day)}"


def spelt_day(day: str) -> str:
    """An ISO date as minutes spell it out, with its digits in brackets."""
    date = dt.date.fromisoformat(day)
    return (
        f"{weekday(day)}, tanggal {terbilang(date.day)} bulan {MONTHS[date.month - 1]}"
        f" tahun {terbilang(date.year)} ({date_digits(day)})"
    )


def days_words(days: tuple[str, ...]) -> str:
    """Several days: all of them up to three, else the first and the last."""
    if not days:
        return NONE
    if len(days) == 1:
        return day_words(days[0])
    if len(days) <= NAMED:
        return f"{'; '.join(day_words(day) for day in days[:-1])}; dan {day_words(days[-1])}"
    return f"{day_words(days[0])} s.d. {day_words(days[-1])} ({len(days)} hari)"


def people_words(count: int) -> str:
    """A number of people in digits and words."""
    return f"{count} ({terbilang(count)}) orang"


def rounded(value: float, digits: int = 2) -> float:
    """Rounded as on paper, halves up; classes are told from this, so that both agree."""
    return round(value + _HALF, digits)


def figure(value: float | None, digits: int = 2) -> str:
    """A figure with a decimal comma and so many digits; "–" for none."""
    if value is None:
        return NONE
    return f"{rounded(value, digits):.{digits}f}".replace(".", ",")


def result_words(row: Scored) -> str:
    """Passed, not yet, waiting for a trainer's mark, or not taken."""
    return "Menunggu penilaian" if row.waiting else RESULT[row.passed]


def gain_class(gain: float | None) -> str:
    """The class of an N-gain, "" of none."""
    if gain is None:
        return ""
    shown = rounded(gain)
    return "tinggi" if shown >= HIGH else "sedang" if shown >= MIDDLE else "rendah"


def quality(converted: float) -> str:
    """The class of a converted value: "B (baik)"."""
    shown = rounded(converted)
    return next(f"{letter} ({words})" for least, letter, words in QUALITIES if shown >= least)
