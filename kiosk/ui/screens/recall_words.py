"""What is said of the daily review, and when the next one comes."""

from __future__ import annotations

import datetime as dt

from kiosk.recall.cards import Ahead
from kiosk.ui.words import _, date_short


def home_words(ahead: Ahead) -> str:
    """For the home screen: how many wait, or when the next come."""
    if ahead.due:
        return _("{n} soal untuk diulang").format(n=ahead.due)
    return _("Ulasan harian")


def next_words(ahead: Ahead, today: str) -> str:
    """When the next questions come, as a sentence; `today` an ISO date."""
    if ahead.due:
        return _("Masih ada {n} soal untuk hari ini.").format(n=ahead.due)
    if not ahead.day:
        return _("Soal yang Anda jawab dalam kursus akan muncul di sini.")
    day = dt.date.fromisoformat(ahead.day)
    if day == dt.date.fromisoformat(today) + dt.timedelta(days=1):
        return _("Berikutnya besok: {n} soal.").format(n=ahead.coming)
    return _("Berikutnya {date}: {n} soal.").format(date=date_short(day), n=ahead.coming)
