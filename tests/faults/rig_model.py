"""What a kiosk said it had kept, beside what its file holds: whatever happens, they must agree."""

from __future__ import annotations

import itertools
import shutil
import sqlite3
import tempfile
import uuid
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Any, TypeAlias

from msgspec import Struct

from kiosk.catalog.catalog import Catalog
from kiosk.house import House
from kiosk.learning.events import Event, Healed, LessonRead
from kiosk.people.learner import Learner, guest_id
from kiosk.people.nip import Kind
from kiosk.store import backup
from kiosk.store.folder import FILE
from kiosk.store.heal import mark
from tests.faults.rig_lively import MACHINE, World, copied

Place: TypeAlias = "tuple[str, int]"
PEOPLE = tuple(
    Learner(guest_id(f"Tamu {n}", "Unit"), f"Tamu {n}", "Unit", Kind.GUEST) for n in range(3)
)


class Kept(Struct):
    """What is kept: events by device and seq, documents, names; events of whom were erased."""

    events: dict[Place, bytes] = {}
    documents: dict[str, bytes] = {}
    names: dict[str, str] = {}
    erased: set[Place] = set()

    def copy(self) -> Kept:
        """As of now."""
        return Kept(dict(self.events), dict(self.documents), dict(self.names), set(self.erased))


