"""A place to be found on a picture: pointed at by mouse, finger or the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.learning.answers import Answer, Mark, Pointed, area_at
from kiosk.learning.course import Figure
from kiosk.learning.question import Area, Pointing, Question
from kiosk.ui.asking import AskWidget
from kiosk.ui.figure import PAPER, Drawing, enlarge
from kiosk.ui.icons import pixmap
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _

_STEP, _LEAP = 0.01, 0.05
"""Shares of the picture's width by which an arrow moves the mark, alone and with Shift."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SET = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_INK = {"right": "#2E7D4F", "wrong": "#B3372F"}
"""Figures lie on white paper in every theme, and so do the marks on them."""
_CROSS = "#0B4F5C"


class Pointer(QWidget):
    """The picture with the mark. `pointed` tells where; places are shares of its width and height.

    `outlines` are areas to be shown with how right they are.
    """

    pointed = Signal(float, float)
    aimed = Signal()

    def __init__(self, drawing: Drawing, name: str, words: str, theme: Theme) -> None:
        super().__init__()
        self._drawing, self._theme = drawing, theme
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.place: tuple[float, float] | None = None
        self.aim: tuple[float, float] | None = None
        self.outlines: tuple[tuple[Area, str], ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The picture keeps its proportions."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Height in pixels for a width in pixels."""
        size, edge = self._drawing.size, self._edge()
        share = size.height() / size.width() if size.width() else 0.5
        return min(round((width - 2 * edge) * share) + 2 * edge, self._theme.px(520))

    def sizeHint(self) -> QSize:
        """As wide as there is room for."""
        width = self._theme.px(480)
        return QSize(width, self.heightForWidth(width))

    def _edge(self) -> int:
        return self._theme.px(12)

    def drawn(self) -> QRectF:
        """Where the picture lies in this widget."""
        edge = self._edge()
        room = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        size = self._drawing.size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(QPointF(0, 0), size)
        place.moveCenter(room.center())
        return place

    def at(self, place: tuple[float, float]) -> QPointF:
        """A place in pixels of this widget."""
        drawn = self.drawn()
        return QPointF(
            drawn.left() + place[0] * drawn.width(), drawn.top() + place[1] * drawn.height()
        )

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap inside the picture sets the mark."""
        drawn = self.drawn()
        if event.button() == Qt.MouseButton.LeftButton and drawn.contains(event.position()):
            x = (event.position().x() - drawn.left()) / drawn.width()
            y = (event.position().y() - drawn.top()) / drawn.height()
            self._set((x, y))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows aim, Enter or space sets the mark there."""
        way = _ARROWS.get(Qt.Key(event.key()))
        aim = self.aim or self.place or (0.5, 0.5)
        if way is not None:
            far = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            step, drawn = _LEAP if far else _STEP, self.drawn()
            down = step * drawn.width() / drawn.height() if drawn.height() else step
            self.aim = (_share(aim[0] + way[0] * step), _share(aim[1] + way[1] * down))
            self.aimed.emit()
            self.update()
        elif event.key() in _SET:
            self._set(aim)
        else:
            super().keyPressEvent(event)

    def _set(self, place: tuple[float, float]) -> None:
        self.aim, self.place = None, (_share(place[0]), _share(place[1]))
        self.update()
        self.pointed.emit(*self.place)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """With the keyboard's focus, show where the arrows begin."""
        super().focusInEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's call
        """White paper, the drawing, outlines, the mark."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        wide = float(theme.tebal_fokus if focused else theme.tebal_garis)
        painter.setPen(QPen(QColor(theme.fokus if focused else theme.bidang), wide))
        painter.setBrush(QColor(PAPER))
        half = wide / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 12, 12)
        self._drawing.paint(painter, self.drawn())
        for area, look in self.outlines:
            self._draw_area(painter, area, look)
        if self.place is not None:
            self._draw_cross(painter, self.at(self.place), solid=True)
        starting = (0.5, 0.5) if focused and self.place is None else None
        aim = self.aim or starting
        if aim is not None:
            self._draw_cross(painter, self.at(aim), solid=False)
        painter.end()

    def _draw_cross(self, painter: QPainter, at: QPointF, *, solid: bool) -> None:
        """A ring with hairs, white below so that it is seen on any ground."""
        far, near = self._theme.px(20), self._theme.px(11)
        style = Qt.PenStyle.SolidLine if solid else Qt.PenStyle.DashLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in (("#FFFFFF", 7.0), (_CROSS, 3.0)):
            painter.setPen(QPen(QColor(colour), wide, style if wide < 4 else Qt.PenStyle.SolidLine))
            painter.drawEllipse(at, near, near)
            for x, y in _ARROWS.values():
                inner, outer = near - self._theme.px(4), far
                painter.drawLine(
                    QPointF(at.x() + x * inner, at.y() + y * inner),
                    QPointF(at.x() + x * outer, at.y() + y * outer),
                )

    def _draw_area(self, painter: QPainter, area: Area, look: str) -> None:
        left, top, width, height = area.at
        first, last = self.at((left, top)), self.at((left + width, top + height))
        box = QRectF(first, last)
        style = Qt.PenStyle.SolidLine if look == "right" else Qt.PenStyle.DashLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, wide in (("#FFFFFF", 6.0), (_INK[look], 3.0)):
            painter.setPen(QPen(QColor(colour), wide, style if wide < 4 else Qt.PenStyle.SolidLine))
            painter.drawRoundedRect(box, 6, 6)
        self._draw_name(painter, area.name, look, box)

    def _draw_name(self, painter: QPainter, name: str, look: str, box: QRectF) -> None:
        """The area's name on a tag at its upper edge, with a sign for how right it is."""
        theme, size = self._theme, self._theme.px(16)
        font = QFont(self.font())
        font.setPixelSize(theme.px(14))
        font.setWeight(QFont.Weight.Bold)
        metrics, room = QFontMetricsF(font), self.drawn()
        wide = min(metrics.horizontalAdvance(name) + size + theme.px(20), room.width())
        tag = QRectF(0, 0, wide, theme.px(26))
        tag.moveBottomLeft(QPointF(min(box.left(), room.right() - wide), box.top()))
        if tag.top() < room.top():
            tag.moveTop(min(box.bottom(), room.bottom() - tag.height()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(_INK[look]))
        painter.drawRoundedRect(tag, 6, 6)
        drawn = "circle-check" if look == "right" else "circle-x"
        at = QPointF(tag.left() + theme.px(6), tag.center().y() - size / 2)
        painter.drawPixmap(at.toPoint(), pixmap(drawn, "#FFFFFF", size))
        painter.setPen(QColor("#FFFFFF"))
        painter.setFont(font)
        words = tag.adjusted(size + theme.px(12), 0, -theme.px(6), 0)
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)


def _share(value: float) -> float:
    """A share with four places, never outside the picture."""
    return round(min(max(value, 0.0), 1.0), 4)


class AskPlace(AskWidget):
    """The picture "{prefix}place"; where it cannot be read, its words stand instead."""

    def __init__(
        self,
        question: Question,
        asked: Pointing,
        answer: Answer | None,
        theme: Theme,
        *,
        prefix: str,
        file: str,
    ) -> None:
        self._asked = asked
        super().__init__(question, theme, prefix)
        drawing = Drawing(file)
        words = asked.alternative
        self.picture = Pointer(drawing, f"{prefix}place", words, theme)
        if isinstance(answer, Pointed):
            self.picture.place = (answer.x, answer.y)
        self.picture.pointed.connect(self._pointed)
        self.picture.aimed.connect(self._tell_place)
        if drawing.size.isEmpty():
            self._parts.addWidget(Card(text(words), role="sunken", margin=theme.px(20)))
        else:
            self._parts.addWidget(self.picture)
        self._where = text("", "small")
        self._where.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._large = button(
            _("Perbesar"), f"{prefix}place-large", theme, role="quiet", icon_left="zoom-in"
        )
        if drawing.size.isEmpty():  # to show it before it has a parent would open a window
            self._large.hide()
        figure = Figure(question.id, asked.picture, "", words)
        self._large.clicked.connect(lambda: enlarge(drawing, figure, theme, self.window()))
        self._listen(self._large)
        self._parts.addWidget(row(self._where, self._large))
        self._tell_place()

    @property
    def rule_words(self) -> str:
        """All or nothing."""
        return _(
            "Ketuk tempatnya pada gambar. Dengan papan tik: panah menggeser penanda (Shift: lebih"
            " jauh), Enter menetapkannya. Nilai penuh bila tepat."
        )

    def current(self) -> Answer | None:
        """The place of the mark."""
        return None if self.picture.place is None else Pointed(*self.picture.place)

    def _pointed(self, x: float, y: float) -> None:
        self.clear_mark()
        self._tell_place()
        self.changed.emit(Pointed(x, y))

    def _tell_place(self) -> None:
        """Where the mark is, in words: for those who do not see it."""
        aim, place = self.picture.aim, self.picture.place
        form = _("Penanda di {x}% dari kiri dan {y}% dari atas.")
        if aim is not None:
            form = _("Penanda digeser ke {x}% dari kiri dan {y}% dari atas. Enter menetapkannya.")
        at = aim or place
        words = _("Belum ada penanda.")
        if at is not None:
            words = form.format(x=round(100 * at[0]), y=round(100 * at[1]))
        self._where.setText(words)
        self.picture.setAccessibleDescription(words)

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: ARG002 - the picture takes its own keys
        """The picture has its keys while it has the focus; no others mean anything."""
        return False

    def _focusable(self) -> list[QWidget]:
        return [self.picture]

    def lock(self) -> None:
        """Only to be looked at from now on."""
        super().lock()
        self._large.hide()

    def _paint(self, mark: Mark, *, reveal: bool) -> tuple[str, ...]:  # noqa: ARG002 - kinds differ
        asked, answer = self._asked, self.current()
        met = area_at(asked, answer) if isinstance(answer, Pointed) else None
        shown = [(met, "right" if met.right else "wrong")] if met is not None else []
        if reveal:
            shown += [(area, "right") for area in asked.areas if area.right and area is not met]
        self.picture.outlines = tuple(shown)
        self.picture.update()
        lines = [_("Anda menunjuk: {name}.").format(name=met.name)] if met else []
        rights = [area.name for area in asked.areas if area.right]
        if reveal and not (met and met.right):
            lines.append(_("Tempat yang tepat: {names}.").format(names=", ".join(rights)))
        self._where.setText(" ".join(lines))
        self._where.setVisible(bool(lines))
        names = _("Bagian pada gambar: {names}.").format(
            names=", ".join(area.name for area in asked.areas)
        )
        self.picture.setAccessibleDescription(" ".join([*lines, names]))
        return ()

    def _unpaint(self) -> None:
        self.picture.outlines = ()
        self.picture.update()
        self._where.show()
        self._tell_place()
