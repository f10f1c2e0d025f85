"""The front page: who, what, how many hours, and room for a signature."""

from __future__ import annotations

from msgspec import Struct
from reportlab.pdfgen.canvas import Canvas

from kiosk.certificate.emblem import TALL, draw_emblem, read_emblem
from kiosk.certificate.facts import Certificate
from kiosk.certificate.layout import (
    SOFT,
    Line,
    balanced,
    fitted,
    height,
    paragraph,
    shrunk,
    width,
)
from kiosk.certificate.qr import QR_SIZE, draw_qr
from kiosk.certificate.sheet import (
    HAIRLINE,
    HEIGHT,
    LEFT,
    RIGHT,
    SEA,
    WIDTH,
    draw_centred,
    draw_left,
    draw_sheet,
)
from kiosk.certificate.typeface import BOLD, HEAVY, REGULAR
from kiosk.certificate.words import date_words, hours_words, nip_grouped, span_words

TOP = HEIGHT - 42
ROOM = RIGHT - LEFT
MOST_STRETCH = 1.7
TITLE_LINES = 2

SIGNATURE_WIDTH = 250.0
SIGNATURE_X = RIGHT - SIGNATURE_WIDTH / 2
SIGNATURE_FLOOR, SIGNATURE_CEILING = 46.0, 210.0
BOX_WIDTH, BOX_HEIGHT = 170.0, 54.0

QR_X, QR_Y = LEFT + 4, 66.0
LABEL = ("Kode periksa,", "bukan tanda tangan elektronik")


class Signature(Struct, frozen=True):
    """The signature block: lines above the reserved box, and lines below it."""

    above: list[Line]
    below: list[Line]

    @property
    def top(self) -> float:
        """Upper edge of the block."""
        return SIGNATURE_FLOOR + height(self.below) + BOX_HEIGHT + 8 + height(self.above)


def draw_front(canvas: Canvas, c: Certificate) -> None:
    """Draw the front page."""
    draw_sheet(canvas, sample=c.sample)
    signature = shrunk(lambda scale: _signature(c, scale), lambda s: s.top <= SIGNATURE_CEILING)
    emblem = read_emblem(c.emblem)
    room = TOP - signature.top - 10

    def build(scale: float) -> tuple[float, list[Line]]:
        return (TALL * scale if emblem else 0.0), _statement(c, scale)

    reserved, lines = shrunk(build, lambda built: built[0] + height(built[1]) <= room)
    if emblem:
        draw_emblem(canvas, emblem, WIDTH / 2, TOP, reserved)
    gaps = sum(line.gap for line in lines)
    spare = room - reserved - height(lines)
    stretch = min(MOST_STRETCH, 1 + spare / gaps)
    draw_centred(canvas, lines, WIDTH / 2, TOP - reserved, stretch)
    _draw_signature(canvas, signature)
    if c.check_code:
        _draw_check(canvas, c.check_code)


def _statement(c: Certificate, scale: float) -> list[Line]:
    """Everything above the signature, top to bottom, at a scale."""
    return [
        *_kop(c, scale),
        Line("SERTIFIKAT", 35 * scale, HEAVY, 17 * scale, SEA, 6.2 * scale),
        *_number(c, scale),
        Line("diberikan kepada", 11 * scale, gap=12 * scale),
        *_name(c, scale),
        *_recipient(c, scale),
        Line(
            "telah menyelesaikan pembelajaran mandiri dan dinyatakan LULUS",
            11 * scale,
            gap=11 * scale,
        ),
        *_course(c, scale),
        *_sentence(c, scale),
    ]


def _kop(c: Certificate, scale: float) -> list[Line]:
    styled: list[Line] = []
    for i, text in enumerate(c.kop):
        first = i == 0
        style = (
            Line("", 12.5 * scale, BOLD, 4 * scale, tracking=0.7 * scale)
            if first
            else Line("", 10 * scale, gap=1.5 * scale)
        )
        lines = balanced(text, style.face, style.size, ROOM * (0.85 if first else 1))
        styled += paragraph(lines, style)
    return styled


def _number(c: Certificate, scale: float) -> list[Line]:
    lines = balanced(f"Nomor {c.number}", REGULAR, 10 * scale, ROOM)
    return paragraph(lines, Line("", 10 * scale, gap=1 * scale, colour=SOFT))


def _name(c: Certificate, scale: float) -> list[Line]:
    """The name on one line down to 21 pt; longer ones on two, and smaller still if they must."""
    sizes = [s * scale for s in (27, 25, 23, 21)]
    size, lines = fitted(c.name, HEAVY, sizes, ROOM, 1)
    if len(lines) > 1:
        size, lines = fitted(c.name, HEAVY, [s * scale for s in (21, 19, 17)], ROOM, 2)
    return paragraph(lines, Line("", size, HEAVY, 2 * scale))


