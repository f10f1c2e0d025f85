"""`roster import` on the agency's own workbooks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import main
from kiosk.cli.door import commands
from kiosk.sheets.write import Table, workbook
from tests.sheets import files

Run = Callable[..., Result]
DAY = dt.date(2026, 11, 1)
PEOPLE = (
    ("198704122011012001", "Peserta Contoh 6", "Dinas Contoh Kependudukan"),
    ("198704122011012002", "Peserta Contoh 7", "Din. Contoh Kependudukan"),
    ("198704122011012003", "Peserta Contoh 8", "Badan Baru"),
)


@pytest.fixture
def run(data: Path) -> Run:
    """A command as typed after `dermaga --data …`."""

    def typed(*words: str | Path) -> Result:
        line = ["--data", str(data), *map(str, words)]
        return CliRunner().invoke(commands, line, obj=main.rooms())

    return typed


@pytest.fixture
def book(run: Run, tmp_path: Path) -> Path:
    """A workbook of two sheets beside the demonstration."""
    run("setup", "--demo")
    tables = [
        Table("Petunjuk", ("Isi",), [("NIP ditulis sebagai teks",)]),
        Table("Pegawai", ("NIP", "Nama", "OPD", "Seksi"), [(*x, "S") for x in PEOPLE], ("DAFTAR",)),
    ]
    (tmp_path / "pegawai.xlsx").write_bytes(workbook(tables, DAY))
    return tmp_path / "pegawai.xlsx"


def units(data: Path) -> dict[str, str]:
    with main.rooms().house(data) as house:
        return {x.name: x.unit for x in house.office.people() if x.name > "Peserta Contoh 5"}


def test_a_workbook_is_read_as_it_is_and_what_is_doubtful_is_said(
    run: Run, data: Path, book: Path
) -> None:
    done = run("roster", "import", book)
    assert done.output.splitlines() == [
        "Dibaca: lembar “Pegawai”, judul pada baris 2",
        "  NIP: kolom A “NIP” (menurut judul)",
        "  Nama: kolom B “Nama” (menurut judul)",
        "  Unit kerja: kolom C “OPD” (menurut judul)",
        "baris 4: meragukan: unit “Din. Contoh Kependudukan” dikira Dinas Contoh Kependudukan.",
        "baris 5: meragukan: unit “Badan Baru” belum dikenal.",
        "Unit yang belum dikenal dengan nama ini (terima dengan --accept-units):",
        "  “Din. Contoh Kependudukan” (1 baris): dikira Dinas Contoh Kependudukan",
        "  “Badan Baru” (1 baris): belum dikenal",
        "1 baru, 0 berubah, 0 tetap, 2 meragukan, 0 ditolak",
        "Kode aktivasi belum dibuat. Buat di kios, bagian Peserta, bila diperlukan.",
    ]
    assert units(data) == {"Peserta Contoh 6": "Dinas Contoh Kependudukan"}
    done = run("roster", "import", book, "--accept-units", "--codes", book.with_name("kode.csv"))
    assert "2 baru, 0 berubah, 1 tetap, 0 ditolak" in done.output.splitlines()
    assert units(data) == {
        "Peserta Contoh 6": "Dinas Contoh Kependudukan",
        "Peserta Contoh 7": "Dinas Contoh Kependudukan",
        "Peserta Contoh 8": "Badan Baru",
    }
    assert len(book.with_name("kode.csv").read_text(encoding="utf-8").splitlines()) == 3
    again = run("roster", "import", book, "--dry-run")
    assert "0 baru, 0 berubah, 3 tetap, 0 ditolak" in again.output.splitlines()


def test_sheet_and_columns_can_be_named(run: Run, book: Path) -> None:
    done = run(
        "roster", "import", book, "--dry-run", "--sheet", "Pegawai", "--column", "unit kerja=D",
        "--column", "jabatan=-",
    )  # fmt: skip
    assert "  Unit kerja: kolom D “Seksi” (pilihan Anda)" in done.output.splitlines()
    wrong = run("roster", "import", book, "--sheet", "Lain")
    assert wrong.exit_code == 2
    assert "Lembar “Lain” tidak ada. Yang ada: “Petunjuk”, “Pegawai”." in wrong.output
    wrong = run("roster", "import", book, "--column", "gaji=A")
    assert (wrong.exit_code, "Tulis seperti nip=B." in wrong.output) == (2, True)


REFUSED = {
    b"%PDF-1.7": (
        "Isi berkas ini PDF, bukan tabel. "
        "Simpan daftarnya sebagai .xlsx, .ods, atau .csv, lalu coba lagi."
    ),
    files.compound("EncryptedPackage", b"x"): (
        "Berkas dikunci dengan kata sandi. "
        "Buka di Excel, hapus kata sandinya, simpan, lalu coba lagi."
    ),
    b"NIP;Nama\n" + b"x;y\n" * 200_000: (
        "Lembar memuat lebih dari 200.000 baris. Pecah berkasnya, lalu coba lagi."
    ),
}


@pytest.mark.parametrize(("raw", "said"), REFUSED.items(), ids=["pdf", "locked", "long"])
def test_a_file_that_cannot_be_taken_says_what_to_do(
    run: Run, data: Path, tmp_path: Path, raw: bytes, said: str
) -> None:
    run("setup", "--demo")
    (tmp_path / "pegawai.xls").write_bytes(raw)
    done = run("roster", "import", tmp_path / "pegawai.xls")
    assert (done.exit_code, done.output) == (1, f"Error: {said}\n")
    assert units(data) == {}
