"""Short forms for the tables of papers: dates and scores as offices here write them."""

from __future__ import annotations

import datetime as dt

NONE = "–"


def date_digits(date: str) -> str:
    """An ISO date as dd-mm-yyyy, which is also SIASN's form."""
    return f"{dt.date.fromisoformat(date):%d-%m-%Y}"


def score_words(score: float | None) -> str:
    """A score 0–100 with a decimal comma, and one decimal only where it has one; "–" for none."""
    if score is None:
        return NONE
    return f"{score:.1f}".removesuffix(".0").replace(".", ",")
