"""From the start of the process to the sign-in screen painted, beside a bare PySide6 window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.large import EVENTS, LEARNERS, large_kiosk
from tests.bench.measure import Finding, Skipped, Spread, Target, finding
from tests.bench.process import demonstration, kiosk, paired, told_by

STARTS = 9
FLOOR = "proses PySide6 polos dengan satu jendela"


def run(place: Path) -> Iterator[Finding | Skipped]:
    """A kiosk after its first day, the same paired with an agency, and one after many years."""
    for name, what, data in (
        ("start", "sampai layar masuk tampil", demonstration(place / "demo")),
        (
            "start-paired",
            "sama, berpasangan dengan instansi yang hubnya tidak ada",
            paired(place / "paired"),
        ),
        (
            "start-large",
            f"sama, dengan {LEARNERS:,} peserta dan {EVENTS:,} catatan".replace(",", "."),
            large_kiosk(place / "large"),
        ),
    ):
        try:
            yield _measure(name, what, data)
        except RuntimeError as failed:
            yield Skipped(name, str(failed))


def _measure(name: str, what: str, data: Path) -> Finding:
    """Turn by turn; the first of each fills the disk's cache and is not counted."""
    mine: list[float] = []
    floor: list[float] = []
    for _ in range(STARTS + 1):
        for found, told in (
            (floor, told_by("bare_process")),
            (mine, kiosk(data, "SignInScreen")),
        ):
            found.append(told.start)
    return finding((name, what, "ms"), mine[1:], (FLOOR, floor[1:]), _promise)


def _promise(_found: Spread, ratio: float) -> tuple[Target, ...]:
    return (Target("median ≤ 3×", ratio <= 3),)
