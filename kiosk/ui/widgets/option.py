"""An answer that can be chosen: a letter, wrapped words, and what became of it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from kiosk.ui.icons import pixmap
from kiosk.ui.theme import Theme

WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class Option(QAbstractButton):
    """A choice. `mark` is "", "right", "wrong" or "missed"; `square` for several choices."""

    def __init__(
        self,
        letter: str,
        words: str,
        name: str,
        theme: Theme,
        *,
        square: bool = False,
        size: int = 17,
    ) -> None:
        super().__init__()
        self._letter, self._theme, self._square, self._size = letter, theme, square, size
        self.mark = ""
        self.setText(words)
        self.setObjectName(name)
        self.setAccessibleName(f"{letter}. {words}")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_mark(self, mark: str) -> None:
        """Show what the answer was worth."""
        self.mark = mark
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Words wrap, so the height follows the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels for a width in pixels."""
        theme = self._theme
        room = QRect(0, 0, width - self._left() - theme.px(52), 10_000)
        words = QFontMetrics(self._font()).boundingRect(room, WRAP, self.text())
        return int(max(theme.px(60), words.height() + theme.px(30)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height that the words need at this width."""
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(self.width()))

    def sizeHint(self) -> QSize:
        """One line of words."""
        return QSize(
            self._theme.px(280), self.heightForWidth(max(self.width(), self._theme.px(280)))
        )

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small screen."""
        return QSize(self._theme.px(160), self._theme.px(60))

    def foot(self) -> int:
        """Pixels from the upper edge at which the words begin."""
        return 0

    def _left(self) -> int:
        return self._theme.px(70)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._theme.px(self._size))
        return font

    def _colours(self) -> tuple[str, str]:
        """Ground and outline."""
        theme = self._theme
        if self.mark == "right":
            return theme.hijau_tint, theme.hijau
        if self.mark == "wrong":
            return theme.merah_tint, theme.merah
        if self.mark == "missed":
            return theme.kertas, theme.hijau
        return (theme.laut50, theme.laut) if self.isChecked() else (theme.kertas, theme.bidang)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's name
        """Box, letter, words, mark."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, outline = self._colours()
        strong = self.isChecked() or bool(self.mark)
        wide = float(theme.tebal_fokus if self.hasFocus() else (2 if strong else theme.tebal_garis))
        painter.setPen(QPen(QColor(theme.fokus if self.hasFocus() else outline), wide))
        painter.setBrush(QColor(ground))
        half = wide / 2 + 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 12, 12)
        self._draw_letter(painter)
        painter.setPen(QColor(theme.tinta))
        painter.setFont(self._font())
        room = self.rect().adjusted(self._left(), self.foot(), -theme.px(52), 0)
        painter.drawText(room, WRAP, self.text())
        self._draw_mark(painter)
        painter.end()

    def _draw_letter(self, painter: QPainter) -> None:
        theme, size = self._theme, self._theme.px(34)
        foot = self.foot()
        box = QRectF(theme.px(18), foot + (self.height() - foot - size) / 2, size, size)
        filled = self.isChecked() and not self.mark
        painter.setPen(QPen(QColor(theme.laut if filled else theme.bidang), 1.5))
        painter.setBrush(QColor(theme.laut if filled else theme.kertas))
        if self._square:
            painter.drawRoundedRect(box, 8, 8)
        else:
            painter.drawEllipse(box)
        painter.setPen(QColor(theme.di_laut if filled else theme.tinta2))
        font = self._font()
        font.setPixelSize(theme.px(16))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._letter)

    def _draw_mark(self, painter: QPainter) -> None:
        drawn = {"right": "circle-check", "wrong": "circle-x", "missed": "check"}.get(self.mark, "")
        if not drawn and self.isChecked():
            drawn = "check"
        if drawn:
            theme, size = self._theme, self._theme.px(22)
            colour = (
                theme.merah if self.mark == "wrong" else theme.hijau if self.mark else theme.laut
            )
            foot = self.foot()
            high = foot + (self.height() - foot - size) // 2
            place = QPoint(self.width() - size - theme.px(16), high)
            painter.drawPixmap(place, pixmap(drawn, colour, size))
