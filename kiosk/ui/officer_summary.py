"""The part "Ringkasan" of the office: the year at a glance, read on a worker."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.learning.items import Sheet
from kiosk.office.items import ORDER, Analysis, analysis, sheet
from kiosk.office.overview import Overview, overview
from kiosk.office.records import Records
from kiosk.office.reports import Kind, Person
from kiosk.office.reports_made import Wanted, asked_of
from kiosk.people.role import Act
from kiosk.store.cohorts import all_cohorts
from kiosk.ui import items_words
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.officer_steps import attempt
from kiosk.ui.records_reading import Reading, Stopped
from kiosk.ui.screens.summary import ReviewRow, SummaryPart, SummaryView
from kiosk.ui.widgets.layout import AFTER_PAINT
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _, decimal

MOST_ITEMS: Final = 4


class SummaryRoom(QObject):
    """The first look. `part_wanted` names another part of the office, to which the room leads."""

    part_wanted = Signal(str)

    def __init__(
        self, window: Window, clerk: Clerk, catalog: Catalog, show: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._catalog, self._show = window, clerk, catalog, show
        self._reading = Reading(clerk.house.records(catalog), self)
        self._reading.told.connect(self._progress)
        self._part: SummaryPart | None = None
        self.reset()

    def reset(self) -> None:
        """As on entering."""
        self._reading.forget()
        self._view = SummaryView(self._clerk.today.year)
        self._part = None

    def part(self) -> QWidget:
        """What was read last; it is read once the screen is up."""
        part = self._part = SummaryPart(self._view, self._window.theme)
        signals_of(part, part_wanted=self.part_wanted.emit, stop_wanted=self._stop)
        if self._view.told is None and not self._view.wrong:
            QTimer.singleShot(AFTER_PAINT, self, self._read)
        return part

    def _read(self) -> None:
        if attempt(self._window, _("Ringkasan"), self._allowed) is None:
            return
        wanted = Wanted(Kind.HOURS, self._view.year)
        today = self._clerk.today.isoformat()

        def question(
            records: Records, people: tuple[Person, ...], _look: Callable[[], None]
        ) -> Overview:
            asked = asked_of(records, wanted, today)
            return overview(people, asked, all_cohorts(records.store))

        self._reading.ask(question, self._found, self._failed)

    def _allowed(self) -> bool:
        self._clerk.acts.allow(Act.READ_REPORTS)
        return True

    def _found(self, told: Overview) -> None:
        self._change(told=told, wrong="")
        courses = {c.id: c for c in self._catalog.courses()}
        day_of = self._clerk.house.rooms.day_of

        def question(
            records: Records, _people: tuple[Person, ...], look: Callable[[], None]
        ) -> tuple[Analysis, ...]:
            sheets: dict[str, list[Sheet]] = defaultdict(list)
            for learner, attempts in records.answers():
                look()
                for each in attempts:
                    if each.first and each.course in courses:
                        sheets[each.course].append(sheet(learner, each))
            found = []
            for course, taken in sorted(sheets.items()):
                look()
                ordered = sorted(taken, key=lambda x: (x.at, x.learner))
                found.append(analysis(courses[course], ordered, day_of))
            return tuple(found)

        self._reading.ask(question, self._analysed, self._failed)

    def _analysed(self, found: tuple[Analysis, ...]) -> None:
        rows = [
            (told.title, each)
            for told in found
            for each in told.gravest_first()
            if each.verdict.to_review
        ]
        rows.sort(key=lambda pair: ORDER.index(pair[1].verdict.finding))
        shown = tuple(
            ReviewRow(
                _("{course} · soal {n}").format(course=title, n=each.number),
                items_words.finding(each)
                + f" · p = {decimal(each.item.facility, 2)}"
                + (f" · r = {decimal(each.item.r, 2)}" if each.item.r is not None else ""),
            )
            for title, each in rows[:MOST_ITEMS]
        )
        self._change(items=shown)

    def _progress(self, done: int, of: int) -> None:
        if self._view.told is None and not self._view.wrong:
            self._change(read=(done, of))

    def _stop(self) -> None:
        self._reading.stop()
        self._change(wrong=_("Dihentikan. Pilih bagian ini lagi untuk membaca dari yang tersisa."))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            return
        if not isinstance(error, TROUBLES):
            raise error
        if self._view.told is None:
            self._change(wrong=said(error))

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]
        if self._part is not None and isValid(self._part):
            self._part.show_view(self._view)
