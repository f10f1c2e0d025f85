"""A question inside the text: practice with an answer at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.views import CheckState
from kiosk.learning.answers import Answer, Chosen, Mark, Typed
from kiosk.learning.course import ChoiceQuestion
from kiosk.ui.ask import ask, stem
from kiosk.ui.blocks import framed, titled
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import row
from kiosk.ui.widgets.text import button
from kiosk.ui.words import _


class CheckBlock(QWidget):
    """A question in the text; `checked(question, answer)`. One choice is checked at the tap."""

    checked = Signal(str, object)

    def __init__(self, state: CheckState, theme: Theme, *, case: bool) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        question = state.question
        self.question_id = question.id
        self.answered = state.answer is not None
        asked = question.asked
        self._at_once = isinstance(asked, ChoiceQuestion) and not asked.several
        self.ask = ask(question, (), state.answer, theme, prefix=f"{question.id}-")
        self.ask.hide_keep()
        if self._at_once:
            self.ask.hide_rule()
        words = _("Periksa jawaban")
        self._check = button(words, f"{question.id}-check", theme, icon_left="circle-check")
        self._check.clicked.connect(self._checked)
        below = row(self._check, None)
        below.setVisible(not self._at_once)
        label = _("Keputusan Anda") if case else _("Cek pemahaman")
        drawn = "map-pin" if case else "circle-help"
        head = titled(label, drawn, theme, stem(question, "h3"))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(framed([head, self.ask, below], "card", theme.garis, theme))
        self.ask.changed.connect(self._changed)
        self.ask.confirmed.connect(self._checked)
        if state.mark is not None:
            self.ask.show_mark(state.mark)

    def _changed(self, answer: Answer) -> None:
        if self._at_once and answer not in (Chosen(()), Typed("")):
            self.checked.emit(self.question_id, answer)

    def _checked(self) -> None:
        self.ask.flush()
        self.ask.settle()
        answer = self.ask.current()
        if answer is None:
            self.ask.focus_first()
        else:
            self.checked.emit(self.question_id, answer)

    def show_mark(self, mark: Mark) -> None:
        """Show what the answer was worth."""
        self.answered = True
        self.ask.show_mark(mark)
