"""The test page of a printer: the certificate's borders, rulers from the edge, a QR of its size.

What is measured on it tells whether the printer scales, cuts or turns; the QR is as dense as that
of a certificate, so whoever can read it can read those.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from kiosk.certificate import typeface
from kiosk.certificate.document import Document
from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import SOFT, Line, wrap
from kiosk.certificate.metadata import About
from kiosk.certificate.qr import QR_SIZE, draw_qr
from kiosk.certificate.sheet import HAIRLINE, MM, SEA, SHEETS, Sheet, draw_left, draw_sheet
from kiosk.certificate.template import Template
from kiosk.certificate.typeface import BOLD, REGULAR
from kiosk.certificate.words import date_words

TITLE: Final = "Halaman uji printer"
QR_LETTERS: Final = 261
"""As many as a certificate's check code has at most."""
BAR: Final = 100
"""mm of the line to measure."""
EDGE: Final = 30.0
"""Points from the edge of the paper at which the rulers begin: within the border."""
LONG, SHORT, NUMBER_SIZE = 9.0, 4.5, 6.0


def render(printer: str, date: str, fonts: Path, paper: str = "A4") -> bytes:
    """Two pages for this printer on `paper` ("A4", "F4"); `date` ISO, `fonts` as for `page.render`.

    Deterministic, as that is. Names no learner.
    """
    about = About(title=TITLE, author="Dermaga", subject=TITLE, issued=date, duplex=True)
    document, sheet = Document(typeface.load(fonts), about), SHEETS[paper]
    steps = (_front_steps(paper, sheet), _back_steps())
    for side, words in zip(("depan", "belakang"), steps, strict=True):
        ink = document.page(sheet.width, sheet.height)
        draw_sheet(ink, Template(), sample=False)
        with ink.decoration():
            _rulers(ink)
        _words(ink, sheet, f"{TITLE}: {side}", (printer, f"{date_words(date)} · {paper}"), words)
        if side == "depan":
            _measured(ink, sheet, qr_text(printer, date))
    return document.to_bytes()


def qr_text(printer: str, date: str) -> str:
    """What the QR says: no check code, so that nobody takes the page for a certificate."""
    letters = "".join(c for c in printer.upper() if c.isascii() and (c.isalnum() or c in " -."))
    said = f"HALAMAN UJI DERMAGA {date} {letters}"[:QR_LETTERS]
    return said.ljust(QR_LETTERS, ".")


def _front_steps(paper: str, sheet: Sheet) -> tuple[str, ...]:
    long, short = round(sheet.width / MM), round(sheet.height / MM)
    return (
        f"1. Garis tebal di bawah harus {BAR} mm. Bila tidak, matikan perubahan ukuran di printer.",
        f"2. Kedua penggaris menghitung dari ujung kertas {paper} ({long} × {short} mm).",
        "3. Kedua garis bingkai harus utuh di keempat sisi.",
        "4. Kode kotak harus terbaca pemindai, dan sisinya 40 mm.",
    )


def _back_steps() -> tuple[str, ...]:
    return (
        "Bila printer mencetak dua sisi, halaman ini tegak saat lembarannya dibuka seperti buku.",
        "Bila printer mencetak satu sisi, halaman ini ada di lembar kedua.",
    )


def _words(
    ink: Ink, sheet: Sheet, title: str, facts: tuple[str, ...], steps: tuple[str, ...]
) -> None:
    lines = [Line(title, 22, BOLD, colour=SEA)]
    for fact in facts:
        lines += [Line(w, 11, gap=3) for w in wrap(fact, REGULAR, 11, sheet.room)]
    for step in steps:
        wrapped = wrap(step, REGULAR, 11, sheet.room)
        lines += [Line(w, 11, gap=0 if n else 8) for n, w in enumerate(wrapped)]
    with ink.tag("P"):
        draw_left(ink, lines, sheet.left, sheet.height - 52)


def _measured(ink: Ink, sheet: Sheet, code: str) -> None:
    with ink.tag("Figure", alt="Kode kotak untuk menguji pemindai"):
        draw_qr(ink, code, sheet.left, 62)
    left, y = sheet.left + QR_SIZE + 60, 110.0
    with ink.decoration():
        ink.box(left, y, BAR * MM, 3, fill=SEA)
        for end in (left, left + BAR * MM):
            ink.line((end, y - 8), (end, y + 11), SEA, 0.8)
    with ink.tag("P"):
        draw_left(ink, [Line(f"{BAR} mm", 11, BOLD)], left, y + 32)


def _rulers(ink: Ink) -> None:
    """Millimetres from the edge along the upper and the left side, numbered every 20."""
    for length, across in ((ink.width, False), (ink.height, True)):
        for mm in range(5, int(length / MM), 5):
            at, reach = mm * MM, LONG if mm % 10 == 0 else SHORT
            start = (EDGE, ink.height - at) if across else (at, ink.height - EDGE)
            end = (EDGE + reach, start[1]) if across else (at, start[1] - reach)
            if _inside(ink, *start):
                ink.line(start, end, HAIRLINE if mm % 10 else SEA, 0.6)
                if mm % 20 == 0:
                    _number(ink, mm, start, across=across)


def _inside(ink: Ink, x: float, y: float) -> bool:
    return x <= ink.width - EDGE and y >= EDGE and (x > EDGE or y < ink.height - EDGE - LONG)


def _number(ink: Ink, mm: int, start: tuple[float, float], *, across: bool) -> None:
    x, y = start
    place = (x + LONG + 2, y - 2) if across else (x + 1.5, y - LONG - 1)
    ink.write(str(mm), *place, REGULAR, NUMBER_SIZE, colour=SOFT)
