"""A report in letter form: what was asked, figures of the whole, charts, tables, signature."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.certificate.letter import (
    SMALL,
    Block,
    heading_block,
    joined,
    pairs_block,
    render,
    signed_block,
    text_block,
    title_block,
)
from kiosk.certificate.letter_table import Column, table
from kiosk.certificate.report_charts import LONGEST, chart
from kiosk.certificate.report_facts import PaperChart, PaperTable, ReportPaper
from kiosk.certificate.words import date_words

NUMBER, FEW, WIDE = 47.0, 5, 68.0
"""Points of a column of figures; up to five of them have more room."""
EMPTY: Final = "Tidak ada yang dapat dilaporkan."
CLOSING: Final = "Dibuat dari catatan di kios {kiosk}, keadaan {date}."


def page(facts: ReportPaper, fonts: Path) -> bytes:
    """The report as PDF bytes, A4 portrait; the same for the same facts."""

    def build() -> Sequence[Block]:
        heading = facts.heading
        closing = CLOSING.format(kiosk=heading.kiosk, date=date_words(heading.date))
        blocks = [
            title_block(f"Laporan {facts.title}"),
            pairs_block(facts.asked),
            heading_block("Ringkasan"),
            pairs_block(facts.facts, labels=170.0),
        ]
        # a chart's name and picture are never parted
        blocks += [joined([heading_block(_named(x)), chart(x)], gap=4) for x in facts.charts]
        for one in facts.tables:
            blocks += _table(one)
        blocks += _texts(facts.texts)
        blocks += [text_block(note, SMALL, gap=3) for note in facts.notes]
        return [*blocks, signed_block(closing, heading)]

    return render(facts.heading, f"Laporan {facts.title}", f"Laporan {facts.title}", build, fonts)


def _named(told: PaperChart) -> str:
    """The chart's name, and how much of it is drawn where it is too long."""
    if told.upright or len(told.labels) <= LONGEST:
        return told.title
    return f"{told.title} ({LONGEST} dari {len(told.labels)})"


def _table(told: PaperTable) -> list[Block]:
    figures = NUMBER if sum(told.numbers) > FEW else WIDE
    columns = [
        Column(head, figures if number else 0.0, number)
        for head, number in zip(told.headings, told.numbers, strict=True)
    ]
    if not told.rows:
        return [heading_block(told.title), text_block(EMPTY, gap=2)]
    blocks = [heading_block(told.title), *table(columns, told.rows)]
    return [*blocks, text_block(told.note, SMALL, gap=3)] if told.note else blocks


def _texts(texts: tuple[tuple[str, str], ...]) -> list[Block]:
    if not texts:
        return []
    columns = (Column("Kursus", 150.0), Column("Kesan dan saran"))
    return [heading_block("Kesan dan saran"), *table(columns, texts)]
