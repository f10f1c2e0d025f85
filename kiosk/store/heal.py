"""A damaged file put aside, and a whole one in its place: the newest copy and what is proven since.

The same steps bring an older copy back by an officer's wish. Either way the computer goes on under
a new device id, so that no event's place is ever taken twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kiosk.learning.events import Healed, PersonErased
from kiosk.store import backup, swap
from kiosk.store.backup import Backup
from kiosk.store.check import check_file
from kiosk.store.folder import FILE
from kiosk.store.machine import UNKNOWN, Machine
from kiosk.store.merge import Merged, merge
from kiosk.store.opening import left_log, open_to_write
from kiosk.store.pages import Pages
from kiosk.store.salvage import Damaged, Parting, as_of
from kiosk.store.store import Store
from kiosk.store.threshold import Threshold
from kiosk.store.trouble import StoreTrouble, told

MARK = swap.MARK
PUT_ASIDE = 3
"""Damaged files kept in quarantine; the oldest goes when another comes."""
NONSENSE = (
    sqlite3.DatabaseError,
    msgspec.MsgspecError,
    ArithmeticError,
    AttributeError,
    LookupError,
    TypeError,
    ValueError,
)
"""What comes of values that a damaged file should not have: then the copy alone has to serve."""


@dataclass(frozen=True)
class Healer(Threshold):
    """Mends the file of one data folder. The file must be closed."""

    chance: Callable[[int], bytes]
    machine: Machine = UNKNOWN

    def heal(self) -> Healed:
        """Mend the file. Raises StoreTrouble "full" if there is no room to work in."""
        try:
            aside = swap.put_aside(self.data, self.now())
            self._forget_oldest()
            healed = self._build(aside) or self._build(None)
            if healed is None:
                raise StoreTrouble("damaged")
            swap.put_in_place(self.data)
        except OSError as error:
            raise StoreTrouble("full") from error
        self._forget_notes()
        return healed

    def _forget_oldest(self) -> None:
        import shutil

        there = sorted(p for p in (self.data / swap.QUARANTINE).iterdir() if p.is_dir())
        for old in there[:-PUT_ASIDE]:
            shutil.rmtree(old, ignore_errors=True)

    def _forget_notes(self) -> None:
        """Notes of earlier lives are no more use; their keys still prove what was recorded."""
        db = sqlite3.connect(self.data / FILE)
        try:
            own = db.execute("select id from device, head where n = head.device").fetchone()[0]
        finally:
            db.close()
        for part in [*self.data.glob("*.seen")]:
            if part.stem != own:
                part.unlink(missing_ok=True)

    def _build(self, aside: Path | None) -> Healed | None:
        """The next file in the work folder; None if it does not hold."""
        work = swap.work_folder(self.data)
        file = work / FILE
        base = backup.newest_sound(self.data, aside and aside / FILE, self.noted())
        if base is not None:
            swap.copy(backup.file_of(self.data, base), file)
        try:
            with told():
                merged = self._merge(file, aside)
        except NONSENSE:
            return None
        except StoreTrouble as trouble:
            if trouble.code == "full":
                raise
            return None
        store = Store(file, self.now, self.chance, machine=self.machine)
        try:
            healed = Healed(merged.until, merged.kept, merged.lost)
            store.record("", healed)
        finally:
            store.close()
        return None if check_file(file, work).damages else healed

    def _merge(self, file: Path, aside: Path | None) -> Merged:
        db = open_to_write(file, self.chance)
        try:
            if aside is None or not (aside / FILE).exists():
                return merge(db, None, self.noted())
            with _damaged(aside, file.parent) as old:
                return merge(db, Damaged(old, self.data, _pages(aside)), self.noted())
        finally:
            db.close()

    def restore(self, chosen: Backup, source: Path) -> None:
        """Bring a copy back: the present file is copied first, persons erased since stay erased.

        What such an erasure left (the register's entries, results without a name) comes along.
        What came of it is copied too, so that later damages are not mended from what it undid.

        `source`: the folder whose `backups` holds the copy. Raises StoreTrouble "damaged" if the
        copy does not hold, "full", "cannot-open".
        """
        if backup.faults(source, chosen):
            raise StoreTrouble("damaged")
        parted = self._before()
        try:
            work = swap.work_folder(self.data)
            swap.copy(backup.file_of(source, chosen), work / FILE)
            store = Store(work / FILE, self.now, self.chance, machine=self.machine)
            try:
                known = {r.id for r in store.happenings()}
                part_again(store, [e for event_id, e in parted if event_id not in known])
            finally:
                store.close()
            if check_file(work / FILE, work).damages:
                raise StoreTrouble("damaged")
            swap.put_in_place(self.data)
        except OSError as error:
            raise StoreTrouble("full") from error
        self._forget_notes()
        with suppress(StoreTrouble):  # the disk may be full by now; it is brought back anyway
            backup.make(self.data / FILE, self.now(), "restore")

    def _before(self) -> tuple[tuple[str, Parting], ...]:
        """Keep the present file as it is; answers the erasures in it and what they left, by id."""
        file = self.data / FILE
        if not file.exists():
            return ()
        try:
            backup.make(file, self.now(), "restore")
            with _opened(self) as store:
                found = store.happenings()
            return tuple(
                (r.id, as_of(r.event, r.clock)) for r in found if isinstance(r.event, Parting)
            )
        except StoreTrouble as trouble:
            if trouble.code == "full":
                raise
        return self._parted_in(swap.put_aside(self.data, self.now()))

    def _parted_in(self, aside: Path) -> tuple[tuple[str, Parting], ...]:
        """The erasures that a damaged file still proves, and what they left."""
        try:
            with _damaged(aside, swap.work_folder(self.data)) as old:
                return Damaged(old, self.data, _pages(aside)).partings()
        except NONSENSE:
            return ()


def _pages(aside: Path) -> Pages:
    return Pages(aside / FILE, (aside / f"{FILE}-wal", left_log(aside)))


@contextmanager
def _damaged(aside: Path, work: Path) -> Iterator[sqlite3.Connection]:
    """The damaged file, to be read with its write-ahead log and not to be changed."""
    log = aside / f"{FILE}-wal"
    if log.exists() and log.stat().st_size:
        swap.copy(aside / FILE, work / f"{FILE}{swap.OLD}")
        swap.copy(log, work / f"{FILE}{swap.OLD}-wal")
        db = sqlite3.connect(work / f"{FILE}{swap.OLD}", isolation_level=None)
    else:
        uri = f"{(aside / FILE).resolve().as_uri()}?immutable=1"
        db = sqlite3.connect(uri, uri=True, isolation_level=None)
    try:
        yield db
    finally:
        db.close()


@contextmanager
def _opened(healer: Healer) -> Iterator[Store]:
    """The store of a healer's folder, for a moment."""
    store = Store(healer.data / FILE, healer.now, healer.chance, machine=healer.machine)
    try:
        yield store
    finally:
        store.close()


def part_again(store: Store, events: Sequence[Parting]) -> None:
    """An older copy knows nothing of erasures since: they are carried out in it, as of then.

    What they left is recorded again, as the archive has to hold it (UU 43/2009).
    """
    asked: dict[str, int] = {}
    for event in events:
        if isinstance(event, PersonErased):
            asked[event.person] = max(event.before, asked.get(event.person, 0))
    for person, before in asked.items():
        if store.knows(person):
            store.erase(person, before=before)
        else:  # it may not have left this computer yet
            store.record("", PersonErased(person, 0, before))
    store.record("", *(e for e in events if not isinstance(e, PersonErased)))


def mark(data: Path, codes: tuple[str, ...]) -> None:
    """A check found damage while the file is in use: the next opening mends it."""
    (data / MARK).write_bytes(msgspec.json.encode(codes))
