"""Setting up and the roster, by the commands that the README names."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import main
from kiosk.cli.door import commands
from kiosk.office import demo
from kiosk.store.folder import DataFolder
from tests.conftest import HOME

KIOSK = """\
[agency]
name = "Badan Kepegawaian Kota Contoh"
short = "BKPSDM"
city = "Kota Contoh"
domain = "contoh.go.id"
kop = ["Pemerintah Kota Contoh"]
units = ["Dinas A", "Dinas B"]
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
ROSTER = """\
NIP;Nama;Unit
198704122011012008;Siti;Dinas A
1,98704E+17;Rusak;Dinas A
199106252022212003;Budi;Dinas B
"""
GUESSED = (
    "Dibaca: judul pada baris 1",
    "  NIP: kolom A “NIP” (menurut judul)",
    "  Nama: kolom B “Nama” (menurut judul)",
    "  Unit kerja: kolom C “Unit” (menurut judul)",
)

Run = Callable[..., Result]


@pytest.fixture
def run(data: Path) -> Run:
    """A command as typed after `dermaga --data …`."""

    def typed(*words: str | Path) -> Result:
        line = ["--data", str(data), *map(str, words)]
        return CliRunner().invoke(commands, line, obj=main.rooms())

    return typed


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str, str], Path]:
    def write(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def people(data: Path) -> list[str]:
    """Names on the roster."""
    with main.rooms().house(data) as house:
        return [x.name for x in house.office.people()]


def test_a_kiosk_is_set_up_from_a_file(
    run: Run, data: Path, file: Callable[[str, str], Path]
) -> None:
    done = run("setup", "--file", file("kiosk.toml", "\ufeff" + KIOSK))
    assert (done.exit_code, done.output) == (0, f"Kios siap: {data}\n")
    with main.rooms().house(data) as house:
        settings = house.office.settings()
        assert settings is not None
        assert (settings.kiosk_code, settings.units) == ("KTS-01", ("Dinas A", "Dinas B"))
        house.office.enter("rahasia sekali")


def test_a_kiosk_is_set_up_only_once(run: Run, file: Callable[[str, str], Path]) -> None:
    run("setup", "--file", file("kiosk.toml", KIOSK))
    again = run("setup", "--file", file("kiosk.toml", KIOSK))
    assert again.exit_code == 1
    assert again.output == (
        "Error: Kios ini sudah disiapkan. Ubah pengaturannya di layar pengelola.\n"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'name = "Kios lobi"',
            'nmae = "Kios lobi"',
            "kiosk.toml:10: Kunci “nmae” tidak dikenal. Periksa ejaannya atau hapus baris ini.",
        ),
        ('code = "KTS-01"\n', "", "kiosk.toml:8: “kiosk.code” belum diisi."),
        (
            'name = "Kios lobi"',
            "name = 5",
            "kiosk.toml:10: Isi “kiosk.name” bukan jenis yang diminta.",
        ),
        ("[kiosk]", "[kiosk", "kiosk.toml:8: Bentuk TOML keliru pada baris ini."),
        (
            "contoh.go.id",
            "contoh",
            "kiosk.toml:5: Domain belum lengkap. Tulis misalnya contoh.go.id.",
        ),
        (
            "rahasia sekali",
            "pendek",
            "kiosk.toml:16: Kata sandi pengelola paling sedikit 10 huruf.",
        ),
    ],
)
def test_a_fault_in_the_file_is_told_with_its_line(  # noqa: PLR0913, PLR0917 - two of them fixtures
    run: Run, data: Path, file: Callable[[str, str], Path], old: str, new: str, said: str
) -> None:
    assert KIOSK.count(old) == 1
    done = run("setup", "--file", file("kiosk.toml", KIOSK.replace(old, new)))
    assert (done.exit_code, done.output) == (1, f"Error: \n{said}\n")
    with main.rooms().house(data) as house:
        assert house.office.settings() is None


def test_a_file_in_another_encoding_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kiosk.toml").write_bytes("name = “é”".encode("cp1252"))
    done = run("setup", "--file", tmp_path / "kiosk.toml")
    assert (done.exit_code, done.output) == (1, "Error: kiosk.toml bukan teks UTF-8.\n")


def test_setup_needs_a_file_or_the_demonstration_and_not_both(
    run: Run, file: Callable[[str, str], Path]
) -> None:
    for words in (("setup",), ("setup", "--demo", "--file", file("kiosk.toml", KIOSK))):
        done = run(*words)
        assert done.exit_code == 2
        assert "Sebut --file kiosk.toml atau --demo." in done.output


def test_the_demonstration_is_set_up_with_its_learners(run: Run, data: Path) -> None:
    assert run("setup", "--demo").exit_code == 0
    with main.rooms().house(data) as house:
        assert house.office.settings() == demo.SETTINGS
    assert people(data) == [f"Peserta Contoh {n}" for n in range(1, 6)]


