"""No name, NIP or answer lies outside the file; and after an erasure, not in it or its copies.

People with words that nobody else would use come to a kiosk; then every byte is looked through.
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

import main
from kiosk.learning.events import CertificateIssued
from kiosk.office import person
from kiosk.office.person_backups import scrub_copies
from kiosk.people.learner import guest_id, learner_id
from kiosk.people.nip import bare
from kiosk.store import Store, backup, swap, urn
from tests.conftest import HOME
from tests.faults.privacy_life import Day
from tests.faults.rig_privacy import Invented, Search, forms, invent, pieces

SEED = 20261124
UNIT = "Dinas Contoh"
THE_FILE = ("dermaga.sqlite", "dermaga.sqlite-wal", "dermaga.sqlite-shm")
KIOSK = """\
[agency]
name = "Badan Kepegawaian Kota Contoh"
short = "BKPSDM"
city = "Kota Contoh"
domain = "contoh.go.id"
kop = ["Pemerintah Kota Contoh"]
units = ["Dinas Contoh"]
[kiosk]
code = "KTS-01"
name = "Kios lobi"
[signatory]
name = "Nama Pejabat"
nip = ""
position = "Kepala Badan"
[officer]
passphrase = "rahasia sekali"
"""


class Lived:
    """A kiosk after a day, the words spoken by its commands, and where it may write."""

    def __init__(self, at: Path, day: Day) -> None:
        self.data, self.home, self.desk = at / "data", at / "home", at / "desk"
        self.day = day
        self.said: dict[str, bytes] = {}
        for folder in (self.home, self.desk):
            folder.mkdir()

    def run(self, name: str, *words: str | Path, given: bytes = b"") -> None:
        """A program with its own home and folder for passing files; its words are kept."""
        env = {k: v for k, v in os.environ.items() if not k.startswith(("DERMAGA", "XDG"))}
        env |= {k: str(self.home) for k in ("HOME", "TMPDIR", "TEMP", "TMP", "LOCALAPPDATA")}
        env["QT_QPA_PLATFORM"] = "offscreen"
        done = subprocess.run(
            [sys.executable, *map(str, words)],
            cwd=HOME, env=env, input=given, capture_output=True, check=False, timeout=120,
        )  # fmt: skip
        self.said[name] = done.stdout + done.stderr
        # the doctor ends with 1 where a computer has, say, no printer
        assert done.returncode in ((0, 1) if "doctor" in words else (0,)), self.said[name]

    def command(self, *words: str | Path, given: bytes = b"") -> None:
        """A command as typed after `dermaga --data …`."""
        name = " ".join(w for w in words if isinstance(w, str))
        self.run(name, "main.py", "--data", self.data, *words, given=given)

    @property
    def everyone(self) -> tuple[Invented, ...]:
        return (*self.day.people, self.day.guest)

    def id_of(self, who: Invented) -> str:
        return learner_id(who.nip) if who is not self.day.guest else guest_id(who.name, UNIT)

    def pages(self, who: Invented) -> tuple[bytes, ...]:
        """Pieces of somebody's certificate, in whose bytes no name can be read."""
        with main.rooms().house(self.data) as house:
            found = {x.name: _certificate(house.store, self.id_of(x)) for x in self.everyone}
        own = found.pop(who.name)
        assert own
        parts = pieces(own, found.values())
        assert len(parts) >= 10
        return parts[:6]


def _certificate(store: Store, learner: str) -> bytes:
    events = store.events(learner)
    numbers = [r.event.number for r in events if isinstance(r.event, CertificateIssued)]
    return b"".join(store.document("certificate", number) or b"" for number in numbers)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """Two employees and a guest, through every command that is not meant to show them."""
    before = os.umask(0o022)
    chance = random.Random(SEED)
    people = tuple(invent(chance) for _ in range(2))
    kiosk = Lived(tmp_path_factory.mktemp("kiosk"), Day(people, {}, invent(chance), UNIT))
    _set_up(kiosk)
    codes = _codes(kiosk)
    kiosk.day = msgspec.structs.replace(kiosk.day, codes=codes)
    day = msgspec.json.encode(kiosk.day)
    kiosk.run("a day", "-m", "tests.faults.privacy_life", kiosk.data, given=day)
    _look_after(kiosk)
    yield kiosk
    os.umask(before)


def _set_up(kiosk: Lived) -> None:
    desk = kiosk.desk
    (desk / "kiosk.toml").write_text(KIOSK, encoding="utf-8")
    lines = ["NIP;Nama;Unit;Pangkat;Jabatan"]
    lines += [f"{x.nip};{x.name};{UNIT};{x.rank};{x.position}" for x in kiosk.day.people]
    broken = f"{kiosk.day.people[0].nip}0;{kiosk.day.people[0].name};{UNIT};;"
    (desk / "peserta.csv").write_text("\n".join([*lines, broken]), encoding="utf-8")
    kiosk.command("setup", "--file", desk / "kiosk.toml")
    kiosk.command("roster", "import", desk / "peserta.csv", "--codes", desk / "kode.csv")
    kiosk.command("roster", "import", desk / "peserta.csv", "--dry-run")


