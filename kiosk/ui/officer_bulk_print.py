"""Many certificates to one printer as one job, and each counted as printed by the officer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, QTimer

from kiosk.certificate.merge import page_count
from kiosk.house import House
from kiosk.learning.events import CertificatePrinted
from kiosk.register.bulk import Held
from kiosk.register.frozen import frozen_facts
from kiosk.register.prints import PRINTER, ToPrint
from kiosk.store import StoreTrouble
from kiosk.ui.background import Background
from kiosk.ui.paper import Outgoing, Paper
from kiosk.ui.paper_overlay import paper_overlay
from kiosk.ui.refusals import trouble
from kiosk.ui.screens.paper_panel import PaperPanel
from kiosk.ui.window import Window
from kiosk.ui.words import _

AT_ONCE: Final = 20
"""Records in one step: 30 ms."""
OFFICER: Final = "officer"


class Host:
    """What a paper on its way out needs of whoever sends it, where nobody is signed in."""

    def __init__(self, window: Window, background: Background) -> None:
        self._window, self._background = window, background

    @property
    def window(self) -> Window:
        """The window."""
        return self._window

    @property
    def background(self) -> Background:
        """The worker for printers."""
        return self._background

    def show(self) -> None:
        """Nothing behind the dialog changes by a refusal."""

    def attempt(self, wish: Callable[[], object]) -> bool:
        """Carry out a wish; what is in its way is said."""
        try:
            wish()
        except StoreTrouble as error:
            self._window.tell(_("Belum tersimpan"), trouble(error))
            return False
        return True


def print_all(
    window: Window, background: Background, house: House, held: tuple[Held, ...], pdf: bytes
) -> None:
    """The dialog from which the pages go to a printer, if they are all of one paper."""
    papers = {_paper(each) for each in held}
    if len(papers) > 1:
        window.tell(_("Belum dicetak"), _two_papers())
        return
    (paper,), pages = papers, page_count(pdf)

    def keep(where: str, seen: bool | None, job: str) -> None:  # noqa: FBT001 - Outgoing's form
        if where == PRINTER and not house.folder.view_only:
            _Keeping(window, house, held, seen, job)

    outgoing = Outgoing(
        title=_("Sertifikat"),
        file="",
        refused=_("Belum dicetak"),
        pdf=lambda: pdf,
        sheet=lambda: ToPrint(pdf, paper, pages),
        keep=keep,
    )
    form = _("{n} sertifikat, {m} halaman {paper}. Isi printer dengan kertas yang cukup.")
    about = form.format(n=len(held), m=pages, paper=paper)
    panel = PaperPanel(about, window.theme, paper=paper, to_stick=False)
    paper_overlay(window, _("Cetak sertifikat"), panel)
    Paper(Host(window, background), outgoing, panel)


def _two_papers() -> str:
    return _(
        "Ada sertifikat A4 dan F4 dalam pilihan ini, dan printer hanya diisi satu ukuran. Pilih"
        " kursus atau masa yang satu ukuran, atau simpan sebagai berkas."
    )


def _paper(held: Held) -> str:
    facts = frozen_facts(held.issued)
    return facts.template.paper if facts else "A4"


class _Keeping(QObject):
    """Records the copies a few at a time: a thousand at once would stop the window."""

    def __init__(
        self, window: Window, house: House, held: tuple[Held, ...], seen: object, job: str
    ) -> None:
        super().__init__(window)
        self._house, self._rest, self._job = house, list(held), job
        self._seen = seen if isinstance(seen, bool) else None
        QTimer.singleShot(0, self, self._step)

    def _step(self) -> None:
        now, self._rest = self._rest[:AT_ONCE], self._rest[AT_ONCE:]
        store = self._house.store
        try:
            with store.writing():
                for each in now:
                    number = each.issued.number
                    event = CertificatePrinted(
                        number, PRINTER, self._seen, by=OFFICER, job=self._job
                    )
                    store.record(each.learner, event)
        except StoreTrouble:
            self._rest = []  # a full disk: the paper is out all the same
        if self._rest:
            QTimer.singleShot(0, self, self._step)
        else:
            self.deleteLater()
