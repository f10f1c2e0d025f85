"""The officer's wishes about copies: make one, keep one elsewhere too, bring one back.

Each wish opens connections of its own, so that it may come from any thread, and beside a running
kiosk. Only bringing a copy back needs the file closed.
"""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.learning.events import PersonErased
from kiosk.learning.trouble import NotAllowed
from kiosk.office.acts import Acts
from kiosk.people.agency import Settings
from kiosk.people.role import COMMAND, Act, Staff, may
from kiosk.store import Store, StoreTrouble, backup
from kiosk.store.backup import Backup
from kiosk.store.check import Damage
from kiosk.store.folder import FILE, DataFolder, locked
from kiosk.store.inside import Inside, looking
from kiosk.store.machine import Machine
from kiosk.store.pace import no_pause
from kiosk.store.reading import may_read

SHELF = "dermaga-"
"""Begins the name of each kiosk's own folder on a stick that several share."""
_NOTE = "second"
_TAIL = 8
"""Letters of the device id that keep two kiosks of one code apart."""


class Copy(Struct, frozen=True):
    """A copy in a list: its number from 1, the folder whose `backups` holds it, and whose it is.

    `kiosk` is empty for the copies beside the file itself.
    """

    number: int
    backup: Backup
    source: Path
    kiosk: str = ""


class Foreseen(Struct, frozen=True):
    """What bringing a copy back would undo: events since (-1: unknown), and erasures since.

    Whoever was erased since is erased again in the copy.
    """

    goes: int
    erased: int = 0


class Restored(Struct, frozen=True):
    """How the kiosk goes on: device id, the letters behind its code, and its events.

    `apart`: the code stands in certificate numbers, so that none given before comes again.
    """

    device: str
    life: str
    events: int
    apart: bool = True


class _Note(Struct, frozen=True):
    at: int


