"""The log of the office: who did what to whom, and what can still be taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from kiosk.ui.flow import flow
from kiosk.ui.screens.officer_table import Cell, Column, LateLines, Line, Table
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _

LONGEST = 26


@dataclass(frozen=True)
class LogRow:
    """A line in words. `undoable`: whoever looks may take it back now."""

    moment: str
    sentence: str
    on: str
    reason: str
    undoable: bool = False
    undone: bool = False


@dataclass(frozen=True)
class LogView:
    """How many lines there are of how many, each made when it is looked at; the choice in words."""

    count: int
    total: int
    line: Callable[[int], LogRow]
    who: str = ""
    act: str = ""
    day: str = ""
    said: str = ""
    may_undo: bool = False
    may_export: bool = False


class LogPart(QWidget):
    """`pick_wanted` tells "who", "act" or "day", `undo_wanted` the place of a line, from 0."""

    pick_wanted = Signal(str)
    undo_wanted = Signal(int)
    export_wanted = Signal()

    def __init__(self, view: LogView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._view, self._theme = view, theme
        export = button(_("Ekspor…"), "log-export", theme, icon_left="download")
        export.clicked.connect(self.export_wanted.emit)
        export.setVisible(view.may_export)
        export.setEnabled(bool(view.count))
        said = text(view.said, "ok")
        said.setObjectName("log-said")
        said.setVisible(bool(view.said))
        self.table = Table(_columns(), "log-table", _("Riwayat tindakan"), theme)
        self.first_focus: QWidget = self.table
        self._undo = button(_("Batalkan…"), "log-undo", theme, icon_left="history")
        self._undo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._undo.clicked.connect(lambda: self.undo_wanted.emit(self.table.place))
        self._undo.setVisible(view.may_undo)
        self._note = text("", "small")
        self._note.setObjectName("log-note")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(row(text(_("Riwayat tindakan"), "title", wrap=False), None, export))
        box.addWidget(said)
        box.addWidget(flow(*self._picks(), gap=theme.px(10)))
        box.addWidget(self.table, 1)
        box.addWidget(row(self._note, self._undo))
        self.table.picked.connect(lambda _key: self._allow())
        self.table.show_lines(LateLines(view.count, self._line))
        self._allow()

    def _picks(self) -> list[QPushButton]:
        view = self._view
        made = []
        for name, label, words in (
            ("who", _("Siapa"), view.who),
            ("act", _("Tindakan"), view.act),
            ("day", _("Hari"), view.day),
        ):
            whole = words or _("semua")
            shown = whole if len(whole) <= LONGEST else f"{whole[: LONGEST - 1]}…"
            each = button(
                f"{label}: {shown}", f"log-{name}", self._theme, icon_right="chevron-down",
                small=True,
            )  # fmt: skip
            each.setAccessibleName(f"{label}: {whole}")
            each.clicked.connect(lambda _on=False, name=name: self.pick_wanted.emit(name))
            made.append(each)
        return made

    def _allow(self) -> None:
        place, view = self.table.place, self._view
        chosen = view.line(place) if 0 <= place < view.count else None
        self._undo.setEnabled(chosen is not None and chosen.undoable)
        self._note.setText(self._about(chosen))

    def _about(self, chosen: LogRow | None) -> str:
        view = self._view
        if not view.total:
            return _("Belum ada tindakan yang tercatat.")
        if chosen is None:
            if view.count == view.total:
                return _("{n} tindakan, yang terbaru di atas.").format(n=view.total)
            return _("{n} dari {m} tindakan.").format(n=view.count, m=view.total)
        parts = (chosen.sentence, chosen.on, chosen.reason)
        return f"{' · '.join(part for part in parts if part)}."

    def _line(self, place: int) -> Line:
        theme, told = self._theme, self._view.line(place)
        sentence = Cell(told.sentence, bold=True)
        if told.undone:
            form = _("{sentence} (dibatalkan)")
            sentence = Cell(form.format(sentence=told.sentence), "circle-x", theme.tinta2)
        cells = (Cell(told.moment), sentence, Cell(told.on), Cell(told.reason))
        return Line(str(place), cells)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Waktu"), width=150),
        Column(_("Tindakan"), share=6),
        Column(_("Pada"), share=4, needs=640),
        Column(_("Alasan"), share=3, needs=900),
    )
