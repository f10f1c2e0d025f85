"""People at this kiosk: an import from file to codes, and codes for those already known."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.house import Clerk
from kiosk.people.learner import Learner
from kiosk.people.nip import grouped
from kiosk.ui import sticks
from kiosk.ui.files import choose_folder
from kiosk.ui.officer_import import ImportRoom
from kiosk.ui.officer_people_acts import PeopleActs
from kiosk.ui.officer_steps import Steps, attempt
from kiosk.ui.screens.officer_codes import CodesPart, code_words
from kiosk.ui.screens.officer_people import PeoplePart
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

FORMULA = ("=", "+", "-", "@")


class PeopleRoom(QObject):
    """The part "Peserta": the list, a file's rows, or codes. `show` shows the part anew."""

    def __init__(self, window: Window, clerk: Clerk, show: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._house, self._office = window, clerk.house, clerk.office
        self._show = show
        self.importing = ImportRoom(window, clerk, self._back, show, self._give)
        self._acts = PeopleActs(window, clerk, show)
        self._codes: dict[str, str] = {}
        self._saved = ""

    @property
    def unsaved(self) -> bool:
        """Whether codes are shown that nobody has saved."""
        return bool(self._codes) and not self._saved

    @property
    def at_start(self) -> bool:
        """Whether the list of people is shown, neither a file's rows nor codes."""
        return not (self.importing.open or self._codes)

    def reset(self) -> None:
        """Back to the list."""
        self.importing.reset()
        self._codes, self._saved = {}, ""

    def part(self) -> QWidget:
        """What is shown now."""
        if self.importing.open:  # asks for nobody: the seals of 10,000 people take a second
            return self.importing.part()
        theme = self._window.theme
        if self._codes:
            found = tuple((x, self._codes[x.id]) for x in self._people_of(self._codes))
            part: QWidget = CodesPart(found, self._saved, theme)
            signals_of(part, save_wanted=self._choose_folder, finished=self.close_codes)
        else:
            people = self._house.store.roster.listed()  # 10,000 seals would take three seconds
            part = PeoplePart(people, self._closed(people), theme)
            signals_of(
                part,
                import_wanted=self.importing.begin,
                code_wanted=self._ask_code,
                codes_wanted=self._ask_codes,
                more_wanted=self._acts.ask,
                cards_wanted=self._acts.cards,
                several_wanted=self._acts.ask_several,
            )
        return part

    def _closed(self, people: tuple[Learner, ...]) -> frozenset[str]:
        """Those who cannot sign in yet, for they have no PIN."""
        without = self._house.store.roster.without_pin()
        return frozenset(x.id for x in people if x.nip and x.id in without)

    def _people_of(self, ids: Iterable[str]) -> list[Learner]:
        """Those people as they were sealed, by name."""
        found = (self._house.store.roster.by_id(each) for each in ids)
        return sorted((x for x in found if x is not None), key=lambda x: (x.name, x.id))

    def _back(self) -> None:
        self.reset()
        self._show()

    def read_file(self, file: Path) -> None:
        """Show what a file would do; nothing is taken in yet."""
        self.importing.read_file(file)

    def _ask_code(self, learner_id: str) -> None:
        chosen = self._people_of([learner_id])
        if not chosen:
            self._show()
            return
        words = _("Kode lama {name} tidak berlaku lagi. PIN lama berlaku sampai kode baru dipakai.")
        self._ask(words.format(name=chosen[0].name), chosen)

    def _ask_codes(self) -> None:
        people = self._house.store.roster.listed()
        closed = self._closed(people)
        chosen = [x for x in people if x.id in closed and x.active]
        words = _("{n} peserta belum aktif. Kode yang sudah mereka terima tidak berlaku lagi.")
        self._ask(words.format(n=len(chosen)), chosen)

    def _ask(self, words: str, chosen: list[Learner]) -> None:
        asked = self._window.ask(_("Buat kode baru?"), words, _("Buat kode"), _("Batal"))
        asked.closed.connect(lambda name: self._give(chosen) if name == "overlay-yes" else None)

    def _give(self, chosen: Sequence[Learner]) -> None:
        pieces = (partial(self._new_code, learner) for learner in chosen)
        Steps(self._window, pieces, len(chosen), self._show)

    def _new_code(self, learner: Learner) -> None:
        self._codes |= self._office.new_codes([learner])

    def close_codes(self) -> None:
        """Back to the list; asks first while the codes are not saved."""
        self.when_saved(self._back)

    def back(self) -> None:
        """Esc: one step back."""
        if self.importing.open:
            self.importing.back()
        else:
            self.close_codes()

    def when_saved(self, then: Callable[[], None]) -> None:
        """Go on at once, or once the officer has said that the codes may go."""
        if not self.unsaved:
            then()
            return
        words = _("Kode ini tidak dapat ditampilkan lagi. Peserta tanpa kode memerlukan kode baru.")
        asked = self._window.ask(
            _("Kode belum disimpan"), words, _("Tutup tanpa menyimpan"), _("Kembali")
        )
        asked.closed.connect(lambda name: then() if name == "overlay-yes" else None)

    def _choose_folder(self) -> None:
        choose_folder(self._window, self._window.theme, self.save_codes)

    def save_codes(self, folder: Path) -> None:
        """The codes shown, as a CSV file in that folder."""
        rooms = self._house.rooms
        name = _("Kode aktivasi {day}.csv").format(day=rooms.day_of(rooms.now()))
        found = self._people_of(self._codes)
        table = "".join(_lines(found, self._codes)).encode("utf-8-sig")
        saved = attempt(
            self._window, _("Belum tersimpan"), lambda: sticks.save(table, folder, name)
        )
        if saved is not None:
            self._saved = saved.name
            self._show()


def _lines(people: list[Learner], codes: dict[str, str]) -> Iterator[str]:
    """A CSV that a spreadsheet opens as written: NIP in groups, and no cell taken as a formula."""
    for cells in (
        (_("NIP"), _("Nama"), _("Unit kerja"), _("Kode")),
        *((grouped(x.nip), x.name, x.unit, code_words(codes[x.id])) for x in people),
    ):
        line = io.StringIO()
        csv.writer(line).writerow("'" + c if c.startswith(FORMULA) else c for c in cells)
        yield line.getvalue()
