"""Copies of the records: which there are, another one now, a second place, and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kiosk.office.copies import Copy
from kiosk.store.backup import file_of
from kiosk.ui.copies_words import reason_words
from kiosk.ui.happened_words import moment
from kiosk.ui.notice import size_words
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, chip, picture, text
from kiosk.ui.words import _

HERE, SECOND = "here", "second"


@dataclass(frozen=True)
class CopiesView:
    """What is known of copies now.

    `place`: whose copies are listed, "here" or "second". `sound`: by its file, whether a copy was
    found whole since the room was entered. `busy`: what is being done, in words. `wrong`: what
    failed. `second`: the other folder, empty if there is none; `second_at`: when it was reached.
    """

    copies: tuple[Copy, ...] = ()
    place: str = HERE
    sound: Mapping[Path, bool] = field(default_factory=dict)
    busy: str = ""
    said: str = ""
    wrong: tuple[str, ...] = ()
    second: str = ""
    second_at: int = 0
    view_only: bool = False


class CopiesPart(QWidget):
    """The list, and what can be done. `restore_wanted` tells a copy's number in the list."""

    make_wanted = Signal()
    restore_wanted = Signal(int)
    place_chosen = Signal(str)
    folder_wanted = Signal()
    copy_on_wanted = Signal()
    forget_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._view = theme, CopiesView()
        self.make = button(
            _("Buat cadangan sekarang"), "copies-make", theme, role="primary", icon_left="save"
        )
        self.make.clicked.connect(self.make_wanted.emit)
        self.first_focus = self.make
        self.table = Table(_columns(), "copies-table", _("Cadangan"), theme)
        self.restore = button(_("Pulihkan…"), "copies-restore", theme, icon_left="history")
        self.restore.clicked.connect(lambda: self.restore_wanted.emit(int(self.table.key)))
        self.restore.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.table.picked.connect(lambda _key: self._allow())
        self._said, self._note = text("", "ok"), text("", "small")
        self._wrong = _Wrong(theme)
        self._places = {
            HERE: chip(_("Di komputer ini"), "copies-here", theme),
            SECOND: chip(_("Di tempat kedua"), "copies-second", theme),
        }
        self._second = _SecondCard(self, theme)
        self._lay_out()

    def _lay_out(self) -> None:
        theme = self._theme
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        for place, made in self._places.items():
            made.setFixedHeight(theme.px(48))
            made.clicked.connect(partial(self._choose, place))
        box.addWidget(row(text(_("Cadangan"), "title", wrap=False), None, self.make))
        box.addWidget(self._said)
        box.addWidget(self._wrong)
        box.addWidget(row(*self._places.values(), None, spacing=theme.px(8)))
        box.addWidget(self.table, 1)
        box.addWidget(row(self._note, self.restore))
        box.addWidget(self._second)

    def _choose(self, place: str, _on: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's signal
        self.place_chosen.emit(place)

    def show_view(self, view: CopiesView) -> None:
        """Show what is known now; the chosen row stays chosen as far as it is still there."""
        lines = tuple(_line(copy, view, self._theme) for copy in view.copies)
        if lines != self.table.lines.lines:
            chosen = [c.backup for c in self._view.copies if str(c.number) == self.table.key]
            self.table.show_lines(lines)
            for number, copy in enumerate(view.copies):
                if copy.backup in chosen:
                    self.table.selectRow(number)
        self._view = view
        said = view.busy or view.said
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._wrong.show_words(view.wrong)
        for place, made in self._places.items():
            made.setChecked(place == view.place)
            made.setVisible(bool(view.second))
        self._note.setText(_note(view))
        self.make.setEnabled(not view.busy and not view.view_only)
        self._second.show_view(view)
        self._allow()

    def _allow(self) -> None:
        view = self._view
        self.restore.setEnabled(bool(self.table.key) and not view.busy and not view.view_only)


class _Wrong(QWidget):
    """What failed, a line for each; calm, as nothing of it is urgent."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines = [text("", "warn"), text("", "warn")]
        self._rows = [
            row(picture("triangle-alert", theme.jingga_teks, theme), words, spacing=10)
            for words in self._lines
        ]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for each in self._rows:
            box.addWidget(each)

    def show_words(self, words: tuple[str, ...]) -> None:
        """At most two: here, and at the second place."""
        for place, each in enumerate(self._rows):
            self._lines[place].setText(words[place] if place < len(words) else "")
            each.setVisible(place < len(words))
        self.setVisible(bool(words))


class _SecondCard(Card):
    """A folder or stick that holds the copies too."""

    def __init__(self, part: CopiesPart, theme: Theme) -> None:
        super().__init__(margin=theme.px(20), spacing=theme.px(10))
        self._where, self._when = text("", "strong"), text("", "small")
        self._choose = button(_("Pilih folder"), "second-choose", theme, icon_left="folder")
        self._now = button(_("Salin sekarang"), "second-copy", theme, icon_left="usb")
        self._end = button(_("Berhenti menyalin"), "second-end", theme, icon_left="x")
        for made, wish in (
            (self._choose, part.folder_wanted),
            (self._now, part.copy_on_wanted),
            (self._end, part.forget_wanted),
        ):
            made.clicked.connect(wish.emit)
        warning = _(
            "Setiap cadangan memuat data pribadi semua peserta. Simpan stiknya di lemari terkunci."
        )
        for each in (
            text(_("Tempat kedua"), "h3"),
            self._where,
            self._when,
            row(picture("lock", theme.jingga_teks, theme), text(warning, "small"), spacing=10),
            row(self._choose, self._now, self._end, None),
        ):
            self.box.addWidget(each)

    def show_view(self, view: CopiesView) -> None:
        """The folder, and when copies last came there."""
        where = view.second or _("Belum ada. Bila disk ini rusak, cadangannya ikut hilang.")
        self._where.setText(where)
        self._when.setVisible(bool(view.second))
        at = moment(view.second_at) if view.second_at else _("belum pernah")
        self._when.setText(_("Terakhir disalin: {moment}").format(moment=at))
        for made in (self._now, self._end):
            made.setVisible(bool(view.second))
        for made in (self._choose, self._now, self._end):
            made.setEnabled(not view.view_only and not view.busy)


def copy_file(copy: Copy) -> Path:
    """Where a copy lies: the same copy may be whole here and spoilt on a stick."""
    return file_of(copy.source, copy.backup)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Waktu"), share=6),
        Column(_("Alasan"), share=4),
        Column(_("Jumlah catatan"), width=140, needs=640),
        Column(_("Ukuran"), width=110, needs=760),
        Column(_("Keadaan"), width=170),
    )


def _line(copy: Copy, view: CopiesView, theme: Theme) -> Line:
    made = copy.backup
    reason = reason_words(made.reason)
    if copy.kiosk and view.place == SECOND:  # several kiosks may share a stick
        reason = f"{reason} · {copy.kiosk}"
    cells = (
        Cell(moment(made.at), bold=True),
        Cell(reason),
        Cell(str(made.events)),
        Cell(size_words(made.size)),
    )
    match view.sound.get(copy_file(copy)):
        case True:
            state = Cell(_("Utuh"), "circle-check", theme.hijau_teks)
        case False:
            state = Cell(_("Rusak"), "circle-x", theme.merah)
        case None:
            state = Cell(_("Belum diperiksa"), "clock")
    return Line(str(copy.number), (*cells, state))


def _note(view: CopiesView) -> str:
    if view.copies:
        return _("{n} cadangan. Pilih satu untuk memulihkannya.").format(n=len(view.copies))
    if view.place == SECOND:
        return _("Tidak ada cadangan di tempat kedua, atau stiknya tidak terpasang.")
    return _("Belum ada cadangan. Cadangan pertama dibuat sendiri dalam setengah jam.")
