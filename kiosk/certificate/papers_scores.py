"""Rekap nilai: tests before and after, N-gain, result, JP and certificate of everyone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kiosk.certificate.letter import Block, heading_block, joined, pairs_block, text_block
from kiosk.certificate.letter import title_block as title_of
from kiosk.certificate.letter_words import NONE, score_words
from kiosk.certificate.papers_chart import spread
from kiosk.certificate.papers_facts import Averages, CourseScores, Scored, ScoresRecap
from kiosk.certificate.papers_signed import (
    LABELS,
    about,
    dated,
    ending,
    paper,
    space,
    taught_words,
)
from kiosk.certificate.papers_table import Cell, Column, grid, loose, numbered, who
from kiosk.certificate.papers_words import figure, gain_class, result_words, rounded

TITLE: Final = "Rekap nilai"
COLUMNS: Final = (
    Column("No", 24, "right"),
    Column("Nama, NIP, unit kerja"),
    Column("Uji awal", 40, "centre"),
    Column("Uji akhir", 40, "centre"),
    Column("N-gain", 46, "centre"),
    Column("Hasil", 62, "centre"),
    Column("JP", 24, "centre"),
    Column("Nomor sertifikat", 112),
)
NOTE: Final = (
    "N-gain (Hake) = (uji akhir − uji awal) ÷ (100 − uji awal); tinggi bila g ≥ 0,70, sedang bila"
    " 0,30–0,69, rendah bila g < 0,30. Dari beberapa percobaan dihitung yang berlaku menurut aturan"
    " kursusnya. N-gain kelas dihitung dari rata-rata peserta yang mengikuti kedua uji. JP hanya"
    " dari sertifikat yang berlaku, dan diusulkan: pengakuannya diputuskan pengelola kepegawaian."
)
NO_COURSE: Final = "Angkatan ini belum mempunyai kursus, jadi belum ada nilai."
NOBODY: Final = "Angkatan ini belum mempunyai peserta, jadi belum ada nilai."


def render(facts: ScoresRecap, fonts: Path) -> bytes:
    """The recap as PDF bytes; A4 portrait, a table for each course."""
    training = facts.training

    def build() -> list[Block]:
        head = [title_of(TITLE, dated(training.heading)), about(training)]
        if not facts.courses:
            return [*head, text_block(NO_COURSE, gap=6)]
        if not facts.courses[0].rows:
            return [*head, text_block(NOBODY, gap=6)]
        tables = [block for scores in facts.courses for block in _course(scores)]
        return [*head, *tables, ending(training, NOTE)]

    return paper(training, TITLE, build, fonts)


def _course(scores: CourseScores) -> Iterator[Block]:
    yield heading_block(taught_words(scores.course))
    room = loose(COLUMNS)
    rows = [_row(n, row, room) for n, row in enumerate(scores.rows, start=1)]
    yield from grid(COLUMNS, rows, total=_total(scores))
    yield joined([space(), pairs_block(_sums(scores), labels=LABELS), *spread(scores)], gap=4)


def _row(n: int, row: Scored, room: float) -> tuple[Cell, ...]:
    return (
        str(n),
        who(row.member, room),
        score_words(row.pre),
        score_words(row.post),
        gain_words(row.gain),
        result_words(row),
        str(row.hours) if row.hours else NONE,
        numbered(row.number, COLUMNS[-1].wide, row.remark) if row.number else NONE,
    )


def gain_words(gain: float | None) -> str:
    """An N-gain with its class: "0,79 tinggi"; "–" for none."""
    return f"{figure(gain)} {gain_class(gain)}".strip()


def _total(scores: CourseScores) -> tuple[Cell, ...]:
    means = scores.averages
    hours = sum(row.hours for row in scores.rows)
    return (
        "",
        "Rata-rata kelas",
        mean_words(means.pre),
        mean_words(means.post),
        gain_words(means.gain),
        f"{means.passed} lulus",
        str(hours) if hours else NONE,
        f"{means.certified} sertifikat",
    )


def mean_words(mean: float | None) -> str:
    """A mean of scores with one decimal where it has one."""
    return score_words(None if mean is None else rounded(mean, 1))


def _sums(scores: CourseScores) -> list[tuple[str, str]]:
    means = scores.averages
    return [
        ("Hasil", _result(means, len(scores.rows))),
        ("N-gain kelas", _gain(means)),
    ]


def _result(means: Averages, members: int) -> str:
    words = f"{means.passed} dari {members} peserta lulus, {means.certified} bersertifikat"
    untested = members - means.tested
    return f"{words}; {untested} belum mengikuti uji akhir" if untested else words


def _gain(means: Averages) -> str:
    if not means.both:
        return "belum dapat dihitung: belum ada peserta yang mengikuti kedua uji"
    if means.gain is None:
        return "tidak terdefinisi: rata-rata uji awal sudah 100"
    own = (
        f"; rata-rata N-gain perorangan {figure(means.mean_gain)}"
        if means.mean_gain is not None
        else ""
    )
    return f"{figure(means.gain)} ({gain_class(means.gain)}), dari {means.both} peserta{own}"
