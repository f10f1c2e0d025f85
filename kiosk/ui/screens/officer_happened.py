"""What happened to the records as a whole, until an officer has read of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.office.happened import Happened
from kiosk.ui.happened_words import devices_words, happened_words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column, row, signed
from kiosk.ui.widgets.text import button, line, picture, text
from kiosk.ui.words import _

MOST = 5
"""Things told, the newest first; more of them need somebody who looks at the computer."""


class HappenedCard(Card):
    """Things nobody has read of yet, at least one; `read` takes them away for good."""

    read = Signal()

    def __init__(self, happened: tuple[Happened, ...], theme: Theme) -> None:
        super().__init__(role="marked-orange", margin=theme.px(20), spacing=theme.px(14))
        parts: list[QWidget] = []
        for each in happened[-1 : -MOST - 1 : -1]:
            parts += [line(), _told(each, theme)]
        for part in parts[1:]:
            self.box.addWidget(part)
        if len(happened) > MOST:
            words = _("… dan {n} lagi.").format(n=len(happened) - MOST)
            self.box.addWidget(text(words, "small"))
        read = button(_("Sudah saya baca"), "happened-read", theme, icon_left="check")
        read.clicked.connect(self.read.emit)
        self.box.addWidget(row(read, None))


def _told(happened: Happened, theme: Theme) -> QWidget:
    title, what, next_step = happened_words(happened)
    parts = [text(title, "h3"), text(what), text(next_step)]
    if devices := devices_words(happened):
        parts.append(text(devices, "small"))
    sign = picture("triangle-alert", theme.jingga_teks, theme, 24)
    return signed(sign, column(*parts, spacing=4))
