"""Kiosks that give numbers: by the program's own store and its own way of drawing them.

What costs time and decides nothing is left out: courses, PDFs, keys of the check code. A number is
given when its certificate is on disk; what was printed before that was never handed to anybody.
"""

from __future__ import annotations

import itertools
import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from msgspec import Struct, structs

from kiosk.learning.events import CertificateIssued
from kiosk.learning.trouble import NotAllowed
from kiosk.office import demo
from kiosk.people.agency import Settings
from kiosk.register.numbers import drawn
from kiosk.store import Store, backup
from kiosk.store.folder import FILE
from kiosk.store.heal import Healer
from kiosk.store.machine import Machine
from tests.conftest import Clock, day_in_sibolga

LEARNER = demo.LEARNERS[0].id
TEMPLATE = "{urut:04d}/{unit}/{tahun}"
"""As a paper register has it: without the kiosk's code."""
BLOCK = 600
"""Running numbers in each kiosk's block."""


class Given(Struct, frozen=True):
    """A number that was given: by which life of which kiosk, as which of its year."""

    number: str
    device: str
    year: str
    sequence: int


class _Killed(Exception):
    """The power went."""


@dataclass
class Town:
    """Kiosks of one agency, and all the numbers they gave."""

    place: Path
    seed: int
    given: list[Given] = field(default_factory=list)
    deeds: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self._machines = itertools.count(1)

    def machine(self) -> Machine:
        """A computer that was not there before."""
        n = next(self._machines)
        return Machine(f"s{n}", f"b{n}", f"c{n}", (f"d{n}",))

    def doubles(self) -> list[str]:
        """Numbers that were given more than once."""
        counts = Counter(g.number for g in self.given)
        return [number for number, count in counts.items() if count > 1]

    def gaps(self) -> list[tuple[str, str, int]]:
        """Numbers that a life skipped in a year."""
        found: dict[tuple[str, str], list[int]] = defaultdict(list)
        for each in self.given:
            found[each.device, each.year].append(each.sequence)
        return [
            (*life, before + 1)
            for life, numbers in found.items()
            for before, after in itertools.pairwise(sorted(numbers))
            if after != before + 1
        ]


class Office:
    """One kiosk of the town on its computer, opened anew after each thing that befalls it."""

    def __init__(self, town: Town, folder: Path, settings: Settings, machine: Machine) -> None:
        self.town, self.folder, self.settings, self.machine = town, folder, settings, machine
        self.clock = Clock()
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.store = self._open()

    def _open(self) -> Store:
        file, clock = self.folder / FILE, self.clock
        return Store(file, clock.now, self.town.chance.randbytes, machine=self.machine)

    @property
    def today(self) -> str:
        return day_in_sibolga(self.clock.at)

    def issue(self, *, killed_at: int = 0) -> None:
        """Give the next number; killed before the draw, after it, or before it is on disk."""
        store, year = self.store, self.today[:4]
        with store.writing():
            self._perhaps_killed(killed_at, 1)
            number = drawn(store, self.settings, self.today)
            self._perhaps_killed(killed_at, 2)
            issued = CertificateIssued(
                "c", number.number, 6, 90, self.today, "{}", "", sequence=number.sequence
            )
            store.record(LEARNER, issued)
            self._perhaps_killed(killed_at, 3)
        self.town.given.append(Given(number.number, store.device, year, number.sequence))

    @staticmethod
    def _perhaps_killed(wanted: int, here: int) -> None:
        if wanted == here:
            raise _Killed

    def crash(self) -> None:
        """The process dies in the middle of issuing; what is in the write-ahead log stays there."""
        self.town.deeds["crashes"] += 1
        step = self.town.chance.choice((1, 2, 3))
        try:
            self.issue(killed_at=step)
        except _Killed:
            left = self.folder.with_name(f"{self.folder.name}-left")
            shutil.copytree(self.folder, left)  # as the disk is at that moment
            self.store.close()
            shutil.rmtree(self.folder)
            left.rename(self.folder)
        self.store = self._open()

    def back_up(self) -> None:
        """A backup, to come back to."""
        self.town.deeds["backups"] += 1
        backup.make(self.folder / FILE, self.clock.now(), "wish")

    def restore(self) -> None:
        """An officer brings some backup back: the numbers given since are not known any more."""
        kept = backup.kept(self.folder)
        if not kept:
            return
        self.town.deeds["restores"] += 1
        self.store.close()
        healer = Healer(self.folder, self.clock.now, self.town.chance.randbytes, self.machine)
        healer.restore(self.town.chance.choice(kept), self.folder)
        self.store = self._open()

    def clone(self, folder: Path) -> Office:
        """The data folder copied to another computer; both go on, with the same code and block."""
        self.town.deeds["clones"] += 1
        self.store.close()
        shutil.copytree(self.folder, folder)
        self.store = self._open()
        other = Office(self.town, folder, self.settings, self.town.machine())
        other.clock.at = self.clock.at
        return other

    def close(self) -> None:
        self.store.close()


def lived(town: Town, kiosks: int, certificates: int) -> None:
    """Each kiosk gives so many numbers over two years, and much befalls it in between."""
    for n in range(kiosks):
        own = structs.replace(demo.SETTINGS, demo=False, **_apart(n))
        first = Office(town, town.place / f"k{n}", own, town.machine())
        both = [first]
        for count, deed in enumerate(_deeds(town, certificates)):
            office = town.chance.choice(both)
            if count == certificates // 2:
                for each in both:  # the new year
                    each.clock.pass_seconds(60 * 86_400)
            if deed == "clone" and len(both) == 1:
                both.append(first.clone(town.place / f"k{n}-copy"))
            elif deed in {"crash", "back_up", "restore"}:
                getattr(office, deed)()
            try:
                office.issue()
            except NotAllowed as no:
                assert no.code == "numbers-used-up"  # noqa: PT017 - any other is a fault
                town.deeds["refused"] += 1
        for each in both:
            each.close()


def _apart(n: int) -> dict[str, object]:
    """Every second kiosk by its code, the others by a block."""
    if n % 2:
        first = 1 + n * BLOCK
        return {"number_template": TEMPLATE, "number_blocks": ((first, first + BLOCK - 1),)}
    return {"kiosk_code": f"MPP-{n:02d}"}


def _deeds(town: Town, count: int) -> Iterator[str]:
    for _ in range(count):
        yield town.chance.choices(("", "crash", "back_up", "restore", "clone"), (90, 4, 3, 2, 1))[0]
