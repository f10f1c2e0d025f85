"""Checking certificates before anybody is signed in: files are read away from the window."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.certificate.scan import MOST_BYTES, SUFFIXES, Scan, ScanTrouble
from kiosk.certificate.scanner import Scanner
from kiosk.house import House
from kiosk.register.verify import Answer, NoAnswer
from kiosk.store import StoreTrouble
from kiosk.ui.background import Background
from kiosk.ui.files import choose_file
from kiosk.ui.refusals import trouble
from kiosk.ui.screens.verify import VerifyScreen
from kiosk.ui.screens.verify_words import Age, Unread
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


class Verifying(QObject):
    """The page “Periksa sertifikat”, from opening it to leaving it by whatever way.

    Nothing that was asked outlives it: the answer goes with the page, and nobody at the screen
    ends it as it would end a learner's time.
    """

    def __init__(self, window: Window, house: House, leave: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._house, self._leave = window, house, leave
        self._background, self._scanner = Background(self), Scanner()
        self._outcome: tuple[Answer, Age | None] | Unread | None = None
        self._asked = 0
        self._waiting = False

    def open(self, display: Callable[[], None]) -> None:
        """Show the page; `display` opens the card of language and text size."""
        self._display = display
        window, settings = self._window, self._house.office.settings()
        window.show_screen(self._screen)
        window.shown.connect(self._shown)
        window.cleared.connect(self.drop)
        window.idle.gone.connect(self._gone)
        window.idle.start((settings.idle_minutes if settings else 10) * 60)
        self._background.run(self._scanner.get_ready, lambda _none: None, self._raise)

    def drop(self) -> None:
        """Let go of the window, and of everything that was asked."""
        window = self._window
        window.idle.stop()
        window.shown.disconnect(self._shown)
        window.cleared.disconnect(self.drop)
        window.idle.gone.disconnect(self._gone)
        self._outcome = None
        self._background.close()
        self._scanner.close()
        self.deleteLater()

    def _shown(self, name: str) -> None:
        if name != VerifyScreen.__name__:
            self.drop()

    def _gone(self) -> None:
        """Nobody is here any more: another name must not meet the next person."""
        if self._window.overlay is not None:
            self._window.overlay.close_with("idle")
        self._leave()

    def _screen(self) -> QWidget:
        """The page, with what it said before another language or size of text was chosen."""
        screen = VerifyScreen(self._window.theme)
        signals_of(
            screen,
            code_given=self._check_text,
            file_wanted=self._choose,
            cleared=self._clear,
            back_wanted=self._leave,
            display_wanted=self._display,
        )
        self._tell(screen)
        return screen

    def _tell(self, screen: QWidget | None) -> None:
        if not isinstance(screen, VerifyScreen):
            return
        match self._outcome:
            case (answer, age):
                screen.show_answer(answer, age)
            case Unread() as unread:
                screen.show_unread(unread)
            case None if self._waiting:
                screen.show_waiting()
            case None:
                screen.show_nothing()

    def _clear(self) -> None:
        self._asked += 1
        self._waiting = False
        self._come_to(None)

    def _check_text(self, text: str) -> None:
        self._asked += 1
        self._judge(lambda: self._house.checker().text(text))

    def _choose(self) -> None:
        choose_file(self._window, self._window.theme, SUFFIXES, self._check_file)

    def _check_file(self, path: Path) -> None:
        """The file is read and looked through away from the window; only the last one counts."""
        self._asked += 1
        asked, scanner = self._asked, self._scanner
        self._outcome, self._waiting = None, True
        self._tell(self._window.screen_shown)

        def work() -> tuple[bytes, Scan]:
            with path.open("rb") as file:
                body = file.read(MOST_BYTES + 1)
            return body, scanner.codes_in(body)

        self._background.run(
            work, lambda read: self._read(asked, *read), partial(self._unread, asked)
        )

    def _read(self, asked: int, body: bytes, scan: Scan) -> None:
        if asked == self._asked:
            self._judge(lambda: self._house.checker().file(body, scan))

    def _unread(self, asked: int, error: Exception) -> None:
        if not isinstance(error, ScanTrouble | OSError):
            self._raise(error)
        if asked == self._asked:
            self._waiting = False
            self._come_to(Unread(error.code if isinstance(error, ScanTrouble) else "file"))

    def _judge(self, ask: Callable[[], Answer]) -> None:
        """On the thread that draws, which alone may ask the store."""
        self._waiting = False
        try:
            answer = ask()
        except NoAnswer as no:
            self._come_to(Unread(no.code, no.text))
        except StoreTrouble as error:
            self._come_to(None)
            self._window.tell(_("Belum dapat diperiksa"), trouble(error))
        else:
            self._come_to((answer, self._age(answer)))

    def _come_to(self, outcome: tuple[Answer, Age | None] | Unread | None) -> None:
        self._outcome = outcome
        self._tell(self._window.screen_shown)

    def _age(self, answer: Answer) -> Age | None:
        as_of, rooms = answer.verdict.as_of, self._house.rooms
        if as_of is None:
            return None
        date, today = rooms.day_of(as_of), rooms.day_of(rooms.now())
        days = (dt.date.fromisoformat(today) - dt.date.fromisoformat(date)).days
        return Age(date, max(0, days))

    @staticmethod
    def _raise(error: Exception) -> None:
        raise error
