"""The papers of a class, as typed."""

from __future__ import annotations

import csv
import io
import re
import stat
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from msgspec import structs
from python_calamine import CalamineWorkbook

from kiosk.catalog.catalog import Catalog
from kiosk.cli.cohort_papers import papers
from kiosk.house import House, Rooms
from kiosk.learning.events import EvaluationAnswered, SignedIn
from kiosk.learning.events_office import AttendanceMarked, OfficerActed
from kiosk.office.cohorts import Cohorts
from kiosk.office.log_words import sentence
from kiosk.office.papers import Paper
from kiosk.people.cohort import Assignment, Cohort
from kiosk.people.role import COMMAND, Act
from tests.conftest import Clock
from tests.desk.learning_on import COURSE
from tests.office.papers_class import ITEMS
from tests.register.people import certified, earn, people
from tests.rooms import PASSPHRASE, REAL

PEOPLE = people(4)
DAY = "2026-12-23"
CLASS = Cohort(
    "a3",
    "Angkatan III",
    tuple(x.id for x in PEOPLE),
    (Assignment(COURSE, opens=DAY),),
    (DAY,),
    "Ruang komputer",
    letter="800/1",
)
LABEL = f"Angkatan-III {DAY}"


@pytest.fixture
def data(
    tmp_path: Path,
    rooms: Rooms,
    clock: Clock,
    catalog: Catalog,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:
    """Two certified, one who passed, one away; six evaluations; it is the day after."""
    clock.at += 86_400_000 * 30
    monkeypatch.setattr(House, "catalog", lambda _self: catalog)
    with rooms.house(tmp_path / "data") as house:
        house.office.set_up(REAL, PASSPHRASE)
        house.store.roster.put(PEOPLE)
        for learner in PEOPLE[:3]:
            house.store.record(learner.id, SignedIn())
        certified(house, PEOPLE[:2])
        earn(house.store, PEOPLE[2], score=80.0, evaluated=False)
        away = AttendanceMarked("a3", DAY, "duty", "officer", "rapat")
        house.store.record(PEOPLE[3].id, away)
        for n in range(6):
            ratings = dict.fromkeys(ITEMS, 3 + n % 2)
            house.store.record("", EvaluationAnswered(COURSE, ratings, f"Saran {n}", named=False))
        Cohorts(house.clerk(COMMAND).acts, house.store).save(CLASS)
    clock.at += 86_400_000
    return tmp_path / "data"


def run(rooms: Rooms, data: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(papers, [str(a) for a in arguments], obj=(rooms, data))


def text_of(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as pdf:
        return " ".join(" ".join(p.get_textpage().get_text_range().split()) for p in pdf)


def test_all_papers_of_a_class_lie_in_the_folder_and_the_log_says_so(
    rooms: Rooms, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "berkas"
    told = run(rooms, data, "angkatan iii", "--out", out)
    assert told.exit_code == 0, told.output
    assert "11 berkas angkatan Angkatan III ditulis ke" in told.output
    names = sorted(file.name for file in out.iterdir())
    later = "2026-12-24"
    assert names == [
        f"Berita acara {LABEL}.pdf",
        f"Daftar hadir {LABEL}.pdf",
        f"Daftar hadir {LABEL}.xlsx",
        f"Register sertifikat Angkatan-III {later}.pdf",
        f"Register sertifikat Angkatan-III {later}.xlsx",
        f"Rekap evaluasi Angkatan-III {later}.pdf",
        f"Rekap evaluasi Angkatan-III {later}.xlsx",
        f"Rekap nilai Angkatan-III {later}.pdf",
        f"Rekap nilai Angkatan-III {later}.xlsx",
        f"Usulan SIASN Angkatan-III {later} catatan.txt",
        f"Usulan SIASN Angkatan-III {later}.csv",
    ]
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in out.iterdir())
    with rooms.house(data) as house:
        noted = [record.event for record in reversed(house.store.acts(6))]
    assert noted == [
        OfficerActed(Act.PRINT_PAPERS, "command", ("a3",), 1, str(paper)) for paper in Paper
    ]
    assert [
        sentence(each, "Perintah", str) for each in noted if isinstance(each, OfficerActed)
    ] == [
        "Perintah membuat daftar hadir kelas",
        "Perintah membuat rekap nilai kelas",
        "Perintah membuat berita acara kelas",
        "Perintah membuat rekap evaluasi kelas",
        "Perintah membuat register sertifikat kelas",
        "Perintah membuat usulan SIASN kelas",
    ]


def test_the_papers_say_what_the_class_did(rooms: Rooms, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "berkas"
    assert run(rooms, data, "a3", "--out", out).exit_code == 0
    there = text_of(out / f"Daftar hadir {LABEL}.pdf")
    assert len(re.findall(r"masuk \d\d\.\d\d", there)) == 3
    assert "dinas luar: rapat" in there
    held = text_of(out / f"Berita acara {LABEL}.pdf")
    assert "hadir 3 (tiga) orang, tidak hadir 1 (satu) orang" in held
    assert "sertifikat terbit 2 (dua) lembar, dari Nomor 800.1.4/KTS-01.0001/" in held
    said = text_of(out / "Rekap evaluasi Angkatan-III 2026-12-24.pdf")
    assert "Nilai evaluasi (6 evaluasi) 3,50 87,50 B (baik)" in said
    assert "Dari angkatan ini 2 peserta tercatat sudah memberi evaluasi" in said


def test_siasn_and_excel_keep_every_nip_as_text(rooms: Rooms, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "berkas"
    done = run(rooms, data, "a3", "--out", out, "--only", "siasn", "--only", "register")
    assert done.exit_code == 0
    table = (out / "Usulan SIASN Angkatan-III 2026-12-24.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table), delimiter=";"))
    assert sorted(row["nip"] for row in rows) == ["19870412 201101 2 001", "19870412 201101 2 002"]
    assert {row["namaKursus"] for row in rows} == {"Pelayanan Publik Prima"}
    book = CalamineWorkbook.from_path(out / "Register sertifikat Angkatan-III 2026-12-24.xlsx")
    cells = [cell for row in book.get_sheet_by_index(0).to_python() for cell in row]
    assert PEOPLE[0].nip in cells
    assert PEOPLE[1].nip in cells


def test_one_paper_of_one_day_is_one_pair_of_files(
    rooms: Rooms, data: Path, tmp_path: Path
) -> None:
    out = tmp_path / "berkas"
    told = run(rooms, data, "a3", "--out", out, "--only", "attendance", "--day", "2027-01-04")
    assert told.exit_code == 0
    assert sorted(file.suffix for file in out.iterdir()) == [".pdf", ".xlsx"]
    blank = text_of(out / "Daftar hadir Angkatan-III 2027-01-04.pdf")
    assert "dicetak sebelum hari pelatihan" in blank


def test_a_certificate_from_before_the_class_is_not_of_it(
    rooms: Rooms, data: Path, tmp_path: Path
) -> None:
    later = structs.replace(
        CLASS, id="a4", name="Angkatan IV", assignments=(Assignment(COURSE),), days=("2026-12-24",)
    )
    with rooms.house(data) as house:
        Cohorts(house.clerk(COMMAND).acts, house.store).save(later)
    out = tmp_path / "berkas"
    chosen = ("--only", "register", "--only", "scores", "--only", "siasn")
    assert run(rooms, data, "a4", "--out", out, *chosen).exit_code == 0
    kept = text_of(out / "Register sertifikat Angkatan-IV 2026-12-24.pdf")
    assert "Belum ada sertifikat yang terbit untuk angkatan ini." in kept
    scores = text_of(out / "Rekap nilai Angkatan-IV 2026-12-24.pdf")
    assert scores.count("sebelum pelatihan ini") == 2
    table = (out / "Usulan SIASN Angkatan-IV 2026-12-24.csv").read_text("utf-8-sig")
    assert len(table.splitlines()) == 1


def test_a_class_that_is_not_there_is_told_with_those_that_are(
    rooms: Rooms, data: Path, tmp_path: Path
) -> None:
    told = run(rooms, data, "a9", "--out", tmp_path / "berkas")
    assert told.exit_code == 1
    assert "Angkatan “a9” tidak ada di kios ini. Yang ada: a3 (Angkatan III)." in told.output
    assert not (tmp_path / "berkas").exists()


def test_an_older_file_is_never_written_over(rooms: Rooms, data: Path, tmp_path: Path) -> None:
    for expected in (0, 1):
        told = run(rooms, data, "a3", "--out", tmp_path, "--only", "minutes")
        assert told.exit_code == expected
    assert "sudah ada" in told.output
