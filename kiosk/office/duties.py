"""What staff do with the rooms below the office: each allowed first, and written down.

The rooms below know nobody's role. What they do within the file becomes durable together with its
line in the log, or not at all; what leaves the file is written down before it begins.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Literal, TypeAlias, TypeVar

from kiosk.office.acts import Acts
from kiosk.people.role import Act
from kiosk.store import Store, StoreTrouble

if TYPE_CHECKING:
    from kiosk.learning.events import CertificateIssued, CertificateRevoked
    from kiosk.office.word import AgencyWord
    from kiosk.office.word_people import Conflict
    from kiosk.register.issue import Press

Value = TypeVar("Value")
Step = TypeVar("Step")
Side: TypeAlias = Literal["here", "agency"]


class Duties:
    """The duties of one of the staff. Each refuses "role-refused" before anything is done."""

    def __init__(self, acts: Acts, store: Store) -> None:
        self._acts, self._store = acts, store

    # Copies and mending

    def copy(self, make: Callable[[], Value], *, why: str = "") -> Value:
        """Make a copy, or bring the copies to the second place."""
        self._acts.note(Act.BACK_UP, why=why)
        return make()

    def mend(self, begin: Callable[[], Value]) -> Value:
        """Have the file mended; where it can no longer be written, nothing is written down."""
        self._acts.allow(Act.MEND)
        with suppress(StoreTrouble):  # a damaged file is what mending is for
            self._acts.note(Act.MEND)
        return begin()

    # The agency

    def sync(self, go: Callable[[], Value], *, way: str = "") -> Value:
        """A round now; `way` the kind of way it takes, "" all there are."""
        self._acts.note(Act.SYNC, why=way)
        return go()

    def pair(self, do: Callable[[], Value], *, why: str = "pair") -> Value:
        """Pair, leave, or say where the agency is reached and whom to believe."""
        self._acts.allow(Act.PAIR)
        done = do()
        self._acts.note(Act.PAIR, why=why)
        return done

    def settle(self, word: AgencyWord, conflict: Conflict, side: Side) -> None:
        """Decide between this kiosk's and the agency's word on a person."""
        with self._store.writing():
            self._acts.note(Act.EDIT_PERSON, (conflict.learner,), count=1, why="settle")
            word.settle(conflict, side)

    def settle_all(self, word: AgencyWord, side: Side) -> None:
        """Decide all of them alike."""
        on = tuple(dict.fromkeys(c.learner for c in word.conflicts()))
        with self._store.writing():
            self._acts.note(Act.EDIT_PERSON, on, count=len(on), why="settle")
            word.settle_all(side)

    # Certificates

    def issue(
        self, steps: Generator[Step, None, Step], on: Iterable[str] = ()
    ) -> Generator[Step, None, Step]:
        """Issue in bulk: the same steps, allowed and written down with the first of them."""
        learners = tuple(on)
        self._acts.note(Act.ISSUE_CERTIFICATES, learners, count=len(learners))
        return (yield from steps)

    def hand_out(self, on: Iterable[str], *, where: str) -> None:
        """Certificates of these learners go to "printer", "stick" or a "file"."""
        learners = tuple(dict.fromkeys(on))
        self._acts.note(Act.PRINT_CERTIFICATES, learners, count=len(learners), why=where)

    def revoke(self, number: str, reason: str, today: str) -> CertificateRevoked:
        """As `register.revoke.revoke`."""
        from kiosk.register.revoke import revoke

        self._acts.allow(Act.REVOKE_CERTIFICATE)
        with self._store.writing():
            done = revoke(self._store, number, reason, today)
            self._acts.note(Act.REVOKE_CERTIFICATE, (number,), count=1, why="revoke")
        return done

    def replace(self, press: Press, number: str, reason: str) -> CertificateIssued:
        """As `register.revoke.replace`."""
        from kiosk.register.revoke import replace

        self._acts.allow(Act.REVOKE_CERTIFICATE)
        made = replace(press, number, reason)  # in a transaction of its own, after a proof
        on = (number, made.number)
        self._acts.note(Act.REVOKE_CERTIFICATE, on, count=1, why="replace")
        return made

    def export(self, what: str, count: int) -> None:
        """A table of `count` rows leaves the kiosk; `what` names it in the log."""
        self._acts.note(Act.EXPORT_REPORT, count=count, why=what)

    # The kiosk

    def confirm_clock(self, confirm: Callable[[], Value]) -> Value:
        """Call the clock right."""
        with self._store.writing():
            self._acts.note(Act.CONFIRM_CLOCK)
            return confirm()

    def close_kiosk(self, close: Callable[[], Value], *, why: str = "") -> Value:
        """Close the kiosk, or show it in a window."""
        self._acts.note(Act.CLOSE_KIOSK, why=why)
        return close()

    def change_courses(self, work: Callable[[], Value], course: str, *, why: str) -> Value:
        """Install or remove a course; written down once it went well."""
        self._acts.allow(Act.CHANGE_COURSES)
        done = work()
        self._acts.note(Act.CHANGE_COURSES, (course,) if course else (), count=1, why=why)
        return done
