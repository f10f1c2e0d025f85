"""Typing in the answers of a paper test: whose sheet it is, then one line a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from kiosk.ui.screens.cohort_parts import footer, said
from kiosk.ui.screens.officer_table import Cell, Column, Line, Table
from kiosk.ui.screens.sheet import Sheet
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, chip, picture, restyle, text
from kiosk.ui.words import _

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WIDE = 150


class WhosePart(QWidget):
    """The class with what was typed in so far, and a field to scan a sheet or look for a name.

    `members` are id, name and score in words ("" not yet); `sought` tells what stood in the field.
    """

    chosen = Signal(str)
    sought = Signal(str)
    back_wanted = Signal()

    def __init__(
        self, title: str, members: Sequence[tuple[str, str, str]], theme: Theme, *, told: str = ""
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.field = Field(
            _("Pindai kode lembar jawaban, atau ketik nama atau NIP"), "paper-find", theme
        )
        self.field.line.returnPressed.connect(lambda: self.sought.emit(self.field.value))
        self.first_focus: QWidget = self.field
        columns = (Column(_("Peserta"), share=3), Column(_("Nilai"), width=150))
        self.table = Table(columns, "paper-members", _("Peserta"), theme)
        self.table.show_lines([_member(*each, theme=theme) for each in members])
        self.table.activated.connect(lambda _index: self.chosen.emit(self.table.key))
        back = button(_("Uji kertas"), "paper-back", theme, icon_left="arrow-left")
        enter = button(_("Ketik"), "paper-enter", theme, role="primary", icon_right="arrow-right")
        back.clicked.connect(self.back_wanted.emit)
        enter.clicked.connect(self._enter)
        done = sum(bool(score) for _id, _name, score in members)
        count = _("{n} dari {m} lembar diketik").format(n=done, m=len(members))
        self.footer = footer(back, said(count if members else ""), enter, theme=theme)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(text(title, "h2"))
        if told:
            words = text(told, "strong")
            words.setObjectName("paper-said")
            box.addWidget(row(picture("circle-check", theme.hijau, theme, 22), words))
        box.addWidget(self.field)
        box.addWidget(self.table, 1)
        self.table.setVisible(bool(members))
        if not members:
            box.addStretch(1)

    def _enter(self) -> None:
        if self.field.value:
            self.sought.emit(self.field.value)
        elif self.table.key:
            self.chosen.emit(self.table.key)


def _member(key: str, name: str, score: str, theme: Theme) -> Line:
    done = Cell(score, "circle-check", theme.hijau) if score else Cell("–")
    return Line(key, (Cell(name, bold=True), done))


@dataclass(frozen=True)
class AnswerLine:
    """A question of the sheet: how it is answered in a few words, and what stands there already.

    `one`: a single key is the whole answer.
    """

    id: str
    stem: str
    how: str
    one: bool = False
    typed: str = ""


@dataclass(frozen=True)
class SheetView:
    """A learner's sheet. `package` of `packages`; `objection`: why a reason is needed, in words."""

    name: str
    title: str
    lines: tuple[AnswerLine, ...]
    package: str
    packages: tuple[str, ...]
    objection: str = ""
    typed_before: bool = False
    usual: tuple[str, ...] = field(default=())


