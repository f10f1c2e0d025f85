"""Letters and digits to touch, for kiosks without a keyboard in reach."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button
from kiosk.ui.words import _

_LETTERS = ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm,.-")
_DIGITS = ("123", "456", "789", "0,-")


class Keys(QWidget):
    """Keys that type into `target` and never take its focus. `digits` for numbers only."""

    def __init__(
        self, target: QWidget, name: str, theme: Theme, *, digits: bool = False, lines: bool = False
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.setObjectName(name)
        self._target, self._theme, self._name = target, theme, name
        self._capital = False
        self._signs: list[QPushButton] = []
        self._digits, self._lines = digits, lines
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self.setMaximumWidth(theme.px(300 if digits else 720))

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's name
        """The keys are made when they are first wanted: there are more than forty of them."""
        if visible and not self._box.count():
            self._make()
        super().setVisible(visible)

    def _make(self) -> None:
        digits = self._digits
        start: list[None] = [] if digits else [None]
        for signs in _DIGITS if digits else _LETTERS:
            keys = [self._sign(sign) for sign in signs]
            self._box.addWidget(row(*start, *keys, None, spacing=6))
        special = self._special(digits=digits, lines=self._lines)
        self._box.addWidget(row(*start, *special, None, spacing=6))

    def _special(self, *, digits: bool, lines: bool) -> list[QPushButton]:
        erase = self._key(_("Hapus"), "delete", Qt.Key.Key_Backspace, "")
        if digits:
            return [erase]
        shift = button(_("Huruf besar"), f"{self._name}-shift", self._theme, role="word")
        shift.setCheckable(True)
        shift.toggled.connect(self._shift)
        space = self._key(_("Spasi"), "space", Qt.Key.Key_Space, " ")
        space.setMinimumWidth(self._theme.px(160))
        made = [shift, space, erase]
        if lines:
            made.append(self._key(_("Baris baru"), "line", Qt.Key.Key_Return, "\n"))
        for key in made:
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setFixedHeight(48)
        return made

    def _sign(self, sign: str) -> QPushButton:
        made = button(sign, f"{self._name}-{sign}", self._theme, role="word")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMinimumSize(48, 48)
        made.clicked.connect(partial(self._type_sign, made))
        self._signs.append(made)
        return made

    def _key(self, words: str, name: str, key: Qt.Key, sign: str) -> QPushButton:
        made = button(words, f"{self._name}-{name}", self._theme, role="word")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setMinimumSize(self._theme.px(96), 48)
        made.clicked.connect(partial(self._type, key, sign))
        return made

    def _type_sign(self, made: QPushButton) -> None:
        self._type(Qt.Key.Key_unknown, made.text())

    def _type(self, key: Qt.Key, sign: str) -> None:
        self._target.setFocus()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, sign)
            QCoreApplication.sendEvent(_receiver(self._target), event)

    def _shift(self, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        for made in self._signs:
            made.setText(made.text().upper() if on else made.text().lower())


def _receiver(target: QWidget) -> QObject:
    """The widget that takes keys on behalf of the target."""
    return target.focusProxy() or target
