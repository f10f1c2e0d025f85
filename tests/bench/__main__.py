"""./run bench: every benchmark beside its floor of the same run; none fails by time."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

import click
import msgspec

from tests.bench import (
    answer,
    certificate,
    courses,
    disk,
    gift,
    hub,
    hub_pages,
    memory,
    office,
    roster,
    screens,
    start,
    sync,
    verify,
)
from tests.bench.measure import Finding, Skipped, Spread
from tests.bench.process import HOME

Told: TypeAlias = Finding | Skipped
BENCHES: Final[dict[str, Callable[[Path], Iterator[Told]]]] = {
    "start": start.run,
    "memory": memory.run,
    "answer": answer.run,
    "screens": screens.run,
    "certificate": certificate.run,
    "verify": verify.run,
    "courses": courses.run,
    "gift": gift.run,
    "roster": roster.run,
    "disk": disk.run,
    "sync": sync.run,
    "hub": hub.run,
    "hub-pages": hub_pages.run,
    "office": office.run,
}
PLACE: Final = HOME / "out" / "bench"
"""On the disk of the checkout, since a folder in memory would make every commit free."""


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@click.option("--only", type=click.Choice(list(BENCHES)), help="Hanya tolok ukur ini.")
def main(*, as_json: bool, only: str | None) -> None:
    """Ukur, dan tulis di samping batas bawah yang diukur pada saat yang sama."""
    PLACE.mkdir(parents=True, exist_ok=True)
    told: list[Told] = []
    for name in [only] if only else BENCHES:
        for each in BENCHES[name](PLACE):
            told.append(each)
            if not as_json:
                click.echo("\n".join(_lines(each)))
    if as_json:
        report = {"machine": _machine(), "benchmarks": told}
        click.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
    else:
        click.echo(" · ".join(f"{key}: {value}" for key, value in _machine().items()))


def _lines(told: Told) -> Iterator[str]:
    if isinstance(told, Skipped):
        yield f"{told.name}: dilewati, {told.reason}\n"
        return
    yield f"{told.name} ({told.unit}): {told.what}"
    yield f"  {'':8}{'n':>6}{'median':>10}{'p95':>10}{'p99':>10}{'terlama':>10}{'gelisah':>10}"
    yield _row("terukur", told.measured)
    yield f"{_row('batas', told.floor)}   {told.floor_is}"
    kept = [f"{target.words}: {'ya' if target.met else 'TIDAK'}" for target in told.targets]
    yield "  " + "; ".join([f"median {told.ratio}× batas", *kept]) + "\n"


def _row(label: str, spread: Spread) -> str:
    values = (spread.median, spread.p95, spread.p99, spread.worst)
    numbers = "".join(f"{value:>10.2f}" for value in values)
    return f"  {label:8}{spread.n:>6}{numbers}{spread.noise:>10.0%}"


def _machine() -> dict[str, str]:
    """What the numbers were measured on, and how busy it was with other things."""
    load = f"{os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else "?"
    return {
        "prosesor": str(os.cpu_count()),
        "beban": load,
        "sistem": platform.platform(terse=True),
        "python": platform.python_version(),
    }


if __name__ == "__main__":
    main()
