"""What an import would do, row by row, and what the officer answers where it is in doubt."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from msgspec import Struct

from kiosk.office.roster_guess import Guess
from kiosk.people.learner import Learner
from kiosk.sheets.book import Told

COMPARED: Final = ("name", "unit", "rank", "position", "nip", "kind", "active")


class RowState(StrEnum):
    """What an import would do with a row; a doubtful one is taken only when it was answered."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"
    REFUSED = "refused"


class Choice(StrEnum):
    """The officer's answer to a doubtful row: take what is proposed, the unit as written, none."""

    TAKE = "take"
    KEEP = "keep"
    SKIP = "skip"


class Doubt(Struct, frozen=True):
    """Why a row is doubtful.

    "unit-near" (`proposal` the unit that is meant), "unit-new", "name-twice" (`other` the line of
    the same name), "name-known" (`other` that person's NIP), "nip-broken" (`proposal` the NIP of
    the person that is meant), "age" (`other` the age when appointed), "pppk-year" (`other` the
    year), "kind" (`other` the status as written).
    """

    code: str
    proposal: str = ""
    other: str = ""


class Row(Struct, frozen=True):
    """A row of the file: its line from 1, what becomes of it, and why it is refused.

    `learner` is the person as they would be taken with every proposal, `before` as they are now;
    `unit` as it is written in the file.
    """

    line: int
    state: RowState
    learner: Learner | None = None
    fault: str = ""
    before: Learner | None = None
    doubts: tuple[Doubt, ...] = ()
    unit: str = ""

    @property
    def changes(self) -> tuple[tuple[str, str, str], ...]:
        """Field, what it was and what it becomes, where they differ; none for somebody new."""
        if self.before is None or self.learner is None:
            return ()
        pairs = ((f, getattr(self.before, f), getattr(self.learner, f)) for f in COMPARED)
        return tuple((field, str(old), str(new)) for field, old, new in pairs if old != new)


class UnitGuess(Struct, frozen=True):
    """A unit in the file that the kiosk does not know by this name; `proposal` "" if none is near.

    `rows` is in how many rows it stands.
    """

    written: str
    proposal: str
    rows: int


class Answers(Struct, frozen=True):
    """What the officer answered: the unit to take by the unit as written, a choice by line."""

    units: dict[str, str] = {}
    rows: dict[int, Choice] = {}


class Plan(Struct, frozen=True):
    """A dry run. `passed` are lines that hold no person: sections, totals, signatures.

    `turn` is the roster's when it was made; once that has changed the plan holds no more.
    """

    rows: tuple[Row, ...]
    guess: Guess
    units: tuple[UnitGuess, ...] = ()
    passed: tuple[int, ...] = ()
    told: tuple[Told, ...] = ()
    answers: Answers = Answers()
    turn: int = 0

    def count(self, state: RowState) -> int:
        """Rows of a state."""
        return sum(row.state is state for row in self.rows)
