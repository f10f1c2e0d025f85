"""Kill -9 at a chosen step of healing: in a fork, before the so-manieth call in the code of it."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final

from tests.faults.rig_lively import World

ROOM: Final = Path(sys.modules["kiosk.store"].__file__ or "").parent
STEPS: Final = {str(ROOM / f"{name}.py") for name in ("heal", "swap", "keys", "note", "backup")}
"""Files whose calls, of Python and of C, count as steps."""
DONE, KILLED = 0, 9


def killed_at(step: int, data: Path, world: World) -> bool:
    """Open the folder in a fork that dies at a step; whether it came so far."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            # another process draws other chance
            world.clock._chance = itertools.count((step + 1) * 1_000_000)
            sys.setprofile(_Fuse(step))
            with world.rooms.house(data):
                sys.setprofile(None)
            code = DONE
        finally:
            os._exit(code)
    _, status = os.waitpid(pid, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (DONE, KILLED), f"ended by itself: {code}"
    return code == KILLED


class _Fuse:
    """Ends the process at a step."""

    def __init__(self, step: int) -> None:
        self._left = step

    def __call__(self, frame: FrameType, what: str, _: Any) -> None:  # noqa: ANN401
        if what in ("call", "c_call") and frame.f_code.co_filename in STEPS:
            if self._left == 0:
                os._exit(KILLED)
            self._left -= 1


def steps_of(data: Path, make: Callable[[], Path], world: World) -> int:
    """How many steps healing takes; `make` makes the damaged folder, which is removed again."""
    import shutil

    few, many = 0, 4096
    while few < many:
        middle = (few + many) // 2
        came = killed_at(middle, make(), world)
        shutil.rmtree(data)
        few, many = (middle + 1, many) if came else (few, middle)
    return few
