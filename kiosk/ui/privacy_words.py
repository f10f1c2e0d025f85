"""Words of personal-data requests: what is asked, how long there is, and how it stands."""

from __future__ import annotations

import datetime as dt

from kiosk.office.requests import ARTICLE, Asked, Request
from kiosk.ui.words import _

HOUR = 3_600_000
DAY = 24 * HOUR
_FORMS = ("%d-%m-%Y %H:%M", "%d-%m-%Y %H.%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H.%M")


def asked_words(asked: Asked) -> str:
    """What is asked for, with the article of UU 27/2022."""
    words = {
        Asked.ACCESS: _("Salinan data"),
        Asked.CORRECT: _("Perbaikan data"),
        Asked.LIMIT: _("Penundaan dan pembatasan"),
        Asked.ERASE: _("Penghapusan data"),
    }[asked]
    return f"{words} ({ARTICLE[asked]})"


def asked_short(asked: Asked) -> str:
    """The same in a word or two."""
    return {
        Asked.ACCESS: _("Salinan data"),
        Asked.CORRECT: _("Perbaikan data"),
        Asked.LIMIT: _("Pembatasan"),
        Asked.ERASE: _("Penghapusan data"),
    }[asked]


def span_words(left: int) -> str:
    """Milliseconds until the deadline, or since it: "sisa 2 hari 5 jam"."""
    form = _("sisa {span}") if left >= 0 else _("terlambat {span}")
    days, rest = divmod(abs(left), DAY)
    hours = rest // HOUR
    minutes = rest % HOUR // 60_000
    if days:
        span = _("{d} hari {h} jam").format(d=days, h=hours)
    elif hours:
        span = _("{h} jam {m} menit").format(h=hours, m=minutes)
    else:
        span = _("{n} menit").format(n=minutes)
    return form.format(span=span)


def state_words(request: Request, now: int) -> str:
    """How it stands."""
    if request.ended:
        return _("Ditolak") if request.refused else _("Selesai")
    if not request.deadline:
        return _("Menunggu")
    return span_words(request.left(now))


def typed_moment(words: str) -> int | None:
    """UTC ms of a local date and time as typed, None for what is none."""
    for form in _FORMS:
        try:
            at = dt.datetime.strptime(" ".join(words.split()), form)  # noqa: DTZ007 - local
        except ValueError:
            continue
        return int(at.timestamp() * 1000)
    return None


def shown_moment(at: int) -> str:
    """UTC ms as one types it: "24-11-2026 09:00"."""
    return f"{dt.datetime.fromtimestamp(at / 1000).astimezone():%d-%m-%Y %H:%M}"
