"""The data folder: only its owner may look in, and one program at a time may work in it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from kiosk.store.store import StoreTrouble

FILE = "dermaga.sqlite"
PRIVATE = 0o700


class DataFolder:
    """An open data folder. Codes of StoreTrouble: "folder-unwritable", "second-instance"."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.mkdir(parents=True, exist_ok=True, mode=PRIVATE)
            if os.name == "posix":
                path.chmod(PRIVATE)
                os.umask(0o077)
            self._lock = (path / "lock").open("a+b")
        except OSError as error:
            raise StoreTrouble("folder-unwritable") from error
        if not _take(self._lock):
            self._lock.close()
            raise StoreTrouble("second-instance")

    @property
    def file(self) -> Path:
        """The SQLite file."""
        return self.path / FILE

    @property
    def cache(self) -> Path:
        """Compiled courses; may be deleted at any time."""
        return self.path / "cache"

    def close(self) -> None:
        """Let the next program in. The system does the same when the program dies."""
        self._lock.close()


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

else:
    import fcntl

    def _take(lock: IO[bytes]) -> bool:
        """Lock the file (POSIX: flock, which goes with the process)."""
        try:
            fcntl.flock(lock.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
