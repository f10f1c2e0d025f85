from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.ui.driver import Driver

ROOT = Path(__file__).resolve().parents[2]
VICTIM = """
import os, signal, sys
from pathlib import Path
import main
from kiosk.house import TourWanted
from kiosk.ui.driver import Driver
from kiosk.ui.program import Program, application
from kiosk.ui import tour_steps
application()
data = Path(sys.argv[1])
with main.rooms().house(data) as house:
    house.office.set_up_demo()
    program = Program(house, house.catalog())
    program.window.resize(1366, 768)
    program.window.show()
    d = Driver(program, house, TourWanted(data, "id", 1366, 768), [])
    d.press("sample-1")
    d.press("sign-in")
    d.press("course-pelayanan-prima")
    d.press("action")
    tour_steps.pre_test(d)
    tour_steps.lessons(d)
    d.press("action")
    d.press("action")
    for number in range(7):
        view = vars(d.window.screen_shown)["_view"]
        tour_steps.give(d, view.question, right=True)
        d.screen_flush()
        print("answered", view.index, view.question.id, flush=True)
        if number < 6:
            d.press("action")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="kill -9 is a POSIX signal")
def test_after_kill_9_in_the_final_test_the_kiosk_opens_at_the_same_question(
    request: pytest.FixtureRequest,
) -> None:
    data = request.getfixturevalue("data")
    done = subprocess.run(
        [sys.executable, "-c", VICTIM, str(data)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    answered = [
        line.split()[1:] for line in done.stdout.splitlines() if line.startswith("answered")
    ]
    assert len(answered) == 7
    hands: Driver = request.getfixturevalue("again")
    hands.press("sample-1")
    hands.press("sign-in")
    hands.press("resume")
    hands.wait_for("QuizScreen")
    view = vars(hands.window.screen_shown)["_view"]
    assert [str(view.index), view.question.id] == answered[-1]
    assert view.answer is not None
    assert sum(view.answered) == 7
