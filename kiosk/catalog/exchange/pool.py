"""The questions of a course written out for other systems."""

from __future__ import annotations

from pathlib import Path

from kiosk.catalog.exchange import gift_out, moodle_out
from kiosk.catalog.exchange.found import Told
from kiosk.catalog.exchange.report import Note, Report, State
from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.folder import inside
from kiosk.catalog.source import read_course
from kiosk.learning.course import Course
from kiosk.learning.question import Question


def questions_of(course: Course, only: str = "") -> tuple[Question, ...]:
    """All questions, or those of "uji-akhir", "uji-awal" or "cek"."""
    groups = {
        "cek": course.checks,
        "uji-awal": course.pre_test.questions if course.pre_test else (),
        "uji-akhir": course.post_test.questions,
    }
    return groups[only] if only else tuple(q for group in groups.values() for q in group)


def as_gift(folder: Path, path: Path, only: str) -> Report:
    """A GIFT file; what it could not hold is told by place of the question. Raises Unreadable."""
    course = _course(folder)
    questions = questions_of(course, only)
    text, told = gift_out.gift(course.id, questions)
    return _written(path, text, questions, told)


def as_moodle(folder: Path, path: Path, only: str) -> Report:
    """A Moodle XML file, as `as_gift`."""
    course = _course(folder)
    questions = questions_of(course, only)

    def picture(name: str) -> bytes | None:
        found = inside(folder, name)
        return found.read_bytes() if found is not None and found.is_file() else None

    text, told = moodle_out.moodle(course.id, questions, picture)
    return _written(path, text, questions, told)


def _course(folder: Path) -> Course:
    course, _faults = read_course(folder)
    if course is None:
        raise Unreadable("Pelatihan ini masih memuat galat. Jalankan course check lebih dahulu.")
    return course


def _written(
    path: Path, text: str, questions: tuple[Question, ...], told: tuple[Told, ...]
) -> Report:
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Unreadable(f"{path} tidak dapat ditulis. Periksa foldernya.") from error
    skipped = {each.line for each in told if each.skipped}
    notes = [Note(t.line, State.SKIPPED if t.skipped else State.CHANGED, t.words) for t in told]
    notes += [
        Note(place, State.CAME, f"{question.id} ditulis.")
        for place, question in enumerate(questions, start=1)
        if place not in skipped
    ]
    return Report(path.name, tuple(sorted(notes)), (path.name,))
