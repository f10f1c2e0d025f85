"""The courses of the agency's word put in place, as `kiosk.catalog.package_place` does it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct

from kiosk.catalog.fault import Fault
from kiosk.catalog.package_place import LASTING, Put, Shelf, put
from kiosk.learning.trouble import NotAllowed
from kiosk.sync.word import CourseFile, Word

__all__ = ["LASTING", "Placed", "place"]


class Placed(Struct, frozen=True):
    """What became of a course of the word: `code` empty if it is in place.

    Else as in `package_place.Put`, or "damaged" (fetch it again). The course that was there stays.
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
    shelf = Shelf(content, work)
    return tuple(_placed(course, shelf) for course in word.courses)


def _placed(wanted: CourseFile, shelf: Shelf) -> Placed:
    try:
        packed = wanted.file.read_bytes()
    except OSError:
        found = Put("busy")
    else:
        same = hashlib.sha256(packed).hexdigest() == wanted.sha256
        found = put(packed, wanted.course, wanted.version, shelf) if same else Put("damaged")
    named = (wanted.name, wanted.sha256, wanted.course, wanted.version)
    return Placed(*named, found.code, found.faults)
