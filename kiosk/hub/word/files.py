"""Files written so that a power cut leaves the old one or the new one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kiosk.hub.word.trouble import WriterTrouble

PART = ".part"
"""Ending of what is still being written."""
PRIVATE = 0o600
OPEN = 0o644


def write(file: Path, body: bytes, mode: int = OPEN) -> None:
    """Put bytes in a file's place, on disk at return."""
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(file.name + PART)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as out:
        out.write(body)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Make a renamed file's new name durable; Windows does that by itself (NTFS journal)."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One writer at a time, over all processes. Raises WriterTrouble "busy".

    The system lets go of the lock when its process dies.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("a+b") as lock:
        if not _taken(lock):
            raise WriterTrouble("busy")
        yield


if sys.platform == "win32":
    import msvcrt

    def _taken(lock: IO[bytes]) -> bool:
        lock.seek(0)
        try:
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(lock: IO[bytes]) -> bool:
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
