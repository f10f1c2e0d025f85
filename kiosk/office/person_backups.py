"""An erased person must not live on in the copies of the file."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from kiosk.store import Store, StoreTrouble, backup, swap
from kiosk.store.sweeping import UNSWEPT


def scrub_copies(
    file: Path, now: Callable[[], int], chance: Callable[[int], bytes]
) -> Callable[[str], int]:
    """What takes a person out of every copy beside the file, and answers how many copies went.

    First a backup of the file as it is now is made and looked through; only then those go that
    still hold the person, or that can no longer be read, as they may; so may damaged files that
    were put aside. Raises StoreTrouble, with all copies left, if no new backup could be made, and
    OSError if one could not be taken away.
    """
    data = file.parent

    def scrub(learner: str) -> int:
        fresh = backup.make(file, now(), "erasure")
        older = [b for b in backup.kept(data) if b.name != fresh.name]
        gone = [b for b in older if _may_hold(backup.file_of(data, b), learner, now, chance)]
        for copy in gone:
            backup.remove(data, copy)
        _sweep(data)
        aside = list((data / swap.QUARANTINE).glob("*"))
        for folder in (data / swap.QUARANTINE, data / swap.WORK):
            if folder.exists():
                shutil.rmtree(folder)
        return len(gone) + len(aside)

    return scrub


def _sweep(data: Path) -> None:
    """What is no backup, such as one whose removal a power cut interrupted."""
    known = {f"{b.name}{end}" for b in backup.kept(data) for end in (".sqlite", ".json")}
    for part in (data / backup.FOLDER).iterdir():
        if part.suffix and part.name not in known:  # the lock and the note have none
            part.unlink()


def _may_hold(
    copy: Path, learner: str, now: Callable[[], int], chance: Callable[[int], bytes]
) -> bool:
    """Whether the person, or bytes of theirs, are in a copy, or it cannot be read to tell."""
    try:
        store = Store(copy, now, chance, view_only=True)
    except StoreTrouble:
        return True
    try:
        return store.knows(learner) or store.document(UNSWEPT, learner) is not None
    except StoreTrouble:
        return True
    finally:
        store.close()
