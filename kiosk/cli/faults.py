"""dermaga faults: the fault tests of the source folder, with what they counted."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from pathlib import Path

import click

from kiosk.house import Rooms


@click.command()
@click.option("--long", "long", is_flag=True, help="Sepuluh kali lebih banyak gangguan.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@click.pass_obj
def faults(given: tuple[Rooms, Path], *, long: bool, as_json: bool) -> None:
    """Matikan program, putuskan listrik, penuhi disk; lalu hitung apa yang hilang."""
    rooms, _ = given
    if not (rooms.home / "tests" / "faults" / "__main__.py").exists():
        words = "Uji gangguan ada di folder sumber Dermaga; jalankan ./run faults di sana."
        raise click.ClickException(words)
    if find_spec("pytest") is None:
        raise click.ClickException("Alat uji belum terpasang; jalankan ./test sekali lebih dahulu.")
    wanted = [*(["--long"] if long else []), *(["--json"] if as_json else [])]
    import subprocess

    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, "-m", "tests.faults", *wanted], cwd=rooms.home, check=False
    )
    sys.exit(done.returncode)
