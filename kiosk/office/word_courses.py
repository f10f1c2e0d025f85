"""The agency's courses put in place: looked through first, then by renaming, the old one kept till.

Each step leaves the old course or the new one; only between two names there is none, and `mend`
gives the old one its name back. No store is needed, so this may be done on any thread, by one at a
time.
"""

from __future__ import annotations

import errno
import hashlib
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from kiosk.catalog.fault import Fault, errors
from kiosk.learning.trouble import NotAllowed
from kiosk.office.word_unpack import Unsafe, unpack
from kiosk.store.keys import sync_folder
from kiosk.sync.word import CourseFile, Word

NEW, OLD = "new", "old"
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)
LASTING: Final = frozenset({
    "bad-name",
    "bomb",
    "broken",
    "course-differs",
    "course-faults",
    "link",
    "name-twice",
    "not-packed",
    "too-large",
    "too-many",
})  # fmt: skip
"""Codes that trying again will not change."""


class Placed(Struct, frozen=True):
    """What became of a course of the word: `code` empty if it is in place.

    Else one of `LASTING`, with the course's own faults; or "damaged" (fetch it again), "full",
    "busy" (another program has a file of it open). The course that was there stays.
    """

    name: str
    sha256: str
    course: str
    version: str
    code: str = ""
    faults: tuple[Fault, ...] = ()


def place(
    word: Word, content: Path, work: Path, *, accept_expired: bool = False
) -> tuple[Placed, ...]:
    """Put the word's new courses into `content`. `work` must lie on the same disk.

    Refuses "word-expired" unless that is accepted.
    """
    if word.expired and not accept_expired:
        raise NotAllowed("word-expired")
    return tuple(_placed(course, content, work) for course in word.courses)


def mend(content: Path, work: Path) -> None:
    """Finish or undo what was interrupted; cheap when nothing was. Raises OSError."""
    for old in _below(work / OLD):
        if not (content / old.name).exists():
            content.mkdir(parents=True, exist_ok=True)
            old.replace(content / old.name)
            sync_folder(content)
    for left in (work / OLD, work / NEW):
        shutil.rmtree(left, ignore_errors=True)


def _below(folder: Path) -> Iterable[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return ()


def _placed(wanted: CourseFile, content: Path, work: Path) -> Placed:
    code, faults = "", tuple[Fault, ...]()
    try:
        mend(content, work)
        faults = _unpacked(wanted, work / NEW / wanted.course)
        code = "course-faults" if errors(faults) else ""
        if not code:
            _swap(wanted.course, content, work)
    except Unsafe as unsafe:
        code = unsafe.code
    except OSError as error:
        code = "full" if error.errno in _FULL else "busy"
    with suppress(OSError):  # the next time will do it
        mend(content, work)
    return Placed(wanted.name, wanted.sha256, wanted.course, wanted.version, code, faults)


def _unpacked(wanted: CourseFile, folder: Path) -> tuple[Fault, ...]:
    """The course in a folder of its own name, as the catalog will find it; its faults."""
    packed = wanted.file.read_bytes()
    if hashlib.sha256(packed).hexdigest() != wanted.sha256:
        raise Unsafe("damaged")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, mode=0o700)
    unpack(packed, folder)
    from kiosk.catalog.source import read_course  # 1.5 MiB, seldom needed

    course, faults = read_course(folder)
    if course is not None and (course.id, course.version) != (wanted.course, wanted.version):
        raise Unsafe("course-differs")
    return faults


def _swap(course: str, content: Path, work: Path) -> None:
    """New for old, by name."""
    there, old = content / course, work / OLD / course
    content.mkdir(parents=True, exist_ok=True, mode=0o700)
    old.parent.mkdir(exist_ok=True, mode=0o700)
    if there.exists():
        there.rename(old)
        sync_folder(old.parent)
    (work / NEW / course).rename(there)
    sync_folder(content)
    shutil.rmtree(old, ignore_errors=True)
