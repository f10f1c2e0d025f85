"""Two kiosks and an agency in any order, with crashes, damages, older copies and erasures.

Whatever happens, nothing is doubled, what the agency has is lost nowhere, chain and seals hold; and
once everybody sent and fetched everything, every learner's events are the same everywhere.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from msgspec.json import decode

from kiosk.learning.events import LessonRead, PersonErased
from kiosk.office import demo, person
from kiosk.office.person import Erasure
from kiosk.store import backup
from kiosk.store.exchange import Outgoing
from kiosk.xapi.line import Line
from tests.faults.conftest import LONG
from tests.store.exchanging import BUDI, SITI, Exchanging

EXAMPLES, STEPS = (150, 40) if LONG else (15, 25)
KIOSKS, LEARNERS = st.sampled_from((0, 1)), st.sampled_from((SITI, BUDI))
IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - waits for no disk
READ = LessonRead("kursus", "l1")
CUTS = ("", "", "before-the-receipt", "after-the-receipt", "before-the-answer", "again")


class Agency:
    """What a hub is to the kiosks: a union of lines by their ids, numbered as they arrive."""

    def __init__(self) -> None:
        self.lines: dict[int, Line] = {}
        self.known: set[str] = set()
        self.erasures: dict[str, int] = {}

    def receive(self, lines: Iterable[Line]) -> None:
        for line in lines:
            if line.kind == "person-erased":
                told = decode(line.body, type=PersonErased)
                before = told.before or line.clock
                self.erasures[told.person] = max(before, self.erasures.get(told.person, 0))
            if line.id not in self.known:
                self.known.add(line.id)
                self.lines[len(self.known)] = line
        kept = {n: x for n, x in self.lines.items() if not self.purged(x.learner, x.clock)}
        self.lines = kept

    def purged(self, learner: str, clock: int) -> bool:
        return clock < self.erasures.get(learner, 0)

    def of(self, learner: str) -> dict[str, int]:
        """A learner's events: their ids with their clocks."""
        return {x.id: x.clock for x in self.lines.values() if x.learner == learner}


