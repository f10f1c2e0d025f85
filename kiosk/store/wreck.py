"""A damaged file, read by SQLite as far as that goes and page by page beyond; with its keys.

Nothing that is read here is proven.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kiosk.store import keys
from kiosk.store.evidence import Row
from kiosk.store.pages import Pages
from kiosk.store.sealing import TABLES
from kiosk.store.seals import Seals
from kiosk.store.trouble import UNREADABLE

EVENT, HEAD, DEVICE = 10, 7, 7
"""Columns of the tables."""


class Wreck:
    """What can be read of a damaged file. `folder` has the keys of its devices."""

    def __init__(self, db: sqlite3.Connection, folder: Path, pages: Pages) -> None:
        self._db, self.pages = db, pages
        self.keys = {
            file.stem: key
            for file in sorted(folder.glob("*.key"))
            if (key := keys.read_key(folder, file.stem)) is not None
        }

    def seals(self, name: str) -> Seals:
        """The seals of a device; unknown if its key is not here."""
        key = self.keys.get(name)
        return Seals(b"" if key is None else key.seal_key)

    def ask(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """What SQLite reads of a query in one go; nothing if it stumbles."""
        try:
            return self._db.execute(sql, values).fetchall()
        except (*UNREADABLE, OverflowError):
            return []

    def stumbles(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """What SQLite reads of a query before it stumbles, and then what it raises."""
        yield from self._db.execute(sql, values)

    def events(self) -> Iterator[tuple[int, Row]]:
        """Events by the number of their device, wherever they stand; some more than once."""
        for n, *row in self.pages.rows(EVENT):
            if isinstance(n, int) and isinstance(row[0], int):
                yield n, tuple(row)

    def table(self, name: str) -> Iterator[tuple[Any, ...]]:
        """Rows that may be of a sealed table, wherever they stand."""
        columns = next(columns for table, columns, *_ in TABLES if table == name)
        return self.pages.rows(columns.count(",") + 2)

    def ends(self) -> list[tuple[Any, ...]]:
        """Where the log may end: (n, seq, hash, rows, seal), the later the truer."""
        told = self.ask("select n, seq, hash, rows, seal from device")
        told += self.ask("select device, seq, hash, rows, seal from head")
        if told and not self.pages.has_logs:
            return told
        dug = [tuple(row[2:7]) for row in self.pages.rowid_rows(HEAD) if isinstance(row[2], int)]
        return [*((n, *rest) for n, _, _, *rest in self._dug_devices()), *told, *dug]

    def devices(self) -> list[tuple[Any, ...]]:
        """Rows that may be of the table of devices: (n, id, public, seq, hash, seal)."""
        told = self.ask("select n, id, public, seq, hash, seal from device")
        return told or [(*row[:5], row[6]) for row in self._dug_devices()]

    def _dug_devices(self) -> list[tuple[Any, ...]]:
        return [
            (n, *row[1:])
            for n, *row in self.pages.rowid_rows(DEVICE)
            if isinstance(row[1], str) and isinstance(row[3], int)
        ]
