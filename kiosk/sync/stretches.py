"""Stretches of a log: what is missing, and what is left when some of it is there. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kiosk.parcel.forms import Receipt
from kiosk.sync.carrier import Stretch


def missing(receipt: Receipt, seq: int) -> list[Stretch]:
    """What the agency lacks of a log that goes up to `seq`."""
    found = [(first, min(last, seq)) for first, last in receipt.gaps if first <= seq]
    return [*found, (receipt.upto + 1, seq)] if receipt.upto < seq else found


def without(wanted: Sequence[Stretch], there: Iterable[Stretch]) -> list[Stretch]:
    """What remains of the wanted stretches when others are there already."""
    left = list(wanted)
    for first, last in there:
        left = [
            piece
            for a, b in left
            for piece in ((a, min(b, first - 1)), (max(a, last + 1), b))
            if piece[0] <= piece[1]
        ]
    return left


def size(stretches: Iterable[Stretch]) -> int:
    """How many events they are."""
    return sum(last - first + 1 for first, last in stretches)
