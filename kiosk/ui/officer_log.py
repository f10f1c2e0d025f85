"""The log of the office at this kiosk: read, taken back, handed out as a table or on paper."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.house import Clerk
from kiosk.office import log_book
from kiosk.office.acts import Entry
from kiosk.office.log_book import Reader, Wanted
from kiosk.office.log_words import reason
from kiosk.office.paper import moment_words
from kiosk.people.role import Act
from kiosk.store.check import Checked, check_file
from kiosk.ui import sticks
from kiosk.ui import words as speech
from kiosk.ui.files import choose_folder
from kiosk.ui.happened_words import moment
from kiosk.ui.log_words import act_words, field_words
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.officer_bulk import worker_of
from kiosk.ui.officer_pick import pick
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.log import LogPart, LogRow, LogView
from kiosk.ui.screens.sheet import local
from kiosk.ui.widgets.layout import AFTER_PAINT
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _, date_long

FIRST = 200
"""Lines shown at once, before all of them are read."""
DAYS = 60
"""Days offered to choose from, the newest first."""


class LogRoom(QObject):
    """What was done here, newest first."""

    def __init__(self, window: Window, clerk: Clerk, show: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._clerk, self._show = window, clerk, show
        self._background = worker_of(window)
        self._wanted, self._said, self._whole = Wanted(), "", False
        self._part: LogPart | None = None
        self._all: tuple[Entry, ...] = ()
        self._found: tuple[Entry, ...] = ()

    def reset(self) -> None:
        """As on entering."""
        self._wanted, self._said, self._whole = Wanted(), "", False

    def part(self) -> QWidget:
        """The lines that are wanted, as they are now."""
        acts, day_of = self._clerk.acts, self._clerk.house.rooms.day_of
        self._all = acts.log() if self._whole else acts.log(FIRST)
        if not self._whole:  # ten thousand take a third of a second
            self._whole = len(self._all) < FIRST
            if not self._whole:
                QTimer.singleShot(AFTER_PAINT, self, self._read_all)
        self._found = log_book.chosen(self._all, self._wanted, day_of)
        reader = Reader(self._clerk.house.store, speech._, self._all)
        wanted, may = self._wanted, acts.may(Act.UNDO)
        writable = not self._clerk.house.folder.view_only
        view = LogView(
            len(self._found),
            len(self._all),
            lambda place: self._row(self._found[place], reader, undo=may and writable),
            who=self._people().get(wanted.who, ""),
            act=act_words(wanted.act) if wanted.act else "",
            day=_day(wanted.day) if wanted.day else "",
            said=self._said,
            may_undo=may,
            may_export=acts.may(Act.EXPORT_LOG),
        )
        part = self._part = LogPart(view, self._window.theme)
        signals_of(
            part, pick_wanted=self._pick, undo_wanted=self._ask_undo, export_wanted=self._export
        )
        return part

    def _row(self, entry: Entry, reader: Reader, *, undo: bool) -> LogRow:
        return LogRow(
            moment(entry.at),
            reader.sentence(entry),
            reader.on(entry),
            reason(entry.acted, field_words),
            undoable=undo and entry.undoable and self._clerk.acts.may_undo(entry.acted.act),
            undone=entry.undone,
        )

    def _read_all(self) -> None:
        """All of it, if it is still looked at."""
        if self._part is not None and isValid(self._part):
            self._whole = True
            self._show()

    # What is chosen

    def _people(self) -> dict[str, str]:
        reader = Reader(self._clerk.house.store, speech._)
        return {e.acted.by: reader.who(e) for e in reversed(self._all)}

    def _pick(self, name: str) -> None:
        every = {"": _("Semua")}
        if name == "who":
            title, choices = _("Siapa?"), every | self._people()
        elif name == "act":
            done = sorted({e.acted.act for e in self._all}, key=act_words)
            title, choices = _("Tindakan apa?"), every | {act: act_words(act) for act in done}
        else:
            day_of = self._clerk.house.rooms.day_of
            days = list(dict.fromkeys(day_of(e.at) for e in self._all))[:DAYS]
            title, choices = _("Hari apa?"), every | {day: _day(day) for day in days}
        pick(self._window, title, choices, lambda key: self._want(name, key))

    def _want(self, name: str, key: str) -> None:
        self._wanted, self._said = structs.replace(self._wanted, **{name: key}), ""
        self._show()

    # Taking back

    def _ask_undo(self, place: int) -> None:
        if not 0 <= place < len(self._found):
            return
        entry = self._found[place]
        reader = Reader(self._clerk.house.store, speech._)
        form = _(
            "{sentence}, {moment}. Semuanya kembali seperti sebelum tindakan itu. Riwayat tetap"
            " menyebut keduanya."
        )
        words = form.format(sentence=reader.sentence(entry), moment=moment(entry.at))
        asked = self._window.ask(_("Batalkan tindakan ini?"), words, _("Batalkan"), _("Kembali"))
        asked.closed.connect(lambda name: self._undo(entry) if name == "overlay-yes" else None)

    def _undo(self, entry: Entry) -> None:
        def undone() -> bool:
            self._clerk.acts.undo(entry.id)
            return True

        if attempt(self._window, _("Belum dibatalkan"), undone):
            self._said = _("Tindakan itu sudah dibatalkan.")
            self._show()

    # Handing out

    def _export(self) -> None:
        forms = {
            "pdf": _("PDF, dengan bukti keutuhan"),
            "xlsx": _("XLSX untuk Excel"),
            "csv": _("CSV"),
        }
        pick(self._window, _("Ekspor sebagai apa?"), forms, self._choose_place)

    def _choose_place(self, form: str) -> None:
        choose_folder(self._window, self._window.theme, lambda folder: self._save(form, folder))

    def _save(self, form: str, folder: Path, *, sound: bool | None = None) -> None:
        day = self._clerk.today.isoformat()
        name = f"Riwayat tindakan {day}.{form}"
        if form == "pdf" and sound is None:
            self._look_through(form, folder)
            return
        body = attempt(self._window, _("Belum tersimpan"), lambda: self._made(form, sound=sound))
        if body is None:
            return
        self._background.run(lambda: sticks.save(body, folder, name), self._saved, self._not_saved)

    def _look_through(self, form: str, folder: Path) -> None:
        """The whole file, beside the window: the paper says whether it is as written."""
        file = self._clerk.house.store.file

        def then(checked: Checked) -> None:
            if isValid(self):
                self._save(form, folder, sound=not checked.damages)

        self._background.run(lambda: check_file(file, file.parent), then, self._not_saved)

    def _made(self, form: str, *, sound: bool | None) -> bytes:
        clerk = self._clerk
        fonts = clerk.house.rooms.home / "resources" / "fonts"
        source = log_book.Source(clerk.acts, clerk.house.store, clerk.office.settings(), fonts)
        return log_book.export(
            source, form, self._found, self._all, clerk.today, _moment, sound=sound
        )

    def _saved(self, path: Path) -> None:
        if isValid(self):
            form = _("{n} tindakan tersimpan di {file}. Berkas ini memuat data pribadi.")
            self._said = form.format(n=len(self._found), file=path.name)
            self._show()

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, TROUBLES):
            raise error
        if isValid(self):
            self._window.tell(_("Belum tersimpan"), said(error))


def _day(iso: str) -> str:
    import datetime as dt

    return date_long(dt.date.fromisoformat(iso))


def _moment(at: int) -> str:
    """As papers write it, in Indonesian."""
    return moment_words(local(at).replace(tzinfo=None))
