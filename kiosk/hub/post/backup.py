"""A hub as one folder that is enough to set it up again; made while the hub works.

Holds the SQLite file, looked through, the agency's keys, its people, and its word with the keys of
that: whoever has the folder is the agency. A PostgreSQL database is not in it.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.hub.post.disk import PART
from kiosk.hub.post.keys import CARD, KEY, PRIVATE, agency_keys, sync_folder
from kiosk.hub.post.trouble import PostTrouble
from kiosk.hub.word import kept
from kiosk.hub.word.files import alone
from kiosk.hub.word.trouble import WriterTrouble

DATABASE, WORD = "hub.sqlite", "word"
_LOCK: Final = "lock"
_PRIVATE_FOLDER: Final = 0o700
_PAGES: Final = 1024


class Parts(Struct, frozen=True):
    """What a hub consists of. `database`: the SQLite file; None if it is another database.

    The agency's list of people lies beside its word.
    """

    database: Path | None
    keys: Path
    word: Path


def backup(parts: Parts, target: Path) -> int:
    """Make the folder `target`, which is not there yet, for its owner alone; its bytes.

    Durable at return, or not there at all. Raises PostTrouble "backup-exists", "backup-missing",
    "backup-failed", "backup-damaged", "backup-busy" (the word is being written; try again), and
    those of `agency_keys`.
    """
    if target.exists():
        raise PostTrouble("backup-exists")
    database = parts.database
    if not (parts.keys / KEY).is_file() or (database is not None and not database.is_file()):
        raise PostTrouble("backup-missing")
    fresh = None
    try:
        fresh = Path(tempfile.mkdtemp(PART, f"{target.name}-", target.parent))  # 0700
        _fill(parts, fresh)
        count = sum(file.stat().st_size for file in fresh.rglob("*") if file.is_file())
        fresh.rename(target)
        sync_folder(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise PostTrouble("backup-failed") from error
    else:
        return count
    finally:
        if fresh is not None:
            shutil.rmtree(fresh, ignore_errors=True)


def _fill(parts: Parts, fresh: Path) -> None:
    if parts.database is not None:
        os.close(os.open(fresh / DATABASE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE))
        _copy_database(parts.database, fresh / DATABASE)
        _sync(fresh / DATABASE)
    for name in (KEY, CARD):
        _copy(parts.keys / name, fresh / name)
    agency_keys(fresh, os.urandom)  # read as the hub will: a flipped bit shows now
    if (people := parts.word.with_name(kept.FILE)).is_file():
        _copy(people, fresh / kept.FILE)
    if parts.word.is_dir():
        try:
            with alone(parts.word):
                _copy_word(parts.word, fresh / WORD)
        except WriterTrouble as trouble:
            raise PostTrouble("backup-busy") from trouble
    sync_folder(fresh)


def _copy_word(word: Path, fresh: Path) -> None:
    for file in _files(word):
        place = fresh / file.relative_to(word)
        for folder in reversed((place.parent, *place.parent.parents)):
            if folder.is_relative_to(fresh):
                folder.mkdir(mode=_PRIVATE_FOLDER, exist_ok=True)
        _copy(file, place)
    for folder in (fresh, *fresh.rglob("*")):
        if folder.is_dir():
            sync_folder(folder)


def _files(word: Path) -> Iterator[Path]:
    for file in sorted(word.rglob("*")):
        if file.is_file() and file.name != _LOCK and file.suffix != PART:
            yield file


def _copy(source: Path, place: Path) -> None:
    opened = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE)
    with source.open("rb") as said, os.fdopen(opened, "wb") as out:
        shutil.copyfileobj(said, out)
        out.flush()
        os.fsync(out.fileno())


def _copy_database(source: Path, fresh: Path) -> None:
    """By SQLite's own means, in pieces, so that the hub goes on writing."""
    reading = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
    writing = sqlite3.connect(fresh)
    try:
        reading.backup(writing, pages=_PAGES)
        writing.execute("pragma journal_mode = delete")
        if writing.execute("pragma integrity_check(1)").fetchall() != [("ok",)]:
            raise PostTrouble("backup-damaged")
    finally:
        writing.close()
        reading.close()


def _sync(file: Path) -> None:
    opened = os.open(file, os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
