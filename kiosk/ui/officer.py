"""The officer's room: who came in, the parts they may use, and the ways between them.

Each part is a room of its own, made for the one who came in: it has `part()` and `reset()`, and may
have `at_start` with `back()` (Esc is one step back in it) and `when_saved(then)`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.office.happened import unseen
from kiosk.people.role import Act, Staff
from kiosk.ui import officer_door
from kiosk.ui.copies_words import failed_words
from kiosk.ui.courier import Courier
from kiosk.ui.doctor_numbers import numbers_note
from kiosk.ui.keeper import Keeper
from kiosk.ui.officer_certificates import CertificatesRoom
from kiosk.ui.officer_cohorts import CohortsRoom
from kiosk.ui.officer_copies import CopiesRoom
from kiosk.ui.officer_doctor import DoctorRoom
from kiosk.ui.officer_essays import EssaysRoom
from kiosk.ui.officer_followup import FollowUpRoom
from kiosk.ui.officer_items import ItemsRoom
from kiosk.ui.officer_kiosk import KioskRoom
from kiosk.ui.officer_log import LogRoom
from kiosk.ui.officer_paper_test import PaperTestRoom
from kiosk.ui.officer_papers import PapersRoom
from kiosk.ui.officer_people import PeopleRoom
from kiosk.ui.officer_privacy import PrivacyRoom
from kiosk.ui.officer_reports import ReportsRoom
from kiosk.ui.officer_settings import SettingsRoom
from kiosk.ui.officer_setup import choose_settings
from kiosk.ui.officer_staff import StaffRoom
from kiosk.ui.officer_summary import SummaryRoom
from kiosk.ui.officer_sync import SyncRoom
from kiosk.ui.screens.officer import OfficerScreen, Worker
from kiosk.ui.screens.officer_kiosk import CoursesPart
from kiosk.ui.settings_card import display_card
from kiosk.ui.staff_words import named, role_words
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

FIRST: Final = "summary"
"""The part shown on entering, and from which Esc is the way out."""
NEEDS: Final[Mapping[str, Act]] = {
    "summary": Act.READ_REPORTS,
    "people": Act.IMPORT_PEOPLE,
    "cohorts": Act.EDIT_COHORT,
    "essays": Act.MARK_ESSAY,
    "paper-test": Act.PAPER_TEST,
    "reports": Act.READ_REPORTS,
    "items": Act.READ_REPORTS,
    "followup": Act.TYPE_FOLLOW_UP,
    "settings": Act.CHANGE_SETTINGS,
    "certificates": Act.PRINT_CERTIFICATES,
    "sync": Act.SYNC,
    "copies": Act.BACK_UP,
    "staff": Act.CHANGE_STAFF,
    "log": Act.READ_LOG,
    "privacy": Act.RECORD_REQUEST,
}
"""What somebody must at least be allowed to do to see a part; the others everybody sees."""


class Room(Protocol):
    """A part of the office."""

    def part(self) -> QWidget: ...  # noqa: D102 - as the module says
    def reset(self) -> None: ...  # noqa: D102 - as the module says
    def deleteLater(self) -> None: ...  # noqa: D102 - Qt's name


class OfficerRoom(QObject):
    """What one of the staff does at this kiosk; `leave` shows the lobby again."""

    def __init__(
        self,
        window: Window,
        keeper: Keeper,
        courier: Courier,
        catalog: Catalog,
        leave: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._window, self._keeper, self._courier = window, keeper, courier
        self._house, self._catalog, self._leave = keeper.house, catalog, leave
        self._at = FIRST
        self._rooms: dict[str, Room] = {}

    def ask_passphrase(self) -> None:
        """Ask who it is until the passphrase is right, or given up."""
        officer_door.ask(self._window, self._house, self._enter, self.deleteLater)

    def load_settings_file(self) -> None:
        """First start: set the kiosk up from a kiosk.toml on a stick."""

        def done() -> None:
            self.deleteLater()
            self._leave()

        choose_settings(self._window, self._house, done)

    def _enter(self, who: Staff) -> None:
        self._clerk = self._house.clerk(who)
        self._rooms = self._made(self._clerk)
        self._window.idle.gone.connect(self._go)
        self._window.back_pressed.connect(self._esc)
        self._window.cleared.connect(self.drop)
        self._show()

    def _made(self, clerk: Clerk) -> dict[str, Room]:
        """The rooms, by the names of their parts."""
        window, keeper, show = self._window, self._keeper, self._show
        self.sync = SyncRoom(window, self._courier, clerk)
        self.certificates = CertificatesRoom(
            window, keeper, clerk, self._catalog, self.sync.decided_fields, show
        )
        return {
            **self._made_for_classes(clerk),
            "people": PeopleRoom(window, clerk, show),
            "settings": SettingsRoom(window, clerk, show),
            "courses": CoursesRoom(window, clerk, self._catalog),
            "certificates": self.certificates,
            "sync": self.sync,
            "copies": CopiesRoom(window, keeper, clerk),
            "staff": StaffRoom(window, clerk, show),
            "log": LogRoom(window, clerk, show),
            "privacy": PrivacyRoom(window, clerk, self._catalog, show),
            "doctor": DoctorRoom(window, keeper, clerk),
            "kiosk": KioskRoom(window, clerk, show, self._demo_ended),
        }

    def _made_for_classes(self, clerk: Clerk) -> dict[str, Room]:
        window, catalog, show = self._window, self._catalog, self._show
        summary = SummaryRoom(window, clerk, catalog, show)
        summary.part_wanted.connect(self.go)
        cohorts = CohortsRoom(window, clerk, catalog, self._courier, show)
        papers = PapersRoom(window, clerk, catalog.courses)
        cohorts.day.papers = papers.card
        return {
            "summary": summary,
            "cohorts": cohorts,
            "essays": EssaysRoom(window, clerk, show, catalog),
            "paper-test": PaperTestRoom(window, clerk, show, catalog),
            "reports": ReportsRoom(window, clerk, catalog, show),
            "items": ItemsRoom(window, clerk, catalog, show),
            "followup": FollowUpRoom(window, clerk, catalog, show),
        }

    def _demo_ended(self) -> None:
        self.sync.end_demo()
        self._go()

    def _esc(self) -> None:
        """Esc is one step back; at the start of the first part it is the way out."""
        room = self._rooms[self._at]
        if getattr(room, "at_start", True):
            self.done()
        else:
            back: Callable[[], None] = getattr(room, "back")  # noqa: B009 - not every room has one
            back()

    def done(self) -> None:
        """Leave the room; what nobody saved is asked about first."""
        self._when_saved(self._go)

    def _when_saved(self, then: Callable[[], None]) -> None:
        """Go on at once, or once they have said that unsaved work may go."""
        ask: Callable[[Callable[[], None]], None] | None
        ask = getattr(self._rooms[self._at], "when_saved", None)
        if ask is None:
            then()
        else:
            ask(then)

    def _go(self) -> None:
        self.drop()
        self._leave()

    def drop(self) -> None:
        """Let go of the window."""
        self._window.idle.stop()
        self._window.idle.gone.disconnect(self._go)
        self._window.back_pressed.disconnect(self._esc)
        self._window.cleared.disconnect(self.drop)
        if self._window.overlay is not None:
            self._window.overlay.close_with("left")
        self.certificates.template.keep()
        for room in self._rooms.values():
            room.deleteLater()
        self.deleteLater()

    def _show(self) -> None:
        settings = self._house.office.settings()
        self._window.idle.start((settings.idle_minutes if settings else 10) * 60)
        self._window.show_screen(self._screen)

    def _screen(self) -> QWidget:
        settings, theme = self._house.office.settings(), self._window.theme
        city, short = (settings.city, settings.short) if settings else ("", "")
        who = self._clerk.who
        worker = Worker(named(who), role_words(who.role) if who.name else short)
        screen = OfficerScreen(
            self._at,
            city,
            worker,
            self._rooms[self._at].part(),
            theme,
            note=self._note(),
            parts=tuple(name for name in self._rooms if self._sees(name)),
            inside=not getattr(self._rooms[self._at], "at_start", True),
        )
        signals_of(screen, part_wanted=self.go, display_wanted=self._display, done=self.done)
        return screen

    def _sees(self, part: str) -> bool:
        needed = NEEDS.get(part)
        return needed is None or self._clerk.acts.may(needed)

    def _note(self) -> str:
        """What they should know in whatever part they are."""
        if self._at != "kiosk" and unseen(self._house.store):
            return _("Ada kabar tentang catatan di komputer ini. Bacalah di bagian Kios.")
        if self._at != "copies":
            failed = self._keeper.failed.items()
            told = next((failed_words(place, each) for place, each in failed), "")
            if told:
                return told
        rooms = self._house.rooms
        year = rooms.day_of(rooms.now())[:4]
        if numbers := numbers_note(self._house.store, self._house.office.settings(), year):
            return numbers
        if self._at == "settings" and (decided := self.sync.decided()):
            return decided
        return "" if self._at == "sync" else self.sync.note()

    def go(self, part: str) -> None:
        """Another part of the room; the same one again starts it anew."""

        def then() -> None:
            for room in self._rooms.values():
                room.reset()
            self._at = part
            self._show()

        self._when_saved(then)

    def _display(self) -> None:
        window = self._window
        window.put_overlay(display_card(window, window.theme, window.display, window.set_display))


class CoursesRoom(QObject):
    """The part "Daftar kursus": what is on this computer, and what is wrong with it."""

    def __init__(self, window: Window, clerk: Clerk, catalog: Catalog) -> None:
        super().__init__(window)
        self._window, self._clerk, self._catalog = window, clerk, catalog

    def reset(self) -> None:
        """Nothing is kept from one time to the next."""

    def part(self) -> QWidget:
        """The courses as they are now."""
        faults = self._clerk.office.course_faults(self._catalog)
        return CoursesPart(self._catalog.courses(), faults, self._window.theme)
