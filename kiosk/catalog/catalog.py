"""All courses on this computer."""

from __future__ import annotations

from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from kiosk.catalog import compiled, plain
from kiosk.catalog.compiled import Compiled
from kiosk.catalog.folder import inside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kiosk.catalog.fault import Fault
    from kiosk.learning.course import Course

_MARKS: Final = ("course.toml", "lessons", "questions")


class Catalog:
    """The courses below some folders, read at the first question asked.

    Each folder is a course, or holds courses. A course with errors is left out and told in
    `faults`; of two versions of one course the newer counts, of equals the first. `earlier` holds
    folders of courses that only those know who began them: see `package_place`. What was read is
    kept compiled in `cache`; of the courses that come with the program `beside` it, where that may
    be written, so that no other data folder must read them again.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        cache: Path | None,
        earlier: Path | None = None,
        beside: Path | None = None,
    ) -> None:
        self._folders = tuple(folders)
        self._cache, self._beside = cache, beside
        self._earlier = earlier
        self._readings: dict[Path, Compiled] = {}

    def courses(self) -> tuple[Course, ...]:
        """Every sound course in its newest version, by its place in the list, then by id."""
        return tuple(course for _, course in self._sound.values())

    def pieces(self) -> tuple[Callable[[], object], ...]:
        """What is to be read, a course each: for whoever has other things to do in between."""
        folders = (found for folder in self._folders for found in course_folders(folder))
        return tuple(partial(self._reading, folder) for folder in folders)

    def course(self, course_id: str, version: str = "") -> Course:
        """A course in that version, or else in its newest; KeyError if there is none."""
        return self._found(course_id, version)[1]

    def versions(self) -> tuple[Course, ...]:
        """Every sound course in each of its versions."""
        return tuple(course for _, course in self._all.values())

    def named(self) -> Mapping[str, Course]:
        """Every course by its id, and each version by id and version with a space between."""
        newest = {course.id: course for course in self.courses()}
        return newest | {f"{c.id} {c.version}": c for c in self.versions()}

    @cached_property
    def mark(self) -> str:
        """Tells this set of courses and versions from another."""
        return "|".join(f"{course} {version}" for course, version in sorted(self._all))

    def faults(self) -> Mapping[str, tuple[Fault, ...]]:
        """Errors and warnings by folder name, for the folders that have any."""
        found: dict[str, tuple[Fault, ...]] = {}
        for folder, read in self._read:
            if read.faults:
                found[folder.name] = found.get(folder.name, ()) + read.faults
        return found

    def figure(self, course_id: str, file: str, version: str = "") -> Path:
        """Where a file of a course lies; KeyError if it is not in such a course."""
        path = inside(self._found(course_id, version)[0], file)
        if path is None:
            raise KeyError(file)
        return path

    def text(self, course: Course) -> Iterator[tuple[str, str, str]]:
        """Id, title and words of each lesson, for full-text search."""
        for lesson in course.lessons:
            texts = (text for block in lesson.blocks for text in plain.texts(block))
            yield lesson.id, lesson.title, "\n".join(text for text in texts if text)

    def _found(self, course_id: str, version: str) -> tuple[Path, Course]:
        newest = self._sound[course_id]
        return self._all.get((course_id, version), newest)

    @cached_property
    def _read(self) -> tuple[tuple[Path, Compiled], ...]:
        folders = (found for folder in self._folders for found in course_folders(folder))
        return tuple((folder, self._reading(folder)) for folder in folders)

    def _reading(self, folder: Path) -> Compiled:
        if folder not in self._readings:
            ours = self._beside is not None and folder.is_relative_to(self._beside.parent)
            places = (self._beside if ours else None, self._cache)
            self._readings[folder] = _reading(folder, [place for place in places if place])
        return self._readings[folder]

    @cached_property
    def _sound(self) -> dict[str, tuple[Path, Course]]:
        found: dict[str, tuple[Path, Course]] = {}
        for folder, read in self._read:
            course = read.course
            if course is None:
                continue
            if course.id not in found or _newer(course, found[course.id][1]):
                found[course.id] = (folder, course)
        return dict(sorted(found.items(), key=lambda item: _place(item[1][1])))

    @cached_property
    def _all(self) -> dict[tuple[str, str], tuple[Path, Course]]:
        """Each version of the courses that there are now; where two are alike, as in `_sound`."""
        found = {(c.id, c.version): (folder, c) for folder, c in self._sound.values()}
        held = [(f, self._reading(f)) for f in _earlier_folders(self._earlier)]
        for folder, read in (*self._read, *held):
            course = read.course
            if course is not None and course.id in self._sound:
                found.setdefault((course.id, course.version), (folder, course))
        return found


def course_folders(folder: Path) -> tuple[Path, ...]:
    """The folder itself if it is a course, else the courses directly in it, by name."""
    if (folder / _MARKS[0]).exists():
        return (folder,)
    try:
        below = sorted(path for path in folder.iterdir() if path.is_dir())
    except OSError:
        return ()
    return tuple(path for path in below if any((path / mark).exists() for mark in _MARKS))


def _earlier_folders(earlier: Path | None) -> tuple[Path, ...]:
    try:
        versions = sorted(earlier.iterdir()) if earlier is not None else []
    except OSError:
        return ()
    return tuple(found for version in versions for found in course_folders(version))


def _reading(folder: Path, places: Sequence[Path]) -> Compiled:
    """From the first place that has it; else read, and kept in the first that may be written."""
    mark = compiled.fingerprint(folder) if places else ""
    for place in places:
        if kept := compiled.load(place, folder, mark):
            return kept
    from kiosk.catalog.source import read_course

    course, faults = read_course(folder)
    read = Compiled(mark, course, faults)
    for place in places:
        if compiled.keep(place, folder, read):
            break
    return read


def _place(course: Course) -> tuple[bool, int, str]:
    return not course.place, course.place, course.id


def _newer(course: Course, other: Course) -> bool:
    return version_numbers(course.version) > version_numbers(other.version)


def version_numbers(version: str) -> tuple[int, ...]:
    """A course's version, as numbers that can be compared."""
    return tuple(int(part) for part in version.split("."))
