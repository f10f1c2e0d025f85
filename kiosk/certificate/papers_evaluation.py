"""Rekap evaluasi: what participants say of a course, by item, with free texts of nobody's name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.certificate.letter import SMALL, Block, heading_block, text_block, title_block
from kiosk.certificate.papers_chart import rated
from kiosk.certificate.papers_facts import CourseRated, EvaluationRecap, ItemRated
from kiosk.certificate.papers_signed import about, dated, ending, paper
from kiosk.certificate.papers_table import Column, grid
from kiosk.certificate.papers_words import figure

TITLE: Final = "Rekap evaluasi pelatihan"
COLUMNS: Final = (
    Column("No", 24, "right"),
    Column("Unsur"),
    Column("Tidak baik (1)", 40, "centre"),
    Column("Kurang baik (2)", 40, "centre"),
    Column("Baik (3)", 36, "centre"),
    Column("Sangat baik (4)", 44, "centre"),
    Column("Rata-rata", 50, "centre"),
    Column("Konversi", 46, "centre"),
    Column("Mutu", 78, "centre"),
)
COVERS: Final = (
    "Yang dimuat: semua evaluasi kursus ini yang tersimpan di kios {kiosk} sampai tanggal rekap,"
    " juga dari peserta di luar angkatan ini. Evaluasi tanpa nama tidak memuat identitas, angkatan,"
    " atau hari, jadi evaluasi satu angkatan tidak dapat dipisahkan. Dari angkatan ini {members}"
    " peserta tercatat sudah memberi evaluasi."
)
SCALE: Final = (
    "Skala 1–4. Nilai = jumlah rata-rata unsur dengan bobot sama (1/{n} tiap unsur); konversi ="
    " nilai × 25. Kelas mutu memakai rentang SKM (PermenPANRB 14/2017) sebagai pembanding saja,"
    " sebab unsurnya bukan unsur SKM: A 88,31–100; B 76,61–88,30; C 65,00–76,60; D 25,00–64,99."
)
TEXTS: Final = (
    "Kesan dan saran dimuat tanpa nama, menurut abjad, sehingga urutannya tidak menunjukkan"
    " pengirimnya. Kesan dan saran serta nilai baru dimuat bila kursus mempunyai paling sedikit"
    " {least} evaluasi."
)
HIDDEN: Final = (
    "Baru ada {given} evaluasi. Supaya jawaban seseorang tidak dapat ditebak, nilai dan kesan baru"
    " dimuat bila ada paling sedikit {least} evaluasi."
)
NONE_YET: Final = "Belum ada evaluasi kursus ini di kios ini."
NO_TEXT: Final = "Tidak ada kesan atau saran tertulis."
NO_COURSE: Final = "Angkatan ini belum mempunyai kursus, jadi belum ada evaluasi."


def render(facts: EvaluationRecap, fonts: Path) -> bytes:
    """The recap as PDF bytes; A4 portrait, a table and a chart for each course."""
    training = facts.training

    def build() -> list[Block]:
        head = [title_block(TITLE, dated(training.heading)), about(training)]
        if not facts.courses:
            return [*head, text_block(NO_COURSE, gap=6)]
        kiosk = training.heading.kiosk
        parts = [block for c in facts.courses for block in _course(c, kiosk, facts.least)]
        return [*head, *parts, ending(training, TEXTS.format(least=facts.least))]

    return paper(training, TITLE, build, fonts)


def _course(course: CourseRated, kiosk: str, least: int) -> Iterator[Block]:
    yield heading_block(course.course.title)
    yield text_block(COVERS.format(kiosk=kiosk, members=course.members), SMALL)
    if not course.given:
        yield text_block(NONE_YET, gap=4)
        return
    if course.hidden:
        yield text_block(HIDDEN.format(given=course.given, least=least), gap=4)
        return
    yield text_block(f"Banyaknya evaluasi: {course.given}.", gap=4, with_next=True)
    rows = [_row(n, item) for n, item in enumerate(course.items, start=1)]
    yield from grid(COLUMNS, rows, total=_total(course))
    yield text_block(SCALE.format(n=len(course.items)), SMALL, gap=4)
    yield text_block("Nilai konversi tiap unsur", gap=6, with_next=True)
    yield rated(course)
    yield text_block(f"Kesan dan saran ({len(course.texts)})", gap=4, with_next=True)
    for words in course.texts:
        yield text_block(f"•  {words}", SMALL, gap=2)
    if not course.texts:
        yield text_block(NO_TEXT, SMALL)


def _row(n: int, item: ItemRated) -> tuple[str, ...]:
    counts = (str(count) for count in item.counts)
    mean, converted = figure(item.mean), figure(item.converted)
    return (str(n), item.words, *counts, mean, converted, item.quality)


def _total(course: CourseRated) -> tuple[str, ...]:
    blank = ("",) * 4
    ends = (figure(course.mean), figure(course.converted), course.quality)
    return ("", f"Nilai evaluasi ({course.given} evaluasi)", *blank, *ends)
