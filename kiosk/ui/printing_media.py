"""Which of a printer's papers is the one wanted. PWG 5101.1 names say the size: iso_a4_210x297mm.

A queue that lacks the paper would scale or cut the page without a word, so it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

SIZES: Final = {"A4": (210.0, 297.0), "F4": (215.0, 330.0)}
"""Width and height in mm of the papers that templates know; F4 is what shops sell as folio."""
NEAR: Final = 1.5
"""mm by which a paper may differ: 8.5 × 13 inches is sold as F4 too (215.9 × 330.2)."""

_NAME: Final = re.compile(r"[a-z0-9.-]+_[A-Za-z0-9.-]+_([0-9.]+)x([0-9.]+)(mm|in)")
_BOUND: Final = re.compile(r"custom_(min|max)_([0-9.]+)x([0-9.]+)(mm|in)")
_INCH: Final = 25.4
Size = tuple[float, float]


def media(paper: str, supported: Iterable[str]) -> str | None:
    """The word that asks a queue for this paper; None if the queue does not have it.

    A queue that tells no papers passes the page on as it is, so it gets the paper's own size.
    Raises KeyError for a paper that is none of SIZES.
    """
    wanted, names = SIZES[paper], tuple(supported)
    own = f"Custom.{wanted[0]:g}x{wanted[1]:g}mm"
    if not names:
        return paper if paper == "A4" else own
    found = [(_distance(size, wanted), name) for name in names if (size := _size(name))]
    near = min((f for f in found if f[0] <= NEAR), default=None)
    if near is not None:
        return near[1]
    return own if _between(names, wanted) else None


def _size(name: str) -> Size | None:
    """Width and height in mm that a name says."""
    found = None if _BOUND.fullmatch(name) else _NAME.fullmatch(name)
    return found and _millimetres(found[1], found[2], found[3])


def _millimetres(width: str, height: str, unit: str) -> Size | None:
    try:
        factor = _INCH if unit == "in" else 1.0
        return float(width) * factor, float(height) * factor
    except ValueError:
        return None


def _distance(size: Size, wanted: Size) -> float:
    return max(abs(size[0] - wanted[0]), abs(size[1] - wanted[1]))


def _between(names: tuple[str, ...], wanted: Size) -> bool:
    """Whether a size of one's own may be as large as this."""
    bounds = {
        found[1]: _millimetres(found[2], found[3], found[4])
        for name in names
        if (found := _BOUND.fullmatch(name))
    }
    least, most = bounds.get("min"), bounds.get("max")
    if least is None or most is None:
        return False
    return all(a <= b <= c for a, b, c in zip(least, wanted, most, strict=True))
