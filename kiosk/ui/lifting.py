"""Something that can be pressed, and carried by mouse or finger."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent, QTouchEvent
from PySide6.QtWidgets import QApplication, QPushButton, QScrollArea, QScroller

from kiosk.ui.theme import Theme


class Lifted(QPushButton):
    """A button with words to carry (`carries`, "" for none). Places are of the screen.

    A press that does not move is a click. Fingers are heard here and not as a scroll of the page.
    """

    raised = Signal()
    moved = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, words: str, name: str, role: str, theme: Theme) -> None:
        super().__init__(words)
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setFixedHeight(max(48, theme.px(44)))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.carries = ""
        self._from: QPoint | None = None
        self._flying = False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Here it may begin to be carried."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._from = event.globalPosition().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carried, once it is clear that this is no click."""
        if not self._carry(event.globalPosition().toPoint()):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Put down, or clicked."""
        if not self._put_down(event.globalPosition().toPoint()):
            super().mouseReleaseEvent(event)

    def _carry(self, at: QPoint) -> bool:
        if self._from is None or not self.carries:
            return False
        far = (at - self._from).manhattanLength() >= QApplication.startDragDistance()
        if not self._flying and far:
            self._flying = True
            self.setDown(False)
            self.raised.emit()
        if self._flying:
            self.moved.emit(at)
        return self._flying

    def _put_down(self, at: QPoint) -> bool:
        flew, self._flying, self._from = self._flying, False, None
        if flew:
            self.setDown(False)
            self.dropped.emit(at)
        return flew

    def event(self, event: QEvent) -> bool:
        """Fingers do as the mouse does."""
        if not isinstance(event, QTouchEvent) or not self.isEnabled() or not event.points():
            return super().event(event)
        at = event.points()[0].globalPosition().toPoint()
        if event.type() == QEvent.Type.TouchBegin:
            self._hold_still()
            self._from = at
        elif event.type() == QEvent.Type.TouchUpdate:
            self._carry(at)
        elif event.type() == QEvent.Type.TouchCancel:
            self._put_down(self._from or at)
        elif not self._put_down(at):
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.click()
        event.accept()
        return True

    def _hold_still(self) -> None:
        """The page below does not follow this finger."""
        parent = self.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                QScroller.scroller(parent.viewport()).stop()
            parent = parent.parentWidget()
