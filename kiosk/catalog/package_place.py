"""Packed courses put in place: looked through first, then by renaming.

    content/<id>              the courses of this computer, beside those that came with the program
    earlier/<version>/<id>    what came before, for whoever began it and is in the middle of it
    word/new, old, gone       on their way

Each step leaves the old course or the new one; only between two names there is none, and `mend`
gives the old one its name back. No store is needed, so this may be done on any thread, by one at a
time. Who needs an earlier version is for others to say: `tidy`.
"""

from __future__ import annotations

import errno
import re
import shutil
import tomllib
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.catalog.fault import Fault, errors
from kiosk.catalog.package_unpack import Unsafe, unpack
from kiosk.store.keys import sync_folder

CONTENT, EARLIER, WORK = "content", "earlier", "word"
NEW, OLD, GONE = "new", "old", "gone"
_VERSION: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9}){1,3}")
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
LASTING: Final = frozenset({
    "bad-name",
    "bomb",
    "broken",
    "course-differs",
    "course-faults",
    "link",
    "name-twice",
    "newer",
    "not-packed",
    "too-large",
    "too-many",
})  # fmt: skip
"""Codes that trying again will not change, unless by a later program."""


@dataclass(frozen=True)
class Shelf:
    """Where courses lie: all on one disk."""

    content: Path
    work: Path

    @staticmethod
    def of(data: Path) -> Shelf:
        """The shelf of a data folder."""
        return Shelf(data / CONTENT, data / WORK)

    @property
    def earlier(self) -> Path:
        """The folder of earlier versions."""
        return self.content.with_name(EARLIER)


class Put(Struct, frozen=True):
    """What became of a packed course: `code` empty if it is in place.

    Else one of `LASTING`, with the course's own faults; or "full", or "busy" (another program has a
    file of it open). What was there stays.
    """

    code: str = ""
    faults: tuple[Fault, ...] = ()


def put(packed: bytes, course: str, version: str, shelf: Shelf) -> Put:
    """Put a packed course in place, if it is what its name says and without errors."""
    code, faults = "", tuple[Fault, ...]()
    try:
        mend(shelf)
        faults = _unpacked(packed, course, version, shelf.work / NEW / course)
        code = "course-faults" if errors(faults) else ""
        if not code:
            _swap(course, shelf)
    except Unsafe as unsafe:
        code = unsafe.code
    except OSError as error:
        code = "full" if error.errno in _FULL else "busy"
    with suppress(OSError):  # the next time will do it
        mend(shelf)
    return Put(code, faults)


def mend(shelf: Shelf) -> None:
    """Finish or undo what was interrupted; cheap when nothing was. Raises OSError."""
    for old in _below(shelf.work / OLD):
        if (shelf.content / old.name).exists():
            _keep(old, shelf)
        else:
            _rename(old, shelf.content / old.name)
    for left in (OLD, NEW, GONE):
        shutil.rmtree(shelf.work / left, ignore_errors=True)


def remove(course: str, shelf: Shelf) -> bool:
    """Take a course away, its earlier versions too; whether it was there. Raises OSError."""
    mend(shelf)
    found = [shelf.content / course, *(place for _, place in _earlier(shelf, course))]
    there = [place for place in found if place.exists()]
    for number, place in enumerate(there):
        _rename(place, shelf.work / GONE / str(number))
    mend(shelf)
    _drop_empty(shelf)
    return bool(there)


def earlier(shelf: Shelf) -> frozenset[tuple[str, str]]:
    """Id and version of every earlier version kept."""
    return frozenset((place.name, version) for version, place in _earlier(shelf))


def tidy(shelf: Shelf, needed: Collection[tuple[str, str]]) -> int:
    """Let go of earlier versions but those needed (id, version); how many went. Raises OSError."""
    gone = 0
    for version, place in _earlier(shelf):
        now = version_of(shelf.content / place.name)
        if (place.name, version) not in needed or version == now:
            _rename(place, shelf.work / GONE / f"{gone}")
            gone += 1
    if gone:
        shutil.rmtree(shelf.work / GONE, ignore_errors=True)
        _drop_empty(shelf)
    return gone


def version_of(folder: Path) -> str:
    """The version a course's folder claims; empty if it is none."""
    try:
        found = tomllib.loads((folder / "course.toml").read_text("utf-8-sig"))["version"]
    except (OSError, KeyError, ValueError, RecursionError):
        return ""
    return found if isinstance(found, str) and _VERSION.fullmatch(found) else ""


def _below(folder: Path) -> Iterable[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return ()


def _earlier(shelf: Shelf, course: str = "") -> list[tuple[str, Path]]:
    found = [(above.name, place) for above in _below(shelf.earlier) for place in _below(above)]
    return [(version, place) for version, place in found if course in {"", place.name}]


def _drop_empty(shelf: Shelf) -> None:
    for folder in (*_below(shelf.earlier), shelf.earlier):
        with suppress(OSError):
            folder.rmdir()


def _unpacked(packed: bytes, course: str, version: str, folder: Path) -> tuple[Fault, ...]:
    """The course in a folder of its own name, as the catalog will find it; its faults."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    unpack(packed, folder)
    from kiosk.catalog.source import read_course  # 1.5 MiB, seldom needed

    read, faults = read_course(folder)
    if read is not None and (read.id, read.version) != (course, version):
        raise Unsafe("course-differs")
    return faults


def _swap(course: str, shelf: Shelf) -> None:
    """New for old, by name; the old one is kept for whoever is in the middle of it."""
    there, old = shelf.content / course, shelf.work / OLD / course
    if there.exists():
        _rename(there, old)
    _rename(shelf.work / NEW / course, there)
    if old.exists():
        _keep(old, shelf)


def _keep(old: Path, shelf: Shelf) -> None:
    """A course that another took over from; the same version of other bytes is not kept."""
    version = version_of(old)
    if not version or version == version_of(shelf.content / old.name):
        shutil.rmtree(old, ignore_errors=True)
        return
    kept = shelf.earlier / version / old.name
    shutil.rmtree(kept, ignore_errors=True)
    _rename(old, kept)


def _rename(here: Path, there: Path) -> None:
    there.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    here.rename(there)
    sync_folder(there.parent)
