"""The table at the end says what each rig counted, and does not call what was not counted zero."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.counts import TOLD, Count, table, tell, told

KILLS = Count("kill", 1234, 0, None, {"kills": 200, "median_s": 0.5})
FLIPS = Count("flipped bits", None, None, 300, {})


def test_numbers_stand_below_each_other_and_what_was_not_counted_is_a_dash() -> None:
    assert table([KILLS, FLIPS]) == [
        "              acknowledged  lost  noticed",
        "kill                 1,234     0        –  kills 200, median_s 0.5",
        "flipped bits             –     –      300",
    ]


def test_counts_of_all_workers_come_together_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TOLD, str(tmp_path / "counts"))
    tell(KILLS)
    tell(FLIPS)
    assert told(tmp_path / "counts") == [FLIPS, KILLS]
    assert told(tmp_path / "none") == []
