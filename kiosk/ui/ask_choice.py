"""Choices: one right, several right, true or false."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kiosk.learning.answers import Answer, Chosen, Mark
from kiosk.learning.question import Choice, ChoiceQuestion, Question
from kiosk.ui.asking import AskWidget, drop, letter, remark, sign
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.option import Option
from kiosk.ui.words import _


class AskChoice(AskWidget):
    """Options below each other; "{prefix}choice-{id}"."""

    def __init__(
        self,
        question: Question,
        asked: ChoiceQuestion,
        order: tuple[str, ...],
        answer: Answer | None,
        theme: Theme,
        *,
        prefix: str,
    ) -> None:
        self._asked = asked
        super().__init__(question, theme, prefix)
        held = {c.id: c for c in asked.choices}
        shown = [held[x] for x in order if x in held] or list(asked.choices)
        taken = answer.ids if isinstance(answer, Chosen) else ()
        self._options: dict[str, Option] = {}
        self._places: dict[str, QVBoxLayout] = {}
        self._remarks: list[QWidget] = []
        for place, choice in enumerate(shown):
            self._add(place, choice, on=choice.id in taken)

    def _add(self, place: int, choice: Choice, *, on: bool) -> None:
        name = f"{self.prefix}choice-{choice.id}"
        option = self._option(letter(place), choice, name)
        option.setChecked(on)
        option.clicked.connect(partial(self._clicked, choice.id))
        self._listen(option)
        self._options[choice.id] = option
        spot = QVBoxLayout()
        spot.setSpacing(self.theme.px(6))
        spot.addWidget(option)
        self._places[choice.id] = spot
        self._put(choice, spot)

    def _option(self, place: str, choice: Choice, name: str) -> Option:
        """The part that is tapped."""
        return Option(place, choice.text, name, self.theme, square=self._asked.several)

    def _put(self, choice: Choice, spot: QVBoxLayout) -> None:  # noqa: ARG002 - pictures differ
        """Put a choice, with room for what is said to it, where it belongs."""
        self._parts.addLayout(spot)

    @property
    def rule_words(self) -> str:
        """All or nothing; several: right ones minus wrong ones."""
        if self._asked.several:
            return _(
                "Pilih semua yang benar. Pilihan benar menambah nilai, pilihan salah"
                " menguranginya, paling rendah nol."
            )
        if self._asked.binary:
            return _("Tentukan benar atau salah. Nilai penuh bila tepat.")
        return _("Pilih satu jawaban. Nilai penuh bila tepat.")

    def current(self) -> Answer | None:
        """The choices taken, in the author's order."""
        taken = tuple(c.id for c in self._asked.choices if self._options[c.id].isChecked())
        return Chosen(taken) if taken else None

    def _clicked(self, taken: str) -> None:
        if not self._asked.several:
            for name, option in self._options.items():
                option.setChecked(name == taken)
        self.clear_mark()
        self.changed.emit(self.current() or Chosen(()))

    def take_key(self, event: QKeyEvent) -> bool:
        """A–D or 1–4 choose, arrows move."""
        options = list(self._options.values())
        place = sign(event, len(options))
        if place is not None and not self.locked:
            options[place].setFocus()
            options[place].click()
            return True
        return self._walk(event, self._focusable())

    def _focusable(self) -> list[QWidget]:
        return list(self._options.values())

    def focus_first(self) -> None:
        """The choice taken, or the first."""
        taken = [o for o in self._options.values() if o.isChecked()]
        (taken or list(self._options.values()))[0].setFocus()

    def _paint(self, mark: Mark, *, reveal: bool) -> tuple[str, ...]:
        said = []
        for choice in self._asked.choices:
            taken = self._options[choice.id].isChecked()
            several = self._asked.several and not self.trying
            missed = choice.right and not taken and (reveal or several)
            if taken or missed:
                said.append(self._paint_one(choice, taken=taken, told=mark.feedback))
            elif choice.right and self.trying:
                said.append(choice.feedback)
        return tuple(said)

    def _paint_one(self, choice: Choice, *, taken: bool, told: tuple[str, ...]) -> str:
        option, theme = self._options[choice.id], self.theme
        look = ("right" if choice.right else "wrong") if taken else "missed"
        drawn, colour, word = {
            "right": ("circle-check", theme.hijau, _("Benar")),
            "wrong": ("circle-x", theme.merah, _("Belum tepat")),
            "missed": ("check", theme.hijau, _("Jawaban benar yang tidak dipilih")),
        }[look]
        option.set_mark(look)
        option.setAccessibleDescription(word)
        words = choice.feedback if choice.feedback in told or not taken else ""
        line = remark(drawn, colour, word, words, theme)
        line.setContentsMargins(theme.px(18), 0, theme.px(8), theme.px(4))
        self._places[choice.id].addWidget(line)
        self._remarks.append(line)
        return choice.feedback

    def _unpaint(self) -> None:
        drop(self._remarks)
        self._remarks = []
        for option in self._options.values():
            option.set_mark("")
            option.setAccessibleDescription("")

    def _verdict_card(self, mark: Mark, lines: list[str]) -> QWidget:
        card = super()._verdict_card(mark, lines)
        single = not self._asked.several and self.current() is not None
        card.setVisible(bool(lines) or not single)
        return card
