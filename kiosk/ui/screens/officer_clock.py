"""The clock in the officer's room: what it shows, when it jumped, whether it can be right."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kiosk.learning.clock import DAY, YEAR, doubtful, jumps, unconfirmed
from kiosk.learning.events import Recorded
from kiosk.ui.theme import Theme
from kiosk.ui.widgets.layout import Card, column, row
from kiosk.ui.widgets.text import button, picture, text
from kiosk.ui.words import _, clock, date_long, decimal

MOST = 5
"""Jumps shown, newest first."""
MINUTE, HOUR = 60, 3600


class ClockCard(Card):
    """The clock at `now` (UTC ms) with its jumps among what `happened`; `confirm_wanted` asks."""

    confirm_wanted = Signal()

    def __init__(self, now: int, happened: tuple[Recorded, ...], theme: Theme) -> None:
        super().__init__(margin=theme.px(20), spacing=theme.px(14))
        shown = text(moment(now), "strong")
        shown.setObjectName("clock-now")
        self.box.addWidget(text(_("Jam komputer"), "h3"))
        self.box.addWidget(
            column(text(_("Sekarang menurut komputer ini"), "small"), shown, spacing=2)
        )
        self.box.addWidget(_state(doubtful(happened), theme))
        found = jumps(happened)
        if found:
            self.box.addWidget(_jumps(found))
        if unconfirmed(happened):
            right = button(_("Jam sudah benar"), "clock-confirm", theme, icon_left="check")
            right.clicked.connect(self.confirm_wanted.emit)
            self.box.addWidget(row(right, None))


def moment(at: int) -> str:
    """Date and time of UTC ms."""
    local = dt.datetime.fromtimestamp(at / 1000).astimezone()
    form = _("{date}, pukul {time}")
    return form.format(date=date_long(local.date()), time=clock(local))


def jump_words(seconds: int) -> str:
    """A jump: "maju 10 tahun", "mundur 2 hari"."""
    form = _("maju {span}") if seconds > 0 else _("mundur {span}")
    return form.format(span=_span(abs(seconds)))


def _span(seconds: int) -> str:
    """In the largest unit of which there are two."""
    units = (
        (YEAR, _("{n} tahun")),
        (DAY, _("{n} hari")),
        (HOUR, _("{n} jam")),
        (MINUTE, _("{n} menit")),
    )
    for length, form in units:
        if seconds >= 2 * length:
            return form.format(n=decimal(seconds / length, 0))
    return _("{n} detik").format(n=seconds)


def _state(doubt: int, theme: Theme) -> QWidget:
    """Whether certificates may bear this clock's date."""
    if not doubt:
        words = _("Tidak ada yang meragukan pada jam ini.")
        return row(picture("circle-check", theme.hijau, theme), text(words), spacing=10)
    form = _(
        "Jam ini {jump} dan belum kembali, jadi sertifikat belum dapat terbit. Betulkan jam di"
        " pengaturan komputer. Bila tanggal dan jam di atas sudah benar, tekan “Jam sudah benar”."
    )
    drawn = picture("triangle-alert", theme.jingga_teks, theme)
    return row(drawn, text(form.format(jump=jump_words(doubt))), spacing=10)


def _jumps(found: tuple[tuple[Recorded, int], ...]) -> QWidget:
    lines: list[QWidget] = [text(_("Loncatan jam yang tercatat"), "small")]
    for recorded, seconds in reversed(found[-MOST:]):
        form = _("{moment} · {jump}")
        words = form.format(moment=moment(recorded.at), jump=jump_words(seconds))
        lines.append(text(words))
    if len(found) > MOST:
        lines.append(text(_("… dan {n} lagi.").format(n=len(found) - MOST), "small"))
    return column(*lines, spacing=4)
