"""Run as a process: the office over a data folder; each part is opened and its painting timed.

Argument: the data folder. Tells ms by part, in the order of `told`, as "name=ms" in `screen`.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from kiosk.people.role import OFFICER
from kiosk.ui.courier import Courier
from kiosk.ui.display import Display
from kiosk.ui.keeper import Keeper
from kiosk.ui.officer import OfficerRoom
from kiosk.ui.theme import load_fonts
from kiosk.ui.window import Window
from main import rooms

REST = 0.6
"""Seconds in which what a part does in the background may end."""
ALL = QEventLoop.ProcessEventsFlag.AllEvents


def main(data: str) -> None:
    """Open each part once to warm up, then twice to measure; the slower one counts."""
    app = QApplication([])
    load_fonts()
    with rooms().house(Path(data)) as house:
        catalog = house.courses_read()
        window = Window(Display())
        window.resize(1366, 768)
        window.show()
        keeper = Keeper(house)
        courier = Courier(house, catalog)
        room = OfficerRoom(window, keeper, courier, catalog, lambda: None)
        room._enter(OFFICER)
        worst: dict[str, float] = {}
        for turn in range(3):
            for part in room._rooms:
                began = time.perf_counter()
                room.go(part)
                window.grab()
                took = 1000 * (time.perf_counter() - began)
                if turn:
                    worst[part] = max(worst.get(part, 0.0), took)
                rest(app)
        told = {"changes": list(worst.values()), "screen": said(worst)}
        for each in (courier, keeper):
            each.close()
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        window.may_close = True
        window.close()


def rest(app: QApplication) -> None:
    """Let background work come in."""
    end = time.perf_counter() + REST
    while time.perf_counter() < end:
        app.processEvents(ALL, 50)
        time.sleep(0.01)


def said(worst: dict[str, float]) -> str:
    """The slowest first."""
    slow = sorted(worst.items(), key=lambda item: -item[1])
    return ", ".join(f"{part} {took:.0f}" for part, took in slow)


if __name__ == "__main__":
    main(*sys.argv[1:])
