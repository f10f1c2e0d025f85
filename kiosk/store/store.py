"""The store: record facts, read them back. One connection, made and used on one thread."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import msgspec

from kiosk.learning.events import (
    CertificateIssued,
    EvaluationAnswered,
    Event,
    PersonErased,
    QuizStarted,
    Recorded,
)
from kiosk.parcel import chain
from kiosk.store import digests, order, sweeping
from kiosk.store.elsewhere import Elsewhere
from kiosk.store.exchange import Exchange
from kiosk.store.follow import Follow, Read
from kiosk.store.index import Hits, LessonIndex
from kiosk.store.log import CHECKPOINT_EVERY, Log
from kiosk.store.machine import UNKNOWN, Machine
from kiosk.store.numbering import Numbering
from kiosk.store.opening import open_to_read, open_to_write
from kiosk.store.proof import Proof
from kiosk.store.reading import Reading, reading
from kiosk.store.roster import Roster
from kiosk.store.sweeping import BYTES, UNSWEPT
from kiosk.store.trouble import StoreTrouble, told

if TYPE_CHECKING:
    from kiosk.store.check import Checked, Damage

Value = TypeVar("Value")
_DECODE = msgspec.json.Decoder(Event)
_OF_KIOSK = (
    "kind in ('life-began', 'healed', 'clock-jumped', 'clock-confirmed',"
    " 'person-erased', 'certificate-kept', 'result-kept')"
)
FOREVER: Final = (1 << 63) - 1


def _no_relief() -> bool:
    return False


def _nothing() -> None:
    pass


class Store:
    """The kiosk's file. `now` gives UTC milliseconds, `chance` random bytes.

    `relieve` frees room on a full disk and tells whether it could; a write that found none is
    then tried once more. `view_only`: nothing is written, not even beside the file.
    """

    def __init__(  # noqa: PLR0913 - the file, the world, and how it may be used
        self,
        file: Path,
        now: Callable[[], int],
        chance: Callable[[int], bytes],
        *,
        machine: Machine = UNKNOWN,
        view_only: bool = False,
        relieve: Callable[[], bool] = _no_relief,
        live: Reading | None = None,
    ) -> None:
        self.file, self.view_only, self._relieve = file, view_only, relieve
        self.last_at, self._relieved = 0, False
        self._copy = live or (reading(file) if view_only else None)
        try:
            with told():
                self._db = (
                    open_to_read(self._copy.uri) if self._copy else open_to_write(file, chance)
                )
                self._log = Log(
                    self._db, file.parent, now, chance, machine=machine, view_only=view_only
                )
        except BaseException:
            self._let_go()
            raise
        log = self._log
        self._elsewhere = Elsewhere(self._db, lambda: log.seals, lambda: log.horizon)
        self._numbering = Numbering(self._db)
        self._follow = Follow(self._db, self._elsewhere)
        self._proof = Proof(self._db, log, file.parent, self._elsewhere)
        self.exchange = Exchange(self._db, log, self._elsewhere, self._durably, self.happenings)
        self._cache = file.parent / "cache"
        self._index = LessonIndex(self._cache, view_only=view_only)
        self.roster = Roster(self._db, self.writing, lambda: self._log.seals)

    def close(self) -> None:
        """Close the file; the store is of no use after that."""
        if not self.view_only:
            self._log.note(durably=True)
        self._index.close()
        self._let_go()

    def _let_go(self) -> None:
        if hasattr(self, "_db"):
            self._db.close()
        if self._copy is not None:
            self._copy.close()

    @property
    def device(self) -> str:
        """The id under which this computer records."""
        return self._log.device

    @property
    def life(self) -> str:
        """Empty for the computer's first device id, else three letters that tell this one apart.

        Certificate numbers carry it: a restored file does not know the last numbers given.
        """
        if self._log.n <= 1:
            return ""
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        n = uuid.UUID(self.device).int & (1 << 62) - 1
        return "".join(letters[n // 24**place % 24] for place in range(3))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """All or nothing: what is written inside is on disk when the block ends.

        On a full disk the reserve is given up, so that the next try may succeed.
        """
        if self.view_only:
            raise StoreTrouble("read-only")
        if self._db.in_transaction:
            yield
            return
        before = self._log.seq
        try:
            with told(), self._transaction():
                yield
        except StoreTrouble as trouble:
            self._relieved = trouble.code == "full" and self._relieve()
            raise
        if self._log.seq != before:
            durably = self._log.seq // CHECKPOINT_EVERY != before // CHECKPOINT_EVERY
            self._log.note(durably=durably)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("begin immediate")
        kept, last_at = self._log.kept(), self.last_at
        try:
            yield
            self._log.settle()
            self._db.execute("commit")
        except BaseException:
            self._log.give_back(kept)
            self._forget_read()
            self.last_at = last_at
            if self._db.in_transaction:
                self._db.execute("rollback")
            raise

    def _durably(self, write: Callable[[], Value]) -> Value:
        """Write, and once more if a full disk found relief."""
        try:
            with self.writing():
                return write()
        except StoreTrouble:
            if self._db.in_transaction or not self._relieved:
                raise
            self._relieved = False
        with self.writing():
            return write()

    def record(self, learner: str, *events: Event) -> tuple[Recorded, ...]:
        """Append events, durable on disk at return. `learner` empty: nobody's."""
        recorded = self._durably(lambda: tuple(self._log.append(learner, e) for e in events))
        if recorded:
            self.last_at = recorded[-1].at
        return recorded

    def sign_off(self) -> None:
        """Sign the log as far as it has come, as before an export."""
        self._durably(self._log.sign_off)

    def erase(
        self,
        learner: str,
        *kept: Event,
        before: int = FOREVER,
        then: Callable[[], None] = _nothing,
        at_once: bool = True,
    ) -> int:
        """Erase a person: what they did, their row and documents; the number of events erased.

        Their events keep a place in the chain and nothing else. `PersonErased` and `kept` (the
        register's entries without the person) are recorded for nobody; `then` is done in the same
        transaction. With a clock `before`, someone who came back later keeps what is theirs since.
        Not `at_once`: a mark remembers that the file is still to be swept (`sweeping`).
        """
        with self.writing():
            rows = self._forget_events(learner, before)
            foreign = self.exchange.forget(learner, before)
            if not (self.count_of(learner) or self.exchange.holds(learner)):
                self._log.documents.remove_all_of(learner)
                self.roster.erase(learner)
            asked = 0 if before == FOREVER else before
            self.record("", PersonErased(learner, rows, asked), *kept)
            if not at_once:
                self.keep(UNSWEPT, learner, BYTES)
            then()
            digests.forget(self._cache, learner)
        digests.forget(self._cache, learner)  # somebody may have been reading meanwhile
        if at_once:
            sweeping.leave_no_bytes(self._db)
        self._follow.forget()
        return rows + foreign

    def _forget_read(self) -> None:
        self._numbering.forget()
        self._follow.forget()

    def _forget_events(self, learner: str, before: int) -> int:
        owner = uuid.UUID(learner).bytes
        rows = self._db.execute(
            "select device, seq, salt, body from event where learner = ? and clock < ?",
            (owner, before),
        ).fetchall()
        for recorded in self.recorded_here(learner):
            if recorded.clock >= before:
                continue
            if isinstance(recorded.event, QuizStarted):
                self.forget("used", recorded.event.attempt)
            elif isinstance(recorded.event, CertificateIssued):
                self.forget("certificate", recorded.event.number)
        self._db.executemany(
            "update event set salt = null, learner = null, body = ? where device = ? and seq = ?",
            [(chain.commitment(salt, owner, body), n, seq) for n, seq, salt, body in rows],
        )
        return len(rows)

    def events(self, learner: str) -> tuple[Recorded, ...]:
        """A learner's events, those on other kiosks too, oldest first; alike on every kiosk."""
        with told():
            return order.everywhere(self._db, learner, self._elsewhere.of(learner))

    def recorded_here(self, learner: str) -> tuple[Recorded, ...]:
        """What a learner did at this computer, oldest first."""
        with told():
            return order.here(self._db, learner)

    def count_of(self, learner: str) -> int:
        """Number of `events`; as events only ever join, it tells whether any did."""
        with told():
            row = self._db.execute(
                "select count(*) from event where learner = ?", (uuid.UUID(learner).bytes,)
            ).fetchone()
            return int(row[0]) + self._elsewhere.count_of(learner)

    def knows(self, learner: str) -> bool:
        """Whether anything of a person is here: on the roster, in the log, or from elsewhere."""
        rostered = self.roster.by_id(learner) is not None
        return rostered or bool(self.count_of(learner)) or self.exchange.holds(learner)

    def certificates(self) -> tuple[tuple[str, CertificateIssued], ...]:
        """All certificates issued here, oldest first, each with its learner."""
        found = self._read(
            order.SELECT
            + " where kind = 'certificate-issued' and salt is not null order by device, seq"
        )
        return tuple((r.learner, r.event) for r in found if isinstance(r.event, CertificateIssued))

    def register(self, kind: str = "") -> tuple[Recorded, ...]:
        """What happened to certificates: issued, printed, revoked; here and at other kiosks.

        Oldest first. Or only what is of a `kind`, such as "certificate-revoked".
        """
        with told():
            return order.register(self._db, self._elsewhere.register(kind), kind)

    def followed(self, kind: str, read: Read[Value]) -> tuple[Value, ...]:
        """What `read` makes of each "certificate-issued", "-printed" or "-revoked", as `register`.

        In no order. Always hand in the same function, which is called once for each event.
        """
        return self._follow.all_of(kind, read)

    def evaluations(self) -> tuple[EvaluationAnswered, ...]:
        """All evaluations given here; those that still wait to be mixed come last."""
        found = self._read(
            order.SELECT + " where kind = 'evaluation-answered' and salt is not null"
            " order by device, seq"
        )
        waiting = [self.document("urn", name) or b"" for name in self.names_of("urn")]
        events = [r.event for r in found] + [_DECODE.decode(body) for body in waiting]
        return tuple(e for e in events if isinstance(e, EvaluationAnswered))

    def _read(self, sql: str) -> tuple[Recorded, ...]:
        with told():
            rows = self._db.execute(sql).fetchall()
        return order.recorded(rows)

    def issued_in(self, year: str) -> int:
        """Number of certificates issued here in a year, those of erased persons too."""
        return len(self._numbering.used(year))

    def sequences(self, year: str) -> AbstractSet[int]:
        """The running numbers of certificates given here in a year, to erased persons too."""
        return self._numbering.used(year)

    def happenings(self) -> tuple[Recorded, ...]:
        """What happened to this computer and its file, oldest first; nobody's events."""
        return self._read(f"{order.SELECT} where {_OF_KIOSK} order by clock, device, seq")

    def acts(self, most: int = 0) -> tuple[Recorded, ...]:
        """What trainers and officers did at this computer, newest first; 0: all of it."""
        limit = f" limit {most:d}" if most else ""
        sql = f"{order.SELECT} where kind = 'officer-acted' order by device desc, seq desc{limit}"
        return self._read(sql)

    @property
    def newest_at(self) -> int:
        """UTC ms of the last event of this kiosk, as its clock stood then; 0 if there is none."""
        with told():
            row = self._db.execute(
                "select at from event where device = ? order by seq desc limit 1", (self._log.n,)
            ).fetchone()
        return 0 if row is None else int(row[0])

    @property
    def count(self) -> int:
        """Number of events recorded by this kiosk."""
        return self._log.earlier + self._log.seq

    def document(self, kind: str, name: str) -> bytes | None:
        """A document's bytes, or None."""
        with told():
            return self._log.documents.get(kind, name)

    def names_of(self, kind: str) -> tuple[str, ...]:
        """The names of all documents of a kind, in their order."""
        return tuple(self.marks_of(kind))

    def marks_of(self, kind: str) -> dict[str, bytes]:
        """All documents of a kind by name, each with what changes whenever its bytes do."""
        with told():
            return self._log.documents.marks(kind)

    def keep(self, kind: str, name: str, body: bytes) -> None:
        """Write a document, in place of the one of that name."""
        self._durably(lambda: self._log.documents.put(kind, name, body))

    def forget(self, kind: str, name: str) -> None:
        """Remove a document."""
        with self.writing():
            self._log.documents.remove(kind, name)

    def index_lessons(self, version: str, lessons: Iterable[tuple[str, str, str, str]]) -> None:
        """Fill the full-text index with (course, lesson, title, text) unless it is of `version`."""
        self._index.fill(version, lessons)

    def search(self, words: str, courses: Collection[str], limit: int = 20) -> Hits:
        """Lessons of these courses with all words or beginnings: (course, lesson, excerpt)."""
        return self._index.search(words, courses, limit)

    def prove(self, learner: str) -> None:
        """Raise StoreTrouble "damaged" unless all that a certificate rests on is as written."""
        with told():
            self._proof.of(learner)

    def damages(self) -> tuple[Damage, ...]:
        """Look through the whole file now; empty if all of it is as written."""
        from kiosk.store.check import check

        return check(self._db, self.file.parent).damages

    def accept(self, checked: Checked) -> None:
        """Take over a check of this file made in the background. Raises StoreTrouble "damaged"."""
        self._proof.accept(checked)

    def begin_anew(self) -> None:
        """Forget everything and become a new device. Only for the samples of the demonstration."""
        if self.view_only:
            raise StoreTrouble("read-only")
        tables = ("checkpoint", "head", "event", "elsewhere", "document", "learner", "device")
        digests.forget_all(self._cache)
        with told():
            self._log.begin_life("first", *(f"delete from {table}" for table in tables))  # noqa: S608
        self._forget_read()
        self.last_at = 0
