"""The papers of a class on their way out: printed, or saved on a stick or in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.certificate.merge import page_count
from kiosk.house import Clerk
from kiosk.learning.course import Course
from kiosk.learning.trouble import NotAllowed
from kiosk.office.papers import (
    PRINTED,
    File,
    Form,
    Paper,
    Papers,
    Wish,
    label,
    wishes,
    zipped,
)
from kiosk.office.papers_gather import Known, Look
from kiosk.people.cohort import Cohort
from kiosk.people.role import Act
from kiosk.register.bulk_out import Printable
from kiosk.register.prints import PRINTER, ToPrint
from kiosk.ui import sticks
from kiosk.ui.files import choose_folder
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.officer_bulk import worker_of
from kiosk.ui.officer_bulk_print import Host
from kiosk.ui.officer_steps import Steps, attempt
from kiosk.ui.paper import Outgoing
from kiosk.ui.paper import Paper as Carrier
from kiosk.ui.paper_overlay import LOW, paper_overlay
from kiosk.ui.screens.cohort_papers import (
    ALL,
    FOLDER,
    AllPapers,
    CohortPapersCard,
    about,
    paper_names,
)
from kiosk.ui.screens.paper_panel import PaperPanel
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window
from kiosk.ui.words import _

SAVE, PRINT = "papers-save", "papers-print"
FOLDER_TRIES: Final = 1000


class PapersRoom(QObject):
    """Makes the card of a class's papers, and carries out what is wished there.

    `courses` gives the courses on this computer, read when a paper is made.
    """

    def __init__(
        self, window: Window, clerk: Clerk, courses: Callable[[], Sequence[Course]]
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._courses = window, clerk, courses
        self._background = worker_of(window)

    def card(self, cohort: str, day: str = "") -> QWidget:
        """The card for a class; with a `day` (ISO) its daily papers are those of that day."""
        card = CohortPapersCard(self._window.theme, of_day=bool(day))
        card.setVisible(self._clerk.acts.may(Act.PRINT_PAPERS))
        card.wanted.connect(lambda paper: self.open(cohort, paper, day))
        return card

    def open(self, cohort: str, paper: str, day: str = "") -> None:
        """Ask what to do with a paper, or with all of them."""
        if paper == ALL:
            self._open_all(cohort, day)
        else:
            self._open_one(cohort, Paper(paper), day)

    def _open_one(self, cohort: str, paper: Paper, day: str) -> None:
        theme, words = self._window.theme, text(about(paper), "body")
        save = button(_("Simpan"), SAVE, theme, icon_left="save")
        print_ = button(_("Cetak"), PRINT, theme, role="primary", icon_left="printer")
        buttons = (save, print_) if paper in PRINTED else (save,)
        close = button(_("Tutup"), "papers-close", theme)
        overlay = self._window.put_overlay(
            Overlay(self._window, paper_names()[paper], theme, words, (close, *buttons))
        )
        overlay.closed.connect(lambda name: self._go(name, cohort, (paper,), day, FOLDER))

    def _open_all(self, cohort: str, day: str) -> None:
        theme, content = self._window.theme, AllPapers(self._window.theme)
        close = button(_("Tutup"), "papers-close", theme)
        save = button(_("Simpan semua"), SAVE, theme, icon_left="save")
        print_ = button(_("Cetak semua"), PRINT, theme, role="primary", icon_left="printer")
        low = self._window.height() < theme.px(LOW)
        overlay = self._window.put_overlay(
            Overlay(
                self._window,
                _("Semua berkas"),
                theme,
                content,
                (close, save, print_),
                width=620,
                scroll=low,
            )
        )
        content.wanted.connect(overlay.close_with)
        overlay.closed.connect(lambda name: self._chosen(name, cohort, day, content.form))

    def _chosen(self, name: str, cohort: str, day: str, form: str) -> None:
        if name in {SAVE, PRINT}:
            self._go(name, cohort, tuple(Paper), "", form)
        elif name in set(Paper):
            self._open_one(cohort, Paper(name), day)

    def _go(self, name: str, cohort: str, papers: Sequence[Paper], day: str, form: str) -> None:
        if name == SAVE:
            save = partial(self._save, cohort, papers, day, form)
            choose_folder(self._window, self._window.theme, save)
        elif name == PRINT:
            self._print(cohort, [paper for paper in papers if paper in PRINTED], day)

    # Made in steps, so that the window stays alive

    def _papers(self) -> Papers:
        house = self._clerk.house
        settings = self._clerk.office.settings()
        if settings is None:
            raise NotAllowed("settings-wrong")
        look = Look(self._clerk.today.isoformat(), house.rooms.day_of)
        fonts = house.rooms.home / "resources" / "fonts"
        return Papers(self._clerk.acts, house.store, settings, self._courses, fonts, look)

    def _made(
        self,
        cohort: str,
        wanted: Callable[[Cohort], Sequence[Wish]],
        then: Callable[[Known, list[File]], None],
    ) -> None:
        """Make the papers one by one; `then` is called with all of them, unless somebody stops."""
        title = _("Belum dapat dilakukan")
        found = attempt(self._window, title, lambda: _opened(self._papers(), cohort))
        if found is None:
            return
        papers, named = found
        todo, known, files = wanted(named), list[Known](), dict[Wish, list[File]]()

        def look() -> None:
            known.append(papers.known(cohort))

        def make(wish: Wish) -> None:
            files[wish] = list(papers.files(known[0], [wish]))

        def ended() -> None:
            self._be_idle_again()
            if len(files) == len(todo):
                then(known[0], [file for each in files.values() for file in each])

        pieces: list[Callable[[], None]] = [look, *(partial(make, wish) for wish in todo)]
        Steps(self._window, pieces, len(pieces), ended, title=_("Membuat berkas"))

    def _be_idle_again(self) -> None:
        """The machine is done: whoever stands here may be idle again."""
        settings = self._clerk.office.settings()
        self._window.idle.start((settings.idle_minutes if settings else 10) * 60)

    # Saved

    def _save(
        self, cohort: str, papers: Sequence[Paper], day: str, form: str, folder: Path
    ) -> None:
        def then(known: Known, files: list[File]) -> None:
            name = f"Berkas {label(known.cohort)} {known.today}"
            several = len(papers) > 1
            work = partial(_written, files, folder, name if several else "", form)
            self._background.run(work, partial(self._saved, cohort, papers), self._not_saved)

        today = self._clerk.today.isoformat()
        self._made(cohort, lambda named: wishes(named, today, papers, day), then)

    def _saved(self, cohort: str, papers: Iterable[Paper], written: tuple[str, ...]) -> None:
        attempt(self._window, _("Belum tercatat"), lambda: self._papers().note(cohort, papers))
        form = _("Tersimpan: {names}.")
        self._window.tell(_("Berkas tersimpan"), form.format(names=", ".join(written)))

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, TROUBLES):
            raise error
        self._window.tell(_("Belum tersimpan"), said(error))

    # Printed

    def _print(self, cohort: str, papers: Sequence[Paper], day: str) -> None:
        def then(_known: Known, files: list[File]) -> None:
            self._printing(cohort, papers, _merged(files))

        today = self._clerk.today.isoformat()
        self._made(cohort, lambda named: wishes(named, today, papers, day, to_print=True), then)

    def _printing(self, cohort: str, papers: Sequence[Paper], pdf: bytes) -> None:
        """The dialog with the printers, which looks for them at once."""
        window, pages = self._window, page_count(pdf)

        def keep(where: str, seen: bool | None, _job: str) -> None:  # noqa: FBT001 - Outgoing's form
            if where == PRINTER and seen is None:
                self._papers().note(cohort, papers)

        title = paper_names()[papers[0]] if len(papers) == 1 else _("Berkas angkatan")
        outgoing = Outgoing(
            title=title,
            file="",
            refused=_("Belum dicetak"),
            pdf=lambda: pdf,
            sheet=lambda: ToPrint(pdf, "A4", pages),
            keep=keep,
        )
        words = _("{n} halaman A4. Isi printer dengan kertas yang cukup.").format(n=pages)
        panel = PaperPanel(words, window.theme, to_stick=False)
        paper_overlay(window, title, panel)
        Carrier(Host(window, self._background), outgoing, panel)
        panel.print.click()


def _opened(papers: Papers, cohort: str) -> tuple[Papers, Cohort]:
    return papers, papers.cohort(cohort)


def _merged(files: Iterable[File]) -> bytes:
    """All pages as one print job."""
    target = Printable()
    for file in files:
        if file.name.endswith(Form.PDF):
            target.add("", file.body, "")
    target.finish()
    return target.pdf


def _written(files: Sequence[File], folder: Path, name: str, form: str) -> tuple[str, ...]:
    """Write the files, several together under `name`; answers what to look for in the folder."""
    if not name:
        return tuple(sticks.save(f.body, folder, f.name).name for f in files)
    if form != FOLDER:
        return (sticks.save(zipped(files), folder, f"{name}.zip").name,)
    place = _new_folder(folder, name)
    for file in files:
        sticks.save(file.body, place, file.name)
    return (place.name,)


def _new_folder(folder: Path, name: str) -> Path:
    """A folder of that name that was not there; the number behind a name that is taken grows."""
    for n in range(1, FOLDER_TRIES):
        place = folder / (name if n == 1 else f"{name} ({n})")
        try:
            place.mkdir()
        except FileExistsError:
            continue
        return place
    raise sticks.SaveTrouble("read-only")
