"""Two parts side by side on a wide screen, one below the other on a narrow one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from kiosk.ui.theme import Theme


class Beside(QWidget):
    """`main` takes the room that `side` leaves, which is `side_width` or just under half of it.

    Below `turn` pixels (at text size 100 %) the parts stand one below the other.
    """

    def __init__(
        self, main: QWidget, side: QWidget, theme: Theme, *, side_width: int, turn: int
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._side, self._theme, self._width, self._turn = side, theme, side_width, turn
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(20))
        self._box.addWidget(main, 1)
        self._box.addWidget(side)
        self._set(wide=True)

    def _set(self, *, wide: bool) -> None:
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        width = min(self._theme.px(self._width), max(round(self.width() * 0.46), 240))
        self._side.setMinimumWidth(width if wide else 0)
        self._side.setMaximumWidth(width if wide else 16_777_215)

    def minimumSizeHint(self) -> QSize:
        """Narrow, or it could never turn."""
        return QSize(240, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room asks for it."""
        super().resizeEvent(event)
        self._set(wide=self.width() / self._theme.scale >= self._turn)


class Pair(QWidget):
    """Two parts that share a line in the given proportions, if there is room for both."""

    def __init__(
        self, one: QWidget, other: QWidget, theme: Theme, *, shares: tuple[int, int] = (1, 1)
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._turn = theme.px(560)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(20))
        for part, share in zip((one, other), shares, strict=True):
            self._box.addWidget(part, share, Qt.AlignmentFlag.AlignTop)

    def minimumSizeHint(self) -> QSize:
        """Narrow, or it could never turn."""
        return QSize(200, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room asks for it."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        wide = self.width() >= self._turn
        self._box.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
