"""Nobody at the screen: a visible countdown, then signing out or, in a test, the lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from kiosk.store.identity import steady_seconds

COUNTDOWN = 60
AWAKE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
}


class IdleWatch(QObject):
    """Watches all input to a window. `counting` tells the seconds left, 0 when awake again.

    Sleep counts: whoever opens a lid that another closed an hour ago does not find their work open.
    It stands at the system's window, through which all input comes. At the application it would
    hear every event of every widget, which costs a screen some 20 ms and the program some MiB.
    """

    counting = Signal(int)
    gone = Signal()

    def __init__(self, seconds: int, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._limit = seconds
        self._since = steady_seconds()
        self._told = 0
        self._timer = QTimer(self)
        self._timer.setInterval(500)
        self._timer.timeout.connect(self.look)

    def start(self, seconds: int) -> None:
        """Begin to count; `seconds` without input until `gone`."""
        self._limit = seconds
        self._since = steady_seconds()
        self._window.winId()  # makes the system's window, if it is not shown yet
        self._window.windowHandle().installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        """Nobody is signed in: there is nothing to watch."""
        self._timer.stop()
        self._told = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key, touch or movement of the mouse shows that somebody is there."""
        # what wakes a computer comes too late for whoever left it: `look` is on its way
        if event.type() in AWAKE and steady_seconds() - self._since < self._limit:
            self._since = steady_seconds()
            if self._told:
                self._told = 0
                self.counting.emit(0)
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Tell how long is left, once a second."""
        left = int(self._limit - (steady_seconds() - self._since) + 0.999)
        if left <= 0:
            self.stop()
            self.gone.emit()
        elif left <= min(COUNTDOWN, self._limit // 2 + 1) and left != self._told:
            self._told = left
            self.counting.emit(left)
