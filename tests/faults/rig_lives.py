"""Lives that end by kill -9 at a chosen moment.

A nursery is a process that has imported the whole program. Each life is a fork of it and opens the
window, the file and everything else anew; or, where the time to come back is measured, a process
started from nothing. Python's imports are all that a fork saves.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import msgspec
from msgspec import Struct

from tests.conftest import HOME
from tests.faults import answering
from tests.faults.answering import LIVES, Told

PATIENCE = 30.0
"""Seconds after which a life that has not said the awaited word is taken to be stuck."""
Kind = Literal["window", "desk", "careless desk", "opening"]


class Wanted(Struct, frozen=True):
    """A life on a data folder, to be killed `after` seconds from birth or from the word `since`."""

    data: str
    after: float
    since: str = ""
    fresh: bool = False


class Lived(Struct, frozen=True):
    """What a life said before it was killed; `born` as Told.at; "" or how it ended by itself."""

    told: tuple[Told, ...]
    born: float
    ended: str = ""

    @property
    def kept(self) -> list[str]:
        """Ids of the answers that were acknowledged."""
        return [t.id for t in self.told if t.word == "kept"]

    @property
    def shown(self) -> Told | None:
        """The question that it came back to, if it came so far."""
        return next((t for t in self.told if t.word == "shown"), None)

    @property
    def phase(self) -> str:
        """What it was doing when it was killed."""
        words = [t.word for t in self.told]
        return next((p for w, p in _PHASES if w in words), "opening")


_PHASES = (("shown", "answering"), ("in", "coming back"), ("open", "signing in"))


class Nursery:
    """Lives of one kind. A context: with it ends whatever it has begun."""

    def __init__(self, kind: Kind) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.rig_lives", kind],
            cwd=HOME,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self._process.communicate()

    def live(self, wanted: Wanted) -> Lived:
        """Let one live and kill it; the life must not have ended by itself."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(wanted) + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the nursery died"
        lived = msgspec.json.decode(line, type=Lived)
        assert not lived.ended, lived.ended
        return lived


def serve(kind: Kind) -> None:
    """The nursery's own process: wishes come in as lines, lives go out as lines."""
    learn_all(kind)
    for line in sys.stdin.buffer:
        wanted = msgspec.json.decode(line, type=Wanted)
        lived = _let_live(kind, wanted)
        sys.stdout.buffer.write(msgspec.json.encode(lived) + b"\n")
        sys.stdout.buffer.flush()


def learn_all(kind: Kind) -> None:
    """Import what a life of that kind imports sooner or later."""
    names = ["sqlite_utils", "kiosk.store.schema", "argon2"]
    if kind == "window":
        names += ["kiosk.ui.program", "kiosk.ui.driver", "kiosk.ui.tour_steps", "kiosk.ui.journey"]
        names += ["kiosk.ui.background"]
    for name in names:
        import_module(name)
    if kind == "window":
        from kiosk.ui.warm import LATER

        for name in LATER:
            import_module(name)
    gc.collect()
    gc.freeze()


def _let_live(kind: Kind, wanted: Wanted) -> Lived:
    born = time.monotonic()
    pid, out = (_exec if wanted.fresh else fork)(kind, Path(wanted.data))
    said = bytearray()
    try:
        began = listen(out, said, born + PATIENCE, wanted.since) if wanted.since else born
        listen(out, said, began + wanted.after)
    finally:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    listen(out, said, time.monotonic() + PATIENCE)
    os.close(out)
    lines = bytes(said).rpartition(b"\n")[0].splitlines()
    told = tuple(msgspec.json.decode(line, type=Told) for line in lines)
    return Lived(told, born, _own_end(told, status, wanted.since))


def _own_end(told: tuple[Told, ...], status: int, since: str) -> str:
    faults = [t.question for t in told if t.word == "fault"]
    if faults:
        return faults[0]
    if os.WTERMSIG(status) != signal.SIGKILL or not os.WIFSIGNALED(status):
        return f"ended by itself: {status}"
    missed = since and since not in [t.word for t in told]
    return f"never said “{since}”" if missed else ""


def listen(out: int, said: bytearray, until: float, word: str = "") -> float:
    """Hear what is said until a moment, a word, or the end; answers with the present moment."""
    sign = f'"word":"{word}"'.encode()
    while not (word and sign in said):
        left = until - time.monotonic()
        if left <= 0 or not select.select([out], [], [], left)[0]:
            break
        heard = os.read(out, 65536)
        if not heard:
            break
        said += heard
    return time.monotonic()


def fork(kind: Kind, data: Path) -> tuple[int, int]:
    """A life in a fork of this process: its id, and where it can be heard."""
    out, into = os.pipe()
    pid = os.fork()
    if pid:
        os.close(into)
        return pid, out
    try:
        os.dup2(into, 1)
        for end in (0, out, into):  # whoever outlives the nursery must notice that nobody listens
            os.close(end)
        LIVES[kind](data)
    except BaseException as error:  # noqa: BLE001 - whatever it was, it is told
        answering.tell("fault", question=f"{type(error).__name__} {error}")
    os._exit(1)


def _exec(kind: Kind, data: Path) -> tuple[int, int]:
    out, into = os.pipe()
    command = [sys.executable, "-m", "tests.faults.answering", kind, str(data)]
    pid = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, into, 1)]
    )
    os.close(into)
    return pid, out


if __name__ == "__main__":
    serve(sys.argv[1])  # type: ignore[arg-type]
