"""What the fault tests share: how long they run, and how they say what was lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.faults.counts import TOLD, Count, table, tell

LONG = os.environ.get("DERMAGA_FAULTS") == "long"
"""Whether the long counts are wanted: `./run faults --long`."""


@pytest.fixture(scope="session")
def long() -> bool:
    """Whether the long counts are wanted."""
    return LONG


@pytest.fixture
def counted(record_property: Callable[[str, Any], None]) -> Callable[..., None]:
    """Say what a rig counted: one line of the table at the end, from any worker.

    `counted("kill, window", acknowledged=812, lost=0, kills=200, back_s=0.41)`; `lost` and
    `noticed` where there is such a thing. Call it before the asserts, so that a failure is counted.
    """

    def count(
        name: str,
        *,
        acknowledged: int | None = None,
        lost: int | None = None,
        noticed: int | None = None,
        **more: float | str,
    ) -> None:
        found = Count(name, acknowledged, lost, noticed, dict(more))
        record_property("count", found.plain())
        tell(found)

    return count


def pytest_terminal_summary(terminalreporter: Any) -> None:  # noqa: ANN401 - has no public type
    """All counts of this run as a table; every worker's reports come by here."""
    reports: Sequence[Any] = [
        r for kind in ("passed", "failed") for r in terminalreporter.stats.get(kind, [])
    ]
    found = [
        Count(*value)
        for report in reports
        for name, value in getattr(report, "user_properties", [])
        if name == "count"
    ]
    if found and TOLD not in os.environ:  # else whoever named that file shows them
        terminalreporter.section("faults")
        for line in table(sorted(found, key=lambda c: c.name)):
            terminalreporter.write_line(line)
