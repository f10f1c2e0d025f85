"""The part "Laporan" of the office: reports read on a worker, shown, saved and printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Final

from msgspec import structs
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.catalog.catalog import Catalog
from kiosk.certificate.merge import page_count
from kiosk.house import Clerk
from kiosk.office.records import Records
from kiosk.office.report_paper import paper
from kiosk.office.report_words import INDONESIAN
from kiosk.office.reports import Kind, Person, Report
from kiosk.office.reports_made import (
    Choices,
    Wanted,
    choices,
    file_name,
    made,
    made_on,
    tables,
)
from kiosk.people.role import Act
from kiosk.register.prints import PRINTER, ToPrint
from kiosk.ui import sticks
from kiosk.ui.files import choose_folder
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.officer_bulk import worker_of
from kiosk.ui.officer_bulk_print import Host
from kiosk.ui.officer_pick import pick
from kiosk.ui.officer_steps import attempt
from kiosk.ui.paper import Outgoing
from kiosk.ui.paper import Paper as Carrier
from kiosk.ui.paper_overlay import paper_overlay
from kiosk.ui.records_reading import Reading, Stopped
from kiosk.ui.report_words import wording
from kiosk.ui.screens.paper_panel import PaperPanel
from kiosk.ui.screens.reports import FILTERS, ReportsPart, ReportsView
from kiosk.ui.widgets.layout import AFTER_PAINT
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

_TITLES: Final[dict[str, Callable[[], str]]] = {
    "year": lambda: _("Pilih tahun"),
    "unit": lambda: _("Pilih unit kerja"),
    "course": lambda: _("Pilih kursus"),
    "cohort": lambda: _("Pilih angkatan"),
}


class ReportsRoom(QObject):
    """Which report of what; `show` shows the office's screen anew."""

    def __init__(
        self, window: Window, clerk: Clerk, catalog: Catalog, show: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._show = window, clerk, show
        self._reading = Reading(clerk.house.records(catalog), self)
        self._reading.told.connect(self._progress)
        self._part: ReportsPart | None = None
        self.reset()

    def reset(self) -> None:
        """As on entering; what came meanwhile is read then."""
        self._reading.forget()
        self._wanted = Wanted(Kind.HOURS, self._clerk.today.year)
        self._choices: Choices | None = None
        self._view = ReportsView(
            chosen=self._chosen(), may_export=self._clerk.acts.may(Act.EXPORT_REPORT)
        )
        self._part = None

    def part(self) -> QWidget:
        """The report that was chosen last; it is made once the screen is up."""
        part = self._part = ReportsPart(self._view, wording(), self._window.theme)
        signals_of(
            part,
            kind_wanted=self._kind,
            pick_wanted=self._pick,
            at_wanted=lambda name: self._change(at=name),
            stop_wanted=self._stop,
            sheet_wanted=self._save_sheet,
            paper_wanted=self._save_paper,
            print_wanted=self._print,
        )
        if self._view.report is None and not self._view.wrong:
            QTimer.singleShot(AFTER_PAINT, self, self._make)
        return part

    # Reading

    def _make(self) -> None:
        if attempt(self._window, _("Laporan"), self._allowed) is None:
            return
        wanted, today = self._wanted, self._clerk.today.isoformat()
        day_of = self._clerk.house.rooms.day_of

        def question(
            records: Records, people: tuple[Person, ...], _look: Callable[[], None]
        ) -> tuple[Wanted, Report, Choices]:
            report = made(records, wanted, today, day_of, people)
            return wanted, report, choices(records, people, today)

        self._reading.ask(question, self._made, self._failed)

    def _allowed(self) -> bool:
        self._clerk.acts.allow(Act.READ_REPORTS)
        return True

    def _made(self, answer: tuple[Wanted, Report, Choices]) -> None:
        wanted, report, found = answer
        self._choices = found
        if wanted == self._wanted:  # else another one was asked for since
            self._change(report=report, chosen=self._chosen(), wrong="")

    def _progress(self, done: int, of: int) -> None:
        if self._view.report is None and not self._view.wrong:
            self._change(read=(done, of))

    def _stop(self) -> None:
        self._reading.stop()
        words = _("Dihentikan. Pilih laporan ini lagi; yang sudah tersusun tidak diulang.")
        self._change(wrong=words)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            return
        if not isinstance(error, TROUBLES):
            raise error
        self._change(wrong=said(error))

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]
        if self._part is not None and isValid(self._part):
            self._part.show_view(self._view)

    # What is chosen

    def _kind(self, kind: str) -> None:
        self._wanted = structs.replace(self._wanted, kind=Kind(kind))
        self._view = replace(
            self._view, kind=Kind(kind), report=None, at="charts", wrong="", said=""
        )
        self._show()

    def _chosen(self) -> tuple[str, str, str, str]:
        """The filters in words."""
        wanted, found = self._wanted, self._choices
        titles = dict(found.courses) if found else {}
        names = dict(found.cohorts) if found else {}
        course, cohort = titles.get(wanted.course, ""), names.get(wanted.cohort, "")
        return str(wanted.year), wanted.unit, course, cohort

    def _pick(self, name: str) -> None:
        found = self._choices
        if found is None:
            return
        every = {"": _("Semua")}
        offered: dict[str, dict[str, str]] = {
            "year": {str(year): str(year) for year in found.years},
            "unit": every | {unit: unit for unit in found.units},
            "course": every | dict(found.courses),
            "cohort": every | dict(found.cohorts),
        }
        pick(
            self._window,
            _TITLES[name](),
            offered[name],
            lambda key: self._filter(name, key),
        )

    def _filter(self, name: str, key: str) -> None:
        value: object = int(key) if name == FILTERS[0] else key
        self._wanted = structs.replace(self._wanted, **{name: value})
        self._change(report=None, read=(0, 0), chosen=self._chosen(), wrong="", said="")
        self._make()

    # What leaves

    def _save_sheet(self) -> None:
        report = self._view.report
        if report is not None:
            self._save(report, "xlsx", lambda: _workbook(report))

    def _save_paper(self) -> None:
        report = self._view.report
        if report is None:
            return
        pdf = attempt(self._window, _("Belum tersimpan"), lambda: self._paper(report))
        if pdf is not None:
            self._save(report, "pdf", lambda: pdf)

    def _paper(self, report: Report) -> bytes:
        return paper(report, self._clerk.house.rooms.home / "resources" / "fonts")

    def _save(self, report: Report, ending: str, body: Callable[[], bytes]) -> None:
        """Write it where somebody chooses; the file is made on the worker, and noted before."""

        def chosen(folder: Path) -> None:
            if attempt(self._window, _("Belum tersimpan"), lambda: self._note(report)) is None:
                return
            name = file_name(report, ending)
            work = lambda: sticks.save(body(), folder, name)  # noqa: E731 - on the worker
            self._reading.run(work, self._saved, self._not_saved)

        choose_folder(self._window, self._window.theme, chosen)

    def _note(self, report: Report) -> bool:
        self._clerk.acts.note(Act.EXPORT_REPORT, count=1, why=str(report.kind))
        return True

    def _saved(self, path: Path) -> None:
        self._change(said=_("Tersimpan di {file}.").format(file=path.name))

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, TROUBLES):
            raise error
        self._window.tell(_("Belum tersimpan"), said(error))

    def _print(self) -> None:
        report, window = self._view.report, self._window
        if report is None:
            return
        pdf = attempt(window, _("Belum dicetak"), lambda: self._paper(report))
        if pdf is None:
            return
        pages, title = page_count(pdf), wording().title(report.kind)

        def keep(where: str, seen: bool | None, _job: str) -> None:  # noqa: FBT001 - Outgoing's form
            if where == PRINTER and seen is None:
                self._note(report)

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
        Carrier(Host(window, worker_of(window)), outgoing, panel)
        panel.print.click()


def _workbook(report: Report) -> bytes:
    from kiosk.sheets.write import workbook

    return workbook(tables(report, INDONESIAN), made_on(report))
