"""Blocks of running numbers, as officers write them: "201-400, 601-800"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from kiosk.register.numbers import Blocks

HIGHEST: Final = 999_999
UNREADABLE: Final[Blocks] = ((0, 0),)
"""Stands for words that are no blocks; every rule refuses it."""
_BLOCK: Final = re.compile(r"([0-9]{1,6})\s*(?:-|–|s\.?\s?d\.?)\s*([0-9]{1,6})")


def blocks_in(words: str) -> Blocks:
    """The blocks of a line, with a dash or "s.d." between first and last; none in an empty one.

    `UNREADABLE` for words that say something else.
    """
    parts = [part.strip() for part in re.split(r"[,;]", words) if part.strip()]
    found = [_BLOCK.fullmatch(part) for part in parts]
    if not all(found):
        return UNREADABLE
    return tuple((int(m[1]), int(m[2])) for m in found if m)


def blocks_words(blocks: Blocks) -> str:
    """The line that says these blocks; empty of `UNREADABLE`."""
    return "" if blocks == UNREADABLE else ", ".join(f"{first}-{last}" for first, last in blocks)


def sound(blocks: Blocks) -> bool:
    """Whether each goes from a number above nought upwards, and each begins after the one before.

    So they are drawn from in their order, and no number stands in two of them.
    """
    each = all(0 < first <= last <= HIGHEST for first, last in blocks)
    return each and all(before[1] < after[0] for before, after in pairwise(blocks))
