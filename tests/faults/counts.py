"""What the rigs counted, carried from a test to whoever shows it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

TOLD = "DERMAGA_FAULTS_TOLD"
"""Names the file to which each count is also written, one JSON line each."""
HEADS = ("", "acknowledged", "lost", "noticed", "")


class Count(NamedTuple):
    """One rig's numbers; None where a rig has no such number."""

    name: str
    acknowledged: int | None
    lost: int | None
    noticed: int | None
    more: dict[str, float | str]

    def plain(self) -> tuple[object, ...]:
        """As values that may go from one process to another."""
        return tuple(self)


def tell(count: Count) -> None:
    """Write a count to the file that is named in the environment, if one is."""
    if told := os.environ.get(TOLD):
        line = msgspec.json.encode(count._asdict()) + b"\n"
        with Path(told).open("ab") as file:
            file.write(line)


def told(file: Path) -> list[Count]:
    """The counts in such a file, by name."""
    lines = file.read_bytes().splitlines() if file.exists() else []
    return sorted((Count(**msgspec.json.decode(line)) for line in lines), key=lambda c: c.name)


def table(counts: Iterable[Count], heads: Sequence[str] = HEADS) -> list[str]:
    """Lines with aligned columns; numbers stand to the right."""
    rows = [tuple(heads), *(_cells(count) for count in counts)]
    wide = [max(len(row[place]) for row in rows) for place in range(4)]
    return [
        "  ".join(
            [row[0].ljust(wide[0]), *(row[n].rjust(wide[n]) for n in (1, 2, 3)), row[4]]
        ).rstrip()
        for row in rows
    ]


def _cells(count: Count) -> tuple[str, ...]:
    numbers = (count.acknowledged, count.lost, count.noticed)
    return (
        count.name,
        *("–" if number is None else f"{number:,}" for number in numbers),
        ", ".join(f"{name} {value}" for name, value in count.more.items()),
    )
