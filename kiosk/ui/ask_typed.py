"""A word or a number to type, by keyboard or by touch."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from kiosk.learning.answers import Answer, Mark, Typed, number
from kiosk.learning.question import NumberAnswer, Question, ShortAnswer
from kiosk.ui.ask_lines import solution
from kiosk.ui.asking import AskWidget
from kiosk.ui.keys import Keys
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import column, row
from kiosk.ui.widgets.text import HEIGHT, button, text
from kiosk.ui.words import _

_PAUSE = 400
"""Milliseconds of rest after which what was typed is told."""


class AskTyped(AskWidget):
    """A line to type in, "{prefix}typed"; `changed` follows a short rest, Enter or `flush`."""

    def __init__(
        self,
        question: Question,
        asked: ShortAnswer | NumberAnswer,
        answer: Answer | None,
        theme: Theme,
        prefix: str,
    ) -> None:
        self._asked = asked
        super().__init__(question, theme, prefix)
        self._told = answer.text if isinstance(answer, Typed) else ""
        label = _("Jawaban Anda")
        numeric = isinstance(asked, NumberAnswer)
        self._field = Field(label, f"{prefix}typed", theme, value=self._told)
        self._field.setFixedWidth(theme.px(200 if numeric else 360))
        self._field.line.setMaxLength(60)
        self._keys = Keys(self._field.line, f"{prefix}keys", theme, digits=numeric)
        self._keys.hide()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self.flush)
        self._field.changed.connect(self._typed)
        self._field.line.editingFinished.connect(self.flush)
        self._field.line.returnPressed.connect(self._confirm)
        self._parts.addWidget(self._field_row(numeric=numeric))
        self._parts.addWidget(self._keys)
        self._answer = text("", "strong")
        self._answer.hide()
        self._parts.addWidget(self._answer)

    def _field_row(self, *, numeric: bool) -> QWidget:
        words = _("Papan angka") if numeric else _("Papan huruf")
        self._toggle = button(words, f"{self.prefix}keys-shown", self.theme)
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._keys.setVisible)
        self._listen(self._toggle)
        parts: list[QWidget] = [self._field]
        if isinstance(self._asked, NumberAnswer) and self._asked.unit:
            parts.append(self._level(text(self._asked.unit, "lead", wrap=False)))
        parts.append(self._level(self._toggle))
        return row(*parts, None)

    def _level(self, part: QWidget) -> QWidget:
        """A part level with the line, which has a label above it."""
        part.setMinimumHeight(self.theme.px(HEIGHT))
        return column(text("", "label", wrap=False), part, None, spacing=6)

    @property
    def rule_words(self) -> str:
        """All or nothing."""
        if isinstance(self._asked, ShortAnswer):
            return _(
                "Tulis satu atau beberapa kata. Huruf besar, spasi, dan tanda baca"
                " tidak memengaruhi nilai."
            )
        if self._asked.tolerance > 0:
            return _("Tulis angka. Nilai penuh bila tepat; selisih pembulatan kecil diterima.")
        return _("Tulis angka. Nilai penuh bila tepat.")

    def current(self) -> Answer | None:
        """What is typed now."""
        return Typed(self._field.value) if self._field.value else None

    def _typed(self, _words: str) -> None:
        self.clear_mark()
        self._rest.start()

    def _confirm(self) -> None:
        self.flush()
        if self.current() is not None:
            self.confirmed.emit()

    def flush(self) -> None:
        """Tell what was typed, if it is news."""
        self._rest.stop()
        if self._field.value == self._told or self.locked:
            return
        self._told = self._field.value
        if isinstance(self._asked, NumberAnswer) and self._told and number(self._told) is None:
            self._field.set_error(_("Tulis angka saja, misalnya 82,5."))
        self.changed.emit(Typed(self._told))

    def _focusable(self) -> list[QWidget]:
        return [self._field.line]

    def lock(self) -> None:
        """Only to be looked at from now on."""
        super().lock()
        self._field.line.setReadOnly(True)
        self._toggle.hide()
        self._keys.hide()

    def _paint(self, mark: Mark, *, reveal: bool) -> tuple[str, ...]:
        if reveal and not mark.right:
            words = " ".join(solution(self.question))
            self._answer.setText(_("Jawaban benar: {words}").format(words=words))
            self._answer.show()
        return ()

    def _unpaint(self) -> None:
        self._answer.hide()
