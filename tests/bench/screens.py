"""From a tap to the next screen painted, on the whole tour, beside an empty page shown alike."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import Struct

from tests.bench.measure import Finding, Skipped, Spread, Target, finding
from tests.bench.process import HOME, told_by

FLOOR = "halaman QWidget kosong yang ditampilkan dengan cara sama"


class _Tour(Struct):
    """What is read of tour.json: screen, ms from the tap, ms from the answered wish."""

    screen_changes_ms: list[tuple[str, float, float]]


def run(place: Path) -> Iterator[Finding | Skipped]:
    """What the tour noted at each change of screen."""
    with tempfile.TemporaryDirectory(dir=place) as out:
        tour = [sys.executable, "main.py", "tour", "--out", out]
        surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        done = subprocess.run(
            tour, cwd=HOME, env=surroundings, capture_output=True, text=True, check=False
        )
        if done.returncode:
            reason = (done.stderr.strip().splitlines() or ["tur gagal"])[-1]
            yield Skipped("screens", reason)
            return
        told = (Path(out) / "tour.json").read_bytes()
        changes = msgspec.json.decode(told, type=_Tour).screen_changes_ms
    floor = told_by("empty_pages").changes
    for name, words, column in (
        ("screens", "dari sentuhan sampai layar tampil, dengan disk dan PIN", 1),
        ("screens-drawn", "dari wujud layar dibuat sampai tampil, tanpa kerja di belakangnya", 2),
    ):
        mine = [float(change[column]) for change in changes]
        said = f"pergantian layar pada tur, {words} (terlama: {_slowest(changes, column)})"
        yield finding((name, said, "ms"), mine, (FLOOR, floor), _promise)


def _slowest(changes: list[tuple[str, float, float]], column: int) -> str:
    ordered = sorted(changes, key=lambda change: -float(change[column]))[:5]
    return ", ".join(f"{change[0]} {round(float(change[column]))}" for change in ordered)


def _promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
    return Target("p95 ≤ 33 ms", found.p95 <= 33), Target("terlama ≤ 100 ms", found.worst <= 100)
