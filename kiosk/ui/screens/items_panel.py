"""One question of an item analysis: who took which choice, what that means, and what to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kiosk.learning.items import Use
from kiosk.learning.items_found import Finding
from kiosk.learning.question import ChoiceQuestion
from kiosk.office.items import Row
from kiosk.ui import items_words as words
from kiosk.ui.screens.items_table import colour_of
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, clear, column, row
from kiosk.ui.widgets.painted import Bar
from kiosk.ui.widgets.text import badge, button, text
from kiosk.ui.words import _


class ItemPanel(Card):
    """Empty until a question is shown. `source_wanted`: where it is written."""

    source_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(margin=theme.px(20), spacing=theme.px(10))
        self._theme = theme
        self._inner = QVBoxLayout()
        self._inner.setSpacing(theme.px(10))
        self.box.addLayout(self._inner)
        self.box.addStretch(1)
        self.show_row(None)

    def show_row(self, shown: Row | None) -> None:
        """Another question, or none."""
        clear(self._inner)
        if shown is None:
            self._inner.addWidget(text(_("Pilih sebuah soal di tabel."), "small"))
        else:
            self._fill(shown)
        QTimer.singleShot(0, self, self._grow)  # new parts are shown, and so measured, by then

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the words need at this width."""
        super().resizeEvent(event)
        self._grow()

    def _grow(self) -> None:
        self.setMinimumHeight(self.box.totalHeightForWidth(max(self.width(), 200)))

    def _fill(self, shown: Row) -> None:
        theme = self._theme
        name = text(_("Soal {n}").format(n=shown.number), "h2", wrap=False)
        name.setObjectName("item-name")
        self._inner.addWidget(row(name, None, self._state(shown)))
        self._inner.addWidget(text(shown.words, "small"))
        for use in shown.item.uses:
            self._inner.addWidget(self._use(use, shown))
        for head, said in (
            (_("Artinya"), words.meaning(shown)),
            (_("Dugaan"), words.cause(shown)),
            (_("Saran"), words.advice(shown)),
        ):
            if said:
                self._inner.addWidget(column(text(head, "label"), text(said, "small"), spacing=2))
        source = button(
            _("Buka sumber soal"), "item-source", theme, role="quiet", icon_right="arrow-right"
        )
        source.clicked.connect(self.source_wanted.emit)
        self._inner.addWidget(source, 0, Qt.AlignmentFlag.AlignLeft)

    def _state(self, shown: Row) -> QWidget:
        finding = shown.verdict.finding
        if shown.verdict.to_review:
            return badge(_("Tinjau"), "red" if finding is Finding.KEY else "orange")
        if finding is Finding.FINE:
            return badge(_("Baik"), "green")
        return badge(_("Tunggu"))

    def _use(self, use: Use, shown: Row) -> QWidget:
        theme, suspect = self._theme, use.choice == shown.verdict.suspect
        percent = f"{round(100 * use.share)}%"
        letter = text(use.choice.upper(), "strong", wrap=False)
        said, colour, ground = "", theme.tinta3, ""
        if use.right:
            said, colour, ground = _("kunci"), theme.hijau, "green"
        elif suspect:
            said, colour, ground = _("menarik peserta bernilai tinggi"), theme.jingga, "orange"
        elif use.choice in shown.verdict.idle:
            said = _("hampir tidak dipilih")
        note = text(said, "tiny")
        note.setStyleSheet(f"color: {colour_of(ground, theme)};")
        head = row(letter, note, text(percent, "strong", wrap=False), spacing=theme.px(8))
        box = head.layout()
        if isinstance(box, QHBoxLayout):
            box.setStretch(1, 1)
        bar = Bar(use.share, colour, theme.garis, theme, f"{use.choice.upper()} {percent} {said}")
        made = column(head, bar, spacing=theme.px(2))
        made.setToolTip(_choice_words(shown, use.choice))
        return made


def _choice_words(shown: Row, choice: str) -> str:
    asked = shown.question.asked
    if not isinstance(asked, ChoiceQuestion):
        return ""
    return next((c.text for c in asked.choices if c.id == choice), "")
