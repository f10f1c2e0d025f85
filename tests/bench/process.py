"""Processes to measure from outside: started, listened to, and ended by themselves."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from main import rooms

HOME = Path(__file__).parents[2]


class Told(Struct, frozen=True):
    """What a script of this folder tells; what it does not tell stays empty.

    `painted` and `began` are monotonic seconds, by the one clock of all processes of a computer;
    `memory` is MiB, `changes` milliseconds.
    """

    painted: float = 0.0
    memory: float = 0.0
    screen: str = ""
    changes: tuple[float, ...] = ()
    began: float = 0.0

    @property
    def start(self) -> float:
        """Milliseconds from the start of the process to the window painted."""
        return 1000 * (self.painted - self.began)


def kiosk(data: Path, screen: str, *wanted: str) -> Told:
    """The kiosk, on that screen. Raises RuntimeError where it stops or shows another."""
    told = told_by("kiosk_process", data, *wanted)
    if told.screen != screen:
        message = f"{screen} belum tampil ({told.screen})"
        raise RuntimeError(message)
    return told


def told_by(script: str, *arguments: str | Path) -> Told:
    """What a script tells in its last line. Raises RuntimeError with its own words if it fails."""
    command = [sys.executable, "-m", f"tests.bench.{script}", *map(str, arguments)]
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=HOME, env=surroundings, capture_output=True, text=True, check=False, timeout=60
    )
    lines = done.stdout.splitlines()
    if done.returncode or not lines:
        raise RuntimeError((done.stderr.strip().splitlines() or [f"{script}: ?"])[-1])
    return structs.replace(msgspec.json.decode(lines[-1], type=Told), began=began)


def paired(folder: Path) -> Path:
    """A demonstration that is paired with an agency whose hub is never there (port 9: discard)."""
    from kiosk.parcel import sealing
    from kiosk.parcel.forms import DeviceCertificate
    from kiosk.sync import pairing
    from tests.parcel.samples import AGENCY, MONDAY, agency_signs

    with rooms().house(demonstration(folder)) as house:
        store = house.store
        bare = DeviceCertificate(store.device, store.exchange.public, "Kios", MONDAY, 0, 1)
        known = sealing.signed(bare, agency_signs)
        agreed = pairing.Pairing(AGENCY, "p1", bytes(32), known, MONDAY, url="http://127.0.0.1:9")
        pairing.keep(house.folder.path, agreed)
    return folder


def demonstration(folder: Path) -> Path:
    """A data folder with the demonstration in it, as after a first day."""
    with rooms().house(folder) as house:
        if house.office.settings() is None:
            house.office.set_up_demo()
        house.catalog().courses()
    return folder
