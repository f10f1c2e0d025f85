"""Transkrip nilai: what a learner was tested in, with scores, gain and certificates."""

from __future__ import annotations

from pathlib import Path

from kiosk.certificate.letter import (
    Block,
    person_block,
    signed_block,
    text_block,
    title_block,
)
from kiosk.certificate.letter import render as render_letter
from kiosk.certificate.letter_facts import Score, Transcript
from kiosk.certificate.letter_table import Column, table
from kiosk.certificate.letter_words import NONE, date_digits, score_words
from kiosk.certificate.words import date_words

TITLE = "Transkrip nilai"
COLUMNS = (
    Column("No", 24, right=True),
    Column("Kursus"),
    Column("Tanggal", 76),
    Column("Uji awal", 36, right=True),
    Column("Uji akhir", 38, right=True),
    Column("N-gain", 40, right=True),
    Column("Kali uji", 32, right=True),
    Column("JP", 26, right=True),
    Column("Nomor sertifikat", 118),
)
NOTE = (
    "Nilai 0–100; uji akhir: yang terbaik. N-gain = (akhir − awal) : (100 − awal) (Hake, 1998)."
    " Kali uji: banyaknya uji akhir yang diikuti. JP diusulkan; pengakuannya diputuskan pengelola"
    " kepegawaian."
)


def render(transcript: Transcript, fonts: Path) -> bytes:
    """The transcript as PDF bytes; A4 portrait, as many pages as its rows need."""
    heading, person = transcript.heading, transcript.person
    foot = f"{TITLE} · {person.name} · kios {heading.kiosk}"

    def build() -> list[Block]:
        return [
            title_block(TITLE, f"Keadaan per {date_words(heading.date)}"),
            person_block(person),
            *_scores(transcript.scores),
            signed_block(NOTE, heading),
        ]

    return render_letter(heading, f"{TITLE}: {person.name}", foot, build, fonts)


def _scores(scores: tuple[Score, ...]) -> list[Block]:
    if not scores:
        return [text_block("Belum ada uji yang diikuti.", gap=6)]
    hours = sum(score.hours for score in scores if not score.revoked)
    rows = [_row(n, score) for n, score in enumerate(scores, start=1)]
    total = ("", "Jumlah JP sertifikat yang berlaku", "", "", "", "", "", str(hours), "")
    return table(COLUMNS, rows, total)


def _row(n: int, score: Score) -> tuple[str, ...]:
    number = f"{score.number} (dicabut)" if score.revoked else score.number or NONE
    days = [date_digits(score.started)] if score.started else []
    if score.finished and score.finished != score.started:
        days.append(f"s.d. {date_digits(score.finished)}")
    return (
        str(n),
        score.course,
        " ".join(days) or NONE,
        score_words(score.pre),
        score_words(score.post),
        NONE if score.gain is None else f"{score.gain:.2f}".replace(".", ","),
        str(score.tries) if score.tries else NONE,
        str(score.hours) if score.hours else NONE,
        number,
    )
