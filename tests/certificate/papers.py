"""The papers of an invented class, and their text read back."""

from __future__ import annotations

import pypdfium2
from msgspec import structs

from kiosk.certificate.letter_facts import Heading
from kiosk.certificate.papers_facts import (
    AttendanceList,
    Attended,
    Averages,
    Certified,
    CohortRegister,
    CourseOutcome,
    CourseRated,
    CourseScores,
    DayCount,
    EvaluationRecap,
    ItemRated,
    Member,
    Minutes,
    Missed,
    Scored,
    ScoresRecap,
    Taught,
    Training,
)

HEADING = Heading(
    kop=("PEMERINTAH KOTA CONTOH", "BADAN KEPEGAWAIAN"),
    agency="BKPSDM Kota Contoh",
    place="Contoh",
    date="2026-11-24",
    kiosk="KTS-01",
    signatory_name="Pejabat Contoh, S.Sos.",
    signatory_nip="197001011995031001",
    signatory_position="Kepala BKPSDM Kota Contoh",
)
COURSE = Taught("pelayanan-prima", "Pelayanan Publik Prima", 2, "E-learning")
TRAINING = Training(
    HEADING,
    "Angkatan III Tahun 2026",
    (COURSE,),
    ("2026-11-24",),
    "Ruang komputer",
    "800.1.4/112/2026",
    ("Pelatih Contoh",),
)
AVERAGES = Averages(
    pre=42.5, post=71.66, both=3, gain=0.4333, mean_gain=0.3833, passed=2, tested=3, certified=1
)
ITEM = ItemRated("Kejelasan penjelasan", (0, 1, 2, 2), 3.2, 80.0, "B (baik)")


def member(n: int) -> Member:
    nip = f"198704122011012{n:03d}"
    return Member(f"Peserta Contoh {n}", nip, "Penata (III/c)", "Dinas Contoh")


def number(n: int) -> str:
    return f"800.1.4/KTS-01.{n:04d}/BKPSDM/XI/2026"


def attendance(count: int, **other: object) -> AttendanceList:
    rows = tuple(
        Attended(member(n), there=True, words=f"masuk 08.{n % 60:02d}") for n in range(1, count + 1)
    )
    return structs.replace(AttendanceList(TRAINING, "2026-11-24", rows), **other)


def scores(count: int) -> ScoresRecap:
    rows = tuple(
        Scored(member(n), 40.0, 87.5, 0.79166, passed=True, hours=2, number=number(n))
        for n in range(1, count + 1)
    )
    return ScoresRecap(TRAINING, (CourseScores(COURSE, rows, AVERAGES),))


def minutes(count: int) -> Minutes:
    missed = tuple(Missed(member(n), "2026-11-24", "Sakit") for n in range(1, count // 8 + 1))
    days = (DayCount("2026-11-24", present=count - len(missed), sick=len(missed)),)
    outcome = CourseOutcome(COURSE, count, count, count, number(1), number(max(count, 1)))
    outcomes = (outcome,) if count else ()
    return Minutes(TRAINING, "2026-11-24", count, days if count else (), missed, outcomes)


def evaluation(count: int) -> EvaluationRecap:
    if count < 5:
        return EvaluationRecap(TRAINING, (CourseRated(COURSE, count, count, hidden=True),), 5)
    texts = tuple(f"Saran nomor {n}." for n in range(count))
    rated = CourseRated(
        COURSE, count, count, hidden=False, items=(ITEM,) * 9, mean=3.2, converted=80.0,
        quality="B (baik)", texts=texts,
    )  # fmt: skip
    return EvaluationRecap(TRAINING, (rated,), 5)


def register(count: int) -> CohortRegister:
    rows = tuple(
        Certified(number(n), member(n), COURSE.title, 2, "2026-11-24") for n in range(1, count + 1)
    )
    return CohortRegister(TRAINING, rows)


def pages_of(pdf: bytes) -> list[str]:
    """The words of each page, white space made single."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def text_of(pdf: bytes) -> str:
    return " ".join(pages_of(pdf))
