"""Parts of the settings form: lines to type, a choice of words, and the kop as it will look."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, clear, column, row
from kiosk.ui.widgets.text import chip, picture, restyle, text
from kiosk.ui.words import _


class Wrong(QWidget):
    """Room for one sentence about what is wrong."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._words = text("", "error")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(row(picture("circle-alert", theme.merah, theme, 18), self._words, spacing=6))
        self.setVisible(False)

    def set_error(self, words: str) -> None:
        """Say it; empty takes the sentence away."""
        self._words.setText(words)
        self.setVisible(bool(words))

    def error(self) -> str:
        """The sentence shown now."""
        return self._words.text()


class Lines(QWidget):
    """A label and several lines to type, one thing a line."""

    changed = Signal()

    def __init__(
        self, label: str, name: str, theme: Theme, *, hint: str = "", lines: tuple[str, ...] = ()
    ) -> None:
        super().__init__()
        self.edit = QPlainTextEdit("\n".join(lines))
        self.edit.setObjectName(name)
        self.edit.setAccessibleName(label)
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(theme.px(136))
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._wrong = Wrong(theme)
        below = text(hint, "tiny")
        below.setVisible(bool(hint))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(column(text(label, "label"), self.edit, below, self._wrong, spacing=6))
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._typed)

    def _typed(self) -> None:
        self.set_error("")
        self.changed.emit()

    @property
    def value(self) -> tuple[str, ...]:
        """The lines that hold something."""
        lines = (line.strip() for line in self.edit.toPlainText().splitlines())
        return tuple(line for line in lines if line)

    def set_error(self, words: str) -> None:
        """Say beside the field what is wrong; empty takes the sentence away."""
        self._wrong.set_error(words)
        self.edit.setProperty("wrong", "true" if words else "false")
        restyle(self.edit, str(self.edit.property("role") or ""))

    def error(self) -> str:
        """The sentence shown now."""
        return self._wrong.error()


class Words(QWidget):
    """A label and a few words of which one holds."""

    changed = Signal()

    def __init__(
        self, label: str, name: str, theme: Theme, choices: Mapping[str, str], value: str
    ) -> None:
        super().__init__()
        self.value = value
        group = QButtonGroup(self)
        chips = []
        for key, words in choices.items():
            made = chip(words, f"{name}-{key}", theme, on=key == value)
            made.setAccessibleName(f"{label}: {words}")
            made.setMinimumHeight(theme.px(44))
            made.setMaximumHeight(theme.px(44))
            made.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            group.addButton(made)
            chips.append(made)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(column(text(label, "label"), row(*chips, None, spacing=8), spacing=6))

    def _choose(self, key: str) -> None:
        self.value = key
        self.changed.emit()


class Kop(Card):
    """The letterhead as the certificate will show it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(margin=theme.px(18), spacing=0)
        self.setAccessibleName(_("Pratinjau kop"))
        self.setMinimumHeight(theme.px(136))
        self._theme = theme
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.box.addStretch(1)
        self.box.addLayout(self._lines)
        self.box.addStretch(1)
        for thick in (2, 1):
            self.box.addSpacing(2)
            rule = QFrame()
            rule.setFixedHeight(thick)
            rule.setStyleSheet(f"background: {theme.tinta}; border: none;")
            self.box.addWidget(rule)

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """The first line is the largest."""
        clear(self._lines)
        if not lines:
            lines = (_("Kop surat tampil di sini."),)
        for n, words in enumerate(lines):
            label = text(words, "small" if n else "strong")
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._lines.addWidget(label)
