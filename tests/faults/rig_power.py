"""Power cuts on a file system of its own: the disk stops, and what was not on it is gone.

A process in a mount namespace of its own, so that its mounts and loop devices go with it, however
it ends. Each cut: a kiosk answers on the mounted file system; at some moment the file system is
shut down without writing its log (FS_IOC_SHUTDOWN, which is how Linux tests its own file systems);
then the kiosk is killed, and the file system is unmounted, mounted again and read.
"""

from __future__ import annotations

import os
import shutil
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec
from msgspec import Struct

from tests.conftest import HOME
from tests.faults.answering import Told
from tests.faults.rig_lives import PATIENCE, Kind, fork, learn_all, listen
from tests.faults.rig_log import Left, left_in

SHUTDOWN: Final = 0x8004587D
WITHOUT_LOG: Final = struct.pack("I", 2)
MAKERS: Final = {"ext4": ("mkfs.ext4", "-q", "-F"), "xfs": ("mkfs.xfs", "-q", "-f")}
READY: Final = "ready"
SIZES: Final = {"ext4": 128 << 20, "xfs": 320 << 20}
"""Bytes, in a sparse file; mkfs.xfs refuses less than 300 MB."""


class Wanted(Struct, frozen=True):
    """A cut `after` seconds from birth, or from the first answer kept if `settled`."""

    folder: str
    after: float
    settled: bool
    kind: Kind = "desk"


class Cut(Struct, frozen=True):
    """Answers acknowledged before the cut, what went wrong before it, and what is left on disk."""

    kept: tuple[str, ...]
    faults: tuple[str, ...]
    left: Left


class NoPowerError(Exception):
    """There can be no such rig on this computer; the words say why."""


class Power:
    """A file system to be cut. A context: with it goes what was mounted."""

    def __init__(self, system: str, place: Path) -> None:
        if reason := _missing(system):
            raise NoPowerError(reason)
        command = ["unshare", "--mount", "--propagation", "private", sys.executable, "-m"]
        self._process = subprocess.Popen(
            [*command, "tests.faults.rig_power", system, str(place)],
            cwd=HOME,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        said = self._said().decode().strip()
        if said != READY:
            self._process.communicate()
            assert said, "the rig died"
            raise NoPowerError(said)

    def _said(self) -> bytes:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _e: BaseException | None, _t: TracebackType | None
    ) -> None:
        self._process.communicate()

    def cut(self, wanted: Wanted) -> Cut:
        """Let a kiosk answer, cut the power, and look."""
        assert self._process.stdin is not None
        self._process.stdin.write(msgspec.json.encode(wanted) + b"\n")
        self._process.stdin.flush()
        line = self._said()
        assert line, "the rig died"
        return msgspec.json.decode(line, type=Cut)


def _missing(system: str) -> str:
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        return "only root on Linux may cut a file system off"
    for tool in (MAKERS[system][0], "unshare"):
        if not shutil.which(tool, path=_path()):
            return f"{tool} is not installed"
    if not Path("/dev/loop-control").exists():
        return "there are no loop devices"
    tried = subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False)
    return tried.stderr.decode().strip()


def _path() -> str:
    return f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def serve(system: str, place: Path) -> None:
    """The rig's own process: wishes come in as lines, cuts go out as lines."""
    image, mounted = place / "image", place / "mounted"
    mount = ("mount", "-t", system, "-o", "loop", str(image), str(mounted))
    mounted.mkdir()
    with image.open("wb") as file:
        file.truncate(SIZES[system])
    try:
        _do(*MAKERS[system], str(image))
        _do(*mount)
    except subprocess.CalledProcessError as refused:
        _say(str(refused.stderr).strip().encode())
        return
    _say(READY.encode())
    learn_all("desk")
    for line in sys.stdin.buffer:
        wanted = msgspec.json.decode(line, type=Wanted)
        _make_room(mounted, wanted.folder)
        kept, faults = _cut(wanted, mounted)
        _do("umount", str(mounted))
        _do(*mount)
        left = left_in(mounted / wanted.folder, place / "copy")
        _say(msgspec.json.encode(Cut(kept, faults, left)))
    _do("umount", str(mounted))


def _say(words: bytes) -> None:
    sys.stdout.buffer.write(words + b"\n")
    sys.stdout.buffer.flush()


def _do(*command: str) -> None:
    surroundings = {**os.environ, "PATH": _path()}
    subprocess.run(command, check=True, capture_output=True, text=True, env=surroundings)


def _make_room(mounted: Path, folder: str) -> None:
    """Data folders that are done with go."""
    for earlier in mounted.glob("data-*"):
        if earlier.name != folder:
            shutil.rmtree(earlier)


def _cut(wanted: Wanted, mounted: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Let the kiosk live until the cut; answers with what it kept, and what went wrong, before it.

    Without power nobody says anything: what is said while the file system is being shut down does
    not count. (ext4 lets an fsync that runs into the shutdown return as if all were well.)
    """
    pid, out = fork(wanted.kind, mounted / wanted.folder)
    said = bytearray()
    try:
        if wanted.settled:
            listen(out, said, time.monotonic() + PATIENCE, "kept")
        cut_at = listen(out, said, time.monotonic() + wanted.after)
        _shut_down(mounted)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    listen(out, said, time.monotonic() + PATIENCE)
    os.close(out)
    lines = bytes(said).rpartition(b"\n")[0].splitlines()
    told = [msgspec.json.decode(line, type=Told) for line in lines]
    before = [t for t in told if t.at < cut_at]
    kept = tuple(t.id for t in before if t.word == "kept")
    return kept, tuple(t.question for t in before if t.word == "fault")


def _shut_down(mounted: Path) -> None:
    import fcntl

    opened = os.open(mounted, os.O_RDONLY)
    try:
        fcntl.ioctl(opened, SHUTDOWN, WITHOUT_LOG)
    finally:
        os.close(opened)


if __name__ == "__main__":
    serve(sys.argv[1], Path(sys.argv[2]))
