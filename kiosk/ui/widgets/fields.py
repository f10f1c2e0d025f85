"""Fields to type in: words, NIP, PIN, and the pad for those who touch."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPushButton, QWidget

from kiosk.people.card import SIGN, CardFault, card_text, is_card, is_whole, read_card
from kiosk.people.nip import LENGTH, bare, grouped
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import column, row
from kiosk.ui.widgets.text import HEIGHT, button, picture, restyle, text

PIN_LENGTH = 6
SCANNING = 300
"""Milliseconds between two keys above which a scanner is not typing them."""


class Field(QWidget):
    """A label, a line to type in, a hint, and room for one sentence about what is wrong."""

    changed = Signal(str)

    def __init__(
        self,
        label: str,
        name: str,
        theme: Theme,
        *,
        hint: str = "",
        value: str = "",
        secret: bool = False,
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.line = QLineEdit(value)
        self.line.setObjectName(name)
        self.line.setAccessibleName(label)
        self.line.setMinimumHeight(theme.px(HEIGHT))
        if secret:
            self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self._hint = text(hint, "tiny")
        self._hint.setVisible(bool(hint))
        self._error = text("", "error")
        self._wrong = row(picture("circle-alert", theme.merah, theme, 18), self._error, spacing=6)
        self._wrong.setVisible(False)
        box = column(text(label, "label"), self.line, self._hint, self._wrong, spacing=6)
        _only(self, box)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._typed)

    def _typed(self, words: str) -> None:
        self.set_error("")
        self.changed.emit(words)

    @property
    def value(self) -> str:
        """What is typed, without spaces at the ends."""
        return self.line.text().strip()

    def set_error(self, words: str) -> None:
        """Say beside the field what is wrong; empty takes the sentence away."""
        self._error.setText(words)
        self._wrong.setVisible(bool(words))
        self.line.setProperty("wrong", "true" if words else "false")
        restyle(self.line, str(self.line.property("role") or ""))

    def error(self) -> str:
        """The sentence shown now."""
        return self._error.text()


class NipField(Field):
    """A NIP, grouped 8-6-1-3 while it is typed; spaces, dots and hyphens may be pasted.

    It takes the text of a participant's card, too: `card` tells a whole one, right or wrong.
    """

    card = Signal(str)

    def __init__(self, label: str, name: str, theme: Theme, *, hint: str = "") -> None:
        super().__init__(label, name, theme, hint=hint)
        self.line.setProperty("role", "nip")
        self.line.setMaxLength(80)
        self._usual = hint

    def show_owner(self, words: str) -> None:
        """Say below the line whose card it is, until something else is typed."""
        self._hint.setText(words or self._usual)
        self._hint.setVisible(bool(words or self._usual))
        self.line.setAccessibleDescription(words)
        restyle(self._hint, "strong" if words else "tiny")

    def set_error(self, words: str) -> None:
        """Say beside the field what is wrong; the next scan replaces a card that is."""
        super().set_error(words)
        if words and is_card(self.value):
            self.line.selectAll()

    def _typed(self, words: str) -> None:
        digits = bare(words)
        if digits.isdigit() or not digits:
            left_of = len(bare(words[: self.line.cursorPosition()]))
            shown = grouped(digits[:LENGTH])
            self.line.blockSignals(True)  # noqa: FBT003 - Qt's call
            self.line.setText(shown)
            self.line.setCursorPosition(_after(shown, left_of))
            self.line.blockSignals(False)  # noqa: FBT003 - Qt's call
        self.set_error("")
        self.show_owner("")
        self.changed.emit(digits)
        if is_card(digits) and is_whole(digits):
            self._tidy(digits)
            self.card.emit(self.value)

    def _tidy(self, typed: str) -> None:
        """A card as it is printed, without what stood before it."""
        learner = read_card(typed)
        if not isinstance(learner, CardFault):
            self.line.blockSignals(True)  # noqa: FBT003 - Qt's call
            self.line.setText(card_text(learner))
            self.line.blockSignals(False)  # noqa: FBT003 - Qt's call

    @property
    def value(self) -> str:
        """The digits, without spaces."""
        return bare(self.line.text())


def _after(shown: str, count: int) -> int:
    """The place in grouped digits just after that many of them."""
    seen = 0
    for place, sign in enumerate(shown):
        if seen == count:
            return place
        seen += sign.isdigit()
    return len(shown)


class PinField(QWidget):
    """Six boxes that show dots; typed by keyboard or by pad. `filled` tells the sixth digit.

    The digits of a card that is scanned into it are no PIN, and no wrong try.
    """

    changed = Signal(str)
    filled = Signal(str)

    def __init__(self, label: str, name: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._digits, self._theme = "", theme
        self._letters, self._key = "", QElapsedTimer()
        self._boxes = [QLineEdit() for _ in range(PIN_LENGTH)]
        for box in self._boxes:
            box.setProperty("role", "pin")
            box.setFixedSize(theme.px(54), theme.px(54))
            box.setAlignment(Qt.AlignmentFlag.AlignCenter)
            box.setReadOnly(True)
            box.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            box.installEventFilter(self)
        self._error = text("", "error")
        self._wrong = row(picture("circle-alert", theme.merah, theme, 18), self._error, spacing=6)
        self._wrong.setVisible(False)
        boxes = row(*self._boxes, None, spacing=10)
        _only(self, column(text(label, "label"), boxes, self._wrong, spacing=6))

    @property
    def value(self) -> str:
        """The digits typed so far."""
        return self._digits

    def set_value(self, digits: str) -> None:
        """Replace the digits."""
        self._digits, self._letters = digits[:PIN_LENGTH], ""
        self._show()

    def add(self, digit: str) -> None:
        """Type one digit."""
        if len(self._digits) < PIN_LENGTH:
            self._digits += digit
            self.set_error("")
            self._show()
            if len(self._digits) == PIN_LENGTH:
                self.filled.emit(self._digits)

    def erase(self) -> None:
        """Take the last digit back."""
        self._digits = self._digits[:-1]
        self._show()

    def set_error(self, words: str) -> None:
        """Say below the boxes what is wrong; empty takes the sentence away."""
        self._error.setText(words)
        self._wrong.setVisible(bool(words))

    def error(self) -> str:
        """The sentence shown now."""
        return self._error.text()

    def _show(self) -> None:
        for place, box in enumerate(self._boxes):
            box.setText("\u25cf" if place < len(self._digits) else "")
        self._outline()
        self.changed.emit(self._digits)

    def _outline(self) -> None:
        here = min(len(self._digits), PIN_LENGTH - 1) if self.hasFocus() else -1
        for place, box in enumerate(self._boxes):
            colour = self._theme.fokus if place == here else self._theme.bidang
            wide = 2 if place == here else self._theme.tebal_garis
            box.setStyleSheet(f"border: {wide}px solid {colour};")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits are typed, Backspace takes back; the rest goes on."""
        if event.text().isalnum():
            self._listen(event.text())
        if event.text().isascii() and event.text().isdigit():
            if self._letters != SIGN:
                self.add(event.text())
        elif event.key() == Qt.Key.Key_Backspace:
            self.erase()
        else:
            super().keyPressEvent(event)

    def _listen(self, sign: str) -> None:
        """Notice the sign of a card; what follows it at once belongs to it."""
        late = self._key.isValid() and self._key.elapsed() > SCANNING
        self._key.start()
        if late:
            self._letters = ""
        if self._letters != SIGN:
            self._letters = (self._letters + sign.upper())[-len(SIGN) :] if sign.isalpha() else ""
            if self._letters == SIGN:
                self._digits = ""
                self._show()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the next digit goes."""
        super().focusInEvent(event)
        self._outline()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """No digit is awaited."""
        super().focusOutEvent(event)
        self._outline()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A tap on a box means the whole field."""
        if event.type() == QEvent.Type.MouseButtonPress:
            self.setFocus()
        return super().eventFilter(watched, event)


class Pad(QWidget):
    """Digits to touch. Keys never take the focus from the field they type into."""

    digit = Signal(str)
    erased = Signal()

    def __init__(self, erase_words: str, theme: Theme, primary: QPushButton | None = None) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.px(10))
        for place, words in enumerate("123456789"):
            grid.addWidget(self._key(words, theme), place // 3, place % 3)
        erase = button(erase_words, "pad-delete", theme, role="pad-word", icon_left="delete")
        erase.setMinimumHeight(theme.px(56))
        erase.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        erase.clicked.connect(self.erased.emit)
        grid.addWidget(erase, 3, 0)
        grid.addWidget(self._key("0", theme), 3, 1)
        if primary is not None:
            primary.setMinimumHeight(theme.px(56))
            grid.addWidget(primary, 3, 2)

    def _key(self, words: str, theme: Theme) -> QPushButton:
        key = button(words, f"pad-{words}", theme, role="pad")
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.setMinimumHeight(theme.px(56))
        key.clicked.connect(lambda: self.digit.emit(words))
        return key


def _only(widget: QWidget, content: QWidget) -> None:
    """Fill a widget with one other."""
    grid = QGridLayout(widget)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.addWidget(content)
