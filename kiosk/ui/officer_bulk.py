"""Certificates in bulk: chosen, issued on wish, saved or printed. The part "Terbitkan bersama"."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator
from functools import partial
from pathlib import Path
from typing import cast

from msgspec import Struct, structs
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.learning.events import CertificateIssued
from kiosk.people.agency import Settings
from kiosk.people.role import Act
from kiosk.register import bulk, siasn
from kiosk.register.bulk import Awarded, Found, Handed, Held, Wanted
from kiosk.register.bulk_out import Printable, Target
from kiosk.register.cohorts import cohorts
from kiosk.register.paper import paper
from kiosk.ui import sticks
from kiosk.ui.background import Background
from kiosk.ui.bulk_words import (
    awarded_words,
    date_typed,
    elsewhere_words,
    failed_words,
    handed_words,
    in_the_way,
    left_words,
    stopped_words,
)
from kiosk.ui.files import choose_folder
from kiosk.ui.keeper import Keeper
from kiosk.ui.officer_bulk_print import print_all
from kiosk.ui.officer_bulk_run import BulkRun, Posted, Steps
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.officer_bulk import FOLDER, PDF, BulkPart, BulkView
from kiosk.ui.widgets.layout import column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

WORKER = "bulk-worker"
MANY = 4
"""Choices above which their dialog scrolls."""


def worker_of(window: Window) -> Background:
    """The window's own worker for slow sticks and printers: a print job outlives this room."""
    found = window.findChild(Background, WORKER)
    if isinstance(found, Background):
        return found
    made = Background(window)
    made.setObjectName(WORKER)
    made.destroyed.connect(made.close)
    return made


class Choice(Struct, frozen=True):
    """What the officer chose; ids and ISO dates, "" for all. Dates stay as typed beside it."""

    wanted: Wanted = Wanted()
    typed: tuple[str, str] = ("", "")
    form: str = PDF
    issue: bool = False

    @property
    def dates(self) -> tuple[str | None, str | None]:
        """The dates typed, None for what is no date."""
        since, until = (date_typed(words) for words in self.typed)
        return since, until