def _recipient(c: Certificate, scale: float) -> list[Line]:
    """NIP, rank, position and unit, on as few lines as keep each whole."""
    size = 11 * scale
    nip = f"NIP {nip_grouped(c.nip)}" if c.nip else ""
    groupings = (
        ((nip, c.rank_line, c.position, c.unit),),
        ((nip, c.rank_line), (c.position, c.unit)),
        ((nip, c.rank_line), (c.position,), (c.unit,)),
    )
    for grouping in groupings:
        rows = [" · ".join(part for part in row if part) for row in grouping]
        rows = [row for row in rows if row]
        if all(width(row, REGULAR, size) <= ROOM for row in rows):
            break
    lines = [line for row in rows for line in balanced(row, REGULAR, size, ROOM)]
    return paragraph(lines, Line("", size, gap=3 * scale))


def _course(c: Certificate, scale: float) -> list[Line]:
    """The title on two lines at most, or on three and smaller when it is very long."""
    sizes = [s * scale for s in (19, 17.5, 16, 14.5)]
    size, lines = fitted(c.course, BOLD, sizes, ROOM * 0.94, TITLE_LINES)
    if len(lines) > TITLE_LINES:
        sizes = [s * scale for s in (14.5, 13, 12)]
        size, lines = fitted(c.course, BOLD, sizes, ROOM, TITLE_LINES + 1)
    return paragraph(lines, Line("", size, BOLD, 3 * scale, SEA))


def _sentence(c: Certificate, scale: float) -> list[Line]:
    """Organiser, form, JP in digits and words, dates, score. [K] predicates are not printed."""
    host = c.agency if c.city in c.agency else f"{c.agency} {c.city}"
    text = (
        f"dalam bentuk {c.form} setara {hours_words(c.hours)}, yang diselenggarakan oleh {host}"
        f", pada tanggal {span_words(c.started, c.finished)}, dengan nilai akhir {c.score}."
    )
    size = 11 * scale
    return paragraph(balanced(text, REGULAR, size, ROOM * 0.86), Line("", size, gap=3 * scale))


def _signature(c: Certificate, scale: float) -> Signature:
    size = 10 * scale
    position = balanced(c.signatory_position, REGULAR, size, SIGNATURE_WIDTH)
    sizes = [s * scale for s in (11, 10, 9)]
    bold, name = fitted(c.signatory_name, BOLD, sizes, SIGNATURE_WIDTH, 1)
    nip = [f"NIP {nip_grouped(c.signatory_nip)}"] if c.signatory_nip else []
    dated = balanced(f"{c.place}, {date_words(c.issued)}", REGULAR, size, SIGNATURE_WIDTH)
    return Signature(
        above=paragraph([*dated, *position], Line("", size)),
        below=[
            *paragraph(name, Line("", bold, BOLD, 5 * scale)),
            *paragraph(nip, Line("", 0.95 * size, gap=2.5 * scale)),
        ],
    )


def _draw_signature(canvas: Canvas, signature: Signature) -> None:
    """The block, with a box kept free for ink and stamp or a later electronic signature."""
    draw_centred(canvas, signature.above, SIGNATURE_X, signature.top)
    floor = SIGNATURE_FLOOR + height(signature.below)
    canvas.saveState()
    canvas.setStrokeColor(HAIRLINE)
    canvas.setLineWidth(0.5)
    canvas.setDash(2, 2)
    canvas.rect(SIGNATURE_X - BOX_WIDTH / 2, floor, BOX_WIDTH, BOX_HEIGHT)
    canvas.restoreState()
    draw_centred(canvas, signature.below, SIGNATURE_X, floor)
    _underline_name(canvas, signature, floor)


def _underline_name(canvas: Canvas, signature: Signature, floor: float) -> None:
    names = [line for line in signature.below if line.face == BOLD]
    canvas.setLineWidth(0.6)
    top = floor
    for line in names:
        half = line.wide / 2
        y = top - line.gap - line.size * 1.1
        canvas.setStrokeColor(line.colour)
        canvas.line(SIGNATURE_X - half, y, SIGNATURE_X + half, y)
        top -= line.gap + line.leading


def _draw_check(canvas: Canvas, code: str) -> None:
    """QR bottom left, the same code in letters below it, and what it is not beside it."""
    draw_qr(canvas, code, QR_X, QR_Y)
    draw_left(canvas, [Line(code, 7.5, colour=SOFT)], QR_X, QR_Y - 11)
    lines = paragraph(LABEL, Line("", 7.5, colour=SOFT))
    draw_left(canvas, lines, QR_X + QR_SIZE + 15, QR_Y + height(lines))
