"""Parts that the screens of classes share."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.text import text


def footer(*parts: QWidget | None, theme: Theme) -> QFrame:
    """The bar below a part: None is a stretch; back stands left, the next step right."""
    bar = QFrame()
    bar.setProperty("role", "bottombar")
    box = QHBoxLayout(bar)
    box.setContentsMargins(theme.px(30), theme.px(8), theme.px(30), theme.px(8))
    box.setSpacing(theme.px(12))
    for part in parts:
        if part is None:
            box.addStretch(1)
        else:
            box.addWidget(part, 1 if isinstance(part, QLabel) else 0)
    return bar


def said(words: str = "", name: str = "") -> QLabel:
    """A quiet sentence in a bar, that gives way where there is no room."""
    made = text(words, "small", wrap=False)
    made.setObjectName(name)
    made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
