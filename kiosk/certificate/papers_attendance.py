"""Daftar hadir: a page per day to be signed in ink, with what the kiosk knows in small letters."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.certificate.layout import SOFT, Line, wrap
from kiosk.certificate.letter import Block, text_block, title_block
from kiosk.certificate.letter_words import NONE, date_digits
from kiosk.certificate.papers_facts import AttendanceList, Attended
from kiosk.certificate.papers_signed import about, ending, paper
from kiosk.certificate.papers_table import PAD, TINY, Cell, Column, grid, kept
from kiosk.certificate.papers_words import day_words, people_words
from kiosk.certificate.typeface import REGULAR
from kiosk.certificate.words import nip_grouped

TITLE: Final = "Daftar hadir"
SIGNED: Final = 130.0
HALF: Final = SIGNED / 2
TALL: Final = 27.0
COLUMNS: Final = (
    Column("No", 24, "right"),
    Column("Nama"),
    Column("NIP", 68),
    Column("Pangkat/Gol.", 72),
    Column("Unit kerja", 92),
    Column("Tanda tangan", SIGNED),
)
NOTE: Final = (
    "Jam masuk dicatat kios saat peserta masuk dengan PIN atau kartu; keterangan lain ditulis"
    " pelatih beserta alasannya. Daftar ini sah setelah ditandatangani."
)
BLANK: Final = "Daftar ini dicetak sebelum hari pelatihan, jadi belum memuat kehadiran."
NOBODY: Final = "Angkatan ini belum mempunyai peserta, jadi daftar hadirnya kosong."


def render(facts: AttendanceList, fonts: Path) -> bytes:
    """The list as PDF bytes; A4 portrait, rows high enough to sign in."""
    training = facts.training

    def build() -> list[Block]:
        head = [
            title_block(TITLE, day_words(facts.day)),
            about(training),
        ]
        if not facts.rows:
            return [*head, text_block(NOBODY, gap=6)]
        rows = [_row(n, row) for n, row in enumerate(facts.rows, start=1)]
        note = BLANK if facts.to_come else NOTE
        sums = () if facts.to_come else (_sums(facts.rows),)
        return [*head, *kept(grid(COLUMNS, rows, tall=TALL)), *sums, ending(training, note)]

    return paper(training, f"{TITLE} {date_digits(facts.day)}", build, fonts)


def _row(n: int, row: Attended) -> tuple[Cell, ...]:
    who = row.member
    nip = nip_grouped(who.nip) or NONE
    return (str(n), who.name, nip, who.rank_line or NONE, who.unit, _signing(n, row.words))


def _signing(n: int, words: str) -> tuple[Line, ...]:
    """Where to sign: left in odd rows, right in even ones; the small words in the other half."""
    pieces = wrap(words, REGULAR, TINY, HALF - 2 * PAD) or ("",)
    turn = [f"{n}.", *[""] * (len(pieces) - 1)]
    left, right = (turn, pieces) if n % 2 else (pieces, turn)
    return tuple(
        Line(there, TINY, colour=SOFT, indent=HALF, mark=here)
        for here, there in zip(left, right, strict=True)
    )


def _sums(rows: tuple[Attended, ...]) -> Block:
    there, missing = sum(r.there is True for r in rows), sum(r.there is False for r in rows)
    words = (
        f"Jumlah {people_words(len(rows))}: hadir {people_words(there)},"
        f" tidak hadir {people_words(missing)}"
    )
    if rest := len(rows) - there - missing:
        words += f", belum tercatat {people_words(rest)}"
    return text_block(f"{words}.", gap=6, with_next=True)
