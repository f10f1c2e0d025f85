"""The house: what main.py hands over, and how the rooms are put together from it.

Both doors (ui and cli) come in here; no room below knows of it.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.compiled import BESIDE
from kiosk.desk.kiosk import Kiosk
from kiosk.learning.attempts import Shuffle
from kiosk.office.office import Office
from kiosk.people.agency import Settings
from kiosk.people.role import OFFICER, Staff
from kiosk.store import Store, StoreTrouble
from kiosk.store.clock import ClockWatch
from kiosk.store.folder import FILE, DataFolder
from kiosk.store.machine import Machine
from kiosk.store.pace import no_pause
from kiosk.store.threshold import Threshold
from kiosk.store.waits import Ticks

if TYPE_CHECKING:
    from kiosk.office.acts import Acts
    from kiosk.office.copies import Copies
    from kiosk.office.duties import Duties
    from kiosk.office.finding import Finding, Printing
    from kiosk.office.records import Source
    from kiosk.office.rights import Rights
    from kiosk.office.sync_errand import Errands
    from kiosk.register.verify import Checker
    from kiosk.trust.judge import Known


@dataclass(frozen=True)
class TourWanted:
    """A tour: where its pictures go, the language, the window's size in pixels."""

    out: Path
    lang: str
    width: int
    height: int


@dataclass(frozen=True)
class PreviewWanted:
    """A course folder to be looked at; `tests`: its tests are open without reading the lessons."""

    folder: Path
    lang: str = "id"
    tests: bool = False


@dataclass(frozen=True)
class Rooms:
    """Time, chance and places; `home` holds resources and bundled courses.

    `printers` lists those of this computer; None: nobody can tell.
    """

    home: Path
    now: Callable[[], int]
    ticks: Ticks
    day_of: Callable[[int], str]
    new_id: Callable[[], uuid.UUID]
    chance: Callable[[int], bytes]
    machine: Callable[[], Machine]
    shuffle: Shuffle
    pick: Callable[[Sequence[str]], str]
    open_window: Callable[[Rooms, Path], int]
    take_tour: Callable[[Rooms, TourWanted], int]
    preview: Callable[[Rooms, PreviewWanted], int]
    printers: Callable[[], Sequence[Printing]] | None = None

    def copies(self, data: Path, *, open_here: bool = False) -> Copies:
        """The copies of a data folder; `open_here`: this process has its file open."""
        from kiosk.office.copies import Copies

        return Copies(data, self.now, self.chance, self.day_of, self.machine, open_here=open_here)

    def examine(
        self,
        data: Path,
        pace: Callable[[], None] = no_pause,
        *,
        open_here: bool = False,
        level: str = "",
    ) -> tuple[Finding, ...]:
        """What the doctor finds in a data folder and around it; nothing is changed there."""
        from kiosk.office.doctor import examine
        from kiosk.office.finding import Surroundings

        around = Surroundings(data, self.home, self.now, self.day_of, self.machine, self.printers)
        return examine(around, pace, open_here=open_here, level=level)

    @contextmanager
    def checker(self, data: Path) -> Iterator[Checker]:
        """Who checks certificates by what a data folder knows; nothing is written there.

        A program that has the folder open is not disturbed. Where there is no kiosk, nobody's key
        is known. Raises StoreTrouble.
        """
        from kiosk.register.verify import Checker, nothing_here
        from kiosk.trust.judge import Known

        if not (data / FILE).exists():
            yield Checker(Known(), self.day_of(self.now()), nothing_here)
            return
        store = Store(data / FILE, self.now, self.chance, view_only=True)
        try:
            yield _checker(self, store, data)
        finally:
            store.close()

    @contextmanager
    def house(self, data: Path) -> Iterator[House]:
        """The data folder opened for one program. Raises StoreTrouble."""
        folder = DataFolder(data)
        try:
            store = self._store(folder)
            try:
                _mend_courses(folder)
                yield House(self, folder, store, ClockWatch(store, self.now, self.ticks))
            finally:
                store.close()
        finally:
            folder.close()

    def _store(self, folder: DataFolder) -> Store:
        """The file opened; a damaged one is mended first, one of an older form is copied first."""
        if folder.view_only:
            return Store(folder.file, self.now, self.chance, view_only=True)
        machine = self.machine()
        threshold = Threshold(folder.path, self.now)
        opening = partial(
            Store, folder.file, self.now, self.chance, machine=machine, relieve=folder.relieve
        )
        threshold.go_on()
        if threshold.needed():
            self._heal(folder.path, machine)
        try:
            store = opening()
        except StoreTrouble as trouble:
            if trouble.code != "damaged" and not (trouble.code == "full" and folder.relieve()):
                raise
            if trouble.code == "damaged":
                self._heal(folder.path, machine)
            store = opening()
        threshold.opened()
        return store

    def _heal(self, data: Path, machine: Machine) -> None:
        from kiosk.store.heal import Healer

        Healer(data, self.now, self.chance, machine).heal()


class _Kiosk(msgspec.Struct):
    kiosk_code: str


def _known(store: Store, data: Path) -> Known:
    from kiosk.register.known import known
    from kiosk.sync import pairing

    settings, paired = store.document("settings", "kiosk"), pairing.read(data)
    label = msgspec.json.decode(settings, type=_Kiosk).kiosk_code if settings else ""
    return known(store, paired.agency if paired else None, label)


def _checker(rooms: Rooms, store: Store, data: Path) -> Checker:
    from kiosk.register.verify import Checker, frozen_here

    return Checker(_known(store, data), rooms.day_of(rooms.now()), frozen_here(store))


class _Agency(msgspec.Struct):
    name: str


