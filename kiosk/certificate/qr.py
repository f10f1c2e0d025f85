"""The check code as a QR: a matrix of dark runs, drawn as one path."""

from __future__ import annotations

from itertools import groupby

import segno
from reportlab.pdfgen.canvas import Canvas

from kiosk.certificate.layout import INK

QR_SIZE = 84.0
QUIET = 4


def draw_qr(canvas: Canvas, text: str, x: float, y: float) -> None:
    """A QR of level M with its lower left corner at (x, y), `QR_SIZE` points wide.

    20 letters make 25 modules of 1.2 mm. Its quiet zone of four modules is drawn white, so that
    no watermark comes near it.
    """
    matrix = segno.make_qr(text, error="m").matrix
    module = QR_SIZE / len(matrix)
    quiet = QUIET * module
    canvas.setFillGray(1)
    canvas.rect(x - quiet, y - quiet, QR_SIZE + 2 * quiet, QR_SIZE + 2 * quiet, stroke=0, fill=1)
    path = canvas.beginPath()
    for row, cells in enumerate(matrix):
        column = 0
        for dark, run in groupby(cells):
            length = len(list(run))
            if dark:
                top = y + QR_SIZE - (row + 1) * module
                path.rect(x + column * module, top, length * module, module)
            column += length
    canvas.setFillColor(INK)
    canvas.drawPath(path, stroke=0, fill=1)
