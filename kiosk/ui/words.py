"""The interface's words in the language now spoken; Indonesian is the source."""

from __future__ import annotations

import datetime as dt
import gettext

from kiosk.ui.theme import RESOURCES

DAYS = ["Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"]
DAYS_EN = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
MONTHS = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
SHORT = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"]


class _Speech:
    """The language now spoken, and its messages."""

    language = "id"
    translation = gettext.NullTranslations()


def speak(language: str) -> None:
    """Use "id" or "en" from now on; a missing translation leaves the Indonesian words."""
    _Speech.language = language
    _Speech.translation = gettext.translation(
        "dermaga", RESOURCES / "locale", languages=[language], fallback=True
    )


def language() -> str:
    """The language now spoken, "id" or "en"."""
    return _Speech.language


def _english() -> bool:
    return _Speech.language == "en"


def _(message: str) -> str:
    return _Speech.translation.gettext(message) if message else ""


def clock(time: dt.datetime) -> str:
    """Hour and minute: "10.42", in English "10:42"."""
    return time.strftime("%H:%M" if _english() else "%H.%M")


def clock_of(at: int) -> str:
    """The local hour and minute of UTC milliseconds."""
    return clock(dt.datetime.fromtimestamp(at / 1000).astimezone())


def date_of(at: int) -> dt.date:
    """The local date of UTC milliseconds."""
    return dt.datetime.fromtimestamp(at / 1000).astimezone().date()


def date_long(day: dt.date) -> str:
    """As in a letter: "24 November 2026"."""
    return f"{day.day} {(MONTHS_EN if _english() else MONTHS)[day.month - 1]} {day.year}"


def date_short(day: dt.date) -> str:
    """As in a list: "Sel, 24 Nov"."""
    if _english():
        return f"{DAYS_EN[day.weekday()]}, {day.day} {MONTHS_EN[day.month - 1][:3]}"
    return f"{DAYS[day.weekday()]}, {day.day} {SHORT[day.month - 1]}"


def decimal(number: float, places: int = 1) -> str:
    """With a comma, in English with a point: "0,82"."""
    shown = f"{number:.{places}f}"
    return shown if _english() else shown.replace(".", ",")
