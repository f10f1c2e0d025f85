"""The clock in the officer's room: its card, and the question before it is called right."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.house import Clerk
from kiosk.ui.officer_steps import attempt
from kiosk.ui.screens.officer_clock import ClockCard, moment
from kiosk.ui.window import Window, signals_of
from kiosk.ui.words import _


def clock_card(window: Window, clerk: Clerk, show: Callable[[], None]) -> ClockCard:
    """The card; once the clock is called right, `show` shows the part anew."""
    house = clerk.house
    house.clock.look()
    card = ClockCard(house.rooms.now(), house.store.happenings(), window.theme)
    signals_of(card, confirm_wanted=lambda: _ask(window, clerk, show))
    return card


def _ask(window: Window, clerk: Clerk, show: Callable[[], None]) -> None:
    form = _(
        "Bandingkan dengan jam tangan atau telepon: {moment}. Sertifikat akan memakai tanggal ini."
    )
    house = clerk.house
    words = form.format(moment=moment(house.rooms.now()))
    asked = window.ask(_("Jam sudah benar?"), words, _("Ya, benar"), _("Belum"))

    def confirmed() -> bool:
        clerk.duties.confirm_clock(house.clock.confirm)
        return True

    def closed(name: str) -> None:
        if name == "overlay-yes" and attempt(window, _("Belum tersimpan"), confirmed):
            show()

    asked.closed.connect(closed)
