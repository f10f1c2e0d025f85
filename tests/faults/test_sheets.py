"""Damaged spreadsheets by time: nothing but our own error, in the reader or as its child ends."""

from __future__ import annotations

from collections.abc import Callable

from tests.sheets.rig_readers import run

SECONDS, LONG_SECONDS = 2, 300


def test_damaged_spreadsheets_raise_nothing_but_our_own_error(
    counted: Callable[..., None], *, long: bool
) -> None:
    counts = run(LONG_SECONDS if long else SECONDS, seed=1)
    came = sum(often for (_, ending), often in counts.items() if ending == "read")
    counted("sheets", acknowledged=came, lost=0, noticed=counts.total() - came)
    assert came
    assert not [ending for ending in counts if ending[1] == "slow"]
