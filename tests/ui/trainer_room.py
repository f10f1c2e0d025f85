"""A room of the office in the officer's frame, without the door and the other rooms."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.widgets.layout import Scroll
from kiosk.ui.window import Window


class Room(Protocol):
    """What every room of the office can do."""

    def part(self) -> QWidget:
        """What is shown now."""
        ...


class Screen(QWidget):
    """The part scrolled, and its own bar below it."""

    def __init__(self, part: QWidget) -> None:
        super().__init__()
        self.part = part
        self.first_focus: QWidget | None = getattr(part, "first_focus", None)
        box = QVBoxLayout(self)
        box.addWidget(Scroll(part, "officer-scroll"), 1)
        footer = getattr(part, "footer", None)
        if footer is not None:
            box.addWidget(footer)


class Frame:
    """Shows a room whenever it asks for it, as the officer's room does."""

    def __init__(self, window: Window) -> None:
        self.window = window
        self.room: Room | None = None

    def show(self) -> None:
        """The room's part anew."""
        self.window.show_screen(self.screen)

    def screen(self) -> QWidget:
        """What is shown."""
        assert self.room is not None
        return Screen(self.room.part())
