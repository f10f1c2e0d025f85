"""Certificates of two pages, alone and in numbers, beside plain ReportLab pages with a segno QR."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import segno
from msgspec import structs
from nacl.signing import SigningKey
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from kiosk.certificate.facts import Certificate, CertificateLesson
from kiosk.certificate.page import render, render_many
from kiosk.trust.code import Said, packed
from kiosk.trust.seal import sealed
from tests.bench.measure import Finding, Spread, Target, finding, milliseconds
from tests.bench.process import HOME

TIMES = 50
ROUNDS, MANY = 5, 100
KEY = SigningKey(bytes(range(32)))
FONTS = HOME / "resources" / "fonts"
FLOOR = "satu halaman ReportLab biasa dengan 14 baris dan QR segno"
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
)


def run(_place: Path) -> Iterator[Finding]:
    """All but the first, which reads the typefaces."""
    pdfmetrics.registerFont(TTFont("plain", str(FONTS / "PlusJakartaSans_400Regular.ttf")))
    _issued(0)
    _plain_file([0])
    yield _alone()
    yield _separate()
    yield _merged()


def _alone() -> Finding:
    floor, mine = [], []
    for n in range(TIMES):
        floor.append(milliseconds(lambda n=n: _plain_file([n])))  # type: ignore[misc]
        mine.append(milliseconds(lambda n=n: _issued(n)))  # type: ignore[misc]
    what = "satu sertifikat: kode periksa, QR, dua halaman, segel"
    return finding(("certificate", what, "ms"), mine, (FLOOR, floor), _within(20))


def _separate() -> Finding:
    floor, mine = [], []
    for _ in range(ROUNDS):
        floor.append(_each(lambda: [_plain_file([n]) for n in range(MANY)]))
        mine.append(_each(lambda: [_issued(n) for n in range(MANY)]))
    what = f"tiap sertifikat dari {MANY} berkas (≥ 90 per detik)"
    return finding(("certificate-files", what, "ms"), mine, (FLOOR, floor), _within(1000 / 90))


def _merged() -> Finding:
    certificates = [_coded(n) for n in range(MANY)]
    floor, mine = [], []
    for _ in range(ROUNDS):
        floor.append(_each(lambda: _plain_file(range(MANY))))
        mine.append(_each(lambda: render_many(certificates, FONTS)))
    what = f"tiap sertifikat dari {MANY} dalam satu berkas (≥ 150 per detik)"
    return finding(("certificate-pages", what, "ms"), mine, (FLOOR, floor), _within(1000 / 150))


def _within(most: float) -> Callable[[Spread, float], tuple[Target, ...]]:
    return lambda found, _ratio: (Target(f"median ≤ {most:.1f} ms", found.median <= most),)


def _each(work: Callable[[], object]) -> float:
    return milliseconds(work) / MANY


def _coded(n: int) -> Certificate:
    """The `n`-th certificate with its check code."""
    number = f"800.1.4/CONTOH-01.{n:04}/BKPSDM/XI/2026"
    said = Said(
        number=number,
        name=f"Peserta Contoh {n}, S.A.P.",
        course=ORDINARY.course,
        hours=ORDINARY.hours,
        issued=ORDINARY.issued,
        facts=bytes(8),
        key=bytes(8),
    )
    return structs.replace(
        ORDINARY, number=number, name=said.name, check_code=packed(said, _signed)
    )


def _signed(message: bytes) -> bytes:
    return KEY.sign(message).signature


def _issued(n: int) -> bytes:
    pdf, _seal = sealed(render(_coded(n), FONTS), _signed)
    return pdf


def _plain_file(pages: Iterable[int]) -> bytes:
    """What anybody would write first: a page each, with lines of text and a code of like size."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(842, 595), invariant=1, pageCompression=1)
    for n in pages:
        canvas.setFont("plain", 12)
        for line in range(14):
            canvas.drawCentredString(421, 540 - 20 * line, f"Baris {line} dari sertifikat {n}")
        path = canvas.beginPath()
        code = f"{n:04}" + "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 7
        for y, row in enumerate(segno.make_qr(code, error="m").matrix):
            for x, dark in enumerate(row):
                if dark:
                    path.rect(60 + 2 * x, 170 - 2 * y, 2, 2)
        canvas.drawPath(path, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
