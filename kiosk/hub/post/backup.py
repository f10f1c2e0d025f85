"""A copy of the hub's SQLite file, made while the hub works, and looked through."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path
from typing import Final

from kiosk.hub.post.disk import PART
from kiosk.hub.post.keys import sync_folder
from kiosk.hub.post.trouble import PostTrouble

_PAGES: Final = 1024


def backup(source: Path, target: Path) -> int:
    """Copy by SQLite's own means to a file that is not there yet; its bytes.

    Durable at return, or not there at all. Raises PostTrouble "backup-exists", "backup-missing",
    "backup-failed" and "backup-damaged".
    """
    if target.exists():
        raise PostTrouble("backup-exists")
    if not source.is_file():
        raise PostTrouble("backup-missing")
    fresh = target.with_name(target.name + PART)
    try:
        os.close(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        _copy(source, fresh)
        _sync(fresh)
        fresh.rename(target)
        sync_folder(target.parent)
        return target.stat().st_size
    except (OSError, sqlite3.Error) as error:
        raise PostTrouble("backup-failed") from error
    finally:
        fresh.unlink(missing_ok=True)


def _copy(source: Path, fresh: Path) -> None:
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
