"""The item analysis as a paper of the agency."""

from __future__ import annotations

from pathlib import Path

from kiosk.certificate.items_page import ItemLine, ItemsPaper, items_page
from kiosk.certificate.words import date_words
from kiosk.office.items import Analysis, Row
from kiosk.office.items_words import FINDINGS, NOTES, advice
from kiosk.people.agency import Settings
from kiosk.register.heading import heading_of

LONGEST = 150
"""Letters of a question on paper."""


def paper(told: Analysis, settings: Settings, today: str, fonts: Path) -> bytes:
    """The analysis as PDF bytes; `today` is an ISO date."""
    facts = ItemsPaper(
        heading=heading_of(settings, today),
        course=f"{told.title} (versi {told.version}), uji akhir",
        about=_about(told),
        lines=tuple(_line(row) for row in told.gravest_first()),
        notes=NOTES,
    )
    return items_page(facts, fonts)


def _about(told: Analysis) -> tuple[tuple[str, str], ...]:
    people = f"{told.figures.n}, {told.papers} di antaranya di kertas"
    span = f"{date_words(told.since)} sampai {date_words(told.until)}" if told.since else "–"
    drawn = f"{len(told.rows)} soal, {told.figures.asked:.0f} diundi setiap kali"
    return (
        ("Percobaan pertama", people),
        ("Masa", span),
        ("Butir", drawn),
        ("Alfa Cronbach", figure(told.figures.alpha)),
        ("Perlu ditinjau", f"{told.to_review} soal"),
    )


def _line(row: Row) -> ItemLine:
    asked = " ".join(row.words.split())
    shares = [
        f"{use.choice.upper()}{'*' if use.right else ''} {100 * use.share:.0f} %"
        for use in row.item.uses
    ]
    return ItemLine(
        number=row.number,
        words=asked if len(asked) <= LONGEST else f"{asked[:LONGEST].rstrip()}…",
        n=str(row.item.n),
        facility=figure(row.item.facility),
        r=figure(row.item.r),
        choices=", ".join(shares) or "–",
        finding=FINDINGS[row.verdict.finding],
        advice=advice(row.question, row.item, row.verdict) if row.verdict.to_review else "",
    )


def figure(value: float | None) -> str:
    """Two places, a comma and a true minus; "–" for none."""
    if value is None:
        return "–"
    return f"{value:.2f}".replace(".", ",").replace("-", "\N{MINUS SIGN}")
