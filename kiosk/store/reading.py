"""Reading a file beside which nothing may be written: a read-only disk, another user's folder.

What SQLite 3.40 does there with a file in WAL mode, found by trying (tests/store/test_reading.py):
- `mode=ro` opens it only if -wal and -shm lie beside it. Then it reads both, as they were after a
  power cut too, and follows another program's writing;
- `immutable=1` opens it always, but what is still in the -wal is silently missing, and another
  program's writing makes it read nonsense.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from contextlib import suppress
from pathlib import Path

from kiosk.store.trouble import StoreTrouble

PREFIX = "dermaga-reading-"
TRIES = 3
FORGOTTEN = 3600
"""Seconds after which nobody is still about to open a copy; an open one outlives its removal."""
_EFFECTIVE = os.access in os.supports_effective_ids


class Reading:
    """A file that can be read at `uri`; `close` it after the connection."""

    def __init__(self, uri: str, copy: Path | None = None) -> None:
        self.uri, self._copy = uri, copy

    def close(self) -> None:
        """Remove the private copy, if there had to be one."""
        if self._copy is not None:
            _remove(self._copy)


def reading(file: Path) -> Reading:
    """How to read the file, with all that is in its -wal, and write nothing beside it.

    Raises StoreTrouble "cannot-open"; "full" where a copy found no room; "busy" if the file changed
    under every copy.
    """
    uri = f"{file.resolve().as_uri()}?mode=ro"
    wal, shared = beside(file, "-wal"), beside(file, "-shm")
    if not may_read(file):
        raise StoreTrouble("cannot-open")
    try:
        waiting = wal.stat().st_size if wal.exists() else 0
        if shared.exists() and wal.exists() and not may_write(file.parent) and _opens(uri):
            return Reading(uri)
        if not waiting and on_read_only_disk(file.parent):
            # nobody can write, so nothing changes under the reader
            return Reading(f"{uri}&immutable=1")
        return _copied(file, wal)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        raise StoreTrouble("full" if full else "cannot-open") from error


def beside(file: Path, ending: str) -> Path:
    """What SQLite keeps beside a file."""
    return file.with_name(file.name + ending)


def may_read(path: Path) -> bool:
    """Whether there is something that this user may read."""
    return os.access(path, os.R_OK, effective_ids=_EFFECTIVE)


def may_write(path: Path) -> bool:
    """Whether this user may; on a read-only disk nobody may, not even root."""
    return os.access(path, os.W_OK, effective_ids=_EFFECTIVE)


if sys.platform == "win32":

    def on_read_only_disk(folder: Path) -> bool:  # noqa: ARG001 - Windows is not asked
        """Never said of a disk on Windows; a copy serves there."""
        return False

else:

    def on_read_only_disk(folder: Path) -> bool:
        """Whether nobody at this computer can write there."""
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def _opens(uri: str) -> bool:
    try:
        db = sqlite3.connect(uri, uri=True)
        try:
            db.execute("select 1 from sqlite_schema limit 1").fetchall()
        finally:
            db.close()
    except sqlite3.DatabaseError:
        return False
    return True


def _copied(file: Path, wal: Path) -> Reading:
    """A copy of file and -wal that only this user may read; SQLite joins them there."""
    import tempfile

    copy = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        _sweep(copy)
        _copy((file, wal), copy)
    except BaseException:
        _remove(copy)
        raise
    return Reading(f"{(copy / file.name).resolve().as_uri()}?mode=ro", copy)


def _copy(parts: tuple[Path, ...], to: Path) -> None:
    """Copy what is there of the parts, all of one moment; another program may be writing them."""
    import shutil

    for _ in range(TRIES):
        before = [_stamp(part) for part in parts]
        for part in parts:
            (to / part.name).unlink(missing_ok=True)
            if part.exists():
                shutil.copyfile(part, to / part.name)
        if [_stamp(part) for part in parts] == before:
            return
    raise StoreTrouble("busy")


def _stamp(file: Path) -> tuple[int, int]:
    try:
        seen = file.stat()
    except FileNotFoundError:
        return 0, 0
    return seen.st_size, seen.st_mtime_ns


def _sweep(newest: Path) -> None:
    """Remove copies that a killed program left: those far older than the newest."""
    oldest = newest.stat().st_mtime - FORGOTTEN
    for old in newest.parent.glob(f"{PREFIX}*"):
        with suppress(OSError):
            if old.stat().st_mtime < oldest:
                _remove(old)


def _remove(copy: Path) -> None:
    for part in (*copy.glob("*"), copy):
        with suppress(OSError):
            part.rmdir() if part.is_dir() else part.unlink()
