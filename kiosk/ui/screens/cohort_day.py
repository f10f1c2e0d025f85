"""The training day: who needs help, who is away, what there is to print."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.office.day import Look
from kiosk.office.day_row import FINISHED, Row
from kiosk.people.cohort import Presence
from kiosk.ui.cohort_words import action_words, day_words, presence_words, time_words
from kiosk.ui.flow import flow
from kiosk.ui.screens.cohort_parts import footer, said
from kiosk.ui.screens.cohort_table import DayTable, line
from kiosk.ui.screens.officer_table import ROW
from kiosk.ui.screens.sheet import RowButton, Sheet, Turning
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, Scroll, clear, column, row
from kiosk.ui.widgets.text import badge, button, chip, picture, restyle, text
from kiosk.ui.words import _

ALL, HELP, DONE = "all", "help", "done"
SIDE = 268
WIDEST = 10_000
LOW = 640
"""Pixels of a window at text size 100 % below which the large numbers are left out."""
TIGHT = 760
"""Pixels at text size 100 % below which the bar has room for short words only."""
SEEN = 7
"""Rows of the table that are seen at once where the cards stand below it."""
WIDE = 1000


@dataclass(frozen=True)
class DayView:
    """A look at a class. `title` names it with its courses; `filter`: "all", "help" or "done".

    `hub`: there is a hub in reach; `heard` is UTC ms of the last round with it, 0: none yet.
    """

    look: Look
    title: str
    heard: int = 0
    hub: bool = False
    filter: str = ALL
    may_print: bool = True
    may_mark: bool = True


class DayPart(QWidget):
    """The live screen; `show_view` brings it up to date in place."""

    filter_chosen = Signal(str)
    day_wanted = Signal()
    acted = Signal(str)
    attendance_wanted = Signal(str)
    print_wanted = Signal()
    end_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, view: DayView, theme: Theme, papers: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._view, self._theme = view, theme
        self._away_shown: tuple[object, ...] | None = None
        self._tight = False
        longest = max((len(each.kiosk) for each in view.look.rows), default=0)
        self.table = DayTable(longest, theme)
        self.table.acted.connect(self.acted.emit)
        self.table.picked.connect(lambda _key: self._picked())
        self.first_focus = self.table
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(self._head())
        self._large = self._tiles()
        box.addWidget(self._large)
        box.addWidget(self._body(papers), 1)
        self.footer = self._footer()
        self.show_view(view)

    # What it is made of

    def _head(self) -> QWidget:
        theme = self._theme
        self._when = button("", "day-choose", theme, role="link", icon_left="calendar-days")
        self._when.setMinimumHeight(max(48, theme.px(40)))
        self._when.clicked.connect(self.day_wanted.emit)
        self._told = text("", "small", wrap=False)
        self._told.setObjectName("day-told")
        self._chips = {name: chip("", f"day-{name}", theme) for name in (ALL, HELP, DONE)}
        for name, made in self._chips.items():
            made.clicked.connect(lambda _on, n=name: self.filter_chosen.emit(n))
        title = text(self._view.title, "title")
        about = flow(self._when, self._told, gap=theme.px(10))
        chips = flow(*self._chips.values(), gap=theme.px(8))
        return column(title, flow(about, chips, gap=theme.px(16)), spacing=0)

    def _tiles(self) -> QWidget:
        theme = self._theme
        looks = (
            ("present", "users", theme.tinta2, _("hadir")),
            ("working", "circle-dot", theme.laut, _("belajar atau uji")),
            ("help", "circle-help", theme.jingga_teks, _("perlu bantuan")),
            ("done", "circle-check", theme.hijau, _("selesai dan lulus")),
        )
        self._numbers = {name: text("", "h2", wrap=False) for name, *_rest in looks}
        tiles = []
        for name, drawn, colour, words in looks:
            self._numbers[name].setObjectName(f"day-n-{name}")
            about = column(None, self._numbers[name], text(words, "tiny"), None, spacing=0)
            about.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
            sign = picture(drawn, colour, theme, 26)
            tiles.append(Card(row(sign, about, spacing=theme.px(12)), margin=theme.px(12)))
        return row(*tiles, spacing=theme.px(12))

    def _body(self, papers: QWidget | None) -> QWidget:
        theme = self._theme
        self._away = QVBoxLayout()
        self._away.setSpacing(0)
        self._count = text("", "small", wrap=False)
        self._note = text(
            _("Kehadiran menurut waktu masuk; perubahan tercatat beserta alasannya."), "tiny"
        )
        card = Card(margin=theme.px(16), spacing=theme.px(6))
        card.box.addWidget(row(text(_("Tidak hadir"), "h3", wrap=False), None, self._count))
        card.box.addLayout(self._away)
        card.box.addWidget(self._note)
        parts = [card, *([papers] if papers else []), None]
        self._side = Sheet(*parts, spacing=theme.px(12))
        self._beside = Scroll(self._side, "day-side")
        self._beside.setAccessibleName(_("Tidak hadir"))
        for each in (self.table, self._beside):  # as high as there is room, not as they like to be
            each.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        room, shares = theme.px(WIDE), (100, 0)
        return Turning(self.table, self._beside, room=room, shares=shares, spacing=14)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Beside the table the cards scroll by themselves; below it they stand in full."""
        super().resizeEvent(event)
        theme, stacked = self._theme, self.width() < self._theme.px(WIDE)
        self._tight = self.width() < theme.px(TIGHT)
        # on a low screen the table needs the room, and the filters tell the numbers, too
        self._large.setVisible(self.window().height() >= theme.px(LOW))
        self._back.setText("" if self._tight else self._back.accessibleName())
        self._mark.setText("" if self._tight else self._mark.accessibleName())
        self._end.setText(_("Selesai") if self._tight else self._end.accessibleName())
        self._show_print(len(self._view.look.to_print))
        high = self._side.sizeHint().height() if stacked else theme.px(200)
        self.table.setMinimumHeight(theme.px(ROW) * (SEEN if stacked else 3))
        self._beside.setMinimumHeight(high)
        self._beside.setMinimumWidth(0 if stacked else theme.px(SIDE))
        self._beside.setMaximumWidth(WIDEST if stacked else theme.px(SIDE))

    def _footer(self) -> QWidget:
        theme = self._theme
        self._back = button(_("Daftar kelas"), "day-back", theme, icon_left="arrow-left")
        self._back.clicked.connect(self.back_wanted.emit)
        self._act = button("", "day-act", theme)
        self._act.clicked.connect(lambda: self.acted.emit(self.table.key))
        self._mark = button(_("Kehadiran"), "day-mark", theme, icon_left="clipboard-list")
        self._mark.clicked.connect(lambda: self.attendance_wanted.emit(self.table.key))
        self._end = button(_("Selesai hari ini"), "day-end", theme)
        self._end.clicked.connect(self.end_wanted.emit)
        self._print = button(_("Cetak"), "day-print", theme, role="primary", icon_left="printer")
        self._print.clicked.connect(self.print_wanted.emit)
        words = said(name="day-said")
        return footer(self._back, words, self._act, self._mark, self._end, self._print, theme=theme)

    # What it shows

    def show_view(self, view: DayView) -> None:
        """Bring everything up to date; nothing that is as it was moves."""
        self._view, look = view, view.look
        self._when.setText(day_words(look.day))
        self._when.setAccessibleName(_("Pilih hari: {day}").format(day=day_words(look.day)))
        self._told.setText(self._about())
        counts = {ALL: len(look.rows), HELP: look.helpless, DONE: look.finished}
        forms = {ALL: _("Semua {n}"), HELP: _("Perlu bantuan {n}"), DONE: _("Selesai {n}")}
        for name, made in self._chips.items():
            words = forms[name].format(n=counts[name])
            made.setText(words)
            made.setAccessibleName(words)
            made.setChecked(name == view.filter)
        numbers = {
            "present": _("{n} dari {m}").format(n=look.present, m=len(look.rows)),
            "working": str(look.working),
            "help": str(look.helpless),
            "done": str(look.finished),
        }
        for name, words in numbers.items():
            self._numbers[name].setText(words)
        self.table.refresh([line(each, self._theme) for each in self._shown()])
        self._show_away(look.absent)
        self._show_print(len(look.to_print))
        self._picked()

    def _about(self) -> str:
        view = self._view
        said_ = [view.look.cohort.place] if view.look.cohort.place else []
        said_.append(_("diperbarui {time}").format(time=time_words(view.look.at)))
        if view.hub:
            form = _("kios lain {time}") if view.heard else _("kios lain belum terdengar")
            said_.append(form.format(time=time_words(view.heard)) if view.heard else form)
        return " · ".join(said_)

    def _shown(self) -> list[Row]:
        rows, wanted = self._view.look.rows, self._view.filter
        if wanted == HELP:
            return [each for each in rows if each.needs_help]
        if wanted == DONE:
            return [each for each in rows if each.state in FINISHED]
        return list(rows)

    def row_of(self, learner: str) -> Row | None:
        """The row of a learner as it is shown now."""
        return next((each for each in self._view.look.rows if each.learner == learner), None)

    def _show_away(self, absent: tuple[Row, ...]) -> None:
        shown = tuple((r.learner, r.name, r.attended.state, r.attended.marked) for r in absent)
        if shown == self._away_shown:
            return
        self._away_shown = shown
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        self._count.setText(_("{n} orang").format(n=len(absent)))
        clear(self._away)
        for each in absent:
            self._away.addWidget(self._away_row(each))
        if not absent:
            self._away.addWidget(text(_("Semua hadir."), "small"))
        if name.startswith("away-") and (again := self.findChild(QWidget, name)) is not None:
            again.setFocus()

    def _away_row(self, each: Row) -> QWidget:
        theme = self._theme
        word: QWidget
        if each.attended.marked:
            word = badge(presence_words(each.attended.state))
        else:
            word = badge(_("Isi alasan"), "orange")
        spoken = f"{each.name}, {presence_words(each.attended.state)}"
        parts = (text(each.name, "body"), word)
        made = RowButton(f"away-{each.learner}", spoken, *parts, spacing=theme.px(8))
        made.setEnabled(self._view.may_mark)
        made.clicked.connect(lambda: self.attendance_wanted.emit(each.learner))
        return made

    def _show_print(self, count: int) -> None:
        words = _("Cetak {n} sertifikat").format(n=count)
        self._print.setText(_("Cetak {n}").format(n=count) if self._tight else words)
        self._print.setAccessibleName(words)
        self._print.setEnabled(bool(count))
        self._print.setVisible(self._view.may_print)

    def _picked(self) -> None:
        chosen = self.row_of(self.table.key)
        words = action_words(chosen) if chosen else ""
        self._act.setText(words)
        self._act.setAccessibleName(f"{words}, {chosen.name}" if chosen else words)
        self._act.setVisible(bool(words))
        self._mark.setVisible(chosen is not None and self._view.may_mark)

    def say(self, words: str) -> None:
        """A word on what was just done, in the bar below."""
        label = self.footer.findChild(
            QWidget, "day-said", Qt.FindChildOption.FindDirectChildrenOnly
        )
        if label is not None:
            label.setProperty("text", words)


PRESENCES = (Presence.PRESENT, Presence.DUTY, Presence.LEAVE, Presence.SICK, Presence.ABSENT)


def presence_chips(chosen: Presence, theme: Theme) -> dict[Presence, QPushButton]:
    """A chip for each word on attendance, of which one is chosen."""
    made = {
        state: chip(presence_words(state), f"presence-{state}", theme, on=state is chosen)
        for state in PRESENCES
    }
    for each in made.values():
        each.setAutoExclusive(True)
        restyle(each, "chip")
    return made
