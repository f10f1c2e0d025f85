"""Classes (angkatan): made, changed, closed, each time by an act that can be taken back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

import msgspec
from msgspec import Struct, structs

from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts, Change, document_change
from kiosk.parcel import word
from kiosk.people.cohort import Assignment, Cohort
from kiosk.people.role import Act
from kiosk.register.cohorts import cohorts
from kiosk.store import Store
from kiosk.store.cohorts import COHORT, all_cohorts

LONGEST_NAME: Final = 120
MOST_MEMBERS: Final = 1000
BEST_MARK: Final = 100
MOST_ATTEMPTS: Final = 99


class Wrong(StrEnum):
    """What cannot be as it was entered."""

    NAME_MISSING = "name-missing"
    NAME_LONG = "name-long"
    NAME_TAKEN = "name-taken"
    DATE = "date"
    BACKWARDS = "backwards"
    MARK = "mark"
    ATTEMPTS = "attempts"
    TWICE = "twice"
    MEMBERS = "members"


class CohortFault(Struct, frozen=True):
    """A field that is wrong: "name", "days", "members"; of a course "<course>/opens" and so on."""

    field: str
    wrong: Wrong


class Cohorts:
    """The classes of this kiosk, as one of the staff works with them."""

    def __init__(self, acts: Acts, store: Store) -> None:
        self._acts, self._store = acts, store

    def all(self) -> tuple[Cohort, ...]:
        """Every class, closed ones too, in the order in which they were made."""
        return all_cohorts(self._store)

    def get(self, cohort: str) -> Cohort:
        """The class of an id. Refuses "cohort-unknown"."""
        for each in self.all():
            if each.id == cohort:
                return each
        raise NotAllowed("cohort-unknown", id=cohort)

    def offered(self) -> tuple[Cohort, ...]:
        """Classes that the agency's word names and that are not run here yet, as they would be.

        Their course opens and ends with the period that the agency says.
        """
        here = {c.id for c in self.all()}
        return tuple(_from_agency(each) for each in cohorts(self._store) if each.id not in here)

    def faults(self, cohort: Cohort) -> tuple[CohortFault, ...]:
        """What keeps a class from being saved; empty: nothing."""
        taken = {_plain(c.name) for c in self.all() if c.id != cohort.id and not c.closed}
        return (*faults(cohort, taken),)

    def save(self, cohort: Cohort) -> None:
        """A new class, or one in place of what it was. Refuses "cohort-wrong" and "role-refused".

        A class that was closed is open again by saving it as open.
        """
        if self.faults(cohort):
            raise NotAllowed("cohort-wrong")
        self._put(Act.EDIT_COHORT, cohort)

    def close(self, cohort: str) -> None:
        """Close a class: it binds nobody any more, its papers stay. Refuses "cohort-unknown"."""
        self._put(Act.CLOSE_COHORT, structs.replace(self.get(cohort), closed=True))

    def add(self, cohort: str, learners: Iterable[str]) -> Cohort:
        """People join, behind those who are there; who is a member already stays one."""
        known = self.get(cohort)
        return self._with(known, tuple(dict.fromkeys((*known.members, *learners))))

    def remove(self, cohort: str, learners: Iterable[str]) -> Cohort:
        """People leave a class; what they learnt stays theirs."""
        gone, known = frozenset(learners), self.get(cohort)
        return self._with(known, tuple(m for m in known.members if m not in gone))

    def assign(self, cohort: str, assignment: Assignment) -> Cohort:
        """Give a course to a class, in place of what was said of it."""
        known = self.get(cohort)
        others = {a.course: a for a in known.assignments} | {assignment.course: assignment}
        changed = structs.replace(known, assignments=tuple(others.values()))
        self.save(changed)
        return changed

    def _with(self, cohort: Cohort, members: tuple[str, ...]) -> Cohort:
        changed = structs.replace(cohort, members=members)
        self.save(changed)
        return changed

    def _put(self, act: Act, cohort: Cohort) -> None:
        body = msgspec.json.encode(cohort)
        self._acts.do(act, [document_change(self._store, COHORT, cohort.id, body)])


def merged(store: Store, gone: str, stays: str) -> tuple[Change, ...]:
    """What changes in the classes where two learners turn out to be one person."""
    changes = []
    for cohort in all_cohorts(store):
        if gone in cohort.members:
            members = (stays if member == gone else member for member in cohort.members)
            left = structs.replace(cohort, members=tuple(dict.fromkeys(members)))
            body = msgspec.json.encode(left)
            changes.append(document_change(store, COHORT, cohort.id, body))
    return tuple(changes)


def _from_agency(said: word.Cohort) -> Cohort:
    given = Assignment(said.course, said.since, said.until)
    return Cohort(said.id, said.name, said.learners, (given,))


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def faults(cohort: Cohort, taken: Iterable[str] = ()) -> Iterable[CohortFault]:
    """What is wrong with a class; `taken` are the names of other open ones, in small letters."""
    name = _plain(cohort.name)
    if not name:
        yield CohortFault("name", Wrong.NAME_MISSING)
    elif len(name) > LONGEST_NAME:
        yield CohortFault("name", Wrong.NAME_LONG)
    elif name in set(taken):
        yield CohortFault("name", Wrong.NAME_TAKEN)
    if not all(is_date(day) for day in cohort.days):
        yield CohortFault("days", Wrong.DATE)
    if len(cohort.members) > MOST_MEMBERS:
        yield CohortFault("members", Wrong.MEMBERS)
    given = [a.course for a in cohort.assignments]
    for place, assignment in enumerate(cohort.assignments):
        if assignment.course in given[:place]:
            yield CohortFault(f"{assignment.course}/course", Wrong.TWICE)
        yield from _assignment_faults(assignment)


def _assignment_faults(a: Assignment) -> Iterable[CohortFault]:
    for field, date in (("opens", a.opens), ("deadline", a.deadline)):
        if date and not is_date(date):
            yield CohortFault(f"{a.course}/{field}", Wrong.DATE)
    if is_date(a.opens) and is_date(a.deadline) and a.deadline < a.opens:
        yield CohortFault(f"{a.course}/deadline", Wrong.BACKWARDS)
    if a.pass_mark is not None and not 0 <= a.pass_mark <= BEST_MARK:
        yield CohortFault(f"{a.course}/pass_mark", Wrong.MARK)
    if a.attempts is not None and not 1 <= a.attempts <= MOST_ATTEMPTS:
        yield CohortFault(f"{a.course}/attempts", Wrong.ATTEMPTS)


def is_date(words: str) -> bool:
    """Whether it is a date as ISO has it: 2026-11-24."""
    try:
        return dt.date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
