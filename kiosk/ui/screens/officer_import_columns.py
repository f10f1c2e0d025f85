"""What each column of a file is taken for: a chooser per column, its heading below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from kiosk.office.roster import Guess
from kiosk.sheets.book import letters
from kiosk.ui.flow import flow
from kiosk.ui.import_words import field_words
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _

NARROWEST, LONGEST = 118, 22
OTHERS, ALL = -1, -2
"""In place of a column: one of those left out, or any."""


class ColumnsCard(Card):
    """The columns of a guess. `wanted` tells the place of one that shall hold something else.

    Columns that are left out share one chooser, which tells OTHERS.
    """

    wanted = Signal(int)

    def __init__(self, guess: Guess, width: int, theme: Theme) -> None:
        super().__init__(margin=theme.px(14), spacing=theme.px(8))
        self._theme = theme
        found = {each.place: each for each in guess.columns}
        words = _("Ubah jika keliru; susunan ini diingat untuk berkas berikutnya.")
        title = text(_("Kolom yang dikenali"), "strong", wrap=False)
        self.box.addWidget(flow(title, text(words, "small", wrap=False), gap=theme.px(16)))
        choosers = [
            self._chooser(field_words(each.field), each.place, [heading(guess, each.place)])
            for each in found.values()
        ]
        left = [heading(guess, n) for n in range(width) if n not in found]
        if left:
            choosers.append(self._chooser(_("Abaikan"), OTHERS, left))
        self.box.addWidget(flow(*choosers, gap=theme.px(12), between=theme.px(6)))

    def _chooser(self, words: str, place: int, headings: Sequence[str]) -> QWidget:
        theme = self._theme
        one = _("kolom “{heading}”").format(heading=_short(headings[0]))
        below = one if len(headings) == 1 else _("{n} kolom lain").format(n=len(headings))
        name = "import-column-others" if place < 0 else f"import-column-{place}"
        role = "secondary" if place >= 0 else "quiet"
        made: QPushButton = button(
            words, name, theme, role=role, icon_right="chevron-down", small=True
        )
        made.setAccessibleName(f"{words}, {below}")
        made.setMinimumWidth(theme.px(NARROWEST))
        made.clicked.connect(lambda: self.wanted.emit(place))
        return column(made, text(below, "tiny", wrap=False), spacing=2)


def heading(guess: Guess, place: int) -> str:
    """What stands over a column; its letters where nothing does."""
    words = guess.headings[place] if place < len(guess.headings) else ""
    return words or letters(place)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
