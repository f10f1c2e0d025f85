"""Follows a print job to its end, also when the screen that sent it is gone.

A job that nobody follows would come out when the paper is refilled, for whoever stands there then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kiosk.ui import printing

if TYPE_CHECKING:
    from kiosk.ui.background import Background

LOOK_EVERY = 1000


class PrintWatch(QObject):
    """Asks once a second how a job stands and tells it; lives with `parent` until the job is over.

    A job that takes too long is taken back by `printing.state`.
    """

    told = Signal(object)

    def __init__(self, parent: QObject, background: Background, job: printing.Job) -> None:
        super().__init__(parent)
        self.job = job
        self._background, self._asking = background, False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        self._look()

    def cancel(self) -> None:
        """Take the job back; what became of that is told as ever."""
        job = self.job
        self._background.run(lambda: printing.cancel(job), lambda _none: self._look(), self._failed)

    def _look(self) -> None:
        if self._asking:  # a print system that hangs is asked one question at a time
            return
        self._asking = True
        job = self.job
        self._background.run(lambda: printing.state(job), self._tell, self._failed)

    def _tell(self, state: printing.JobState) -> None:
        self._asking = False
        if not self._timer.isActive():
            return
        if state.over:
            self._timer.stop()
        self.told.emit(state)
        if state.over:
            self.deleteLater()

    def _failed(self, _error: Exception) -> None:
        """Asked again at the next turn."""
        self._asking = False
