"""Memory of the kiosk with a lesson open, beside a bare PySide6 window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.measure import Finding, Skipped, Spread, Target, finding
from tests.bench.process import demonstration, kiosk, paired, told_by

TIMES = 5
MOST = 95
FLOOR = "proses PySide6 polos dengan satu jendela"


def run(place: Path) -> Iterator[Finding | Skipped]:
    """The resident memory at the first lesson after signing in, and after twelve lessons."""
    alone, agreed = demonstration(place / "demo"), paired(place / "paired")
    floor = [told_by("bare_process").memory for _ in range(TIMES)]
    if not all(floor):
        yield Skipped("memory", "sistem ini tidak menyebut VmRSS")
        return
    for name, what, data, lessons in (
        ("memory", "memori (VmRSS) dengan pelajaran terbuka", alone, 1),
        ("memory-paired", "sama, berpasangan dengan instansi yang hubnya tidak ada", agreed, 1),
        ("memory-later", "dua belas pelajaran dibuka berturut-turut", alone, 12),
        ("memory-later-paired", "sama, berpasangan dengan instansi itu", agreed, 12),
    ):
        try:
            mine = [kiosk(data, "LessonScreen", str(lessons)).memory for _ in range(TIMES)]
        except RuntimeError as failed:
            yield Skipped(name, str(failed))
        else:
            yield finding((name, what, "MiB"), mine, (FLOOR, floor), _promise)


def _promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
    return (Target(f"median ≤ {MOST} MiB", found.median <= MOST),)
