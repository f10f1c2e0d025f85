"""Pictures in a lesson: drawn in place, and larger over the whole window when touched."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.learning.course import Figure
from kiosk.ui.icons import pixmap
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, Scroll, row
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _

PAPER = "#FFFFFF"
"""Figures are drawn for white paper, also in high contrast."""


class Drawing:
    """An SVG or PNG file, painted into any rectangle in its own proportions."""

    def __init__(self, file: str) -> None:
        self._svg = QSvgRenderer(file) if Path(file).suffix.lower() == ".svg" else None
        self._pixels = QPixmap() if self._svg else QPixmap(file)
        self._drawn = QPixmap()

    @property
    def size(self) -> QSizeF:
        """Its own size; empty if it could not be read."""
        if self._svg is None:
            return QSizeF(self._pixels.size())
        return self._svg.viewBoxF().size() if self._svg.isValid() else QSizeF()

    def paint(self, painter: QPainter, room: QRectF) -> None:
        """Draw as large as the room allows, in its middle."""
        size = self.size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(room.center())
        if self._svg is not None:
            ratio = painter.device().devicePixelRatio()
            painter.drawPixmap(place.topLeft().toPoint(), self._render(place.size(), ratio))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(place, self._pixels, QRectF(self._pixels.rect()))

    def _render(self, size: QSizeF, ratio: float) -> QPixmap:
        """The SVG in pixels, kept for the next painting of the same size."""
        wanted = (size * ratio).toSize()
        if self._svg is not None and self._drawn.size() != wanted:
            self._drawn = QPixmap(wanted)
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._svg.render(painter)
            painter.end()
        self._drawn.setDevicePixelRatio(ratio)
        return self._drawn


class Picture(QAbstractButton):
    """A drawing on white; touched, it asks to be shown larger."""

    def __init__(self, drawing: Drawing, figure: Figure, theme: Theme, *, still: bool) -> None:
        super().__init__()
        self._drawing, self._theme, self._still = drawing, theme, still
        self.setObjectName(f"figure-{figure.id}")
        self.setAccessibleDescription(figure.alternative)
        words = _("Gambar: {caption}") if still else _("Gambar: {caption}. Perbesar")
        self.setAccessibleName(words.format(caption=figure.caption or figure.alternative))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(not still)
        self.setSizePolicy(policy)
        if still:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def hasHeightForWidth(self) -> bool:
        """The proportions are the drawing's."""
        return not self._still

    def heightForWidth(self, width: int) -> int:
        """Height in pixels for a width in pixels."""
        size, edge = self._drawing.size, self._theme.px(16)
        share = size.height() / size.width() if size.width() else 0.5
        return round((width - 2 * edge) * share) + 2 * edge

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        width = self._theme.px(480)
        return QSize(width, self.heightForWidth(width))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's call
        """White paper, the drawing, a magnifier."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        wide = theme.tebal_fokus if focused else theme.tebal_garis
        painter.setPen(QPen(QColor(theme.fokus if focused else theme.garis), wide))
        painter.setBrush(QColor(PAPER))
        half = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 12, 12)
        edge = theme.px(16)
        self._drawing.paint(painter, QRectF(self.rect()).adjusted(edge, edge, -edge, -edge))
        if not self._still:
            self._draw_magnifier(painter)
        painter.end()

    def _draw_magnifier(self, painter: QPainter) -> None:
        theme, size = self._theme, self._theme.px(36)
        gap = theme.px(8)
        spot = QRectF(self.width() - size - gap, self.height() - size - gap, size, size)
        painter.setPen(QPen(QColor(theme.bidang), 1))
        painter.setBrush(QColor(theme.kertas))
        painter.drawEllipse(spot)
        inner = theme.px(20)
        place = spot.center().toPoint()
        place.setX(place.x() - inner // 2)
        place.setY(place.y() - inner // 2)
        painter.drawPixmap(place, pixmap("zoom-in", theme.laut, inner))


class FigureBlock(QWidget):
    """A figure with its caption; `enlarged` when it was touched. Unreadable: its words instead."""

    enlarged = Signal()

    def __init__(self, figure: Figure, file: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.figure, self._theme, self._drawing = figure, theme, Drawing(file)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(8))
        if self._drawing.size.isEmpty():
            box.addWidget(Card(text(figure.alternative), role="sunken", margin=theme.px(20)))
        else:
            picture = Picture(self._drawing, figure, theme, still=False)
            picture.clicked.connect(self.enlarged.emit)
            box.addWidget(picture)
        if figure.caption:
            box.addWidget(text(figure.caption, "small"))

    def enlarge(self, window: QWidget) -> Overlay:
        """Show the picture as large as the window allows."""
        return enlarge(self._drawing, self.figure, self._theme, window)


def enlarge(drawing: Drawing, figure: Figure, theme: Theme, window: QWidget) -> Overlay:
    """Show a picture over the whole window, scrolled where it is larger."""
    picture = Picture(drawing, figure, theme, still=True)
    size = _large(drawing, theme, QSizeF(window.width() - 60, window.height()))
    picture.setFixedSize(size)
    close = button(_("Tutup"), "figure-close", theme, role="primary")
    title = figure.caption or _("Gambar")
    width = round(size.width() / theme.scale) + 90
    content = row(None, picture, None)
    content.setContentsMargins(8, 8, 8, 8)
    overlay = Overlay(window, title, theme, content, (close,), width=width, scroll=True)
    scroll = overlay.findChild(Scroll)
    if isinstance(scroll, Scroll):
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        scroll.setFocus()
    return overlay


def _large(drawing: Drawing, theme: Theme, window: QSizeF) -> QSize:
    """Larger than in the text, even where it must be scrolled then."""
    room = QSizeF(window.width() - 2 * theme.px(28) - 30, window.height() - theme.px(250))
    size = drawing.size
    fitting = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
    width = max(fitting.width(), min(room.width(), theme.px(1000)))
    return QSize(round(width), round(width * size.height() / size.width()))
