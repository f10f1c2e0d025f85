"""The PIN: six digits that are not the first ones anybody would try."""

from __future__ import annotations

import itertools
from enum import StrEnum

from kiosk.people.nip import Nip

LENGTH = 6
FREE_TRIES = 5
FIRST_WAIT = 30
LONGEST_WAIT = 1800


class PinFault(StrEnum):
    """Why a PIN is refused."""

    LENGTH = "length"
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    BIRTH = "birth"


def pin_fault(pin: str, nip: Nip | None) -> PinFault | None:
    """What is wrong with a new PIN; None if it may be used."""
    if len(pin) != LENGTH or not (pin.isascii() and pin.isdigit()):
        return PinFault.LENGTH
    steps = {(int(b) - int(a)) % 10 for a, b in itertools.pairwise(pin)}
    if pin[:2] * 3 == pin or pin[:3] * 2 == pin:
        return PinFault.REPEATED
    if steps in ({1}, {9}, {0}):
        return PinFault.SEQUENCE
    if nip is not None and pin in _birth_forms(nip):
        return PinFault.BIRTH
    return None


def _birth_forms(nip: Nip) -> set[str]:
    year, month, day = nip.digits[:4], nip.digits[4:6], nip.digits[6:8]
    short = year[2:]
    return {
        day + month + short,
        short + month + day,
        month + day + short,
        day + short + month,
        month + year,
        year + month,
    }


def wait_after(wrong: int) -> int:
    """Seconds to wait after that many wrong tries in a row: none for four, then doubling."""
    if wrong < FREE_TRIES:
        return 0
    return int(min(LONGEST_WAIT, FIRST_WAIT * 2 ** (wrong - FREE_TRIES)))
