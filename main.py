"""Dermaga: joins the rooms, and is the door to every command."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.door import commands
from kiosk.house import PreviewWanted, Rooms, TourWanted
from kiosk.store.identity import boot_name, new_id, steady_seconds
from kiosk.store.machine import this_machine

if TYPE_CHECKING:
    from kiosk.office.finding import Printing

HERE = Path(__file__).resolve().parent


def now() -> int:
    """UTC milliseconds, as this computer's clock says."""
    return time.time_ns() // 1_000_000


def ticks() -> tuple[str, float]:
    """Monotonic seconds with the computer's sleep, and the name of this computer's boot."""
    return boot_name(), steady_seconds()


def day_of(at: int) -> str:
    """The local ISO date of UTC milliseconds."""
    return dt.datetime.fromtimestamp(at / 1000).astimezone().date().isoformat()


def rooms() -> Rooms:
    """What the commands are given: time, chance, and where things lie."""
    chance = secrets.SystemRandom()
    return Rooms(
        home=HERE,
        now=now,
        ticks=ticks,
        day_of=day_of,
        new_id=lambda: new_id(now(), os.urandom(10)),
        shuffle=lambda things: tuple(chance.sample(list(things), len(things))),
        pick=chance.choice,
        chance=os.urandom,
        machine=this_machine,
        open_window=_window,
        take_tour=_tour,
        preview=_preview,
        printers=_printers,
    )


def run() -> None:
    """The program, as `dermaga`, `./run` and `python main.py`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    commands(obj=rooms())


def _window(rooms: Rooms, data: Path) -> int:
    from kiosk.ui.program import open_window

    return open_window(rooms, data)


def _tour(rooms: Rooms, wanted: TourWanted) -> int:
    from kiosk.ui.tour import take_tour

    return take_tour(rooms, wanted)


def _preview(rooms: Rooms, wanted: PreviewWanted) -> int:
    from kiosk.ui.preview_course import open_preview

    return open_preview(rooms, wanted)


def _printers() -> Sequence[Printing]:
    from kiosk.ui.printing import printers

    if sys.platform == "win32":  # Qt lists them there, and only to an application
        from kiosk.ui.program import application

        application()
    return printers()


if __name__ == "__main__":
    run()
