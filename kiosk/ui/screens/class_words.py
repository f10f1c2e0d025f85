"""What a learner's class says of a course, in words."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QWidget

from kiosk.desk.views_class import Due
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, signed
from kiosk.ui.widgets.text import picture, text
from kiosk.ui.words import MONTHS_EN, SHORT, _, date_long, language


def due_words(due: Due) -> str:
    """The class, and its date that counts now."""
    if due.early:
        return _("{name}: dibuka {date}").format(name=due.cohort, date=_long(due.opens))
    if due.late:
        return _("{name}: tenggat {date} sudah lewat").format(
            name=due.cohort, date=_long(due.deadline)
        )
    if due.deadline:
        return _("{name}: tenggat {date}").format(name=due.cohort, date=_long(due.deadline))
    return due.cohort


def due_cards(due: Due | None, theme: Theme) -> list[QWidget]:
    """A card that says it on the course's page; none without a class."""
    if due is None:
        return []
    said = text(" ".join(_ends(x) for x in (due_words(due), due_advice(due)) if x), "strong")
    said.setObjectName("course-due")
    sign = picture("calendar-days", theme.jingga_teks, theme, 20)
    return [Card(signed(sign, said), role="callout-orange", margin=theme.px(14))]


def _ends(words: str) -> str:
    return words if words.endswith(".") else f"{words}."


def due_short(due: Due) -> str:
    """The date that counts now where there is little room; "" where the class sets none."""
    if due.early:
        return _("Dibuka {date}").format(date=_short(due.opens))
    if due.late:
        return _("Tenggat lewat")
    return _("s.d. {date}").format(date=_short(due.deadline)) if due.deadline else ""


def due_advice(due: Due) -> str:
    """What follows from it for the learner; "" nothing."""
    if due.early:
        return _("Kursus ini dapat dimulai pada hari itu.")
    if due.late:
        return _(
            "Pelajaran tetap dapat dibaca, tetapi uji akhir tidak dapat dimulai lagi. Hubungi"
            " pelatih Anda."
        )
    return ""


def _long(day: str) -> str:
    return date_long(dt.date.fromisoformat(day))


def _short(day: str) -> str:
    date = dt.date.fromisoformat(day)
    month = MONTHS_EN[date.month - 1][:3] if language() == "en" else SHORT[date.month - 1]
    return f"{date.day} {month}"
