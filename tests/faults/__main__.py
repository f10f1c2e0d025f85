"""./run faults: all fault tests, and a table of what was acknowledged, lost and noticed."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import click
import msgspec

from tests.conftest import HOME
from tests.faults.counts import TOLD, table, told

HEADS = ("", "diakui", "hilang", "ketahuan", "")
PLACES = ("tests/faults", "tests/sync", "tests/parcel", "tests/journeys/test_bulk.py")
"""Where tests go by the counts that are wanted."""


@click.command()
@click.option("--long", "long", is_flag=True, help="Sepuluh kali lebih banyak gangguan.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def main(*, long: bool, as_json: bool) -> None:
    """Jalankan semua uji gangguan."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="dermaga-") as place:
        file = Path(place) / "counts"
        failed = _run(file, long=long, as_json=as_json)
        counts = told(file)
    seconds = round(time.monotonic() - began)
    if as_json:
        report = {
            "long": long,
            "passed": not failed,
            "seconds": seconds,
            "machine": {"processors": os.cpu_count(), "system": platform.platform(terse=True)},
            "counts": [count._asdict() for count in counts],
        }
        click.echo(msgspec.json.format(msgspec.json.encode(report)).decode())
    else:
        click.echo("\n".join([*table(counts, HEADS), f"{seconds} detik"]))
    sys.exit(failed)


def _run(told_in: Path, *, long: bool, as_json: bool) -> int:
    """All fault tests; their counts go to a file, pytest's words beside the JSON."""
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "DERMAGA_FAULTS": "long" if long else "",
        TOLD: str(told_in),
    }
    command = [sys.executable, "-m", "pytest", "-q", "-rs", "--no-header", *PLACES]
    out = sys.stderr if as_json else None
    return subprocess.run(command, cwd=HOME, env=surroundings, stdout=out, check=False).returncode


if __name__ == "__main__":
    main()