@dataclass(frozen=True)
class Copies:
    """The copies of one data folder. `open_here`: this process has its file open."""

    data: Path
    now: Callable[[], int]
    chance: Callable[[int], bytes]
    day_of: Callable[[int], str]
    machine: Callable[[], Machine]
    open_here: bool = False

    def make_now(self, reason: str = "wish", pace: Callable[[], None] = no_pause) -> Backup:
        """Copy the file as it is now, look the copy through, and thin the older ones.

        Answers the newest copy if nothing changed since. Raises StoreTrouble "full", "read-only",
        "damaged", "cannot-open"; "busy" while another copy is being made.
        """
        with self._alone():
            made = backup.make(self.data / FILE, self.now(), reason, pace)
            backup.thin(self.data, self.day_of)
            return made

    def before(self, reason: str) -> None:
        """A copy before something that changes much; one that is just being made will do."""
        try:
            self.make_now(reason)
        except StoreTrouble as trouble:
            if trouble.code != "busy":
                raise

    def kept(self) -> tuple[Backup, ...]:
        """The copies beside the file, the newest first."""
        return backup.kept(self.data)

    def newest_at(self) -> int:
        """UTC ms of the newest copy; 0 if there is none."""
        return next((b.at for b in self.kept()), 0)

    def listed(self, source: Path | None = None) -> tuple[Copy, ...]:
        """The copies here, or on a stick or in a folder, numbered from 1, the newest first.

        Raises StoreTrouble "cannot-open" if this user may not look there.
        """
        folder = source or self.data
        if folder.exists() and not may_read(folder):
            raise StoreTrouble("cannot-open")
        found = [(b, place) for place in shelves(folder) for b in backup.kept(place)]
        found.sort(key=lambda each: (each[0].clock, each[0].at, each[0].name), reverse=True)
        return tuple(
            Copy(n, b, place, place.name.removeprefix(SHELF) if _is_shelf(place) else "")
            for n, (b, place) in enumerate(found, 1)
        )

    @staticmethod
    def faults(copy: Copy, pace: Callable[[], None] = no_pause) -> tuple[Damage, ...]:
        """What is wrong with a copy now: its bytes first, then all that is in it."""
        return backup.faults(copy.source, copy.backup, pace)

    def to_second_target(self, folder: str) -> tuple[Backup, ...]:
        """Bring there what it lacks of the newest copies; answers those.

        Copies in which a person erased since may still be go there. Raises StoreTrouble
        "cannot-open" if the folder is away, "full", "read-only", "damaged", "busy".
        """
        target = Path(folder)
        if not folder or not target.is_dir():
            raise StoreTrouble("cannot-open")
        with self._alone(), looking(self.data / FILE, directly=self.open_here) as inside:
            shelf = target / shelf_name(settings_of(inside), inside.device)
            with _told():
                shelf.mkdir(exist_ok=True, mode=0o700)
            brought = backup.copy_to(self.data, shelf, self.day_of)
            self._forget_erased(target, inside)
        with suppress(OSError):
            note = self.data / backup.FOLDER / _NOTE
            note.touch(0o600)
            note.write_bytes(msgspec.json.encode(_Note(self.now())))
        return brought

    def second_target(self) -> str:
        """The second target as set; empty if there is none."""
        with looking(self.data / FILE, directly=self.open_here) as inside:
            settings = settings_of(inside)
        return settings.backup_folder if settings else ""

    def second_at(self) -> int:
        """UTC ms at which the second target was last reached; 0 if never."""
        return second_at(self.data)

    def _forget_erased(self, target: Path, inside: Inside) -> None:
        """Of what this kiosk put there, take away what is older than the last erasure.

        Unless it was kept here too: the erasure has looked through the copies here.
        """
        erased = [r.clock for r in inside.happenings() if isinstance(r.event, PersonErased)]
        here = {b.name for b in self.kept()}
        ours = tuple(device[-_TAIL:] for device in inside.ends())
        for shelf in target.glob(f"{SHELF}*") if erased else ():
            if not shelf.name.endswith(ours):
                continue
            for copy in backup.kept(shelf):
                if copy.clock < max(erased) and copy.name not in here:
                    backup.remove(shelf, copy)

    def foresee(self, copy: Copy) -> Foreseen:
        """What would be gone from the present file if that copy took its place."""
        if not (self.data / FILE).exists():
            return Foreseen(0)
        try:
            with looking(self.data / FILE, directly=self.open_here) as here:
                if here.form == "empty":
                    return Foreseen(0)
                ends, happened = here.ends(), here.happenings()
            with looking(backup.file_of(copy.source, copy.backup), directly=True) as there:
                kept = there.ends()
        except StoreTrouble:
            return Foreseen(-1)
        goes = sum(max(0, seq - kept.get(device, 0)) for device, seq in ends.items())
        since = [r for r in happened if r.clock > copy.backup.clock]
        return Foreseen(goes, sum(isinstance(r.event, PersonErased) for r in since))

    def restore(self, copy: Copy, who: Staff = COMMAND) -> Restored:
        """Put a copy in the file's place, after a copy of the file itself; no kiosk may be open.

        The log of the restored file says so. Refuses "role-refused". Raises StoreTrouble
        "second-instance", "folder-unwritable", "read-only", "full", "damaged" if the copy does not
        hold, or "newer".
        """
        if not may(who, Act.RESTORE):
            raise NotAllowed("role-refused")
        folder = DataFolder(self.data)
        try:
            if folder.view_only:
                raise StoreTrouble("read-only")
            machine = self.machine()
            from kiosk.store.heal import Healer

            healer = Healer(self.data, self.now, self.chance, machine)
            healer.go_on()
            healer.restore(copy.backup, copy.source)
            store = Store(folder.file, self.now, self.chance, machine=machine)
            try:
                body = store.document("settings", "kiosk")
                apart = body is None or "{kios}" in _settings(body).number_template
                done = Restored(store.device, store.life, store.count, apart)
                Acts(store, who).note(Act.RESTORE, (copy.backup.name,), count=1)
                return done
            finally:
                store.close()
        finally:
            folder.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One at a time: half-made copies bear one name."""
        if not may_read(self.data / FILE):
            raise StoreTrouble("cannot-open")
        folder = self.data / backup.FOLDER
        with _told():
            folder.mkdir(exist_ok=True, mode=0o700)
            lock = locked(folder / "lock")
        if lock is None:
            raise StoreTrouble("busy")
        with lock:
            yield


@contextmanager
def _told() -> Iterator[None]:
    """What the disk says to a new folder or file, as StoreTrouble."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise StoreTrouble("full" if full else "read-only") from error


def _is_shelf(place: Path) -> bool:
    return place.name.startswith(SHELF)


def settings_of(inside: Inside) -> Settings | None:
    """The kiosk's settings; None before it was set up. Raises StoreTrouble "damaged"."""
    body = inside.document("settings", "kiosk")
    return None if body is None else _settings(body)


def _settings(body: bytes) -> Settings:
    try:
        return msgspec.json.decode(body, type=Settings)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise StoreTrouble("damaged") from error


def second_at(data: Path) -> int:
    """UTC ms at which the second target was last reached; 0 if never."""
    try:
        return msgspec.json.decode((data / backup.FOLDER / _NOTE).read_bytes(), type=_Note).at
    except (OSError, ValueError, msgspec.MsgspecError):
        return 0


def shelf_name(settings: Settings | None, device: str) -> str:
    """The name of a kiosk's own folder on a stick: its code, and the end of its device id."""
    code = f"{settings.kiosk_code}-" if settings else ""
    return f"{SHELF}{code}{device[-_TAIL:]}"


def shelves(folder: Path) -> tuple[Path, ...]:
    """Where copies lie in a folder: itself, what it is the `backups` of, and the shelves in it."""
    found = [folder.parent] if folder.name == backup.FOLDER else [folder]
    found += sorted(place for place in folder.glob(f"{SHELF}*"))
    return tuple(place for place in found if (place / backup.FOLDER).is_dir())
