"""`scan.codes_in` in a process of its own, for files of strangers.

PDFium and the decoders of pictures are native code: a file made for it may end the process that
reads it, or keep it busy for good. Here that process is a child which has no open records, is given
so many seconds and so much memory, and is started anew when it is gone. It costs 0.2 s once; a file
handed to it costs no millisecond more than one that is read here.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

import msgspec
from msgspec import Struct

import kiosk
from kiosk.certificate.scan import MOST_BYTES, Scan, ScanTrouble, Trouble, codes_in

SECONDS: Final = 15.0
MOST_MEMORY: Final = 1_500_000_000
"""Bytes of address space in the child, where the system can say so."""
_LENGTH: Final = 8
_ROOT: Final = Path(kiosk.__file__).parents[1]


class _Answer(Struct):
    scan: Scan | None = None
    trouble: Trouble = "crashed"


class Scanner:
    """A child that reads files, one after the other; used by one thread at a time.

    `close` may come from another thread: whoever waits then gets "crashed".
    """

    def __init__(self, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._child: subprocess.Popen[bytes] | None = None
        self._open = True

    def get_ready(self) -> None:
        """Start the child now, so that nobody waits for it later."""
        with suppress(ScanTrouble):
            self._running()

    def codes_in(self, file: bytes) -> Scan:
        """What a file holds. Raises ScanTrouble; "slow" after the seconds, "crashed" too."""
        if len(file) > MOST_BYTES:
            raise ScanTrouble("large")
        child, late = self._running(), threading.Event()

        def stop() -> None:
            late.set()
            child.kill()

        timer = threading.Timer(self._seconds, stop)
        timer.start()
        try:
            answer = _asked(child, file)
        finally:
            timer.cancel()
        if answer is None:
            self._leave(child)
            raise ScanTrouble("slow" if late.is_set() else "crashed")
        if answer.scan is None:
            raise ScanTrouble(answer.trouble)
        return answer.scan

    def close(self) -> None:
        """End the child, whatever it is doing."""
        self._open = False
        if self._child is not None:
            self._leave(self._child)

    def _running(self) -> subprocess.Popen[bytes]:
        child = self._child
        if child is None or child.poll() is not None:
            if child is not None:
                self._leave(child)
            child = self._child = self._started()
        return child

    def _started(self) -> subprocess.Popen[bytes]:
        if not self._open:
            raise ScanTrouble("crashed")
        try:
            return subprocess.Popen(  # noqa: S603 - this program's own Python and module
                [sys.executable, "-E", "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=_ROOT,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise ScanTrouble("crashed") from error

    def _leave(self, child: subprocess.Popen[bytes]) -> None:
        child.kill()
        child.wait()
        for pipe in (child.stdin, child.stdout):
            if pipe is not None:
                with suppress(OSError, ValueError):
                    pipe.close()
        if self._child is child:
            self._child = None


def _asked(child: subprocess.Popen[bytes], file: bytes) -> _Answer | None:
    """The child's answer; None if it is gone."""
    try:
        if child.stdin is None or child.stdout is None:
            return None
        _put(child.stdin, file)
        return msgspec.msgpack.decode(_taken(child.stdout), type=_Answer)
    except (OSError, ValueError, EOFError, msgspec.MsgspecError):
        return None


def _put(pipe: IO[bytes], body: bytes) -> None:
    pipe.write(len(body).to_bytes(_LENGTH, "big"))
    pipe.write(body)
    pipe.flush()


def _taken(pipe: IO[bytes]) -> bytes:
    """What was put in at the other end. Raises EOFError if that is gone."""
    head = pipe.read(_LENGTH)
    size = int.from_bytes(head, "big")
    body = pipe.read(size) if len(head) == _LENGTH and size <= MOST_BYTES else b""
    if len(head) < _LENGTH or len(body) < size:
        raise EOFError
    return body


def _serve(into: IO[bytes], out: IO[bytes]) -> None:
    """Answer file after file, until nobody asks any more."""
    with suppress(EOFError, BrokenPipeError):
        while True:
            file = _taken(into)
            try:
                answer = _Answer(codes_in(file))
            except ScanTrouble as trouble:
                answer = _Answer(None, trouble.code)
            _put(out, msgspec.msgpack.encode(answer))


def _limit() -> None:
    """No more memory than is needed, and no picture of it on the disk after a crash."""
    with suppress(ImportError):
        import resource

        for what, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CORE, 0)):
            with suppress(OSError, ValueError):  # a lower limit stands already
                resource.setrlimit(what, (most, most))


def _warm() -> None:
    """Load what reading needs, while the person still looks for the file."""
    import PIL.Image  # noqa: F401
    import pypdfium2  # noqa: F401
    import zxingcpp  # noqa: F401

    with suppress(ScanTrouble):
        codes_in(b"%PDF-")


def main() -> None:
    """The child."""
    _limit()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library says aloud is no answer
    _warm()
    _serve(sys.stdin.buffer, out)


if __name__ == "__main__":
    main()
