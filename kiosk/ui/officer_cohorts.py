"""The part "Kelas dan tugas": the classes, the form of one, its people, and its day."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from msgspec import structs
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.office.cards import of_class
from kiosk.office.cohort_people import last_import
from kiosk.office.cohorts import Cohorts
from kiosk.office.staff import everyone
from kiosk.people.cohort import Assignment, Cohort
from kiosk.people.role import Act
from kiosk.ui import facts
from kiosk.ui.cohort_words import day_short
from kiosk.ui.courier import Courier
from kiosk.ui.officer_cards import print_cards
from kiosk.ui.officer_cohort_day import DayRoom
from kiosk.ui.officer_cohort_pick import paste_nips as ask_nips
from kiosk.ui.officer_cohort_pick import pick_one
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.cohort_form import CohortForm, FormView
from kiosk.ui.screens.cohort_list import CohortLine, CohortsPart
from kiosk.ui.screens.cohort_members import MembersPart
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

SOME = 8
"""Members whose names the form shows."""


class CohortsRoom(QObject):
    """Classes as one of the staff works with them. `show` shows the officer's screen anew."""

    def __init__(
        self,
        window: Window,
        clerk: Clerk,
        catalog: Catalog,
        courier: Courier,
        show: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._catalog, self._show = window, clerk, catalog, show
        self.cohorts = Cohorts(clerk.acts, clerk.house.store)
        self.day = DayRoom(window, clerk, catalog, courier, self._show)
        self.day.setParent(self)
        self._at, self._closed = "list", False
        self._draft: Cohort | None = None
        self._before: Cohort | None = None
        self._fresh = False

    # As the officer's room asks

    @property
    def at_start(self) -> bool:
        """Whether the list is shown."""
        return self._at == "list"

    @property
    def unsaved(self) -> bool:
        """Whether a class is filled in that differs from what is kept."""
        return self._draft is not None and self._draft != self._before

    def reset(self) -> None:
        """Back to the list; nothing that was filled in is kept."""
        self._at, self._draft, self._before = "list", None, None
        self.day.leave()

    def back(self) -> None:
        """One step back."""
        shown = getattr(self._window.screen_shown, "part", None)
        if self._at == "members":
            self._at = "form"
            self._show()
        elif isinstance(shown, CohortForm):
            self._leave_form(shown.draft())
        else:
            self.reset()
            self._show()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Go on at once, or once somebody said that what is not saved may go."""
        shown = getattr(self._window.screen_shown, "part", None)
        if isinstance(shown, CohortForm):
            self._draft = shown.draft()
        if not self.unsaved:
            then()
            return
        words = _("Isian kelas ini hilang bila Anda tidak menyimpannya.")
        asked = self._window.ask(
            _("Kelas belum disimpan"), words, _("Buang perubahan"), _("Kembali")
        )
        asked.closed.connect(lambda name: then() if name == "overlay-yes" else None)

    def part(self) -> QWidget:
        """What is shown now."""
        if self._at == "day" and self.day.cohort:
            made = self.day.part()
            signals_of(made, back_wanted=self.back)
            return made
        if self._at == "members" and self._draft is not None:
            return self._members(self._draft)
        if self._at == "form" and self._draft is not None:
            return self._form(self._draft)
        return self._list()

    # The list

    def _list(self) -> CohortsPart:
        lines = tuple(self._line(each) for each in self.cohorts.all())
        may = self._clerk.acts.may(Act.EDIT_COHORT)
        offered = bool(self.cohorts.offered())
        part = CohortsPart(
            lines,
            self._window.theme,
            closed=self._closed,
            may=may,
            offered=offered,
            may_cards=self._clerk.acts.may(Act.PRINT_CARDS),
        )
        signals_of(
            part,
            new_wanted=self._new,
            offered_wanted=self._pick_offered,
            edit_wanted=self.edit,
            close_wanted=self._ask_close,
            cards_wanted=self._cards,
            day_wanted=self.open_day,
        )
        return part

    def _line(self, cohort: Cohort) -> CohortLine:
        titles = self._titles()
        courses = [titles.get(a.course, a.course) for a in cohort.assignments]
        deadlines = [a.deadline for a in cohort.assignments if a.deadline]
        days = [day_short(day) for day in cohort.days]
        if len(days) > 2:
            days = [days[0], "…", days[-1]]
        return CohortLine(
            id=cohort.id,
            name=cohort.name,
            members=len(cohort.members),
            courses=", ".join(courses) or "–",
            days=", ".join(days).replace(", …, ", " … ") or "–",
            deadline=day_short(min(deadlines)) if deadlines else "",
            closed=cohort.closed,
        )

    def _cards(self, cohort: str) -> None:
        store = self._clerk.house.store
        found = attempt(
            self._window,
            _("Kartu belum dibuat"),
            lambda: of_class(store, self.cohorts.get(cohort)),
        )
        if found is not None:
            print_cards(self._window, self._clerk, found)

    def _titles(self) -> dict[str, str]:
        return {c.id: facts.title(c) for c in self._catalog.courses()}

    def _ask_close(self, cohort: str) -> None:
        words = _(
            "Aturan kelas ini tidak berlaku lagi bagi pesertanya. Nilai, kehadiran, dan berkasnya"
            " tetap ada, dan kelas dapat dibuka lagi."
        )
        form = _("Tutup {name}?")
        title = form.format(name=self.cohorts.get(cohort).name)
        asked = self._window.ask(title, words, _("Tutup kelas"), _("Batal"))
        asked.closed.connect(lambda name: self._close(cohort) if name == "overlay-yes" else None)

    def _close(self, cohort: str) -> None:
        def close() -> bool:
            self.cohorts.close(cohort)
            return True

        if attempt(self._window, _("Kelas belum ditutup"), close):
            self._show()

    def open_day(self, cohort: str) -> None:
        """The class's day."""
        if cohort:
            self.day.open(cohort)
            self._at = "day"
            self._show()

    # The form

    def _new(self) -> None:
        self._fill(Cohort(str(self._clerk.house.rooms.new_id()), ""))
        self._before = self._draft

    def _pick_offered(self) -> None:
        """Run a class here that the agency's word names."""
        offered = {c.id: c for c in self.cohorts.offered()}
        names = {c.id: c.name for c in offered.values()}
        pick_one(self._window, _("Kelas dari BKPSDM"), names, lambda c: self._fill(offered[c]))

    def _fill(self, cohort: Cohort) -> None:
        self._fresh, self._at = True, "form"
        who = self._clerk.who.id
        trainers = (who,) if who in self._staff() else ()
        self._draft = structs.replace(cohort, trainers=trainers)
        self._before = None
        self._show()

    def edit(self, cohort: str) -> None:
        """The form of a class; a closed one is open again once it is saved."""
        found = attempt(self._window, _("Belum terbuka"), partial(self.cohorts.get, cohort))
        if found is not None:
            self._fresh, self._at = False, "form"
            self._draft = self._before = found
            self._show()

    def _staff(self) -> dict[str, str]:
        agency = _("Pengelola")
        staff = everyone(self._clerk.house.store)
        return {each.id: each.name or agency for each in staff if each.active}

    def _form(self, draft: Cohort) -> CohortForm:
        by_id = self._clerk.house.store.roster.by_id
        some = [x.name for x in map(by_id, draft.members[:SOME]) if x]
        view = FormView(draft, self._fresh, self._titles(), self._staff(), some=tuple(some))
        part = CohortForm(view, self._window.theme)
        signals_of(
            part,
            saved=self._save,
            members_wanted=self._to_members,
            course_wanted=self._pick_course,
            back_wanted=self._leave_form,
        )
        return part

    def _leave_form(self, draft: Cohort) -> None:
        self._draft = draft

        def leave() -> None:
            self.reset()
            self._show()

        self.when_saved(leave)

    def _save(self, draft: Cohort) -> None:
        self._draft = draft = structs.replace(draft, closed=False)
        if faults := self.cohorts.faults(draft):
            shown = getattr(self._window.screen_shown, "part", None)
            if isinstance(shown, CohortForm):
                shown.show_faults(faults)
            return

        def save() -> bool:
            self.cohorts.save(draft)
            return True

        if attempt(self._window, _("Kelas belum tersimpan"), save):
            self.reset()
            self._show()

    def _pick_course(self, draft: Cohort) -> None:
        self._draft = draft
        given = {a.course for a in draft.assignments}
        left = {c: title for c, title in self._titles().items() if c not in given}
        pick_one(self._window, _("Pilih kursus"), left, self._give)

    def _give(self, course: str) -> None:
        if self._draft is not None:
            more = (*self._draft.assignments, Assignment(course))
            self._draft = structs.replace(self._draft, assignments=more)
            self._show()

    # The members

    def _to_members(self, draft: Cohort) -> None:
        self._draft, self._at = draft, "members"
        self._show()

    def _members(self, draft: Cohort) -> MembersPart:
        store = self._clerk.house.store
        people = store.roster.everyone()
        part = MembersPart(people, draft.members, last_import(store, people), self._window.theme)
        signals_of(
            part,
            done=self._chosen,
            unit_wanted=partial(self._pick_unit, part),
            paste_wanted=partial(self._paste, part),
        )
        return part

    def _chosen(self, members: Iterable[str]) -> None:
        if self._draft is not None:
            self._draft = structs.replace(self._draft, members=tuple(members))
            self._at = "form"
            self._show()

    def _pick_unit(self, part: MembersPart) -> None:
        units = {"": _("Semua unit kerja")} | {unit: unit for unit in part.units}
        pick_one(self._window, _("Pilih unit kerja"), units, part.choose_unit)

    def _paste(self, part: MembersPart) -> None:
        ask_nips(self._window, self._clerk.house.store.roster.everyone(), part.take)