def test_a_dry_run_tells_all_and_keeps_nothing(
    run: Run, data: Path, file: Callable[[str, str], Path]
) -> None:
    done = run("roster", "import", file("peserta.csv", ROSTER), "--dry-run")
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        *GUESSED,
        "baris 3: NIP rusak oleh Excel (bentuk 1,98E+17). Ubah kolom NIP menjadi teks, isi ulang.",
        "2 baru, 0 berubah, 0 tetap, 1 ditolak",
        "Uji coba: tidak ada yang disimpan.",
    ]
    assert people(data) == []


def test_codes_are_written_to_a_file_that_only_its_owner_may_read(
    run: Run, data: Path, file: Callable[[str, str], Path], tmp_path: Path
) -> None:
    codes = tmp_path / "kode.csv"
    done = run("roster", "import", file("peserta.csv", ROSTER), "--codes", codes)
    assert done.exit_code == 0
    said = f"2 kode aktivasi ditulis ke {codes}. Simpan baik-baik."
    assert done.output.splitlines()[5:] == ["2 baru, 0 berubah, 0 tetap, 1 ditolak", said]
    lines = codes.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "NIP;Nama;Unit;Kode aktivasi"
    assert [line[:-8] for line in lines[1:]] == [
        "19870412 201101 2 008;Siti;Dinas A;",
        "19910625 202221 2 003;Budi;Dinas B;",
    ]
    if os.name == "posix":
        assert stat.S_IMODE(codes.stat().st_mode) == 0o600
    assert people(data) == ["Budi", "Siti"]


def test_a_second_import_of_the_same_file_changes_nothing(
    run: Run, data: Path, file: Callable[[str, str], Path]
) -> None:
    run("roster", "import", file("peserta.csv", ROSTER))
    again = run("roster", "import", file("peserta.csv", ROSTER))
    assert again.output.splitlines()[5:] == ["0 baru, 0 berubah, 2 tetap, 1 ditolak"]
    assert people(data) == ["Budi", "Siti"]


def test_codes_are_never_lost_to_a_file_that_cannot_be_written(
    run: Run, data: Path, file: Callable[[str, str], Path], tmp_path: Path
) -> None:
    nowhere = tmp_path / "tidak" / "ada.csv"
    done = run("roster", "import", file("peserta.csv", ROSTER), "--codes", nowhere)
    assert done.exit_code == 0
    assert done.stderr == f"Berkas {nowhere} tidak dapat ditulis. Catat kode berikut sekarang:\n"
    assert done.stdout.splitlines()[6] == "NIP;Nama;Unit;Kode aktivasi"
    assert len(done.stdout.splitlines()) == 9
    assert people(data) == ["Budi", "Siti"]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "Berkas kosong."),
        (
            b"Nama;Unit\nSiti;Dinas A",
            "Baris judul tidak ditemukan. Tulis kolom NIP, Nama, dan Unit pada baris judul.",
        ),
        (
            b"PK\x03\x04\0",
            (
                "Berkas rusak atau isinya terlalu besar. "
                "Buka di Excel, simpan ulang sebagai .xlsx, lalu coba lagi."
            ),
        ),
    ],
)
def test_a_file_that_is_no_roster_is_told(run: Run, tmp_path: Path, raw: bytes, said: str) -> None:
    (tmp_path / "peserta.csv").write_bytes(raw)
    done = run("roster", "import", tmp_path / "peserta.csv")
    assert (done.exit_code, done.output) == (1, f"Error: {said}\n")


def test_a_command_beside_an_open_window_is_told(
    run: Run, data: Path, file: Callable[[str, str], Path]
) -> None:
    window = DataFolder(data)
    done = run("roster", "import", file("peserta.csv", ROSTER))
    window.close()
    assert done.exit_code == 1
    assert done.output == (
        "Error: Dermaga sudah terbuka di komputer ini. Tutup dahulu jendela itu, lalu coba lagi.\n"
    )


def test_a_data_folder_that_is_a_file_is_told(run: Run, data: Path) -> None:
    data.write_text("", encoding="utf-8")
    done = run("setup", "--demo")
    assert done.exit_code == 2
    assert str(data) in done.output.replace("\n", "")


def test_main_is_the_door_to_every_command(data: Path, file: Callable[[str, str], Path]) -> None:
    def typed(*words: str | Path) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "main.py", "--data", *map(str, (data, *words))]
        return subprocess.run(
            line, cwd=HOME, capture_output=True, encoding="utf-8", check=False, timeout=60
        )

    done = typed("setup", "--file", file("kiosk.toml", KIOSK))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"Kios siap: {data}\n", "")
    done = typed("roster", "import", "--dry-run", file("peserta.csv", ROSTER))
    assert (done.returncode, done.stdout.splitlines()[5:], done.stderr) == (
        0,
        ["2 baru, 0 berubah, 0 tetap, 1 ditolak", "Uji coba: tidak ada yang disimpan."],
        "",
    )
    assert people(data) == []
