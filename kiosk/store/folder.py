"""The data folder: only its owner may look in, and one program at a time may work in it."""

from __future__ import annotations

import errno
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import IO, NamedTuple

from kiosk.store.reading import may_read, may_write
from kiosk.store.trouble import StoreTrouble

FILE = "dermaga.sqlite"
PRIVATE, PRIVATE_FILE = 0o700, 0o600
MEGABYTE = 1_000_000
LOW, NONE = 64 * MEGABYTE, 16 * MEGABYTE
RESERVE = 8 * MEGABYTE
"""Some hundred answers and a certificate; given up last, so that a test under way can be ended."""


class Room(StrEnum):
    """What there is still room for: everything; everything, but not for long; no new test."""

    PLENTY = "plenty"
    LOW = "low"
    NONE = "none"


class DataFolder:
    """An open data folder. Codes of StoreTrouble: "folder-unwritable", "second-instance".

    Where nothing can be written, but a file lies, it opens `view_only` and without the lock: on a
    read-only disk nobody writes, and in another user's folder only their kiosk does, whose writing
    a reader of SQLite does not disturb.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = self._taken()
        self.view_only = self._lock is None or not _writable(self.file)
        if not self.view_only:
            self._set_aside()

    def _taken(self) -> IO[bytes] | None:
        """The lock, or None where it cannot be written but there is a file to look at."""
        try:
            self.path.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
            if os.name == "posix":
                os.umask(0o077)
                self.path.chmod(PRIVATE)
            lock = (self.path / "lock").open("a+b")
        except OSError as error:
            if may_read(self.file):
                return None
            raise StoreTrouble("folder-unwritable") from error
        if not _take(lock):
            lock.close()
            raise StoreTrouble("second-instance")
        return lock

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return self.path / FILE

    @property
    def cache(self) -> Path:
        """Compiled courses; may be deleted at any time."""
        return self.path / "cache"

    @property
    def _reserve(self) -> Path:
        """Bytes that only hold room."""
        return self.path / "reserve"

    def free(self) -> int:
        """Free bytes on this disk, without the reserve; 0 if it does not even tell."""
        return _disk(self.path)[1]

    def room(self) -> Room:
        """What there is still room for. A reserve that had to be given up counts as owed."""
        return glance(self.path).room

    def relieve(self) -> bool:
        """Give the reserve up, and tell whether that freed something."""
        try:
            self._reserve.unlink()
        except OSError:
            return False
        return True

    def _set_aside(self) -> None:
        """Make the reserve where there is room for it beside what a new test needs."""
        whole, free = _disk(self.path)
        wanted = _share(whole, RESERVE)
        try:
            held = self._reserve.stat().st_size
        except OSError:
            held = 0
        if held >= wanted or free + held - wanted < _share(whole, NONE):
            return
        try:
            _fill(self._reserve, wanted)
        except OSError:
            self.relieve()

    def close(self) -> None:
        """Let the next program in. The system does the same when the program dies."""
        if self._lock is not None:
            self._lock.close()


class Glance(NamedTuple):
    """A data folder's disk: the room on it, and bytes: free, held by the reserve, in all."""

    room: Room
    free: int
    reserve: int
    whole: int


def glance(path: Path) -> Glance:
    """What there is room for, without opening the folder; all 0 if the disk does not tell."""
    whole, free = _disk(path)
    try:
        reserve = (path / "reserve").stat().st_size
    except OSError:
        reserve = 0
    left = free if reserve else free - _share(whole, RESERVE)
    if not whole or left < _share(whole, NONE):
        return Glance(Room.NONE, free, reserve, whole)
    room = Room.LOW if left < _share(whole, LOW, 4) else Room.PLENTY
    return Glance(room, free, reserve, whole)


def locked(file: Path) -> IO[bytes] | None:
    """A lock on a file, let go when it is closed; None if another program holds it."""
    lock = os.fdopen(os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE_FILE), "r+b")
    if _take(lock):
        return lock
    lock.close()
    return None


def _share(whole: int, wanted: int, part: int = 10) -> int:
    """Bytes, but on a very small disk only a part of it."""
    return min(wanted, whole // part)


def _writable(file: Path) -> bool:
    return not file.exists() or may_write(file)


def _fill(file: Path, size: int) -> None:
    """Real blocks, since a file with a hole in it holds no room."""
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE_FILE)
    with os.fdopen(opened, "wb") as out:
        if not _allocated(opened, size):
            for _ in range(size // MEGABYTE):
                out.write(bytes(MEGABYTE))
            out.write(bytes(size % MEGABYTE))


if sys.platform == "win32":
    import msvcrt

    def _take(lock: IO[bytes]) -> bool:
        """Lock the first byte (Windows: LockFile through the C runtime)."""
        try:
            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _disk(folder: Path) -> tuple[int, int]:
        """Bytes in all and bytes free; 0 if the disk does not tell."""
        import shutil

        try:
            told = shutil.disk_usage(folder)
        except OSError:
            return 0, 0
        return told.total, told.free

    def _allocated(opened: int, size: int) -> bool:  # noqa: ARG001 - bytes have to be written
        """Windows gives room to bytes that are written."""
        return False

else:
    import fcntl

    def _take(lock: IO[bytes]) -> bool:
        """Lock the file (POSIX: flock, which goes with the process)."""
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _disk(folder: Path) -> tuple[int, int]:
        """Bytes in all and bytes free for this user; 0 if the disk does not tell."""
        try:
            told = os.statvfs(folder)
        except OSError:
            return 0, 0
        return told.f_blocks * told.f_frsize, told.f_bavail * told.f_frsize

    def _allocated(opened: int, size: int) -> bool:
        """Real blocks without writing them, where the file system can do that."""
        try:
            os.posix_fallocate(opened, 0, size)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                raise
            return False
        return True
