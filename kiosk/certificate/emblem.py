"""The agency's emblem: a picture from its own settings. None comes with the program."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

TALL = 71.0
"""25 mm, the least height usual on letters."""

DOTS = 4.17
"""Picture dots a point: 300 dpi."""

WIDEST = 3


def read_emblem(file: str) -> Image.Image | None:
    """The picture at 300 dpi; None when none is set, or when it cannot be read.

    Reduced, because a phone photo would put megabytes into every certificate kept. Unreadable
    is not an error here: nobody who passed is refused a certificate for the sake of a picture.
    """
    if not file:
        return None
    try:
        with Image.open(Path(file)) as picture:
            ready = picture.convert("RGBA")
    except (OSError, Image.DecompressionBombError):
        return None
    dots = round(TALL * DOTS)
    ready.thumbnail((dots * WIDEST, dots))
    return ready


def draw_emblem(canvas: Canvas, picture: Image.Image, x: float, top: float, tall: float) -> None:
    """The picture centred on `x` below `top`, in a box `tall` points high."""
    room = tall * WIDEST
    canvas.drawImage(
        ImageReader(picture),
        x - room / 2,
        top - tall,
        room,
        tall,
        mask="auto",
        preserveAspectRatio=True,
        anchor="c",
    )
