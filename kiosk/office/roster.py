"""The roster from the agency's own spreadsheet: read, guessed, tried, taken.

`sheets.read` reads the file, `roster_guess` finds the people in it, `roster_plan` says what would
become of each row, `roster_import` takes a plan as one act. Nobody is ever deleted by it.
"""

from __future__ import annotations

import datetime as dt

from kiosk.office.roster_guess import Column, Guess, guess_in
from kiosk.office.roster_plan import LONGEST, Known, plan
from kiosk.office.roster_rows import (
    Answers,
    Choice,
    Doubt,
    Plan,
    Row,
    RowState,
    UnitGuess,
)
from kiosk.people.learner import Learner
from kiosk.sheets.book import Unreadable
from kiosk.sheets.text import decoded, read_text

__all__ = [
    "LONGEST", "Answers", "Choice", "Column", "Doubt", "Guess", "Known", "Plan", "RosterFault",
    "Row", "RowState", "UnitGuess", "decode", "read_roster",
]  # fmt: skip


class RosterFault(Exception):
    """The file as a whole cannot be taken; `code` "no-heading", "empty" or "not-text"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def decode(raw: bytes) -> str:
    """The text of a CSV file. Raises RosterFault."""
    if raw.startswith(b"PK"):
        raise RosterFault("not-text")
    try:
        return decoded(raw)[0]
    except Unreadable as error:
        raise RosterFault("not-text") from error


def read_roster(text: str, known: dict[str, Learner], today: dt.date) -> tuple[Row, ...]:
    """What an import of a CSV text would do, no unit asked about. Raises RosterFault."""
    try:
        book = read_text(text.encode())
    except Unreadable as error:
        raise RosterFault("empty" if error.code == "empty" else "not-text") from error
    guess = guess_in(book)
    if guess.missing:
        raise RosterFault("no-heading")
    return plan(book, guess, Known(tuple(known.values())), today).rows
