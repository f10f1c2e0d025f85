"""Files on sticks and in shared folders: whole or not at all, also when the stick is pulled out."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kiosk.hub.post.keys import sync_folder
from kiosk.hub.post.trouble import PostTrouble

PART: Final = ".part"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def told() -> Iterator[None]:
    """What a disk says, as PostTrouble "stick-full", "stick-read-only" or "stick-gone"."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise PostTrouble("stick-full") from error
        if error.errno in _READ_ONLY:
            raise PostTrouble("stick-read-only") from error
        raise PostTrouble("stick-gone") from error


def put(file: Path, content: bytes) -> bool:
    """Write a file, on the disk at return; whether it was not there like this already."""
    try:
        if file.stat().st_size == len(content) and file.read_bytes() == content:
            return False
    except OSError:
        file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(file.name + PART)
    try:
        with fresh.open("wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)
    return True


def read(file: Path, limit: int) -> bytes | None:
    """A file's bytes; None if it is larger, no file, or not to be read."""
    try:
        if not file.is_file() or file.is_symlink() or file.stat().st_size > limit:
            return None
        return file.read_bytes()
    except OSError:
        return None


def inside(root: Path, folder: Path) -> bool:
    """Whether a folder lies where its name says: no link leads out of the stick."""
    return folder.resolve().is_relative_to(root.resolve())
