"""A course in the form of a class, with its opening, deadline, mark and attempts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from kiosk.people.cohort import Assignment
from kiosk.ui.bulk_words import date_typed
from kiosk.ui.screens.sheet import Turning
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.fields import Field
from kiosk.ui.widgets.layout import Card, row
from kiosk.ui.widgets.text import button, text
from kiosk.ui.words import _

_NO_NUMBER = -1


def date_shown(date: str) -> str:
    """An ISO date as it is typed: 24-11-2026; other words stay."""
    try:
        day = dt.date.fromisoformat(date)
    except ValueError:
        return date
    return f"{day.day:02}-{day.month:02}-{day.year}"


def date_taken(words: str) -> str:
    """A date typed as 24-11-2026 in ISO form; what is none stays as it was typed."""
    found = date_typed(words)
    return words.strip() if found is None else found


class AssignmentCard(Card):
    """The rules of one course; empty fields leave them to the course. `removed` tells its id."""

    removed = Signal(str)

    def __init__(self, assignment: Assignment, title: str, theme: Theme) -> None:
        super().__init__(role="callout-plain", margin=theme.px(14), spacing=theme.px(8))
        self.course = course = assignment.course
        away = button(_("Hapus"), f"cohort-drop-{course}", theme, icon_left="trash-2", small=True)
        away.setAccessibleName(_("Hapus {course} dari kelas").format(course=title))
        away.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        away.clicked.connect(lambda: self.removed.emit(course))
        self._fields = {
            "opens": (_("Dibuka"), date_shown(assignment.opens)),
            "deadline": (_("Tenggat"), date_shown(assignment.deadline)),
            "pass_mark": (_("Ambang lulus"), _number_shown(assignment.pass_mark)),
            "attempts": (_("Kesempatan"), _number_shown(assignment.attempts)),
        }
        self._made = {
            name: Field(label, f"cohort-{course}-{name}", theme, value=value)
            for name, (label, value) in self._fields.items()
        }
        for name in ("opens", "deadline"):
            self._made[name].line.setPlaceholderText("24-11-2026")
        for name in ("pass_mark", "attempts"):
            self._made[name].line.setPlaceholderText(_("menurut kursus"))
        self.box.addWidget(row(text(title, "strong"), away))
        dates = self._pair("opens", "deadline", theme)
        rules = self._pair("pass_mark", "attempts", theme)
        self.box.addWidget(Turning(dates, rules, room=theme.px(640), shares=(1, 1), spacing=14))

    def _pair(self, first: str, second: str, theme: Theme) -> QWidget:
        return row(self._made[first], self._made[second], spacing=theme.px(14))

    @property
    def fields(self) -> tuple[Field, ...]:
        """Its fields, in their order."""
        return tuple(self._made.values())

    def assignment(self) -> Assignment:
        """The rules as they stand in the fields, right or wrong."""
        return Assignment(
            self.course,
            date_taken(self._made["opens"].value),
            date_taken(self._made["deadline"].value),
            _number(self._made["pass_mark"].value),
            _number(self._made["attempts"].value),
        )

    def show_faults(self, told: Mapping[str, str]) -> None:
        """Say beside each field what is wrong; `told` is by "<course>/<field>"."""
        for name, made in self._made.items():
            made.set_error(told.get(f"{self.course}/{name}", ""))


def _number_shown(number: int | None) -> str:
    return "" if number is None or number == _NO_NUMBER else str(number)


def _number(words: str) -> int | None:
    """What is typed; None for nothing, a number that no rule allows for what is none."""
    if not words:
        return None
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else _NO_NUMBER
