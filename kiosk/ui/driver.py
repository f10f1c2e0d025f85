"""Hands for the tour: presses, types and looks, through events sent to widgets only."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

if TYPE_CHECKING:
    from kiosk.house import House, TourWanted
    from kiosk.ui.program import Program
    from kiosk.ui.sitting import Sitting

PATIENCE = 5.0


class TourFailed(Exception):
    """A step did not lead where it should; the words say what was missed."""


class Driver:
    """Drives the window and takes its picture."""

    def __init__(
        self, program: Program, house: House, wanted: TourWanted, faults: list[str]
    ) -> None:
        self.program, self.house, self.wanted, self._faults = program, house, wanted, faults
        self.window = program.window
        self.step = ""
        self.steps: list[dict[str, object]] = []
        self.pictures: list[str] = []
        self.changes: list[tuple[str, float, float]] = []
        self._began = 0.0
        self._mine: list[str] = []
        self.answered: dict[str, bool] = {}

    @staticmethod
    def at(sitting: Sitting, wanted: TourWanted, faults: list[str]) -> Driver:
        """Hands that stay at the window when the house behind it is opened again."""
        made = Driver(sitting.program, sitting.house, wanted, faults)

        def opened() -> None:
            made.program, made.house = sitting.program, sitting.house

        sitting.opened.connect(opened)
        return made

    def begin(self, name: str) -> None:
        """A step begins."""
        self.step, self._began, self._mine = name, time.perf_counter(), []

    def end(self) -> None:
        """A step ended well."""
        seconds = round(time.perf_counter() - self._began, 3)
        self.steps.append({"step": self.step, "seconds": seconds, "pictures": self._mine})

    def settle(self) -> None:
        """Let the window do what it has to do; a fault in a slot fails the tour."""
        for _ in range(3):
            QApplication.processEvents()
        # only a running event loop takes away what was deleted; the tour has none
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if self._faults:
            raise TourFailed(self._faults[0])

    def picture(self, name: str) -> None:
        """A numbered picture of the window."""
        self.settle()
        file = f"{len(self.pictures) + 1:02d}-{name}.png"
        self.window.grab().save(str(self.wanted.out / file))
        self.pictures.append(file)
        self._mine.append(file)

    def find(self, name: str) -> QWidget:
        """The visible widget of that objectName."""
        found = self.maybe(name)
        if found is None:
            raise TourFailed(f"tidak ada “{name}” di layar {self.screen}")
        return found

    def maybe(self, name: str) -> QWidget | None:
        """The visible widget of that objectName, or None."""
        shown = [w for w in self.window.findChildren(QWidget, name) if w.isVisible()]
        return shown[0] if shown else None

    def names(self, start: str) -> list[str]:
        """ObjectNames of visible widgets that begin so, in their order on screen."""
        return [
            w.objectName()
            for w in self.window.findChildren(QWidget)
            if w.objectName().startswith(start) and w.isVisible()
        ]

    def rows(self, start: str, end: str) -> list[str]:
        """ObjectNames that begin and end so, from top to bottom as they are seen."""
        found = [
            w
            for w in self.window.findChildren(QWidget)
            if w.objectName().startswith(start) and w.objectName().endswith(end) and w.isVisible()
        ]
        found.sort(key=lambda w: w.mapTo(self.window, QPoint(0, 0)).y())
        return [w.objectName() for w in found]

    def words_of(self, name: str) -> str:
        """The words on a button."""
        widget = self.find(name)
        return widget.text() if isinstance(widget, QAbstractButton) else ""

    @property
    def screen(self) -> str:
        """The class name of the screen that is shown."""
        return type(self.window.screen_shown).__name__

    def press(self, name: str) -> None:
        """A tap in the middle of a widget; what a change of screen costs is noted."""
        self._reveal(self.find(name))
        widget = self.find(name)  # what came from a worker meanwhile may have built the screen anew
        if isinstance(widget, QAbstractButton) and not widget.isEnabled():
            raise TourFailed(f"tombol “{name}” tidak aktif di layar {self.screen}")
        before = self.window.screen_shown
        began = time.perf_counter()
        QTest.mouseClick(
            widget,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(widget.rect().center()),
        )
        QApplication.processEvents()
        if self.window.screen_shown is not before:
            now = time.perf_counter()
            drawn = 1000 * (now - self.window.began)
            self.changes.append((self.screen, 1000 * (now - began), drawn))
        self.settle()

    def type(self, name: str, words: str) -> None:
        """Keys, one by one, into a widget."""
        widget = self.find(name)
        self._reveal(widget)
        widget.setFocus()
        QTest.keyClicks(widget, words)
        self.settle()

    def key(self, key: Qt.Key) -> None:
        """One key to whatever has the focus."""
        target = self.window.focusWidget() or self.window
        QTest.keyClick(target, key)
        self.settle()

    def rest(self, seconds: float) -> None:
        """Read what is on the screen, as nobody taps the moment a window appears."""
        rested(round(1000 * seconds))
        self.settle()

    def screen_flush(self) -> None:
        """Leave the field that was typed in, as the next tap would."""
        flush = getattr(self.window.screen_shown, "flush", None)
        if callable(flush):
            flush()

    def wait_for(self, screen: str) -> None:
        """Be patient until that screen is shown."""
        self.until(lambda: self.screen == screen, f"layar {screen} belum tampil ({self.screen})")

    def until(self, done: Callable[[], bool], words: str) -> None:
        """Be patient until something is so."""
        end = time.monotonic() + PATIENCE
        while not done():
            if time.monotonic() > end:
                raise TourFailed(words)
            rested(10)
            self.settle()

    def _reveal(self, widget: QWidget) -> None:
        """Scroll a widget into view, as a person would before touching it."""
        parent = widget.parentWidget()
        while parent is not None:
            reveal = getattr(parent, "ensureWidgetVisible", None)
            if callable(reveal):
                reveal(widget, 40, 80)
            parent = parent.parentWidget()
        self.settle()


def rested(milliseconds: int) -> None:
    """Let the event loop run. QTest's own wait would keep Python's lock from Qt's threads."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
