"""The back page: lessons, hours, legal basis, as-of date, kiosk, check code."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs
from reportlab.pdfgen.canvas import Canvas

from kiosk.certificate.facts import Certificate
from kiosk.certificate.layout import SOFT, Line, fitted, height, paragraph, shrunk, wrap
from kiosk.certificate.sheet import (
    HAIRLINE,
    HEIGHT,
    LEFT,
    RIGHT,
    SEA,
    TINT,
    draw_left,
    draw_right,
    draw_sheet,
)
from kiosk.certificate.typeface import BOLD, HEAVY, REGULAR
from kiosk.certificate.words import date_words, hours_words

TOP, FLOOR = HEIGHT - 50, 46.0
GUTTER = 28.0
NOTES_X = 530.0
TABLE_RIGHT = NOTES_X - GUTTER
TITLE_X = LEFT + 34
SCORE_ROOM, MINUTES_ROOM = 52.0, 58.0
PAD = 8.0
HEADING_GAP, HEADING_ROOM = 14.0, 70.0


class Row(Struct, frozen=True):
    """A row of the table: cells as printed; `title` already wrapped."""

    number: str
    title: tuple[str, ...]
    minutes: str
    score: str
    size: float
    face: str = REGULAR
    shaded: bool = False

    @property
    def tall(self) -> float:
        """Height of the row with its padding."""
        return height([Line("", self.size)] * len(self.title)) + 0.75 * self.size


def draw_back(canvas: Canvas, c: Certificate) -> None:
    """Draw the back page; long lists are set smaller, never outside the border."""
    draw_sheet(canvas, sample=c.sample)
    heading = shrunk(lambda scale: _heading(c, scale), lambda h: height(h) <= HEADING_ROOM)
    draw_left(canvas, heading, LEFT, TOP)
    top = TOP - height(heading) - HEADING_GAP
    room = top - FLOOR
    scored = any(lesson.score_text for lesson in c.lessons)
    rows = shrunk(
        lambda scale: _rows(c, scale, scored=scored),
        lambda built: sum(row.tall for row in built) <= room,
    )
    _draw_table(canvas, rows, top, scored=scored)
    notes = shrunk(lambda scale: _notes(c, scale), lambda built: height(built) <= room)
    draw_left(canvas, notes, NOTES_X, top)


def _heading(c: Certificate, scale: float) -> list[Line]:
    """Course, number and name: the two sides must find each other again if copied apart."""
    size, course = fitted(c.course, HEAVY, [s * scale for s in (18, 16, 14)], RIGHT - LEFT, 2)
    holder = f"Lampiran sertifikat nomor {c.number} atas nama {c.name}"
    sizes = [s * scale for s in (9.5, 8.5, 7.5)]
    small, holding = fitted(holder, REGULAR, sizes, RIGHT - LEFT, 1)
    return [
        *paragraph(course, Line("", size, HEAVY, colour=SEA)),
        *paragraph(holding, Line("", small, gap=3, colour=SOFT)),
    ]


def _rows(c: Certificate, scale: float, *, scored: bool) -> list[Row]:
    size = 10.5 * scale
    room = _minutes_right(scored=scored) - MINUTES_ROOM - TITLE_X
    lessons = [
        Row(
            str(i),
            wrap(lesson.title, REGULAR, size, room) or ("",),
            str(lesson.minutes),
            lesson.score_text,
            size,
        )
        for i, lesson in enumerate(c.lessons, start=1)
    ]
    total = sum(lesson.minutes for lesson in c.lessons)
    return [
        Row("No", ("Pelajaran",), "Menit", "Nilai", size, BOLD, shaded=True),
        *lessons,
        Row("", ("Jumlah menit",), str(total), "", size, BOLD),
        Row("", ("Setara",), "", hours_words(c.hours), size, BOLD),
        Row("", ("Nilai akhir",), "", str(c.score), size, BOLD),
    ]


def _notes(c: Certificate, scale: float) -> list[Line]:
    room = RIGHT - NOTES_X
    size = 9.5 * scale
    lines: list[Line] = []
    if c.legal_basis:
        lines += _noted("Dasar hukum", c.legal_basis, size, room)
    lines += _noted("Isi kursus", (f"per {date_words(c.as_of)}",), size, room)
    lines += _noted("Bentuk", (c.form,), size, room)
    lines += _noted("Kode kios", (c.kiosk,), size, room)
    if c.check_code:
        lines += _noted("Kode periksa", (c.check_code,), size, room)
        told = "Kode ini untuk memeriksa keaslian di kios, bukan tanda tangan elektronik."
        lines += paragraph(wrap(told, REGULAR, size * 0.85, room), Line("", size * 0.85, gap=1))
    return [structs.replace(lines[0], gap=size * 0.375), *lines[1:]]


def _noted(title: str, texts: Sequence[str], size: float, room: float) -> list[Line]:
    """A small title and its texts; several texts are numbered, with a hanging indent."""
    lines = [Line(title, size * 0.9, BOLD, size * 0.9, SEA)]
    if len(texts) == 1:
        return lines + paragraph(wrap(texts[0], REGULAR, size, room), Line("", size, gap=1))
    hang = size * (0.9 + 0.6 * len(str(len(texts))))
    for i, text in enumerate(texts, start=1):
        first, *rest = wrap(text, REGULAR, size, room - hang) or ("",)
        lines.append(Line(first, size, gap=size * 0.2, indent=hang, mark=f"{i}."))
        lines += [Line(t, size, indent=hang) for t in rest]
    return lines


def _draw_table(canvas: Canvas, rows: Sequence[Row], top: float, *, scored: bool) -> None:
    y = top
    for row in rows:
        _draw_row(canvas, row, y, scored=scored)
        y -= row.tall


def _draw_row(canvas: Canvas, row: Row, top: float, *, scored: bool) -> None:
    floor = top - row.tall
    if row.shaded:
        canvas.setFillColor(TINT)
        canvas.rect(LEFT, floor, TABLE_RIGHT - LEFT, row.tall, stroke=0, fill=1)
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.6)
    canvas.line(LEFT, floor, TABLE_RIGHT, floor)
    y = top - 0.375 * row.size
    draw_left(canvas, [Line(row.number, row.size, row.face)], LEFT + PAD, y)
    draw_left(canvas, paragraph(row.title, Line("", row.size, row.face)), TITLE_X, y)
    minutes = Line(row.minutes, row.size, row.face)
    draw_right(canvas, minutes, _minutes_right(scored=scored), y)
    if scored or not row.shaded:
        draw_right(canvas, Line(row.score, row.size, row.face), TABLE_RIGHT - PAD, y)


def _minutes_right(*, scored: bool) -> float:
    """Right edge of the minutes; the column of scores exists only when lessons have scores."""
    return TABLE_RIGHT - PAD - (SCORE_ROOM if scored else 0.0)
