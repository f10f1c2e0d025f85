"""A course as one file: the files it names, and the licence, in a zip of always the same bytes.

Nothing is compressed, since every library of compression gives other bytes for the same content;
pictures and films are compressed already, and text is small.
"""

from __future__ import annotations

import io
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from kiosk.catalog.fault import Fault, errors
from kiosk.catalog.folder import inside
from kiosk.catalog.package_unpack import FORM, FORM_FILE, Form, Unsafe, unpack
from kiosk.catalog.source import CHECKS_FILE, COURSE_FILE, read_course
from kiosk.learning.course import Audio, Course, Figure, Pages, Video
from kiosk.learning.question import ChoiceQuestion, Pointing, Question

LICENCES: Final = ("LICENSE.md", "LICENSE.txt", "LICENSE")
"""Looked for in the course's folder, then in the folder above, where many courses share one."""
_DAWN: Final = (1980, 1, 1, 0, 0, 0)
_FILE: Final = 0o100644 << 16
_UNIX: Final = 3


class Package(Struct, frozen=True):
    """A packed course; `packed` is empty where `faults` hold an error."""

    course: str
    version: str
    packed: bytes
    faults: tuple[Fault, ...] = ()

    @property
    def file(self) -> str:
        """The name by which it goes."""
        return f"{self.course}-{self.version}.zip"


def package(folder: Path) -> Package:
    """A course's folder, packed. Raises OSError if a file goes while it is read."""
    course, faults = read_course(folder)
    if course is None or errors(faults):
        return Package("", "", b"", faults)
    return Package(course.id, course.version, zipped(contents(folder, course)), faults)


def contents(folder: Path, course: Course) -> dict[str, bytes]:
    """The files a sound course names and its licence, by name; nothing else that lies there."""
    found = {FORM_FILE: msgspec.json.encode(Form(FORM))}
    for name in sorted(set(named(folder, course))):
        place = inside(folder, name)
        if place is not None:
            found[name] = place.read_bytes()
    for place in (folder, folder.resolve().parent):
        for name in LICENCES:
            if (place / name).is_file():
                return {**found, name: (place / name).read_bytes()}
    return found


def named(folder: Path, course: Course) -> Iterator[str]:
    """The files that a sound course names, as it names them."""
    yield COURSE_FILE
    table = tomllib.loads((folder / COURSE_FILE).read_text("utf-8-sig"))
    for part in (*table["lesson"], table.get("pre_test"), table["post_test"]):
        if part:
            yield str(part["file"])
    if course.checks:
        yield CHECKS_FILE
    for lesson in course.lessons:
        for block in lesson.blocks:
            match block:
                case Figure(file=file) | Pages(file=file):
                    yield file
                case Video(file=file, captions=captions) | Audio(file=file, captions=captions):
                    yield from (name for name in (file, captions) if name)
                case _:
                    pass
    tests = (course.pre_test, course.post_test)
    asked = [*course.checks, *(q for test in tests if test for q in test.questions)]
    yield from (picture for question in asked for picture in _pictures(question))


def _pictures(question: Question) -> Iterator[str]:
    match question.asked:
        case Pointing(picture=picture):
            yield picture
        case ChoiceQuestion(choices=choices):
            yield from (choice.picture for choice in choices if choice.picture)
        case _:
            pass


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The same bytes for the same files, on every computer."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _DAWN)
            entry.create_system, entry.external_attr = _UNIX, _FILE
            packed.writestr(entry, files[name])
    return out.getvalue()


class Looked(Struct, frozen=True):
    """What a packed course turned out to be; `code` as in `package_place.LASTING`, empty if sound.

    `course` and `version` are empty if it could not be read that far.
    """

    code: str
    course: str = ""
    version: str = ""
    faults: tuple[Fault, ...] = ()


def look(packed: bytes) -> Looked:
    """Unpack a course aside, check it, and leave nothing behind. Raises OSError (a full disk)."""
    with tempfile.TemporaryDirectory(prefix="dermaga-") as above:
        folder = Path(above) / "course"
        folder.mkdir()
        try:
            unpack(packed, folder)
        except Unsafe as unsafe:
            return Looked(unsafe.code)
        course, faults = read_course(folder)
    wrong = errors(faults)
    if course is None or wrong:
        return Looked("course-faults", faults=wrong)
    return Looked("", course.id, course.version)
