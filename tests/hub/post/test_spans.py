from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.hub.post.spans import Span, contiguous, gaps, joined


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([], ()),
        ([(1, 3), (4, 6)], ((1, 6),)),
        ([(4, 6), (1, 3)], ((1, 6),)),
        ([(1, 3), (5, 6)], ((1, 3), (5, 6))),
        ([(1, 9), (2, 3)], ((1, 9),)),
        ([(1, 2), (2, 5), (9, 9)], ((1, 5), (9, 9))),
    ],
)
def test_spans_that_touch_are_one(
    before: list[tuple[int, int]], after: tuple[tuple[int, int], ...]
) -> None:
    found = joined(Span(a, b, bytes([b])) for a, b in before)
    assert tuple((s.first, s.last) for s in found) == after
    assert all(s.hash == bytes([s.last]) for s in found)


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 6))))
def test_spans_and_gaps_are_exactly_what_is_here_and_what_is_not(
    drawn: list[tuple[int, int]],
) -> None:
    here = {n for first, more in drawn for n in range(first, first + more + 1)}
    spans = joined(Span(first, first + more) for first, more in drawn)
    assert {n for s in spans for n in range(s.first, s.last + 1)} == here
    missing = {n for a, b in gaps(spans) for n in range(a, b + 1)}
    assert missing == set(range(1, max(here, default=0) + 1)) - here
    whole = contiguous(spans)
    assert whole.last == min(missing, default=max(here, default=0) + 1) - 1
    assert all(b.first > a.last + 1 for a, b in pairwise(spans))
