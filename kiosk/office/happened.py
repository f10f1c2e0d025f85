"""What happened to this computer's records as a whole, for the officer to read of once."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from kiosk.learning.events import Healed, LifeBegan, Recorded
from kiosk.store import Store

SEEN: Final = ("seen", "kiosk")
SILENT: Final = ("first", "upgraded")
"""Reasons for a new device id that nobody has to know of."""


class Happened(Struct, frozen=True):
    """One thing: `kind` "healed", "clone", "restored" or "key-lost", `at` UTC ms.

    `before` and `after` are the device ids. Of a healing: `until` UTC ms of the last event kept (0:
    none), and how many were brought over from the damaged file and lost.
    """

    kind: str
    at: int
    before: str
    after: str
    until: int = 0
    kept: int = 0
    lost: int = 0


def unseen(store: Store) -> tuple[Happened, ...]:
    """What no officer has read of yet, oldest first."""
    seen = int(store.document(*SEEN) or b"0")
    told = [r for r in store.happenings() if isinstance(r.event, LifeBegan | Healed)]
    found: list[Happened] = []
    for place, recorded in enumerate(told):
        match recorded.event:
            case LifeBegan(reason=reason, before=before) if recorded.clock > seen:
                if reason not in SILENT:
                    after = _before_next(told[place + 1 :]) or store.device
                    found.append(Happened(reason, recorded.at, before, after))
            case Healed(until=until, kept=kept, lost=lost) if recorded.clock > seen:
                found.append(_healed(found, recorded.at, store.device, (until, kept, lost)))
    return tuple(found)


def _before_next(later: list[Recorded]) -> str:
    """The device whose life ended with the next one."""
    return next((r.event.before for r in later if isinstance(r.event, LifeBegan)), "")


def _healed(found: list[Happened], at: int, device: str, numbers: tuple[int, int, int]) -> Happened:
    """A healing begins a new life and then says what it kept: together they are one thing."""
    before, after = "", device
    if found and found[-1].kind == "healed":
        life = found.pop()
        before, after = life.before, life.after
    return Happened("healed", at, before, after, *numbers)


def read(store: Store) -> None:
    """An officer has read of all of it."""
    happened = store.happenings()
    if happened:
        store.keep(*SEEN, str(happened[-1].clock).encode())
