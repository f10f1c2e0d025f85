"""Riwayat tindakan: the log of the office on paper, with the proof that nothing was left out."""

from __future__ import annotations

from pathlib import Path

from kiosk.certificate.layout import Line
from kiosk.certificate.letter import (
    SMALL,
    Block,
    heading_block,
    lines_block,
    signed_block,
    text_block,
    title_block,
)
from kiosk.certificate.letter import render as render_letter
from kiosk.certificate.log_facts import LogFacts, LogLine, Proof
from kiosk.certificate.papers_table import Column, grid
from kiosk.certificate.words import date_words

TITLE = "Riwayat tindakan petugas"
COLUMNS = (Column("Waktu", 74), Column("Tindakan"), Column("Pada", 128), Column("Alasan", 96))
NONE = "Tidak ada tindakan yang tercatat."
SOUND = (
    "Seluruh catatan diperiksa saat daftar ini dibuat: setiap catatan terikat pada catatan"
    " sebelumnya, dan tidak ada yang hilang atau berubah."
)
BROKEN = (
    "PERHATIAN: catatan di komputer ini rusak atau berubah. Daftar ini tidak dapat dijadikan bukti"
    " sebelum catatan dipulihkan dan diperiksa."
)
COMPARE = (
    "Simpan lembar ini. Siapa pun dapat membandingkannya kemudian: berkas yang utuh tetap memuat"
    " catatan bernomor dan berjejak seperti di bawah ini."
)
PART = 64
"""Signs of a hash or signature in a line."""


def render(log: LogFacts, fonts: Path) -> bytes:
    """The list as PDF bytes; A4 portrait."""
    heading = log.heading
    foot = f"{TITLE} · kios {heading.kiosk}"

    def build() -> list[Block]:
        below = f"Keadaan per {date_words(heading.date)} · {_count(log)}"
        rows = [_cells(line) for line in log.lines]
        listed = grid(COLUMNS, rows) if rows else [text_block(NONE, gap=6)]
        return [title_block(TITLE, below), *listed, *_proof(log.proof), signed_block("", heading)]

    return render_letter(heading, TITLE, foot, build, fonts)


def _count(log: LogFacts) -> str:
    shown = len(log.lines)
    if shown == log.total:
        return f"{shown} tindakan"
    return f"{shown} tindakan terbaru dari {log.total}; selengkapnya di berkas XLSX"


def _cells(line: LogLine) -> tuple[str, ...]:
    done = f"{line.sentence} (dibatalkan)" if line.undone else line.sentence
    return (line.moment, done, line.on, line.reason)


def _proof(proof: Proof) -> list[Block]:
    said = [
        f"Perangkat: {proof.device}",
        f"Catatan terakhir: nomor {proof.events}",
        *_broken("Jejak (SHA-256): ", proof.hash),
        *_broken("Tanda tangan perangkat: ", proof.signature),
    ]
    return [
        heading_block("Bukti keutuhan"),
        text_block(SOUND if proof.sound else BROKEN, SMALL, with_next=True),
        text_block(COMPARE, SMALL, gap=3, with_next=True),
        lines_block([Line(words, SMALL, gap=2) for words in said]),
    ]


def _broken(label: str, sign: str) -> list[str]:
    """A long sign in lines of a width."""
    parts = [sign[n : n + PART] for n in range(0, len(sign), PART)] or [""]
    return [f"{label}{parts[0]}", *parts[1:]]
