"""Work that may wait (printers, sticks, files), kept away from the thread that draws."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

Value = TypeVar("Value")
TURN: Final = 0.0005
"""Seconds after which a worker lets the thread that draws have Python's lock.

With Python's own 5 ms each call into Qt waits so long while a worker folds records: a screen of 40
widgets then takes 300 ms.
"""


class Background(QObject):
    """One worker, one piece of work after the other; answers come on the thread that draws."""

    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(TURN)
        self._worker = ThreadPoolExecutor(1, "background")
        self._open = True
        self._idle = threading.Event()
        self._idle.set()
        self._ended.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Value],
        then: Callable[[Value], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do `work` on the worker; then `then(value)` or `failed(error)` on the caller's thread."""
        if self._open:
            self._worker.submit(self._do, work, then, failed)

    def _do(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        self._idle.clear()
        try:
            value = work()
        except Exception as error:  # noqa: BLE001 - errors come back as values, whatever they are
            self._tell(failed, error)
        else:
            self._tell(then, value)
        finally:
            self._idle.set()

    def _tell(self, then: Callable[[Any], None], value: object) -> None:
        if self._open:
            self._ended.emit((then, value))

    def _answer(self, answer: tuple[Callable[[Any], None], object]) -> None:
        then, value = answer
        if self._open:
            then(value)

    def close(self, wait: float = 0.0) -> None:
        """No more answers; work that has not begun is dropped.

        For work under way it waits at most so many seconds.
        """
        self._open = False
        self._worker.shutdown(wait=False, cancel_futures=True)
        self._idle.wait(wait)
