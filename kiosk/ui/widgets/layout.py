"""Putting widgets beside, below and into one another."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QScroller,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

AFTER_PAINT = 16
"""Milliseconds after which the first picture of a screen is up, and the rest of it may be made."""

Part = QWidget | int | None
"""A widget, a fixed gap in pixels, or None for a stretch."""


def _fill(box: QHBoxLayout | QVBoxLayout, parts: tuple[Part, ...]) -> None:
    for part in parts:
        if part is None:
            box.addStretch(1)
        elif isinstance(part, int):
            box.addSpacing(part)
        else:
            box.addWidget(part)


def row(*parts: Part, spacing: int = 12) -> QWidget:
    """Parts side by side."""
    made = QWidget()
    made.setProperty("role", "clear")
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    _fill(box, parts)
    return made


def signed(sign: QWidget, words: QWidget) -> QWidget:
    """A sign at the head of words that may take several lines."""
    made = row(spacing=14)
    box = made.layout()
    if isinstance(box, QHBoxLayout):
        box.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(words, 1)
    return made


def column(*parts: Part, spacing: int = 8) -> QWidget:
    """Parts one below the other."""
    made = QWidget()
    made.setProperty("role", "clear")
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    _fill(box, parts)
    if None not in parts:
        box.addStretch(1)
    return made


def filled(main: QWidget, *below: QWidget, spacing: int = 8) -> QWidget:
    """A part that takes all the room there is, and others below it."""
    made = QWidget()
    made.setProperty("role", "clear")
    box = QVBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(spacing)
    box.addWidget(main, 1)
    _fill(box, below)
    return made


class Card(QFrame):
    """A framed box of parts; `role` "card", "sea", "sunken" or a callout's."""

    def __init__(
        self, *parts: Part, role: str = "card", margin: int = 24, spacing: int = 12
    ) -> None:
        super().__init__()
        self.setProperty("role", role)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(margin, margin, margin, margin)
        self.box.setSpacing(spacing)
        _fill(self.box, parts)


class Scroll(QScrollArea):
    """A part of the screen that scrolls by wheel, touch and the Page keys."""

    def __init__(self, content: QWidget, name: str = "scroll") -> None:
        super().__init__()
        self.setObjectName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setViewport(view := _view())
        self.setWidget(content)
        QScroller.grabGesture(view, QScroller.ScrollerGestureType.TouchGesture)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End go to the ends; the rest as Qt does."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)


def _view() -> QWidget:
    """A viewport like QScrollArea's own. To ask for that one costs the first screen 20 ms.

    (PySide makes 77 classes to find out what kind of widget Qt hands it there.)
    """
    made = QWidget()
    made.setObjectName("qt_scrollarea_viewport")
    made.setAutoFillBackground(True)
    return made


def centred(widget: QWidget, width: int) -> QWidget:
    """A widget of at most that width, in the middle."""
    made = QWidget()
    made.setProperty("role", "clear")
    box = QHBoxLayout(made)
    box.setContentsMargins(0, 0, 0, 0)
    widget.setMaximumWidth(width)
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    box.addStretch(1)
    box.addWidget(widget, 1000)
    box.addStretch(1)
    return made


def clear(box: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout."""
    while box.count():
        taken = box.takeAt(0)
        widget = taken.widget() if taken else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
