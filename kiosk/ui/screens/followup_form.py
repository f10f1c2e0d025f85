"""A printed evaluation typed in: five items by 1–4, and what stood in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from kiosk.learning.followup import ITEMS, open_items
from kiosk.ui.followup_words import item_words, scale
from kiosk.ui.screens.rating import Rating
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import picture, text
from kiosk.ui.words import _

BELOW = 110
"""Pixels seen below the line that waits: the buttons under the last one."""


class TypedForm(QWidget):
    """Digits 1–4 give the next item its word; Enter in the last field is for `saved`."""

    def __init__(self, said: str, of: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._of = of
        self._items = {
            item: Rating(item, 0, theme, said=item_words(item, of), scale_words=scale())
            for item in ITEMS
        }
        self.words = Field(_("Hambatan yang ditulis"), "follow-up-obstacle", theme)
        self._error = text("", "error")
        alert = picture("circle-alert", theme.merah, theme, 18)
        self._wrong = row(alert, self._error, spacing=6)
        self._wrong.setVisible(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(6))
        hint = _("Tekan 1–4 untuk setiap baris formulir, dari atas ke bawah.")
        for part in (text(said, "strong"), text(hint, "small"), self._wrong):
            box.addWidget(part)
        for item in self._items.values():
            item.chosen.connect(self._show_open)
            box.addWidget(item)
        box.addWidget(self.words)
        self._show_open()

    @property
    def ratings(self) -> dict[str, int]:
        """1–4 by item, as far as it is filled in."""
        return {key: item.value for key, item in self._items.items() if item.value}

    def begin(self) -> None:
        """The first open item waits for its digit, after the last one the words; it is in view."""
        wanted = self._next()
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(wanted, 0, BELOW)

    def complain(self) -> None:
        """Say which item is left out."""
        left = open_items(self.ratings)
        if left:
            form = _("Masih ada {n} penilaian yang kosong. Yang pertama: {item}.")
            self._error.setText(form.format(n=len(left), item=item_words(left[0], self._of)))
            self._wrong.setVisible(True)
            self.begin()

    def _next(self) -> QWidget:
        left = open_items(self.ratings)
        return self._items[left[0]].first if left else self.words.line

    def _show_open(self) -> None:
        left = open_items(self.ratings)
        for key, item in self._items.items():
            item.set_open(key == left[0] if left else False)
        self._wrong.setVisible(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1–4 give the item its word and go on to the next open one."""
        word = event.text()
        if len(word) != 1 or word not in "1234":
            super().keyPressEvent(event)
            return
        focused, left = QApplication.focusWidget(), open_items(self.ratings)
        held = next((i for i in self._items.values() if i.holds(focused)), None)
        item = held or (self._items[left[0]] if left else None)
        if item is not None:
            item.choose(int(word))
            self.begin()
