"""A text with gaps to be filled: some by typing, some from a list that opens below the text."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from kiosk.learning.answers import Answer, Filled, Mark, fits
from kiosk.learning.question import Cloze, Gap, Question
from kiosk.ui.ask_passage import Hole, Passage
from kiosk.ui.asking import ENTER, AskWidget, drop, letter, remark, sign
from kiosk.ui.icons import icon
from kiosk.ui.keys import Keys
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.option import Option
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _

_PAUSE = 400
"""Milliseconds of rest after which what was typed is told."""
_LONGEST = 60
_NARROWEST, _WIDEST = 8, 22
"""Letters for which a field has room; the same for all fields, so that none tells its word."""


class AskGaps(AskWidget):
    """Fields "{prefix}gap-{name}"; a list's choices are "{prefix}gap-{name}-{n}"."""

    def __init__(
        self, question: Question, asked: Cloze, answer: Answer | None, theme: Theme, prefix: str
    ) -> None:
        self._asked = asked
        super().__init__(question, theme, prefix)
        known = {gap.name for gap in asked.gaps}
        given = answer.gaps if isinstance(answer, Filled) else {}
        self._held = {name: words for name, words in given.items() if name in known and words}
        self._told = dict(self._held)
        self._remarks: list[QWidget] = []
        self._lines: dict[str, QLineEdit] = {}
        self._openers: dict[str, QPushButton] = {}
        self._lists: dict[str, list[Option]] = {}
        self._cards: dict[str, Card] = {}
        self._holes = {gap.name: self._hole(n, gap) for n, gap in enumerate(asked.gaps, 1)}
        self._parts.addWidget(Passage(asked.passage, self._holes, theme))
        for n, gap in enumerate(asked.gaps, 1):
            if gap.choices:
                self._add_list(n, gap)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self.flush)
        if self._lines:
            self._add_keys()

    def _hole(self, number: int, gap: Gap) -> Hole:
        control = self._opener(number, gap) if gap.choices else self._line(number, gap)
        hole = Hole(number if len(self._asked.gaps) > 1 else 0, control, self.theme)
        hole.set_mark("", self._role(gap.name))
        return hole

    def _line(self, number: int, gap: Gap) -> QLineEdit:
        made = QLineEdit(self._held.get(gap.name, ""))
        made.setObjectName(f"{self.prefix}gap-{gap.name}")
        made.setAccessibleName(_("Isian {n}").format(n=number))
        made.setMaxLength(_LONGEST)
        longest = max(len(words) for g in self._asked.gaps for words in g.accept if not g.choices)
        letters = min(max(longest, _NARROWEST), _WIDEST)
        made.setFixedSize(self.theme.px(11 * letters + 30), max(48, self.theme.px(44)))
        made.textChanged.connect(partial(self._typed, gap.name))
        made.editingFinished.connect(self.flush)
        made.installEventFilter(self)
        self._lines[gap.name] = made
        return made

    def _opener(self, number: int, gap: Gap) -> QPushButton:
        name, theme = f"{self.prefix}gap-{gap.name}", self.theme
        made = button("", name, theme, role="slot")
        made.setFixedHeight(max(48, theme.px(44)))
        made.setIcon(icon("chevron-down", theme.laut, theme.px(18), before=theme.px(6)))
        made.setIconSize(QSize(theme.px(24), theme.px(18)))
        made.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        made.clicked.connect(partial(self._toggle, gap.name))
        self._listen(made)
        self._openers[gap.name] = made
        self._show_chosen(number, gap.name)
        return made

    def _add_list(self, number: int, gap: Gap) -> None:
        theme, name = self.theme, f"{self.prefix}gap-{gap.name}"
        options = [
            Option(letter(n), words, f"{name}-{n + 1}", theme, size=16)
            for n, words in enumerate(gap.choices)
        ]
        self._listen(*options)
        for n, option in enumerate(options):
            option.clicked.connect(partial(self._choose, gap.name, n))
        head = text(_("Pilihan untuk isian {n}").format(n=number), "label")
        edge, gap_between = theme.px(10), theme.px(8)
        card = Card(head, *options, role="sunken", margin=edge, spacing=gap_between)
        card.hide()
        self._lists[gap.name], self._cards[gap.name] = options, card
        self._parts.addWidget(card)

    def _add_keys(self) -> None:
        """One set of keys for all fields: it types where the focus was last."""
        self._aim = QWidget(self)
        self._aim.hide()
        self._aim.setFocusProxy(next(iter(self._lines.values())))
        self._keys = Keys(self._aim, f"{self.prefix}keys", self.theme)
        self._keys.hide()
        self._shown = button(_("Papan huruf"), f"{self.prefix}keys-shown", self.theme, small=True)
        self._shown.setCheckable(True)
        self._shown.toggled.connect(self._keys.setVisible)
        self._listen(self._shown)
        self._parts.addWidget(row(self._shown, None))
        self._parts.addWidget(self._keys)

    @property
    def rule_words(self) -> str:
        """Each gap counts alike."""
        return _("Isi setiap bagian yang kosong. Tiap isian yang tepat bernilai sama.")

    def current(self) -> Answer | None:
        """What stands in the gaps."""
        return Filled(dict(self._held)) if self._held else None

    def _role(self, name: str) -> str:
        return "slot-on" if name in self._openers and self._held.get(name) else "slot"

    def _typed(self, name: str, words: str) -> None:
        self.clear_mark()
        self._held.pop(name, None)
        if words.strip():
            self._held[name] = words.strip()
        self._rest.start()

    def _entered(self, name: str) -> None:
        """Enter goes on to the next gap, and from the last one to what comes after."""
        self.flush()
        gaps = [gap.name for gap in self._asked.gaps]
        later = gaps[gaps.index(name) + 1 :]
        if later:
            self._holes[later[0]].control.setFocus(Qt.FocusReason.TabFocusReason)
        elif self._held:
            self.confirmed.emit()

    def flush(self) -> None:
        """Tell what was typed, if it is news."""
        self._rest.stop()
        if self._held != self._told and not self.locked:
            self._told = dict(self._held)
            self.changed.emit(Filled(dict(self._held)))

    def _toggle(self, name: str) -> None:
        opening = self._cards[name].isHidden()
        for other, card in self._cards.items():
            card.setVisible(opening and other == name)
        if opening:
            options = self._lists[name]
            for option in options:
                option.setChecked(option.text() == self._held.get(name))
            taken = [o for o in options if o.isChecked()]
            (taken or options)[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _choose(self, name: str, place: int) -> None:
        gaps = [gap.name for gap in self._asked.gaps]
        self._held[name] = self._asked.gaps[gaps.index(name)].choices[place]
        self._cards[name].hide()
        self.clear_mark()
        self._show_chosen(gaps.index(name) + 1, name)
        self._openers[name].setFocus(Qt.FocusReason.TabFocusReason)
        self.flush()

    def _show_chosen(self, number: int, name: str) -> None:
        words, made = self._held.get(name, ""), self._openers[name]
        made.setText(words.replace("&", "&&") or _("Pilih"))
        made.setAccessibleName(
            _("Isian {n}: {words}").format(n=number, words=words or _("belum dipilih"))
        )

    def take_key(self, event: QKeyEvent) -> bool:
        """In an open list signs choose and arrows move; else arrows go from gap to gap."""
        for name, options in self._lists.items():
            inside = any(self._holds(option) for option in options)
            place = sign(event, len(options))
            if inside and place is not None and not self.locked:
                self._choose(name, place)
                return True
            if inside:
                return self._walk(event, list(options))
        return self._walk(event, self._focusable())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes an open list before it means "back"; a field keeps its keys."""
        if isinstance(watched, QLineEdit):
            return self._field_event(watched, event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            opened = next((n for n, card in self._cards.items() if not card.isHidden()), None)
            if opened is not None and event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if opened is not None and event.type() == QEvent.Type.KeyPress:
                self._toggle(opened)
                self._openers[opened].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _field_event(self, line: QLineEdit, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            self._aim.setFocusProxy(line)
        pressed = event if event.type() == QEvent.Type.KeyPress else None
        if isinstance(pressed, QKeyEvent) and pressed.key() in ENTER:
            # taken here, or the window would press the button that gets the focus now
            self._entered(next(name for name, made in self._lines.items() if made is line))
            return True
        return False

    def _focusable(self) -> list[QWidget]:
        return [hole.control for hole in self._holes.values()]

    def lock(self) -> None:
        """Only to be looked at from now on."""
        super().lock()
        for card in self._cards.values():
            card.hide()
        for line in self._lines.values():
            line.setReadOnly(True)
        if self._lines:
            self._shown.hide()
            self._keys.hide()

    def _paint(self, mark: Mark, *, reveal: bool) -> tuple[str, ...]:
        said = []
        for number, gap in enumerate(self._asked.gaps, 1):
            right = fits(gap, self._held.get(gap.name, ""))
            self._holes[gap.name].set_mark("right" if right else "wrong")
            words = gap.right_feedback if right else gap.wrong_feedback
            said.append(words)
            if reveal and not right:
                form = _("Isian yang tepat: {right}. {words}")
                words = form.format(right=gap.accept[0].rstrip("."), words=words)
            self._remark(number, words if said[-1] in mark.feedback or reveal else "", right=right)
        return tuple(said)

    def _remark(self, number: int, words: str, *, right: bool) -> None:
        drawn = "circle-check" if right else "circle-x"
        colour = self.theme.hijau if right else self.theme.merah
        word = _("Benar") if right else _("Belum tepat")
        if len(self._asked.gaps) > 1:
            word = f"{number}. {word}"
        line = remark(drawn, colour, word, words, self.theme)
        self._parts.addWidget(line)
        self._remarks.append(line)

    def _unpaint(self) -> None:
        drop(self._remarks)
        self._remarks = []
        for name, hole in self._holes.items():
            hole.set_mark("", self._role(name))
