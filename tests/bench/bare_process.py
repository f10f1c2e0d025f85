"""Run as a process: the least a PySide6 program with a window can be, painted once."""

from __future__ import annotations

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget


class Bare(QWidget):
    """A window with one word."""

    def __init__(self) -> None:
        super().__init__()
        QVBoxLayout(self).addWidget(QLabel("Dermaga"))
        self.resize(1366, 768)
        self._painted = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The first time, tell once everything is on the screen."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, tell)


def tell() -> None:
    """When, and how much memory it takes, then the end."""
    from tests.bench.memory_used import memory_used

    painted = time.monotonic()
    sys.stdout.write(f'{{"painted": {painted}, "memory": {memory_used()}}}\n')
    QApplication.quit()


if __name__ == "__main__":
    app = QApplication(["bare"])
    window = Bare()
    window.show()
    sys.exit(app.exec())
