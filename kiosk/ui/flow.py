"""Parts side by side that go on in the next line where there is no more room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QSizePolicy, QWidget


class FlowLayout(QLayout):
    """Lines of parts, `gap` pixels between them, and `between` pixels from line to line."""

    def __init__(self, gap: int, between: int | None = None) -> None:
        self._heights: dict[int, int] = {}
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap, self._between = gap, gap if between is None else between

    def addItem(self, item: QLayoutItem) -> None:
        """Another part at the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many parts there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The part at a place."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take a part out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Lines break, so the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels for a width in pixels; kept, since Qt asks hundreds of times."""
        if width not in self._heights:
            self._heights[width] = self._arrange(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """A part changed: what was kept no longer holds."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        """Put the parts in their places."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        hints = [item.sizeHint() for item in self._items]
        width = sum(h.width() for h in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((h.height() for h in hints), default=0))

    def minimumSize(self) -> QSize:
        """The widest part alone."""
        hints = [item.minimumSize() for item in self._items]
        width = max((h.width() for h in hints), default=0)
        return QSize(width, max((h.height() for h in hints), default=0))

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for number, (items, high) in enumerate(self._lines(rect.width())):
            y += self._between if number else 0
            x = rect.x()
            for item in items:
                size = item.sizeHint().boundedTo(QSize(rect.width(), high))
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
                x += size.width() + self._gap
            y += high
        return y - rect.y()

    def _lines(self, width: int) -> list[tuple[list[QLayoutItem], int]]:
        """The parts of each line, and the line's height."""
        lines: list[tuple[list[QLayoutItem], int]] = []
        used = 0
        for item in self._items:
            size = item.sizeHint()
            if lines and used + self._gap + size.width() <= width:
                items, high = lines[-1]
                lines[-1] = ([*items, item], max(high, size.height()))
                used += self._gap + size.width()
            else:
                lines.append(([item], size.height()))
                used = size.width()
        return lines


def flow(*parts: QWidget, gap: int, between: int | None = None) -> QWidget:
    """Parts in lines."""
    made = QWidget()
    made.setProperty("role", "clear")
    box = FlowLayout(gap, between)
    box.setContentsMargins(0, 0, 0, 0)
    made.setLayout(box)
    for part in parts:
        box.addWidget(part)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made
