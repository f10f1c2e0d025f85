"""Steps to be put in order, by buttons or by Alt with an arrow."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kiosk.learning.answers import Answer, Mark, Ordered
from kiosk.learning.question import Ordering, Question, Step
from kiosk.ui.asking import AskWidget, drop, remark
from kiosk.ui.icons import icon
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button, restyle, text
from kiosk.ui.words import _


class StepRow(QFrame):
    """A step with its place and two buttons."""

    def __init__(self, step: Step, ask: AskOrder) -> None:
        super().__init__()
        self.setProperty("role", "callout-plain")
        theme, name = ask.theme, f"{ask.prefix}step-{step.id}"
        self.step, self._theme = step, theme
        self.place = text("", "h3", wrap=False)
        self.place.setFixedWidth(theme.px(28))
        up_words = _("Naikkan: {words}").format(words=step.text)
        down_words = _("Turunkan: {words}").format(words=step.text)
        self.up = self._arrow("arrow-up", f"{name}-up", up_words)
        self.down = self._arrow("arrow-down", f"{name}-down", down_words)
        line = QHBoxLayout()
        line.setSpacing(theme.px(10))
        line.addWidget(self.place)
        line.addWidget(text(step.text), 1)
        line.addWidget(self.up)
        line.addWidget(self.down)
        self.box = QVBoxLayout(self)
        edge = theme.px(8)
        self.box.setContentsMargins(theme.px(18), edge, edge, edge)
        self.box.setSpacing(theme.px(6))
        self.box.addLayout(line)

    def _arrow(self, drawn: str, name: str, words: str) -> QPushButton:
        made = button("", name, self._theme, role="cell")
        made.setIcon(icon(drawn, self._theme.laut, self._theme.px(20)))
        made.setIconSize(QSize(self._theme.px(20), self._theme.px(20)))
        made.setAccessibleName(words)
        made.setFixedSize(max(48, self._theme.px(48)), max(48, self._theme.px(48)))
        return made


class AskOrder(AskWidget):
    """Rows with "{prefix}step-{id}-up" and "-down"; "{prefix}order-kept" takes the order shown."""

    def __init__(
        self,
        question: Question,
        asked: Ordering,
        order: tuple[str, ...],
        answer: Answer | None,
        theme: Theme,
        *,
        prefix: str,
    ) -> None:
        self._asked = asked
        super().__init__(question, theme, prefix)
        held = {step.id: step for step in asked.steps}
        given = answer.ids if isinstance(answer, Ordered) else order
        self._order = [x for x in given if x in held] or list(held)
        self._given = isinstance(answer, Ordered)
        self._remarks: list[QWidget] = []
        self._rows = {x: StepRow(held[x], self) for x in self._order}
        for made in self._rows.values():
            self._parts.addWidget(made)
            made.up.clicked.connect(partial(self._move, made.step.id, -1))
            made.down.clicked.connect(partial(self._move, made.step.id, 1))
            self._listen(made.up, made.down)
        self._add_keep()
        self._number()

    def _add_keep(self) -> None:
        name = f"{self.prefix}order-kept"
        self._keep = button(_("Pakai urutan ini"), name, self.theme, small=True)
        self._keep.setMinimumHeight(max(48, self.theme.px(44)))
        self._keep.clicked.connect(self.settle)
        self._listen(self._keep)
        self._keep_row = row(self._keep, None)
        self._parts.addWidget(self._keep_row)
        self._keep_row.setVisible(not self._given)

    @property
    def rule_words(self) -> str:
        """Each right place counts alike."""
        return _("Susun dari yang pertama. Tiap langkah di tempat yang tepat bernilai sama.")

    def hide_keep(self) -> None:
        """The screen has its own button."""
        self._keep_row.hide()

    def current(self) -> Answer | None:
        """The order, once it was moved or kept."""
        return Ordered(tuple(self._order)) if self._given else None

    def settle(self) -> None:
        """Take the order shown as the answer."""
        if not self._given:
            self._answer()

    def _answer(self) -> None:
        self._given = True
        self._keep_row.hide()
        self.clear_mark()
        self.changed.emit(self.current())

    def _move(self, step: str, by: int) -> None:
        here = self._order.index(step)
        there = here + by
        if not 0 <= there < len(self._order):
            return
        self._order.insert(there, self._order.pop(here))
        made = self._rows[step]
        self._parts.removeWidget(made)
        self._parts.insertWidget(there, made)
        self._number()
        self._retab()
        first, second = (made.up, made.down) if by < 0 else (made.down, made.up)
        (first if first.isEnabled() else second).setFocus(Qt.FocusReason.TabFocusReason)
        self._answer()

    def _number(self) -> None:
        last = len(self._order) - 1
        for place, step in enumerate(self._order):
            made = self._rows[step]
            made.place.setText(f"{place + 1}.")
            made.up.setEnabled(place > 0)
            made.down.setEnabled(place < last)

    def _retab(self) -> None:
        """Tab goes down the rows as they stand."""
        chain = [b for step in self._order for b in (self._rows[step].up, self._rows[step].down)]
        for one, next_one in zip([*chain, self._keep], [*chain[1:], self._keep], strict=False):
            if one is not next_one:
                QWidget.setTabOrder(one, next_one)

    def take_key(self, event: QKeyEvent) -> bool:
        """Alt with Up or Down moves the row, Up and Down alone go from row to row."""
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        here = next((r for r in self._rows.values() if r.up.hasFocus() or r.down.hasFocus()), None)
        if not by or here is None or self.locked:
            return False
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(here.step.id, by)
            return True
        place = self._order.index(here.step.id) + by
        if 0 <= place < len(self._order):
            there = self._rows[self._order[place]]
            wanted, other = (
                (there.down, there.up) if here.down.hasFocus() else (there.up, there.down)
            )
            (wanted if wanted.isEnabled() else other).setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _focusable(self) -> list[QWidget]:
        return [self._rows[self._order[0]].down]

    def lock(self) -> None:
        """Only to be looked at from now on."""
        super().lock()
        self._keep_row.hide()
        for made in self._rows.values():
            made.up.hide()
            made.down.hide()

    def _paint(self, mark: Mark, *, reveal: bool) -> tuple[str, ...]:
        said = []
        for place, step in enumerate(self._asked.steps):
            right = self._order[place] == step.id
            made = self._rows[self._order[place]]
            self._paint_row(made, right=right, reveal=reveal)
            if not right:
                said.append(made.step.feedback)
        return tuple(line for line in said if line in mark.feedback)

    def _paint_row(self, made: StepRow, *, right: bool, reveal: bool) -> None:
        restyle(made, "callout-green" if right else "callout-red")
        drawn = "circle-check" if right else "circle-x"
        colour = self.theme.hijau if right else self.theme.merah
        word = _("Tempatnya benar") if right else _("Tempatnya belum tepat")
        words = "" if right else made.step.feedback
        if reveal and not right:
            place = self._asked.steps.index(made.step) + 1
            words = _("Tempatnya nomor {n}. {words}").format(n=place, words=words)
        line = remark(drawn, colour, word, words, self.theme)
        made.box.addWidget(line)
        self._remarks.append(line)

    def _unpaint(self) -> None:
        drop(self._remarks)
        self._remarks = []
        for made in self._rows.values():
            restyle(made, "callout-plain")
