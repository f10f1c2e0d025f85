"""The part "Setelah pelatihan" of the office: reminders, forms typed in, comparison, next plan."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from kiosk.catalog.catalog import Catalog
from kiosk.house import Clerk
from kiosk.learning.events_office import FollowUpGiven
from kiosk.learning.followup import By, open_items
from kiosk.office.followup import ASKED, Line, found, type_in
from kiosk.office.followup_read import Read, read_follow_ups
from kiosk.office.items_read import Stopped
from kiosk.people.role import Act
from kiosk.ui import sticks
from kiosk.ui.background import Background
from kiosk.ui.files import choose_folder
from kiosk.ui.followup_words import of_words
from kiosk.ui.office_words import TROUBLES, said
from kiosk.ui.officer_pick import pick
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.followup_form import TypedForm
from kiosk.ui.screens.followup_list import COMPARE, LIST, PLAN, FollowUpPart, FollowUpView
from kiosk.ui.widgets.layout import AFTER_PAINT
from kiosk.ui.widgets.overlay import Overlay
from kiosk.ui.widgets.text import button
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


class FollowUpRoom(QObject):
    """What comes after a training. `show` shows the office's screen anew."""

    _told = Signal(int, int)

    def __init__(
        self, window: Window, clerk: Clerk, catalog: Catalog, show: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window, self._clerk, self._catalog, self._show = window, clerk, catalog, show
        self._background = background = Background(self)
        self.destroyed.connect(lambda _gone: background.close())
        self._stop = threading.Event()
        self._part: FollowUpPart | None = None
        self._told.connect(self._progress)
        self.reset()

    def reset(self) -> None:
        """As on entering; what came meanwhile is read then, and what is being read is given up."""
        self._stop.set()
        self._read: Read | None = None
        acts = self._clerk.acts
        self._view = FollowUpView(
            may_type=acts.may(Act.TYPE_FOLLOW_UP), may_export=acts.may(Act.EXPORT_REPORT)
        )
        self._part = None

    def part(self) -> QWidget:
        """The tab as it was chosen last; the records are read once the screen is up."""
        part = self._part = FollowUpPart(self._view, self._window.theme)
        signals_of(
            part,
            tab_wanted=self._tab,
            searched=self._search,
            waiting_wanted=self._waiting,
            type_wanted=self._type,
            forms_wanted=self._save_forms,
            list_wanted=self._save_list,
            sheet_wanted=self._save_sheet,
        )
        if self._read is None:
            QTimer.singleShot(AFTER_PAINT, self, self._start)
        return part

    # Reading

    def _start(self) -> None:
        house = self._clerk.house
        source, day = house.records(self._catalog), self._clerk.today.isoformat()
        self._stop = stop = threading.Event()

        def look() -> None:
            if stop.is_set():
                raise Stopped

        def told(done: int, of: int) -> None:
            look()
            self._told.emit(done, of)

        self._background.run(
            lambda: read_follow_ups(source, day, told, look), self._found, self._failed
        )

    def _progress(self, done: int, of: int) -> None:
        if self._read is None:
            self._change(read=(done, of))

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Stopped):
            return
        if not isinstance(error, TROUBLES):
            raise error
        self._change(wrong=said(error))

    def _found(self, read: Read) -> None:
        self._read = read
        self._filter()

    def _filter(self) -> None:
        read, view = self._read, self._view
        if read is None:
            return
        wanted = view.words.casefold().strip()
        lines = tuple(
            x
            for x in read.lines
            if (x.waits or not view.waiting_only)
            and (not wanted or wanted in f"{x.learner.name} {x.learner.unit} {x.title}".casefold())
        )
        self._change(
            lines=lines, courses=read.courses, needs=read.needs, counts=read.counts, read=None
        )

    def _change(self, **changes: object) -> None:
        self._view = replace(self._view, **changes)  # type: ignore[arg-type]
        if self._part is not None and isValid(self._part):
            self._part.show_view(self._view)

    # What is chosen

    def _tab(self, name: str) -> None:
        self._view = replace(self._view, tab=name, said="")
        self._show()

    def _waiting(self, on: bool) -> None:  # noqa: FBT001 - a signal's value
        self._view = replace(self._view, waiting_only=on)
        self._filter()

    def _search(self, words: str) -> None:
        scanned = found(words, self._read.lines) if self._read else None
        if scanned is not None:
            part = self._part
            if part is not None:
                part.search.line.clear()
            self._open(*scanned)
            return
        self._view = replace(self._view, words=words)
        self._filter()

    def _type(self, place: int) -> None:
        lines = self._view.lines
        if len(lines) == 1:
            place = 0
        if self._view.tab != LIST or not self._view.may_type or not 0 <= place < len(lines):
            return
        line = lines[place]
        waiting = {str(of): of_words(of) for of in By if line.state(of) in ASKED}
        if len(waiting) == 1:
            self._open(line, next(iter(waiting)))
        elif waiting:
            pick(self._window, _("Formulir siapa?"), waiting, lambda of: self._open(line, of))

    def _open(self, line: Line, of: str) -> None:
        theme = self._window.theme
        about = _("{name}, {course}").format(name=line.learner.name, course=line.title)
        form = TypedForm(about, of, theme)
        cancel = button(_("Batal"), "follow-up-cancel", theme)
        save = button(_("Simpan jawaban"), "follow-up-save", theme, role="primary")
        title = _("Formulir dari: {who}").format(who=of_words(of))
        overlay = Overlay(self._window, title, theme, form, width=920, scroll=True)
        self._with_buttons(overlay, cancel, save, form)
        self._window.put_overlay(overlay)
        cancel.clicked.connect(lambda: overlay.close_with("cancel"))
        save.clicked.connect(lambda: self._save_form(overlay, form, line, of))
        form.words.line.returnPressed.connect(lambda: self._save_form(overlay, form, line, of))
        form.begin()

    @staticmethod
    def _with_buttons(overlay: Overlay, *parts: QWidget) -> None:
        """The buttons stand below the form, where the last digit leads."""
        from kiosk.ui.widgets.layout import row

        *buttons, form = parts
        box = form.layout()
        if box is not None:
            box.addWidget(row(None, *buttons))
        overlay.setAccessibleName(_("Ketik formulir"))

    def _save_form(self, overlay: Overlay, form: TypedForm, line: Line, of: str) -> None:
        if open_items(form.ratings):
            form.complain()
            return
        given = FollowUpGiven(line.course, of, form.ratings, form.words.value)

        def typed() -> bool:
            type_in(self._clerk.acts, self._clerk.house.store, line.learner.id, given)
            return True

        if attempt(self._window, _("Belum tersimpan"), typed):
            overlay.close_with("saved")
            words = _("Jawaban tersimpan: {name}, {who}.")
            self._view = replace(
                self._view, said=words.format(name=line.learner.name, who=of_words(of)), words=""
            )
            if self._part is not None and isValid(self._part):
                self._part.search.line.clear()
                self._part.search.line.setFocus()
            self._start()

    # What leaves

    def _save_forms(self) -> None:
        from kiosk.office.followup_sheets import forms

        lines = self._view.lines
        self._paper(_("Formulir evaluasi {day}.pdf"), partial(forms, lines), Act.PRINT_PAPERS)

    def _save_list(self) -> None:
        from kiosk.office.followup_sheets import plan_paper, reminder_page

        if self._view.tab == LIST:
            make = partial(reminder_page, self._view.lines)
            self._paper(_("Pengingat evaluasi {day}.pdf"), make, Act.EXPORT_REPORT)
        else:
            make = partial(plan_paper, self._view.needs)
            self._paper(_("Rencana pelatihan {day}.pdf"), make, Act.EXPORT_REPORT)

    def _paper(self, form: str, make: Callable[..., bytes], act: Act) -> None:
        settings, today = self._clerk.office.settings(), self._clerk.today
        fonts = self._clerk.house.rooms.home / "resources" / "fonts"
        count = len(self._view.needs if self._view.tab == PLAN else self._view.lines)
        if settings is not None:
            self._save(form, lambda: make(settings, today, fonts), count, act)

    def _save_sheet(self) -> None:
        from kiosk.office.followup_sheets import comparison, plan_table, reminders
        from kiosk.sheets.write import workbook

        view, today = self._view, self._clerk.today
        if view.tab == LIST:
            form, made = _("Evaluasi 3 bulan {day}.xlsx"), reminders(view.lines, today)
        elif view.tab == COMPARE:
            form, made = _("Perbandingan evaluasi {day}.xlsx"), comparison(view.courses)
        else:
            form, made = _("Rencana pelatihan {day}.xlsx"), plan_table(view.needs)
        make = lambda: workbook((made,), today)  # noqa: E731 - made when the place is chosen
        self._save(form, make, len(made.rows), Act.EXPORT_REPORT)

    def _save(self, form: str, make: Callable[[], bytes], count: int, act: Act) -> None:
        name = form.format(day=self._clerk.today.isoformat())

        def noted() -> bytes:
            self._clerk.acts.note(act, count=count, why="follow-up")
            return make()

        def chosen(folder: Path) -> None:
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
