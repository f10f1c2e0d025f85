"""Berita acara pelaksanaan pelatihan: what was held, who was there, what it came to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import structs

from kiosk.certificate.layout import Line
from kiosk.certificate.letter import SIZE, Block, heading_block, joined, text_block, title_block
from kiosk.certificate.letter_words import NONE, date_digits
from kiosk.certificate.papers_facts import CourseOutcome, DayCount, Minutes
from kiosk.certificate.papers_signed import paper, signed
from kiosk.certificate.papers_table import Cell, Column, grid, loose, numbered, who
from kiosk.certificate.papers_words import day_words, days_words, people_words, spelt_day
from kiosk.certificate.words import terbilang

TITLE: Final = "Berita acara pelaksanaan pelatihan"
BLANK: Final = "........................"
OPENING: Final = (
    "Pada hari ini {day}, {place}telah {over}dilaksanakan pelatihan bagi {cohort}, yang"
    " diselenggarakan oleh {agency}, dengan keterangan sebagai berikut."
)
CLOSING: Final = (
    "Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya."
)
COURSES: Final = (
    Column("No", 24, "right"),
    Column("Kursus"),
    Column("Bentuk", 100),
    Column("JP", 40, "centre"),
)
DAYS: Final = (
    Column("Hari, tanggal"),
    Column("Hadir", 48, "centre"),
    Column("Dinas luar", 48, "centre"),
    Column("Izin/cuti", 48, "centre"),
    Column("Sakit", 48, "centre"),
    Column("Tanpa keterangan", 66, "centre"),
    Column("Belum tercatat", 56, "centre"),
)
MISSED: Final = (
    Column("No", 24, "right"),
    Column("Nama, NIP, unit kerja"),
    Column("Tanggal", 62, "centre"),
    Column("Keterangan", 180),
)
OUTCOMES: Final = (
    Column("Kursus"),
    Column("Ikut uji akhir", 50, "centre"),
    Column("Lulus", 42, "centre"),
    Column("Belum lulus", 50, "centre"),
    Column("Sertifikat", 56, "centre"),
    Column("Nomor pertama s.d. terakhir", 150),
)


def render(facts: Minutes, fonts: Path) -> bytes:
    """The minutes as PDF bytes; A4 portrait, both signatures with the closing sentence."""
    training = facts.training

    def build() -> list[Block]:
        return [
            title_block(TITLE, f"Nomor: {BLANK}{BLANK}"),
            text_block(_opening(facts), gap=4),
            *_basis(facts),
            *_courses(facts),
            *_attendance(facts),
            *_outcomes(facts.outcomes),
            signed([text_block(CLOSING, gap=10)], training),
        ]

    return paper(training, TITLE, build, fonts)


def _opening(facts: Minutes) -> str:
    training = facts.training
    several = len(training.days) > 1 and facts.on >= training.days[-1]
    return OPENING.format(
        over="selesai " if several else "",
        day=spelt_day(facts.on),
        place=f"bertempat di {training.place}, " if training.place else "",
        cohort=training.cohort,
        agency=training.heading.agency,
    )


def _basis(facts: Minutes) -> Iterator[Block]:
    training = facts.training
    yield heading_block("1. Dasar")
    yield text_block(f"Surat Nomor {training.letter or BLANK + BLANK}")
    if len(training.days) > 1:
        yield text_block(f"Hari pelatihan: {days_words(training.days)}.", gap=2)


def _courses(facts: Minutes) -> Iterator[Block]:
    courses = facts.training.courses
    yield heading_block("2. Kursus")
    if not courses:
        yield text_block("Belum ada kursus yang ditugaskan kepada angkatan ini.")
        return
    rows = [
        (str(n), course.title, course.form or NONE, str(course.hours) if course.hours else NONE)
        for n, course in enumerate(courses, start=1)
    ]
    hours = sum(course.hours for course in courses)
    yield from grid(COURSES, rows, total=("", "Jumlah", "", str(hours)))


def _attendance(facts: Minutes) -> Iterator[Block]:
    yield heading_block("3. Peserta dan kehadiran")
    if not facts.members:
        yield text_block("Angkatan ini belum mempunyai peserta.")
        return
    words = f"Peserta angkatan ini {people_words(facts.members)}."
    if not facts.days:
        yield text_block(f"{words} Hari pelatihan belum ditetapkan, jadi kehadiran tidak dimuat.")
        return
    yield text_block(" ".join((words, *map(_day_sentence, facts.days))))
    yield from grid(DAYS, [_day(day) for day in facts.days])
    if facts.missed:
        room = loose(MISSED)
        yield text_block("Yang tidak hadir dan keterangannya:", gap=6, with_next=True)
        rows = [
            (str(n), who(m.member, room), date_digits(m.day), m.words)
            for n, m in enumerate(facts.missed, start=1)
        ]
        yield from grid(MISSED, rows)


def _day_sentence(day: DayCount) -> str:
    words = f"{day_words(day.day)}: hadir {people_words(day.present)}"
    if day.missing:
        words += f", tidak hadir {people_words(day.missing)}"
    if day.open:
        words += f", belum tercatat {people_words(day.open)}"
    return f"{words}."


def _day(day: DayCount) -> tuple[str, ...]:
    counts = (day.present, day.duty, day.leave, day.sick, day.absent, day.open)
    return (day_words(day.day), *(str(count) for count in counts))


def _outcomes(outcomes: tuple[CourseOutcome, ...]) -> Iterator[Block]:
    if not outcomes:
        return
    yield heading_block("4. Hasil")
    yield from grid(OUTCOMES, [_outcome(outcome) for outcome in outcomes])
    sentences = [_outcome_sentence(outcome) for outcome in outcomes]
    told = joined([text_block(sentence, SIZE, gap=4) for sentence in sentences])
    yield structs.replace(told, with_next=True)


def _outcome(outcome: CourseOutcome) -> tuple[Cell, ...]:
    void = f" ({outcome.revoked} dicabut)" if outcome.revoked else ""
    return (
        outcome.course.title,
        str(outcome.tested),
        str(outcome.passed),
        str(outcome.tested - outcome.passed - outcome.waiting),
        f"{outcome.certified}{void}",
        _numbers(outcome) or NONE,
    )


def _numbers(outcome: CourseOutcome) -> tuple[Line, ...]:
    """The first and the last number, each whole in its lines."""
    if not outcome.first:
        return ()
    room = OUTCOMES[-1].wide
    first = numbered(outcome.first, room)
    if outcome.first == outcome.last:
        return first
    return (*first, *numbered(outcome.last, room, before="s.d. "))


def _outcome_sentence(outcome: CourseOutcome) -> str:
    if not outcome.tested:
        return f"{outcome.course.title}: belum ada peserta yang mengikuti uji akhir."
    words = f"{outcome.course.title}: lulus {people_words(outcome.passed)}"
    if outcome.waiting:
        words += f", menunggu penilaian pelatih {people_words(outcome.waiting)}"
    if not outcome.certified:
        return f"{words}; belum ada sertifikat yang terbit."
    count = f"{outcome.certified} ({terbilang(outcome.certified)}) lembar"
    if outcome.revoked:
        count += f" ({outcome.revoked} di antaranya dicabut)"
    if outcome.first == outcome.last:
        return f"{words}; sertifikat terbit {count}, Nomor {outcome.first}."
    return (
        f"{words}; sertifikat terbit {count}, dari Nomor {outcome.first} sampai dengan Nomor"
        f" {outcome.last}, rinciannya dalam register sertifikat."
    )
