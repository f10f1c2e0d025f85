"""Lembar isian SIASN: each certificate with the 13 fields that SIASN asks for, to be typed in."""

from __future__ import annotations

from pathlib import Path

from kiosk.certificate.letter import (
    SMALL,
    Block,
    heading_block,
    joined,
    person_block,
    text_block,
    title_block,
)
from kiosk.certificate.letter import render as render_letter
from kiosk.certificate.letter_facts import FIELDS, UNKNOWN, SiasnEntry, SiasnSheet
from kiosk.certificate.letter_table import Column, table
from kiosk.certificate.words import date_words

TITLE = "Lembar isian SIASN"
COLUMNS = (Column("No", 26, right=True), Column("Isian", 128), Column("Nilai"))
EMPTY = "(diisi pengelola dari SIASN)"
NOTE = (
    "Nama isian seperti pada layanan riwayat kursus SIASN. Kios tidak mengetahui {unknown}: isian"
    " itu sengaja kosong. Unggah PDF sertifikat sebagai berkas pendukung (path)."
)


def render(sheet: SiasnSheet, fonts: Path) -> bytes:
    """The sheet as PDF bytes; A4 portrait, a certificate's fields always on one page."""
    heading, person = sheet.heading, sheet.person
    foot = f"{TITLE} · {person.name} · kios {heading.kiosk}"

    def build() -> list[Block]:
        return [
            title_block(TITLE, f"Keadaan per {date_words(heading.date)}"),
            person_block(person),
            *_entries(sheet.entries),
            text_block(NOTE.format(unknown=", ".join(UNKNOWN)), SMALL, gap=6),
        ]

    return render_letter(heading, f"{TITLE}: {person.name}", foot, build, fonts)


def _entries(entries: tuple[SiasnEntry, ...]) -> list[Block]:
    if not entries:
        return [text_block("Belum ada sertifikat yang berlaku.", gap=6)]
    return [_entry(n, entry) for n, entry in enumerate(entries, start=1)]


def _entry(n: int, entry: SiasnEntry) -> Block:
    rows = [
        (str(row), name, str(value) if value != "" else EMPTY)
        for row, (name, value) in enumerate(zip(FIELDS, entry.values, strict=True), start=1)
    ]
    return joined([heading_block(f"Sertifikat {n}"), *table(COLUMNS, rows)], gap=8)
