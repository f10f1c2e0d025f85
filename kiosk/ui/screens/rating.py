"""One item of an evaluation: a sentence and four words to choose from."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from kiosk.ui.screens.sheet import Cornered, fill
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import restyle, text
from kiosk.ui.words import _

BESIDE = 620


class Rating(Card):
    """`value` 1–4, 0 while open. `chosen` tells a change."""

    chosen = Signal()

    def __init__(
        self,
        key: str,
        value: int,
        theme: Theme,
        *,
        said: str = "",
        scale_words: tuple[str, ...] = (),
    ) -> None:
        """`said` and `scale_words` in place of those of the evaluation of the day."""
        super().__init__(role="clear-item", margin=6, spacing=4)
        self.key, self._theme = key, theme
        self._group = QButtonGroup(self)
        self._words = [self._word(n, words) for n, words in enumerate(scale_words or scale(), 1)]
        self.first = self._words[0]
        self._note = text(_("Belum diisi · tekan 1–4"), "warn", wrap=False)
        self._note.setStyleSheet(f"font-size: {theme.px(13)}px;")
        self._note.setVisible(False)
        name = text(said or words_of(key), "strong")
        name.setSizePolicy(QSizePolicy.Policy.Expanding, name.sizePolicy().verticalPolicy())
        head = row(name, self._note, spacing=8)
        grid = QWidget()
        grid.setProperty("role", "clear")
        cells = QGridLayout(grid)
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setSpacing(6)
        for place, word in enumerate(self._words):
            cells.addWidget(word, 0, place)
            cells.setColumnStretch(place, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._line.setSpacing(6)
        fill(self._line, (head, grid))
        self.box.addLayout(self._line)
        self._grid = grid
        self.choose(value, tell=False)

    @property
    def value(self) -> int:
        """The word chosen, 0 for none."""
        return max(0, self._group.checkedId())

    def choose(self, value: int, *, tell: bool = True) -> None:
        """Take a word by its number."""
        if 1 <= value <= len(self._words):
            self._words[value - 1].setChecked(True)
            self._mark()
            if tell:
                self.chosen.emit()

    def set_open(self, on: bool) -> None:  # noqa: FBT001 - a Qt-like setter
        """Mark the item that comes next."""
        restyle(self, "open-item" if on else "clear-item")
        self._note.setVisible(on)

    def holds(self, widget: QWidget | None) -> bool:
        """Whether a widget is one of the words."""
        return widget in self._words

    def _word(self, number: int, words: str) -> Cornered:
        made = Cornered(words.replace(" ", "\n", 1), f"{self.key}-{number}", "word", self._theme)
        made.setAccessibleName(f"{words_of(self.key)}: {words}")
        made.setCheckable(True)
        made.setMinimumHeight(max(52, self._theme.px(48)))
        made.setMinimumWidth(self._theme.px(56))
        made.clicked.connect(partial(self._clicked, number))
        made.toggled.connect(self._mark)
        self._group.addButton(made, number)
        return made

    def _clicked(self, number: int) -> None:
        self.choose(number)

    def _mark(self) -> None:
        """A check in the corner says the choice without colour."""
        for word in self._words:
            on = ("check", self._theme.di_laut) if word.isChecked() else ("", "")
            word.set_corners(on, ("", ""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Words beside the sentence where there is room."""
        super().resizeEvent(event)
        beside = self.width() >= self._theme.px(BESIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if way != self._line.direction():
            self._line.setDirection(way)
            self._grid.setMaximumWidth(self._theme.px(400) if beside else 16_777_215)
            self._grid.setMinimumWidth(self._theme.px(360) if beside else 0)


def scale() -> tuple[str, str, str, str]:
    """The four words, from worst to best."""
    return _("Tidak baik"), _("Kurang baik"), _("Baik"), _("Sangat baik")


def words_of(key: str) -> str:
    """An item's sentence; the key itself where there is none."""
    return {
        "information": _("Kejelasan informasi pelatihan"),
        "room": _("Kelayakan ruang dan komputer"),
        "help": _("Bantuan dari petugas"),
        "relevance": _("Kesesuaian materi dengan tugas"),
        "clarity": _("Kejelasan penjelasan"),
        "examples": _("Manfaat contoh dan studi kasus"),
        "legibility": _("Keterbacaan teks dan gambar"),
        "ease": _("Kemudahan penggunaan aplikasi"),
        "guidance": _("Kejelasan petunjuk di layar"),
    }.get(key, key)
