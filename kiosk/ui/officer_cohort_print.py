"""Certificates of a class to the printer: one, or all that nobody has printed yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import cast

from kiosk.house import Clerk
from kiosk.learning.events import CertificateIssued
from kiosk.office.day_row import Row
from kiosk.register import bulk
from kiosk.register.bulk import Handed, Held
from kiosk.register.bulk_out import Printable
from kiosk.register.learnt import learnt
from kiosk.register.paper import paper
from kiosk.store.revoked import revoked_list
from kiosk.ui.bulk_words import elsewhere_words, failed_words
from kiosk.ui.officer_bulk import worker_of
from kiosk.ui.officer_bulk_print import print_all
from kiosk.ui.officer_bulk_run import BulkRun, Steps
from kiosk.ui.officer_steps import attempt
from kiosk.ui.window import Window
from kiosk.ui.words import _


def held_of(clerk: Clerk, rows: Iterable[Row]) -> tuple[Held, ...]:
    """The certificates of these learners in the course of their row; none that were revoked."""
    store = clerk.house.store
    void, found = revoked_list(store).certificates, []
    for row in rows:
        learner = store.roster.by_id(row.learner)
        if learner is None:
            continue
        issued = learnt(store, learner).progress.course(row.seen.course).certificate
        if issued is not None and issued.number not in void:
            found.append(Held(learner.id, issued, learner.unit, learner.name))
    return tuple(found)


class CohortPrint:
    """Collects the pages beside a bar, then shows the dialog of the printers."""

    def __init__(self, window: Window, clerk: Clerk, shown: Callable[[], None]) -> None:
        self._window, self._clerk, self._shown = window, clerk, shown

    def go(self, rows: Iterable[Row]) -> None:
        """Print the certificates of these learners; who prints, and for whom, is written down."""
        window, title = self._window, _("Belum dicetak")
        held = attempt(window, title, partial(held_of, self._clerk, tuple(rows)))
        if not held:
            if held is not None:
                window.tell(title, _("Tidak ada sertifikat yang dapat dicetak di sini."))
            return
        if attempt(window, title, partial(self._noted, held)) is None:
            return
        target = Printable()
        steps = cast("Steps", bulk.hand_out(held, self._paper, target))
        run = BulkRun(window, _("{n} dari {m} sertifikat dikumpulkan."), steps, None)
        run.done.connect(lambda told: self._collected(told, held, target))
        run.failed.connect(lambda error: self._window.tell(title, failed_words(error)))
        run.stopped.connect(self._shown)

    def _noted(self, held: tuple[Held, ...]) -> bool:
        if not self._clerk.house.folder.view_only:
            self._clerk.duties.hand_out((each.learner for each in held), where="printer")
        return True

    def _paper(self, issued: CertificateIssued) -> bytes:
        house = self._clerk.house
        fonts = house.rooms.home / "resources" / "fonts"
        return paper(house.store, issued, fonts, view_only=house.folder.view_only)

    def _collected(self, told: Handed, held: tuple[Held, ...], target: Printable) -> None:
        self._shown()
        gone = set(told.elsewhere)
        here = tuple(each for each in held if each.issued.number not in gone)
        if target.pdf:
            print_all(self._window, worker_of(self._window), self._clerk.house, here, target.pdf)
        elif gone:
            self._window.tell(_("Belum dicetak"), " ".join(elsewhere_words(told)))
