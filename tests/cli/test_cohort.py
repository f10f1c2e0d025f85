"""`dermaga cohort`: classes by words, as an officer types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from kiosk.cli.door import commands
from kiosk.house import Rooms
from kiosk.learning.events import SignedIn
from kiosk.office import demo
from kiosk.people.cohort import Assignment
from kiosk.store.cohorts import all_cohorts
from tests.rooms import set_up

NIPS = [learner.nip for learner in demo.LEARNERS]


class Typed:
    """A kiosk's commands: the last words of what they said, and whether they succeeded."""

    def __init__(self, rooms: Rooms, data: Path) -> None:
        self.rooms, self.data = rooms, data

    def __call__(self, *words: str) -> tuple[int, str]:
        line = ["--data", str(self.data), "cohort", *words]
        done = CliRunner().invoke(commands, line, obj=self.rooms)
        return done.exit_code, done.output


@pytest.fixture
def typed(rooms: Rooms, data: Path) -> Typed:
    set_up(rooms, data)
    return Typed(rooms, data)


def test_a_class_is_made_filled_ruled_and_closed(typed: Typed, tmp_path: Path) -> None:
    (tmp_path / "nip.txt").write_text(f"NIP\n{NIPS[1]}\n199001012020121001\n", encoding="utf-8")
    assert typed("new", "Angkatan I", "--day", "2026-11-23", "--place", "Aula")[0] == 0
    code, told = typed("add", "Angkatan I", NIPS[0], "--file", str(tmp_path / "nip.txt"))
    assert (code, told.splitlines()) == (
        0, ["2 peserta masuk ke Angkatan I.", "Tidak dikenal: 199001012020121001"],
    )  # fmt: skip
    assert typed("add", "Angkatan I", "--unit", demo.UNITS[0])[1].startswith("1 peserta masuk")
    assert typed("remove", "Angkatan I", NIPS[1])[1] == "1 peserta keluar dari Angkatan I.\n"
    code, told = typed("assign", "Angkatan I", "pelayanan-prima", "--deadline", "2026-11-30",
                       "--pass-mark", "80", "--attempts", "2")  # fmt: skip
    assert told == (
        "Angkatan I: Kursus pelayanan-prima, tenggat 2026-11-30, ambang 80, 2 kesempatan.\n"
    )
    assert "Peserta Contoh 1 · Dinas Contoh Pelayanan Terpadu" in typed("show", "Angkatan I")[1]
    assert typed("edit", "Angkatan I", "--name", "Angkatan II")[0] == 0
    assert typed("close", "Angkatan II")[1] == "Kelas Angkatan II ditutup.\n"
    assert typed("list")[1].startswith("Belum ada kelas.")
    assert typed("list", "--all")[1].endswith("Angkatan II (2 peserta, ditutup)\n")
    with typed.rooms.house(typed.data) as house:
        (kept,) = all_cohorts(house.store)
    given = Assignment("pelayanan-prima", "", "2026-11-30", 80, 2)
    assert (kept.assignments, kept.days, kept.place) == ((given,), ("2026-11-23",), "Aula")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", " "), "Sebut nama kelas."),
        (("new", "Angkatan I"), "Kelas lain yang masih dibuka sudah bernama begitu."),
        (("new", "B", "--day", "23-11-2026"), "Tanggal harus berbentuk YYYY-MM-DD."),
        (("show", "C"), "Kelas “C” tidak ada di kios ini. Yang ada: Angkatan I."),
        (("assign", "Angkatan I", "tidak-ada"), "Kursus tidak-ada tidak ada di kios ini."),
        (
            ("assign", "Angkatan I", "pelayanan-prima", "--pass-mark", "101"),
            "pelayanan-prima/pass_mark: Ambang kelulusan antara 0 dan 100.",
        ),
        (("attendance", "Angkatan I", "--day", "kemarin"), "Tanggal harus berbentuk YYYY-MM-DD."),
        (
            ("attendance", "Angkatan I", "--mark", "123", "--as", "sakit"),
            "Orang ini bukan peserta kelas ini.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    typed: Typed, words: tuple[str, ...], said: str
) -> None:
    assert typed("new", "Angkatan I")[0] == 0
    code, told = typed(*words)
    assert (code, told) == (1, f"Error: {said}\n")


def test_a_class_goes_to_another_kiosk_in_a_file(
    typed: Typed, rooms: Rooms, tmp_path: Path
) -> None:
    typed("new", "Angkatan I", "--day", "2026-11-23")
    typed("add", "Angkatan I", NIPS[0])
    typed("assign", "Angkatan I", "pelayanan-prima", "--opens", "2026-11-24")
    file = tmp_path / "kelas.json"
    assert typed("export", "Angkatan I", str(file))[0] == 0
    assert NIPS[0] not in file.read_text(encoding="utf-8")
    set_up(rooms, tmp_path / "other", kiosk_code="KTS-02")
    other = Typed(rooms, tmp_path / "other")
    assert other("import", str(file)) == (0, "Kelas Angkatan I diambil: 1 peserta.\n")
    assert "Kursus pelayanan-prima, dibuka 2026-11-24" in other("show", "Angkatan I")[1]


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"id": 1, "name": "A"}', b"\xff\xfe", b'{"id": "c"}', b" " * 1_000_001],
)
def test_a_file_that_is_no_class_is_refused_whole(
    typed: Typed, tmp_path: Path, body: bytes
) -> None:
    (tmp_path / "kelas.json").write_bytes(body)
    code, told = typed("import", str(tmp_path / "kelas.json"))
    assert (code, told[:36]) == (1, "Error: Berkas ini bukan kelas dari d")
    assert typed("list", "--all")[1].startswith("Belum ada kelas.")


def test_attendance_and_the_day_are_told_and_marked(typed: Typed) -> None:
    typed("new", "Angkatan I")
    typed("add", "Angkatan I", NIPS[0], NIPS[1])
    typed("assign", "Angkatan I", "pelayanan-prima")
    with typed.rooms.house(typed.data) as house:
        house.store.record(demo.LEARNERS[0].id, SignedIn())
    mark = ("attendance", "Angkatan I", "--mark", NIPS[0], "--as", "dinas-luar")
    assert typed(*mark)[1].startswith("Error: Peserta ini masuk di kios pada hari itu.")
    code, told = typed(*mark, "--reason", "Rapat")
    assert (code, told.splitlines()) == (
        0,
        [
            "Angkatan I, 2026-11-23",
            "  Peserta Contoh 1: dinas luar (Rapat)",
            "  Peserta Contoh 2: belum masuk",
        ],
    )
    assert typed("live", "Angkatan I")[1].splitlines() == [
        "Angkatan I, 2026-11-23: hadir 0 dari 2,",
        "perlu bantuan 0, selesai dan lulus 0.",
        "  Peserta Contoh 1 · KTS-01 · beranda · 0% · belajar",
        "  Peserta Contoh 2 · – · – · 0% · belum masuk",
    ]
