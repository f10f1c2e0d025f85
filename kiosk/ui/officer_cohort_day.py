"""A class's day as it runs: looked at every few seconds, and what a trainer does there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.learning import clock
from kiosk.learning.course import Course
from kiosk.office.attendance import Attendance
from kiosk.office.cohorts import Cohorts
from kiosk.office.day import Day, Look, Room
from kiosk.office.day_help import help_for
from kiosk.office.day_row import State
from kiosk.people.cohort import Cohort, Presence
from kiosk.people.role import Act
from kiosk.ui import facts
from kiosk.ui.cohort_words import day_words
from kiosk.ui.courier import Courier
from kiosk.ui.officer_cohort_cards import ask_attendance, tell_end, tell_help
from kiosk.ui.officer_cohort_pick import pick_one
from kiosk.ui.officer_cohort_print import CohortPrint
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.cohort_day import ALL, DayPart, DayView
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

EVERY: Final = 3000
"""Milliseconds between two looks."""
LISTEN_EVERY: Final = 10
"""Looks after which the hub is asked what happened at other kiosks: half a minute."""


class DayRoom(QObject):
    """One class's day. `show` shows the officer's screen anew."""

    def __init__(
        self,
        window: Window,
        clerk: Clerk,
        catalog: Catalog,
        courier: Courier,
        show: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._catalog = window, clerk, catalog
        self._courier, self._show = courier, show
        house = clerk.house
        self._cohorts = Cohorts(clerk.acts, house.store)
        self._attendance = Attendance(clerk.acts, house.store, house.rooms.day_of)
        self._print = CohortPrint(window, clerk, show)
        self.cohort = self.day = ""
        self._filter, self._looks = ALL, 0
        self._days = Day(clerk.acts, house.store, self._room())
        self._part: DayPart | None = None
        self.papers: Callable[[str, str], QWidget] | None = None
        """What makes the card of the day's papers, from the class's id and the day."""
        self._beat = QTimer(self)
        self._beat.setInterval(EVERY)
        self._beat.timeout.connect(self.look)

    def _room(self) -> Room:
        house = self._clerk.house
        settings = house.office.settings()
        return Room(
            house.rooms.now,
            house.rooms.ticks,
            house.rooms.day_of,
            self._course,
            settings.kiosk_code if settings else "",
            settings.pass_mark if settings else 70,
        )

    def _course(self, course: str, version: str) -> Course | None:
        try:
            return self._catalog.course(course, version)
        except KeyError:
            return None

    def open(self, cohort: str) -> None:
        """A class on its day: today, or the last one before, or the first one."""
        self.cohort, self._filter = cohort, ALL
        today = self._clerk.today.isoformat()
        days = self._cohorts.get(cohort).days
        past = [day for day in days if day <= today]
        self.day = today if today in days or not days else past[-1] if past else days[0]
        self._courier.listen()

    def leave(self) -> None:
        """Nobody looks any more."""
        self._beat.stop()
        self.cohort, self._part = "", None

    def part(self) -> DayPart:
        """The screen of the day, which brings itself up to date for as long as it is shown."""
        view = self._view()
        papers = self.papers(self.cohort, self.day) if self.papers else None
        self._part = part = DayPart(view, self._window.theme, papers)
        signals_of(
            part,
            filter_chosen=self._choose,
            day_wanted=self._pick_day,
            acted=self._act,
            attendance_wanted=self._ask,
            print_wanted=self._print_all,
            end_wanted=self._tell_end,
        )
        self._beat.start()
        return part

    def look(self) -> None:
        """Bring the screen up to date; every so often the hub is asked, too."""
        part = self._part
        if part is None or not isValid(part) or not part.isVisible():
            self._beat.stop()
            return
        self._looks += 1
        if self._looks % LISTEN_EVERY == 0:
            self._courier.listen()
        view = attempt(self._window, _("Kelas tidak terbaca"), self._view)
        if view is None:
            self._beat.stop()
        else:
            part.show_view(view)

    def _cohort(self) -> Cohort:
        return self._cohorts.get(self.cohort)

    def _look(self) -> Look:
        return self._days.look(self._cohort(), self.day, self._courier.heard)

    def _view(self) -> DayView:
        look, may = self._look(), self._clerk.acts.may
        titles = {c.id: facts.title(c) for c in self._catalog.courses()}
        courses = [titles.get(a.course, a.course) for a in look.cohort.assignments]
        title = " · ".join((look.cohort.name, *courses[:1]))
        if len(courses) > 1:
            title = _("{name} · {n} kursus").format(name=look.cohort.name, n=len(courses))
        return DayView(
            look=look,
            title=title,
            heard=self._courier.heard,
            hub=self._courier.in_reach,
            filter=self._filter,
            may_print=may(Act.PRINT_CERTIFICATES),
            may_mark=may(Act.MARK_ATTENDANCE),
        )

    def _now(self) -> None:
        """At once, after something was done."""
        if self._part is not None and isValid(self._part):
            self._part.show_view(self._view())

    # What is done there

    def _choose(self, wanted: str) -> None:
        self._filter = wanted
        self._now()

    def _pick_day(self) -> None:
        today = self._clerk.today.isoformat()
        days = sorted({*self._cohort().days, today})
        pick_one(self._window, _("Pilih hari"), {d: day_words(d) for d in days}, self._to_day)

    def _to_day(self, day: str) -> None:
        self.day = day
        self._now()

    def _act(self, learner: str) -> None:
        row = self._part.row_of(learner) if self._part is not None else None
        if row is None:
            return
        if row.state is State.LOCKED:
            self._release(learner, row.name)
        elif row.needs_help:
            self._help(learner)
        elif row.state is State.TO_PRINT:
            self._print.go([row])

    def _release(self, learner: str, name: str) -> None:
        def release() -> bool:
            self._days.release(learner)
            return True

        if attempt(self._window, _("Belum dibuka"), release) and self._part is not None:
            self._now()
            self._part.say(_("{name} dapat masuk lagi.").format(name=name))

    def _help(self, learner: str) -> None:
        row = self._part.row_of(learner) if self._part is not None else None
        store = self._clerk.house.store
        if row is None:
            return
        title = _("Tidak terbaca")
        events = attempt(self._window, title, partial(store.events, learner))
        if events is not None:
            settled = clock.settled(events, store.happenings())
            tell_help(self._window, row, help_for(row.seen, settled, self._course))

    def _ask(self, learner: str) -> None:
        row = self._part.row_of(learner) if self._part is not None else None
        if row is not None:
            ask_attendance(self._window, row, self.day, partial(self._mark, learner))

    def _mark(self, learner: str, state: Presence | None, reason: str) -> None:
        """Raises NotAllowed and StoreTrouble, which the card words beside the field."""
        self._attendance.mark(self._cohort(), self.day, learner, state, reason)
        self._now()

    def _print_all(self) -> None:
        self._print.go(self._look().to_print)

    def _tell_end(self) -> None:
        may = self._clerk.acts.may(Act.CLOSE_COHORT)
        tell_end(self._window, self._look(), self._close if may else None)

    def _close(self) -> None:
        def close() -> bool:
            self._cohorts.close(self.cohort)
            return True

        if attempt(self._window, _("Kelas belum ditutup"), close):
            self.leave()
            self._show()
