"""The register in the officer's room: what is searched for, and what is done with one of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.house import Clerk
from kiosk.people.role import Act
from kiosk.register.export import register_csv, renewals_csv
from kiosk.register.listing import Entry, State, Wanted, chosen, entries
from kiosk.register.validity import renewals
from kiosk.ui import sticks
from kiosk.ui.files import choose_folder
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.officer_bulk import worker_of
from kiosk.ui.officer_entry import Handling
from kiosk.ui.officer_pick import pick
from kiosk.ui.officer_steps import attempt
from kiosk.ui.register_words import states
from kiosk.ui.screens.officer_entry import Detail
from kiosk.ui.screens.officer_register import RegisterPart, RegisterView
from kiosk.ui.screens.officer_renewals import RenewalsPart
from kiosk.ui.widgets.layout import AFTER_PAINT
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


class RegisterRoom(QObject):
    """The register, and the list of those whose certificates end."""

    def __init__(self, window: Window, clerk: Clerk) -> None:
        super().__init__(window)
        self._window, self._clerk, self._house = window, clerk, clerk.house
        self._background = worker_of(window)
        self._handling = Handling(window, self._background, clerk, self._changed)
        self._all: tuple[Entry, ...] | None = None
        self._warm = False
        self._found: tuple[Entry, ...] = ()
        self._wanted = Wanted()
        self._at, self._said = ("", ""), ""
        self._part: RegisterPart | RenewalsPart | None = None

    def reset(self) -> None:
        """As on entering; what came meanwhile is read then."""
        self._all, self._wanted, self._at, self._said = None, Wanted(), ("", ""), ""
        self._part = None

    def part(self) -> QWidget:
        """The register with the search and the row as they were."""
        part = RegisterPart(self._view(), self._window.theme)
        signals_of(
            part,
            searched=self._search,
            pick_wanted=self._pick,
            picked=self._picked,
            look_wanted=lambda: self._with_entry(self._handling.look),
            export_wanted=self._export,
        )
        signals_of(
            part.panel,
            look_wanted=lambda: self._with_entry(self._handling.look),
            out_wanted=lambda: self._with_entry(self._handling.let_out),
            revoke_wanted=lambda: self._with_entry(self._handling.ask_revoke),
            replace_wanted=lambda: self._with_entry(self._handling.ask_replace),
            number_wanted=self._go_to,
        )
        self._take(part)
        return part

    def renewals_part(self) -> QWidget:
        """Whose certificates ran out or will soon."""
        part = RenewalsPart(self._window.theme)
        signals_of(part, export_wanted=self._export_renewals)
        self._take(part)
        return part

    # Reading

    def _take(self, part: RegisterPart | RenewalsPart) -> None:
        """Fill a part: at once if the register was read before, else once the screen is up."""
        self._part = part
        if self._warm:
            self._read()
        else:  # ten thousand take half a second the first time
            QTimer.singleShot(AFTER_PAINT, self, self._read)

    def _read(self) -> None:
        if self._part is None or not isValid(self._part):
            return
        today = self._house.rooms.day_of(self._house.rooms.now())
        self._all = attempt(
            self._window, _("Register belum terbaca"), lambda: entries(self._house.store, today)
        )
        self._warm = self._all is not None
        self._show()

    def _show(self) -> None:
        part = self._part
        if part is None or not isValid(part):
            return
        if isinstance(part, RenewalsPart):
            part.show_renewals(None if self._all is None else renewals(self._all), self._said)
            return
        number, learner = self._at
        part.show_view(self._view())
        part.choose(number, learner)

    def _view(self) -> RegisterView:
        wanted, found = self._wanted, self._all
        self._found = () if found is None else chosen(found, wanted)
        return RegisterView(
            entries=self._found,
            total=None if found is None else len(found),
            words=wanted.words,
            year=str(wanted.year or ""),
            course=self._courses().get(wanted.course, wanted.course),
            state=states()[wanted.state] if wanted.state else "",
            said=self._said,
        )

    def _courses(self) -> dict[str, str]:
        """Courses by id, under the title last printed."""
        return {e.course: e.title for e in reversed(self._all or ())}

    # What is chosen

    def _search(self, words: str) -> None:
        self._want(structs.replace(self._wanted, words=words))

    def _want(self, wanted: Wanted) -> None:
        self._wanted, self._said = wanted, ""
        self._show()

    def _pick(self, name: str) -> None:
        every = {"": _("Semua")}
        if name == "year":
            years = sorted({e.issued[:4] for e in self._all or ()}, reverse=True)
            title, choices = _("Pilih tahun"), every | {y: y for y in years}
        elif name == "course":
            title, choices = _("Pilih kursus"), every | self._courses()
        else:
            title = _("Pilih keadaan")
            choices = every | {state.value: words for state, words in states().items()}
        pick(self._window, title, choices, lambda key: self._filter(name, key))

    def _filter(self, name: str, key: str) -> None:
        if name == "year":
            self._want(structs.replace(self._wanted, year=int(key or 0)))
        elif name == "course":
            self._want(structs.replace(self._wanted, course=key))
        else:
            self._want(structs.replace(self._wanted, state=State(key) if key else None))

    def _picked(self, place: int) -> None:
        part = self._part
        if not isinstance(part, RegisterPart) or not isValid(part):
            return
        if not 0 <= place < len(self._found):
            part.panel.show_detail(None)
            return
        entry = self._found[place]
        self._at = (entry.number, entry.learner)
        self._tell(entry)

    def _tell(self, entry: Entry) -> None:
        part, work = self._part, lambda: self._handling.prints(entry)
        prints = attempt(self._window, _("Register belum terbaca"), work)
        if isinstance(part, RegisterPart) and prints is not None:
            view_only = self._house.folder.view_only
            void = self._clerk.acts.may(Act.REVOKE_CERTIFICATE)
            part.panel.show_detail(Detail(entry, prints, view_only=view_only, may_void=void))

    def _with_entry(self, do: Callable[[Entry], None]) -> None:
        part = self._part
        place = part.table.place if isinstance(part, RegisterPart) else -1
        if 0 <= place < len(self._found):
            do(self._found[place])

    def _go_to(self, number: str) -> None:
        """Show another certificate, whatever was searched for."""
        entry = next((e for e in self._all or () if e.number == number), None)
        if entry is None:
            words = _("Sertifikat {number} belum sampai di kios ini.").format(number=number)
            self._window.tell(_("Tidak ada di register ini"), words)
            return
        self._wanted, self._at = Wanted(), (entry.number, entry.learner)
        self._show()

    def _changed(self, words: str, number: str) -> None:
        """Something was done: the register is read again, and that row shown."""
        if words:
            self._said = words
        if self._part is None or not isValid(self._part):
            return
        if (number, self._at[1]) != self._at:
            self._wanted = Wanted()
        self._at = (number, self._at[1])
        self._read()

    # Tables for Excel

    def _export(self) -> None:
        rows = self._found
        form = _("Register sertifikat {day}.csv")
        self._save(form, lambda: register_csv(rows), len(rows), "register")

    def _export_renewals(self) -> None:
        rows = renewals(self._all or ())
        form = _("Daftar pembaruan {day}.csv")
        self._save(form, lambda: renewals_csv(rows), len(rows), "renewals")

    def _save(self, form: str, table: Callable[[], bytes], count: int, what: str) -> None:
        name = form.format(day=self._house.rooms.day_of(self._house.rooms.now()))

        def made() -> bytes:
            self._clerk.duties.export(what, count)
            return table()

        def chosen_folder(folder: Path) -> None:
            body = attempt(self._window, _("Belum tersimpan"), made)
            if body is None:
                return
            self._background.run(
                lambda: sticks.save(body, folder, name),
                lambda path: self._saved(path, count),
                self._not_saved,
            )

        choose_folder(self._window, self._window.theme, chosen_folder)

    def _saved(self, path: Path, count: int) -> None:
        if isValid(self):
            form = _("{n} baris tersimpan di {file}. Berkas ini memuat data pribadi.")
            self._said = form.format(n=count, file=path.name)
            self._show()

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, TROUBLES):
            raise error
        if isValid(self):
            self._window.tell(_("Belum tersimpan"), said(error))
