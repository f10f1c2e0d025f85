"""An agency to test with: its word in a folder, and sticks filled from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from nacl.signing import SigningKey

from kiosk.hub.word import carry, targets, writer
from kiosk.parcel.sealing import unsealed_by_device
from kiosk.parcel.word import Cohort, Person, Revocation, Revoked
from kiosk.sync.word import FromFolder, Known, Reader, Word
from tests.catalog.conftest import write_course
from tests.conftest import MONDAY, Clock

DAY = 86_400_000
SEED = bytes(range(32))
PUBLIC = bytes(SigningKey(SEED).verify_key)
DEVICE = "01930000-0000-7000-8000-00000000000a"
COURSE = "kursus-kecil"
SITI = Person("198704122011012008", "Peserta Contoh 1", "Dinas A", "pns")
BUDI = Person("199106252022212003", "Peserta Contoh 2", "Dinas B", "pppk", "IX", "Pranata")
REVOKED = Revoked(MONDAY, (), (Revocation("800.1.4/S1.0001/X/XI/2026", "tertukar", "2026-11-20"),))
COHORT = Cohort("a1", "Angkatan I", COURSE, "2026-12-01", "2026-12-05", ("x",))


def unseal(sealed: bytes) -> bytes:
    return unsealed_by_device(sealed, SEED)


class Agency:
    """A hub's folder for the word, by the clock of a test."""

    def __init__(
        self, folder: Path, now: Callable[[], int], chance: Callable[[int], bytes]
    ) -> None:
        self.folder, self._now, self._chance = folder, now, chance
        writer.begin(folder, now(), chance)
        self.root = writer.root_bytes(folder)

    def say(self, *parts: Mapping[str, bytes]) -> int:
        """Publish these and nothing else."""
        joined = {name: body for part in parts for name, body in part.items()}
        return writer.publish(self.folder, joined, self._now())

    def rotate(self) -> int:
        return writer.rotate(self.folder, self._now(), self._chance)

    def fill(self, stick: Path) -> Path:
        carry.copy_to(self.folder, stick)
        return stick


def agency(folder: Path, clock: Clock) -> Agency:
    return Agency(folder, clock.now, clock.chance)


def people(*rows: Person, device: str = DEVICE) -> dict[str, bytes]:
    return targets.roster_target(device, PUBLIC, rows)


def reader(folder: Path, root: bytes, clock: Clock, device: str = DEVICE) -> Reader:
    return Reader(folder, root, device, clock.now)


def read(reader: Reader, place: Path, known: Known | None = None) -> Word:
    return reader.pull(FromFolder(place), known or Known())


def course(folder: Path, version: str = "1.0", title: str = "Kursus Kecil") -> dict[str, bytes]:
    """A small sound course, packed; its own folder is made below `folder`."""
    place = write_course(folder / version / title / COURSE)
    text = (place / "course.toml").read_text("utf-8")
    text = text.replace('version = "2026.11.1"', f'version = "{version}"')
    (place / "course.toml").write_text(
        text.replace('title = "Kursus Kecil"', f'title = "{title}"'), "utf-8"
    )
    return targets.course_target(place)
