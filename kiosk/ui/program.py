"""The program with a window: put together, shown, and kept alive."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QLocale, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from kiosk.catalog.catalog import Catalog
from kiosk.house import House, Rooms
from kiosk.office.sync import Standing, stands
from kiosk.store import StoreTrouble
from kiosk.ui.display import Display
from kiosk.ui.lobby import Lobby
from kiosk.ui.notice import view_only_words
from kiosk.ui.refusals import trouble
from kiosk.ui.report import write_report
from kiosk.ui.warm import later
from kiosk.ui.widgets.layout import AFTER_PAINT
from kiosk.ui.window import Window
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.desk.places import Place
    from kiosk.office.sync import Ended
    from kiosk.ui.background import Background
    from kiosk.ui.courier import Courier
    from kiosk.ui.journey import Journey
    from kiosk.ui.keeper import Keeper
    from kiosk.ui.sitting import Sitting

Work: TypeAlias = Callable[[], tuple[str, str]]
"""Done while the house is closed; answers a title and words to say afterwards."""

WARM_AFTER, WARM_STEP = 250, 5
"""Milliseconds after the first screen, and between two pieces; nobody types a NIP faster."""
KEEP_AFTER = 2000
"""Milliseconds until the whole file is looked through: the first screen has come to rest."""
CARRY_AFTER = 1200
"""Milliseconds until the first try to reach the agency: the first screen is painted and warm."""
MOST_MENDED = 3
"""Times a program mends its file; more often, the disk is no good and somebody has to look."""
WATCH_EVERY = 30_000
"""Milliseconds between two looks at the computer's clock."""


@dataclass(frozen=True)
class Left:
    """What outlives a closed house: the window, who was where, and what has to be said.

    `mended`: how often the records were mended since the program began.
    """

    window: Window
    place: tuple[str, Place] | None = None
    words: tuple[str, str] | None = None
    mended: int = 0


