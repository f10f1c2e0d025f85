"""A PDF's pages as they are: drawn by QtPdf from the bytes that are printed and saved."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import AFTER_PAINT

EDGE = 24
A4_LONG = 850
"""Points; A4 is 842 long, F4 935."""
STAMP = "#B3372F"
"""Ink of a stamp: it lies on white paper in every look."""


class Preview(QWidget):
    """One page, as large as the room allows; a `stamp` is put across it on the screen only."""

    def __init__(self, pdf: bytes, name: str, theme: Theme, *, stamp: str = "") -> None:
        super().__init__()
        self._theme, self._page, self._drawn, self._stamp = theme, 0, QImage(), stamp
        self.setAccessibleName(name)
        self.setObjectName("preview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 150)
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document = QPdfDocument(self)
        self._document.load(self._buffer)
        self._ready = False
        QTimer.singleShot(AFTER_PAINT, self, self._get_ready)

    def _get_ready(self) -> None:
        """The bare sheet is up; now what is printed on it."""
        self._ready = True
        self.update()

    def show_pdf(self, pdf: bytes) -> None:
        """Other bytes in place of these; the page stays, if they have one of that number."""
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.turn(min(self._page, max(0, self.pages - 1)))

    @property
    def pages(self) -> int:
        """How many pages there are; 0 if the bytes are no PDF."""
        return self._document.pageCount()

    @property
    def paper(self) -> str:
        """The paper its first page is drawn for: "A4" or "F4"."""
        points = self._document.pagePointSize(0)
        return "F4" if max(points.width(), points.height()) > A4_LONG else "A4"

    def turn(self, page: int) -> None:
        """Show that page, from 0."""
        self._page, self._drawn = page, QImage()
        self.update()

    def _place(self) -> QRectF:
        """Where the page lies: its shape, in the middle."""
        points = self._document.pagePointSize(self._page)
        room = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        if points.isEmpty() or room.isEmpty():
            return QRectF()
        scale = min(room.width() / points.width(), room.height() / points.height())
        size = points * scale
        left = room.x() + (room.width() - size.width()) / 2
        top = room.y() + (room.height() - size.height()) / 2
        return QRectF(round(left), round(top), round(size.width()), round(size.height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's form
        """The paper, its shadow and what is printed on it."""
        place = self._place()
        if place.isEmpty():
            return
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(place.width() * ratio), round(place.height() * ratio))
        if self._ready and self._drawn.size() != wanted:
            self._drawn = self._document.render(self._page, wanted)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._theme.contrast:
            painter.fillRect(place.adjusted(-1, 2, 3, 5), QColor(20, 38, 43, 28))
        painter.fillRect(place, Qt.GlobalColor.white)
        if not self._drawn.isNull():
            painter.drawImage(place, self._drawn)
        painter.setPen(QPen(QColor(self._theme.garis), self._theme.tebal_garis))
        painter.drawRect(place)
        if self._stamp:
            _put_stamp(painter, place, self._stamp)
        painter.end()


def _put_stamp(painter: QPainter, place: QRectF, words: str) -> None:
    """Large framed words across the page, rising to the right."""
    font = QFont(painter.font())
    font.setPixelSize(max(20, round(place.height() * 0.16)))
    font.setWeight(QFont.Weight.ExtraBold)
    metrics = QFontMetricsF(font)
    wide, high = metrics.horizontalAdvance(words) + font.pixelSize(), font.pixelSize() * 1.5
    box = QRectF(-wide / 2, -high / 2, wide, high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.center())
    painter.rotate(-18)
    painter.setPen(QPen(QColor(STAMP), max(3, round(font.pixelSize() * 0.09))))
    painter.setBrush(QColor(255, 255, 255, 150))
    painter.drawRoundedRect(box, 12, 12)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
