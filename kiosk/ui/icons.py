"""Lucide icons in the colours of the theme, drawn once and kept."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from kiosk.ui.theme import RESOURCES


@cache
def _drawing(name: str) -> str:
    file = RESOURCES / "icons" / f"{name}.svg"
    if not file.is_file():
        message = f"no such icon: {name}"
        raise LookupError(message)
    return file.read_text("utf-8")


@cache
def pixmap(name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
    """An icon of `size` pixels square; LookupError when there is no such icon."""
    return _padded(name, colour, size, ratio, 0, 0)


@cache
def icon(
    name: str, colour: str, size: int, *, before: int = 0, after: int = 0, off: str = ""
) -> QIcon:
    """An icon for a button, with empty room `before` and `after` it, in pixels.

    `off` is its colour while the button cannot be taken; empty: as Qt thinks.
    """
    made = QIcon()
    for ratio in (1.0, 2.0):
        made.addPixmap(_padded(name, colour, size, ratio, before, after))
        if off:
            dim = _padded(name, off, size, ratio, before, after)
            made.addPixmap(dim, QIcon.Mode.Disabled)
    return made


def _padded(name: str, colour: str, size: int, ratio: float, before: int, after: int) -> QPixmap:
    side = round(size * ratio)
    picture = QPixmap(round((before + size + after) * ratio), side)
    picture.fill(Qt.GlobalColor.transparent)
    drawing = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    drawing.render(painter, QRectF(round(before * ratio), 0, side, side))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture
