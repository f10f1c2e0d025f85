"""What an import would do: each row of a workbook held against the people who are known."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Final

from msgspec import Struct, structs

from kiosk.office.roster_guess import Guess, is_broken_text
from kiosk.office.roster_lines import Person, people_of
from kiosk.office.roster_rows import Answers, Choice, Doubt, Plan, Row, RowState, UnitGuess
from kiosk.office.roster_units import nearest, same_name
from kiosk.people.learner import Learner, learner_id
from kiosk.people.name import name_key
from kiosk.people.nip import Kind, Nip, NipFault, bare, read_nip
from kiosk.sheets.book import Book, Unreadable

LONGEST: Final = 200
_YOUNGEST, _OLDEST, _FIRST_PPPK = 16, 58, 2019
_FEW_DIGITS: Final = 2
_EXACT: Final = 15
"""Digits that Excel keeps of a number."""
_OFTEN: Final = 500
_OF_UNITS: Final = ("unit-near", "unit-new")
_LOOKED_AT: Final = 50
"""People of one name that a row is compared with; a file may hold one name ten thousand times."""


class Known(Struct, frozen=True):
    """Whom and what the kiosk knows. `units` are those of the settings; none: no unit is asked.

    `aliases` are units as written in earlier files, and what the officer took for them.
    """

    learners: tuple[Learner, ...] = ()
    units: tuple[str, ...] = ()
    aliases: dict[str, str] = {}
    turn: int = 0


def plan(  # noqa: PLR0913, PLR0917 - the file, all it is compared with, and who waits
    book: Book,
    guess: Guess,
    known: Known,
    today: dt.date,
    answers: Answers | None = None,
    going: Callable[[int, int], bool] = lambda _done, _all: True,
) -> Plan:
    """A dry run. `going` hears of rows done and of all, and may say no: Unreadable("stopped").

    The guess must have the columns `nip` and `name`, or every row is refused.
    """
    return _Planner(guess, known, today, answers or Answers()).plan(book, going)


class _Planner:
    """Everything a row is compared with, gathered once."""

    def __init__(self, guess: Guess, known: Known, today: dt.date, answers: Answers) -> None:
        self._guess, self._known, self._today, self._answers = guess, known, today, answers
        self._by_nip = {x.nip: x for x in known.learners if x.nip}
        self._held = {x.id for x in known.learners}
        self._by_name: dict[str, list[Learner]] = {}
        for x in known.learners:
            self._by_name.setdefault(name_key(x.name), []).append(x)
        asked = (*known.units, *(x.unit for x in known.learners)) if known.units else ()
        self._units = {same_name(unit): unit for unit in reversed(asked)}
        self._proposed: dict[str, str] = {}
        self._seen: dict[str, int] = {}
        self._named: dict[str, list[tuple[int, str, str]]] = {}

    def plan(self, book: Book, going: Callable[[int, int], bool]) -> Plan:
        sheet = book.sheets[self._guess.sheet]
        people, passed = people_of(sheet, self._guess)
        rows: list[Row] = []
        for done, person in enumerate(people):
            if done % _OFTEN == 0 and not going(done, len(people)):
                raise Unreadable("stopped")
            rows.append(self._answered(self._row(person)))
        return Plan(
            tuple(rows), self._guess, self._guesses(rows), passed, book.told, self._answers,
            self._known.turn,
        )  # fmt: skip

    def _guesses(self, rows: Iterable[Row]) -> tuple[UnitGuess, ...]:
        """Units that are in doubt, those of most rows first."""
        asked = (row.unit for row in rows if any(x.code in _OF_UNITS for x in row.doubts))
        return tuple(UnitGuess(w, self._proposed[w], n) for w, n in Counter(asked).most_common())

    def _row(self, person: Person) -> Row:
        refuse = Row(person.line, RowState.REFUSED, unit=person.unit)
        nip, doubts = self._nip(person)
        if not isinstance(nip, Nip):
            return structs.replace(refuse, fault=nip)
        texts = (person.name, person.unit, person.rank, person.position)
        for fault, bad in (
            ("name-missing", not person.name),
            ("unit-missing", not person.unit),
            ("too-long", max(map(len, texts)) > LONGEST),
            ("twice", nip.digits in self._seen),
        ):
            if bad:
                return structs.replace(refuse, fault=fault)
        self._seen[nip.digits] = person.line
        before = self._by_nip.get(nip.digits)
        unit, about = self._unit(person.unit, before)
        learner = self._learner(person, nip, unit, before)
        if before is None:
            doubts += [*about, *self._new(person, nip, unit)]
        elif before.unit != unit:
            doubts += about
        state = RowState.DOUBTFUL if doubts else _state(before, learner)
        return Row(person.line, state, learner, "", before, tuple(doubts), person.unit)

    def _learner(self, person: Person, nip: Nip, unit: str, before: Learner | None) -> Learner:
        """What the file does not hold stays as it was; nobody is made active or inactive by it."""
        places = self._guess.places
        rank, position = person.rank, person.position
        if before and not {"rank", "grade"} & places.keys():
            rank = before.rank
        if before and "rank" not in places and before.rank.endswith(f"({rank})"):
            rank = before.rank  # the golongan alone says less than "Penata (III/c)"
        if before and "position" not in places:
            position = before.position
        found = before.id if before else self._free_id(nip.digits)
        active = before.active if before else True
        return Learner(found, person.name, unit, nip.kind, nip.digits, rank, position, active)

    def _nip(self, person: Person) -> tuple[Nip | str, list[Doubt]]:
        digits = bare(person.nip)
        # of somebody known, a year ahead means that the clock lies in the past
        nip = read_nip(person.nip, dt.date.max if digits in self._by_nip else self._today)
        if isinstance(nip, Nip):
            return nip, []
        rounded = person.rounded or (nip is NipFault.SERIAL and len(digits) > _EXACT)
        if not rounded and not is_broken_text(person.nip):
            return f"nip-{nip}", []
        kept = digits[:_EXACT] if rounded else _mantissa(person.nip)
        meant = [x for x in self._by_name.get(name_key(person.name), []) if x.nip.startswith(kept)]
        near = [x for x in meant if same_name(x.unit) == same_name(person.unit)] or meant
        if len(near) == 1 and person.name:
            return Nip(near[0].nip), [Doubt("nip-broken", near[0].nip)]
        return ("nip-excel" if person.rounded or not rounded else f"nip-{nip}"), []

    def _unit(self, written: str, before: Learner | None) -> tuple[str, list[Doubt]]:
        """The unit that is taken, and the doubt about it."""
        taken = self._answers.units.get(written) or self._known.aliases.get(same_name(written))
        if taken:
            return taken, []
        if not self._units:
            return written, []
        if exact := self._units.get(same_name(written)):
            # somebody known keeps the spelling of their unit
            keep = before and same_name(before.unit) == same_name(written)
            return (before.unit if before and keep else exact), []
        if written not in self._proposed:
            self._proposed[written] = nearest(written, self._units.values())
        near = self._proposed[written]
        return (near, [Doubt("unit-near", near)]) if near else (written, [Doubt("unit-new")])

    def _new(self, person: Person, nip: Nip, unit: str) -> list[Doubt]:
        """What is strange about somebody new: warnings, which an officer may pass over."""
        key = name_key(person.name)
        doubts = [
            Doubt("name-twice", other=str(line))
            for line, other, where in self._named.get(key, [])[:_LOOKED_AT]
            if where == same_name(unit) or _alike(other, nip.digits)
        ][:1]
        self._named.setdefault(key, []).append((person.line, nip.digits, same_name(unit)))
        doubts += [
            Doubt("name-known", other=x.nip)
            for x in self._by_name.get(key, [])[:_LOOKED_AT]
            if x.nip and (same_name(x.unit) == same_name(unit) or _alike(x.nip, nip.digits))
        ][:1]
        appointed = int(nip.digits[8:12])
        age = appointed - nip.born.year
        if not _YOUNGEST <= age <= _OLDEST:
            doubts.append(Doubt("age", other=str(age)))
        if nip.kind is Kind.PPPK and appointed < _FIRST_PPPK:
            doubts.append(Doubt("pppk-year", other=str(appointed)))
        if person.kind and person.kind is not nip.kind:
            doubts.append(Doubt("kind", other=person.status))
        return doubts

    def _answered(self, row: Row) -> Row:
        choice = self._answers.rows.get(row.line)
        if row.state is RowState.REFUSED or choice is None:
            return row
        if choice is Choice.SKIP:
            self._seen.pop(row.learner.nip if row.learner else "", None)
            return structs.replace(row, state=RowState.REFUSED, fault="skipped", learner=None)
        learner = row.learner
        if choice is Choice.KEEP and learner:
            learner = structs.replace(learner, unit=row.unit)
        return structs.replace(row, state=_state(row.before, learner), learner=learner)

    def _free_id(self, nip: str) -> str:
        """The id of a new NIP; another one if its own is held by someone whose NIP was corrected.

        They keep it, with all that they learnt under it.
        """
        own = learner_id(nip)
        return learner_id(f"{nip} after a correction") if own in self._held else own


def _state(before: Learner | None, learner: Learner | None) -> RowState:
    if before is None:
        return RowState.NEW
    return RowState.SAME if before == learner else RowState.CHANGED


def _alike(one: str, other: str) -> bool:
    """Born on the same day, or a slip of two digits apart."""
    apart = sum(a != b for a, b in zip(one, other, strict=False))
    return one[:8] == other[:8] or apart <= _FEW_DIGITS


def _mantissa(text: str) -> str:
    """The first digits that 1,98704E+17 still says; the last of them may be rounded up."""
    digits = bare(text).lower().partition("e")[0].replace(",", "")
    return digits[:-1] if len(digits) < _EXACT else digits


def aliases_after(known: Mapping[str, str], answers: Answers) -> dict[str, str]:
    """What is remembered of the answers about units, for the next file."""
    return {**known, **{same_name(written): unit for written, unit in answers.units.items()}}
