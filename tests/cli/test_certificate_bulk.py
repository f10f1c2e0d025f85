"""The commands that collect certificates and write papers, as typed."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

from kiosk.catalog.catalog import Catalog
from kiosk.cli.door import commands
from kiosk.house import House, Rooms
from kiosk.parcel import word as forms
from kiosk.parcel.word import Cohort
from kiosk.people.learner import Learner, guest_id
from kiosk.people.nip import Kind
from kiosk.register.bulk_out import OnePdf, OneZip
from tests.conftest import HOME, Clock
from tests.desk.learning_on import COURSE
from tests.register.people import certified, earn, people
from tests.rooms import PASSPHRASE, REAL

PEOPLE = people(6)
FIRST = PEOPLE[0]
LATER = 86_400_000 * 30
Run = Callable[..., Result]


@pytest.fixture
def run(
    rooms: Rooms,
    clock: Clock,
    catalog: Catalog,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Run:
    """A kiosk where three have a certificate and two earned one that they did not take."""
    data = tmp_path / "data"
    clock.at += LATER
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    with rooms.house(data) as house:
        house.office.set_up(REAL, PASSPHRASE)
        house.store.roster.put(PEOPLE)
        certified(house, PEOPLE[:3])
        for learner in PEOPLE[3:5]:
            earn(house.store, learner)
        earn(house.store, PEOPLE[5], score=10.0)
        cohort = Cohort("A1", "Angkatan I", COURSE, "2026-11-01", "", tuple(x.id for x in PEOPLE))
        house.store.keep("word", "cohorts", forms.cohorts_bytes([cohort]))

    def typed(*words: str | Path, then: str = "") -> Result:
        line = ["--data", str(data), *map(str, words)]
        return CliRunner().invoke(commands, line, obj=rooms, input=then)

    return typed


def issued(rooms: Rooms, data: Path) -> list[str]:
    with rooms.house(data) as house:
        return [each.number for _, each in house.store.certificates()]


def test_one_pdf_of_a_cohort_with_those_not_taken_yet(
    run: Run, rooms: Rooms, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "angkatan.pdf"
    done = run("certificate", "bulk", "--cohort", "A1", "--issue", "--out", file)
    assert done.exit_code == 0, done.output
    assert "2 sertifikat baru terbit." in done.output
    assert "1 belum berhak" in done.output
    assert f"5 sertifikat ditulis ke {file}." in done.output
    assert len(pypdfium2.PdfDocument(file)) == 10
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(set(issued(rooms, data))) == 5


def test_without_issue_only_what_is_there_goes_out(
    run: Run, rooms: Rooms, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "a.zip"
    done = run("certificate", "bulk", "--course", COURSE, "--out", file)
    assert done.exit_code == 0, done.output
    assert len(zipfile.ZipFile(file).namelist()) >= 3
    assert len(issued(rooms, data)) == 3


def test_a_file_that_is_there_is_not_overwritten_unasked(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"laporan")
    done = run("certificate", "bulk", "--out", file)
    assert done.exit_code == 1
    assert "sudah ada" in done.output
    assert file.read_bytes() == b"laporan"
    assert run("certificate", "bulk", "--out", file, "--replace").exit_code == 0
    assert file.read_bytes().startswith(b"%PDF")


def test_a_folder_is_gone_on_with(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "stik"
    assert run("certificate", "bulk", "--out", folder).exit_code == 0
    done = run("certificate", "bulk", "--out", folder, "--issue")
    assert "2 sertifikat ditulis" in done.output
    assert "3 sudah ada di sana dan utuh" in done.output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--unit", "Tidak ada"], "Tidak ada sertifikat yang dapat dikumpulkan"),
        (["--since", "2027-01-01"], "Tidak ada sertifikat yang dapat dikumpulkan"),
        (["--cohort", "B9"], "Angkatan “B9” tidak ada di kios ini. Yang ada: A1."),
        (["--cohort", "A1", "--course", COURSE], "tidak keduanya"),
        (["--since", "2026-12-02", "--until", "2026-12-01"], "--until mendahului --since"),
        (["--since", "kemarin"], "--since"),
    ],
)
def test_what_cannot_be_is_said_and_makes_no_file(
    run: Run, tmp_path: Path, words: list[str], told: str
) -> None:
    done = run("certificate", "bulk", *words, "--out", tmp_path / "a.pdf")
    assert done.exit_code != 0
    assert told in done.output
    assert not (tmp_path / "a.pdf").exists()


def test_a_place_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    done = run("certificate", "bulk", "--out", tmp_path / "tidak" / "ada" / "a.pdf")
    assert done.exit_code == 1
    assert "tidak dapat ditulis" in done.output


def test_revoked_ones_are_left_out_and_named(
    run: Run, rooms: Rooms, data: Path, tmp_path: Path
) -> None:
    void = issued(rooms, data)[0]
    with rooms.house(data) as house:
        listed = (forms.Revocation(void, "salah nama", "2026-12-23"),)
        house.store.keep("word", "revoked", forms.written(forms.Revoked(1, (), listed)))
    done = run("certificate", "bulk", "--out", tmp_path / "a.pdf")
    assert f"1 dicabut dan tidak disertakan: {void}." in done.output
    assert len(pypdfium2.PdfDocument(tmp_path / "a.pdf")) == 4


@pytest.mark.parametrize("name", ["a.pdf", "a.zip"])
def test_ctrl_c_ends_it_between_two_and_leaves_nothing_half(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    taken = [0]
    for kind in (OnePdf, OneZip):
        add = kind.add

        def interrupted(self: object, *each: str, add: Callable[..., bool] = add) -> bool:
            taken[0] += 1
            if taken[0] == 3:
                raise KeyboardInterrupt
            return add(self, *each)

        monkeypatch.setattr(kind, "add", interrupted)
    (tmp_path / "out").mkdir()
    done = run("certificate", "bulk", "--out", tmp_path / "out" / name)
    assert done.exit_code == 130
    assert "Dihentikan. Sertifikat yang sudah terbit tetap berlaku." in done.output
    assert list((tmp_path / "out").iterdir()) == []


STOPPABLE = """
import sys
from tests.cli.test_certificate_bulk import killed
killed(sys.argv[1], sys.argv[2], int(sys.argv[3]))
"""


def killed(data: str, out: str, after: int) -> None:
    """A process of its own: issue and write, and be killed at once after so many certificates."""
    from functools import partial

    from kiosk.desk.award_many import award_for
    from kiosk.register import bulk
    from kiosk.register.bulk_out import target_for
    from kiosk.register.paper import paper
    from tests.rooms import rooms_of

    clock = Clock()
    clock.at += LATER
    clock._chance = __import__("itertools").count(100_000)
    with rooms_of(clock).house(Path(data)) as house:
        issue = award_for(house.kiosk(REAL, house.catalog()))
        steps = bulk.award(house.store, bulk.Wanted(), issue, "2026-12-23")
        for _ in range(after):
            next(steps)
        held = bulk.found(house.store, bulk.Wanted()).held
        fonts = HOME / "resources" / "fonts"
        writing = bulk.hand_out(
            held, partial(paper, house.store, fonts=fonts), target_for(Path(out))
        )
        for _ in range(2):
            next(writing)
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("name", ["a.pdf", "a.zip", "map"])
def test_after_a_kill_in_the_middle_the_same_command_finishes_without_doubles(
    run: Run, rooms: Rooms, data: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "here" / name
    line = [sys.executable, "-c", STOPPABLE, str(data), str(out), "4"]
    died = subprocess.run(line, cwd=HOME, capture_output=True, text=True, check=False)
    assert died.returncode == -signal.SIGKILL, died.stderr
    half = issued(rooms, data)
    assert 3 < len(half) < 6
    assert not out.is_file()  # no half file under the name
    done = run("certificate", "bulk", "--issue", "--out", out)
    assert done.exit_code == 0, done.output
    numbers = issued(rooms, data)
    assert numbers[: len(half)] == half
    assert len(numbers) == len(set(numbers)) == 5
    with rooms.house(data) as house:
        holders = [learner for learner, _ in house.store.certificates()]
    assert sorted(holders) == sorted(x.id for x in PEOPLE[:5])
    beside = [path.name for path in out.parent.iterdir()]
    assert beside == [name]
    if name == "a.pdf":
        assert len(pypdfium2.PdfDocument(out)) == 10
    elif name == "a.zip":
        pdfs = [n for n in zipfile.ZipFile(out).namelist() if n.endswith(".pdf")]
        assert len(pdfs) == len(set(pdfs)) == 5
    else:
        assert len([p for p in out.iterdir() if p.suffix == ".pdf"]) == 5
        assert [p for p in out.iterdir() if p.name.startswith(".")] == []


def test_the_siasn_table_lies_beside_its_note(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "siasn.csv"
    done = run("certificate", "siasn", "--cohort", "A1", "--out", file)
    assert done.exit_code == 0, done.output
    assert "3 sertifikat ditulis" in done.output
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 4
    assert lines[1].startswith("19870412 201101 2 002;Peserta Contoh 2;;")
    assert "pnsOrangId" in (tmp_path / "siasn-catatan.txt").read_text(encoding="utf-8")
    again = run("certificate", "siasn", "--out", file)
    assert "sudah ada" in again.output


def test_a_siasn_table_of_nobody_is_not_written(run: Run, tmp_path: Path) -> None:
    done = run("certificate", "siasn", "--unit", "Tidak ada", "--out", tmp_path / "a.csv")
    assert done.exit_code == 1
    assert list(tmp_path.glob("a*")) == []


@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["transcript"], "Transkrip nilai per 2026-12-23.pdf"),
        (["hours"], "Kartu JP 2026 per 2026-12-23.pdf"),
        (["hours", "--year", "2025"], "Kartu JP 2025 per 2026-12-23.pdf"),
        (["siasn"], "Lembar isian SIASN per 2026-12-23.pdf"),
    ],
)
def test_a_persons_paper_lies_in_this_folder_and_is_for_its_owner_only(
    run: Run, tmp_path: Path, command: list[str], name: str
) -> None:
    done = run("person", command[0], FIRST.nip, *command[1:])
    assert done.exit_code == 0, done.output
    file = tmp_path / "here" / name
    assert file.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_guest_has_a_transcript_and_no_siasn_sheet(
    run: Run, rooms: Rooms, data: Path, tmp_path: Path
) -> None:
    guest = Learner(guest_id("Tamu Satu", "Dinas A"), "Tamu Satu", "Dinas A", Kind.GUEST)
    with rooms.house(data) as house:
        house.store.roster.put([guest])
    whose = ("--guest", "Tamu Satu", "Dinas A", "--out", tmp_path / "a.pdf")
    assert run("person", "transcript", *whose).exit_code == 0
    (tmp_path / "a.pdf").unlink()
    done = run("person", "siasn", *whose)
    assert done.exit_code == 1
    assert "SIASN hanya mengenal pegawai ber-NIP" in done.output
    assert not (tmp_path / "a.pdf").exists()


def test_a_person_who_is_not_here_has_no_paper(run: Run, tmp_path: Path) -> None:
    done = run("person", "transcript", "199106252022212003", "--out", tmp_path / "a.pdf")
    assert done.exit_code == 1
    assert "NIP ini tidak ada" in done.output
    assert not (tmp_path / "a.pdf").exists()
