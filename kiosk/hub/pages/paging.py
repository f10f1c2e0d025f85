"""Long lists in pages of fifty."""

from __future__ import annotations

from urllib.parse import urlencode

from msgspec import Struct

from kiosk.hub.pages.gate import Visit

SIZE = 50
MOST = 20_000
"""The last page that can be asked for."""


class Leaf(Struct, frozen=True):
    """Where one stands in a list: `first` to `last` of `total`, and links to the neighbours."""

    number: int
    first: int
    last: int
    total: int
    before: str
    after: str


def offset(visit: Visit) -> int:
    """How many rows come before the page that is asked for."""
    return (visit.number("hal", 1, MOST, 1) - 1) * SIZE


def leaf(visit: Visit, shown: int, total: int) -> Leaf:
    """The page on which `shown` rows of `total` stand."""
    skipped = offset(visit)
    number = skipped // SIZE + 1
    before = _link(visit, number - 1) if number > 1 else ""
    after = _link(visit, number + 1) if skipped + shown < total else ""
    first = min(skipped + 1, total) if shown else 0
    return Leaf(number, first, skipped + shown if shown else 0, total, before, after)


def _link(visit: Visit, number: int) -> str:
    kept = [(k, v) for k, v in visit.request.query_params.multi_items() if k != "hal"]
    return "?" + urlencode([*kept, ("hal", str(number))])
