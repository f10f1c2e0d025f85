"""Parts that several screens lay their bodies out with, and how they write times and points."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.icons import pixmap
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Part
from kiosk.ui.words import decimal

TOUCH = 48


def local(at: int) -> dt.datetime:
    """UTC milliseconds as this computer's time of day."""
    return dt.datetime.fromtimestamp(at / 1000).astimezone()


def points(worth: float) -> str:
    """A score or worth with at most one decimal: "92", "3,8"."""
    return decimal(worth, 0 if round(worth, 1) == round(worth) else 1)


class Sheet(QWidget):
    """Parts below one another, exactly as high as their wrapped words need at this width.

    Qt asks wrapped labels for their height at a guessed width, so a scrolled column of them
    would scroll past its end; here the height for the true width alone counts.
    """

    def __init__(self, *parts: Part, spacing: int = 16) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(spacing)
        fill(self.box, parts)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the parts allow; the height follows the width."""
        hint = super().minimumSizeHint()
        return QSize(hint.width(), 1) if self.box.hasHeightForWidth() else hint


class Turning(QWidget):
    """Parts side by side, or one below the other where there are fewer than `room` pixels."""

    def __init__(
        self, *parts: QWidget, room: int, shares: tuple[int, ...], spacing: int = 20
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._parts, self._room, self._shares = parts, room, shares
        self.box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(spacing)
        for part, share in zip(parts, shares, strict=True):
            self.box.addWidget(part, share)

    @property
    def stacked(self) -> bool:
        """Whether the parts stand one below the other now."""
        return self.box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """The widest part alone must fit; the height follows the width."""
        return QSize(max(p.minimumSizeHint().width() for p in self._parts), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn when the width asks for it."""
        super().resizeEvent(event)
        wide = self.width() >= self._room
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if way != self.box.direction():
            self.box.setDirection(way)
            for place, share in enumerate(self._shares):
                self.box.setStretch(place, share if wide else 0)
            self.updateGeometry()


class Cornered(QPushButton):
    """A button with small icons in its right corners: what its colour says, said again."""

    def __init__(self, words: str, name: str, role: str, theme: Theme) -> None:
        super().__init__(words)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setProperty("role", role)
        self._theme, self._upper, self._lower = theme, ("", ""), ("", "")

    def set_corners(self, upper: tuple[str, str], lower: tuple[str, str]) -> None:
        """Icon and colour of the upper and the lower corner; ("", "") for none."""
        self._upper, self._lower = upper, lower
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button, then its corners."""
        super().paintEvent(event)
        size = self._theme.px(13)
        left = self.width() - size - 4
        painter = QPainter(self)
        for (drawn, colour), top in ((self._upper, 4), (self._lower, self.height() - size - 4)):
            if drawn:
                painter.drawPixmap(QPoint(left, top), pixmap(drawn, colour, size))
        painter.end()


def fill(box: QBoxLayout, parts: tuple[Part, ...]) -> None:
    """Put widgets, gaps (pixels) and stretches (None) into a layout."""
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        else:
            box.addWidget(part)


class RowButton(QPushButton):
    """A whole row to tap. It is as high as the parts in it need; the parts only show."""

    def __init__(self, name: str, words: str, *parts: Part, spacing: int = 12) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setProperty("role", "row")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(10, 8, 10, 8)
        self._box.setSpacing(spacing)
        fill(self._box, parts)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            if isinstance(part, QLabel) and part.wordWrap():
                self._box.setStretchFactor(part, 1)
        self.setMinimumHeight(TOUCH)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def hasHeightForWidth(self) -> bool:
        """Where words wrap, the height follows the width."""
        return self._box.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:
        """Height in pixels for a width in pixels; never too small to touch."""
        return max(TOUCH, self._box.heightForWidth(width))

    def sizeHint(self) -> QSize:
        """As the parts like to be, not as a button without words."""
        hint = self._box.sizeHint()
        return QSize(hint.width(), max(TOUCH, hint.height()))

    def minimumSizeHint(self) -> QSize:
        """As narrow as the parts can be."""
        return QSize(self._box.minimumSize().width(), TOUCH)
