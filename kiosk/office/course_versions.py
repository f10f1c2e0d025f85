"""Earlier versions of courses: who is in the middle of which, and which nobody needs any more."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Final

from kiosk.catalog import package_place
from kiosk.catalog.package_place import Shelf
from kiosk.learning.events import Recorded
from kiosk.learning.progress import Progress
from kiosk.store import StoreTrouble
from kiosk.store.folder import FILE
from kiosk.store.starts import starts_in

_DAY: Final = 86_400_000
_STAMP: Final = "tidied"


def in_the_middle(file: Path) -> Mapping[tuple[str, str], int]:
    """How many learners, here or elsewhere, began a version and have no certificate of it yet.

    By course id and version, from a store's file. It looks through the whole log, in any thread:
    see `kiosk.store.starts`. Raises StoreTrouble.
    """
    return counted(starts_in(file))


def counted(starts: Iterable[Recorded]) -> Mapping[tuple[str, str], int]:
    """The same from starts and certificates, oldest first."""
    found: Counter[tuple[str, str]] = Counter()
    for _, own in groupby(sorted(starts, key=attrgetter("learner")), key=attrgetter("learner")):
        for p in Progress.of(own).courses.values():
            if p.own_version:
                found[p.course, p.own_version] += 1
    return found


def tidy(data: Path) -> int:
    """Let go of earlier versions that nobody needs; how many. Without any, nothing is read.

    What cannot be removed now, as another program has a file of it open, is removed another time.
    Raises StoreTrouble.
    """
    shelf = Shelf.of(data)
    if not package_place.earlier(shelf):
        return 0
    needed = in_the_middle(data / FILE)
    with suppress(OSError):
        return package_place.tidy(shelf, needed)
    return 0


def tidy_daily(data: Path, now: int) -> None:
    """`tidy`, but once a day (`now` in UTC ms); a trouble is no trouble.

    To be called before new courses are put in place: what they put aside stays until the next day,
    so that a desk which still has the old list of courses finds what it began.
    """
    if not (data / package_place.EARLIER).exists():
        return
    stamp = data / package_place.WORK / _STAMP
    with suppress(OSError, StoreTrouble):
        if stamp.exists() and 0 <= now - stamp.stat().st_mtime * 1000 < _DAY:
            return
        stamp.touch()
        os.utime(stamp, (now / 1000, now / 1000))
        tidy(data)
