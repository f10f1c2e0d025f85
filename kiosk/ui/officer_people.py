"""People at this kiosk: an import from file to codes, and codes for those already known."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kiosk.house import House
from kiosk.office.roster import Row, RowState, decode
from kiosk.people.learner import Learner
from kiosk.people.nip import grouped
from kiosk.ui import sticks
from kiosk.ui.files import choose_file, choose_folder
from kiosk.ui.officer_steps import Steps, attempt, read
from kiosk.ui.screens.officer_import import CodesPart, ImportPart, code_words
from kiosk.ui.screens.officer_people import PeoplePart
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

LARGEST = 20_000_000
FORMULA = ("=", "+", "-", "@")


class PeopleRoom(QObject):
    """The part "Peserta": the list, a file's rows, or codes. `show` shows the part anew."""

    def __init__(self, window: Window, house: House, show: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._house, self._office = window, house, house.office
        self._show = show
        self._rows: tuple[Row, ...] = ()
        self._file = ""
        self._codes: dict[str, str] = {}
        self._saved = ""

    @property
    def unsaved(self) -> bool:
        """Whether codes are shown that nobody has saved."""
        return bool(self._codes) and not self._saved

    @property
    def at_list(self) -> bool:
        """Whether the list of people is shown, neither a file's rows nor codes."""
        return not (self._rows or self._codes)

    def reset(self) -> None:
        """Back to the list."""
        self._rows, self._codes, self._saved = (), {}, ""

    def part(self) -> QWidget:
        """What is shown now."""
        people, theme = self._office.people(), self._window.theme
        if self._codes:
            found = tuple((x, self._codes[x.id]) for x in people if x.id in self._codes)
            part: QWidget = CodesPart(found, self._saved, theme)
            signals_of(part, save_wanted=self._choose_folder, finished=self.close_codes)
        elif self._rows:
            known = {x.id: x for x in people}
            part = ImportPart(self._file, self._rows, known, theme)
            signals_of(
                part, taken=self._take, other_wanted=self._choose_file, back_wanted=self._back
            )
        else:
            part = PeoplePart(people, self._closed(people), theme)
            signals_of(
                part,
                import_wanted=self._choose_file,
                code_wanted=self._ask_code,
                codes_wanted=self._ask_codes,
            )
        return part

    def _closed(self, people: tuple[Learner, ...]) -> frozenset[str]:
        """Those who cannot sign in yet, for they have no PIN."""
        secret = self._house.store.roster.secret
        return frozenset(x.id for x in people if x.nip and not secret(x.id)[0])

    def _back(self) -> None:
        self.reset()
        self._show()

    def _choose_file(self) -> None:
        choose_file(self._window, self._window.theme, (".csv",), self.read_file)

    def read_file(self, file: Path) -> None:
        """Show what a file would do; nothing is taken in yet."""

        def rows() -> tuple[Row, ...]:
            return self._office.read_roster(decode(read(file, LARGEST)))

        found = attempt(self._window, _("Berkas belum terbaca"), rows)
        if found is None:
            return
        if not found:
            words = _("Berkas ini hanya memuat baris judul. Tulis satu peserta di setiap baris.")
            self._window.tell(_("Belum ada peserta di berkas"), words)
            return
        self._rows, self._file = found, file.name
        self._show()

    def _take(self) -> None:
        """Changed rows at once; new ones one by one, for each code costs a moment."""
        changed = [x for x in self._rows if x.state is RowState.CHANGED]
        new = [x for x in self._rows if x.state is RowState.NEW]
        groups = ([changed] if changed else []) + [[row] for row in new]
        pieces = (partial(self._import, group) for group in groups)
        Steps(self._window, pieces, len(groups), self._taken)

    def _import(self, rows: list[Row]) -> None:
        self._codes |= self._office.import_roster(rows)

    def _taken(self) -> None:
        self._rows = ()
        self._show()
        if not self._codes:
            words = _("Daftar peserta sudah diperbarui. Tidak ada peserta baru.")
            self._window.tell(_("Impor selesai"), words)

    def _ask_code(self, learner_id: str) -> None:
        chosen = [x for x in self._office.people() if x.id == learner_id]
        words = _("Kode lama {name} tidak berlaku lagi. PIN lama berlaku sampai kode baru dipakai.")
        self._ask(words.format(name=chosen[0].name), chosen)

    def _ask_codes(self) -> None:
        people = self._office.people()
        closed = self._closed(people)
        chosen = [x for x in people if x.id in closed and x.active]
        words = _("{n} peserta belum aktif. Kode yang sudah mereka terima tidak berlaku lagi.")
        self._ask(words.format(n=len(chosen)), chosen)

    def _ask(self, words: str, chosen: list[Learner]) -> None:
        asked = self._window.ask(_("Buat kode baru?"), words, _("Buat kode"), _("Batal"))
        asked.closed.connect(lambda name: self._give(chosen) if name == "overlay-yes" else None)

    def _give(self, chosen: list[Learner]) -> None:
        pieces = (partial(self._new_code, learner) for learner in chosen)
        Steps(self._window, pieces, len(chosen), self._show)

    def _new_code(self, learner: Learner) -> None:
        self._codes |= self._office.new_codes([learner])

    def close_codes(self) -> None:
        """Back to the list; asks first while the codes are not saved."""
        self.when_saved(self._back)

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
        found = [x for x in self._office.people() if x.id in self._codes]
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
