"""Register sertifikat of a cohort: every number, whose it is, and whether it still counts."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.certificate.letter import Block, text_block, title_block
from kiosk.certificate.letter_words import NONE, date_digits
from kiosk.certificate.papers_facts import Certified, CohortRegister
from kiosk.certificate.papers_signed import about, dated, ending, paper
from kiosk.certificate.papers_table import Cell, Column, grid, kept, loose, numbered, who

TITLE: Final = "Register sertifikat"
COLUMNS: Final = (
    Column("No", 24, "right"),
    Column("Nomor sertifikat", 112),
    Column("Nama, NIP, unit kerja"),
    Column("Kursus", 92),
    Column("JP", 24, "centre"),
    Column("Terbit", 52, "centre"),
    Column("Keterangan", 72),
)
NOTE: Final = (
    "Memuat sertifikat anggota angkatan ini untuk kursus angkatan ini, yang diketahui kios pada"
    " tanggal register. Yang dicabut atau diganti tetap tercatat dan tidak berlaku."
)
EMPTY: Final = "Belum ada sertifikat yang terbit untuk angkatan ini."


def render(facts: CohortRegister, fonts: Path) -> bytes:
    """The register as PDF bytes; A4 portrait, by number."""
    training = facts.training

    def build() -> list[Block]:
        head = [title_block(TITLE, dated(training.heading)), about(training)]
        if not facts.rows:
            return [*head, text_block(EMPTY, gap=6)]
        room = loose(COLUMNS)
        rows = [_row(n, row, room) for n, row in enumerate(facts.rows, start=1)]
        holding = [row for row in facts.rows if row.counts]
        void = len(facts.rows) - len(holding)
        count = f"{len(facts.rows)} sertifikat: {len(holding)} berlaku, {void} tidak berlaku."
        total = text_block(count, gap=6)
        return [*head, *kept(grid(COLUMNS, rows)), *kept([total]), ending(training, NOTE)]

    return paper(training, TITLE, build, fonts)


def _row(n: int, row: Certified, room: float) -> tuple[Cell, ...]:
    until = f"berlaku s.d. {date_digits(row.valid_until)}" if row.valid_until else ""
    return (
        str(n),
        numbered(row.number, COLUMNS[1].wide),
        who(row.member, room),
        row.course,
        str(row.hours) if row.hours else NONE,
        date_digits(row.issued) if row.issued else NONE,
        "; ".join(words for words in (row.remark, until) if words) or NONE,
    )
