"""The full-text index of lessons: made from the courses, so it lies in the cache."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TypeAlias

from kiosk.store.trouble import UNREADABLE

LESSONS = "lessons.sqlite"
Hits: TypeAlias = tuple[tuple[str, str, str], ...]
"""(course, lesson, excerpt), the best first."""


class LessonIndex:
    """Search in lessons. A damaged or missing file counts as an empty one of another version."""

    def __init__(self, cache: Path, *, view_only: bool) -> None:
        self._file = None if view_only else cache / LESSONS
        self._opened: sqlite3.Connection | None = None

    def fill(self, version: str, lessons: Iterable[tuple[str, str, str, str]]) -> None:
        """Fill with (course, lesson, title, text) unless it is already of `version`."""
        try:
            self._fill(version, lessons)
        except UNREADABLE:
            self._begin_anew()
            with contextlib.suppress(*UNREADABLE):  # a full disk: then nothing is found
                self._fill(version, lessons)

    def _fill(self, version: str, lessons: Iterable[tuple[str, str, str, str]]) -> None:
        db = self._db()
        row = db.execute("select version from made").fetchone()
        if row is not None and row[0] == version:
            return
        with db:
            db.execute("delete from lesson_text")
            db.execute("delete from made")
            db.executemany("insert into lesson_text values (?, ?, ?, ?)", lessons)
            db.execute("insert into made values (?)", (version,))

    def search(self, words: str, courses: Collection[str], limit: int) -> Hits:
        """Lessons of these courses that hold all words or beginnings of words."""
        plain = "".join(c if c.isalnum() else " " for c in words).split()
        if not plain:
            return ()
        wanted = " ".join(f'"{word}"*' for word in plain)
        among = ", ".join("?" * len(courses))
        try:
            rows = (
                self._db()
                .execute(
                    "select course, lesson, snippet(lesson_text, 3, '', '', ' … ', 18)"  # noqa: S608
                    f" from lesson_text where lesson_text match ? and course in ({among})"
                    " order by bm25(lesson_text, 0, 0, 4, 1) limit ?",
                    (wanted, *courses, limit),
                )
                .fetchall()
            )
        except UNREADABLE:
            self._begin_anew()
            return ()
        return tuple((str(r[0]), str(r[1]), str(r[2])) for r in rows)

    def close(self) -> None:
        """Close the file."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None

    def _db(self) -> sqlite3.Connection:
        if self._opened is None:
            if self._file is not None:
                self._file.parent.mkdir(exist_ok=True, mode=0o700)
            db = sqlite3.connect(":memory:" if self._file is None else self._file)
            self._opened = db
            db.execute("pragma synchronous = off")
            db.execute("create table if not exists made (version text not null)")
            db.execute(
                "create virtual table if not exists lesson_text using fts5 ("
                " course unindexed, lesson unindexed, title, body,"
                " prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2')"
            )
        return self._opened

    def _begin_anew(self) -> None:
        self.close()
        if self._file is not None:
            self._file.unlink(missing_ok=True)