class TypePart(QWidget):
    """One line a question. `check(question, typed)` says what is read there, or what is wrong."""

    saved = Signal(object, str)
    package_wanted = Signal(str)
    back_wanted = Signal()

    def __init__(
        self, view: SheetView, check: Callable[[str, str], tuple[bool, str]], theme: Theme
    ) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._view, self._check, self._theme = view, check, theme
        self._lines: list[QLineEdit] = []
        self._read: list[QLabel] = []
        card = Card(margin=theme.px(16), spacing=theme.px(6))
        for n, each in enumerate(view.lines):
            card.box.addWidget(self._row(n, each))
        self.reason = Field(_("Alasan (wajib)"), "paper-reason", theme)
        self.footer = self._footer()
        self.first_focus: QWidget = self._lines[0]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.px(12))
        box.addWidget(self._head())
        box.addWidget(card)
        if view.objection:
            usual = [chip(words, f"paper-usual-{n}", theme) for n, words in enumerate(view.usual)]
            for made in usual:
                made.setCheckable(False)
                made.clicked.connect(partial(self.reason.line.setText, made.text()))
            box.addWidget(Card(row(*usual, None), self.reason, margin=theme.px(16)))
        for n in range(len(view.lines)):
            self._say(n)

    def _head(self) -> QWidget:
        theme, view = self._theme, self._view
        chips = []
        for each in view.packages if len(view.packages) > 1 else ():
            words = _("Paket {letter}").format(letter=each)
            made = chip(words, f"paper-package-{each}", theme, on=each == view.package)
            made.clicked.connect(partial(self.package_wanted.emit, each))
            made.setEnabled(not view.typed_before)
            chips.append(made)
        title = Sheet(text(view.name, "h2"), text(view.title, "small"), spacing=2)
        line = row(title, *chips)
        layout = line.layout()
        if layout is not None:
            layout.setStretch(0, 1)  # type: ignore[attr-defined]  # row makes a QHBoxLayout
        if not view.objection:
            return line
        why = row(picture("info", theme.jingga_teks, theme), text(view.objection, "warn"))
        return Sheet(line, why, spacing=theme.px(8))

    def _row(self, n: int, each: AnswerLine) -> QWidget:
        theme = self._theme
        number = text(f"{n + 1}.", "strong", wrap=False)
        number.setFixedWidth(theme.px(34))
        typed = QLineEdit(each.typed)
        typed.setObjectName(f"answer-{n + 1}")
        name = _("Soal {n}: {stem} ({how})").format(n=n + 1, stem=each.stem, how=each.how)
        typed.setAccessibleName(name)
        typed.setPlaceholderText(each.how)
        typed.setMinimumHeight(theme.px(48))
        typed.setFixedWidth(theme.px(WIDE))
        typed.setToolTip(each.stem)
        typed.textEdited.connect(partial(self._typed, n))
        typed.installEventFilter(self)
        read = text("", "small")
        read.setObjectName(f"read-{n + 1}")
        self._lines.append(typed)
        self._read.append(read)
        line = row(number, typed, read, spacing=theme.px(10))
        layout = line.layout()
        if layout is not None:
            layout.setStretch(2, 1)  # type: ignore[attr-defined]  # row makes a QHBoxLayout
        return line

    def _footer(self) -> QWidget:
        theme = self._theme
        back = button(_("Peserta lain"), "paper-other", theme, icon_left="arrow-left")
        back.clicked.connect(self.back_wanted.emit)
        self._count = said("", "paper-count")
        save = button(
            _("Simpan dan lanjut"), "paper-save", theme, role="primary", icon_right="arrow-right"
        )
        save.clicked.connect(self._save)
        self._save_button = save
        return footer(back, self._count, save, theme=theme)

    def _typed(self, n: int, words: str) -> None:
        """A key that is the whole answer goes on to the next line."""
        line = self._view.lines[n]
        if line.one and len(words.strip()) > 1:
            self._lines[n].setText(words.strip()[-1])
        if line.one or words.islower():
            place = self._lines[n].cursorPosition()
            self._lines[n].setText(self._lines[n].text().upper() if line.one else words)
            self._lines[n].setCursorPosition(place)
        fine = self._say(n)
        if line.one and words.strip() and fine:
            self._go(n + 1)

    def _say(self, n: int) -> bool:
        """Beside the line what is read there."""
        fine, words = self._check(self._view.lines[n].id, self._lines[n].text())
        label = self._read[n]
        label.setText(words)
        restyle(label, "small" if fine else "error")
        self._lines[n].setProperty("wrong", "false" if fine else "true")
        restyle(self._lines[n], "")
        filled = sum(bool(line.text().strip()) for line in self._lines)
        form = _("{n} dari {m} soal terisi")
        self._count.setText(form.format(n=filled, m=len(self._lines)))
        return fine

    def _go(self, n: int) -> None:
        """To another line; after the last one to the reason, or to saving."""
        if n < len(self._lines):
            self._lines[max(0, n)].setFocus()
            self._lines[max(0, n)].selectAll()
        elif self._view.objection and not self.reason.value:
            self.reason.setFocus()
        else:
            self._save_button.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the arrows go on, Backspace in an empty line goes back, Ctrl+Enter saves."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        n = next((i for i, line in enumerate(self._lines) if line is watched), -1)
        if n < 0:
            return False
        key = event.key()
        if key in _ENTER and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._save()
        elif key in _ENTER or key == Qt.Key.Key_Down:
            self._go(n + 1)
        elif key == Qt.Key.Key_Up or (key == Qt.Key.Key_Backspace and not self._lines[n].text()):
            self._go(n - 1)
        else:
            return False
        return True

    def answers(self) -> Mapping[str, str]:
        """What stands in the lines, by question."""
        return {
            each.id: line.text() for each, line in zip(self._view.lines, self._lines, strict=True)
        }

    def _save(self) -> None:
        wrong = next((n for n in range(len(self._lines)) if not self._say(n)), None)
        if wrong is not None:
            self._go(wrong)
            return
        self.saved.emit(self.answers(), self.reason.value)

    def tell(self, words: str) -> None:
        """What was in the way of saving, beside the reason."""
        self.reason.set_error(words)
        self.reason.setFocus()