class _Pairing(msgspec.Struct):
    agency: _Agency


def _mend_courses(folder: DataFolder) -> None:
    """Finish what a power cut interrupted while courses of the agency were put in place."""
    left = (folder.path / "word" / name for name in ("old", "new", "gone"))
    if folder.view_only or not any(place.exists() for place in left):
        return
    from kiosk.catalog.package_place import Shelf, mend

    with suppress(OSError):
        mend(Shelf.of(folder.path))


@dataclass(frozen=True)
class Clerk:
    """One of the staff in an open house: whatever they do is allowed and written down by `acts`."""

    house: House
    who: Staff

    @property
    def acts(self) -> Acts:
        """What they may do, and the log of it."""
        from kiosk.office.acts import Acts

        return Acts(self.house.store, self.who)

    @property
    def duties(self) -> Duties:
        """What they do with the rooms below the office: allowed, and written down."""
        from kiosk.office.duties import Duties

        return Duties(self.acts, self.house.store)

    @property
    def rights(self) -> Rights:
        """People's rights, as they carry them out."""
        from kiosk.office.person_backups import scrub_copies
        from kiosk.office.rights import Rights
        from kiosk.store import urn

        house, rooms = self.house, self.house.rooms
        return Rights(
            self.acts,
            house.store,
            lambda said: urn.cast(house.store, said, rooms.chance(16), rooms.shuffle),
            scrub_copies(house.folder.file, rooms.now, rooms.chance),
        )

    @property
    def today(self) -> dt.date:
        """Today, by this computer's clock."""
        rooms = self.house.rooms
        return dt.date.fromisoformat(rooms.day_of(rooms.now()))

    @property
    def office(self) -> Office:
        """The office as they use it."""
        rooms = self.house.rooms
        return Office(
            self.house.store,
            rooms.ticks,
            lambda: self.today,
            rooms.pick,
            lambda: self.house.copies.before("import"),
            who=self.who,
        )


@dataclass(frozen=True)
class House:
    """An open data folder with what can be done in it."""

    rooms: Rooms
    folder: DataFolder
    store: Store
    clock: ClockWatch

    @property
    def office(self) -> Office:
        """The office before anybody entered it: set-up, and its door."""
        return Clerk(self, OFFICER).office

    def clerk(self, who: Staff) -> Clerk:
        """Somebody of the staff at work."""
        return Clerk(self, who)

    @property
    def copies(self) -> Copies:
        """The copies of this folder, for any thread."""
        return self.rooms.copies(self.folder.path, open_here=True)

    @property
    def agency(self) -> str | None:
        """The agency with which this kiosk is paired, as its file says; None if with none.

        For the first screen, which waits for no cryptography; `errands` looks closer.
        """
        try:
            body = (self.folder.path / "pairing.json").read_bytes()
            return msgspec.json.decode(body, type=_Pairing).agency.name
        except (OSError, msgspec.MsgspecError):
            return None

    def known(self) -> Known:
        """What this kiosk knows when it is asked whether a certificate holds."""
        return _known(self.store, self.folder.path)

    def checker(self) -> Checker:
        """Who checks certificates by what this kiosk knows now."""
        return _checker(self.rooms, self.store, self.folder.path)

    def errands(self, catalog: Catalog, scrub: Callable[[str], int] | None = None) -> Errands:
        """What this kiosk has to do with its agency; `scrub` takes the erased out of copies."""
        from kiosk.office.person_backups import scrub_copies
        from kiosk.office.sync_errand import Errands

        rooms = self.rooms
        return Errands(
            store=self.store,
            data=self.folder.path,
            now=rooms.now,
            seconds=lambda: rooms.ticks()[1],
            chance=rooms.chance,
            shuffle=rooms.shuffle,
            courses=catalog.named,
            scrub=scrub or scrub_copies(self.folder.file, rooms.now, rooms.chance),
            copy=lambda: self.copies.before("import"),
        )

    def examine(self, pace: Callable[[], None] = no_pause, level: str = "") -> tuple[Finding, ...]:
        """What the doctor finds here, in any thread; `level`: how the window stands."""
        return self.rooms.examine(self.folder.path, pace, open_here=True, level=level)

    def catalog(self) -> Catalog:
        """The bundled courses, and those in the data folder."""
        folders = [self.rooms.home / "content", self.folder.path / "content"]
        earlier = self.folder.path / "earlier"
        there = [folder for folder in folders if folder.is_dir()]
        return Catalog(there, self.folder.cache, earlier, self.rooms.home / BESIDE)

    def courses_read(self) -> Catalog:
        """All courses read anew, in any thread."""
        catalog = self.catalog()
        catalog.courses()
        return catalog

    def records(self, catalog: Catalog) -> Source:
        """Where what everybody did is read from, in any thread; `catalog`: by which courses."""
        from kiosk.office.records import Source

        rooms = self.rooms
        return Source(
            self.store.file,
            rooms.now,
            rooms.chance,
            rooms.day_of,
            catalog.named,
            lambda: catalog.mark,
            self.folder.view_only,
        )

    def kiosk(self, settings: Settings, catalog: Catalog) -> Kiosk:
        """What a learner's desk stands on."""
        rooms = self.rooms
        return Kiosk(
            store=self.store,
            clock=self.clock,
            catalog=catalog,
            settings=settings,
            fonts=rooms.home / "resources" / "fonts",
            now=rooms.now,
            ticks=rooms.ticks,
            day_of=rooms.day_of,
            new_id=rooms.new_id,
            shuffle=rooms.shuffle,
            view_only=self.folder.view_only,
            room=self.folder.room,
            free=self.folder.free,
        )
