"""An import from file to roster: opened, guessed, tried, and taken as one act.

What the officer chose for the columns of a file is kept by its headings, and what they took for a
unit by its spelling: the next file of that shape asks for neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Final

import msgspec

from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts, learner_change
from kiosk.office.roster_guess import Guess, guess_in, guess_sheet
from kiosk.office.roster_headings import FIELDS
from kiosk.office.roster_plan import Known, aliases_after, plan
from kiosk.office.roster_rows import Answers, Plan, RowState
from kiosk.people.agency import Settings
from kiosk.people.learner import Learner
from kiosk.people.role import Act
from kiosk.sheets.book import Book
from kiosk.sheets.read import read_book
from kiosk.store import Store

KIND: Final = "columns"
UNITS: Final = "units"
_PLACES: Final = msgspec.json.Decoder(dict[str, int])
_ALIASES: Final = msgspec.json.Decoder(dict[str, str])
TAKEN: Final = (RowState.NEW, RowState.CHANGED)


class RosterImport:
    """Imports of one of the staff. `copy` makes a copy of the records before they change."""

    def __init__(
        self,
        acts: Acts,
        store: Store,
        today: Callable[[], dt.date],
        copy: Callable[[], object] = lambda: None,
    ) -> None:
        self._acts, self._store, self._today, self._copy = acts, store, today, copy

    @staticmethod
    def open(raw: bytes, name: str, going: Callable[[], bool] = lambda: True) -> Book:
        """The workbook in a file; for any thread. Raises sheets.Unreadable."""
        return read_book(raw, name, going)

    def guess(self, book: Book, sheet: int | None = None, head: int | None = None) -> Guess:
        """Where the people stand; `sheet` (from 0) and `head` (line from 1) if that is known.

        Columns remembered for these headings come before those that are guessed.
        """
        if head is not None:
            return self._remembered(guess_sheet(book.sheets[sheet or 0], sheet or 0, head))
        if sheet is None:
            for place, page in enumerate(book.sheets):
                found = guess_sheet(page, place)
                if found.mark and self._store.document(KIND, found.mark) is not None:
                    return self._remembered(found)
        return self._remembered(guess_in(book, sheet))

    def known(self) -> Known:
        """The people and units to compare with, as they are now."""
        body = self._store.document("settings", "kiosk")
        units = msgspec.json.decode(body, type=Settings).units if body else ()
        roster = self._store.roster
        return Known(roster.everyone(), units, self._aliases(), roster.turn)

    def plan(
        self,
        book: Book,
        guess: Guess,
        *,
        answers: Answers | None = None,
        going: Callable[[int, int], bool] = lambda _done, _all: True,
        known: Known | None = None,
    ) -> Plan:
        """What would become of each row; nothing is kept. With `known` given, for any thread.

        Refuses "no-columns" unless NIP and name are found. `going` may say no: Unreadable
        ("stopped").
        """
        if guess.missing:
            raise NotAllowed("no-columns")
        return plan(book, guess, known or self.known(), self._today(), answers, going)

    def take(self, plan: Plan) -> tuple[Learner, ...]:
        """Everything new and changed as one act, which can be undone; answers who is new.

        Doubtful rows are left out. Nobody is deleted; who is not in the file stays. Refuses
        "role-refused", and "roster-changed" if the roster is no longer the one of the plan.
        """
        self._acts.allow(Act.IMPORT_PEOPLE)
        if plan.turn != self._store.roster.turn:
            raise NotAllowed("roster-changed")
        taken = [(row.before, row.learner) for row in plan.rows if row.state in TAKEN]
        if taken:
            self._copy()
        changes = [learner_change(before, after) for before, after in taken if after]
        with self._store.writing():
            self._remember(plan)
            self._acts.do(Act.IMPORT_PEOPLE, changes, count=len(changes))
        return tuple(after for before, after in taken if after and before is None)

    def _remember(self, plan: Plan) -> None:
        if plan.guess.mark:
            # a column that was taken away is remembered as that
            places = {field: plan.guess.places.get(field, -1) for field in FIELDS}
            self._store.keep(KIND, plan.guess.mark, msgspec.json.encode(places))
        known = self._aliases()
        if (after := aliases_after(known, plan.answers)) != known:
            self._store.keep(KIND, UNITS, msgspec.json.encode(after))

    def _aliases(self) -> dict[str, str]:
        return _ALIASES.decode(self._store.document(KIND, UNITS) or b"{}")

    def _remembered(self, guess: Guess) -> Guess:
        body = self._store.document(KIND, guess.mark) if guess.mark else None
        if body is None:
            return guess
        places = _PLACES.decode(body)
        if {c.field: c.place for c in guess.columns} == {f: p for f, p in places.items() if p >= 0}:
            return guess
        return guess.with_columns(places, "remembered")
