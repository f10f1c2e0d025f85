"""What all question widgets share: the answer, the mark painted on it, the rule in a sentence."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QVBoxLayout, QWidget

from kiosk.learning.answers import Answer, Mark
from kiosk.learning.question import Question
from kiosk.learning.spans import Span
from kiosk.ui.spans import spans_label
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, clear, row
from kiosk.ui.widgets.text import picture, text
from kiosk.ui.words import _

_DOWN, _UP = (Qt.Key.Key_Down, Qt.Key.Key_Right), (Qt.Key.Key_Up, Qt.Key.Key_Left)
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier


class AskWidget(QWidget):
    """A question's answer as the learner gives it. Read `current()`, listen to `changed`.

    `confirmed` tells Enter in a typed answer. Names of parts begin with `prefix`. While `trying`,
    with hints to come, a mark does not give away what was missed.
    """

    changed = Signal(object)
    confirmed = Signal()

    def __init__(self, question: Question, theme: Theme, prefix: str) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        self.question, self.theme, self.prefix = question, theme, prefix
        self.locked = self.trying = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(12))
        self._rule = text(self.rule_words, "tiny")
        self._parts = QVBoxLayout()
        self._parts.setSpacing(theme.px(10))
        self._verdict = QVBoxLayout()
        outer.addWidget(self._rule)
        outer.addLayout(self._parts)
        outer.addLayout(self._verdict)

    @property
    @abstractmethod
    def rule_words(self) -> str:
        """How this kind of question is worth points, in one sentence."""

    @abstractmethod
    def current(self) -> Answer | None:
        """The answer as it stands, None if there is none."""

    def ready(self) -> bool:
        """Whether the answer may be judged; where not, the widget says what is missing."""
        return self.current() is not None

    @abstractmethod
    def _paint(self, mark: Mark, *, reveal: bool) -> tuple[str, ...]:
        """Mark the parts; the feedback lines that were written beside a part."""

    @abstractmethod
    def _unpaint(self) -> None:
        """Take the marks off the parts."""

    def flush(self) -> None:
        """Tell at once what was typed and not yet told."""

    def settle(self) -> None:
        """Take what is shown as the answer, where that makes sense (orders)."""

    def hide_keep(self) -> None:
        """Do not offer to keep an order: the screen has its own button and calls `settle`."""

    def take_key(self, event: QKeyEvent) -> bool:  # noqa: ARG002 - kinds differ
        """Use a key for this question; False if it means nothing here."""
        return False

    def focus_first(self) -> None:
        """Put the keyboard's focus on the first part."""
        parts = self._focusable()
        if parts:
            parts[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def hide_rule(self) -> None:
        """Do not show `rule_words`: the screen says them elsewhere."""
        self._rule.hide()

    def lock(self) -> None:
        """Only to be looked at from now on."""
        self.locked = True
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for part in self.findChildren(QWidget):
            part.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_mark(self, mark: Mark, *, reveal: bool = False) -> None:
        """Show what the answer was worth and why; `reveal` also shows a right choice not taken."""
        self.clear_mark()
        said = self._paint(mark, reveal=reveal)
        left = [line for line in mark.feedback if line and line not in said]
        self._verdict.addWidget(self._verdict_card(mark, left))

    def clear_mark(self) -> None:
        """Take the mark away, for another try."""
        self._unpaint()
        clear(self._verdict)

    def _verdict_card(self, mark: Mark, lines: list[str]) -> QWidget:
        drawn, colour, words, role = self._verdict_look(mark)
        margin = self.theme.px(16)
        card = Card(remark(drawn, colour, words, "", self.theme), role=role, margin=margin)
        for line in lines:
            card.box.addWidget(text(line))
        card.box.setSpacing(self.theme.px(6))
        return card

    def _verdict_look(self, mark: Mark) -> tuple[str, str, str, str]:
        theme = self.theme
        if mark.waiting:
            return "clock", theme.laut, _("Menunggu penilaian pelatih"), "callout-blue"
        if self.current() is None:
            return "circle-minus", theme.merah, _("Tidak dijawab"), "callout-red"
        if mark.right:
            return "circle-check", theme.hijau, _("Benar"), "callout-green"
        if mark.partly:
            words = _("Sebagian benar: {n} dari 100").format(n=round(100 * mark.worth))
            return "circle-alert", theme.jingga_teks, words, "callout-orange"
        return "circle-x", theme.merah, _("Belum tepat"), "callout-red"

    def _listen(self, *parts: QWidget) -> None:
        """Keys pressed on these parts come here first."""
        for part in parts:
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go from part to part, Enter takes a button, signs choose."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in ENTER and isinstance(watched, QAbstractButton):
            watched.click()
            return True
        return self.take_key(event)

    def _focusable(self) -> list[QWidget]:
        """The parts in their order, for the arrows."""
        return []

    def _holds(self, part: QWidget) -> bool:
        """Whether the keys go to this part, also while another window lies in front."""
        return self.window().focusWidget() is part

    def _walk(self, event: QKeyEvent, parts: list[QWidget]) -> bool:
        """Move the focus by an arrow; at the ends it stays."""
        here = next((n for n, part in enumerate(parts) if self._holds(part)), None)
        step = 1 if event.key() in _DOWN else -1 if event.key() in _UP else 0
        if not step or here is None:
            return False
        there = min(max(here + step, 0), len(parts) - 1)
        parts[there].setFocus(Qt.FocusReason.TabFocusReason)
        return True


def remark(drawn: str, colour: str, word: str, words: str, theme: Theme) -> QWidget:
    """An icon, a word in bold, and the sentence that belongs to it."""
    said = f"{word}. " if words else word
    label = spans_label((Span(said, bold=True), Span(words)), leading=112)
    made = row(picture(drawn, colour, theme, 20), label, spacing=theme.px(10))
    box = made.layout()
    if box is not None:
        box.setAlignment(Qt.AlignmentFlag.AlignTop)
        for place in range(box.count()):
            item = box.itemAt(place)
            if item is not None and place == 0:
                item.setAlignment(Qt.AlignmentFlag.AlignTop)
    return made


def sign(event: QKeyEvent, count: int) -> int | None:
    """Which of `count` things a key means: A–Z or 1–9; None if none."""
    if event.modifiers() & _COMMANDS or event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return None
    typed = event.text().upper()
    if len(typed) != 1 or not typed.isascii():
        return None
    place = int(typed) - 1 if typed.isdigit() else ord(typed) - ord("A")
    return place if 0 <= place < count else None


def letter(place: int) -> str:
    """The letter of a place: 0 is A."""
    return chr(ord("A") + place)


def drop(widgets: Iterable[QWidget]) -> None:
    """Take widgets away."""
    for widget in widgets:
        widget.hide()
        widget.deleteLater()
