"""Questions brought into a course folder: ids, lessons, levels and files found for each."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct, structs

from kiosk.catalog.exchange import writing
from kiosk.catalog.exchange.found import Attached, Category, Item, Read
from kiosk.catalog.exchange.mapping import Mapped, mapped
from kiosk.catalog.exchange.marks import level_of
from kiosk.catalog.exchange.place import Chapter, Place
from kiosk.catalog.exchange.report import Note, Report, State
from kiosk.catalog.exchange.said import Unmapped
from kiosk.catalog.exchange.trouble import Unreadable
from kiosk.catalog.exchange.writing_course import PROVISIONAL
from kiosk.catalog.exchange.writing_lesson import paragraph
from kiosk.catalog.fault import Findings, errors
from kiosk.catalog.lesson import is_id, slug
from kiosk.catalog.questions import read_questions
from kiosk.catalog.row import parse
from kiosk.learning.question import ChoiceQuestion, Level, Question

KINDS: Final = {
    "single": "pilihan tunggal",
    "multiple": "pilihan jamak",
    "true_false": "benar-salah",
    "picture": "pilihan gambar",
    "matching": "menjodohkan",
    "ordering": "mengurutkan",
    "short": "isian singkat",
    "number": "angka",
    "cloze": "teks bercelah",
    "drag": "seret kata",
    "point": "tunjuk gambar",
    "essay": "esai",
}
_TO_WRITE: Final = "Tulis isi pelajaran ini."
_LONGEST: Final = 40
_OUTER: Final = frozenset({"top", "$course$", "$module$", "$system$", "$coursecat$", ""})


class Wish(Struct, frozen=True):
    """Where questions shall go: into which folder, lesson ("": by category) and test."""

    folder: Path
    as_of: str
    lesson: str = ""
    to: str = "uji-akhir"
    title: str = ""


class _Chosen(Struct, frozen=True):
    """A question with its place."""

    question: Question
    line: int
    to: str


def bring(read: Read, file: str, wish: Wish) -> Report:
    """Questions into a folder. Raises Unreadable, and then nothing was written."""
    place = Place(wish.folder, wish.title or Path(file).stem, wish.as_of, file)
    return _Bringer(read, file, wish, place).report()


class _Bringer:
    """One import."""

    def __init__(self, read: Read, file: str, wish: Wish, place: Place) -> None:
        self._read = read
        self._file = file
        self._wish = wish
        self._place = place
        self._notes: list[Note] = []
        self._category: tuple[str, Level | None] = ("", None)
        self._chosen: list[_Chosen] = []
        self._prose: dict[str, list[str]] = {}
        self._counted = 1
        self._named: dict[str, Chapter] = {}
        if wish.lesson and not place.is_new and not self._known(wish.lesson):
            known = ", ".join(chapter.id for chapter in place.chapters)
            raise Unreadable(f"Pelajaran {wish.lesson} tidak ada. Pilih salah satu: {known}.")

    def report(self) -> Report:
        """Everything placed, written and told."""
        for told in self._read.told:
            self._note(told.line, State.SKIPPED if told.skipped else State.CHANGED, told.words)
        for item in self._read.items:
            if isinstance(item, Category):
                self._enter(item)
            else:
                self._take(item)
        kept = self._sound()
        if not kept and not self._prose:
            notes = tuple(sorted(self._notes))
            return Report(self._file, notes)
        if self._place.is_new:
            self._note(
                0, State.CHANGED, f"course.toml baru memuat kalimat sementara: {PROVISIONAL}."
            )
        self._put(kept)
        return Report(self._file, tuple(sorted(self._notes)), self._place.write())

    def _note(self, line: int, state: State, words: str) -> None:
        self._notes.append(Note(line, state, words))

    def _enter(self, category: Category) -> None:
        parts = [part.strip() for part in category.title.replace("//", "/").split("/")]
        parts = [
            part for part in parts if part not in _OUTER and not part.startswith("Default for")
        ]
        level = level_of(parts[-1]) if parts else None
        if level is not None:
            parts.pop()
        self._category = (parts[-1] if parts else "", level)

    def _take(self, item: Item) -> None:
        try:
            made = mapped(item)
            question = self._with_pictures(made)
        except Unmapped as trouble:
            self._note(item.line, State.SKIPPED, str(trouble))
            return
        chapter = self._chapter(made)
        for told in made.told:
            self._note(told.line, State.CHANGED, told.words)
        if question is None:
            self._prose.setdefault(chapter.id, []).append(paragraph(made.text))
            self._note(item.line, State.CAME, f"Keterangan masuk pelajaran {chapter.id}.")
            return
        level = made.marks.level or self._category[1] or Level.USE
        block = question.block
        if block and block not in self._place.names_in(chapter):
            self._note(item.line, State.CHANGED, f"Bagian {block} tidak ada dalam pelajaran itu.")
            block = ""
        to = self._wish.to
        placed = structs.replace(
            question, id=self._id(item), lesson=chapter.id, level=level, block=block
        )
        self._chosen.append(_Chosen(placed, item.line, to))

    def _with_pictures(self, made: Mapped) -> Question | None:
        question = made.question
        asked = question.asked if question else None
        used = {}
        if isinstance(asked, ChoiceQuestion):
            used = {choice.picture: "" for choice in asked.choices if choice.picture}
        for file in made.item.files:
            name = self._keep(file, made.item.line, quietly=file.name in used)
            if file.name in used:
                used[file.name] = name
        if question is None or not isinstance(asked, ChoiceQuestion) or not used:
            return question
        if not all(used.values()):
            raise Unmapped("Gambar pilihan bukan SVG, PNG, JPEG, atau WebP.")
        choices = tuple(structs.replace(c, picture=used[c.picture]) for c in asked.choices)
        return structs.replace(question, asked=structs.replace(asked, choices=choices))

    def _keep(self, file: Attached, line: int, *, quietly: bool) -> str:
        name = self._place.add_picture(file.name, file.data)
        if not name:
            self._note(
                line, State.SKIPPED, f"Berkas {file.name or 'tanpa nama'} bukan gambar kami."
            )
        elif not quietly:
            self._note(line, State.CHANGED, f"Gambar disimpan sebagai {name}; pasang bila perlu.")
        return name

    def _id(self, item: Item) -> str:
        taken = self._place.question_ids
        said = (item.id or "", slug(item.title or "")[:_LONGEST].strip("-"))
        wanted = next((name for name in said if is_id(name) and name not in taken), "")
        name = wanted or self._next_id(taken)
        if item.id and name != item.id:
            self._note(item.line, State.CHANGED, f"Id soal {item.id} menjadi {name}.")
        taken.add(name)
        return name

    def _next_id(self, taken: set[str]) -> str:
        while (name := f"im-{self._counted:03}") in taken:
            self._counted += 1
        return name

    def _known(self, name: str) -> Chapter | None:
        chapters = self._place.chapters
        by_id = next((chapter for chapter in chapters if chapter.id == name), None)
        titled = (c for c in chapters if slug(c.title) == slug(name) or c.id == slug(name))
        return by_id or next(titled, None)

    def _chapter(self, made: Mapped) -> Chapter:
        wanted = self._wish.lesson or made.marks.lesson or self._category[0]
        if wanted in self._named:
            return self._named[wanted]
        chapter = self._known(wanted) if wanted else None
        if chapter is None and (self._place.is_new or not self._place.chapters):
            chapter = self._known("materi") if not wanted else None
            if chapter is None:
                chapter = self._place.add_lesson(wanted or "materi", wanted or "Materi", _TO_WRITE)
                words = f"Pelajaran {chapter.id} dibuat tanpa isi. Tulis isinya di {chapter.file}."
                self._note(0, State.CHANGED, words)
        elif chapter is None:
            chapter = self._place.chapters[0]
            said = f"Kategori “{wanted}” tidak cocok" if wanted else "Tanpa kategori"
            words = f"{said}; soal masuk pelajaran {chapter.id}. Pakai --lesson untuk memilih."
            self._note(made.item.line, State.CHANGED, words)
        self._named[wanted] = chapter
        return chapter

    def _sound(self) -> list[_Chosen]:
        """The questions in which the reader of courses finds no error; the others are told."""
        parts = [writing.question_file([chosen.question]) for chosen in self._chosen]
        findings = Findings()
        root = parse("soal", "\n".join(parts), findings)
        if root is not None and parts:
            read_questions(root)
        if root is None:
            raise Unreadable("Soal tidak dapat ditulis. Periksa huruf-huruf khusus dalam berkas.")
        kept = []
        first = 1
        faults = errors(findings.sorted())
        for chosen, part in zip(self._chosen, parts, strict=True):
            last = first + part.count("\n")
            words = [fault.words for fault in faults if first <= fault.line <= last]
            if words:
                self._note(chosen.line, State.SKIPPED, words[0])
            else:
                kept.append(chosen)
            first = last + 1
        return kept

    def _put(self, kept: list[_Chosen]) -> None:
        chapters = {chapter.id: chapter for chapter in self._place.chapters}
        for name, paragraphs in self._prose.items():
            self._place.append(chapters[name].file, "\n\n".join(paragraphs))
        for to in dict.fromkeys(chosen.to for chosen in kept):
            group = [chosen.question for chosen in kept if chosen.to == to]
            file = self._place.question_file(to)
            self._place.append(file, writing.question_file(group))
            for question in group:
                if to == "cek":
                    chapter = chapters[question.lesson]
                    self._place.append(chapter.file, f"::: cek {question.id}\n:::")
        for chosen in kept:
            kind = KINDS[writing.kind_of(chosen.question.asked)]
            file = self._place.question_file(chosen.to)
            words = f"Soal {kind} {chosen.question.id} masuk {file}."
            self._note(chosen.line, State.CAME, words)
