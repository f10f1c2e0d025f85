"""The doctor: looks at a kiosk from all sides and changes nothing.

Neither the lock nor a connection that could write is taken, and a damaged file is not healed, so
that it may be called beside a running kiosk, on a read-only disk, and before anybody repairs.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kiosk.office import doctor_place as place
from kiosk.office.doctor_file import in_file
from kiosk.office.finding import Finding, Surroundings
from kiosk.store.inside import SQLITE
from kiosk.store.pace import no_pause

CHECKS = (
    "sqlite", "integrity", "chain", "checkpoints", "rows", "projections", "disk", "clock",
    "device", "backups", "second", "sync", "printer", "fonts", "permissions", "lock", "settings",
    "numbers", "courses", "reports",
)  # fmt: skip
"""What is examined, in the order in which it is told."""
OLDEST = (3, 37, 0)
"""The first SQLite with STRICT tables."""
WAL_RESET = ((3, 7, 0), (3, 51, 2))
"""Versions in which two connections that write and checkpoint at once may damage a WAL file."""

__all__ = ["CHECKS", "Finding", "Surroundings", "examine", "worst"]


def examine(
    around: Surroundings,
    pace: Callable[[], None] = no_pause,
    *,
    open_here: bool = False,
    level: str = "",
) -> tuple[Finding, ...]:
    """One finding for each of `CHECKS`, in their order.

    `open_here`: this process has the file open; `level`: how the window stands (see `lock`).
    """
    seen = in_file(around, pace, open_here=open_here)
    found = dict(seen.findings)
    for each in (
        sqlite(SQLITE),
        place.disk(around),
        place.backups(around, seen, pace),
        place.second(around, seen, pace),
        place.printer(around),
        place.fonts(around),
        place.permissions(around),
        place.lock(seen, level, place.locked_session()),
        place.courses(around),
        place.reports(around),
    ):
        found[each.check] = each
    return tuple(found[check] for check in CHECKS)


def sqlite(version: str) -> Finding:
    """The SQLite library: its known bug is one that a single writer cannot meet."""
    number = tuple(int(part) for part in re.findall(r"\d+", version)[:3])
    facts: dict[str, str | int] = {"version": version}
    if number < OLDEST:
        return Finding("sqlite", "bad", "too-old", facts)
    if WAL_RESET[0] <= number <= WAL_RESET[1]:
        return Finding("sqlite", "good", "one-writer", facts)
    return Finding("sqlite", "good", "fixed", facts)


def worst(findings: tuple[Finding, ...]) -> str:
    """The state that counts: "bad" before "look" before "unknown" before "good"."""
    states = {finding.state for finding in findings}
    return next(s for s in ("bad", "look", "unknown", "good") if s in states)
