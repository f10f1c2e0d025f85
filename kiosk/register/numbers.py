"""Which number the next certificate bears.

Three things keep two kiosks that never talk apart: the kiosk's code in the template, a block of
running numbers that is this kiosk's own, and the letters of a new life after a copy was made or
brought back. Within a life, year and block no number is skipped, as it is drawn in the transaction
that keeps its certificate. In a new year all begins anew, blocks too: the number names its year.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final, TypeAlias

from msgspec import Struct

from kiosk.certificate.number import has_field, number
from kiosk.learning.trouble import NotAllowed
from kiosk.people.agency import Settings
from kiosk.store import Store

Blocks: TypeAlias = "tuple[tuple[int, int], ...]"
FEW: Final = 10
"""With so many numbers left an officer is told."""


class Drawn(Struct, frozen=True):
    """A number, and the running number of its year that stands in it."""

    number: str
    sequence: int


def drawn(store: Store, settings: Settings, today: str) -> Drawn:
    """The number of a certificate issued on an ISO date, to be drawn within its transaction.

    Refuses "numbers-used-up" when this kiosk's blocks have no number left for the year. A copy of
    a kiosk, or a restored one, does not know the last numbers given: from then on its code carries
    the letters of its new life; a template without the code gets them at its end.
    """
    sequence = following(store.sequences(today[:4]), settings.number_blocks)
    if sequence is None:
        raise NotAllowed("numbers-used-up", year=today[:4])
    template, life = settings.number_template, store.life
    found = number(
        template,
        sequence,
        today,
        klasifikasi=settings.classification,
        kios=f"{settings.kiosk_code}-{life}" if life else settings.kiosk_code,
        unit=settings.short,
    )
    if life and not has_field(template, "kios"):
        found = f"{found}-{life}"
    return Drawn(found, sequence)


def following(used: AbstractSet[int], blocks: Blocks) -> int | None:
    """The running number after those `used`; None if the blocks have none left.

    Blocks are drawn from one after another. Without blocks it is the one after the highest.
    """
    if not blocks:
        return 1 + max(used, default=0)
    for first, last in blocks:
        after = _after(used, first, last)
        if after <= last:
            return after
    return None


def left(store: Store, settings: Settings, year: str) -> int | None:
    """How many numbers this kiosk's blocks still have for a year; None without blocks."""
    blocks = settings.number_blocks
    return left_of(blocks, store.sequences(year)) if blocks else None


def left_of(blocks: Blocks, used: AbstractSet[int]) -> int | None:
    """How many numbers blocks still have besides those used; None if there is no block."""
    if not blocks:
        return None
    return sum(1 + last - _after(used, first, last) for first, last in blocks)


def _after(used: AbstractSet[int], first: int, last: int) -> int:
    """The number after the highest one used of a block; beyond its last one if it is used up."""
    return 1 + max((n for n in used if first <= n <= last), default=first - 1)


def apart(settings: Settings) -> bool:
    """Whether another kiosk of the agency can never give the same number as this one.

    That two kiosks were given one code, or blocks that overlap, only the agency's hub can see.
    """
    return has_field(settings.number_template, "kios") or bool(settings.number_blocks)
