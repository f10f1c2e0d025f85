"""Pairs to be joined: each left-hand side has a button that opens the right-hand sides."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from kiosk.learning.answers import Answer, Joined, Mark
from kiosk.learning.question import Matching, Pair, Question
from kiosk.ui.asking import AskWidget, drop, letter, remark, sign
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card
from kiosk.ui.widgets.option import Option
from kiosk.ui.widgets.text import text
from kiosk.ui.words import _

_WIDE = 620


class Join(Option):
    """What a left-hand side is joined to; opens the list."""

    def put(self, shown: str, words: str, spoken: str, *, on: bool) -> None:
        """Show a letter and words."""
        self._letter = shown
        self.setText(words)
        self.setAccessibleName(spoken)
        self.setChecked(on)
        self.updateGeometry()
        self.update()


class PairRow(QWidget):
    """A left-hand side, what it is joined to, and the list while it is open."""

    def __init__(self, pair: Pair, number: int, rights: tuple[str, ...], ask: AskPairs) -> None:
        super().__init__()
        self.setProperty("role", "clear")
        theme, name = ask.theme, f"{ask.prefix}pair-{pair.id}"
        self.pair, self.number, self._rights = pair, number, rights
        self.join = Join("?", "", name, theme, size=16)
        self.options = [
            Option(letter(n), words, f"{name}-{n + 1}", theme, size=16)
            for n, words in enumerate(rights)
        ]
        self.list = Card(*self.options, role="sunken", margin=theme.px(10), spacing=theme.px(8))
        self.list.hide()
        self.sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self.sides.setSpacing(theme.px(10))
        self.sides.addWidget(text(f"{number}. {pair.left}"), 1)
        self.sides.addWidget(self.join, 1)
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, 0, 0, 0)
        self.box.setSpacing(theme.px(8))
        self.box.addLayout(self.sides)
        self.box.addWidget(self.list)

    def show_joined(self, right: str) -> None:
        """Show the right-hand side this is joined to, "" for none."""
        known = right in self._rights
        shown = letter(self._rights.index(right)) if known else "?"
        words = right or _("Pilih pasangannya")
        spoken = _("{left}: {right}").format(left=self.pair.left, right=words)
        self.join.put(shown, words, spoken, on=known)
        for option, own in zip(self.options, self._rights, strict=True):
            option.setChecked(own == right)


class AskPairs(AskWidget):
    """Rows "{prefix}pair-{id}" with lists "{prefix}pair-{id}-{n}"."""

    def __init__(
        self,
        question: Question,
        asked: Matching,
        order: tuple[str, ...],
        answer: Answer | None,
        theme: Theme,
        *,
        prefix: str,
    ) -> None:
        self._asked = asked
        super().__init__(question, theme, prefix)
        self._rights = tuple(dict.fromkeys(order))
        self._joined = dict(answer.pairs) if isinstance(answer, Joined) else {}
        self._remarks: list[QWidget] = []
        self._rows = [
            PairRow(pair, n, self._rights, self) for n, pair in enumerate(asked.pairs, start=1)
        ]
        for made in self._rows:
            self._parts.addWidget(made)
            made.join.clicked.connect(partial(self._toggle, made))
            self._listen(made.join, *made.options)
            for place, option in enumerate(made.options):
                option.clicked.connect(partial(self._choose, made, place))
            made.show_joined(self._joined.get(made.pair.id, ""))

    @property
    def rule_words(self) -> str:
        """Each pair counts alike."""
        return _("Pilih pasangan untuk tiap nomor. Tiap pasangan yang tepat bernilai sama.")

    def current(self) -> Answer | None:
        """The pairs joined so far."""
        return Joined(dict(self._joined)) if self._joined else None

    def _toggle(self, made: PairRow) -> None:
        opening = made.list.isHidden()
        for other in self._rows:
            other.list.setVisible(opening and other is made)
            other.show_joined(self._joined.get(other.pair.id, ""))
        if opening:
            taken = [o for o in made.options if o.isChecked()]
            (taken or made.options)[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, made: PairRow, place: int) -> None:
        self._joined[made.pair.id] = self._rights[place]
        made.show_joined(self._rights[place])
        made.list.hide()
        made.join.setFocus(Qt.FocusReason.TabFocusReason)
        self.clear_mark()
        self.changed.emit(self.current())

    def take_key(self, event: QKeyEvent) -> bool:
        """In an open list signs choose and arrows move; closed, arrows go from row to row."""
        for made in self._rows:
            inside = any(option.hasFocus() for option in made.options)
            place = sign(event, len(made.options))
            if inside or made.join.hasFocus():
                if place is not None and not self.locked:
                    self._choose(made, place)
                    return True
                parts: list[QWidget] = list(made.options)
                return self._walk(event, parts if inside else self._focusable())
        return False

    def _focusable(self) -> list[QWidget]:
        return [made.join for made in self._rows]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes an open list before it means "back"."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            opened = next((made for made in self._rows if not made.list.isHidden()), None)
            if opened is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if opened is not None and event.type() == QEvent.Type.KeyPress:
                self._toggle(opened)
                opened.join.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        wide = self.width() >= self.theme.px(_WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        for made in self._rows:
            made.sides.setDirection(way)
        super().resizeEvent(event)

    def _paint(self, mark: Mark, *, reveal: bool) -> tuple[str, ...]:
        said = []
        for made in self._rows:
            right = self._joined.get(made.pair.id) == made.pair.right
            made.join.set_mark("right" if right else "wrong")
            words = "" if right else made.pair.feedback
            if reveal and not right:
                words = _("Pasangannya: {right}. {words}").format(
                    right=made.pair.right.rstrip("."), words=words
                )
            self._remark(made, words, right=right)
            if not right:
                said.append(made.pair.feedback)
        return tuple(line for line in said if line in mark.feedback)

    def _remark(self, made: PairRow, words: str, *, right: bool) -> None:
        drawn = "circle-check" if right else "circle-x"
        colour = self.theme.hijau if right else self.theme.merah
        word = _("Benar") if right else _("Belum tepat")
        line = remark(drawn, colour, word, words, self.theme)
        made.join.setAccessibleDescription(word)
        made.box.addWidget(line)
        self._remarks.append(line)

    def _unpaint(self) -> None:
        drop(self._remarks)
        self._remarks = []
        for made in self._rows:
            made.join.set_mark("")
            made.join.setAccessibleDescription("")
