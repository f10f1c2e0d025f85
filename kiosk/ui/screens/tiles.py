"""Course cards, painted: colour, icon, JP, title and state of each course."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from kiosk.desk.views import CourseCard, State
from kiosk.ui import facts
from kiosk.ui.icons import pixmap
from kiosk.ui.screens.class_words import due_short, due_words
from kiosk.ui.screens.sheet import points
from kiosk.ui.theme import Theme
from kiosk.ui.words import _

_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
_TILE = 290
"""Narrowest width of a course's card, at text size 1."""


class Tiles(QWidget):
    """Course cards in as many columns as there is room for."""

    def __init__(self, tiles: list[CourseTile], theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._tiles, self._theme = tiles, theme
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(18))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addLayout(self._grid)
        self._columns = 0
        self._place(4)

    def columns_for(self, width: int) -> int:
        """How many cards fit beside each other."""
        gap = self._theme.px(18)
        return max(1, min(4, (width + gap) // (self._theme.px(_TILE) + gap)))

    def _place(self, columns: int) -> None:
        if columns == self._columns:
            return
        for n in range(max(columns, self._columns)):
            self._grid.setColumnStretch(n, 1 if n < columns else 0)
        self._columns = columns
        for n, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, n // columns, n % columns)

    def hasHeightForWidth(self) -> bool:
        """Fewer columns need more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels for a width in pixels."""
        columns, gap = self.columns_for(width), self._theme.px(18)
        each = (width - gap * (columns - 1)) // columns
        heights = [tile.heightForWidth(each) for tile in self._tiles]
        rows = [max(heights[n : n + columns]) for n in range(0, len(heights), columns)]
        return sum(rows) + gap * (len(rows) - 1)

    def minimumSizeHint(self) -> QSize:
        """One card."""
        return QSize(self._theme.px(220), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer columns."""
        super().resizeEvent(event)
        self._place(self.columns_for(self.width()))


class CourseTile(QAbstractButton):
    """A course: colour, icon, JP, topic, title, state; "course-{id}"."""

    def __init__(self, card: CourseCard, theme: Theme) -> None:
        super().__init__()
        self._card, self._theme = card, theme
        course = card.course
        self.setText(facts.title(course))
        self.setObjectName(f"course-{course.id}")
        self._state, self._ground, self._ink = _state(card, theme)
        due = due_words(card.due) if card.due else ""
        spoken = (self.text(), facts.hours(course), self._state, due)
        self.setAccessibleName(", ".join(words for words in spoken if words))
        self.setAccessibleDescription(facts.summary(course))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """Titles wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels for a width in pixels; two lines of title at least."""
        theme = self._theme
        metrics = QFontMetrics(self._sized(17, QFont.Weight.Bold))
        room = QRect(0, 0, width - theme.px(36), 10_000)
        title = metrics.boundingRect(room, _WRAP, self.text()).height()
        return int(theme.px(168) + max(title, 2 * metrics.lineSpacing()))

    def sizeHint(self) -> QSize:
        """The narrowest card."""
        width = self._theme.px(_TILE)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small screen."""
        return QSize(self._theme.px(220), self._theme.px(200))

    def _sized(self, size: int, weight: QFont.Weight) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._theme.px(size))
        font.setWeight(weight)
        return font

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's call
        """The card, its head, its words, its foot."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        wide = float(theme.tebal_fokus if focused else theme.tebal_garis)
        edge = QColor(theme.fokus if focused else theme.garis)
        half = wide / 2
        body = QRectF(self.rect()).adjusted(half, half, -half, -half)
        shape = QPainterPath()
        shape.addRoundedRect(body, 16, 16)
        painter.fillPath(shape, QColor(theme.kertas))
        self._paint_head(painter, shape)
        painter.setPen(QPen(edge, wide))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)
        self._paint_words(painter)
        self._paint_foot(painter)
        painter.end()

    def _paint_head(self, painter: QPainter, shape: QPainterPath) -> None:
        theme, course = self._theme, self._card.course
        high = theme.px(66)
        painter.save()
        painter.setClipPath(shape)
        ground = theme.panel if theme.contrast else course.colour
        painter.fillRect(QRect(0, 0, self.width(), high), QColor(ground))
        painter.restore()
        size = theme.px(28)
        painter.drawPixmap(
            QPoint(theme.px(18), (high - size) // 2), course_icon(course.icon, theme.di_panel, size)
        )
        painter.setPen(QColor(theme.di_panel))
        painter.setFont(self._sized(15, QFont.Weight.Bold))
        room = QRect(0, 0, self.width() - theme.px(18), high)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, align, facts.hours(course))

    def _paint_words(self, painter: QPainter) -> None:
        theme = self._theme
        side, wide = theme.px(18), self.width() - theme.px(36)
        painter.setPen(QColor(theme.tinta2))
        painter.setFont(self._sized(13, QFont.Weight.Normal))
        topic = QRect(side, theme.px(80), wide, theme.px(20))
        painter.drawText(topic, _WRAP, facts.topic_words(self._card.course.topic))
        painter.setPen(QColor(theme.tinta))
        painter.setFont(self._sized(17, QFont.Weight.Bold))
        high = self.height() - theme.px(103) - theme.px(54)
        painter.drawText(QRect(side, theme.px(103), wide, high), _WRAP, self.text())

    def _paint_foot(self, painter: QPainter) -> None:
        theme = self._theme
        font = self._sized(13, QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        high, gap = theme.px(30), theme.px(12)
        drawn = _DRAWN.get(self._card.state, "")
        icon_size = theme.px(15) if drawn else 0
        wide = (
            metrics.horizontalAdvance(self._state) + 2 * gap + (icon_size + 6 if icon_size else 0)
        )
        place = QRectF(theme.px(18), self.height() - high - theme.px(16), wide, high)
        short = due_short(self._card.due) if self._card.due else ""
        room = self.width() - theme.px(66)
        late = self._card.due is not None and self._card.due.late
        if short and (late or self._card.state is State.NEW):
            self._paint_due(painter, place, short, room)
        else:
            self._paint_state(painter, place, drawn, icon_size, gap)
            after = place.adjusted(wide + theme.px(6), 0, 0, 0)
            if short:
                self._paint_due(painter, after, short, room - wide - theme.px(6))
        size = theme.px(20)
        arrow = QPoint(self.width() - size - theme.px(18), int(place.center().y()) - size // 2)
        painter.drawPixmap(arrow, pixmap("arrow-right", theme.laut, size))

    def _paint_state(
        self, painter: QPainter, place: QRectF, drawn: str, icon_size: int, gap: int
    ) -> None:
        theme, high = self._theme, place.height()
        painter.setPen(QPen(QColor(self._ink), 1) if theme.contrast else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ground))
        painter.drawRoundedRect(place, high / 2, high / 2)
        if icon_size:
            spot = QPoint(int(place.x()) + gap, int(place.center().y()) - icon_size // 2)
            painter.drawPixmap(spot, pixmap(drawn, self._ink, icon_size))
        painter.setPen(QColor(self._ink))
        painter.setFont(self._sized(13, QFont.Weight.DemiBold))
        room = place.adjusted(gap + (icon_size + 6 if icon_size else 0), 0, 0, 0)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self._state)

    def _paint_due(self, painter: QPainter, place: QRectF, words: str, room: int) -> None:
        """The date of the class, in the one colour for dates, where there is room for it."""
        theme, high, gap = self._theme, place.height(), self._theme.px(12)
        font = self._sized(13, QFont.Weight.DemiBold)
        size = theme.px(15)
        wide = QFontMetrics(font).horizontalAdvance(words) + 2 * gap + size + 6
        if wide > room:
            return
        box = QRectF(place.x(), place.y(), wide, high)
        ink = QColor(theme.jingga_teks)
        painter.setPen(QPen(ink, 1) if theme.contrast else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.jingga_tint))
        painter.drawRoundedRect(box, high / 2, high / 2)
        spot = QPoint(int(box.x()) + gap, int(box.center().y()) - size // 2)
        painter.drawPixmap(spot, pixmap("calendar-days", theme.jingga_teks, size))
        painter.setPen(ink)
        painter.setFont(font)
        painter.drawText(
            box.adjusted(gap + size + 6, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, words
        )


_DRAWN = {
    State.PASSED: "circle-check",
    State.CERTIFIED: "circle-check",
    State.REVOKED: "circle-x",
    State.EXPIRED: "clock",
}


def _state(card: CourseCard, theme: Theme) -> tuple[str, str, str]:
    """Words, ground and ink of a course's state."""
    score = "" if card.score is None else points(card.score)
    match card.state:
        case State.CERTIFIED:
            words = _("Bersertifikat · {score}").format(score=score)
            return words, theme.hijau_tint, theme.hijau_teks
        case State.REVOKED:
            return _("Sertifikat dicabut"), theme.merah_tint, theme.merah
        case State.EXPIRED:
            return _("Sertifikat kedaluwarsa"), theme.abu, theme.tinta2
        case State.PASSED:
            words = _("Lulus · {score}").format(score=score)
            return words, theme.hijau_tint, theme.hijau_teks
        case State.RUNNING:
            words = _("Berjalan · {n}%").format(n=round(100 * card.share))
            return words, theme.laut50, theme.laut
        case _:
            return _("Belum mulai"), theme.abu, theme.tinta2


def course_icon(name: str, colour: str, size: int) -> QPixmap:
    """A course's icon; a book where it names one that there is not."""
    try:
        return pixmap(name, colour, size)
    except LookupError:
        return pixmap("book-open", colour, size)
