"""A question inside the text: practice with an answer at once, hints and further tries."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.desk.practice import CheckState
from kiosk.learning.answers import Answer, Chosen, Mark, Typed
from kiosk.learning.question import ChoiceQuestion, Essay
from kiosk.ui.ask import ask, stem
from kiosk.ui.ask_essay import AskEssay
from kiosk.ui.asking import remark
from kiosk.ui.blocks import framed, titled
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, clear, row
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _


class CheckBlock(QWidget):
    """A question in the text; `checked(question, answer)`. One choice is checked at the tap.

    After an answer that is not right: the next hint, and in the end "{question}-see", the answer.
    A decision of a case study (`case`) has no further tries: its consequence follows.
    """

    checked = Signal(str, object)

    def __init__(self, state: CheckState, theme: Theme, *, case: bool) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self._state, self._theme, self._case = state, theme, case
        question = state.question
        self.question_id = question.id
        self.answered = state.answer is not None
        asked = question.asked
        self._at_once = isinstance(asked, ChoiceQuestion) and not asked.several
        name = f"{question.id}-"
        self.ask = ask(question, (), state.answer, theme, prefix=name, pictures=state.pictures)
        self.ask.trying = bool(question.hints) and not case
        self.ask.hide_keep()
        if self._at_once:
            self.ask.hide_rule()
        if state.marks is not None and isinstance(self.ask, AskEssay):
            self.ask.show_marks(state.marks)
        self._lay_out()
        self.ask.changed.connect(self._changed)
        self.ask.confirmed.connect(self._checked)
        if state.mark is not None:
            self._show(state.mark)

    def _lay_out(self) -> None:
        theme, question = self._theme, self._state.question
        essay = isinstance(question.asked, Essay)
        words = _("Serahkan kepada pelatih") if essay else _("Periksa jawaban")
        drawn = "check" if essay else "circle-check"
        self._check = button(words, f"{question.id}-check", theme, icon_left=drawn)
        self._check.clicked.connect(self._checked)
        below = row(self._check, None)
        below.setVisible(not self._at_once)
        label = _("Keputusan Anda") if self._case else _("Cek pemahaman")
        drawn = "map-pin" if self._case else "circle-help"
        head = titled(label, drawn, theme, stem(question, "h3"))
        self._hints = QVBoxLayout()
        self._hints.setSpacing(theme.px(8))
        hints = QWidget()
        hints.setProperty("role", "clear")
        hints.setLayout(self._hints)
        self._hints.setContentsMargins(0, 0, 0, 0)
        self._again = text(_("Ubah jawaban Anda untuk mencoba lagi."), "small")
        self._see = button(_("Lihat jawaban"), f"{question.id}-see", theme, icon_left="eye")
        self._see.clicked.connect(self._see_answer)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        parts = [head, self.ask, below, hints, self._again, row(self._see, None)]
        box.addWidget(framed(parts, "card", theme.garis, theme))
        for part in (self._again, self._see):
            part.hide()

    def _changed(self, answer: Answer) -> None:
        if self._at_once and answer not in (Chosen(()), Typed("")):
            self.checked.emit(self.question_id, answer)

    def _checked(self) -> None:
        self.ask.flush()
        self.ask.settle()
        answer = self.ask.current()
        if answer is None or not self.ask.ready():
            self.ask.focus_first()
        else:
            self.checked.emit(self.question_id, answer)

    def show_mark(self, mark: Mark) -> None:
        """Show what the answer was worth, and what helps with the next try."""
        self.answered = True
        self._state = self._state.after(self.ask.current(), mark)
        self._show(mark)

    def _show(self, mark: Mark) -> None:
        self.ask.show_mark(mark)
        if self._case:
            return
        state = self._state
        clear(self._hints)
        for place, hint in enumerate(state.hints, 1):
            self._hints.addWidget(self._hint(place, hint))
        self._again.setVisible(state.open)
        self._see.setVisible(state.may_see)

    def _hint(self, place: int, words: str) -> Card:
        theme, count = self._theme, len(self._state.question.hints)
        form = _("Petunjuk {n} dari {m}") if count > 1 else _("Petunjuk")
        head = form.format(n=place, m=count)
        line = remark("lightbulb", theme.jingga_teks, head, words, theme)
        return Card(line, role="callout-orange", margin=theme.px(14))

    def _see_answer(self) -> None:
        mark = self._state.mark
        if mark is not None:
            self._see.hide()
            self.ask.show_mark(mark, reveal=True)
