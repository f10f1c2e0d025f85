"""The check code as a QR of 40 mm, drawn as one path of rectangles."""

from __future__ import annotations

from kiosk.certificate.ink import Ink
from kiosk.certificate.layout import INK
from kiosk.certificate.qr_grid import grid, runs

QR_SIZE = 113.4
"""40 mm: modules of 0.75 mm for a code of 53, which scanners of 150 dpi still read."""

QUIET = 4
QUIET_ROOM = 10.2
"""Space kept around the QR: the quiet zone of a code of version 7 (45 modules) or more."""

WHITE = "#FFFFFF"


def draw_qr(ink: Ink, text: str, x: float, y: float) -> None:
    """A QR of level M with its lower left corner at (x, y), `QR_SIZE` points wide.

    Its quiet zone of four modules is drawn white, so that no watermark comes near it.
    """
    rows = grid(text)
    module = QR_SIZE / len(rows)
    quiet = QUIET * module
    ink.box(x - quiet, y - quiet, QR_SIZE + 2 * quiet, QR_SIZE + 2 * quiet, fill=WHITE)
    ink.cells(runs(rows), (x, y), module, INK)
