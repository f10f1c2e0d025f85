"""Participant cards on their way out: with or without new codes, printed or saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.certificate.merge import page_count
from kiosk.house import Clerk
from kiosk.office.cards import FILE_NAME, Batch, holders, issued_by, not_active
from kiosk.people.learner import Learner
from kiosk.people.role import Act
from kiosk.register.prints import ToPrint
from kiosk.ui import sticks
from kiosk.ui.files import choose_folder
from kiosk.ui.office_words import said
from kiosk.ui.officer_bulk import worker_of
from kiosk.ui.officer_bulk_print import Host
from kiosk.ui.officer_steps import Steps, attempt
from kiosk.ui.paper import Outgoing
from kiosk.ui.paper import Paper as Carrier
from kiosk.ui.paper_overlay import paper_overlay
from kiosk.ui.screens.cards import EVERYBODY, PRINT, SAVE, THE_NEW, CardsChoice, CardsView
from kiosk.ui.screens.paper_panel import PaperPanel
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button
from kiosk.ui.window import Window
from kiosk.ui.words import _

if TYPE_CHECKING:
    from kiosk.ui.background import Background


def print_cards(window: Window, clerk: Clerk, learners: Sequence[Learner]) -> None:
    """Ask how, then make the cards of these people and print or save them."""
    CardsOut(window, clerk, learners).ask()


class CardsOut:
    """The cards of some people, from the question to the paper."""

    def __init__(self, window: Window, clerk: Clerk, learners: Sequence[Learner]) -> None:
        self._window, self._clerk = window, clerk
        self._people = holders(learners)
        self._left_out = len(learners) - len(self._people)
        self._new = frozenset(x.id for x in not_active(clerk.house.store, self._people))

    def ask(self) -> None:
        """With codes or not, printed or saved."""
        theme, may = self._window.theme, self._clerk.acts.may(Act.GIVE_CODES)
        if not self._people:
            words = _("Pilih peserta yang akunnya terbuka dan mempunyai NIP.")
            self._window.tell(_("Kartu belum dibuat"), words)
            return
        view = CardsView(len(self._people), len(self._new), self._left_out, may_give=may)
        choice = CardsChoice(view, theme)
        buttons = (
            button(_("Tutup"), "cards-close", theme),
            button(_("Simpan"), SAVE, theme, icon_left="save"),
            button(_("Cetak"), PRINT, theme, role="primary", icon_left="printer"),
        )
        overlay = self._window.put_overlay(
            Overlay(self._window, _("Kartu peserta"), theme, choice, buttons)
        )
        overlay.closed.connect(lambda name: self._chosen(name, choice.codes))

    def _chosen(self, name: str, codes: str) -> None:
        every = frozenset(x.id for x in self._people)
        coded = {EVERYBODY: every, THE_NEW: self._new}.get(codes, frozenset())
        if name == SAVE:
            make = partial(self._make, coded, lambda folder, pdf, _n: self._write(folder, pdf))
            choose_folder(self._window, self._window.theme, make)
        elif name == PRINT:
            self._make(coded, lambda _folder, pdf, new: self._print(pdf, codes=new))

    def _make(
        self,
        coded: frozenset[str],
        then: Callable[[Path, bytes, int], None],
        folder: Path = Path(),
    ) -> None:
        """Piece by piece. Who was stopped midway gets the cards of whoever has a new code."""
        house, title = self._clerk.house, _("Kartu belum dibuat")
        office, acts, today = self._clerk.office, self._clerk.acts, self._clerk.today

        def begun() -> Batch:
            issued = issued_by(office.settings(), today, house.rooms.home)
            return Batch(acts, self._people, issued, office.new_codes, coded)

        batch = attempt(self._window, title, begun)
        if batch is None:
            return

        def ended() -> None:
            self._be_idle_again()
            if not _worth(batch) or attempt(self._window, title, partial(_closed, batch)) is None:
                return
            made: Callable[[bytes], None] = lambda pdf: then(folder, pdf, batch.codes)  # noqa: E731
            self._worker.run(batch.pdf, made, _raised)

        Steps(self._window, batch.pieces(), batch.total, ended, title=_("Membuat kartu"))

    def _be_idle_again(self) -> None:
        settings = self._clerk.office.settings()
        self._window.idle.start((settings.idle_minutes if settings else 10) * 60)

    # Saved

    def _write(self, folder: Path, pdf: bytes) -> None:
        """Written by the worker: a stick may be slow."""
        name = FILE_NAME.format(day=self._clerk.today.isoformat())
        work = partial(sticks.save, pdf, folder, name)
        self._worker.run(work, lambda at: self._saved(at.name), partial(self._not_saved, pdf))

    @property
    def _worker(self) -> Background:
        return worker_of(self._window)

    def _saved(self, name: str) -> None:
        words = _("Tersimpan: {file}. Cetak di kertas A4, lalu gunting menurut tandanya.")
        self._window.tell(_("Kartu tersimpan"), words.format(file=name))

    def _not_saved(self, pdf: bytes, error: Exception) -> None:
        """The cards are still here, with codes that cannot be shown again: another place."""
        if not isinstance(error, sticks.SaveTrouble | OSError):
            raise error
        asked = self._window.ask(
            _("Kartu belum tersimpan"), said(error), _("Pilih tempat lain"), _("Tutup")
        )

        def again(name: str) -> None:
            if name == "overlay-yes":
                theme = self._window.theme
                choose_folder(self._window, theme, lambda folder: self._write(folder, pdf))

        asked.closed.connect(again)

    # Printed

    def _print(self, pdf: bytes, *, codes: int) -> None:
        """The dialog with the printers, which looks for them at once; a stick is there, too."""
        window, pages = self._window, page_count(pdf)
        outgoing = Outgoing(
            title=_("Kartu peserta"),
            file=FILE_NAME.format(day=self._clerk.today.isoformat()),
            refused=_("Belum dicetak"),
            pdf=lambda: pdf,
            sheet=lambda: ToPrint(pdf, "A4", pages),
            keep=_nothing,
        )
        words = _("{n} lembar A4. Cetak, lalu gunting menurut tandanya.").format(n=pages)
        if codes:
            more = _("Kode aktivasi hanya ada di lembar ini. Jangan tutup sebelum tercetak.")
            words = f"{words} {more}"
        panel = PaperPanel(words, window.theme)
        paper_overlay(window, _("Kartu peserta"), panel)
        Carrier(Host(window, self._worker), outgoing, panel)
        panel.print.click()


def _closed(batch: Batch) -> bool:
    batch.close()
    return True


def _raised(error: Exception) -> None:
    raise error


def _worth(batch: Batch) -> bool:
    """Whether there is something to hand out: all cards, or codes that would be lost."""
    return batch.whole or batch.codes > 0


def _nothing(_where: str, _seen: bool | None, _job: str) -> None:  # noqa: FBT001 - Outgoing's form
    """Making the cards is written down, not each copy."""
