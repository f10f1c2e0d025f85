"""Kartu JP: a learner's year of training hours, proposed against the target; never "recognised"."""

from __future__ import annotations

from pathlib import Path

from kiosk.certificate.layout import SOFT, Line
from kiosk.certificate.letter import (
    SIZE,
    Block,
    heading_block,
    lines_block,
    pairs_block,
    person_block,
    signed_block,
    title_block,
)
from kiosk.certificate.letter import render as render_letter
from kiosk.certificate.letter_facts import HoursCard, HoursLine
from kiosk.certificate.letter_table import Column, table
from kiosk.certificate.letter_words import date_digits
from kiosk.certificate.words import date_words
from kiosk.learning.ledger import Day

LINES = (
    Column("No", 24, right=True),
    Column("Kursus"),
    Column("Bentuk", 56),
    Column("Nomor sertifikat", 110),
    Column("Terbit", 54),
    Column("JP", 26, right=True),
    Column("Diusulkan", 48, right=True),
    Column("Keterangan", 60),
)
DAYS = (
    Column("Tanggal", 66),
    Column("Kursus"),
    Column("Menit belajar", 64, right=True),
    Column("JP diusulkan", 64, right=True),
    Column("Keterangan", 120),
)
NOTE = (
    "1 JP = 45 menit. Paling banyak {cap} JP diusulkan per hari; JP sertifikat dibagi pada hari"
    " belajarnya. Kartu ini usulan: yang memutuskan pengakuan JP ialah pengelola kepegawaian."
)


def render(card: HoursCard, fonts: Path) -> bytes:
    """The card as PDF bytes; A4 portrait, as many pages as its rows need."""
    heading, title = card.heading, f"Kartu JP {card.year}"
    foot = f"{title} · {card.person.name} · kios {heading.kiosk}"

    def build() -> list[Block]:
        return [
            title_block(title, f"Keadaan per {date_words(heading.date)}"),
            person_block(card.person),
            pairs_block(_sums(card)),
            heading_block("Sertifikat"),
            *_certificates(card.lines),
            heading_block("Hari belajar"),
            *_days(card.days),
            signed_block(NOTE.format(cap=card.cap), heading),
        ]

    return render_letter(heading, f"{title}: {card.person.name}", foot, build, fonts)


def _sums(card: HoursCard) -> list[tuple[str, str]]:
    proposed = ("Diusulkan", f"{card.counted} JP")
    if card.target is None:
        return [proposed, ("Target setahun", "tidak ada")]
    bound = "paling banyak" if card.at_most else "paling sedikit"
    left = card.target - card.counted
    rest = f"masih dapat {max(0, left)} JP" if card.at_most else f"kurang {max(0, left)} JP"
    if left < 0 and card.at_most:
        rest = f"melebihi {-left} JP"
    elif left <= 0 and not card.at_most:
        rest = "tercapai menurut usulan"
    return [
        ("Target setahun", f"{bound} {card.target} JP ({card.rule})"),
        ("Diusulkan", f"{card.counted} JP, {rest}"),
    ]


def _certificates(lines: tuple[HoursLine, ...]) -> list[Block]:
    if not lines:
        return [lines_block([Line("Belum ada sertifikat pada tahun ini.", SIZE, colour=SOFT)])]
    rows = [_certificate(n, line) for n, line in enumerate(lines, start=1)]
    counted = sum(line.counted for line in lines)
    hours = sum(line.hours for line in lines if not line.revoked)
    return table(LINES, rows, ("", "Jumlah", "", "", "", str(hours), str(counted), ""))


def _certificate(n: int, line: HoursLine) -> tuple[str, ...]:
    remark = f"{line.above} JP di atas batas harian" if line.above else ""
    return (
        str(n),
        line.course,
        line.form,
        line.number,
        date_digits(line.issued),
        str(line.hours),
        str(line.counted),
        "dicabut" if line.revoked else remark,
    )


def _days(days: tuple[Day, ...]) -> list[Block]:
    if not days:
        return [lines_block([Line("Belum ada hari belajar pada tahun ini.", SIZE, colour=SOFT)])]
    rows = [_day(day) for day in days]
    minutes, counted = sum(d.minutes for d in days), sum(d.counted for d in days)
    return table(DAYS, rows, ("", "Jumlah", str(minutes), str(counted), ""))


def _day(day: Day) -> tuple[str, ...]:
    remark = "" if day.finished else "dihitung setelah lulus"
    if day.above:
        remark = f"{day.above} JP di atas batas harian"
    elif day.revoked:
        remark = "sertifikat dicabut"
    return (date_digits(day.date), day.course, str(day.minutes), str(day.counted), remark)
