"""Our own dialog: a card over the dimmed window. It cannot lead out of the kiosk."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, Scroll, row
from kiosk.ui.widgets.text import button, text


class Overlay(QWidget):
    """Covers its window until one of its buttons is taken; Esc is `closed` with "cancel"."""

    closed = Signal(str)

    def __init__(
        self,
        window: QWidget,
        title: str,
        theme: Theme,
        content: QWidget | None = None,
        buttons: tuple[QPushButton, ...] = (),
        *,
        width: int = 560,
        scroll: bool = False,
    ) -> None:
        super().__init__(window)
        self.setObjectName("overlay")
        self._buttons = buttons
        body = Scroll(content, "overlay-scroll") if content is not None and scroll else content
        parts = [p for p in (text(title, "h2") if title else None, body) if p is not None]
        card = Card(*parts, margin=theme.px(28), spacing=theme.px(16))
        if buttons:
            card.box.addWidget(row(None, *buttons))
        card.setMaximumWidth(theme.px(width))
        card.setMinimumWidth(min(theme.px(width), window.width() - 48))
        if scroll:
            card.setMinimumHeight(int(window.height() * 0.84))
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 24, 24, 24)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(card, 1000)
        middle.addStretch(1)
        box.addStretch(1)
        box.addLayout(middle)
        box.addStretch(1)
        for made in buttons:
            made.clicked.connect(partial(self._taken, made.objectName()))
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        (buttons[-1] if buttons else card).setFocus()

    def _taken(self, name: str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        self.close_with(name)

    def close_with(self, name: str) -> None:
        """Go, and tell which button was taken."""
        parent = self.parentWidget()
        if parent is not None:
            parent.removeEventFilter(self)
        self.hide()
        self.closed.emit(name)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is the way back; Enter takes the button that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_with("cancel")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
        event.accept()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 - Qt's name
        """Tab stays inside: what lies below cannot be reached."""
        inside = [w for w in self.findChildren(QWidget) if _takes_focus(w)]
        if not inside:
            return True
        here = self.focusWidget()
        place = inside.index(here) if here in inside else -1
        inside[(place + (1 if next else -1)) % len(inside)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        parent = self.parentWidget()
        if event.type() == QEvent.Type.Resize and parent is not None and watched is parent:
            self.setGeometry(parent.rect())
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's name
        """Dim what lies below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(8, 24, 28, 150))
        painter.end()


def _takes_focus(widget: QWidget) -> bool:
    wanted = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(wanted) and widget.isVisible() and widget.isEnabled()


def tell(window: QWidget, title: str, words: str, go_on: str, theme: Theme) -> Overlay:
    """Say something; one button goes on."""
    made = button(go_on, "overlay-ok", theme, role="primary")
    return Overlay(window, title, theme, text(words, "lead"), (made,))


def ask(window: QWidget, title: str, words: str, yes: str, no: str, theme: Theme) -> Overlay:
    """Ask; `closed` tells "overlay-yes" or "overlay-no" (or "cancel")."""
    first = button(no, "overlay-no", theme)
    second = button(yes, "overlay-yes", theme, role="primary")
    return Overlay(window, title, theme, text(words, "lead"), (first, second))