class BulkRoom(QObject):
    """What is chosen, and one run at a time. `show` shows the officer's screen anew."""

    def __init__(
        self,
        window: Window,
        keeper: Keeper,
        clerk: Clerk,
        catalog: Catalog,
        show: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._house, self._catalog, self._show = window, keeper.house, catalog, show
        self._clerk = clerk
        self._background = worker_of(window)
        self._choice, self._where = Choice(), "file"
        self._said: tuple[str, ...] = ()
        self._wrong = ""

    def reset(self) -> None:
        """As on entering."""
        self._choice, self._said, self._wrong = Choice(), (), ""

    def part(self) -> QWidget:
        """The choice as it is, and how the last run went."""
        may = self._clerk.acts.may(Act.ISSUE_CERTIFICATES)
        part = BulkPart(self._view(), self._window.theme, may_issue=may)
        signals_of(
            part,
            pick_wanted=self._pick,
            dates_typed=partial(self._typed, part),
            issue_chosen=partial(self._issue, part),
            form_chosen=self._form,
            save_wanted=self._save,
            print_wanted=self._to_printer,
            siasn_wanted=self._siasn,
        )
        return part

    # What is chosen

    def _view(self) -> BulkView:
        choice, house = self._choice, self._house
        wrong = [_("Tulis seperti 01-11-2026.") if d is None else "" for d in choice.dates]
        since, until = choice.dates
        if since and until and until < since:
            wrong[1] = _("Tanggal ini mendahului tanggal awal.")
        found = Found() if any(wrong) else bulk.found(house.store, choice.wanted)
        cohort, course = choice.wanted.cohort, choice.wanted.course
        return BulkView(
            cohort=cohort.name if cohort else "",
            course=self._titles().get(course, course),
            unit=choice.wanted.unit,
            since=choice.typed[0],
            until=choice.typed[1],
            since_wrong=wrong[0],
            until_wrong=wrong[1],
            form=choice.form,
            issue=choice.issue,
            held=len(found.held),
            left=left_words(found),
            said=self._said,
            wrong=self._wrong,
            view_only=house.folder.view_only,
        )

    def _titles(self) -> dict[str, str]:
        return {c.id: c.title for c in self._catalog.courses()}

    def _choices(self, name: str) -> dict[str, str]:
        """Ids and words of what may be chosen, "" for all."""
        found = {"": _("Semua")}
        if name == "cohort":
            return found | {c.id: c.name for c in cohorts(self._house.store)}
        if name == "course":
            return found | self._titles()
        units = {x.unit for x in self._house.store.roster.everyone() if x.unit}
        return found | {unit: unit for unit in sorted(units)}

    def _pick(self, name: str) -> None:
        """All choices of a kind, one below the other."""
        window, theme, choices = self._window, self._window.theme, self._choices(name)
        buttons = {f"pick-{n}": key for n, key in enumerate(choices)}
        made = [button(choices[key], place, theme) for place, key in buttons.items()]
        titles = {"cohort": _("Pilih angkatan"), "course": _("Pilih kursus")}
        cancel = button(_("Batal"), "cancel", theme)
        overlay = window.put_overlay(
            Overlay(
                window,
                titles.get(name, _("Pilih unit kerja")),
                theme,
                column(*made, spacing=theme.px(8)),
                (cancel,),
                scroll=len(made) > MANY,
            )
        )
        for each in made:
            each.clicked.connect(partial(overlay.close_with, each.objectName()))
        made[0].setFocus()
        overlay.closed.connect(lambda place: self._picked(name, buttons.get(place)))

    def _picked(self, name: str, key: str | None) -> None:
        if key is None:
            return
        wanted = self._choice.wanted
        if name == "cohort":
            cohort = next((c for c in cohorts(self._house.store) if c.id == key), None)
            wanted = structs.replace(wanted, cohort=cohort, course="")
        elif name == "course":
            wanted = structs.replace(wanted, course=key, cohort=None)
        else:
            wanted = structs.replace(wanted, unit=key)
        self._now(structs.replace(self._choice, wanted=wanted))
        self._show()

    def _typed(self, part: BulkPart, since: str, until: str) -> None:
        choice = structs.replace(self._choice, typed=(since, until))
        first, last = choice.dates
        if first is not None and last is not None:
            wanted = structs.replace(choice.wanted, since=first, until=last)
            choice = structs.replace(choice, wanted=wanted)
        self._now(choice)
        part.show_view(self._view())

    def _issue(self, part: BulkPart, wanted: bool) -> None:  # noqa: FBT001 - a signal's value
        self._now(structs.replace(self._choice, issue=wanted))
        part.show_view(self._view())

    def _form(self, form: str) -> None:
        self._now(structs.replace(self._choice, form=form))

    def _now(self, choice: Choice) -> None:
        self._choice, self._said, self._wrong = choice, (), ""

    # The run

    def _save(self) -> None:
        choose_folder(self._window, self._window.theme, self._chosen)

    def _chosen(self, folder: Path) -> None:
        ending = "" if self._choice.form == FOLDER else f".{self._choice.form}"
        place = folder / f"{self._name()}{ending}"
        self._where = "file"
        self._run(partial(self._write, place))

    def _to_printer(self) -> None:
        self._where = "printer"
        self._run(self._print)

    def _name(self) -> str:
        """A name that says what it is and of which day, without persons."""
        wanted = self._choice.wanted
        label = wanted.cohort.id if wanted.cohort else wanted.course or _("semua")
        plain = re.sub(r"[^\w-]+", "-", label).strip("-")[:60]
        return f"Sertifikat {plain} {self._today()}"

    def _run(self, then: Callable[[Found], None]) -> None:
        """Issue first if that is wished, then hand out what is there by then."""
        self._said, self._wrong = (), ""
        house, wanted = self._house, self._choice.wanted
        settings = house.office.settings()
        if not self._choice.issue or settings is None or house.folder.view_only:
            self._handing(then)
            return
        steps = bulk.award(house.store, wanted, self._award(settings), self._today())
        steps = self._clerk.duties.issue(steps)
        run = BulkRun(
            self._window, _("{n} dari {m} peserta diperiksa."), cast("Steps", steps), None
        )
        run.done.connect(lambda told: self._awarded(told, then))
        self._follow(run)

    def _award(self, settings: Settings) -> bulk.Issue:
        from kiosk.desk.award_many import award_for

        return award_for(self._house.kiosk(settings, self._catalog))

    def _awarded(self, told: Awarded, then: Callable[[Found], None]) -> None:
        self._said = (awarded_words(told),)
        if told.stopped:
            self._wrong = in_the_way(told.stopped, self._today())
            self._show()
            return
        self._handing(then)

    def _handing(self, then: Callable[[Found], None]) -> None:
        found = attempt(
            self._window,
            _("Belum dapat dilakukan"),
            lambda: bulk.found(self._house.store, self._choice.wanted),
        )
        if found is None or not found.held:
            self._wrong = _("Tidak ada sertifikat yang dapat dikumpulkan.") if found else ""
            self._show()
            return
        handed = tuple(h.learner for h in found.held)
        noted = partial(self._noted, handed)
        if attempt(self._window, _("Belum dapat dilakukan"), noted):
            then(found)

    def _noted(self, handed: tuple[str, ...]) -> bool:
        self._clerk.duties.hand_out(handed, where=self._where)
        return True

    def _steps(self, held: tuple[Held, ...], target: Target) -> Generator[Handed, None, Handed]:
        return bulk.hand_out(held, self._paper, target)

    def _paper(self, issued: CertificateIssued) -> bytes:
        house = self._house
        fonts = house.rooms.home / "resources" / "fonts"
        return paper(house.store, issued, fonts, view_only=house.folder.view_only)

    def _write(self, place: Path, found: Found) -> None:
        posted = Posted(self._background, place)
        steps = cast("Steps", self._steps(found.held, posted))
        run = BulkRun(self._window, _("{n} dari {m} sertifikat ditulis."), steps, posted)
        run.done.connect(lambda told: self._written(told, place))
        self._follow(run)

    def _written(self, told: Handed, place: Path) -> None:
        self._said = (*self._said, *handed_words(told, place.name))
        self._show()

    def _print(self, found: Found) -> None:
        target = Printable()
        steps = cast("Steps", self._steps(found.held, target))
        run = BulkRun(self._window, _("{n} dari {m} sertifikat dikumpulkan."), steps, None)
        run.done.connect(lambda told: self._printed(told, found, target))
        self._follow(run)

    def _printed(self, told: Handed, found: Found, target: Printable) -> None:
        self._said = (*self._said, *elsewhere_words(told))
        self._show()
        gone = set(told.elsewhere)
        held = tuple(h for h in found.held if h.issued.number not in gone)
        if target.pdf:
            print_all(self._window, self._background, self._house, held, target.pdf)

    def _follow(self, run: BulkRun) -> None:
        run.stopped.connect(self._stopped)
        run.failed.connect(self._failed)

    def _stopped(self) -> None:
        self._wrong = stopped_words()
        self._show()

    def _failed(self, error: Exception) -> None:
        self._wrong = failed_words(error)
        self._show()

    # SIASN

    def _siasn(self) -> None:
        choose_folder(self._window, self._window.theme, self._table)

    def _table(self, folder: Path) -> None:
        store, settings = self._house.store, self._house.office.settings()
        kind = settings.siasn_kind if settings else 3

        def work() -> tuple[str, siasn.Chosen]:
            chosen = siasn.chosen_for(store, self._choice.wanted)
            self._clerk.duties.export("siasn", len(chosen.certified))
            name = f"{self._name().replace('Sertifikat', 'Tabel SIASN', 1)}"
            sticks.save(siasn.note(kind).encode(), folder, f"{name} catatan.txt")
            body = siasn.table(chosen.certified, kind)
            return sticks.save(body, folder, f"{name}.csv").name, chosen

        made = attempt(self._window, _("Belum tersimpan"), work)
        if made is None:
            return
        name, chosen = made
        words = [_("{n} baris tersimpan di {file}.").format(n=len(chosen.certified), file=name)]
        if chosen.without_nip:
            form = _("{n} sertifikat orang tanpa NIP tidak dimuat.")
            words.append(form.format(n=chosen.without_nip))
        self._said, self._wrong = tuple(words), ""
        self._show()

    def _today(self) -> str:
        return self._house.rooms.day_of(self._house.rooms.now())
