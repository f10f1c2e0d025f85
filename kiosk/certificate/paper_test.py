"""A test on paper, in letter form: the questions, a sheet for the answers, the trainer's key."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import INK, SOFT, Line, height, paragraph, wrap
from kiosk.certificate.letter import (
    LEFT,
    RIGHT,
    ROOM,
    SIZE,
    SMALL,
    Block,
    joined,
    lines_block,
    pairs_block,
    text_block,
    title_block,
)
from kiosk.certificate.letter import render as render_letter
from kiosk.certificate.letter_table import Column, table
from kiosk.certificate.merge import Merged
from kiosk.certificate.paper_test_facts import Asked, Holder, TestPaper
from kiosk.certificate.qr import WHITE
from kiosk.certificate.qr_grid import grid, runs
from kiosk.certificate.sheet import HAIRLINE, MM, draw_left
from kiosk.certificate.typeface import BOLD, REGULAR
from kiosk.certificate.words import nip_grouped

KEY: Final = (Column("No", 28, right=True), Column("Jawaban"), Column("Pelajaran", 200))
INDENT: Final = 24.0
QR: Final = 30 * MM
CELL, GAP, TALL = 17.0, 6.0, 25.0
INTRO = (
    "Tulis jawaban pada lembar jawaban, bukan di sini. Soal yang dikosongkan bernilai nol."
    " Serahkan lembar jawaban kepada pelatih."
)
HOW = (
    "Silang (X) kotak jawaban Anda. Bila salah, lingkari kotak yang salah lalu silang yang benar."
    " Pada soal dengan beberapa kotak kosong, tulis satu tanda di setiap kotak."
)
KEY_NOTE = "Untuk pelatih saja. Nilai resmi dihitung Dermaga setelah jawaban diketik di kios."


def booklet(paper: TestPaper, fonts: Path) -> bytes:
    """The questions as PDF bytes; one that fits a page is never parted."""

    def build() -> list[Block]:
        time = f"{paper.minutes} menit" if paper.minutes else "tanpa batas"
        facts = [("Soal", f"{len(paper.asked)} soal, paket {paper.package}"), ("Waktu", time)]
        head = [
            title_block(paper.test, paper.course),
            pairs_block(facts),
            text_block(INTRO, SMALL, gap=2),
        ]
        return [*head, *(_question(each) for each in paper.asked)]

    return render_letter(paper.heading, _title(paper, "soal"), _foot(paper, "Soal"), build, fonts)


def answer_sheets(paper: TestPaper, holders: Sequence[Holder], fonts: Path) -> bytes:
    """An answer sheet for each holder, one after the other, each on pages of its own."""
    merged = Merged()
    for holder in holders:
        merged.add(_sheet(paper, holder, fonts))
    try:
        return merged.to_bytes()
    finally:
        merged.close()


def key(paper: TestPaper, fonts: Path) -> bytes:
    """The right answers, for the trainer."""

    def build() -> list[Block]:
        title = title_block("Kunci jawaban", f"{paper.test}: {paper.course}, paket {paper.package}")
        return [title, *table(KEY, paper.key), text_block(KEY_NOTE, SMALL, gap=8)]

    return render_letter(paper.heading, _title(paper, "kunci"), _foot(paper, "Kunci"), build, fonts)


def _title(paper: TestPaper, part: str) -> str:
    return f"{paper.test} di kertas, {part}: {paper.course}"


def _foot(paper: TestPaper, part: str) -> str:
    return f"{part} {paper.paper}-{paper.package} · {paper.test} · kios {paper.heading.kiosk}"


def _question(asked: Asked) -> Block:
    room = ROOM - INDENT
    lines = paragraph(wrap(asked.stem, BOLD, SIZE, room), Line("", SIZE, BOLD, 10))
    lines += paragraph(wrap(asked.rule, REGULAR, SMALL, room), Line("", SMALL, gap=1, colour=SOFT))
    for words in asked.parts:
        lines += _hanging(words, room)
    if asked.options:
        lines.append(Line("Pilihan", SMALL, gap=4, colour=SOFT))
        for words in asked.options:
            lines += _hanging(words, room)

    def draw(ink: Ink, top: float) -> None:
        with ink.tag("P"):
            draw_left(ink, [Line(f"{asked.number}.", SIZE, BOLD, 10)], LEFT, top)
            draw_left(ink, lines, LEFT + INDENT, top)

    return Block(height(lines) + 2, draw)


def _hanging(words: str, room: float) -> list[Line]:
    """A sign ("A.") and its words, which hang beside it."""
    sign, _, rest = words.partition(" ")
    style = Line("", SIZE, gap=2, indent=18)
    made = paragraph(wrap(rest, REGULAR, SIZE, room - 18) or ("",), style)
    return [Line(made[0].text, SIZE, gap=3, indent=18, mark=sign), *made[1:]]


def _sheet(paper: TestPaper, holder: Holder, fonts: Path) -> bytes:
    def build() -> list[Block]:
        head = title_block("Lembar jawaban", f"{paper.test}: {paper.course}")
        who = _who(paper, holder)
        how = text_block(HOW, SMALL, gap=4)
        return [head, who, how, lines_block([Line("", 4)]), *(_row(each) for each in paper.asked)]

    part = _foot(paper, "Jawaban")
    return render_letter(paper.heading, _title(paper, "jawaban"), part, build, fonts)


def _who(paper: TestPaper, holder: Holder) -> Block:
    """Name and number, or room to write them; the QR at the right."""
    blank = "." * 48
    facts = [
        ("Nama", holder.name or blank),
        ("NIP", nip_grouped(holder.nip) if holder.nip else blank if not holder.name else "–"),
        ("Unit kerja", holder.unit or blank),
        ("Paket", f"{paper.package} ({paper.paper})"),
        ("Tanda tangan", blank),
    ]
    said = pairs_block(facts, 84)
    tall = max(said.tall, QR + 12 if holder.code else 0)

    def draw(ink: Ink, top: float) -> None:
        said.draw(ink, top)
        if holder.code:
            rows = grid(holder.code)
            with ink.decoration():
                ink.box(RIGHT - QR - 6, top - QR - 6, QR + 12, QR + 12, fill=WHITE)
            with ink.tag("Figure", "Kode lembar jawaban ini"):
                ink.cells(runs(rows), (RIGHT - QR, top - QR), QR / len(rows), INK)

    return Block(tall + 4, draw)


def _row(asked: Asked) -> Block:
    """The boxes of a question: a cross in one of them, a sign in each, or a line for words."""
    by_cross = asked.signs and asked.places == 1
    several = asked.rule.startswith("Silang semua")

    def draw(ink: Ink, top: float) -> None:
        base = top - TALL + 4
        with ink.tag("P"):
            draw_left(ink, [Line(f"{asked.number}.", SIZE, BOLD)], LEFT, top - 7)
            if by_cross or several:
                _draw_crosses(ink, asked.signs, base)
            elif asked.signs:
                _draw_places(ink, asked, base)
            else:
                _draw_lines(ink, asked.places, base)
        with ink.decoration():
            ink.line((LEFT, top - TALL), (RIGHT, top - TALL), HAIRLINE, 0.4)

    return joined([Block(TALL, draw)])


def _draw_crosses(ink: Ink, signs: str, base: float) -> None:
    for n, sign in enumerate(signs):
        x = LEFT + INDENT + n * (CELL + 22)
        draw_left(ink, [Line(sign, SIZE, BOLD)], x, base + 14)
        ink.box(x + 10, base, CELL, CELL, stroke=INK, pen=0.8)


def _draw_places(ink: Ink, asked: Asked, base: float) -> None:
    for n in range(asked.places):
        x = LEFT + INDENT + n * (CELL + GAP)
        ink.box(x, base, CELL, CELL, stroke=INK, pen=0.8)
    words = f"tulis {asked.signs[0]}–{asked.signs[-1]}"
    x = LEFT + INDENT + asked.places * (CELL + GAP) + 6
    draw_left(ink, [Line(words, SMALL, colour=SOFT)], x, base + 14)


def _draw_lines(ink: Ink, places: int, base: float) -> None:
    room = (RIGHT - LEFT - INDENT - GAP * (places - 1)) / places
    for n in range(places):
        x = LEFT + INDENT + n * (room + GAP)
        if places > 1:
            draw_left(ink, [Line(f"({n + 1})", SMALL, colour=SOFT)], x, base + 11)
        start = x + (16 if places > 1 else 0)
        ink.line((start, base), (x + room, base), INK, 0.6)
