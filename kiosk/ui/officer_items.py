"""The part "Butir soal" of the office: answers read on a worker, analysed, shown, and exported."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from pathlib import Path

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.learning.items import Sheet
from kiosk.office.items import Analysis, Row, Wanted, analysis, origin, table, within
from kiosk.office.items_read import Stopped, read_sheets
from kiosk.people.role import Act
from kiosk.store.cohorts import all_cohorts
from kiosk.ui import sticks
from kiosk.ui.background import Background
from kiosk.ui.files import choose_folder
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.officer_pick import pick
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.items import ItemsPart, ItemsView
from kiosk.ui.widgets.layout import AFTER_PAINT, column
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button, text
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _

RECENT = 90
"""Days of the shortest span that can be chosen."""


class ItemsRoom(QObject):
    """Which questions of a final test to repair. `show` shows the office's screen anew."""

    _told = Signal(int, int)

    def __init__(
        self, window: Window, clerk: Clerk, catalog: Catalog, show: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._catalog, self._show = window, clerk, catalog, show
        self._background = background = Background(self)
        self.destroyed.connect(lambda _gone: background.close())
        self._stop = threading.Event()
        self._part: ItemsPart | None = None
        self._told.connect(self._progress)
        self.reset()

    def reset(self) -> None:
        """As on entering; what came meanwhile is read then."""
        self._stop.set()
        self._all: dict[str, tuple[Sheet, ...]] | None = None
        self._wanted, self._span = Wanted(""), ""
        self._view = ItemsView(may_export=self._clerk.acts.may(Act.EXPORT_REPORT))
        self._part = None

    def part(self) -> QWidget:
        """The analysis as it was chosen last; answers are read once the screen is up."""
        part = self._part = ItemsPart(self._view, self._window.theme)
        signals_of(
            part,
            pick_wanted=self._pick,
            order_wanted=self._order,
            picked=self._picked,
            source_wanted=self._open_source,
            sheet_wanted=self._save_sheet,
            paper_wanted=self._save_paper,
            stop_wanted=self._stop_reading,
        )
        if self._all is None and not self._view.wrong:
            QTimer.singleShot(AFTER_PAINT, self, self._read)
        return part

    # Reading

    def _read(self) -> None:
        self._stop = stop = threading.Event()
        source = self._clerk.house.records(self._catalog)

        def told(done: int, of: int) -> None:
            if stop.is_set():
                raise Stopped
            self._told.emit(done, of)

        self._background.run(lambda: read_sheets(source, told), self._found, self._failed)

    def _progress(self, done: int, of: int) -> None:
        if self._all is None:
            self._change(read=(done, of))

    def _stop_reading(self) -> None:
        self._stop.set()
        self._change(wrong=_("Dihentikan. Pilih bagian ini lagi untuk membaca dari yang tersisa."))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            return
        if not isinstance(error, TROUBLES):
            raise error
        self._change(wrong=said(error))

    def _found(self, found: dict[str, tuple[Sheet, ...]]) -> None:
        self._all = found
        known = [c.id for c in self._catalog.courses() if c.id in found]
        if not known:
            self._change(wrong=_("Belum ada uji akhir yang selesai di kios ini."))
            return
        if self._wanted.course not in known:
            most = max(known, key=lambda name: len(found[name]))
            self._wanted = structs.replace(self._wanted, course=most)
        self._analyse()

    def _analyse(self) -> None:
        """The analysis of what is chosen: 10,000 attempts take a third of a second."""
        wanted, day_of = self._wanted, self._clerk.house.rooms.day_of
        course = self._catalog.course(wanted.course)
        cohorts = {c.id: c for c in all_cohorts(self._clerk.house.store)}
        chosen = cohorts.get(wanted.cohort)
        members = None if chosen is None else frozenset(chosen.members)
        sheets = (self._all or {}).get(wanted.course, ())
        kept = within(sheets, wanted, day_of, members)
        self._change(
            told=analysis(course, kept, day_of),
            course=course.title,
            cohort=chosen.name if chosen else "",
            span=self._span,
            wrong="",
        )

    def _change(self, **changes: object) -> None:
        self._view = _replaced(self._view, changes)
        if self._part is not None and isValid(self._part):
            self._part.show_view(self._view)

    # What is chosen

    def _pick(self, name: str) -> None:
        if self._all is None:
            return
        every = {"": _("Semua")}
        if name == "course":
            known = self._all
            choices = {c.id: c.title for c in self._catalog.courses() if c.id in known}
            title = _("Pilih kursus")
        elif name == "cohort":
            cohorts = all_cohorts(self._clerk.house.store)
            title, choices = _("Pilih angkatan"), every | {c.id: c.name for c in cohorts}
        else:
            title, choices = _("Pilih masa"), every | self._spans()
        if choices:
            pick(self._window, title, choices, lambda key: self._filter(name, key, choices[key]))

    def _spans(self) -> dict[str, str]:
        today = self._clerk.today
        since = (today - dt.timedelta(days=RECENT)).isoformat()
        recent = {f"{since}/": _("{n} hari terakhir").format(n=RECENT)}
        years = range(today.year, today.year - 3, -1)
        return recent | {f"{y}-01-01/{y}-12-31": _("Tahun {year}").format(year=y) for y in years}

    def _filter(self, name: str, key: str, words: str) -> None:
        if name == "span":
            since, _slash, until = key.partition("/")
            self._wanted = structs.replace(self._wanted, since=since, until=until)
            self._span = words if key else ""
        else:
            self._wanted = structs.replace(self._wanted, **{name: key})
        self._view = _replaced(self._view, {"at": "", "said": ""})
        self._analyse()

    def _order(self, name: str) -> None:
        self._change(gravest_first=name == "gravest")

    def _picked(self, question: str) -> None:
        self._view = _replaced(self._view, {"at": question})

    # Where it is written

    def _row(self) -> Row | None:
        told = self._view.told
        rows = told.rows if told else ()
        return next((r for r in rows if r.question.id == self._view.at), None)

    def _open_source(self) -> None:
        row = self._row()
        if row is None:
            return
        folder = self._catalog.figure(self._wanted.course, "course.toml").parent
        work = lambda: origin(folder, row.question.id)  # noqa: E731 - read at once
        found = attempt(self._window, _("Sumber soal belum terbaca"), work)
        theme = self._window.theme
        if found is None:
            words = _("Soal {id} tidak ada di sumber kursus di komputer ini.")
            self._window.tell(_("Sumber soal"), words.format(id=row.question.id))
            return
        form = _("Berkas {file}, baris {line}, di map {folder}.")
        where = form.format(file=found.file, line=found.line, folder=folder.name)
        lesson = _("Diajarkan di pelajaran {lesson}.").format(lesson=row.question.lesson)
        content = column(
            text(where, "strong"), text(lesson, "small"), text(found.text, "small"), spacing=10
        )
        title = _("Sumber soal {n}").format(n=row.number)
        ok = button(_("Tutup"), "overlay-ok", theme, role="primary")
        self._window.put_overlay(
            Overlay(self._window, title, theme, content, (ok,), width=760, scroll=True)
        )

    # What leaves

    def _save_sheet(self) -> None:
        from kiosk.sheets.write import workbook

        today = self._clerk.today
        self._save("xlsx", lambda told: workbook((table(told),), today))

    def _save_paper(self) -> None:
        from kiosk.office.items_paper import paper

        settings, today = self._clerk.office.settings(), self._clerk.today.isoformat()
        fonts = self._clerk.house.rooms.home / "resources" / "fonts"
        if settings is not None:
            self._save("pdf", lambda told: paper(told, settings, today, fonts))

    def _save(self, ending: str, make: Callable[[Analysis], bytes]) -> None:
        told = self._view.told
        if told is None:
            return
        name = f"Butir soal {told.course} {self._clerk.today.isoformat()}.{ending}"

        def chosen(folder: Path) -> None:
            def noted() -> bytes:
                body = make(told)
                self._clerk.acts.note(
                    Act.EXPORT_REPORT, (told.course,), count=len(told.rows), why="items"
                )
                return body

            body = attempt(self._window, _("Belum tersimpan"), noted)
            if body is not None:
                work = lambda: sticks.save(body, folder, name)  # noqa: E731 - on the worker
                self._background.run(work, self._saved, self._not_saved)

        choose_folder(self._window, self._window.theme, chosen)

    def _saved(self, path: Path) -> None:
        self._change(said=_("Tersimpan di {file}.").format(file=path.name))

    def _not_saved(self, error: Exception) -> None:
        if not isinstance(error, TROUBLES):
            raise error
        self._window.tell(_("Belum tersimpan"), said(error))


def _replaced(view: ItemsView, changes: dict[str, object]) -> ItemsView:
    from dataclasses import replace

    return replace(view, **changes)  # type: ignore[arg-type]
