"""What is here of a device's log, and how a new stretch fits in. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from kiosk.parcel.chain import START


class Span(Struct, frozen=True, order=True):
    """Lines `first` to `last` without a gap; `hash` is that of the last one."""

    first: int
    last: int
    hash: bytes = START


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same lines in as few spans as can be, in order."""
    found: list[Span] = []
    for span in sorted(s for s in spans if s.last >= s.first):
        if found and span.first <= found[-1].last + 1:
            whole = found[-1]
            ends = max(whole, span, key=lambda s: s.last)
            found[-1] = Span(whole.first, ends.last, ends.hash)
        else:
            found.append(span)
    return tuple(found)


def contiguous(spans: tuple[Span, ...]) -> Span:
    """What is here from the very first line on; empty (0 to 0) if that is not here."""
    if spans and spans[0].first == 1:
        return spans[0]
    return Span(1, 0)


def gaps(spans: tuple[Span, ...]) -> tuple[tuple[int, int], ...]:
    """What is missing below the last line that is here."""
    after = 0
    found = []
    for span in spans:
        if span.first > after + 1:
            found.append((after + 1, span.first - 1))
        after = span.last
    return tuple(found)
