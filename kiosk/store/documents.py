"""Documents: bytes by kind and name, each sealed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from kiosk.store.seals import Seals
from kiosk.store.trouble import StoreTrouble


class Documents:
    """The documents of one file; changes are made within the caller's transaction."""

    def __init__(self, db: sqlite3.Connection, seals: Callable[[], Seals]) -> None:
        self._db, self._seals = db, seals

    def get(self, kind: str, name: str) -> bytes | None:
        """A document's bytes, or None. Raises StoreTrouble "damaged" if it is not as sealed."""
        row = self._db.execute(
            "select body, seal from document where kind = ? and id = ?", (kind, name)
        ).fetchone()
        if row is None:
            return None
        if not self._seals().hold(row[1], "document", kind, name, row[0]):
            raise StoreTrouble("damaged")
        return bytes(row[0])

    def marks(self, kind: str) -> dict[str, bytes]:
        """The seals of all documents of a kind by their names, in order; none is looked at."""
        rows = self._db.execute("select id, seal from document where kind = ? order by id", (kind,))
        return {str(name): bytes(seal or b"") for name, seal in rows.fetchall()}

    def put(self, kind: str, name: str, body: bytes) -> None:
        """Write a document, in place of the one of that name."""
        seals = self._seals()
        old, new = self._seal_of(kind, name), seals.of("document", kind, name, body)
        self._db.execute(
            "insert into document (kind, id, body, seal) values (?, ?, ?, ?)"
            " on conflict do update set body = excluded.body, seal = excluded.seal",
            (kind, name, body, new),
        )
        seals.swap(old, new)

    def remove(self, kind: str, name: str) -> None:
        """Take a document away."""
        self._seals().swap(self._seal_of(kind, name), b"")
        self._db.execute("delete from document where kind = ? and id = ?", (kind, name))

    def remove_all_of(self, owner: str) -> None:
        """Take away whatever is named after a learner."""
        for kind, name in self._db.execute(
            "select kind, id from document where id = ? or id like ? || '/%'", (owner, owner)
        ).fetchall():
            self.remove(kind, name)

    def _seal_of(self, kind: str, name: str) -> bytes:
        row = self._db.execute(
            "select seal from document where kind = ? and id = ?", (kind, name)
        ).fetchone()
        return row[0] if row is not None and isinstance(row[0], bytes) else b""
