"""The register: search, filters, the table of certificates, and the chosen one beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.register.listing import Entry, State
from kiosk.ui.register_words import MARKS, counted, day, holder, states
from kiosk.ui.screens.beside import Beside
from kiosk.ui.screens.officer_entry import EntryPanel
from kiosk.ui.screens.officer_table import Cell, Column, LateLines, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import filled, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _

SIDE, TURN = 360, 820
LONGEST = 28
"""Letters of a filter on its button."""


@dataclass(frozen=True)
class RegisterView:
    """What is chosen, and what that comes to.

    `year`, `course` and `state` are words, "" for all; `total` counts the whole register, None
    while it is being read.
    """

    entries: tuple[Entry, ...] = ()
    total: int | None = None
    words: str = ""
    year: str = ""
    course: str = ""
    state: str = ""
    said: str = ""

    @property
    def searched(self) -> bool:
        """Whether there is any condition."""
        return bool(self.words or self.year or self.course or self.state)


class RegisterPart(QWidget):
    """The table and its panel. `pick_wanted` tells which filter, `picked` the place of a row."""

    searched = Signal(str)
    pick_wanted = Signal(str)
    picked = Signal(int)
    look_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, view: RegisterView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._view = theme, view
        self.search = Field(_("Cari nama, nomor, atau NIP"), "register-search", theme)
        self.first_focus = self.search
        self.table = Table(_columns(), "register-table", _("Register sertifikat"), theme)
        self.panel = EntryPanel(theme)
        self._count, self._said = text("", "small"), text("", "strong")
        self._count.setObjectName("register-count")
        self._said.setObjectName("register-said")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        self._told = row(picture("circle-check", theme.hijau, theme, 22), self._said, spacing=10)
        box.addWidget(self._told)
        head = self._head()
        box.addWidget(head)
        below = row(self._count, self.export)
        main = filled(self.table, below, spacing=theme.px(8))
        box.addWidget(Beside(main, self.panel, theme, side_width=SIDE, turn=TURN), 1)
        self.search.changed.connect(self.searched.emit)
        self.table.picked.connect(lambda _key: self.picked.emit(self.table.place))
        self.table.activated.connect(lambda _index: self.look_wanted.emit())
        self.show_view(view)

    def _head(self) -> QWidget:
        """Search and filters in one line if there is room for both."""
        theme = self._theme
        self._picks = {
            "year": self._pick("year", _("Tahun")),
            "course": self._pick("course", _("Kursus")),
            "state": self._pick("state", _("Keadaan")),
        }
        self.export = button(
            _("Ekspor CSV…"), "register-export", theme, icon_left="download", small=True
        )
        self.export.clicked.connect(self.export_wanted.emit)
        self.export.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        picks = row(*self._picks.values(), spacing=theme.px(8))
        return _Line(self.search, picks, theme)

    def _pick(self, name: str, label: str) -> QPushButton:
        made = button("", f"register-{name}", self._theme, icon_right="chevron-down", small=True)
        made.setProperty("label", label)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self.pick_wanted.emit(name))
        return made

    def show_view(self, view: RegisterView) -> None:
        """Other entries, or another choice of them."""
        self._view = view
        if self.search.line.text() != view.words:
            self.search.line.blockSignals(True)  # noqa: FBT003 - Qt's call
            self.search.line.setText(view.words)
            self.search.line.blockSignals(False)  # noqa: FBT003 - Qt's call
        for name, made in self._picks.items():
            words = getattr(view, name) or _("semua")
            label = made.property("label")
            made.setText(f"{label}: {_cut(words)}")
            made.setAccessibleName(f"{label}: {words}")
        self._said.setText(view.said)
        self._told.setVisible(bool(view.said))
        reading = view.total is None
        self._count.setText(
            _("Register sedang dibaca …")
            if view.total is None
            else counted(len(view.entries), view.total, searched=view.searched)
        )
        self.export.setEnabled(bool(view.entries) and not reading)
        self.table.show_lines(LateLines(len(view.entries), self._line))

    def choose(self, number: str, learner: str) -> None:
        """Choose the row of a certificate, if it is shown."""
        for place, entry in enumerate(self._view.entries):
            if (entry.number, entry.learner) == (number, learner):
                self.table.selectRow(place)
                self.table.scrollTo(self.table.lines.index(place, 0))
                return

    def _line(self, place: int) -> Line:
        entry = self._view.entries[place]
        return Line(
            entry.number,
            (
                Cell(entry.number),
                Cell(holder(entry), bold=True),
                Cell(entry.title),
                Cell(day(entry.issued)),
                state_cell(entry.state, self._theme),
            ),
        )


class _Line(QWidget):
    """A field, and buttons that stand beside its line, or below it where that is too narrow."""

    def __init__(self, field: QWidget, buttons: QWidget, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._buttons, self._field_room = buttons, theme.px(270)
        buttons.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.px(10))
        self._box.addWidget(field, 1)
        self._box.addWidget(buttons, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)

    def minimumSizeHint(self) -> QSize:
        """Narrow, or it could never turn."""
        return QSize(240, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn where the room asks for it."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wide = self.width() >= self._buttons.sizeHint().width() + self._field_room
        self._box.setDirection(across if wide else down)


def state_cell(state: State, theme: Theme) -> Cell:
    """A state as an icon with words."""
    drawn, kind = MARKS[state]
    colours = {"green": theme.hijau_teks, "orange": theme.jingga_teks, "red": theme.merah}
    return Cell(states()[state], drawn, colours.get(kind, theme.tinta2))


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Nomor"), share=6),
        Column(_("Nama"), share=5),
        Column(_("Pelatihan"), share=5, needs=800),
        Column(_("Terbit"), width=160, needs=740),
        Column(_("Keadaan"), width=165, needs=430),
    )


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