class Machine(RuleBasedStateMachine):
    """The kiosks' rules; the agency's purge is at once."""

    @initialize()
    def begin(self) -> None:
        """Both recorded something at the same moment, and everybody knows of it."""
        self.folder = Path(tempfile.mkdtemp(dir=IN_MEMORY))
        self.agency = Agency()
        self.kiosks = [Exchanging(self.folder / f"kiosk-{n}", n) for n in (1, 2)]
        for kiosk in self.kiosks:
            kiosk.store.roster.put(demo.LEARNERS)
            kiosk.store.record(SITI, *[READ] * 3)
            kiosk.back_up()
        for at in (0, 1, 0):
            self.synchronise(at, cut="")

    def teardown(self) -> None:
        if hasattr(self, "kiosks"):
            self.exchange_everything()
            for kiosk in self.kiosks:
                kiosk.close()
            shutil.rmtree(self.folder)

    # What people do

    @rule(at=KIOSKS, learner=LEARNERS, count=st.integers(1, 4), seconds=st.integers(0, 90))
    def learn(self, at: int, learner: str, count: int, seconds: int) -> None:
        self.kiosks[at].clock.pass_seconds(seconds)
        self.kiosks[at].store.record(learner, *[READ] * count)

    @rule(at=KIOSKS, years=st.sampled_from((-3, -1, 1, 3)))
    def set_the_clock(self, at: int, years: int) -> None:
        self.kiosks[at].clock.at += years * 366 * 86_400_000

    @rule(at=KIOSKS, learner=LEARNERS)
    def erase(self, at: int, learner: str) -> None:
        self.kiosks[at].store.erase(learner)

    # What goes to and fro

    @rule(at=KIOSKS, cut=st.sampled_from(CUTS))
    def synchronise(self, at: int, cut: str) -> None:
        """All there is, there and back, unless it is cut somewhere."""
        self._send(self.kiosks[at], told=cut != "before-the-receipt", limit=2 if cut else 999)
        if cut == "after-the-receipt":
            return
        self._hear_of_erasures(self.kiosks[at])
        if cut != "before-the-answer":
            self._fetch(self.kiosks[at], again=cut == "again", limit=3 if cut else 999)

    def _send(self, kiosk: Exchanging, *, told: bool, limit: int) -> None:
        out = Outgoing(kiosk.file)
        for own in out.devices():
            there = kiosk.store.exchange.acknowledged().get(own.device)
            lines = out.lines(own.device, there.seq if there else 0, limit)
            self.agency.receive(lines)
            if told and lines:
                kiosk.store.exchange.acknowledge(own.device, lines[-1].seq, kiosk.clock.now())
        out.close()

    def _hear_of_erasures(self, kiosk: Exchanging) -> None:
        listed = [Erasure(*erasure) for erasure in self.agency.erasures.items()]
        person.carry_out(kiosk.store, listed, {}, lambda _: None, lambda _: 0)

    def _fetch(self, kiosk: Exchanging, *, again: bool, limit: int) -> None:
        """`again`: from the beginning, and the last comes first."""
        exchange = kiosk.store.exchange
        after = 0 if again else int(exchange.elsewhere_after() or 0)
        seen = [n for n, x in self.agency.lines.items() if n > after and self._other(kiosk, x)]
        portion = [self.agency.lines[n] for n in seen[:limit]]
        upto = seen[:limit][-1] if seen else after
        taken = exchange.take_elsewhere(portion[:: -1 if again else 1], after=str(upto))
        assert taken.quarantined == 0
        assert taken.new + taken.known == len(portion)

    @staticmethod
    def _other(kiosk: Exchanging, line: Line) -> bool:
        return bool(line.learner) and line.device != kiosk.store.device

    @rule(at=KIOSKS)
    def hear_of_erasures(self, at: int) -> None:
        listed = [Erasure(*erasure) for erasure in self.agency.erasures.items()]
        person.carry_out(self.kiosks[at].store, listed, {}, lambda _: None, lambda _: 0)

    # What befalls a computer

    @rule(at=KIOSKS, learner=LEARNERS)
    def crash(self, at: int, learner: str) -> None:
        """Killed before the transaction is committed."""
        kiosk, other = self.kiosks[at], self.kiosks[1 - at]
        kept = {x: kiosk.store.events(x) for x in (SITI, BUDI)}
        kiosk.store._db.execute("begin immediate")
        kiosk.store.record(learner, READ)
        kiosk.store.exchange.acknowledge(kiosk.store.device, 999, 1)
        kiosk.store.exchange.take_elsewhere(other.lines(), after="999")
        kiosk.store._db.close()
        kiosk.open()
        assert {x: kiosk.store.events(x) for x in (SITI, BUDI)} == kept

    @rule(at=KIOSKS)
    def back_up(self, at: int) -> None:
        self.kiosks[at].back_up()

    @rule(at=KIOSKS, which=st.integers(0, 5))
    def bring_an_older_copy_back(self, at: int, which: int) -> None:
        copies = backup.kept(self.kiosks[at].data)
        if copies:
            self.kiosks[at].restore(copies[which % len(copies)])

    @rule(
        at=KIOSKS,
        table=st.sampled_from(("event", "elsewhere", "elsewhere", "document")),
        place=st.integers(0, 50),
    )
    def damage_and_mend(self, at: int, table: str, place: int) -> None:
        kiosk = self.kiosks[at]
        rows = kiosk.store._db.execute(f"select count(*) from {table}").fetchone()[0]  # noqa: S608
        if rows:
            key = {"event": "(device, seq)", "elsewhere": "id", "document": "(kind, id)"}[table]
            names = key.strip("()")
            kiosk.heal(
                f"update {table} set body = x'00' where {key} ="  # noqa: S608 - our own names
                f" (select {names} from {table} order by {names} limit 1 offset {place % rows})"
            )

    # What always holds

    @invariant()
    def nothing_is_doubled_and_all_holds(self) -> None:
        for kiosk in getattr(self, "kiosks", []):
            assert kiosk.store.damages() == ()
            for learner in (SITI, BUDI):
                ids = [r.id for r in kiosk.store.events(learner)]
                assert len(ids) == len(set(ids)) == kiosk.store.count_of(learner)
            assert kiosk.store.exchange.waiting() >= 0
            assert kiosk.store.names_of("quarantine") == ()

    def exchange_everything(self) -> None:
        """At the end all have the same, of what was there nothing is lost, and the status is true.

        The cursors are those that the kiosks have: a damage or an older copy must not leave holes.
        """
        had = {learner: self._there(learner) for learner in (SITI, BUDI)}
        for _ in range(2):  # an erasure carried out here is told to the others
            for kiosk in self.kiosks:
                while left := kiosk.store.exchange.waiting():
                    self._send(kiosk, told=True, limit=100)
                    assert kiosk.store.exchange.waiting() < left
            for kiosk in self.kiosks:
                self._hear_of_erasures(kiosk)
                self._fetch(kiosk, again=False, limit=9999)
        for learner, ids in had.items():
            here, there = (kiosk.store.events(learner) for kiosk in self.kiosks)
            assert here == there
            assert {r.id: r.clock for r in here} == self.agency.of(learner)
            missing = ids.keys() - {r.id for r in here}
            assert [x for x in missing if not self.agency.purged(learner, ids[x])] == []
        self.nothing_is_doubled_and_all_holds()

    def _there(self, learner: str) -> dict[str, int]:
        """All that anybody has of a learner."""
        kiosks = (kiosk.store.events(learner) for kiosk in self.kiosks)
        return self.agency.of(learner) | {r.id: r.clock for events in kiosks for r in events}


Machine.TestCase.settings = settings(
    max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None
)
TestEverythingIsExchanged = Machine.TestCase
