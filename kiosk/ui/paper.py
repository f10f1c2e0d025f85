"""A certificate on its way out: printers, sticks, and whether the paper came."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from kiosk.learning.trouble import NotAllowed
from kiosk.store import StoreTrouble
from kiosk.ui import printing, sticks
from kiosk.ui.refusals import refusal, trouble
from kiosk.ui.screens.paper_words import print_trouble, save_trouble
from kiosk.ui.window import signals_of
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.desk.views import CertificateView
    from kiosk.ui.journey import Journey
    from kiosk.ui.screens.certificate import CertificateScreen

LOOK_EVERY = 1000
Value = TypeVar("Value")


class Paper(QObject):
    """Carries one certificate screen's wishes to printers and sticks, off the window's thread."""

    def __init__(self, journey: Journey, view: CertificateView, screen: CertificateScreen) -> None:
        super().__init__(screen)
        self._journey, self._view, self._screen = journey, view, screen
        self._job: printing.Job | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        signals_of(
            screen,
            print_wanted=self._print,
            save_wanted=self._save,
            seen=self._seen,
            cancel_wanted=self._cancel,
            refresh_wanted=self.refresh,
        )
        QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Look for printers and sticks."""
        self._ask(printing.printers, self._screen.show_printers)
        self._ask(sticks.sticks, self._screen.show_sticks)

    def _ask(self, work: Callable[[], Value], told: Callable[[Value], None]) -> None:
        """Do work off the window's thread and show what came of it."""
        self._journey.background.run(work, self._if_here(told), self._if_here(self._failed))

    def _if_here(self, told: Callable[[Value], None]) -> Callable[[Value], None]:
        """An answer that finds the learner gone to another screen is for nobody."""

        def tell(value: Value) -> None:
            if isValid(self):
                told(value)

        return tell

    def _allowed(self) -> bytes:
        """The certificate's bytes; empty where it may not leave, which is then shown and said.

        The agency's word may have come while the screen was open.
        """
        journey = self._journey
        try:
            return journey.desk.printable(self._view.issued.number)
        except NotAllowed as no:
            journey.show()
            journey.window.tell(_("Sertifikat dicabut"), refusal(no))
        except StoreTrouble as error:
            self._screen.show_trouble(trouble(error))
        return b""

    def _print(self, printer: str) -> None:
        pdf = self._allowed()
        if not pdf:
            return

        def sent(job: printing.Job) -> None:
            self._job = job
            number = self._view.issued.number
            self._journey.attempt(lambda: self._journey.desk.printed(number, "printer"))
            if isValid(self):
                self._timer.start()
                self._look()

        title = _("Sertifikat")
        failed = self._if_here(self._failed)
        self._journey.background.run(lambda: printing.send(pdf, printer, title), sent, failed)

    def _cancel(self) -> None:
        job = self._job
        if job is not None:
            self._ask(lambda: printing.cancel(job), self._cancelled)

    def _cancelled(self, _nothing: object) -> None:
        self._look()

    def _look(self) -> None:
        job = self._job
        if job is None:
            self._timer.stop()
            return
        self._ask(lambda: printing.state(job), self._tell)

    def _tell(self, state: printing.JobState) -> None:
        self._screen.show_job(state)
        if state.over:
            self._timer.stop()

    def _save(self, folder: str) -> None:
        pdf, number = self._allowed(), self._view.issued.number
        if not pdf:
            return

        def saved(path: Path) -> None:
            self._journey.attempt(lambda: self._journey.desk.printed(number, "stick"))
            if isValid(self):
                self._screen.show_saved(path.name)

        name, failed = sticks.file_name(number), self._if_here(self._failed)
        self._journey.background.run(lambda: sticks.save(pdf, Path(folder), name), saved, failed)

    def _seen(self, came_out: bool) -> None:  # noqa: FBT001 - a signal's value
        number = self._view.issued.number
        self._journey.attempt(lambda: self._journey.desk.printed(number, "printer", seen=came_out))

    def _failed(self, error: Exception) -> None:
        self._timer.stop()
        code = getattr(error, "code", "")
        words = save_trouble(code) if isinstance(error, sticks.SaveTrouble) else print_trouble(code)
        self._screen.show_trouble(words)
