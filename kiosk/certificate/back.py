"""The back page: lessons, hours, legal basis, as-of date, kiosk, check code."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from kiosk.certificate.checking import letters_of
from kiosk.certificate.facts import Certificate
from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import SOFT, Line, fitted, height, paragraph, shrunk, wrap
from kiosk.certificate.sheet import (
    HAIRLINE,
    SHEETS,
    TINT,
    draw_left,
    draw_right,
    draw_sheet,
)
from kiosk.certificate.typeface import BOLD, HEAVY, REGULAR, width
from kiosk.certificate.wording import Words, both, languages

ABOVE, FLOOR = 50.0, 46.0
GUTTER = 28.0
NOTES_WIDE = 252.0
TITLE_INDENT = 34.0
SCORE_ROOM, MINUTES_ROOM = 52.0, 58.0
PAD = 8.0
SIZE = 10.5
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


class Grid(Struct, frozen=True):
    """Where the table's columns are; that of scores exists only when lessons have scores."""

    left: float
    right: float
    scored: bool
    score_room: float
    minutes_room: float

    @property
    def title(self) -> float:
        """Left edge of the titles."""
        return self.left + TITLE_INDENT

    @property
    def minutes(self) -> float:
        """Right edge of the minutes."""
        return self.right - PAD - (self.score_room if self.scored else 0.0)


def draw_back(ink: Ink, c: Certificate) -> None:
    """Draw the back page; long lists are set smaller, never outside the border."""
    sheet, spoken = SHEETS[c.template.paper], both(c.template)
    draw_sheet(ink, c.template, sample=c.sample)
    heading = shrunk(
        lambda scale: _heading(c, spoken, scale), lambda h: height(h[0] + h[1]) <= HEADING_ROOM
    )
    top = sheet.height - ABOVE
    for kind, lines in zip(("H2", "P"), heading, strict=True):
        with ink.tag(kind):
            draw_left(ink, lines, sheet.left, top)
        top -= height(lines)
    top -= HEADING_GAP
    room = top - FLOOR
    notes_x = sheet.right - NOTES_WIDE
    grid = _grid(c, spoken, notes_x - GUTTER)
    rows = shrunk(
        lambda scale: _rows(c, spoken, grid, scale),
        lambda built: sum(row.tall for row in built) <= room,
    )
    _draw_table(ink, rows, grid, top)
    notes = shrunk(lambda scale: _notes(c, spoken, scale), lambda built: height(built) <= room)
    with ink.tag("P"):
        draw_left(ink, notes, notes_x, top)


def _grid(c: Certificate, spoken: Words, right: float) -> Grid:
    """Columns at least as wide as their headings, which are longer in two languages."""
    return Grid(
        SHEETS[c.template.paper].left,
        right,
        any(lesson.score_text for lesson in c.lessons),
        max(SCORE_ROOM, width(spoken.score, BOLD, SIZE) + 2 * PAD),
        max(MINUTES_ROOM, width(spoken.minutes, BOLD, SIZE) + 2 * PAD),
    )


def _heading(c: Certificate, spoken: Words, scale: float) -> tuple[list[Line], list[Line]]:
    """Course, number and name: the two sides must find each other again if copied apart."""
    room = SHEETS[c.template.paper].room
    size, course = fitted(c.course, HEAVY, [s * scale for s in (18, 16, 14)], room, 2)
    holder = f"{spoken.attachment} {c.number} {spoken.holder} {c.name}"
    sizes = [s * scale for s in (9.5, 8.5, 7.5)]
    small, holding = fitted(holder, REGULAR, sizes, room, 1)
    return (
        paragraph(course, Line("", size, HEAVY, colour=c.template.colour.title)),
        paragraph(holding, Line("", small, gap=3, colour=SOFT)),
    )


def _rows(c: Certificate, spoken: Words, grid: Grid, scale: float) -> list[Row]:
    size = SIZE * scale
    room = grid.minutes - grid.minutes_room - grid.title
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
    hours = languages(c.template)[0].hours(c.hours)
    return [
        Row("No", (spoken.lesson,), spoken.minutes, spoken.score, size, BOLD, shaded=True),
        *lessons,
        Row("", (spoken.total,), str(total), "", size, BOLD),
        Row("", (spoken.equal,), "", hours, size, BOLD),
        Row("", (spoken.final,), "", str(c.score), size, BOLD),
    ]


def _notes(c: Certificate, spoken: Words, scale: float) -> list[Line]:
    size = 9.5 * scale
    lines: list[Line] = []
    if c.template.accreditation.strip():
        lines += _noted(spoken.accreditation, (c.template.accreditation,), size, c)
    if c.legal_basis and c.template.back.legal_basis:
        lines += _noted(spoken.basis, c.legal_basis, size, c)
    as_of = languages(c.template)[0].date(c.as_of)
    lines += _noted(spoken.content, (f"{spoken.as_of} {as_of}",), size, c)
    lines += _noted(spoken.form, (c.form,), size, c)
    lines += _noted(spoken.kiosk, (c.kiosk,), size, c)
    if c.check_code:
        lines += _noted(spoken.code, (letters_of(c.check_code),), size, c)
        for of in languages(c.template):
            told = wrap(of.words.code_told, REGULAR, size * 0.85, NOTES_WIDE)
            lines += paragraph(told, Line("", size * 0.85, gap=1))
    return [structs.replace(lines[0], gap=size * 0.375), *lines[1:]]


def _noted(title: str, texts: Sequence[str], size: float, c: Certificate) -> list[Line]:
    """A small title and its texts; several texts are numbered, with a hanging indent."""
    texts = [text for text in texts if text]
    lines = [Line(title, size * 0.9, BOLD, size * 0.9, c.template.colour.title)]
    if len(texts) <= 1:
        wrapped = [line for text in texts for line in wrap(text, REGULAR, size, NOTES_WIDE)]
        return lines + paragraph(wrapped, Line("", size, gap=1))
    hang = size * (0.9 + 0.6 * len(str(len(texts))))
    for i, text in enumerate(texts, start=1):
        first, *rest = wrap(text, REGULAR, size, NOTES_WIDE - hang) or ("",)
        lines.append(Line(first, size, gap=size * 0.2, indent=hang, mark=f"{i}."))
        lines += [Line(t, size, indent=hang) for t in rest]
    return lines


def _draw_table(ink: Ink, rows: Sequence[Row], grid: Grid, top: float) -> None:
    with ink.group("Table"):
        y = top
        for row in rows:
            with ink.decoration():
                _draw_rules(ink, row, grid, y)
            with ink.group("TR"):
                _draw_cells(ink, row, grid, y - 0.375 * row.size)
            y -= row.tall


def _draw_rules(ink: Ink, row: Row, grid: Grid, top: float) -> None:
    floor = top - row.tall
    if row.shaded:
        ink.box(grid.left, floor, grid.right - grid.left, row.tall, fill=TINT)
    ink.line((grid.left, floor), (grid.right, floor), HAIRLINE, 0.6)


def _draw_cells(ink: Ink, row: Row, grid: Grid, y: float) -> None:
    kind = "TH" if row.shaded else "TD"
    with ink.tag(kind):
        draw_left(ink, [Line(row.number, row.size, row.face)], grid.left + PAD, y)
    with ink.tag(kind):
        draw_left(ink, paragraph(row.title, Line("", row.size, row.face)), grid.title, y)
    with ink.tag(kind):
        draw_right(ink, Line(row.minutes, row.size, row.face), grid.minutes, y)
    if grid.scored or not row.shaded:
        with ink.tag(kind):
            draw_right(ink, Line(row.score, row.size, row.face), grid.right - PAD, y)
