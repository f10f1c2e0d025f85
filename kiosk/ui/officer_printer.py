"""Test pages at this kiosk: what the card of printers wishes, carried to the print system."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from kiosk.ui import printing
from kiosk.ui.background import Background
from kiosk.ui.print_watch import PrintWatch
from kiosk.ui.screens.paper_words import print_trouble
from kiosk.ui.window import signals_of
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.house import Rooms
    from kiosk.ui.screens.officer_printer import PrinterCard


class TrialPrinting(QObject):
    """Carries one card's wishes, off the window's thread; goes with the card."""

    def __init__(self, card: PrinterCard, rooms: Rooms) -> None:
        super().__init__(card)
        self._card, self._rooms = card, rooms
        self._watch: PrintWatch | None = None
        self._background = Background()
        card.destroyed.connect(self._background.close)
        signals_of(
            card,
            refresh_wanted=self.refresh,
            print_wanted=self._print,
            cancel_wanted=self._cancel,
        )
        QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Look for printers."""
        self._background.run(printing.printers, self._found, self._failed)

    def _found(self, printers: tuple[printing.Printer, ...]) -> None:
        if isValid(self):
            self._card.show_printers(printers)

    def _print(self, printer: str, paper: str) -> None:
        self._card.show_sent()
        send = partial(_send, self._rooms, printer, paper)
        self._background.run(send, self._sent, self._failed)

    def _sent(self, job: printing.Job) -> None:
        if isValid(self):
            self._watch = PrintWatch(self, self._background, job)
            self._watch.told.connect(self._card.show_job)

    def _cancel(self) -> None:
        if self._watch is not None and isValid(self._watch):
            self._watch.cancel()

    def _failed(self, error: Exception) -> None:
        if isValid(self):
            self._card.show_trouble(print_trouble(getattr(error, "code", "")))


def _send(rooms: Rooms, printer: str, paper: str) -> printing.Job:
    from kiosk.certificate.trial_page import render

    words = next((p.words for p in printing.printers() if p.name == printer), printer)
    fonts = rooms.home / "resources" / "fonts"
    page = render(words, rooms.day_of(rooms.now()), fonts, paper)
    return printing.send(page, printer, _("Halaman uji"), paper)
