"""A GIFT file of 500 questions brought into a new course, beside copying the file."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from kiosk.catalog.exchange.files import raw_of, read_file
from kiosk.catalog.exchange.into import Wish, bring
from tests.bench.measure import Finding, Spread, Target, finding, milliseconds

QUESTIONS = 500
TIMES = 5
MOST = 1_000
KINDS = (
    "::s{n}::Berapa komponen nomor {n}?{{=Empat belas#Pasal 21. ~Enam#Sebagian saja. ~Dua#Bukan.}}",
    "Pernyataan {n} benar.{{T#Baca lagi.#Tepat.}}",
    "Nilai nomor {n}?{{#={n}.5:0.1#Tepat. =%0%{n}#Kurang. ~#Hitung lagi.}}",
    "Nama janji {n}?{{=maklumat {n}#Ya. =%0%visi {n}#Bukan.}}",
    "Jodohkan {n}.{{=kiri {n} -> kanan {n} =kiri lain -> kanan lain}}",
)


def text() -> str:
    """The file: five kinds in turn."""
    return "\n\n".join(KINDS[n % len(KINDS)].format(n=n) for n in range(QUESTIONS))


def run(place: Path) -> Iterator[Finding]:
    """From the file to the folder on disk."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        file = Path(folder) / "soal.gift"
        file.write_text(text(), encoding="utf-8")
        places = [Path(folder) / f"k{n}" for n in range(TIMES)]
        measured = [milliseconds(partial(_bring, file, place)) for place in places]
        copies = [place.with_suffix(".gift") for place in places]
        floor = [milliseconds(partial(shutil.copy, file, copy)) for copy in copies]
    words = f"impor berkas GIFT berisi {QUESTIONS} soal ke pelatihan baru"
    yield finding(("gift", words, "ms"), measured, ("menyalin berkas itu", floor), _promise)


def _bring(file: Path, folder: Path) -> None:
    report = bring(read_file(file.name, raw_of(file)), file.name, Wish(folder, "2026-11-24"))
    assert len(report.written) == 3, report


def _promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
    return (Target(f"≤ {MOST} ms", found.worst <= MOST),)
