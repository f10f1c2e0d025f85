"""A text with gaps: its words flow, and a field stands in the place of each gap."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kiosk.learning.question import pieces
from kiosk.ui.flow import flow
from kiosk.ui.icons import pixmap
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.text import restyle, text
from kiosk.ui.words import _


class Bit(NamedTuple):
    """Letters, or the name of a gap."""

    words: str
    gap: bool = False


Together: TypeAlias = tuple[Bit, ...]
"""What no line may break: a word, or a gap with the signs that touch it."""


def lines_of(passage: str) -> tuple[tuple[Together, ...], ...]:
    """A passage cut where lines may break; one tuple for each of its own lines."""
    lines: list[list[Together]] = [[]]
    held: list[Bit] = []
    for place, piece in enumerate(pieces(passage)):
        if place % 2:
            held.append(Bit(piece, gap=True))
            continue
        for run in re.split(r"(\s+)", piece):
            if run.strip():
                held.append(Bit(run))
            elif run:
                lines[-1] += [tuple(held)] if held else []
                held = []
                lines += [[]] if "\n" in run else []
    lines[-1] += [tuple(held)] if held else []
    return tuple(tuple(line) for line in lines if line)


def spoken(passage: str) -> str:
    """A passage as it is read out: a pause for each gap."""
    bits = [words if place % 2 == 0 else "…" for place, words in enumerate(pieces(passage))]
    return " ".join("".join(bits).split())


class Hole(QWidget):
    """A gap: its number (0: none is shown), what it is filled with, and how right that was."""

    def __init__(self, number: int, control: QWidget, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.control, self._theme = control, theme
        self._sign = QLabel()
        self._sign.setFixedSize(theme.px(20), theme.px(20))
        self._sign.hide()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(5))
        if number:
            box.addWidget(text(str(number), "label", wrap=False))
        box.addWidget(control)
        box.addWidget(self._sign)

    def set_mark(self, mark: str, role: str = "slot") -> None:
        """Show "right" or "wrong" by outline, sign and word; "" takes it away for `role`."""
        theme = self._theme
        look = {
            "right": ("circle-check", theme.hijau, _("benar")),
            "wrong": ("circle-x", theme.merah, _("salah")),
        }.get(mark)
        self._sign.setVisible(look is not None)
        if look is not None:
            self._sign.setPixmap(pixmap(look[0], look[1], theme.px(20)))
        self._sign.setAccessibleName(look[2] if look else "")
        self.control.setAccessibleDescription(look[2] if look else "")
        restyle(self.control, f"slot-{mark}" if mark else role)


class Passage(QWidget):
    """The text with the holes of `holes`, by name, in their places."""

    def __init__(self, passage: str, holes: Mapping[str, QWidget], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.setAccessibleName(spoken(passage))
        self._holes, self._theme = holes, theme
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        for line in lines_of(passage):
            parts = [self._together(bits) for bits in line]
            box.addWidget(flow(*parts, gap=theme.px(5), between=theme.px(6)))

    def _together(self, bits: Together) -> QWidget:
        parts = [self._part(bit) for bit in bits]
        if len(parts) == 1:
            return parts[0]
        made = QWidget()
        made.setProperty("role", "clear")
        box = QHBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self._theme.px(2))
        for part in parts:
            box.addWidget(part)
        return made

    def _part(self, bit: Bit) -> QWidget:
        if bit.gap and bit.words in self._holes:
            return self._holes[bit.words]
        return text("…" if bit.gap else bit.words, "lesson", wrap=False)