class Model:
    """A kiosk in a temporary folder and what it must hold. Assertions say what it lost."""

    def __init__(self) -> None:
        self.place = Path(tempfile.mkdtemp(prefix="dermaga-model-"))
        self._folders = (self.place / f"{n}" for n in itertools.count())
        self.data, self.kept = next(self._folders), Kept()
        self.world = World(Catalog([], self.place / "cache"), machine=MACHINE)
        self.ever: dict[Place, bytes] = {}
        """All events that ever were, by place: none may come again with another id."""
        self.backups: dict[str, Kept] = {}
        self._house: House | None = None
        self._door: AbstractContextManager[House] | None = None
        self.open()

    def end(self) -> None:
        """Remove it all."""
        self.close()
        shutil.rmtree(self.place)

    @property
    def house(self) -> House:
        """The open house."""
        if self._house is None:
            self.open()
        assert self._house is not None
        return self._house

    def open(self) -> None:
        """Open as the program does; what a check finds then is mended at the next opening."""
        for _ in range(2):
            self._door = self.world.rooms.house(self.data)
            self._house = self._door.__enter__()
            if not self._house.store.damages():
                break
            self.close()
            mark(self.data, ("chain",))
        assert self._house is not None, "damaged still"
        self.look()

    def close(self) -> None:
        """Close it, if it is open."""
        if self._door is not None:
            self._door.__exit__(None, None, None)
        self._house = self._door = None

    def crash(self) -> None:
        """The program is killed: it goes on in a folder as it was at that moment."""
        folder = self.house.folder.path
        self.data = copied(folder, next(self._folders))
        self.close()

    # What is done

    def record(self, learner: Learner | None, count: int) -> None:
        """Some events; once it returns they are kept."""
        given: list[Event] = [LessonRead("k", f"l{n}") for n in range(count)]
        self.house.store.record(learner.id if learner else "", *given)
        self.look(grown=count)

    def keep(self, name: str, body: bytes) -> None:
        """A document."""
        self.house.store.keep("x", name, body)
        self.kept.documents[name] = body

    def forget(self, name: str) -> None:
        """No document any more."""
        self.house.store.forget("x", name)
        self.kept.documents.pop(name, None)

    def rename(self, learner: Learner, name: str) -> None:
        """A new or corrected name in the roster."""
        fields = {f: getattr(learner, f) for f in learner.__struct_fields__}
        self.house.store.roster.put([Learner(**{**fields, "name": name})])
        self.kept.names[learner.id] = name

    def fail(self, write: Callable[[], object]) -> None:
        """A transaction that breaks off: nothing of it is kept."""
        with suppress(ZeroDivisionError), self.house.store.writing():
            write()
            _ = 1 // 0
        self.look()

    def erase(self, learner: Learner) -> None:
        """A person, with all that they did."""
        theirs = {place for place, (owner, _) in self._read().items() if owner == learner.id}
        assert self.house.store.erase(learner.id) == len(theirs)
        self.kept.erased |= theirs
        self.kept.names.pop(learner.id, None)
        self.look(grown=1)

    def back_up(self) -> None:
        """A backup; its moment is remembered."""
        self.world.clock.pass_seconds(1)
        made = backup.make(self.house.folder.file, self.world.clock.now(), "wish")
        self.backups.setdefault(made.name, self.kept.copy())

    def restore(self, name: str) -> None:
        """A backup comes back; whoever was erased since stays erased."""
        self.close()
        copies = self.world.rooms.copies(self.data)
        gone = self.kept.erased
        copies.restore(next(c for c in copies.listed() if c.backup.name == name))
        self.kept = self.backups[name].copy()
        self.kept.erased |= gone & self.kept.events.keys()
        self.kept.names = {}
        self.open()
        self.kept.names = {p.id: p.name for p in self.house.store.roster.everyone()}

    def put_back(self, name: str) -> None:
        """Somebody copies a backup over the file, by hand: all is as it was then."""
        self.close()
        shutil.copyfile(self.data / backup.FOLDER / f"{name}.sqlite", self.data / FILE)
        self.kept = self.backups[name].copy()
        self.open()

    # What must be

    def look(self, grown: int | None = None) -> None:
        """All that was kept is there, nothing twice, no gap; `grown`: by so many events."""
        before, there = set(self.kept.events), self._read()
        for place, (_, event_id) in there.items():
            assert self.ever.setdefault(place, event_id) == event_id, f"{place} once more"
        missing = self.kept.events.keys() - there.keys()
        assert len(missing) <= self._may_be_lost(), f"lost {sorted(missing)}"
        self.kept.events = {place: event_id for place, (_, event_id) in there.items()}
        if grown is not None:
            assert len(there.keys() - before) == grown
        self._no_gaps(there)
        assert self._erased_in_file() >= self.kept.erased & there.keys()
        assert self._house is not None
        assert self._house.store.damages() == ()

    def _no_gaps(self, there: dict[Place, tuple[str, bytes]]) -> None:
        last: dict[str, int] = {}
        for device, seq in there:
            last[device] = max(last.get(device, 0), seq)
        gaps = {(d, n) for d, end in last.items() for n in range(1, end + 1)} - there.keys()
        assert len(gaps) <= self._told_lost, f"gaps {sorted(gaps)}"

    def _may_be_lost(self) -> int:
        """How many more the kiosk itself says were lost since the last look."""
        assert self._house is not None
        told = [r.event for r in self._house.store.happenings() if isinstance(r.event, Healed)]
        known, self._told_lost = self._told_lost, sum(h.lost for h in told)
        return max(0, self._told_lost - known)

    _told_lost = 0

    def _read(self) -> dict[Place, tuple[str, bytes]]:
        """Learner's and own id of each event, by device and seq; their clocks only grow."""
        rows = self._ask(
            "select d.id, e.seq, e.learner, e.id, e.clock from event e"
            " join device d on d.n = e.device order by e.device, e.seq"
        )
        clocks: dict[str, int] = {}
        for device, *_, clock in rows:
            assert clocks.get(device, 0) < clock
            clocks[device] = clock
        return {
            (device, seq): (str(uuid.UUID(bytes=owner)) if owner else "", event_id)
            for device, seq, owner, event_id, _ in rows
        }

    def _erased_in_file(self) -> set[Place]:
        return set(
            self._ask(
                "select d.id, e.seq from event e join device d on d.n = e.device where salt is null"
            )
        )

    def _ask(self, sql: str) -> list[Any]:
        db = sqlite3.connect(f"{(self.house.folder.path / FILE).as_uri()}?mode=ro", uri=True)
        try:
            return db.execute(sql).fetchall()
        finally:
            db.close()
