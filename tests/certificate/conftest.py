"""A certificate of an invented learner, and the PDF tools that read it back."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from kiosk.certificate.facts import Certificate, CertificateLesson

Tool = Callable[..., str]


class Word(NamedTuple):
    """A word found on a page (from 1); points from the upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    text: str


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The typeface that comes with the program."""
    return Path(__file__).parents[2] / "resources" / "fonts"


@pytest.fixture(scope="session")
def certificate() -> Certificate:
    """An ordinary certificate."""
    return Certificate(
        number="800.1.4/SBG1.0127/BKPSDM/XI/2026",
        name="Peserta Contoh, S.A.P.",
        nip="198704122011012008",
        rank_line="Penata Tingkat I (III/d)",
        position="Analis Kebijakan Ahli Muda",
        unit="Dinas PMPTSP",
        course="Pelayanan Publik Prima",
        hours=2,
        form="E-learning",
        score=92,
        started="2026-11-20",
        finished="2026-11-24",
        issued="2026-11-24",
        place="Sibolga",
        kop=(
            "PEMERINTAH KOTA SIBOLGA",
            "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA",
        ),
        agency="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        city="Kota Sibolga",
        signatory_name="Nama Pejabat, S.Sos., M.Si.",
        signatory_nip="197001011995031001",
        signatory_position="Kepala BKPSDM Kota Sibolga",
        lessons=(
            CertificateLesson("Mengapa warga datang", 40, "90"),
            CertificateLesson("Standar dan maklumat", 50, "94"),
        ),
        legal_basis=(
            "Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",
            "Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil",
        ),
        as_of="2026-11-20",
        kiosk="SBG-01",
        check_code="TR3NR-25C4Y-PFEF4-NK6US",
    )


@pytest.fixture
def tool() -> Tool:
    """Run a program by name and give its output; skip, and say so, where it is missing."""

    def run(name: str, *arguments: str | Path) -> str:
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} is not installed (poppler-utils, qpdf)")
        done = subprocess.run(
            [found, *map(str, arguments)], capture_output=True, check=True, text=True
        )
        return done.stdout

    return run


@pytest.fixture
def text_of(tool: Tool, tmp_path: Path) -> Callable[[bytes], str]:
    """The text of a PDF, white space made single."""

    def read(pdf: bytes) -> str:
        file = tmp_path / "text.pdf"
        file.write_bytes(pdf)
        return " ".join(tool("pdftotext", "-raw", file, "-").split())

    return read


@pytest.fixture(scope="session")
def words_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], list[Word]]:
    """The words of a PDF and where they stand."""

    def read(pdf: bytes) -> list[Word]:
        found = shutil.which("pdftotext")
        if found is None:
            pytest.skip("pdftotext is not installed (poppler-utils)")
        file = tmp_path_factory.mktemp("words") / "words.pdf"
        file.write_bytes(pdf)
        done = subprocess.run(
            [found, "-bbox", str(file), "-"], capture_output=True, check=True, text=True
        )
        return _words(done.stdout)

    return read


def _words(listing: str) -> list[Word]:
    number = r'="(-?[\d.]+)"'
    word = re.compile(
        rf"<page|<word xMin{number} yMin{number} xMax{number} yMax{number}>(.*?)</word>"
    )
    page, found = 0, []
    for match in word.finditer(listing):
        if match[0] == "<page":
            page += 1
        else:
            left, top, right, bottom = (float(match[i]) for i in range(1, 5))
            found.append(Word(page, left, top, right, bottom, unescape(match[5])))
    return found
