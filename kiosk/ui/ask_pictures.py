"""One choice, each of them a picture: cards in a grid, each of which can be enlarged."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from kiosk.learning.answers import Answer
from kiosk.learning.course import Figure
from kiosk.learning.question import Choice, ChoiceQuestion, Question
from kiosk.ui.ask_choice import AskChoice
from kiosk.ui.figure import PAPER, Drawing, enlarge
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.option import Option
from kiosk.ui.widgets.text import button
from kiosk.ui.words import _

_BESIDE = 440
"""Pixels from which two cards stand side by side."""


class PictureOption(Option):
    """A choice with its picture above the words; an unreadable picture is told in its words."""

    def __init__(
        self, letter: str, choice: Choice, name: str, theme: Theme, *, file: str, square: bool
    ) -> None:
        self.drawing = Drawing(file)
        words = choice.text
        if self.drawing.size.isEmpty():
            words = f"{words}: {choice.alternative}"
        super().__init__(letter, words, name, theme, square=square, size=16)
        self.setAccessibleName(f"{letter}. {choice.text}. {choice.alternative}")

    def _picture_height(self, width: int) -> int:
        size = self.drawing.size
        if size.isEmpty():
            return 0
        wanted = (width - self._theme.px(28)) * size.height() / size.width()
        return round(min(wanted, self._theme.px(300)))

    def heightForWidth(self, width: int) -> int:
        """The picture's height and that of the words, in pixels."""
        high = self._picture_height(width)
        return super().heightForWidth(width) + (high + self._theme.px(20) if high else 0)

    def minimumSizeHint(self) -> QSize:
        """Two fit side by side on a small screen."""
        return QSize(self._theme.px(150), self._theme.px(60))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words at the foot, the picture on white paper above them."""
        super().paintEvent(event)
        high = self._picture_height(self.width())
        if not high:
            return
        theme, edge = self._theme, self._theme.px(14)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = QRectF(edge, edge, self.width() - 2 * edge, high + theme.px(6))
        painter.setPen(QPen(QColor(theme.garis), 1))
        painter.setBrush(QColor(PAPER))
        painter.drawRoundedRect(room, 6, 6)
        self.drawing.paint(painter, room.adjusted(3, 3, -3, -3))
        painter.end()

    def foot(self) -> int:
        """Pixels from the upper edge at which the words begin."""
        high = self._picture_height(self.width())
        return high + self._theme.px(20) if high else 0


class AskPictures(AskChoice):
    """Cards "{prefix}choice-{id}", each with "{prefix}choice-{id}-large" to enlarge it."""

    def __init__(
        self,
        question: Question,
        asked: ChoiceQuestion,
        order: tuple[str, ...],
        answer: Answer | None,
        theme: Theme,
        *,
        prefix: str,
        pictures: Mapping[str, str],
    ) -> None:
        self._files = pictures
        self._spots: list[QVBoxLayout] = []
        self._larges: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.px(12))
        self._columns = 0
        super().__init__(question, asked, order, answer, theme, prefix=prefix)
        self._parts.addLayout(self._grid)
        self._turn(2)

    def _option(self, place: str, choice: Choice, name: str) -> Option:
        file = self._files.get(choice.picture, "")
        square = self._asked.several
        return PictureOption(place, choice, name, self.theme, file=file, square=square)

    def _put(self, choice: Choice, spot: QVBoxLayout) -> None:
        option = self._options[choice.id]
        if isinstance(option, PictureOption) and not option.drawing.size.isEmpty():
            drawing = option.drawing
            name = f"{option.objectName()}-large"
            large = button(_("Perbesar"), name, self.theme, role="quiet", icon_left="zoom-in")
            large.setMinimumHeight(max(48, self.theme.px(44)))
            large.setAccessibleName(_("Perbesar: {words}").format(words=choice.text))
            figure = Figure(choice.id, choice.picture, choice.text, choice.alternative)
            large.clicked.connect(lambda: enlarge(drawing, figure, self.theme, self.window()))
            self._listen(large)
            self._larges.append(large)
            spot.addWidget(large, 0, Qt.AlignmentFlag.AlignRight)
        self._spots.append(spot)

    def _turn(self, columns: int) -> None:
        """Put the cards into so many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        for spot in self._spots:
            self._grid.removeItem(spot)
        for place, spot in enumerate(self._spots):
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addLayout(spot, place // columns, place % columns, top)
        for column in range(2):
            self._grid.setColumnStretch(column, int(column < columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for two."""
        self._turn(2 if self.width() >= self.theme.px(_BESIDE) else 1)
        super().resizeEvent(event)

    def lock(self) -> None:
        """Only to be looked at from now on."""
        super().lock()
        for large in self._larges:
            large.hide()
