"""Putting another file in place of the present one, so that a power cut leaves one or the other."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.store.folder import FILE
from kiosk.store.keys import sync_folder
from kiosk.store.opening import left_log

WORK = "healing"
COPIES = "backups"
OLD = ".old"
"""Ending of what is only worked from; it goes before the new file takes its place."""
QUARANTINE = "quarantine"
MARK = "damaged"
"""A check found damage while the file was in use: the next opening mends it."""
_SWAP = "swap"


def place(fresh: Path, file: Path) -> None:
    """Give a whole file its name, durable at return."""
    with fresh.open("rb") as opened:
        os.fsync(opened.fileno())
    fresh.replace(file)
    sync_folder(file.parent)


def copy(source: Path, target: Path) -> None:
    """Copy a file for this user alone."""
    import shutil

    shutil.copyfile(source, target)
    target.chmod(0o600)


def work_folder(data: Path) -> Path:
    """An empty folder to build the next file in."""
    import shutil

    work = data / WORK
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(mode=0o700)
    return work


def put_in_place(data: Path) -> None:
    """The file built in the work folder, its key and its note take the place of those here."""
    work = data / WORK
    for part in work.iterdir():
        if OLD in part.name:
            part.unlink()
            continue
        with part.open("rb") as opened:
            os.fsync(opened.fileno())
    sync_folder(work)
    (data / f"{_SWAP}.new").write_bytes(b"")
    place(data / f"{_SWAP}.new", data / _SWAP)
    finish(data)


def finish(data: Path) -> None:
    """Go on with a replacement that a power cut interrupted; without one, nothing happens.

    The old file's -wal goes before the new file comes: SQLite would take it for the new one's.
    """
    swap, new = data / _SWAP, data / WORK / FILE
    if not swap.exists():
        return
    import shutil

    for part in (data / WORK).glob("*"):
        if part.suffix in (".key", ".seen"):
            part.replace(data / part.name)
    if new.exists():
        for ending in ("-wal", "-shm"):
            (data / f"{FILE}{ending}").unlink(missing_ok=True)
        sync_folder(data)
        new.replace(data / FILE)
    sync_folder(data)
    shutil.rmtree(data / WORK, ignore_errors=True)
    for done in (left_log(data), data / MARK, swap):
        done.unlink(missing_ok=True)
    sync_folder(data)


def put_aside(data: Path, now: int) -> Path:
    """A copy of the present file, as it is with all its faults, for whoever wants to look.

    Named by the time, but after all earlier ones even if the clock went back.
    """
    there = [int(p.name) for p in (data / QUARANTINE).glob("*") if p.name.isdigit()]
    aside = data / QUARANTINE / f"{max([now, *(n + 1 for n in there)]):013d}"
    aside.mkdir(parents=True, exist_ok=True, mode=0o700)
    for part in (data / FILE, data / f"{FILE}-wal", left_log(data)):
        if part.exists():
            copy(part, aside / part.name)
    return aside
