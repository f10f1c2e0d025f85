"""People on the roster: found, put right, moved, closed and opened; nobody is ever deleted.

Each act is allowed by role, written down, and can be taken back.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct, structs

from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts, learner_change
from kiosk.office.person import Correction, check_free, corrected
from kiosk.office.roster import LONGEST
from kiosk.people.learner import Learner
from kiosk.people.name import name_key
from kiosk.people.role import Act
from kiosk.store import Store
from kiosk.store.waits import Ticks, Waits

_BIRTH = 8


class Double(Struct, frozen=True):
    """Two open records that may be one person; `why` is "birth" or "unit" beside the same name."""

    first: Learner
    second: Learner
    why: str


def holds(learner: Learner, words: Iterable[str]) -> bool:
    """Whether a person is meant by all words, in small letters: name, unit, part of the NIP."""
    named = f"{learner.name} {learner.unit} {learner.nip}".casefold()
    return all(word in named for word in words)


class People:
    """The roster, as one of the staff looks after it."""

    def __init__(self, acts: Acts, store: Store, today: Callable[[], dt.date]) -> None:
        self._acts, self._store, self._today = acts, store, today

    def search(self, words: str) -> tuple[Learner, ...]:
        """Whoever is meant by all words, by name; everybody without words."""
        wanted = words.casefold().split()
        return tuple(x for x in self._store.roster.everyone() if holds(x, wanted))

    def get(self, learner: str) -> Learner:
        """The learner of an id. Refuses "learner-unknown"."""
        found = self._store.roster.by_id(learner)
        if found is None:
            raise NotAllowed("learner-unknown")
        return found

    def edit(self, learner: str, wanted: Correction) -> Learner:
        """Put a person right; the id stays, whatever the NIP, and with it what they learnt.

        Refuses "role-refused", "learner-unknown", "nip-taken", and as `person.corrected`.
        """
        self._acts.allow(Act.EDIT_PERSON)
        before = self.get(learner)
        after = corrected(before, wanted, self._today())
        check_free(self._store, before, after)
        self._acts.do(Act.EDIT_PERSON, [learner_change(before, after)])
        return after

    def move(self, learners: Iterable[str], unit: str) -> int:
        """Put people in another unit; how many were elsewhere. One act.

        Refuses "role-refused", "unit-missing", "too-long", "learner-unknown".
        """
        self._acts.allow(Act.EDIT_PERSON)
        unit = " ".join(unit.split())
        if not unit or len(unit) > LONGEST:
            raise NotAllowed("too-long" if unit else "unit-missing")
        found = [x for x in map(self.get, learners) if x.unit != unit]
        changes = [learner_change(x, structs.replace(x, unit=unit)) for x in found]
        self._acts.do(Act.EDIT_PERSON, changes, why="move")
        return len(found)

    def close(self, learners: Iterable[str], why: str = "") -> int:
        """Close accounts; what they learnt stays. How many were open. Refuses as `move`."""
        return self._set(learners, why or "close", active=False)

    def open(self, learners: Iterable[str]) -> int:
        """Open closed accounts again; how many were closed. Refuses as `move`."""
        return self._set(learners, "open", active=True)

    def _set(self, learners: Iterable[str], why: str, *, active: bool) -> int:
        self._acts.allow(Act.CLOSE_PERSON)
        found = [x for x in map(self.get, learners) if x.active is not active]
        changes = [learner_change(x, structs.replace(x, active=active)) for x in found]
        self._acts.do(Act.CLOSE_PERSON, changes, why=why)
        return len(found)

    def release(self, learner: str, ticks: Ticks) -> None:
        """Take away the wait after wrong PINs. Refuses "role-refused", "learner-unknown"."""
        self._acts.allow(Act.RELEASE_LOCK)
        self.get(learner)
        with self._store.writing():
            self._acts.note(Act.RELEASE_LOCK, [learner], count=1)
            Waits(self._store, ticks).right(learner)

    def doubles(self) -> tuple[Double, ...]:
        """Pairs of open records with the same bare name, and the same birth date or unit."""
        named: dict[str, list[Learner]] = defaultdict(list)
        for x in self._store.roster.everyone():
            if x.active:
                named[name_key(x.name)].append(x)
        return tuple(double for alike in named.values() for double in _pairs(alike))


def _pairs(alike: list[Learner]) -> Iterable[Double]:
    for n, first in enumerate(alike):
        for second in alike[n + 1 :]:
            if first.nip and first.nip[:_BIRTH] == second.nip[:_BIRTH]:
                yield Double(first, second, "birth")
            elif first.unit.casefold() == second.unit.casefold():
                yield Double(first, second, "unit")
