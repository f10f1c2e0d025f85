"""A moment in which nothing can be done: the house is closed and opened again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, centred, row
from kiosk.ui.widgets.text import picture, text
from kiosk.ui.words import _


class WaitScreen(QWidget):
    """A card in the middle, with nothing to press."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "page")
        words = _("Catatan di komputer ini sedang dibuka lagi. Jangan matikan komputer.")
        drawn = row(picture("shield-check", theme.laut, theme, 40), None)
        title = text(_("Sebentar…"), "title")
        card = Card(drawn, title, text(words, "lead"), margin=theme.px(32))
        box = QVBoxLayout(self)
        box.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(centred(card, theme.px(560)))
