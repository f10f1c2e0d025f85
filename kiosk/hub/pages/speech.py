"""The pages' words in the language of who looks; Indonesian is the source.

One process speaks to many at a time, so the language belongs to the request, not to the program.
"""

from __future__ import annotations

import datetime as dt
import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Final, Literal, TypeAlias

Language: TypeAlias = Literal["id", "en"]
RESOURCES: Final = Path(__file__).resolve().parents[3] / "resources"
MONTHS: Final = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
MONTHS_EN: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SHORT: Final = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
ZONES: Final = {7: "WIB", 8: "WITA", 9: "WIT"}
"""The three zones of the country, by hours from UTC."""
_spoken: ContextVar[Language] = ContextVar("spoken", default="id")


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak it inside the block."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> Language:
    """The language now spoken."""
    return _spoken.get()


def _(message: str) -> str:
    return _translation(_spoken.get()).gettext(message) if message else ""


say = _
"""For templates."""


@cache
def _translation(language: Language) -> gettext.NullTranslations:
    return gettext.translation("dermaga", RESOURCES / "locale", languages=[language], fallback=True)


def language_of(cookie: str, accepted: str) -> Language:
    """What was chosen by hand, else the first of our two that the browser names."""
    if cookie in {"id", "en"}:
        return "en" if cookie == "en" else "id"
    wishes = []
    for n, each in enumerate(accepted[:500].lower().split(",")):
        name, _semicolon, weight = each.partition(";")
        if (primary := name.strip().partition("-")[0]) in {"id", "en"}:
            wishes.append((-_weight(weight), n, primary))
    return "en" if wishes and min(wishes)[2] == "en" else "id"


def _weight(text: str) -> float:
    try:
        return float(text.strip().removeprefix("q="))
    except ValueError:
        return 1.0


def number(value: float, places: int = 0) -> str:
    """With the language's points: "1.934", in English "1,934"."""
    shown = f"{value:,.{places}f}"
    return shown if _english() else shown.translate(str.maketrans(",.", ".,"))


def day(iso: str) -> str:
    """An ISO date as in a letter: "24 November 2026"; what is none stays as it is."""
    try:
        date = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{date.day} {month(date.month)} {date.year}"


def short_day(iso: str) -> str:
    """An ISO date as in a list: "24 Nov 2026"; what is none stays as it is."""
    try:
        date = dt.date.fromisoformat(iso)
    except ValueError:
        return iso
    return _short(date)


def _short(date: dt.date) -> str:
    name = MONTHS_EN[date.month - 1][:3] if _english() else SHORT[date.month - 1]
    return f"{date.day} {name} {date.year}"


def month(n: int) -> str:
    """The name of a month, 1 to 12."""
    return (MONTHS_EN if _english() else MONTHS)[n - 1]


def local(at: int, zone: dt.tzinfo) -> dt.datetime:
    """UTC ms on the agency's clock; 1 January 1970 for a time that is none."""
    try:
        return dt.datetime.fromtimestamp(at / 1000, zone)
    except (ValueError, OverflowError, OSError):
        return dt.datetime(1970, 1, 1, tzinfo=zone)


def moment(at: int, zone: dt.tzinfo) -> str:
    """Day and time as in a list: "24 Nov 2026, 10.42"."""
    time = local(at, zone)
    clock = time.strftime("%H:%M" if _english() else "%H.%M")
    return f"{_short(time.date())}, {clock}"


def zone_name(at: int, zone: dt.tzinfo) -> str:
    """WIB, WITA or WIT; of another zone its distance from UTC."""
    offset = local(at, zone).utcoffset() or dt.timedelta()
    hours = offset.total_seconds() / 3600
    return ZONES.get(int(hours), f"UTC{hours:+g}") if hours == int(hours) else f"UTC{hours:+g}"


def masked(nip: str) -> str:
    """A NIP on a screen that others may see: its last four digits."""
    return f"•••• {nip[-4:]}" if nip else ""


def _english() -> bool:
    return _spoken.get() == "en"
