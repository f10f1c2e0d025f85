"""Marking of essays in the office: what waits, one after the other, and what was marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.learning.trouble import NotAllowed
from kiosk.office.essays import Essays, HandedIn
from kiosk.store.cohorts import all_cohorts
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.officer_pick import pick
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.essay_marking import EssayList, EssayListPart, EssayPart
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

AT_ONCE = 8
"""Learners looked at in one step: 25 ms."""
EVERYONE = "*"


class EssaysRoom(QObject):
    """The essays of a class, or of everyone. `show` shows the officer's screen anew."""

    def __init__(
        self,
        window: Window,
        clerk: Clerk,
        show: Callable[[], None],
        catalog: Catalog | None = None,
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._show = window, clerk, show
        self._catalog = catalog or clerk.house.catalog()
        self._group = self._first_group()
        self._names = self._marked = False
        self._known: list[HandedIn] | None = None
        self._todo: list[str] = []
        self._total, self._at, self._said = 0, "", ""

    @property
    def at_start(self) -> bool:
        """Whether the list is shown."""
        return not self._at

    def reset(self) -> None:
        """Back to the list, which is read anew."""
        self._at, self._said, self._known = "", "", None

    def back(self) -> None:
        """From an essay to the list."""
        self._at = ""
        self._show()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Go on at once: points that were not saved are given again in a moment."""
        then()

    def of_class(self, cohort: str) -> None:
        """Show the essays of one class."""
        self.reset()
        self._group = cohort

    def part(self) -> QWidget:
        """What is shown now."""
        essay = next((e for e in self._shown() if e.key == self._at), None)
        if essay is not None:
            part = EssayPart(essay, self._window.theme, names=self._names, left=len(self._shown()))
            signals_of(part, saved=self._save, skipped=self._skip, back_wanted=self.back)
            return part
        self._at = ""
        made = EssayListPart(self._view(), self._window.theme)
        signals_of(
            made,
            opened=self._open,
            group_wanted=self._ask_group,
            marked_wanted=self._show_marked,
            names_wanted=self._show_names,
        )
        if self._known is None:
            self._look()
        return made

    # What is shown

    def _first_group(self) -> str:
        """The newest open class; without one everyone."""
        found = [c.id for c in all_cohorts(self._clerk.house.store) if not c.closed]
        return found[-1] if found else EVERYONE

    def _groups(self) -> dict[str, str]:
        found = {c.id: c.name for c in all_cohorts(self._clerk.house.store) if not c.closed}
        return {**found, EVERYONE: _("Semua peserta")}

    def _shown(self) -> list[HandedIn]:
        found = [e for e in self._known or [] if (e.marks is not None) == self._marked]
        return sorted(found, key=lambda e: (e.since, e.key))

    def _view(self) -> EssayList:
        group = "" if self._group == EVERYONE else self._groups().get(self._group, "")
        looked = self._total - len(self._todo)
        names = self._names or self._marked
        shown = tuple(self._shown())
        return EssayList(shown, names, self._marked, group, looked, self._total, self._said)

    def _look(self) -> None:
        store = self._clerk.house.store
        cohort = next((c for c in all_cohorts(store) if c.id == self._group), None)
        self._todo = list(cohort.members if cohort else store.roster.ids())
        self._total, self._known = len(self._todo), []
        QTimer.singleShot(0, self, self._step)

    def _step(self) -> None:
        """Look through a few learners, and show what was found so far."""
        if self._known is None:
            return
        now, self._todo = self._todo[:AT_ONCE], self._todo[AT_ONCE:]
        essays = self._essays()
        try:
            for learner in now:
                self._known += essays.of(learner)
        except TROUBLES as error:
            self._todo = []
            self._window.tell(_("Esai belum terbaca"), said(error))
            return
        part = getattr(self._window.screen_shown, "part", None)
        inner = getattr(part, "inner", part)
        if isinstance(inner, EssayListPart):
            inner.show_view(self._view())
        if self._todo:
            QTimer.singleShot(0, self, self._step)

    def _essays(self) -> Essays:
        return Essays(self._clerk.acts, self._clerk.house.store, self._catalog)

    # What is wished

    def _open(self, key: str) -> None:
        self._at, self._said = key, ""
        self._show()

    def _ask_group(self) -> None:
        def chosen(group: str) -> None:
            self.of_class(group)
            self._show()

        pick(self._window, _("Esai kelas mana?"), self._groups(), chosen)

    def _show_marked(self, marked: bool) -> None:  # noqa: FBT001 - a signal's value
        self._marked, self._said = marked, ""
        self._show()

    def _show_names(self, names: bool) -> None:  # noqa: FBT001 - a signal's value
        self._names = names
        self._show()

    def _skip(self) -> None:
        self._at = self._next()
        self._show()

    def _next(self) -> str:
        """The one after this, from the end again the first; "" if there is no other."""
        keys = [e.key for e in self._shown()]
        if self._at not in keys or len(keys) == 1:
            return ""
        return keys[(keys.index(self._at) + 1) % len(keys)]

    def _save(self, points: Mapping[str, float], comment: str) -> None:
        """Keep the marks and go on to the next; what was wrong is said on the essay."""
        essay = next(e for e in self._shown() if e.key == self._at)
        try:
            self._essays().mark(essay, points, comment)
        except NotAllowed as no:
            part = getattr(self._window.screen_shown, "part", None)
            inner = getattr(part, "inner", part)
            if isinstance(inner, EssayPart):
                inner.tell(said(no))
            return
        except TROUBLES as error:
            self._window.tell(_("Penilaian belum tersimpan"), said(error))
            return
        following = self._next()
        kept = attempt(
            self._window, _("Esai belum terbaca"), lambda: self._essays().of(essay.learner.id)
        )
        others = [e for e in self._known or [] if e.learner.id != essay.learner.id]
        self._known = [*others, *(kept or ())]
        self._at, self._said = following, _("Penilaian tersimpan.")
        self._show()
