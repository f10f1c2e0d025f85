"""The doors to the parts of the officer's room: one below the other, or in a row."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from kiosk.ui.icons import icon
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.text import button

GAP = 4


class Doors(QWidget):
    """`parts` are names and icons, `words` their labels. `chosen` tells the name of a part."""

    chosen = Signal(str)

    def __init__(
        self,
        parts: tuple[tuple[str, str], ...],
        words: Mapping[str, str],
        at: str,
        theme: Theme,
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(GAP))
        self._doors = [self._door(n, drawn, words[n], here=n == at) for n, drawn in parts]
        self._icons = [made.icon() for made in self._doors]
        self._shape = (0, False)

    def _door(self, name: str, drawn: str, words: str, *, here: bool) -> QPushButton:
        theme = self._theme
        made = button(words, f"part-{name}", theme, role="quiet")
        ink = theme.laut if here else theme.tinta2
        made.setIcon(icon(drawn, ink, theme.px(20), after=theme.px(8)))
        made.setIconSize(QSize(theme.px(28), theme.px(20)))
        made.setMinimumHeight(theme.px(48))
        made.setCheckable(True)
        made.setChecked(here)
        made.setStyleSheet(_sheet(theme, 14))
        made.clicked.connect(lambda: self._go(made, name, here=here))
        return made

    def _go(self, made: QPushButton, name: str, *, here: bool) -> None:
        made.setChecked(here)
        self.chosen.emit(name)

    def arrange(self, room: int, *, down: bool) -> None:
        """Stand one below the other, or in a row of `room` pixels.

        Where that is too short, the icons are left out, and if it still is, there are two rows.
        """
        many = len(self._doors)
        for bare in (False, True):
            self._dress(bare=bare)
            if down or self._wide() <= room:
                break
        across = 1 if down else many if self._wide() <= room else -(-many // 2)
        if (across, bare) == self._shape:
            return
        self._shape = (across, bare)
        for column in (0, many):  # down, a door is as wide as the bar; in a row, as its words
            self._grid.setColumnStretch(column, int((column == 0) == down))
        for place, made in enumerate(self._doors):
            self._grid.addWidget(made, *divmod(place, across))

    def _wide(self) -> int:
        """Pixels that all doors need in one row."""
        gaps = self._theme.px(GAP) * (len(self._doors) - 1)
        return sum(made.sizeHint().width() for made in self._doors) + gaps

    def _dress(self, *, bare: bool) -> None:
        if bare == self._doors[0].icon().isNull():
            return
        for made, drawn in zip(self._doors, self._icons, strict=True):
            made.setIcon(QIcon() if bare else drawn)
            made.setStyleSheet(_sheet(self._theme, 8 if bare else 14))


def _sheet(theme: Theme, side: int) -> str:
    """The part one is in: tinted, and with a bar at its edge, so that colour is not alone."""
    return f"""
QPushButton {{ text-align: left; color: {theme.tinta2}; font-weight: 500;
  padding: 0 {theme.px(side)}px; }}
QPushButton:checked {{ background: {theme.laut50}; color: {theme.laut}; font-weight: 700;
  border-left: 4px solid {theme.laut}; }}
QPushButton:focus {{ border: {theme.tebal_fokus}px solid {theme.fokus};
  padding: 0 {theme.px(side - 3)}px; }}
"""