class Program(QObject):
    """One window over one house: the lobby, then a journey, then the lobby again.

    `reopen_wanted` asks whoever holds the house to close it, do the work that comes along, if any,
    and open it again; nothing stands behind the window any more then. `left` is to be handed on.
    """

    reopen_wanted = Signal(object)

    def __init__(
        self,
        house: House,
        catalog: Catalog,
        *,
        kiosk_mode: bool = False,
        left: Left | None = None,
    ) -> None:
        super().__init__()
        settings = house.office.settings()
        display = Display(language=settings.language if settings else "id")
        self._house, self._catalog = house, catalog
        self._background: Background | None = None
        self._keeper: Keeper | None = None
        self._courier: Courier | None = None
        self._stood, self._agency = Standing(), house.agency
        self._on_the_way = False
        self.window = left.window if left else Window(display, kiosk_mode=kiosk_mode)
        self.left, self._closed = left or Left(self.window), False
        self.window.put_notice(view_only_words if house.folder.view_only else None)
        self.window.put_standing(self._standing)
        self.lobby = Lobby(self.window, house, catalog, self.keeper, self.courier)
        self.journey: Journey | None = None
        self.lobby.entered.connect(self._enter)
        self.window.damage_found.connect(self._noticed, Qt.ConnectionType.QueuedConnection)
        self.lobby.start()
        self._cold: list[Callable[[], object]] = [
            *self._catalog.pieces(),
            self._catalog.courses,
            *(partial(import_module, name) for name in later(paired=self._agency is not None)),
        ]
        self._watch = QTimer(self)
        self._watch.setInterval(WATCH_EVERY)
        self._watch.timeout.connect(house.clock.tend)
        self._watch.start()
        self._plan(AFTER_PAINT if left else WARM_AFTER)

    def _plan(self, first: int) -> None:
        """What comes after the first screen is painted; `first` milliseconds until what is told."""
        for after, work in (
            (first, self._tell_first),
            (WARM_AFTER, self._warm),
            (KEEP_AFTER, self._keep),
            (CARRY_AFTER, self._carry),
        ):
            QTimer.singleShot(after, self, work)

    def keeper(self) -> Keeper:
        """Who looks after the records; made after the first screen, which needs none."""
        if self._keeper is None:
            from kiosk.ui.keeper import Keeper

            self._keeper = Keeper(self._house, self)
            self._keeper.damaged.connect(self.mend)
            self._keeper.reopen_wanted.connect(self.reopen)
            self._keeper.faulty.connect(self._report)
        return self._keeper

    def courier(self) -> Courier:
        """Who carries the records to the agency; made after the first screen, too.

        A kiosk paired with nobody has none until its officer comes: memory for its learners.
        """
        if self._courier is None:
            from kiosk.ui.courier import Courier

            self._courier = Courier(self._house, self._catalog, self)
            self._courier.sweeper.at_rest = lambda: self.lobby.rests
            self._courier.changed.connect(self.window.tell_standing)
            self._courier.came.connect(self._came)
            self._courier.damaged.connect(self.window.damage_found.emit)
            self._courier.faulty.connect(self._report)
            if self._on_the_way:
                self._courier.start()
        return self._courier

    @property
    def _carries(self) -> bool:
        return self._courier is not None or self._agency is not None

    def _standing(self) -> Standing:
        """What the chip says, as the store tells; before there is a courier, too."""
        try:
            if self._courier is not None:
                self._stood = self._courier.standing()
            else:
                self._stood = stands(self._house.store, self._agency)
        except StoreTrouble as trouble:
            if trouble.code == "damaged":
                self.window.damage_found.emit()
        return self._stood

    def _came(self, ended: Ended) -> None:
        """Something new is here: show it where that disturbs nobody."""
        brought = ended.brought
        if brought.courses:
            self.courier().scout.run(self._house.courses_read, self._take_catalog, self._report)
        if self.journey is not None and brought.elsewhere:
            self.journey.refresh()
        elif self.journey is None and brought.settings:
            self.lobby.refresh()

    def _take_catalog(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self.lobby.take_catalog(catalog)

    def _carry(self) -> None:
        self._on_the_way = not self._closed
        if self._closed:
            return
        if self._courier is not None:
            self._courier.start()
        elif self._agency is not None or self._house.store.names_of("unswept"):
            self.courier()

    def _keep(self) -> None:
        if not self._closed:
            self.keeper().start()

    def _report(self, error: Exception) -> None:
        write_report(self._house.folder.path, type(error), error.__traceback__)

    def _tell_first(self) -> None:
        """What happened to the records, until an officer has read of it."""
        from kiosk.ui.happened_words import healed_words

        words = None if self._closed else self.left.words or healed_words(self._house.store)
        if words:
            self.window.tell(*words)

    def _warm(self) -> None:
        """While the first screen is being read, load what comes next, one piece at a time."""
        if self._closed:
            return
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
        self.journey.ended.connect(self._gone)
        self.journey.certified.connect(self.keeper().certified)
        if self._carries:
            self.journey.certified.connect(self.courier().certified)
            self.courier().signed_in(self.journey.desk.learner.id)
        self._go_back(self.journey)

    def _go_back(self, journey: Journey) -> None:
        """Whoever was interrupted goes on where they were."""
        if self.left.place is not None and self.left.place[0] == journey.desk.learner.id:
            place = self.left.place[1]
            self.left = replace(self.left, place=None)
            journey.go(place)

    def _gone(self) -> None:
        self.journey = None
        self.lobby.start()

    def recover(self) -> None:
        """After a fault of ours: back to the first screen. What was saved is safe."""
        if self._closed:
            return
        self._interrupt()
        self.lobby.start()
        words = _(
            "Terjadi kesalahan pada program. Semua yang sudah tersimpan aman."
            " Silakan masuk lagi; Anda melanjutkan dari tempat terakhir."
        )
        self.window.tell(_("Maaf"), words)

    def _interrupt(self) -> None:
        """Nobody stands behind the window any more; where a learner was is remembered."""
        if self.journey is not None:
            place = self.journey.desk.learner.id, self.journey.place
            self.left = replace(self.left, place=place)
            self.journey = None
        self.window.cleared.emit()
        if self.window.overlay is not None:
            self.window.overlay.close_with("left")

    def _noticed(self) -> None:
        """Somebody's wish met the damage, so they are told if it cannot be mended."""
        if not self._closed and not self.mend(("noticed",)):
            self.window.tell(_("Belum tersimpan"), trouble(StoreTrouble("damaged")))

    def mend(self, codes: tuple[str, ...]) -> bool:
        """The file is damaged: have it mended, with whoever sits here back at their place.

        False if that is not to be tried: nothing can be written, or the disk spoils what was just
        mended, over and over.
        """
        from kiosk.store.heal import mark

        if self._closed or self._house.folder.view_only or self.left.mended >= MOST_MENDED:
            return self._closed
        try:
            mark(self._house.folder.path, codes)
        except OSError:
            return False
        self.left = replace(self.left, mended=self.left.mended + 1)
        if self.journey is not None:
            with suppress(StoreTrouble):
                self.journey.flush()
                self.journey.desk.leave()
        self.reopen(None)
        return True

    def reopen(self, work: Work | None) -> None:
        """Close the house, do some work on what is then closed, and open it again."""
        from kiosk.ui.screens.wait import WaitScreen

        if self._closed:
            return
        self._closed = True
        self._interrupt()
        self.lobby.drop()
        self._watch.stop()
        self.window.damage_found.disconnect(self._noticed)
        self.window.put_standing(None)
        self.window.show_screen(lambda: WaitScreen(self.window.theme))
        if self._background is not None:
            self._background.close()
        stop = partial(self.keeper().stop, lambda: self.reopen_wanted.emit(work))
        if self._courier is not None:
            stop = partial(self._courier.stop, stop)
        QTimer.singleShot(AFTER_PAINT, self, stop)

    def close(self) -> None:
        """The window is closed; what has to be kept is kept."""
        if self._closed:
            return
        self._closed = True
        self._watch.stop()
        self.window.put_standing(None)
        if self._background is not None:  # no answer finds the house closed
            self._background.close()
        if self._courier is not None:
            self._courier.close()
        if self._keeper is not None:
            self._keeper.close()


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
    from kiosk.ui.sitting import Sitting

    sitting = Sitting(rooms, data)
    try:
        sitting.opened.connect(lambda: _catch(sitting, data))
        _catch(sitting, data)
        window = sitting.program.window
        if window.may_close:
            window.resize(1366, 768)
            window.show()
        else:
            window.showFullScreen()
        if ready is not None:
            ready(sitting.program)
        code = application().exec()
        if sitting.trouble is not None:
            raise sitting.trouble
        return code
    finally:
        sitting.close()


def _catch(sitting: Sitting, data: Path) -> None:
    sys.excepthook = last_resort(sitting.program, data)


def last_resort(
    program: Program, data: Path
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """Whatever we did wrong: a report without personal data, and the first screen again."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, StoreTrouble) and error.code == "damaged":
            program.window.damage_found.emit()
            return
        write_report(data, kind, trace)
        program.recover()

    return hook
