"""A run over many certificates: steps in the window's own loop, writing on a worker."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from kiosk.certificate.merge import Unmergeable
from kiosk.learning.trouble import NotAllowed
from kiosk.register.bulk import Awarded, Handed
from kiosk.register.bulk_out import Target, target_for
from kiosk.store import StoreTrouble
from kiosk.ui.background import Background
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.painted import Bar
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

AT_ONCE: Final = 16
"""Certificates handed to the worker together."""
AHEAD: Final = 3
"""Batches that may wait for a slow stick; then the window waits, too."""
PAUSE: Final = 10
"""Milliseconds until it is looked again whether the worker got on."""
TROUBLES: Final = (StoreTrouble, NotAllowed, Unmergeable, OSError)
Steps = Generator[Awarded | Handed, None, Awarded | Handed]


class Posted:
    """A target at a place that may be slow: a worker writes, the caller only hands over.

    `ended` is called once, on the caller's thread, with how many were written and how many were
    there before, or with the error that came between.
    """

    def __init__(self, background: Background, place: Path) -> None:
        self._background, self._place = background, place
        self._target: Target | None = None
        self._batch: list[tuple[str, bytes, str]] = []
        self.waiting, self.written, self.there = 0, 0, 0
        self.error: Exception | None = None
        self.ended: Callable[[], None] = _nobody

    def add(self, number: str, pdf: bytes, badge: str) -> bool:
        """Hand one over; whether it was there before is known later."""
        self._batch.append((number, pdf, badge))
        if len(self._batch) >= AT_ONCE:
            self._post()
        return True

    def finish(self) -> None:
        """Everything was handed over."""
        self._post()
        self._run(lambda: self._at().finish(), lambda _none: self.ended())

    def abandon(self) -> None:
        """Nothing more comes; the worker drops what waits and leaves nothing half behind."""
        self.error = self.error or InterruptedError()
        self._batch.clear()
        self._background.run(self._leave, _nobody_told, _nobody_told)

    def _post(self) -> None:
        batch, self._batch = self._batch, []
        self.waiting += 1
        self._run(lambda: [self._at().add(*each) for each in batch], self._counted)

    def _run(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        def guarded() -> Any:  # noqa: ANN401 - what the work answers
            if self.error is not None:
                return None
            return work()

        def told(value: Any) -> None:  # noqa: ANN401 - as above
            if self.error is None:
                then(value)

        self._background.run(guarded, told, self._failed)

    def _at(self) -> Target:
        """On the worker: the place itself, opened when the first certificate comes."""
        if self._target is None:
            self._target = target_for(self._place)
        return self._target

    def _leave(self) -> None:
        if self._target is not None:
            self._target.abandon()

    def _counted(self, taken: Sequence[bool]) -> None:
        self.waiting -= 1
        self.written += sum(taken)
        self.there += len(taken) - sum(taken)

    def _failed(self, error: Exception) -> None:
        if self.error is None:
            self.error = error
            self.abandon()
            self.ended()


class BulkRun(QObject):
    """Takes steps until their end, beside a bar; "Hentikan" or Esc ends it between two.

    `done` tells what the steps answered, `stopped` that somebody stopped them, `failed` the error.
    """

    done = Signal(object)
    stopped = Signal()
    failed = Signal(object)

    def __init__(self, window: Window, form: str, steps: Steps, posted: Posted | None) -> None:
        """`form` words the progress with {n} and {m}; `posted` is where the steps hand over to."""
        super().__init__(window)
        self._window, self._form, self._steps, self._posted = window, form, steps, posted
        self._over, self._answer = False, Awarded() if posted is None else Handed()
        theme = window.theme
        self._words = text("", "lead")
        self._words.setObjectName("bulk-progress")
        self._bar = Bar(0.0, theme.laut, theme.garis, theme)
        stop = button(_("Hentikan"), "bulk-stop", theme)
        self._overlay: Overlay | None = window.put_overlay(
            Overlay(
                window,
                _("Terbitkan bersama"),
                theme,
                column(self._words, self._bar, spacing=theme.px(14)),
                (stop,),
            )
        )
        self._overlay.closed.connect(self._stop)
        window.cleared.connect(self._drop)
        window.idle.stop()  # the machine is at work; whoever shows a screen next starts it again
        if posted is not None:
            posted.ended = self._written
        QTimer.singleShot(0, self, self._step)

    def _step(self) -> None:
        if self._over:
            return
        if self._posted is not None and self._posted.waiting > AHEAD:
            QTimer.singleShot(PAUSE, self, self._step)
            return
        try:
            told = next(self._steps)
        except StopIteration as end:
            self._answer = end.value
            self._last()
            return
        except TROUBLES as error:
            self._fail(error)
            return
        self._tell(told)
        QTimer.singleShot(0, self, self._step)

    def _fail(self, error: Exception) -> None:
        self._end(lambda: self.failed.emit(error))

    def _tell(self, told: Awarded | Handed) -> None:
        self._words.setText(self._form.format(n=told.done, m=told.of))
        self._bar.show_share(told.done / max(1, told.of))

    def _last(self) -> None:
        """The steps are over; the worker may still be writing."""
        handed = isinstance(self._answer, Handed) and self._answer.written
        if self._posted is None or not handed:
            self._end(lambda: self.done.emit(self._answer))
        else:
            self._words.setText(_("Sedang diselesaikan di tempat tujuan…"))

    def _written(self) -> None:
        posted = self._posted
        if posted is None or self._over or not isValid(self):
            return
        if posted.error is not None:
            self._steps.close()
            self._fail(posted.error)
            return
        if isinstance(self._answer, Handed):
            self._answer.written, self._answer.there = posted.written, posted.there
        self._end(lambda: self.done.emit(self._answer))

    def _stop(self, _name: str) -> None:
        """Somebody stopped it, or another dialog took its place."""
        self._overlay = None
        if not self._over:
            self._let_go()
            self._end(self.stopped.emit)

    def _drop(self) -> None:
        """The room is left behind: stop, and tell nobody."""
        if not self._over:
            self._over = True
            self._let_go()
            self.deleteLater()

    def _let_go(self) -> None:
        self._steps.close()
        if self._posted is not None:
            self._posted.abandon()

    def _end(self, tell: Callable[[], None]) -> None:
        self._over = True
        if self._overlay is not None:
            overlay, self._overlay = self._overlay, None
            overlay.closed.disconnect(self._stop)
            overlay.close_with("done")
        self._window.cleared.disconnect(self._drop)
        tell()
        self.deleteLater()


def _nobody() -> None:
    """Nobody waits."""


def _nobody_told(_value: object) -> None:
    """Nobody waits for an answer."""
