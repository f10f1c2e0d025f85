"""The people of the agency's word taken into the store, a few at a time.

Each portion is a transaction of its own and everyone in it is whole: row, secrets, what the agency
said of them, and where both differ. The word itself counts as carried out only afterwards, so what
a power cut interrupts is done from the beginning at the next round; nobody is lost or doubled by
that, as the plan is made anew and finds those who are done already.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from typing import Final, TypeVar

import msgspec

from kiosk.office.word_people import FIELDS, LOOKED, Base, Fate, Here, Plan, planning
from kiosk.parcel import word as forms
from kiosk.people.learner import Learner
from kiosk.store import Store

BASE: Final = "word-person"
CONFLICT: Final = "word-conflict"
"""Both named after the learner, so that they go with a person who is erased."""
PORTION: Final = 25
"""People written at once: some milliseconds, so that a window hardly notices."""
Item = TypeVar("Item")
Value = TypeVar("Value")


class Disturbed(Exception):
    """Somebody else changed people since the plan was made: it has to be made anew."""


class Taking:
    """One attempt. Between two steps anybody may use the store; raises Disturbed if that counts."""

    def __init__(self, store: Store) -> None:
        self._store, self._turn = store, store.roster.turn
        self._bases: dict[str, Base] = {}

    def plan(self, people: Sequence[forms.Person]) -> Generator[None, None, Plan]:
        """What becomes of whom; nothing is written."""
        here = yield from self._here()
        plan: Plan = yield from self._watched(planning(people, here))
        return plan

    def take(self, fates: Sequence[Fate]) -> Iterator[Sequence[Fate]]:
        """Write them; each step answers the portion that is on disk now."""
        there = set(self._store.names_of(CONFLICT))
        for portion in _portions(fates, PORTION):
            self._check()
            with self._store.writing():
                for fate in portion:
                    self._said_the_same(fate)
                self._write(portion, there)
            self._turn = self._store.roster.turn
            yield portion

    def _check(self) -> None:
        if self._store.roster.turn != self._turn:
            raise Disturbed

    def _watched(self, going: Generator[None, None, Value]) -> Generator[None, None, Value]:
        while True:
            try:
                next(going)
            except StopIteration as done:
                value: Value = done.value
                return value
            yield
            self._check()

    def _here(self) -> Generator[None, None, Here]:
        store, roster = self._store, self._store.roster
        learners: dict[str, Learner] = {}
        secrets: dict[str, tuple[str, str]] = {}
        for names in _portions(roster.ids(), LOOKED):
            for name in names:
                learner = roster.by_id(name)
                if learner is not None:
                    learners[name], secrets[name] = learner, roster.secret(name)
            yield
            self._check()
        bases = self._bases
        for names in _portions(store.names_of(BASE), LOOKED):
            found = ((name, self._base(name)) for name in names)
            bases.update({name: base for name, base in found if base is not None})
            yield
            self._check()
        erased = {n: at for n, at in store.exchange.erased().items() if n not in learners}
        return Here(learners, secrets, bases, erased)

    def _base(self, learner: str) -> Base | None:
        body = self._store.document(BASE, learner)
        return None if body is None else msgspec.json.decode(body, type=Base)

    def _said_the_same(self, fate: Fate) -> None:
        """An officer may have decided something about this person meanwhile."""
        if self._base(fate.learner.id) != self._bases.get(fate.learner.id):
            raise Disturbed

    def _write(self, portion: Sequence[Fate], there: set[str]) -> None:
        store = self._store
        store.roster.put([f.learner for f in portion if f.learner != f.before])
        for fate in portion:
            learner = fate.learner.id
            if fate.base != self._bases.get(fate.learner.id):
                store.keep(BASE, learner, forms.written(fate.base))
            if fate.secret is not None and (fate.secret.pin or fate.before is not None):
                store.roster.set_pin(learner, fate.secret.pin)
            self._differ(fate, there)
        given = [f for f in portion if f.secret is not None and f.secret.code]
        store.roster.set_codes({f.learner.id: f.secret.code for f in given if f.secret})

    def _differ(self, fate: Fate, there: set[str]) -> None:
        """Keep where both sides differ now, and forget where they do not any more."""
        learner = fate.learner.id
        now = {f"{learner}/{c.field}": c for c in fate.conflicts}
        known = {name for name in (f"{learner}/{field}" for field in FIELDS) if name in there}
        for name in known - now.keys():
            self._store.forget(CONFLICT, name)
        for name, conflict in now.items():
            self._store.keep(CONFLICT, name, forms.written(conflict))


def _portions(items: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
