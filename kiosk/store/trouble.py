"""What the disk may say, as the room's one error."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

_CODES = (
    ("SQLITE_FULL", "full"),
    ("SQLITE_IOERR", "full"),
    ("SQLITE_READONLY", "read-only"),
    ("SQLITE_BUSY", "busy"),
    ("SQLITE_CANTOPEN", "cannot-open"),
    ("SQLITE_NOTADB", "damaged"),
    ("SQLITE_CORRUPT", "damaged"),
    ("SQLITE_CONSTRAINT_CHECK", "damaged"),  # what we write is right: the rule itself was hurt
)
_DAMAGED = (
    # a page of the schema is gone: every table is made by the first opening
    "no such table",
    "no such column",
    "Could not decode to UTF-8",
    "unsupported file format",  # one hurt bit in the head; every file of ours has the format 4
)

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises; SQLite's own message may be no text any more."""


class StoreTrouble(Exception):
    """The disk said no.

    `code`: "full", "read-only", "busy", "damaged", "newer", "cannot-open"; of the data folder also
    "folder-unwritable", "second-instance".
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@contextmanager
def told() -> Iterator[None]:
    """Turn what SQLite says about the world into StoreTrouble; what is our fault stays as it is."""
    try:
        yield
    except UnicodeDecodeError as error:
        raise StoreTrouble("damaged") from error
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        for start, code in _CODES:
            if name.startswith(start):
                raise StoreTrouble(code) from error
        said = str(error)
        if any(sign in said for sign in _DAMAGED):
            raise StoreTrouble("damaged") from error
        raise
