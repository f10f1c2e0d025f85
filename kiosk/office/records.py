"""What every learner did, for reports: folded once, kept as digests, and folded on when it changes.

Made and used in one thread, on a connection of its own, while the kiosk goes on recording.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec

from kiosk.learning import clock, summary_answers
from kiosk.learning.course import Course
from kiosk.learning.events import ClockConfirmed, ClockJumped, Recorded
from kiosk.learning.progress import Progress
from kiosk.learning.summary import FORM, LearnerSummary, folded, with_revoked
from kiosk.learning.summary_answers import AnswersSummary
from kiosk.people.agency import Settings
from kiosk.people.learner import Learner
from kiosk.store.beside import Beside, beside
from kiosk.store.digests import Digest, Digests, changed
from kiosk.store.elsewhere import KINDS
from kiosk.store.revoked import revoked_list

PIECE: Final = 40
"""Learners folded between two looks at whether to stop: about a tenth of a second."""
_BODY: Final = msgspec.msgpack.Decoder(LearnerSummary)
_MORE: Final = msgspec.msgpack.Decoder(tuple[AnswersSummary, ...])
_ENCODE: Final = msgspec.msgpack.Encoder()


def _unheard(_done: int, _of: int) -> None:
    """Nobody waits for the count."""


@dataclass(frozen=True)
class Source:
    """Where the records lie and how they are read; carries nothing of the thread that made it.

    `courses` answers all of them as `Catalog.named`, and `mark` what tells that set from another.
    """

    file: Path
    now: Callable[[], int]
    chance: Callable[[int], bytes]
    day_of: Callable[[int], str]
    courses: Callable[[], Mapping[str, Course]]
    mark: Callable[[], str]
    view_only: bool = False

    @contextmanager
    def opened(self) -> Iterator[Records]:
        """The records, in the thread that asks. Raises StoreTrouble."""
        with closing(beside(self.file, self.now, self.chance, live=not self.view_only)) as store:
            records = Records(self, store)
            try:
                yield records
            finally:
                records.close()


class Records:
    """Everybody's summaries; bring them `up_to_date` first."""

    def __init__(self, source: Source, store: Beside) -> None:
        self._source, self.store = source, store
        self._happened = store.happenings()
        self._courses = source.courses()
        self._digests = Digests(
            source.file.parent / "cache", self._key(), view_only=source.view_only
        )

    def _key(self) -> str:
        """What all digests depend on beside the learner's own events."""
        told = sum(isinstance(r.event, ClockJumped | ClockConfirmed) for r in self._happened)
        parts = (FORM, len(KINDS), self.store.device, told, self._source.mark())
        return "|".join(map(str, parts))

    def close(self) -> None:
        """Let go of the cache."""
        self._digests.close()

    def up_to_date(self, told: Callable[[int, int], None] = _unheard) -> int:
        """Fold on whatever changed; the number of learners that were folded.

        `told` hears how many of how many are done, and may raise to stop: what was done stays.
        Raises StoreTrouble.
        """
        known, now = self._digests.marks(), self.store.marks_of_events()
        gone = known.keys() - now.keys()
        if gone:
            self._digests.drop(gone)
        waiting = changed(known, now)
        for start in range(0, len(waiting), PIECE):
            told(start, len(waiting))
            piece = waiting[start : start + PIECE]
            self._digests.put([self._folded(x, now[x]) for x in piece], self._still)
        if waiting:
            told(len(waiting), len(waiting))
        return len(waiting)

    def _still(self, made: Digest) -> bool:
        return self.store.mark_of(made.learner)[0] >= made.mark[0]

    def _folded(self, learner: str, mark: tuple[int, int]) -> Digest:
        events = clock.settled(self.store.events(learner), self._happened)
        progress = Progress.of(events)
        body = folded(learner, events, progress, self._courses, day_of=self._source.day_of)
        more = summary_answers.of_progress(progress, self._courses)
        return Digest(learner, mark, _ENCODE.encode(body), _ENCODE.encode(more))

    def summaries(self) -> Iterator[LearnerSummary]:
        """Of everybody of whom there are events, in no order; with what is revoked by now."""
        void = frozenset(revoked_list(self.store).certificates)
        for body in self._digests.bodies():
            found = _BODY.decode(body)
            yield with_revoked(found, void) if void else found

    def people(self) -> Iterator[tuple[Learner, LearnerSummary]]:
        """Everybody on the roster, by name; whoever did nothing yet with an empty summary."""
        known = {s.learner: s for s in self.summaries()}
        for learner in self.store.roster.everyone():
            yield learner, known.get(learner.id) or LearnerSummary(learner.id)

    def answers(self) -> Iterator[tuple[str, tuple[AnswersSummary, ...]]]:
        """Learner and final attempts, of everybody who ended one, in no order."""
        for learner, more in self._digests.mores():
            if found := _MORE.decode(more):
                yield learner, found

    @property
    def titles(self) -> Mapping[str, str]:
        """The titles of the courses there are, by id."""
        return {c.id: c.title for name, c in self._courses.items() if name == c.id}

    def settings(self) -> Settings | None:
        """The kiosk's settings."""
        body = self.store.document("settings", "kiosk")
        return msgspec.json.decode(body, type=Settings) if body else None

    @property
    def happened(self) -> tuple[Recorded, ...]:
        """What happened to this computer, and what stays of erased persons."""
        return self._happened
