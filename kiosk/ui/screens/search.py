"""What was found: courses by their title, lessons by their words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kiosk.desk.views import Found, SearchView
from kiosk.ui.page import Page
from kiosk.ui.screens.home import search_line
from kiosk.ui.screens.sheet import RowButton, Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, centred, row
from kiosk.ui.widgets.text import button, line, picture, text
from kiosk.ui.words import _


class SearchScreen(Page):
    """Search results; "found-{n}" from 1."""

    found = Signal(str, str)
    searched = Signal(str)

    def __init__(self, view: SearchView, theme: Theme) -> None:
        super().__init__(view.status, theme, back=_("Kembali"))
        self._view = view
        self._line = search_line(theme, view.words)
        self._line.returnPressed.connect(self._search)
        self.first_focus = self._line
        again = button(_("Cari"), "search-again", theme, icon_left="search")
        again.setMinimumHeight(max(48, theme.px(44)))
        again.clicked.connect(self._search)
        parts = Sheet(
            text(self._heading(), "title"),
            row(self._line, again, None),
            self._results(),
            None,
            spacing=theme.px(18),
        )
        self.set_body(centred(parts, theme.px(900)))

    def _search(self) -> None:
        words = self._line.text().strip()
        if words:
            self.searched.emit(words)

    def _heading(self) -> str:
        view = self._view
        if not view.found:
            return _("Tidak ditemukan: “{words}”").format(words=view.words)
        form = _("{n} hasil untuk “{words}”")
        return form.format(n=len(view.found), words=view.words)

    def _results(self) -> QWidget:
        theme = self.theme
        if not self._view.found:
            words = _("Coba kata yang lebih pendek atau kata lain, misalnya “pengaduan”.")
            return Card(text(words, "lead"))
        parts: list[QWidget] = []
        for n, found in enumerate(self._view.found, start=1):
            if parts:
                parts.append(line())
            parts.append(self._row(n, found))
        return Card(*parts, margin=theme.px(14), spacing=2)

    def _row(self, number: int, found: Found) -> QWidget:
        theme = self.theme
        title = found.lesson_title if found.lesson else found.course_title
        where = _("Pelajaran di {course}").format(course=found.course_title)
        kind = where if found.lesson else _("Kursus")
        drawn = "file-text" if found.lesson else "book-open"
        words = Sheet(
            text(kind, "tiny"), text(title, "strong"), text(found.excerpt, "small"), spacing=2
        )
        icon_part = picture(drawn, theme.laut, theme, 22)
        arrow = picture("chevron-right", theme.laut, theme, 20)
        made = RowButton(f"found-{number}", f"{title}. {kind}", icon_part, words, arrow)
        box = made.layout()
        if isinstance(box, QHBoxLayout):
            box.setStretchFactor(words, 1)
        made.clicked.connect(partial(self.found.emit, found.course, found.lesson))
        return made
