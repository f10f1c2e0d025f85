"""Papers of the evaluation months later: a form for participant or superior, and the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import Line, height, paragraph, wrap
from kiosk.certificate.letter import (
    LEFT,
    RIGHT,
    ROOM,
    SIZE,
    SMALL,
    Block,
    pairs_block,
    render,
    text_block,
    title_block,
)
from kiosk.certificate.letter_facts import Heading
from kiosk.certificate.letter_table import Column, table
from kiosk.certificate.qr import QR_SIZE, draw_qr
from kiosk.certificate.sheet import HAIRLINE, draw_centred, draw_left
from kiosk.certificate.typeface import BOLD, REGULAR
from kiosk.certificate.words import date_words, nip_grouped

TITLE: Final = "Evaluasi 3 bulan setelah pelatihan"
PARTICIPANT: Final = (
    "Saya memakai materi pelatihan dalam pekerjaan",
    "Saya lebih mampu mengerjakan tugas",
    "Atasan dan rekan mendukung saya menerapkannya",
    "Sarana dan aturan kantor memungkinkan penerapannya",
    "Layanan atau hasil kerja unit menjadi lebih baik",
)
SUPERIOR: Final = (
    "Peserta memakai materi pelatihan dalam pekerjaannya",
    "Peserta lebih mampu mengerjakan tugasnya",
    "Saya dan rekan mendukung peserta menerapkannya",
    "Sarana dan aturan kantor memungkinkan penerapannya",
    "Layanan atau hasil kerja unit menjadi lebih baik",
)
SCALE: Final = ("1 Tidak", "2 Sedikit", "3 Banyak", "4 Penuh")
BOX, CELL, TALL, LINES = 15.0, 74.0, 32.0, 5
COLUMNS: Final = (
    Column("No", 26, right=True),
    Column("Nama"),
    Column("Unit kerja", 110),
    Column("Pelatihan", 120),
    Column("Jatuh tempo", 70),
    Column("Menunggu", 90),
)


PLAN: Final = "Bahan rencana pelatihan"
PLANNED: Final = (
    Column("Prioritas", 48, right=True),
    Column("Topik"),
    Column("Unit kerja", 100),
    Column("Orang", 38, right=True),
    Column("Alasan", 66),
    Column("Keterangan", 130),
)


class Form(Struct, frozen=True):
    """One form: of whom, `of` "participant" or "superior" answers; `code` stands in its QR."""

    name: str
    nip: str
    unit: str
    course: str
    issued: str
    of: str
    code: str


class Listed(Struct, frozen=True):
    """A row of the reminder list; `due` an ISO date, `open` who has yet to answer."""

    name: str
    unit: str
    course: str
    due: str
    open: str


def forms_page(heading: Heading, forms: Sequence[Form], fonts: Path) -> bytes:
    """All forms as PDF bytes, each a paper of its own with kop and page number."""
    from kiosk.certificate.merge import Merged

    if not forms:
        return _rendered(heading, _nobody, fonts)
    whole = Merged()
    for form in forms:
        whole.add(_rendered(heading, partial(_form, form), fonts))
    return whole.to_bytes()


def _rendered(heading: Heading, build: Callable[[], Sequence[Block]], fonts: Path) -> bytes:
    return render(heading, TITLE, f"{TITLE}, {heading.kiosk}", build, fonts)


def _nobody() -> list[Block]:
    return [title_block(TITLE), text_block("Tidak ada formulir yang ditunggu sekarang.")]


def list_page(heading: Heading, rows: Sequence[Listed], fonts: Path) -> bytes:
    """The reminder list as PDF bytes."""
    cells = [
        (str(n), x.name, x.unit, x.course, date_words(x.due), x.open)
        for n, x in enumerate(rows, start=1)
    ]
    said = f"{len(rows)} pelatihan menunggu jawaban, keadaan {date_words(heading.date)}"

    def build() -> Sequence[Block]:
        return [title_block("Daftar pengingat evaluasi", said), *table(COLUMNS, cells)]

    return render(heading, "Daftar pengingat evaluasi", TITLE, build, fonts)


def plan_page(heading: Heading, rows: Sequence[Sequence[str]], rule: str, fonts: Path) -> bytes:
    """The seed of the next training plan as PDF bytes; `rule` says how it is put in order."""

    def build() -> Sequence[Block]:
        said = f"Keadaan {date_words(heading.date)}"
        return [title_block(PLAN, said), text_block(rule, SMALL, gap=4), *table(PLANNED, rows)]

    return render(heading, PLAN, f"{PLAN}, {heading.kiosk}", build, fonts)


def _form(form: Form) -> list[Block]:
    superior = form.of == "superior"
    asked = SUPERIOR if superior else PARTICIPANT
    who = "atasan langsung peserta" if superior else "peserta"
    rows: list[tuple[str, str]] = [("Peserta", form.name)]
    if form.nip:
        rows.append(("NIP", nip_grouped(form.nip)))
    rows += [("Unit kerja", form.unit), ("Pelatihan", form.course)]
    rows.append(("Sertifikat", date_words(form.issued)))
    please = (
        f"Diisi oleh {who}. Beri tanda silang pada satu kotak di setiap baris, lalu kembalikan"
        " formulir ini kepada penyelenggara. Jawaban dipakai untuk memperbaiki pelatihan; nilai dan"
        " sertifikat peserta tidak berubah."
    )
    return [
        title_block(TITLE, f"Formulir {'atasan' if superior else 'peserta'}"),
        pairs_block(rows),
        text_block(please, gap=4),
        _scale(),
        *(_item(words) for words in asked),
        text_block("Apa yang menghambat penerapannya?", SIZE, BOLD, gap=14),
        _lines(),
        _code(form.code, superior=superior),
    ]


def _scale() -> Block:
    lines = [Line(words, SMALL, BOLD) for words in SCALE]

    def draw(ink: Ink, top: float) -> None:
        with ink.tag("P"):
            for place, line in enumerate(lines):
                draw_centred(ink, [line], _middle(place), top - 8)

    return Block(24, draw)


def _middle(place: int) -> float:
    return RIGHT - CELL * (len(SCALE) - place - 0.5)


def _item(words: str) -> Block:
    room = ROOM - CELL * len(SCALE) - 8
    lines = paragraph(wrap(words, REGULAR, SIZE, room), Line("", SIZE))

    def draw(ink: Ink, top: float) -> None:
        with ink.tag("P"):
            draw_left(ink, lines, LEFT, top - (TALL - height(lines)) / 2)
        with ink.decoration():
            for place in range(len(SCALE)):
                x, y = _middle(place) - BOX / 2, top - (TALL + BOX) / 2
                for start, end in (
                    ((x, y), (x + BOX, y)),
                    ((x + BOX, y), (x + BOX, y + BOX)),
                    ((x + BOX, y + BOX), (x, y + BOX)),
                    ((x, y + BOX), (x, y)),
                ):
                    ink.line(start, end, "#14262B", 0.9)
            ink.line((LEFT, top - TALL), (RIGHT, top - TALL), HAIRLINE, 0.5)

    return Block(TALL, draw)


def _lines() -> Block:
    def draw(ink: Ink, top: float) -> None:
        with ink.decoration():
            for place in range(1, LINES + 1):
                y = top - place * 22
                ink.line((LEFT, y), (RIGHT, y), HAIRLINE, 0.6)

    return Block(22 * LINES + 16, draw)


def _code(code: str, *, superior: bool) -> Block:
    said = [
        Line("Kode formulir, dibaca pemindai saat diketik di kios", SMALL),
        Line(
            "Tanggal, nama, dan tanda tangan atasan:" if superior else "Tanggal dan tanda tangan:",
            SIZE,
            gap=12,
        ),
    ]

    def draw(ink: Ink, top: float) -> None:
        draw_qr(ink, code, LEFT + 8, top - QR_SIZE - 8)
        with ink.tag("P"):
            draw_left(ink, said, LEFT + QR_SIZE + 30, top - 8)

    return Block(QR_SIZE + 20, draw)
