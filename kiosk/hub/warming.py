"""The database file read through once at the start, so that questions then wait for no disk.

What is read stays in the system's own cache, as far as that has room: it is not the hub's memory,
and any program that needs it gets it. Only SQLite: PostgreSQL is a server of its own, which keeps
its cache while the hub starts anew (and has `pg_prewarm` for its own start).
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import Final

from sqlalchemy import Engine

from kiosk.hub.database import is_sqlite

MOST: Final = 2 << 30
"""Bytes; a larger file is read from so far before its end on: there is what came last."""
PATIENCE: Final = 2.0
"""Seconds after which the rest is read beside the first questions, which wait longer for that."""
_CHUNK: Final = 256 * 1024


def warm(engine: Engine) -> None:
    """Read the file, at most half of what the computer has in memory; returns within `PATIENCE`.

    What the system has in its cache already is gone through at some GB/s.
    """
    file = engine.url.database
    if not is_sqlite(engine) or not file:
        return
    most = min(MOST, _memory() // 2)
    thread = threading.Thread(target=read_through, args=(Path(file), most), daemon=True)
    thread.start()
    thread.join(PATIENCE)


def read_through(file: Path, most: int) -> int:
    """Read at most so many bytes up to the file's end; how many were read, 0 if it cannot be.

    The file is left open for good: to close it would let go of every lock that SQLite holds on it
    in this process (POSIX), and another process might then take away the log it still writes to.
    """
    count = 0
    try:
        opened = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        os.lseek(opened, max(0, os.fstat(opened).st_size - most), os.SEEK_SET)
        while count < most and (part := os.read(opened, min(_CHUNK, most - count))):
            count += len(part)
    except OSError:  # whoever asks for something waits for the disk, and is told what is wrong
        return count
    return count


def _memory() -> int:
    """Bytes of the computer, as far as the system tells; else enough for `MOST`."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):  # Windows has no such call
        return 2 * MOST
