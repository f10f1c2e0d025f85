"""The papers of a paper test on their way out: printed, or saved on a stick or in a folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from kiosk.catalog.catalog import Catalog
from kiosk.certificate.merge import page_count
from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office.paper_test import PaperTest, PaperTests
from kiosk.office.paper_test_print import printed
from kiosk.people.learner import Learner
from kiosk.people.role import Act
from kiosk.register.heading import heading_of
from kiosk.register.prints import PRINTER, ToPrint
from kiosk.ui import sticks
from kiosk.ui.files import choose_folder
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.officer_bulk import worker_of
from kiosk.ui.officer_bulk_print import Host
from kiosk.ui.officer_pick import pick
from kiosk.ui.officer_steps import attempt
from kiosk.ui.paper import Outgoing, Paper
from kiosk.ui.paper_overlay import paper_overlay
from kiosk.ui.screens.paper_panel import PaperPanel
from kiosk.ui.window import Window
from kiosk.ui.words import _


class PaperOut(QObject):
    """Questions, answer sheets and key. `members` tells for whom sheets are made."""

    def __init__(
        self,
        window: Window,
        clerk: Clerk,
        catalog: Catalog,
        tests: Callable[[], PaperTests],
        members: Callable[[PaperTest], Sequence[Learner]],
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._catalog = window, clerk, catalog
        self._tests, self._members = tests, members
        self._background = worker_of(window)

    def ask(self, paper: str) -> None:
        """Ask what is wanted of a paper test."""
        choices = {
            "booklet": _("Soal"),
            "sheets": _("Lembar jawaban"),
            "key": _("Kunci jawaban"),
            "save": _("Simpan semua sebagai berkas"),
        }
        pick(self._window, _("Cetak atau simpan"), choices, partial(self._out, paper))

    def _files(self, paper: str) -> dict[str, bytes]:
        tests, settings = self._tests(), self._clerk.office.settings()
        self._clerk.acts.allow(Act.PRINT_PAPERS)
        found = tests.get(paper)
        if settings is None:
            raise NotAllowed("settings-wrong")
        heading = heading_of(settings, self._clerk.today.isoformat())
        fonts = self._clerk.house.rooms.home / "resources" / "fonts"
        try:
            made = printed(found, self._members(found), self._catalog, heading, fonts)
        except KeyError as error:
            raise NotAllowed("paper-unknown", id=paper) from error
        return made._asdict()

    def _out(self, paper: str, what: str) -> None:
        title = _("Belum dapat dilakukan")
        made = attempt(self._window, title, lambda: self._files(paper))
        if made is None:
            return
        if what == "save":
            choose_folder(self._window, self._window.theme, partial(self._save, paper, made))
        else:
            self._print(paper, made[what])

    def _save(self, paper: str, made: Mapping[str, bytes], folder: Path) -> None:
        names = {"booklet": "Soal", "sheets": "Lembar jawaban", "key": "Kunci"}
        files = {f"{names[what]} uji {paper}.pdf": body for what, body in made.items()}

        def work() -> tuple[str, ...]:
            return tuple(sticks.save(body, folder, name).name for name, body in files.items())

        self._background.run(work, partial(self._saved, paper), self._not_saved)

    def _saved(self, paper: str, written: tuple[str, ...]) -> None:
        attempt(self._window, _("Belum tercatat"), lambda: self._note(paper))
        words = _("Tersimpan: {names}.").format(names=", ".join(written))
        self._window.tell(_("Berkas tersimpan"), words)

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, TROUBLES):
            raise error
        self._window.tell(_("Belum tersimpan"), said(error))

    def _note(self, paper: str) -> None:
        found = self._tests().get(paper)
        self._tests().printed(found, len(self._members(found)))

    def _print(self, paper: str, pdf: bytes) -> None:
        window, pages = self._window, page_count(pdf)

        def keep(where: str, seen: bool | None, _job: str) -> None:  # noqa: FBT001 - Outgoing's form
            if where == PRINTER and seen is None:
                self._note(paper)

        outgoing = Outgoing(
            title=_("Uji kertas"),
            file="",
            refused=_("Belum dicetak"),
            pdf=lambda: pdf,
            sheet=lambda: ToPrint(pdf, "A4", pages),
            keep=keep,
        )
        words = _("{n} halaman A4. Isi printer dengan kertas yang cukup.").format(n=pages)
        panel = PaperPanel(words, window.theme, to_stick=False)
        paper_overlay(window, _("Uji kertas"), panel)
        Paper(Host(window, self._background), outgoing, panel)
