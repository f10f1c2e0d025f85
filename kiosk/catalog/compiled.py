"""Courses read once and kept as msgpack, so that a start of the kiosk does not read Markdown.

A kept course is used only while the folder's fingerprint is the same and its own digest holds;
anything else is read again. The cache is never needed: a cache that cannot be written is no fault.
"""

from __future__ import annotations

import functools
import hashlib
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import Struct

import kiosk
from kiosk.catalog.fault import Fault
from kiosk.learning import course as course_values
from kiosk.learning import question as question_values
from kiosk.learning import spans as span_values
from kiosk.learning.course import Course

if TYPE_CHECKING:
    from collections.abc import Iterator

BESIDE: Final = ".compiled"
"""Below the program's folder: the courses that come with it, as they were read last."""
_DIGEST: Final = 32
_VALUES: Final = tuple(
    Path(str(of.__file__)) for of in (course_values, question_values, span_values)
)


class Compiled(Struct, frozen=True):
    """What one reading of a folder gave."""

    fingerprint: str
    course: Course | None
    faults: tuple[Fault, ...]


def fingerprint(folder: Path) -> str:
    """Changes with any name, size or time of change below the folder, and with this program."""
    told = hashlib.sha256(_program().encode())
    for line in sorted(_stamps(folder, "")):
        told.update(line.encode("utf-8", "surrogateescape") + b"\0")
    return told.hexdigest()


def load(cache: Path, folder: Path, mark: str) -> Compiled | None:
    """The reading kept for a folder, or None if there is none that can be trusted."""
    try:
        raw = _place(cache, folder).read_bytes()
        digest, body = raw[:_DIGEST], raw[_DIGEST:]
        if hashlib.sha256(body).digest() != digest:
            return None
        kept = msgspec.msgpack.decode(body, type=Compiled)
    except (OSError, msgspec.MsgspecError):
        return None
    return kept if kept.fingerprint == mark else None


def keep(cache: Path, folder: Path, compiled: Compiled) -> bool:
    """Write a reading beside its place and move it there, so that no reader meets half a file.

    False where nothing may be written.
    """
    import tempfile

    body = msgspec.msgpack.encode(compiled)
    with suppress(OSError):
        cache.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=cache, suffix=".new")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body).digest() + body)
            Path(name).replace(_place(cache, folder))
        except OSError:
            Path(name).unlink(missing_ok=True)
        else:
            return True
    return False


def _place(cache: Path, folder: Path) -> Path:
    whole = str(folder.absolute()).encode("utf-8", "surrogateescape")
    return cache / f"{folder.name}-{hashlib.sha256(whole).hexdigest()[:12]}.course"


def _stamps(folder: Path, below: str) -> Iterator[str]:
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _stamps(Path(entry.path), f"{below}{entry.name}/")
            else:
                yield _stamp(below + entry.name, Path(entry.path))


def _stamp(name: str, path: Path) -> str:
    try:
        seen = path.stat()
    except OSError:
        return f"{name} gone"
    return f"{name} {seen.st_size} {seen.st_mtime_ns}"


@functools.cache
def _program() -> str:
    """The code that reads courses, as it was when first asked for by this process.

    A frozen program has no such files; its version is enough.
    """
    files = (*Path(__file__).parent.glob("*.py"), *_VALUES)
    return "\0".join([kiosk.__version__, *sorted(_stamp(file.name, file) for file in files)])
