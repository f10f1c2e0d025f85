"""A person's rights, done by the staff: allowed by the role table, and written down by id only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kiosk.office import person
from kiosk.office.acts import Acts
from kiosk.people.role import Act
from kiosk.store import Store

if TYPE_CHECKING:
    from kiosk.learning.course import Course
    from kiosk.office.person import Change, Erased, Kept, Stock
    from kiosk.office.person_copy import Copy
    from kiosk.people.agency import Settings
    from kiosk.people.learner import Learner
    from kiosk.store.urn import Unnamed


class Rights:
    """As `person` has them. `mix` puts results among those of others, `scrub` cleans backups."""

    def __init__(
        self,
        acts: Acts,
        store: Store,
        mix: Callable[[Unnamed], None],
        scrub: Callable[[str], int],
    ) -> None:
        self._acts, self._store, self._mix, self._scrub = acts, store, mix, scrub

    def copy(
        self,
        learner: Learner,
        settings: Settings | None,
        now: int,
        day_of: Callable[[int], str],
        courses: Mapping[str, Course],
    ) -> tuple[bytes, Copy]:
        """All that is kept of them, as a ZIP. Refuses "role-refused"."""
        from kiosk.office.person_copy import collect, pack
        from kiosk.office.person_page import person_page

        self._acts.note(Act.COPY_PERSON, (learner.id,), count=1)
        copy = collect(self._store, learner, settings, now, day_of)
        return pack(copy, person_page(copy, courses, day_of)), copy

    def correct(self, learner: Learner, right: Learner) -> tuple[Change, ...]:
        """Put their row right. Refuses "role-refused", "nip-taken"."""
        self._acts.allow(Act.CORRECT_PERSON)
        with self._store.writing():
            found = person.correct(self._store, learner, right)
            if found:
                self._acts.note(Act.CORRECT_PERSON, (learner.id,), count=1)
        return found

    def foresee(
        self, learner: Learner, courses: Mapping[str, Course]
    ) -> tuple[Stock, tuple[Kept, ...]]:
        """What an erasure takes away, and what stays without the person."""
        self._acts.allow(Act.ERASE_PERSON)
        kept = person.kept_events(self._store.recorded_here(learner.id), courses)
        return person.stock(self._store.events(learner.id)), kept

    def erase(self, learner: Learner, courses: Mapping[str, Course]) -> Erased:
        """Erase them here and from every backup. Refuses "role-refused"."""
        _stock, kept = self.foresee(learner, courses)
        self._acts.note(Act.ERASE_PERSON, (learner.id,), count=1)
        return person.erase_everywhere(self._store, learner.id, kept, self._mix, self._scrub)
