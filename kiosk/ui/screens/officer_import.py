"""The import of people: where the file's people stand, its columns, and its rows one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from kiosk.office.roster import Guess, Plan, RowState
from kiosk.ui.flow import flow
from kiosk.ui.import_words import no_columns_words, nobody_words, thousands
from kiosk.ui.screens.cohort_parts import footer
from kiosk.ui.screens.officer_import_columns import ColumnsCard
from kiosk.ui.screens.officer_import_rows import PROBLEMS, RowsTable, Written
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _

LOW = 700
TAKEN = (RowState.NEW, RowState.CHANGED)


@dataclass(frozen=True)
class ImportView:
    """A file as it is understood. Without a plan its columns do not suffice.

    `sheets`: how many there are; `width`: columns of the sheet; `notes`: how many sentences there
    are about the file; `written`: a row as it stands in the file, by its line.
    """

    file: str
    sheet: str
    sheets: int
    guess: Guess
    width: int
    plan: Plan | None
    notes: int
    written: Callable[[int], Written]
    filter: str = ""


class ReadingPart(QWidget):
    """A file is being read; `show_progress` says how far."""

    stop_wanted = Signal()

    def __init__(self, file: str, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._words = text(_("Membaca berkas …"), "lead")
        self._words.setObjectName("import-reading")
        stop = button(_("Hentikan"), "import-stop", theme)
        stop.clicked.connect(self.stop_wanted.emit)
        self.first_focus = stop
        self._stop = stop
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(text(_("Impor peserta"), "title", wrap=False))
        box.addWidget(row(picture("file-text", theme.tinta2, theme), text(file, "small")))
        box.addWidget(Card(self._words, row(stop, None), margin=theme.px(20)))
        box.addStretch(1)

    def show_progress(self, done: int, of: int) -> None:
        """Rows done, of all."""
        form = _("{n} dari {m} baris diperiksa.")
        self._words.setText(form.format(n=thousands(done), m=thousands(of)))

    def show_saving(self) -> None:
        """Nothing can be stopped any more."""
        self._words.setText(_("Menyimpan … Jangan matikan komputer."))
        self._stop.hide()


class ImportPart(QWidget):
    """`column_wanted` tells the place of a column, or OTHERS or ALL of them."""

    taken = Signal()
    answered = Signal(int, str)
    column_wanted = Signal(int)
    sheet_wanted = Signal()
    head_wanted = Signal()
    notes_wanted = Signal()
    problems_wanted = Signal()
    other_wanted = Signal()
    menu_wanted = Signal()
    back_wanted = Signal()

    def __init__(self, view: ImportView, theme: Theme) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._theme, self._view = theme, view
        self.rows: RowsTable | None = None
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(10))
        box.addWidget(self._head())
        self._columns = ColumnsCard(view.guess, view.width, theme)
        self._columns.wanted.connect(self.column_wanted.emit)
        box.addWidget(self._columns)
        if view.plan is not None and view.plan.rows:
            box.addWidget(self._rows(view.plan), 1)
        else:
            words = no_columns_words() if view.plan is None else nobody_words()
            sign = picture("info", theme.jingga_teks, theme, 22)
            said = text(words)
            said.setObjectName("import-nothing")
            box.addWidget(Card(row(sign, said), role="callout-orange", margin=theme.px(14)))
            box.addStretch(1)
        self.footer = self._footer(view.plan)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the rows need the room: all about the file is behind one button."""
        super().resizeEvent(event)
        low = self.rows is not None and self.window().height() / self._theme.scale < LOW
        for part in (self._columns, self._above):
            part.setVisible(not low)
        self._menu.setVisible(low)

    def _head(self) -> QWidget:
        theme, view = self._theme, self._view
        title = text(_("Impor peserta"), "title", wrap=False)
        words = [view.file]
        if view.sheet:
            words.append(_("lembar “{sheet}”").format(sheet=view.sheet))
        head = view.guess.head
        words.append(_("judul di baris {n}").format(n=head) if head else _("tanpa baris judul"))
        if view.plan is not None:
            words.append(_("{n} baris").format(n=thousands(len(view.plan.rows))))
        sign = picture("file-text", theme.tinta2, theme, 18)
        menu = self._menu = button(
            _("Tentang berkas"), "import-menu", theme, icon_right="chevron-down", small=True
        )
        menu.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        menu.clicked.connect(self.menu_wanted.emit)
        menu.hide()
        said = text(" · ".join(words), "small")
        buttons = []
        for name, label, drawn, signal in (
            ("sheet", _("Lembar"), "list", self.sheet_wanted),
            ("head", _("Baris judul"), "list", self.head_wanted),
            ("notes", _("{n} catatan").format(n=view.notes), "info", self.notes_wanted),
            ("other", _("Berkas lain"), "file-text", self.other_wanted),
        ):
            if (name == "sheet" and view.sheets < 2) or (name == "notes" and not view.notes):
                continue
            made = button(label, f"import-{name}", theme, icon_left=drawn, small=True)
            made.clicked.connect(signal.emit)
            buttons.append(made)
        self._above = flow(title, *buttons, gap=theme.px(10))
        about = row(sign, said, menu, spacing=theme.px(8))
        return column(self._above, about, spacing=theme.px(4))

    def _rows(self, plan: Plan) -> QWidget:
        made = self.rows = RowsTable(plan, self._view.written, self._theme)
        made.answered.connect(self.answered.emit)
        made.problems_wanted.connect(self.problems_wanted.emit)
        if self._view.filter:
            made.choose(self._view.filter)
        return made

    def _footer(self, plan: Plan | None) -> QFrame:
        theme = self._theme
        back = button(_("Peserta"), "import-back", theme, icon_left="arrow-left")
        back.clicked.connect(self.back_wanted.emit)
        undo = _("Dapat dibatalkan lewat Riwayat tindakan. Tidak ada peserta yang dihapus.")
        self._left = text("", "small")
        self._left.setObjectName("import-left")
        take = button("", "import-take", theme, role="primary", icon_left="user-plus")
        take.clicked.connect(self.taken.emit)
        self._take = take
        self._say_taken(plan)
        self.first_focus: QWidget = take if take.isEnabled() else back
        if self.rows is not None and plan is not None and plan.count(RowState.DOUBTFUL):
            self.first_focus = self.rows.table
        return footer(back, text(undo, "small"), self._left, take, theme=theme)

    def _say_taken(self, plan: Plan | None) -> None:
        count = 0 if plan is None else sum(plan.count(state) for state in TAKEN)
        left = 0 if plan is None else sum(plan.count(state) for state in PROBLEMS)
        self._take.setText(_("Impor {n} baris").format(n=thousands(count)))
        self._take.setAccessibleName(self._take.text())
        self._take.setEnabled(count > 0)
        form = _("{n} baris dilewati sampai diperbaiki")
        self._left.setText(form.format(n=thousands(left)) if left else "")

    def show_reckoning(self) -> None:
        """An answer is being worked in: nothing can be taken before that is done."""
        self._take.setEnabled(False)
        self._left.setText(_("Menghitung ulang …"))

    def show_plan(self, plan: Plan) -> None:
        """The same file reckoned anew after an answer."""
        if self.rows is not None:
            self.rows.show_plan(plan, self.rows.filter)
        self._say_taken(plan)
