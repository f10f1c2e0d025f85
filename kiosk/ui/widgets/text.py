"""Words, badges and buttons. Labels show plain text, never markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from kiosk.ui.icons import icon, pixmap
from kiosk.ui.theme import Theme

HEIGHT, SMALL_HEIGHT, CHIP_HEIGHT, TOUCH = 52, 48, 36, 48


def text(words: str, role: str = "body", *, wrap: bool = True) -> QLabel:
    """A label of plain text."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        label.setSizePolicy(policy)
    return label


def picture(name: str, colour: str, theme: Theme, size: int = 20) -> QLabel:
    """An icon beside words; it says nothing by itself."""
    label = QLabel()
    label.setPixmap(pixmap(name, colour, theme.px(size), 2.0 if theme.scale == 1 else 1.0))
    label.setFixedSize(theme.px(size), theme.px(size))
    return label


def badge(words: str, kind: str = "") -> QLabel:
    """A short state in a rounded box; kind "", "blue", "green", "orange" or "red"."""
    label = text(words, f"badge-{kind}" if kind else "badge", wrap=False)
    label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return label


def button(
    words: str,
    name: str,
    theme: Theme,
    *,
    role: str = "secondary",
    icon_left: str = "",
    icon_right: str = "",
    small: bool = False,
) -> QPushButton:
    """A button; `name` is its objectName, its words are its accessible name."""
    made = QPushButton(words)
    made.setObjectName(name)
    made.setProperty("role", role)
    made.setAccessibleName(words)
    made.setMinimumHeight(theme.px(SMALL_HEIGHT if small else HEIGHT))
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    drawn = icon_left or icon_right
    if drawn:
        size, gap = theme.px(20), theme.px(6) if words else 0
        before = gap if icon_right and not icon_left else 0
        ink, off = _ink(role, theme), theme.tinta3 if role == "primary" else ""
        made.setIcon(icon(drawn, ink, size, before=before, after=gap - before, off=off))
        made.setIconSize(QSize(size + gap, size))
    if icon_right and not icon_left:
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    return made


def _ink(role: str, theme: Theme) -> str:
    return {
        "primary": theme.di_laut,
        "accent": theme.di_jingga,
        "danger": theme.merah,
        "sea-link": theme.di_panel,
        "choice-card": theme.di_panel,
        "chip": theme.tinta2,
        "pad": theme.tinta,
    }.get(role, theme.laut)


def chip(words: str, name: str, theme: Theme, *, on: bool = False, drawn: str = "") -> QPushButton:
    """A small button that can stay pressed (filters, tabs, text size)."""
    made = button(words, name, theme, role="chip", icon_left=drawn)
    made.setMinimumHeight(max(TOUCH, theme.px(CHIP_HEIGHT) + 12))
    made.setMaximumHeight(max(TOUCH, theme.px(CHIP_HEIGHT) + 12))
    made.setCheckable(True)
    made.setChecked(on)
    return made


def line(role: str = "line") -> QFrame:
    """A hairline across."""
    made = QFrame()
    made.setProperty("role", role)
    made.setFixedHeight(1)
    return made


def restyle(widget: QWidget, role: str) -> None:
    """Give a shown widget another role."""
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
