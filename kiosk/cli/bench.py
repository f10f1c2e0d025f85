"""dermaga bench: the benchmarks of the source folder, each beside its floor."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kiosk.house import Rooms


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@click.option("--only", metavar="NAMA", help="Hanya satu tolok ukur.")
@click.pass_obj
def bench(given: tuple[Rooms, Path], *, as_json: bool, only: str | None) -> None:
    """Ukur kecepatan, memori dan disk, di samping batas bawah pada komputer yang sama."""
    rooms, _ = given
    if not (rooms.home / "tests" / "bench" / "__main__.py").exists():
        words = "Tolok ukur ada di folder sumber Dermaga; jalankan ./run bench di sana."
        raise click.ClickException(words)
    command = [sys.executable, "-m", "tests.bench", *(["--json"] if as_json else [])]
    if only:
        command += ["--only", only]
    import subprocess

    done = subprocess.run(command, cwd=rooms.home, check=False)  # noqa: S603 - our own modules
    sys.exit(done.returncode)
