"""Work in the officer's room: what goes wrong is told, what takes long goes in steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer

from kiosk.store import StoreTrouble
from kiosk.ui.office_words import TROUBLES, TooLarge, said
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

Value = TypeVar("Value")


def attempt(window: Window, title: str, work: Callable[[], Value]) -> Value | None:
    """What the work answers; None when it was refused or the disk said no, which is told."""
    try:
        return work()
    except TROUBLES as error:
        if isinstance(error, StoreTrouble) and error.code == "damaged":
            window.damage_found.emit()
        else:
            window.tell(title, said(error))
        return None


def read(file: Path, most: int) -> bytes:
    """A file's bytes; TooLarge above `most`."""
    with file.open("rb") as opened:
        raw = opened.read(most + 1)
    if len(raw) > most:
        raise TooLarge(str(file))
    return raw


class Steps(QObject):
    """Work in pieces, so that the window stays alive; "Hentikan" ends it after a piece."""

    def __init__(
        self,
        window: Window,
        pieces: Iterable[Callable[[], None]],
        total: int,
        ended: Callable[[], None],
        *,
        title: str = "",
    ) -> None:
        """`title` names the work; without one it is that of making activation codes."""
        super().__init__(window)
        self._window, self._total, self._ended = window, total, ended
        self._pieces: Iterator[Callable[[], None]] = iter(pieces)
        self._done, self._stopped = 0, False
        self._words = text("", "lead")
        stop = button(_("Hentikan"), "steps-stop", window.theme)
        content = column(self._words)
        self._overlay: Overlay | None = window.put_overlay(
            Overlay(window, title or _("Membuat kode aktivasi"), window.theme, content, (stop,))
        )
        self._overlay.closed.connect(self._stop)
        window.cleared.connect(self._drop)
        window.idle.stop()  # the machine is at work, not the officer; `ended` shows a screen again
        self._say()
        QTimer.singleShot(0, self, self._step)

    def _say(self) -> None:
        form = _("{n} dari {m} selesai. Jangan matikan komputer.")
        self._words.setText(form.format(n=self._done, m=self._total))

    def _stop(self, _name: str) -> None:
        self._stopped, self._overlay = True, None

    def _drop(self) -> None:
        """The room is left behind: stop, and show nothing of it again."""
        self._stopped, self._ended = True, _nothing

    def _step(self) -> None:
        piece = None if self._stopped else next(self._pieces, None)
        if piece is None:
            self._finish("")
            return
        try:
            piece()
        except TROUBLES as error:
            self._finish(said(error))
            return
        self._done += 1
        if not self._stopped:
            self._say()
        QTimer.singleShot(0, self, self._step)

    def _finish(self, trouble: str) -> None:
        if self._overlay is not None:
            self._overlay.close_with("done")
        self._ended()
        if trouble:
            self._window.tell(_("Belum semua tersimpan"), trouble)
        self.deleteLater()


def _nothing() -> None:
    """Nobody waits for the end."""
