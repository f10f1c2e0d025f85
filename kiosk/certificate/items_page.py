"""The item analysis of a test on paper: figures, what to repair, and how it was reckoned."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.certificate.letter import (
    SMALL,
    Block,
    heading_block,
    pairs_block,
    render,
    text_block,
    title_block,
)
from kiosk.certificate.letter_facts import Heading
from kiosk.certificate.letter_table import Column, table

TITLE: Final = "Analisis butir soal"
COLUMNS: Final = (
    Column("Soal", 30, right=True),
    Column("Bunyi"),
    Column("n", 30, right=True),
    Column("p", 32, right=True),
    Column("r", 36, right=True),
    Column("Pilihan", 78),
    Column("Temuan", 86),
)
FINE: Final = "Tidak ada soal yang perlu ditinjau."


class ItemLine(Struct, frozen=True):
    """A question: figures as they are printed; `advice` "" where nothing is to be done."""

    number: int
    words: str
    n: str
    facility: str
    r: str
    choices: str
    finding: str
    advice: str


class ItemsPaper(Struct, frozen=True):
    """`about` are names and values above the table, `notes` sentences below it."""

    heading: Heading
    course: str
    about: tuple[tuple[str, str], ...]
    lines: tuple[ItemLine, ...]
    notes: tuple[str, ...]


def items_page(facts: ItemsPaper, fonts: Path) -> bytes:
    """The paper as PDF bytes."""

    def build() -> Sequence[Block]:
        return [
            title_block(TITLE, facts.course),
            pairs_block(facts.about),
            *table(COLUMNS, [_cells(line) for line in facts.lines]),
            *_to_do([line for line in facts.lines if line.advice]),
            heading_block("Cara menghitung"),
            *(text_block(note, SMALL, gap=2) for note in facts.notes),
        ]

    foot = f"{TITLE}, {facts.heading.kiosk}"
    return render(facts.heading, f"{TITLE} {facts.course}", foot, build, fonts)


def _cells(line: ItemLine) -> tuple[str, ...]:
    figures = (line.n, line.facility, line.r, line.choices, line.finding)
    return (str(line.number), line.words, *figures)


def _to_do(lines: Sequence[ItemLine]) -> list[Block]:
    said = [f"Soal {line.number}. {line.finding}. {line.advice}" for line in lines]
    return [
        heading_block("Yang perlu dikerjakan"),
        *(text_block(words, gap=3) for words in said or (FINE,)),
    ]
