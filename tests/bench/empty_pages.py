"""Run as a process: empty pages put in place of each other, as the window does with screens."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from tests.bench.measure import milliseconds

CHANGES = 60


def changes() -> list[float]:
    """Milliseconds from a tap to the next empty page painted."""
    app = QApplication(["empty"])
    window = QWidget()
    window.resize(1366, 768)
    box = QVBoxLayout(window)
    shown = [QWidget()]
    box.addWidget(shown[0])
    window.show()
    app.processEvents()

    def change() -> None:
        QTest.mouseClick(shown[0], Qt.MouseButton.LeftButton)
        old, new = shown[0], QWidget()
        shown[0] = new
        box.addWidget(new)
        box.removeWidget(old)
        old.hide()
        old.deleteLater()
        app.processEvents()

    return [milliseconds(change) for _ in range(CHANGES)]


if __name__ == "__main__":
    sys.stdout.write(json.dumps({"changes": changes()}) + "\n")
