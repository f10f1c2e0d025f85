"""What is painted by hand: the ring of hours and the bar of progress."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.ui.theme import Theme


class Ring(QWidget):
    """A ring filled to `share` (0–1), with a large and a small line of words inside."""

    def __init__(
        self,
        share: float,
        large: str,
        small: str,
        theme: Theme,
        *,
        colour: str = "",
        size: int = 112,
    ) -> None:
        super().__init__()
        self._share, self._large, self._small = max(0.0, min(1.0, share)), large, small
        self._theme, self._colour = theme, colour or theme.laut
        self.setFixedSize(theme.px(size), theme.px(size))
        self.setAccessibleName(f"{large} {small}")

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's name
        """Ring and words."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = self.width() * 0.09
        box = QRectF(self.rect()).adjusted(wide, wide, -wide, -wide)
        pen = QPen(QColor(theme.garis), wide)
        painter.setPen(pen)
        painter.drawEllipse(box)
        pen = QPen(QColor(self._colour), wide)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if self._share > 0:
            painter.drawArc(box, 90 * 16, -round(self._share * 360 * 16))
        self._write(painter)
        painter.end()

    def _write(self, painter: QPainter) -> None:
        theme, height = self._theme, self.height()
        painter.setPen(QColor(theme.tinta))
        font = QFont(self.font())
        font.setPixelSize(round(height * 0.25))
        font.setWeight(QFont.Weight.ExtraBold)
        painter.setFont(font)
        upper = QRectF(0, height * 0.25, self.width(), height * 0.3)
        painter.drawText(upper, Qt.AlignmentFlag.AlignCenter, self._large)
        font.setPixelSize(round(height * 0.115))
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(theme.tinta2))
        lower = QRectF(0, height * 0.53, self.width(), height * 0.18)
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, self._small)


class Bar(QWidget):
    """A bar filled to `share` (0–1)."""

    def __init__(
        self, share: float, colour: str, ground: str, theme: Theme, name: str = ""
    ) -> None:
        super().__init__()
        self._share, self._colour, self._ground = max(0.0, min(1.0, share)), colour, ground
        self.setFixedHeight(theme.px(8))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name or f"{round(share * 100)}%")

    def show_share(self, share: float) -> None:
        """Another filling."""
        self._share = max(0.0, min(1.0, share))
        self.setAccessibleName(f"{round(self._share * 100)}%")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's name
        """Ground and filling."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        half = self.height() / 2
        painter.setBrush(QColor(self._ground))
        painter.drawRoundedRect(QRectF(self.rect()), half, half)
        if self._share > 0:
            painter.setBrush(QColor(self._colour))
            filled = QRectF(0, 0, max(self.height(), self.width() * self._share), self.height())
            painter.drawRoundedRect(filled, half, half)
        painter.end()
