"""A paper on its way out: printers, sticks, and whether it came out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from kiosk.learning.trouble import NotAllowed
from kiosk.register.prints import PRINTER, ToPrint
from kiosk.store import StoreTrouble
from kiosk.ui import printing, sticks
from kiosk.ui.print_watch import PrintWatch
from kiosk.ui.refusals import refusal, trouble
from kiosk.ui.screens.paper_words import print_trouble, save_trouble
from kiosk.ui.window import signals_of
from kiosk.ui.words import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from kiosk.desk.views import CertificateView
    from kiosk.ui.background import Background
    from kiosk.ui.journey import Journey
    from kiosk.ui.screens.certificate import CertificateScreen
    from kiosk.ui.window import Window

STICK = "stick"
Value = TypeVar("Value")


@dataclass(frozen=True)
class Outgoing:
    """A paper that may be printed and saved.

    `title` is seen in print queues and names nobody; `file` is its name on a stick. `pdf` gives
    what is saved, `sheet` what is printed; both may raise NotAllowed, told under `refused`, and
    StoreTrouble. `keep(where, seen, job)` records a copy, or what became of it. `badge` is the
    credential that a stick gets beside the file, "" for none.
    """

    title: str
    file: str
    refused: str
    pdf: Callable[[], bytes]
    sheet: Callable[[], ToPrint]
    keep: Callable[[str, bool | None, str], object]
    badge: str = ""


class Host(Protocol):
    """Whoever sends a paper out: a learner's journey, or the officer's room."""

    @property
    def window(self) -> Window:
        """The window, for as long as a job is followed."""
        ...

    @property
    def background(self) -> Background:
        """The worker that may wait."""
        ...

    def show(self) -> None:
        """Show anew what stands behind the panel."""
        ...

    def attempt(self, wish: Callable[[], object]) -> bool:
        """Carry out a wish; what is in its way is said."""
        ...


class Panel(Protocol):
    """What wishes and is told: a QWidget with the signals of `CertificateScreen` of that kind."""

    print_wanted: Any
    save_wanted: Any
    seen: Any
    refresh_wanted: Any
    cancel_wanted: Any

    def show_printers(self, printers: tuple[printing.Printer, ...]) -> None:
        """The printers of this computer as they are now."""
        ...

    def show_sticks(self, sticks: tuple[sticks.Stick, ...]) -> None:
        """The sticks in this computer now."""
        ...

    def show_job(self, state: printing.JobState) -> None:
        """How the print job stands; told again and again."""
        ...

    def show_saved(self, place: str) -> None:
        """The file lies whole on the stick."""
        ...

    def show_trouble(self, words: str) -> None:
        """Something was not possible; `words` say what to do next."""
        ...


def certificate_paper(journey: Journey, view: CertificateView, screen: CertificateScreen) -> Paper:
    """The certificate on a screen, on its way out."""
    desk, number = journey.desk, view.issued.number

    def keep(where: str, seen: bool | None, job: str) -> None:  # noqa: FBT001 - Outgoing's form
        desk.printed(number, where, seen=seen, job=job)
        if isValid(screen):
            screen.show_copies(desk.copies(number))

    outgoing = Outgoing(
        title=_("Sertifikat"),
        file=sticks.file_name(number),
        refused=_("Sertifikat dicabut"),
        pdf=lambda: desk.printable(number),
        sheet=lambda: desk.for_printer(number),
        keep=keep,
        badge=view.issued.badge,
    )
    return Paper(journey, outgoing, screen)


class Paper(QObject):
    """Carries one panel's wishes to printers and sticks, off the window's thread."""

    def __init__(self, journey: Host, outgoing: Outgoing, panel: Panel) -> None:
        shown = cast("QWidget", panel)
        super().__init__(shown)
        self._journey, self._outgoing, self._panel = journey, outgoing, panel
        self._watch: PrintWatch | None = None
        self._job = ""
        signals_of(
            shown,
            print_wanted=self._print,
            save_wanted=self._save,
            seen=self._seen,
            cancel_wanted=self._cancel,
            refresh_wanted=self.refresh,
        )
        QTimer.singleShot(0, self, self.refresh)

    def refresh(self) -> None:
        """Look for printers and sticks."""
        self._ask(printing.printers, self._panel.show_printers)
        self._ask(sticks.sticks, self._panel.show_sticks)

    def _ask(self, work: Callable[[], Value], told: Callable[[Value], None]) -> None:
        """Do work off the window's thread and show what came of it."""
        self._journey.background.run(work, self._if_here(told), self._if_here(self._failed))

    def _if_here(self, told: Callable[[Value], None]) -> Callable[[Value], None]:
        """An answer that finds the learner gone to another screen is for nobody."""

        def tell(value: Value) -> None:
            if isValid(self):
                told(value)

        return tell

    def _allowed(self, wish: Callable[[], Value]) -> Value | None:
        """What a wish gives; None where the paper may not leave, which is shown and said.

        The agency's word may have come while the screen was open.
        """
        journey = self._journey
        try:
            return wish()
        except NotAllowed as no:
            journey.show()
            journey.window.tell(self._outgoing.refused, refusal(no))
        except StoreTrouble as error:
            self._panel.show_trouble(trouble(error))
        return None

    def _print(self, printer: str) -> None:
        sheet, title = self._allowed(self._outgoing.sheet), self._outgoing.title
        if sheet is None or not sheet.pdf:
            return
        self._journey.background.run(
            lambda: printing.send(sheet.pdf, printer, title, sheet.paper, sheet.pages),
            self._sent,
            self._if_here(self._failed),
        )

    def _sent(self, job: printing.Job) -> None:
        """Keep it, and follow it for as long as the window is there: the learner may leave."""
        journey = self._journey
        watch = PrintWatch(journey.window, journey.background, job)
        self._watch, self._job = watch, job.id
        self._keep(PRINTER, seen=None)
        watch.told.connect(lambda state: self._tell(state))  # noqa: PLW0108 - a slot would go first

    def _keep(self, where: str, *, seen: bool | None) -> None:
        """Record it, if need be after the learner has left."""
        job = self._job if where == PRINTER else ""

        def keep() -> None:
            self._outgoing.keep(where, seen, job)

        if isValid(self):
            self._journey.attempt(keep)
        else:
            with suppress(NotAllowed, StoreTrouble):  # whoever stands here now cannot help it
                keep()

    def _cancel(self) -> None:
        if self._watch is not None and isValid(self._watch):
            self._watch.cancel()

    def _tell(self, state: printing.JobState) -> None:
        if state.code == "failed":
            self._keep(PRINTER, seen=False)
        if isValid(self):
            self._panel.show_job(state)

    def _save(self, folder: str) -> None:
        out = self._outgoing
        pdf, name, badge = self._allowed(out.pdf), out.file, out.badge
        if not pdf:
            return

        def saved(path: Path) -> None:
            self._keep(STICK, seen=None)
            if isValid(self):
                self._panel.show_saved(path.name)

        failed = self._if_here(self._failed)
        self._journey.background.run(
            lambda: sticks.save_with_badge(pdf, badge, Path(folder), name), saved, failed
        )

    def _seen(self, came_out: bool) -> None:  # noqa: FBT001 - a signal's value
        self._keep(PRINTER, seen=came_out)

    def _failed(self, error: Exception) -> None:
        code = getattr(error, "code", "")
        words = save_trouble(code) if isinstance(error, sticks.SaveTrouble) else print_trouble(code)
        self._panel.show_trouble(words)
