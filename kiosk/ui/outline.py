"""The lessons of a course at the side of a lesson: words where there is room, else numbers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout

from kiosk.desk.views import LessonRow, LessonView
from kiosk.ui import facts
from kiosk.ui.icons import pixmap
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Scroll, column
from kiosk.ui.widgets.painted import Bar
from kiosk.ui.widgets.text import text
from kiosk.ui.words import _

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class OutlineRow(QAbstractButton):
    """A lesson: state, title or number; "lesson-{id}"."""

    def __init__(self, number: int, lesson: LessonRow, theme: Theme) -> None:
        super().__init__()
        self._number, self._lesson, self._theme = number, lesson, theme
        self.rail = False
        self._heights: dict[int, int] = {}
        self.setText(lesson.title)
        self.setObjectName(f"lesson-{lesson.lesson}")
        said = _("selesai") if lesson.read else _("belum selesai")
        if lesson.current:
            said = _("sedang dibuka")
        self.setAccessibleName(f"{number}. {lesson.title}, {said}")
        self.setToolTip(lesson.title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Titles wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels for a width in pixels."""
        theme = self._theme
        if self.rail:
            return max(48, theme.px(50))
        if width not in self._heights:
            room = QRect(0, 0, width - theme.px(60), 10_000)
            words = QFontMetrics(self._font()).boundingRect(room, _WRAP, self.text())
            self._heights[width] = int(max(48, theme.px(45), words.height() + theme.px(22)))
        return self._heights[width]

    def changeEvent(self, event: QEvent) -> None:
        """Another font: the heights are measured anew (they are asked for many times)."""
        self._heights.clear()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        """As wide as the outline."""
        width = self._theme.px(64 if self.rail else 268)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for the rail."""
        return QSize(self._theme.px(56), 48)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._theme.px(18 if self.rail else 15))
        strong = self._lesson.current or self.rail
        font.setWeight(QFont.Weight.Bold if strong else QFont.Weight.Normal)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's call
        """Ground of the current one, icon, words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        theme, size = self._theme, self._theme.px(22)
        ink = theme.laut if self._lesson.current else theme.tinta
        edge = (self.width() - theme.px(50)) // 2
        left = edge + theme.px(28) if self.rail else theme.px(12)
        place = QPoint(left, (self.height() - size) // 2)
        painter.drawPixmap(place, self._icon(size))
        painter.setPen(QColor(ink))
        painter.setFont(self._font())
        if self.rail:
            room = QRect(0, 0, edge + theme.px(22), self.height())
            painter.drawText(
                room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, f"{self._number}"
            )
        else:
            painter.drawText(
                self.rect().adjusted(theme.px(46), 0, -theme.px(12), 0), _WRAP, self.text()
            )
        painter.end()

    def _icon(self, size: int) -> QPixmap:
        theme = self._theme
        if self._lesson.read:
            return pixmap("circle-check", theme.hijau, size)
        if self._lesson.current:
            return pixmap("circle-dot", theme.laut, size)
        return pixmap("circle", theme.bidang, size)

    def _paint_ground(self, painter: QPainter) -> None:
        theme = self._theme
        edge = QColor(0, 0, 0, 0)
        wide = float(theme.tebal_garis)
        if self.hasFocus():
            edge, wide = QColor(theme.fokus), float(theme.tebal_fokus)
        elif self._lesson.current and theme.contrast:
            edge = QColor(theme.laut)
        ground = QColor(theme.laut50) if self._lesson.current else QColor(0, 0, 0, 0)
        painter.setPen(QPen(edge, wide))
        painter.setBrush(ground)
        half = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 12, 12)


class Outline(QFrame):
    """The side list; `chosen(lesson)`."""

    chosen = Signal(str)

    def __init__(self, view: LessonView, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "sidebar")
        self._rows = [OutlineRow(n, r, theme) for n, r in enumerate(view.rows, start=1)]
        for made, lesson in zip(self._rows, view.rows, strict=True):
            made.clicked.connect(partial(self.chosen.emit, lesson.lesson))
        self._title = text(facts.title(view.course), "label")
        percent = round(view.share * 100)
        self._progress = text(_("Kemajuan {n}%").format(n=percent), "small")
        self._short = text(f"{percent}%", "label")
        self._short.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        words = _("Kemajuan {n}%").format(n=percent)
        bar = Bar(view.share, theme.laut, theme.garis, theme, words)
        self._inner = column(self._title, *self._rows, None, spacing=theme.px(4))
        self._below = column(self._progress, self._short, bar, spacing=theme.px(6))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 1, 0)
        box.setSpacing(0)
        box.addWidget(Scroll(self._inner, "outline"), 1)
        box.addWidget(self._below)
        self.set_rail(on=False)

    def set_rail(self, *, on: bool) -> None:
        """Numbers only, or titles too."""
        theme = self._theme
        for made in self._rows:
            made.rail = on
            made.updateGeometry()
        self._title.setVisible(not on)
        self._progress.setVisible(not on)
        self._short.setVisible(on)
        side, edge = theme.px(8 if on else 16), theme.px(14)
        self._inner.setContentsMargins(side, edge, side, edge)
        self._below.setContentsMargins(side, theme.px(8), side, edge)
        self.setFixedWidth(theme.px(84 if on else 300))
