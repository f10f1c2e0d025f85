"""What a benchmark tells: how long things took, beside the least they could have taken."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence

from msgspec import Struct


class Spread(Struct, frozen=True):
    """`n` measurements. Percentiles are values that occurred (nearest rank)."""

    n: int
    median: float
    p95: float
    p99: float
    worst: float
    noise: float
    """Distance of the quartiles over the median: how restless the machine was."""

    @staticmethod
    def of(values: Sequence[float]) -> Spread:
        """The spread of one or more measurements."""
        ordered = sorted(values)

        def rank(share: float) -> float:
            return ordered[math.ceil(share * len(ordered)) - 1]

        middle = rank(0.5)
        noise = (rank(0.75) - rank(0.25)) / middle if middle else 0.0
        high, higher = rank(0.95), rank(0.99)
        return Spread(len(ordered), middle, high, higher, ordered[-1], round(noise, 3))


class Target(Struct, frozen=True):
    """What was promised, and whether this run kept it."""

    words: str
    met: bool


class Finding(Struct, frozen=True):
    """A benchmark's result. `floor_is` says what the floor did; `ratio` compares the medians."""

    name: str
    what: str
    unit: str
    measured: Spread
    floor_is: str
    floor: Spread
    ratio: float
    targets: tuple[Target, ...]


class Skipped(Struct, frozen=True):
    """A benchmark that could not run, and why."""

    name: str
    reason: str


def finding(
    subject: tuple[str, str, str],
    measured: Sequence[float],
    floor: tuple[str, Sequence[float]],
    promise: Callable[[Spread, float], tuple[Target, ...]] = lambda _measured, _ratio: (),
) -> Finding:
    """Put measurement, floor and promise together; `subject` is name, what and unit."""
    found, least = Spread.of(measured), Spread.of(floor[1])
    ratio = round(found.median / least.median, 2) if least.median else math.inf
    return Finding(*subject, found, floor[0], least, ratio, promise(found, ratio))


def milliseconds(work: Callable[[], object]) -> float:
    """How long one piece of work took."""
    began = time.perf_counter_ns()
    work()
    return (time.perf_counter_ns() - began) / 1e6
