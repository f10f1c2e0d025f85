"""The source form of a course, TOML and Markdown in one folder, read into a Course."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

from kiosk.catalog.balance import judge_balance
from kiosk.catalog.fault import Fault, Findings, errors
from kiosk.catalog.folder import judge_image, judge_media, read_text
from kiosk.catalog.lesson import Page, is_id, read_lesson
from kiosk.catalog.plain import reading_words
from kiosk.catalog.questions import Written, pictures, read_questions
from kiosk.catalog.row import Row, parse
from kiosk.catalog.rules import PageOf, judge
from kiosk.learning.course import Behaviour, Counts, Course, Draw, Lesson, Quiz, Source, Term
from kiosk.learning.minutes import minutes
from kiosk.learning.question import Level

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

COURSE_FILE: Final = "course.toml"
CHECKS_FILE: Final = "questions/cek.toml"
TOPICS: Final = (
    "Pelayanan publik",
    "Teknologi informasi",
    "Tata kelola",
    "Kemitraan",
    "Sosial kultural",
)
_TEXTS: Final = ("title", "title_en", "summary", "summary_en", "promise", "audience", "form")
_MOST_HOURS: Final = 100
_MOST: Final = 10_000
_MOST_TRIES: Final = 10
_EMPTY_PAGE: Final = Page((), {}, (), (), (), {})


def read_course(folder: Path) -> tuple[Course | None, tuple[Fault, ...]]:
    """The course of a folder, None if any fault is an error; faults by file and line."""
    course, faults = draft_course(folder)
    return (None if errors(faults) else course), faults


def draft_course(folder: Path) -> tuple[Course | None, tuple[Fault, ...]]:
    """As `read_course`, but with the course as far as it could be read: for its author only."""
    findings = Findings()
    reader = _Reader(folder, findings)
    return reader.course(), findings.sorted()


class _Reader:
    """One reading of one folder."""

    def __init__(self, folder: Path, findings: Findings) -> None:
        self._folder = folder
        self._findings = findings
        self._pages: list[PageOf] = []
        self._tests: list[tuple[Quiz, Row]] = []
        self._written: dict[str, tuple[Written, ...]] = {}

    def course(self) -> Course | None:
        """Everything, or None when course.toml is no TOML."""
        root = self._toml(COURSE_FILE, (COURSE_FILE, 1))
        if root is None:
            return None
        lessons = tuple(self._lesson(row) for row in root.rows("lesson"))
        if not lessons:
            root.fault("no-lessons")
        checks = self._checks()
        pre = self._quiz("pre", root.row("pre_test", needed=False))
        post = self._quiz("post", root.row("post_test")) or Quiz("post", ())
        course = self._joined(root, lessons, checks, pre, post)
        root.close()
        judge(self._findings, self._pages, self._written, self._tests, CHECKS_FILE)
        judge_balance(self._findings, self._written)
        self._judge_hours(course, root)
        return course

    def _toml(self, name: str, at: tuple[str, int]) -> Row | None:
        text = read_text(self._folder, name, self._findings, at)
        return None if text is None else parse(name, text, self._findings)

    def _joined(
        self,
        root: Row,
        lessons: tuple[Lesson, ...],
        checks: tuple[Written, ...],
        pre: Quiz | None,
        post: Quiz,
    ) -> Course:
        return Course(
            id=self._course_id(root),
            version=_shaped(root, "version", "bad-version", _is_version),
            topic=root.one_of("topic", TOPICS),
            icon=_shaped(root, "icon", "bad-icon", is_id),
            colour=_shaped(root, "colour", "bad-colour", _is_colour),
            hours=root.whole("hours", 1, _MOST_HOURS),
            as_of=_shaped(root, "as_of", "bad-date", _is_date),
            aims=root.texts("aims"),
            lessons=lessons,
            checks=tuple(written.question for written in checks),
            pre_test=pre,
            post_test=post,
            glossary=_glossary(root),
            sources=_sources(root),
            prior=root.texts("prior", needed=False),
            legal_basis=root.texts("legal_basis", needed=False),
            place=root.whole("place", 0, _MOST, default=0),
            **{key: root.text(key) for key in _TEXTS},
        )

    def _course_id(self, root: Row) -> str:
        name = _shaped(root, "id", "bad-id", is_id)
        folder = self._folder.resolve().name
        if name and name != folder:
            root.fault("folder-differs", "id", folder=folder, id=name)
        return name

    def _lesson(self, row: Row) -> Lesson:
        name = _shaped(row, "id", "bad-id", is_id)
        title, case = row.text("title"), row.flag("case")
        aims = row.texts("aims", needed=not case)
        file = row.text("file")
        row.close()
        if file and any(of.file == file for of in self._pages):
            row.fault("file-twice", "file", name=file)
        page = self._page(file, (row.file, row.line_of("file"))) if file else _EMPTY_PAGE
        self._pages.append(PageOf(name, file, page, row))
        words = reading_words(block for block in page.blocks if block.id not in page.conditions)
        return Lesson(name, title, aims, page.blocks, words, case, page.conditions)

    def _page(self, file: str, at: tuple[str, int]) -> Page:
        text = read_text(self._folder, file, self._findings, at)
        if text is None:
            return _EMPTY_PAGE
        page = read_lesson(text, file, self._findings)
        for name, line in page.figures:
            judge_image(self._folder, name, self._findings, (file, line))
        for media in page.media:
            judge_media(self._folder, media, self._findings, file)
        return page

    def _checks(self) -> tuple[Written, ...]:
        used = any(of.page.checks for of in self._pages)
        if not used and not (self._folder / CHECKS_FILE).exists():
            self._written[CHECKS_FILE] = ()
            return ()
        return self._questions(CHECKS_FILE, (CHECKS_FILE, 1))

    def _questions(self, file: str, at: tuple[str, int]) -> tuple[Written, ...]:
        root = self._toml(file, at)
        if root is None:
            return ()
        self._written[file] = read_questions(root)
        for written in self._written[file]:
            for name, line in pictures(written):
                judge_image(self._folder, name, self._findings, (file, line))
        return self._written[file]

    def _quiz(self, name: str, row: Row | None) -> Quiz | None:
        if row is None:
            return None
        file = row.text("file")
        if file in self._written:
            row.fault("file-twice", "file", name=file)
        written = self._questions(file, (row.file, row.line_of("file"))) if file else ()
        mark = None if name == "pre" else row.whole("pass_mark", 0, 100, code="pass-mark")
        quiz = Quiz(
            id=name,
            questions=tuple(w.question for w in written),
            draws=tuple(_draw(r) for r in row.rows("draws")),
            pass_mark=mark,
            attempts=row.whole("attempts", 0, _MOST, default=0),
            wait_minutes=row.whole("wait_minutes", 0, _MOST, default=0),
            minutes=row.whole("minutes", 0, _MOST, default=0),
            **_behaviour(row),
        )
        row.close()
        if file in self._written:
            self._tests.append((quiz, row))
        return quiz

    def _judge_hours(self, course: Course, root: Row) -> None:
        spent = minutes(course)
        if course.hours > spent.hours:
            facts = {"minutes": int(spent.total), "most": spent.hours}
            root.fault("hours-too-many", "hours", hours=course.hours, **facts)


def _behaviour(row: Row) -> dict[str, Any]:
    return {
        "behaviour": Behaviour(row.one_of("behaviour", Behaviour, default="") or "deferred"),
        "tries": row.whole("tries", 1, _MOST_TRIES, default=3),
        "counts": Counts(row.one_of("counts", Counts, default="") or "best"),
    }


def _draw(row: Row) -> Draw:
    level = row.one_of("level", Level)
    draw = Draw(row.text("lesson"), Level(level or Level.USE), row.whole("count", 1, _MOST))
    row.close()
    return draw


def _sources(root: Row) -> tuple[Source, ...]:
    found = []
    for row in root.rows("source"):
        found.append(Source(row.text("name"), row.text("title")))
        row.close()
    return tuple(found)


def _glossary(root: Row) -> tuple[Term, ...]:
    found = []
    for row in root.rows("term"):
        found.append(Term(row.text("term"), row.text("meaning")))
        row.close()
    return tuple(found)


def _shaped(row: Row, key: str, code: str, fits: Callable[[str], bool]) -> str:
    found = row.text(key)
    if found and not fits(found):
        row.fault(code, key, value=found)
    return found


def _is_version(text: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9}){1,3}", text) is not None


def _is_colour(text: str) -> bool:
    return re.fullmatch(r"#[0-9A-Fa-f]{6}", text) is not None


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None
