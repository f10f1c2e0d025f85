"""The bytes that may be left of an erased person, taken out of the file when it is at rest.

An erasure itself overwrites what it takes away (`secure_delete`). What earlier edits left in the
free room of pages goes only when the file is written anew, and that takes about a second for each
100 MB. A mark in the same transaction as the erasure remembers it until it is done, in the copies
made meanwhile too, so that those are known as well.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from kiosk.store.trouble import StoreTrouble, told

UNSWEPT: Final = "unswept"
"""Documents named after the learner; the body tells what is still to be swept."""
BYTES, COPIES = b"bytes", b"copies"


def sweep(file: Path) -> None:
    """Write the file anew, on a connection of its own; nothing older is left at return.

    Whoever else writes waits meanwhile. Raises StoreTrouble, "busy" if somebody still reads what
    was there before: then try again later.
    """
    with told(), closing(sqlite3.connect(file, isolation_level=None, timeout=5.0)) as db:
        db.execute("pragma synchronous = full")
        db.execute("pragma secure_delete = on")
        db.execute("vacuum")
        busy, *_ = db.execute("pragma wal_checkpoint(truncate)").fetchone()
        if busy:
            raise StoreTrouble("busy")


def leave_no_bytes(db: sqlite3.Connection) -> None:
    """Write the file anew after an erasure, unless the erasure is part of something larger."""
    if db.in_transaction:
        return
    with suppress(StoreTrouble), told():
        # Bytes left over from earlier edits go too. A full disk has no room for that; what
        # was erased just now is overwritten already (`secure_delete`).
        db.execute("vacuum")
        db.execute("pragma wal_checkpoint(truncate)")
