"""What was made of each learner's events, kept so that reports need not go through a million.

Made from the log and made anew whenever it is lost, so it lies in the cache and is not sealed. The
rooms above say what a digest holds; here it is bytes under a mark that changes with the events.
"""

from __future__ import annotations

import contextlib
import sqlite3
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from kiosk.store.trouble import UNREADABLE

FILE: Final = "digests.sqlite"
Mark: TypeAlias = "tuple[int, int]"
"""How many events a learner has, and the sum of the low halves of their clocks."""


class Digest(Struct, frozen=True):
    """What was made of a learner: the `body` that reports read, and `more` that few of them do."""

    learner: str
    mark: Mark
    body: bytes
    more: bytes


class Digests:
    """The digests of one cache folder, on a connection of the thread that uses them.

    `key` names the form, the courses and whatever else all of them depend on: under another key
    there are none. `view_only`: what is there is read, and nothing written to disk. A damaged file
    counts as an empty one; a full disk keeps nothing, and the next reader makes them anew.
    """

    def __init__(self, cache: Path, key: str, *, view_only: bool = False) -> None:
        self._file, self._key, self._view_only = cache / FILE, key, view_only
        try:
            self._db = self._opened()
        except UNREADABLE:
            self._file.unlink(missing_ok=True)
            self._db = self._opened()

    def _opened(self) -> sqlite3.Connection:
        db = _memory_of(self._file) if self._view_only else _open(self._file)
        try:
            db.execute("create table if not exists made (key text not null)")
            db.execute(
                "create table if not exists digest (learner blob primary key, count integer"
                " not null, clocks integer not null, body blob not null, more blob not null)"
            )
            if db.execute("select key from made").fetchone() != (self._key,):
                db.execute("begin immediate")
                db.execute("delete from digest")
                db.execute("delete from made")
                db.execute("insert into made values (?)", (self._key,))
                db.execute("commit")
        except BaseException:
            db.close()
            raise
        return db

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def marks(self) -> dict[str, Mark]:
        """The learners that have a digest, each with its mark."""
        rows = self._db.execute("select learner, count, clocks from digest")
        return {_name(owner): (count, clocks) for owner, count, clocks in rows}

    def put(self, made: Iterable[Digest], still: Callable[[Digest], bool]) -> None:
        """Keep digests, as far as each `still` is true of its learner, asked while none can go.

        So one who is erased meanwhile does not come back by the hand that was writing.
        """
        self._db.execute("begin immediate")
        try:
            rows = [(_bytes(d.learner), *d.mark, d.body, d.more) for d in made if still(d)]
            self._db.executemany("insert or replace into digest values (?, ?, ?, ?, ?)", rows)
            self._db.execute("commit")
        except BaseException:
            self._db.execute("rollback")
            raise

    def drop(self, learners: Collection[str]) -> None:
        """Take digests away."""
        self._db.execute("begin immediate")
        owners = [(_bytes(learner),) for learner in learners]
        self._db.executemany("delete from digest where learner = ?", owners)
        self._db.execute("commit")

    def bodies(self) -> Iterator[bytes]:
        """The body of each, in no order."""
        for (body,) in self._db.execute("select body from digest"):
            yield bytes(body)

    def mores(self) -> Iterator[tuple[str, bytes]]:
        """Learner and `more` of each, in no order."""
        for owner, more in self._db.execute("select learner, more from digest"):
            yield _name(owner), bytes(more)


def forget(cache: Path, learner: str) -> None:
    """Erase a learner from the digests of a cache folder, if there are any; no bytes are left.

    A file that cannot be cleaned is removed as a whole.
    """
    file = cache / FILE
    if not file.exists():
        return
    try:
        with closing(_open(file)) as db:
            db.execute("delete from digest where learner = ?", (_bytes(learner),))
    except UNREADABLE:
        forget_all(cache)


def forget_all(cache: Path) -> None:
    """Remove the digests of a cache folder."""
    with contextlib.suppress(OSError):  # somebody has it open: their next key empties it
        (cache / FILE).unlink(missing_ok=True)


def changed(known: Mapping[str, Mark], now: Mapping[str, Mark]) -> tuple[str, ...]:
    """The learners whose digest is not there or is older than their events."""
    return tuple(learner for learner, mark in now.items() if known.get(learner) != mark)


def _open(file: Path) -> sqlite3.Connection:
    file.parent.mkdir(exist_ok=True, mode=0o700)
    db = sqlite3.connect(file, isolation_level=None, timeout=5.0)
    db.execute("pragma synchronous = off")
    db.execute("pragma secure_delete = on")
    return db


def _memory_of(file: Path) -> sqlite3.Connection:
    """What the file holds, in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    if file.exists():
        with contextlib.suppress(*UNREADABLE):
            uri = f"{file.resolve().as_uri()}?mode=ro"
            with closing(sqlite3.connect(uri, uri=True, timeout=5.0)) as there:
                there.backup(db)
    return db


def _name(owner: bytes) -> str:
    return str(uuid.UUID(bytes=owner))


def _bytes(learner: str) -> bytes:
    return uuid.UUID(learner).bytes