def _codes(kiosk: Lived) -> dict[str, str]:
    with (kiosk.desk / "kode.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file, delimiter=";")
        return {bare(row["NIP"]): row["Kode aktivasi"] for row in rows}


def _look_after(kiosk: Lived) -> None:
    """What officers do with a kiosk that has people in it."""
    first = kiosk.day.people[0].nip.encode() + b"\n"
    kiosk.command("course", "check", HOME / "content")
    kiosk.command("person", "export", "--out", kiosk.desk / "salinan.zip", given=first)
    kiosk.command("breach", "--found", "2026-11-20 09:00", "--out", kiosk.desk / "draf.html")
    kiosk.command("backup")
    kiosk.command("restore", "--list")
    kiosk.command("doctor")
    kiosk.command("doctor", "--json")
    swap.put_aside(kiosk.data, main.now())


def needles(people: Iterable[Invented]) -> tuple[bytes, ...]:
    return tuple(form for who in people for secret in who.secrets for form in forms(secret))


def test_the_file_holds_what_is_looked_for(lived: Lived) -> None:
    """A search that finds nothing must be one that would find something."""
    for who in lived.everyone:
        held = [s for s in who.secrets if who is not lived.day.guest or s not in _jobs(who)]
        for secret in (*(s.encode() for s in held), *lived.pages(who)):
            search = Search([secret])
            search.folder(lived.data)
            assert any(name.endswith("/dermaga.sqlite") for name in search.found), secret


def _jobs(who: Invented) -> tuple[str, ...]:
    """Of a guest there is neither NIP nor rank nor position."""
    return (who.nip, who.rank, who.position)


def test_nobody_is_found_outside_the_file_and_its_copies(
    lived: Lived, counted: Callable[..., None]
) -> None:
    search = Search(
        [*needles(lived.everyone), *(p for x in lived.everyone for p in lived.pages(x))]
    )
    search.folder(lived.data, but=(*THE_FILE, ".sqlite"))
    search.folder(lived.home)
    for name, words in lived.said.items():
        search.text(name, words)
    search.text("draf.html", (lived.desk / "draf.html").read_bytes())
    reports = list((lived.data / "reports").glob("*.txt"))
    counted(
        "privacy, outside the file", files=search.files, needles=len(search.needles),
        found=len(search.found),
    )  # fmt: skip
    assert search.found == []
    assert len(reports) >= 1
    assert all("ValueError" in report.read_text(encoding="utf-8") for report in reports)
    assert list(lived.said) == [
        "setup --file", "roster import --codes", "roster import --dry-run", "a day",
        "course check", "person export --out", "breach --found 2026-11-20 09:00 --out",
        "backup", "restore --list", "doctor", "doctor --json",
    ]  # fmt: skip


def test_after_an_erasure_nobody_is_found_at_all(
    lived: Lived, counted: Callable[..., None]
) -> None:
    """Neither by the command, nor while the file is still open; and those who stay, stay."""
    gone, stays = (lived.day.people[0], lived.day.guest), lived.day.people[1]
    known = [*needles(gone), *(p for x in gone for p in lived.pages(x))]
    lived.command("person", "erase", "-", "--yes", given=f"{gone[0].nip}\n".encode())
    shown = lived.said.pop("person erase - --yes")
    assert gone[0].name.encode() in shown  # that is its purpose
    with main.rooms().house(lived.data) as house:
        _erase_here(house.store, lived.id_of(gone[1]))
        open_search = Search(known)
        open_search.folder(lived.data)
    search = Search(known)
    search.folder(lived.data)
    search.folder(lived.home)
    counted(
        "privacy, after an erasure", files=search.files, mb=round(search.bytes / 1e6, 1),
        needles=len(search.needles), found=len(search.found) + len(open_search.found),
    )  # fmt: skip
    assert (open_search.found, search.found) == ([], [])
    left = Search([stays.nip.encode()])
    left.folder(lived.data)
    assert {Path(name).suffix for name in left.found} == {".sqlite"}
    assert backup.kept(lived.data)[0].reason == "erasure"
    assert all(backup.faults(lived.data, b) == () for b in backup.kept(lived.data))


def _mixing(store: Store) -> Callable[[urn.Unnamed], None]:
    return lambda said: urn.cast(store, said, os.urandom(16), tuple)


def _erase_here(store: Store, learner: str) -> None:
    kept = person.kept_events(store.events(learner), {})
    scrub = scrub_copies(store.file, main.now, os.urandom)
    erased = person.erase_everywhere(store, learner, kept, _mixing(store), scrub)
    assert erased.events > 0
    assert erased.backups is not None
    assert store.damages() == ()
