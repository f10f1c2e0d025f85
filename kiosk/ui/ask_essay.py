"""A text to be written and marked by a person: what it is marked by, and room for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from kiosk.learning.answers import Answer, Mark, Typed, complete
from kiosk.learning.events_office import EssayMarked
from kiosk.learning.question import Essay, Question
from kiosk.ui.asking import AskWidget
from kiosk.ui.keys import Keys
from kiosk.ui.screens.sheet import points
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, picture, restyle, text
from kiosk.ui.words import _

_PAUSE = 1200
"""Milliseconds of rest after which what was written is told."""
_LONGEST = 8000
"""Characters of an essay."""


class AskEssay(AskWidget):
    """A field "{prefix}essay" with its rubric; it waits for a person and is never right or wrong.

    With the mark comes the author's own answer, to compare.
    """

    def __init__(
        self, question: Question, asked: Essay, answer: Answer | None, theme: Theme, prefix: str
    ) -> None:
        self._asked = asked
        self._worths: dict[str, QLabel] = {}
        self._marks: EssayMarked | None = None
        super().__init__(question, theme, prefix)
        self._told = answer.text if isinstance(answer, Typed) else ""
        self._parts.addWidget(self._rubric())
        self._add_field()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self.flush)

    def _rubric(self) -> QWidget:
        theme, total = self.theme, sum(c.points for c in self._asked.rubric)
        head = text(_("Yang dinilai pelatih ({n} poin)").format(n=total), "label")
        card = Card(head, role="sunken", margin=theme.px(14), spacing=theme.px(6))
        for criterion in self._asked.rubric:
            worth = text(_("{n} poin").format(n=criterion.points), "strong", wrap=False)
            self._worths[criterion.id] = worth
            line = row(text(criterion.text), worth, spacing=theme.px(12))
            box = line.layout()
            if box is not None:
                box.setStretch(0, 1)  # type: ignore[attr-defined]  # row makes a QHBoxLayout
            card.box.addWidget(line)
        return card

    def _add_field(self) -> None:
        theme = self.theme
        self.edit = QPlainTextEdit(self._told)
        self.edit.setObjectName(f"{self.prefix}essay")
        self.edit.setAccessibleName(_("Jawaban Anda"))
        self.edit.setPlaceholderText(_("Tulis jawaban Anda di sini."))
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(theme.px(200))
        self.edit.installEventFilter(self)
        self.edit.textChanged.connect(self._typed)
        self._count = text("", "small")
        self._missing = text("", "error")
        alert = picture("circle-alert", theme.merah, theme, 18)
        self._wrong = row(alert, self._missing, spacing=theme.px(6))
        self._wrong.hide()
        self._keys = Keys(self.edit, f"{self.prefix}keys", theme, lines=True)
        self._keys.hide()
        self._toggle = button(_("Papan huruf"), f"{self.prefix}keys-shown", theme, small=True)
        self._toggle.setCheckable(True)
        self._toggle.toggled.connect(self._keys.setVisible)
        self._listen(self._toggle)
        for part in (self.edit, self._wrong, row(self._count, None, self._toggle), self._keys):
            self._parts.addWidget(part)
        self._show_count()

    @property
    def rule_words(self) -> str:
        """Judged by a person."""
        return _("Jawaban dibaca dan dinilai pelatih menurut daftar di bawah ini.")

    def show_marks(self, marks: EssayMarked) -> None:
        """The trainer's points beside what they are given for; their word comes with the mark."""
        self._marks = marks
        for criterion in self._asked.rubric:
            reached = points(marks.points.get(criterion.id, 0.0))
            words = _("{n} dari {m} poin").format(n=reached, m=criterion.points)
            self._worths[criterion.id].setText(words)

    def current(self) -> Answer | None:
        """What is written, without the spaces around it."""
        words = self.edit.toPlainText().strip()
        return Typed(words) if words else None

    def ready(self) -> bool:
        """Long enough to be handed in."""
        enough = complete(self.question, self.current())
        self._say("" if enough else self._too_short())
        return enough

    def _too_short(self) -> str:
        least = max(1, self._asked.least)
        form = _("Tulis paling sedikit {n} kata. Jawaban Anda baru {m} kata.")
        return form.format(n=least, m=self._words())

    def _words(self) -> int:
        return len(self.edit.toPlainText().split())

    def _say(self, words: str) -> None:
        self._missing.setText(words)
        self._wrong.setVisible(bool(words))
        self.edit.setProperty("wrong", "true" if words else "false")
        restyle(self.edit, "")

    def _show_count(self) -> None:
        least, count = self._asked.least, self._words()
        form = _("{m} kata, paling sedikit {n}") if least else _("{m} kata")
        self._count.setText(form.format(m=count, n=least))

    def _typed(self) -> None:
        if len(self.edit.toPlainText()) > _LONGEST:
            self.edit.textCursor().deletePreviousChar()
            return
        self._show_count()
        if not self._wrong.isHidden():
            self._say("")
        self.clear_mark()
        self._rest.start()

    def flush(self) -> None:
        """Tell what was written, if it is news."""
        self._rest.stop()
        words = self.edit.toPlainText().strip()
        if words != self._told and not self.locked:
            self._told = words
            self.changed.emit(Typed(words))

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: ARG002 - no sign chooses anything here
        """Nothing: every sign belongs into the text."""
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Leaving the field tells what was written; its keys stay its own."""
        if watched is self.edit:
            if event.type() == QEvent.Type.FocusOut:
                self.flush()
            return False
        return super().eventFilter(watched, event)

    def _focusable(self) -> list[QWidget]:
        return [self.edit]

    def lock(self) -> None:
        """Only to be looked at from now on."""
        super().lock()
        self.edit.setReadOnly(True)
        self._toggle.hide()
        self._keys.hide()

    def show_mark(self, mark: Mark, *, reveal: bool = False) -> None:
        """Say how it was judged, or that a person will; below it the author's answer."""
        if mark.waiting:
            self._marks = None
            for criterion in self._asked.rubric:
                words = _("{n} poin").format(n=criterion.points)
                self._worths[criterion.id].setText(words)
        super().show_mark(mark, reveal=reveal)
        if self._marks is not None and self._marks.comment:
            self._add_words(_("Pesan pelatih"), self._marks.comment)
        if self.current() is not None and self._asked.model:
            self._add_words(_("Contoh jawaban, untuk Anda bandingkan"), self._asked.model)

    def _add_words(self, head: str, words: str) -> None:
        edge, gap = self.theme.px(16), self.theme.px(6)
        parts = (text(head, "strong"), text(words))
        self._verdict.addWidget(Card(*parts, role="callout-plain", margin=edge, spacing=gap))

    def _verdict_look(self, mark: Mark) -> tuple[str, str, str, str]:
        """An essay is neither right nor wrong: it has so many points of so many."""
        if self._marks is None or mark.waiting:
            return super()._verdict_look(mark)
        most = sum(c.points for c in self._asked.rubric)
        words = _("Dinilai pelatih: {n} dari {m} poin").format(n=points(mark.worth * most), m=most)
        return "clipboard-list", self.theme.laut, words, "callout-blue"

    def _paint(self, mark: Mark, *, reveal: bool) -> tuple[str, ...]:  # noqa: ARG002 - kinds differ
        return ()

    def _unpaint(self) -> None:
        """Nothing is painted on the text: what is said stands below it."""
