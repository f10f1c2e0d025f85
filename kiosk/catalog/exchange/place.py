"""The course folder that something is brought into. Nothing is written before `write`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from kiosk.catalog.exchange import picture
from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.writing import text as toml_text
from kiosk.catalog.exchange.writing import texts
from kiosk.catalog.exchange.writing_course import course_file
from kiosk.catalog.fault import Findings
from kiosk.catalog.folder import inside
from kiosk.catalog.lesson import is_id, read_lesson, slug
from kiosk.catalog.plain import reading_words
from kiosk.catalog.source import CHECKS_FILE, COURSE_FILE, draft_course
from kiosk.learning.minutes import MINUTES_A_QUESTION, MINUTES_AN_HOUR, WORDS_A_MINUTE

POOL: Final = "questions/uji-akhir.toml"
BEFORE: Final = "questions/uji-awal.toml"
_LONGEST: Final = 40
_QUESTION: Final = "\n[[question]]\n"


class Chapter(Struct, frozen=True):
    """A lesson of the course and its file."""

    id: str
    title: str
    file: str


class Place:
    """A course folder, new or not, and what is to be written into it."""

    def __init__(self, folder: Path, title: str, as_of: str, origin: str) -> None:
        self._folder = folder
        self._texts: dict[str, str] = {}
        self._bytes: dict[str, bytes] = {}
        self._titled = (title, as_of, origin)
        self.chapters: list[Chapter] = []
        self.question_ids: set[str] = set()
        self.is_new = not (folder / COURSE_FILE).exists()
        self._table: dict[str, Any] = {}
        if self.is_new:
            if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
                raise Unreadable(f"Folder {folder} tidak kosong dan bukan pelatihan. Pilih lain.")
        else:
            self._open()

    def _open(self) -> None:
        course, _faults = draft_course(self._folder)
        if course is None:
            raise Unreadable("course.toml tidak terbaca. Jalankan course check lebih dahulu.")
        self._table = tomllib.loads((self._folder / COURSE_FILE).read_text(encoding="utf-8-sig"))
        for row in self._rows("lesson"):
            self.chapters.append(Chapter(*(str(row.get(k, "")) for k in ("id", "title", "file"))))
        groups = [course.checks, course.post_test.questions]
        groups += [course.pre_test.questions] if course.pre_test else []
        self.question_ids = {question.id for group in groups for question in group}

    def _rows(self, key: str) -> list[dict[str, object]]:
        found = self._table.get(key)
        return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []

    def _test_file(self, key: str, usual: str) -> str:
        found = self._table.get(key)
        named = found.get("file") if isinstance(found, dict) else None
        return named if isinstance(named, str) and named else usual

    def text_of(self, name: str) -> str:
        """What a file holds, or will hold; "" if it is not there."""
        if name in self._texts:
            return self._texts[name]
        path = inside(self._folder, name)
        if path is None or not path.is_file():
            return ""
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise Unreadable(f"Berkas {name} tidak terbaca. Simpan sebagai UTF-8.") from error

    def append(self, name: str, more: str) -> None:
        """Text at the end of a file, an empty line between."""
        before = self.text_of(name).rstrip()
        self._texts[name] = f"{before}\n\n{more.strip()}\n" if before else f"{more.strip()}\n"

    def add_lesson(self, wanted: str, title: str, body: str) -> Chapter:
        """A new lesson at the end of the course, under an id that is still free."""
        known = {chapter.id for chapter in self.chapters}
        name = self.free(wanted if is_id(wanted) else slug(wanted)[:_LONGEST].strip("-"), known)
        file = f"lessons/{len(self.chapters) + 1}-{name}.md"
        while (self._folder / file).exists():
            file = file.replace(".md", "-baru.md")
        chapter = Chapter(name, title.strip() or name, file)
        self.chapters.append(chapter)
        self._texts[file] = f"{body.strip()}\n"
        if not self.is_new:
            self.append(COURSE_FILE, lesson_table(chapter))
        return chapter

    def free(self, wanted: str, taken: set[str]) -> str:
        """A name that nobody has: the wanted one, or with a number."""
        name, count = wanted or "bagian", 1
        while name in taken:
            count += 1
            name = f"{wanted or 'bagian'}-{count}"
        return name

    def names_in(self, chapter: Chapter) -> set[str]:
        """The ids that a question may point at in a lesson."""
        text = self.text_of(chapter.file)
        return set(read_lesson(text, chapter.file, Findings()).names) if text else set()

    def add_picture(self, said: str, data: bytes) -> str:
        """The name of a picture kept in the course; "" for one that cannot be shown."""
        suffix = picture.ending(data)
        if not suffix:
            return ""
        wanted = picture.name_of(said, suffix)
        name, count = f"figures/{wanted}", 1
        while (kept := self._picture(name)) is not None and kept != data:
            count += 1
            name = f"figures/{wanted.removesuffix(suffix)}-{count}{suffix}"
        if kept is None:
            self._bytes[name] = data
        return name

    def _picture(self, name: str) -> bytes | None:
        path = self._folder / name
        return self._bytes.get(name) or (path.read_bytes() if path.is_file() else None)

    def question_file(self, to: str) -> str:
        """The file of "uji-akhir", "uji-awal" or "cek"; a missing [pre_test] is added."""
        if to == "cek":
            return CHECKS_FILE
        if to == "uji-akhir":
            return self._test_file("post_test", POOL)
        if not self.is_new and "pre_test" not in self._table:
            self._table["pre_test"] = {"file": BEFORE}
            self.append(COURSE_FILE, f'[pre_test]\nfile = "{BEFORE}"')
        return self._test_file("pre_test", BEFORE)

    def write(self) -> tuple[str, ...]:
        """Everything to disk, the course file of a new course last; the names written."""
        try:
            self._write()
        except OSError as error:
            raise Unreadable(
                f"Folder {self._folder} tidak dapat ditulisi. Periksa izinnya."
            ) from error
        names = {*self._texts, *self._bytes, *([COURSE_FILE] if self.is_new else [])}
        return tuple(sorted(names))

    def _write(self) -> None:
        for name, data in [*self._bytes.items(), *self._encoded()]:
            path = inside(self._folder, name)
            if path is None:
                raise Unreadable(
                    f"Alamat {name} keluar dari folder pelatihan. Perbaiki course.toml."
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if self.is_new:
            self._write_course(max(1, self._hours()))

    def _hours(self) -> int:
        """JP that the new course justifies; counted here, since reading it again takes as long."""
        pages = [read_lesson(self._texts[c.file], c.file, Findings()) for c in self.chapters]
        words = sum(reading_words(page.blocks) for page in pages)
        asked = sum(
            f"\n{text}".count(_QUESTION)
            for name, text in self._texts.items()
            if name.endswith(".toml")
        )
        spent = words / WORDS_A_MINUTE + asked * MINUTES_A_QUESTION
        return int(spent // MINUTES_AN_HOUR)

    def _encoded(self) -> list[tuple[str, bytes]]:
        return [(name, text.encode()) for name, text in self._texts.items()]

    def _write_course(self, hours: int) -> None:
        title, as_of, origin = self._titled
        name = slug(self._folder.resolve().name) or "pelatihan"
        facts = {"id": name, "title": title, "as_of": as_of, "origin": origin}
        head = course_file(facts, hours, [chapter.title for chapter in self.chapters])
        tables = [lesson_table(chapter) for chapter in self.chapters]
        before = [f'[pre_test]\nfile = "{BEFORE}"'] if BEFORE in self._texts else []
        after = f'[post_test]\nfile = "{POOL}"\npass_mark = 70\nattempts = 3\nwait_minutes = 60'
        self._folder.mkdir(parents=True, exist_ok=True)
        text = "\n\n".join([head, *tables, *before, after]) + "\n"
        (self._folder / COURSE_FILE).write_text(text, encoding="utf-8", newline="\n")


def lesson_table(chapter: Chapter) -> str:
    """A lesson as course.toml names it."""
    return (
        f"[[lesson]]\nid = {toml_text(chapter.id)}\ntitle = {toml_text(chapter.title)}\n"
        f"file = {toml_text(chapter.file)}\naims = {texts([f'Memahami {chapter.title}.'])}"
    )
