"""Broken question files and documents in number: nothing but our own error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.catalog.exchange.samples import all_samples
from tests.faults.rig_imports import break_and_bring

COUNT, LONG_COUNT = 40, 10_000


def test_broken_files_raise_nothing_but_our_own_error(
    tmp_path: Path, counted: Callable[..., None], *, long: bool
) -> None:
    count = LONG_COUNT if long else COUNT
    tally = break_and_bring(all_samples(), count, tmp_path / "rusak", seed=1)
    counted(
        "imports", acknowledged=tally.came, lost=0, noticed=tally.refused,
        broken=count, empty=tally.empty,
    )  # fmt: skip
    assert sum(tally) == count
