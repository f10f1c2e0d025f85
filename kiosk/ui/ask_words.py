"""Words to be put into a text: dragged, tapped one after the other, or by their letters."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QWidget

from kiosk.learning.answers import Answer, Filled, Mark
from kiosk.learning.question import DragWords, Question
from kiosk.ui.ask_passage import Hole, Passage
from kiosk.ui.asking import AskWidget, drop, letter, remark, sign
from kiosk.ui.flow import flow
from kiosk.ui.icons import icon
from kiosk.ui.lifting import Lifted
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card
from kiosk.ui.widgets.text import restyle, text
from kiosk.ui.words import _

_TAKE_BACK = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class AskWords(AskWidget):
    """Places "{prefix}gap-{name}" in the text, words "{prefix}word-{n}" below it, each used once.

    A word that lies there twice may stand in two places.
    """

    def __init__(
        self,
        question: Question,
        asked: DragWords,
        order: tuple[str, ...],
        answer: Answer | None,
        theme: Theme,
        *,
        prefix: str,
    ) -> None:
        self._asked, self._bank = asked, order
        super().__init__(question, theme, prefix)
        self._held: dict[str, int] = {}
        self._picked: int | None = None
        self._waiting = ""
        self._flying: QLabel | None = None
        self._remarks: list[QWidget] = []
        for name, words in (answer.gaps if isinstance(answer, Filled) else {}).items():
            self._lay(name, words)
        many = len(asked.slots) > 1
        self._slots = {slot.name: self._slot(slot.name) for slot in asked.slots}
        self._holes = {
            name: Hole(n if many else 0, made, theme)
            for n, (name, made) in enumerate(self._slots.items(), 1)
        }
        self._parts.addWidget(Passage(asked.passage, self._holes, theme))
        self._words = [self._word(n, words) for n, words in enumerate(order)]
        bank = flow(*self._words, gap=theme.px(8))
        head = text(_("Kata yang tersedia"), "label")
        edge, gap = theme.px(12), theme.px(8)
        self._store = Card(head, bank, role="sunken", margin=edge, spacing=gap)
        self._parts.addWidget(self._store)
        self._show()

    def _lay(self, name: str, words: str) -> None:
        """Put a word of an earlier answer into its place, if it still lies in the bank."""
        free = [n for n, w in enumerate(self._bank) if w == words and n not in self._held.values()]
        if free and name in {slot.name for slot in self._asked.slots}:
            self._held[name] = free[0]

    def _slot(self, name: str) -> Lifted:
        made = Lifted("", f"{self.prefix}gap-{name}", "slot", self.theme)
        made.setMinimumWidth(self.theme.px(112))
        made.clicked.connect(partial(self._slot_clicked, name))
        made.raised.connect(partial(self._raised, made))
        made.moved.connect(self._moved)
        made.dropped.connect(partial(self._dropped_from, name))
        self._listen(made)
        return made

    def _word(self, place: int, words: str) -> Lifted:
        made = Lifted("", f"{self.prefix}word-{place + 1}", "piece", self.theme)
        made.setText(f"{letter(place)}   {words}".replace("&", "&&"))
        made.setAccessibleName(f"{letter(place)}. {words}")
        made.setCheckable(True)
        made.carries = words
        made.clicked.connect(partial(self._word_clicked, place))
        made.raised.connect(partial(self._raised, made))
        made.moved.connect(self._moved)
        made.dropped.connect(partial(self._dropped, place))
        self._listen(made)
        return made

    @property
    def rule_words(self) -> str:
        """Each right place counts alike."""
        return _(
            "Seret kata ke tempatnya, atau pilih kata lalu tempatnya. Di tempat kosong, huruf di"
            " depan kata juga dapat ditekan. Tiap kata yang tepat bernilai sama."
        )

    def current(self) -> Answer | None:
        """The words put into the text so far."""
        return Filled(self._filled()) if self._held else None

    def _filled(self) -> dict[str, str]:
        return {
            slot.name: self._bank[self._held[slot.name]]
            for slot in self._asked.slots
            if slot.name in self._held
        }

    def _put(self, name: str, place: int) -> None:
        """A word into a place; what stood there, and where the word stood, is free again."""
        self._held = {n: p for n, p in self._held.items() if p != place and n != name}
        self._held[name] = place
        self._told()

    def _take_back(self, name: str) -> None:
        if self._held.pop(name, None) is not None:
            self._told()

    def _told(self) -> None:
        self._picked, self._waiting = None, ""
        self.clear_mark()
        self._show()
        self.changed.emit(Filled(self._filled()))

    def _slot_clicked(self, name: str) -> None:
        if self._picked is not None:
            self._put(name, self._picked)
        elif name in self._held:
            self._take_back(name)
        else:
            self._waiting = "" if self._waiting == name else name
            self._show()
            if self._waiting:
                self._focus_first_of([w for w in self._words if w.isEnabled()])

    def _word_clicked(self, place: int) -> None:
        if self._waiting:
            name = self._waiting
            self._put(name, place)
            self._slots[name].setFocus(Qt.FocusReason.TabFocusReason)
            return
        self._picked = None if self._picked == place else place
        self._show()
        if self._picked is not None:
            self._focus_first_of(self._empty())

    def _empty(self) -> list[Lifted]:
        return [made for name, made in self._slots.items() if name not in self._held]

    def _focus_first_of(self, parts: list[Lifted]) -> None:
        if parts:
            parts[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _show(self) -> None:
        """Words where they stand; those in the text lie pale in the bank."""
        for number, (name, made) in enumerate(self._slots.items(), 1):
            words = self._bank[self._held[name]] if name in self._held else ""
            made.carries = words
            made.setText(words.replace("&", "&&") or " ")
            shown = words or _("kosong")
            made.setAccessibleName(_("Tempat {n}: {words}").format(n=number, words=shown))
            role = "slot-here" if name == self._waiting else "slot-on" if words else "slot"
            self._holes[name].set_mark("", role)
        used, size = set(self._held.values()), self.theme.px(18)
        for place, made in enumerate(self._words):
            made.setEnabled(place not in used)
            made.setChecked(place == self._picked)
            drawn = icon("check", self.theme.tinta3, size, off=self.theme.tinta3)
            made.setIcon(drawn if place in used else icon("grip-vertical", self.theme.bidang, size))
            made.setIconSize(QSize(size, size))

    def _raised(self, made: Lifted) -> None:
        self._flying = text(made.carries, "flying", wrap=False)
        self._flying.setParent(self)
        self._flying.adjustSize()
        self._flying.show()
        self._flying.raise_()

    def _moved(self, at: QPoint) -> None:
        if self._flying is not None:
            middle = QPoint(self._flying.width() // 2, self._flying.height() // 2)
            self._flying.move(self.mapFromGlobal(at) - middle)
        over = self._slot_at(at)
        for name, made in self._slots.items():
            role = "slot-here" if name == over else "slot-on" if name in self._held else "slot"
            if made.property("role") != role:
                restyle(made, role)

    def _slot_at(self, at: QPoint) -> str:
        """The place below a point of the screen, "" if there is none."""
        for name, made in self._slots.items():
            if made.rect().contains(made.mapFromGlobal(at)):
                return name
        return ""

    def _land(self) -> None:
        if self._flying is not None:
            drop([self._flying])
            self._flying = None

    def _dropped(self, place: int, at: QPoint) -> None:
        self._land()
        name = self._slot_at(at)
        if name:
            self._put(name, place)
        else:
            self._show()

    def _dropped_from(self, name: str, at: QPoint) -> None:
        """A word carried out of its place goes into another, or back to the others."""
        self._land()
        there = self._slot_at(at)
        if there == name:
            self._show()
        elif there:
            self._put(there, self._held[name])
        else:
            self._take_back(name)

    def take_key(self, event: QKeyEvent) -> bool:
        """At a place a letter puts its word, Delete takes it back; elsewhere the next place."""
        if self.locked:
            return False
        here = next((name for name, made in self._slots.items() if self._holds(made)), "")
        place = sign(event, len(self._bank))
        if here and event.key() in _TAKE_BACK:
            self._take_back(here)
            return True
        if place is not None:
            free = here or next((n for n in self._slots if n not in self._held), "")
            if free:
                self._put(free, place)
                self._slots[free].setFocus(Qt.FocusReason.TabFocusReason)
            return bool(free)
        words: list[QWidget] = [made for made in self._words if made.isEnabled()]
        return self._walk(event, self._focusable() if here else words)

    def _focusable(self) -> list[QWidget]:
        return list(self._slots.values())

    def lock(self) -> None:
        """Only to be looked at from now on."""
        super().lock()
        self._store.hide()

    def _paint(self, mark: Mark, *, reveal: bool) -> tuple[str, ...]:
        said = []
        for number, slot in enumerate(self._asked.slots, 1):
            right = self._filled().get(slot.name) == slot.word
            self._holes[slot.name].set_mark("right" if right else "wrong")
            if right:
                continue
            words = slot.feedback if slot.feedback in mark.feedback else ""
            said.append(slot.feedback)
            if reveal:
                form = _("Kata yang tepat: {right}. {words}")
                words = form.format(right=slot.word.rstrip("."), words=words)
            self._remark(number, words)
        return tuple(said)

    def _remark(self, number: int, words: str) -> None:
        """What is said to a wrong word; a right one is told by the sign beside it alone."""
        word = _("Belum tepat")
        if len(self._asked.slots) > 1:
            word = f"{number}. {word}"
        line = remark("circle-x", self.theme.merah, word, words, self.theme)
        self._parts.addWidget(line)
        self._remarks.append(line)

    def _unpaint(self) -> None:
        drop(self._remarks)
        self._remarks = []
        for name, hole in self._holes.items():
            hole.set_mark("", "slot-on" if name in self._held else "slot")
