"""All courses on this computer."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from kiosk.catalog import compiled, plain
from kiosk.catalog.compiled import Compiled
from kiosk.catalog.folder import inside

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kiosk.catalog.fault import Fault
    from kiosk.learning.course import Course

_MARKS: Final = ("course.toml", "lessons", "questions")


class Catalog:
    """The courses below some folders, read at the first question asked.

    Each folder is a course, or holds courses. A course with errors is left out and told in
    `faults`; of two versions of one course the newer counts, of equals the first.
    """

    def __init__(self, folders: Sequence[Path], cache: Path | None) -> None:
        self._folders = tuple(folders)
        self._cache = cache

    def courses(self) -> tuple[Course, ...]:
        """Every sound course, by id."""
        return tuple(course for _, course in self._sound.values())

    def course(self, course_id: str) -> Course:
        """The course of that id; KeyError if there is none, or if it has errors."""
        return self._sound[course_id][1]

    def faults(self) -> Mapping[str, tuple[Fault, ...]]:
        """Errors and warnings by folder name, for the folders that have any."""
        found: dict[str, tuple[Fault, ...]] = {}
        for folder, read in self._read:
            if read.faults:
                found[folder.name] = found.get(folder.name, ()) + read.faults
        return found

    def figure(self, course_id: str, file: str) -> Path:
        """Where the picture of a course's figure lies; KeyError if it is not in such a course."""
        path = inside(self._sound[course_id][0], file)
        if path is None:
            raise KeyError(file)
        return path

    def text(self, course: Course) -> Iterator[tuple[str, str, str]]:
        """Id, title and words of each lesson, for full-text search."""
        for lesson in course.lessons:
            texts = (text for block in lesson.blocks for text in plain.texts(block))
            yield lesson.id, lesson.title, "\n".join(text for text in texts if text)

    @cached_property
    def _read(self) -> tuple[tuple[Path, Compiled], ...]:
        folders = (found for folder in self._folders for found in course_folders(folder))
        return tuple((folder, _reading(folder, self._cache)) for folder in folders)

    @cached_property
    def _sound(self) -> dict[str, tuple[Path, Course]]:
        found: dict[str, tuple[Path, Course]] = {}
        for folder, read in self._read:
            course = read.course
            if course is None:
                continue
            if course.id not in found or _newer(course, found[course.id][1]):
                found[course.id] = (folder, course)
        return dict(sorted(found.items()))


def course_folders(folder: Path) -> tuple[Path, ...]:
    """The folder itself if it is a course, else the courses directly in it, by name."""
    if (folder / _MARKS[0]).exists():
        return (folder,)
    try:
        below = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return ()
    return tuple(path for path in below if any((path / mark).exists() for mark in _MARKS))


def _reading(folder: Path, cache: Path | None) -> Compiled:
    mark = compiled.fingerprint(folder) if cache else ""
    kept = compiled.load(cache, folder, mark) if cache else None
    if kept is not None:
        return kept
    from kiosk.catalog.source import read_course

    course, faults = read_course(folder)
    read = Compiled(mark, course, faults)
    if cache:
        compiled.keep(cache, folder, read)
    return read


def _newer(course: Course, other: Course) -> bool:
    return _version(course) > _version(other)


def _version(course: Course) -> tuple[int, ...]:
    return tuple(int(part) for part in course.version.split("."))
