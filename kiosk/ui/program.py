"""The program with a window: put together, shown, and kept alive."""

from __future__ import annotations

import datetime as dt
import gc
import sys
import traceback
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from kiosk.catalog.catalog import Catalog
from kiosk.house import House, Rooms
from kiosk.ui.display import Display
from kiosk.ui.lobby import Lobby
from kiosk.ui.window import Window
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.ui.background import Background


WARM_AFTER, WARM_STEP = 250, 5
"""Milliseconds after the first screen, and between two pieces; nobody types a NIP faster."""
LATER = (
    "argon2",
    "kiosk.ui.journey",
    *(f"kiosk.ui.screens.{name}" for name in ("home", "course", "test", "quiz", "lesson")),
    *(f"kiosk.ui.screens.{name}" for name in ("review", "result", "evaluation", "guest")),
)


class Program(QObject):
    """One window over one house: the lobby, then a journey, then the lobby again."""

    def __init__(self, house: House, catalog: Catalog, *, kiosk_mode: bool = False) -> None:
        super().__init__()
        settings = house.office.settings()
        display = Display(language=settings.language if settings else "id")
        self._house, self._catalog = house, catalog
        self._background: Background | None = None
        self.window = Window(display, kiosk_mode=kiosk_mode)
        self.lobby = Lobby(self.window, house, catalog)
        self.journey: QObject | None = None
        self.lobby.entered.connect(self._enter)
        self.lobby.start()
        self._cold: list[Callable[[], object]] = [
            self._catalog.courses,
            *(partial(import_module, name) for name in LATER),
        ]
        QTimer.singleShot(WARM_AFTER, self, self._warm)

    def _warm(self) -> None:
        """While the first screen is being read, load what comes next, one piece at a time."""
        if self._cold:
            self._cold.pop(0)()
            QTimer.singleShot(WARM_STEP, self, self._warm)
        else:
            gc.collect()
            gc.freeze()  # modules and courses stay: looking through them again costs a screen 10 ms

    def _enter(self, desk: object) -> None:
        """A learner came in. What only they need is imported now, after the first screen."""
        from kiosk.ui.background import Background
        from kiosk.ui.journey import Journey

        settings = self._house.office.settings()
        if self._background is None:
            self._background = Background(self)
        self.journey = Journey(
            self.window,
            desk,  # type: ignore[arg-type]
            self.lobby.entrance,  # type: ignore[arg-type]
            self._house.store,
            self._background,
            (settings.idle_minutes if settings else 10) * 60,
        )
        self.journey.ended.connect(self._left)

    def _left(self) -> None:
        self.journey = None
        self.lobby.start()

    def recover(self) -> None:
        """After a fault of ours: back to the first screen. What was saved is safe."""
        self.journey = None
        self.window.idle.stop()
        self.lobby.start()
        words = _(
            "Terjadi kesalahan pada program. Semua yang sudah tersimpan aman."
            " Silakan masuk lagi; Anda melanjutkan dari tempat terakhir."
        )
        self.window.tell(_("Maaf"), words)


def application() -> QApplication:
    """The one QApplication, with our manners."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    app = QApplication(["dermaga"])
    app.setApplicationName("dermaga")
    app.setApplicationDisplayName("Dermaga")
    QLocale.setDefault(QLocale(QLocale.Language.Indonesian))
    return app


def open_window(rooms: Rooms, data: Path, *, ready: Callable[[Program], None] | None = None) -> int:
    """Show the kiosk until it is closed; answers the exit code. Raises StoreTrouble."""
    with rooms.house(data) as house:
        app = application()
        program = Program(house, house.catalog(), kiosk_mode=_wants_kiosk_mode(house))
        sys.excepthook = last_resort(program, data)
        if program.window.may_close:
            program.window.resize(1366, 768)
            program.window.show()
        else:
            program.window.showFullScreen()
        if ready is not None:
            ready(program)
        return app.exec()


def _wants_kiosk_mode(house: House) -> bool:
    """Full screen once the kiosk is set up for good; a trial stays an ordinary window."""
    settings = house.office.settings()
    return settings is not None and not settings.demo


def last_resort(
    program: Program, data: Path
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Whatever we did wrong: a report without personal data, and the first screen again."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _write_report(data, kind, trace)
        program.recover()

    return hook


def _write_report(data: Path, kind: type[BaseException], trace: TracebackType | None) -> None:
    """The places in the code and the kind of fault; no values, which might name a person."""
    folder = data / "reports"
    folder.mkdir(exist_ok=True, mode=0o700)
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    places = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
    text = "\n".join([kind.__name__, *places]) + "\n"
    (folder / f"{stamp}.txt").write_text(text, encoding="utf-8")
