"""The frame of screens before anybody is signed in: brand on top, back and onward below."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.keys import Keys
from kiosk.ui.page import icon_button
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Pad, PinField
from kiosk.ui.widgets.layout import Scroll, centred, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _


class Porch(QWidget):
    """A body in the middle. `acted` is the one primary action; Enter in a field takes it too."""

    acted = Signal()
    back_wanted = Signal()
    display_wanted = Signal()

    def __init__(self, theme: Theme, *, back: str = "", action: str = "", icon: str = "") -> None:
        super().__init__()
        self.theme = theme
        self.first_focus: QWidget | None = None
        self.setProperty("role", "page")
        self._frame = QVBoxLayout(self)
        self._frame.setContentsMargins(0, 0, 0, 0)
        self._frame.setSpacing(0)
        self._frame.addWidget(self._bar())
        self.action_button: QPushButton | None = None
        self._foot = self._below(back, action, icon) if back or action else None

    def set_body(self, body: QWidget, width: int) -> None:
        """What stands in the middle, at most `width` pixels wide at the usual text size."""
        inner = Sheet(24, centred(body, self.theme.px(width)), 24, spacing=0)
        inner.box.setContentsMargins(24, 0, 24, 0)
        inner.box.addStretch(1)
        self._frame.addWidget(Scroll(inner, "body"), 1)
        if self._foot is not None:
            self._frame.addWidget(self._foot)

    def set_action(self, words: str) -> None:
        """Other words for the primary action."""
        if self.action_button is not None:
            self.action_button.setText(words)
            self.action_button.setAccessibleName(words)

    def _bar(self) -> QFrame:
        theme = self.theme
        bar = QFrame()
        bar.setProperty("role", "topbar")
        bar.setMinimumHeight(theme.px(64))
        box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(30), 6, theme.px(30), 6)
        box.addWidget(picture("anchor", theme.laut, theme, 32))
        box.addSpacing(theme.px(8))
        box.addWidget(text("Dermaga", "brand", wrap=False))
        box.addStretch(1)
        words = _("Tampilan: bahasa, ukuran teks, kontras")
        display = icon_button("display", "settings", words, theme)
        display.clicked.connect(self.display_wanted.emit)
        box.addWidget(display)
        return bar

    def _below(self, back: str, action: str, icon: str) -> QFrame:
        theme = self.theme
        bar = QFrame()
        bar.setProperty("role", "bottombar")
        box = QHBoxLayout(bar)
        box.setContentsMargins(theme.px(46), 12, theme.px(46), 12)
        if back:
            made = button(back, "back", theme, icon_left="arrow-left")
            made.clicked.connect(self.back_wanted.emit)
            box.addWidget(made)
        box.addStretch(1)
        if action:
            self.action_button = button(action, "action", theme, role="primary", icon_right=icon)
            self.action_button.clicked.connect(self.acted.emit)
            box.addWidget(self.action_button)
        return bar

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field takes the primary action."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and isinstance(QApplication.focusWidget(), QLineEdit | PinField):
            self.acted.emit()
        else:
            super().keyPressEvent(event)


def pad(theme: Theme, primary: QPushButton | None = None) -> tuple[Pad, QPushButton]:
    """A pad of three even columns, and its key that takes back."""
    made = Pad(_("Hapus"), theme, primary)
    grid = made.layout()
    if isinstance(grid, QGridLayout):
        for place in range(3):
            grid.setColumnStretch(place, 1)
    erase = made.findChild(QPushButton, "pad-delete")
    if not isinstance(erase, QPushButton):
        message = "the pad has no key to take back"
        raise TypeError(message)
    erase.setText("")
    erase.setToolTip(_("Hapus"))
    for key in made.findChildren(QPushButton):
        key.setStyleSheet("QPushButton { padding: 0; }")
    return made, erase


class TouchKeys(QWidget):
    """Letters to touch, for the field that is typed into; hidden until they are asked for."""

    def __init__(self, theme: Theme, *lines: QLineEdit, digits: tuple[QLineEdit, ...] = ()) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._show = button(_("Papan ketik"), "keys-shown", theme, small=True)
        self._show.setMinimumHeight(48)
        self._show.setCheckable(True)
        self._show.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._show.toggled.connect(lambda _on: self._place())
        self._typing: QObject = lines[0]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(row(self._show, None))
        self._keys: dict[QObject, Keys] = {}
        for line in lines:
            name = f"{line.objectName()}-keys"
            self._keys[line] = Keys(line, name, theme, digits=line in digits)
            self._keys[line].setVisible(False)
            box.addWidget(self._keys[line])
            line.installEventFilter(self)

    def _place(self) -> None:
        for line, keys in self._keys.items():
            keys.setVisible(self._show.isChecked() and line is self._typing)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys follow the field."""
        if event.type() == QEvent.Type.FocusIn and watched in self._keys:
            self._typing = watched
            self._place()
        return super().eventFilter(watched, event)
