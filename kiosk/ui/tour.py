"""The tour: the real window driven through the whole journey, as a learner would."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.ui.driver import Driver, TourFailed

if TYPE_CHECKING:
    from kiosk.house import Rooms, TourWanted


def take_tour(rooms: Rooms, wanted: TourWanted) -> int:
    """Pictures, certificate and tour.json in `wanted.out`; 1 and a sentence where it fails."""
    import os

    if not any(os.environ.get(n) for n in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from kiosk.ui.program import application
    from kiosk.ui.sitting import Sitting
    from kiosk.ui.tour_class import TourClock

    wanted.out.mkdir(parents=True, exist_ok=True)
    for old in [*wanted.out.glob("[0-9][0-9]-*.png"), *wanted.out.glob("sertifikat.pdf")]:
        old.unlink()
    application()
    rooms = replace(rooms, now=TourClock(rooms.now))
    faults: list[str] = []
    sys.excepthook = lambda kind, error, _trace: faults.append(f"{kind.__name__}: {error}")
    with tempfile.TemporaryDirectory(prefix="dermaga-") as data:
        sitting = Sitting(rooms, Path(data))
        window = sitting.program.window
        window.resize(wanted.width, wanted.height)
        window.show()
        window.activateWindow()
        driver = Driver.at(sitting, wanted, faults)
        try:
            walk(driver)
        except TourFailed as failed:
            window.grab().save(str(wanted.out / "gagal.png"))
            print(f"Tur berhenti pada langkah “{driver.step}”: {failed}", file=sys.stderr)
            return 1
        finally:
            _write_report(driver, wanted)
            window.may_close = True
            window.close()
            sitting.close()
    print(f"{len(driver.pictures)} gambar, {len(driver.steps)} langkah: {wanted.out}")
    return 0


def walk(driver: Driver) -> None:
    """The whole journey, step by step."""
    from kiosk.ui import tour_steps

    for name, work in tour_steps.STEPS:
        driver.begin(name)
        work(driver)
        driver.end()


def _write_report(driver: Driver, wanted: TourWanted) -> None:
    report = {
        "language": wanted.lang,
        "size": [wanted.width, wanted.height],
        "steps": driver.steps,
        "pictures": driver.pictures,
        "screen_changes_ms": [
            [screen, round(tap, 2), round(drawn, 2)] for screen, tap, drawn in driver.changes
        ],
        "finished": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
    }
    text = json.dumps(report, ensure_ascii=False, indent=2)
    (wanted.out / "tour.json").write_text(text + "\n", encoding="utf-8")
