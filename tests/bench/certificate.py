"""One certificate drawn, beside a ReportLab page with one line on it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from kiosk.certificate.facts import Certificate, CertificateLesson
from kiosk.certificate.page import render
from tests.bench.measure import Finding, Spread, Target, finding, milliseconds
from tests.bench.process import HOME

TIMES = 50
FONTS = HOME / "resources" / "fonts"
FLOOR = "kanvas ReportLab satu halaman dengan satu baris"
ORDINARY = Certificate(
    number="800.1.4/CONTOH-01.0127/BKPSDM/XI/2026",
    name="Peserta Contoh, S.A.P.",
    nip="198704122011012008",
    rank_line="Penata Tingkat I (III/d)",
    position="Analis Kebijakan Ahli Muda",
    unit="Dinas Contoh Pelayanan Terpadu",
    course="Pelayanan Publik Prima",
    hours=2,
    form="E-learning",
    score=92,
    started="2026-11-20",
    finished="2026-11-24",
    issued="2026-11-24",
    place="Contoh",
    kop=("PEMERINTAH KOTA CONTOH", "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA"),
    agency="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
    city="Kota Contoh",
    signatory_name="Pejabat Contoh, S.Sos., M.Si.",
    signatory_nip="197001011995031001",
    signatory_position="Kepala BKPSDM Kota Contoh",
    lessons=tuple(CertificateLesson(f"Materi contoh nomor {n}", 20, "90") for n in range(1, 6)),
    legal_basis=("Undang-Undang Nomor 25 Tahun 2009 tentang Pelayanan Publik",),
    as_of="2026-11-20",
    kiosk="CONTOH-01",
    check_code="TR3NR-25C4Y-PFEF4-NK6US",
)


def run(_place: Path) -> Iterator[Finding]:
    """All but the first, which reads the typefaces."""
    render(ORDINARY, FONTS)
    _one_line()
    floor, mine = [], []
    for _ in range(TIMES):
        floor.append(milliseconds(_one_line))
        mine.append(milliseconds(lambda: render(ORDINARY, FONTS)))
    words = "satu sertifikat sesudah yang pertama"
    yield finding(("certificate", words, "ms"), mine, (FLOOR, floor), _promise)


def _promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
    return (Target("median ≤ 25 ms", found.median <= 25),)


def _one_line() -> None:
    canvas = Canvas(io.BytesIO(), invariant=1)
    canvas.drawString(72, 720, "Dermaga")
    canvas.save()
