"""A document brought into a course folder: each section a lesson, its pictures as files."""

from __future__ import annotations

from pathlib import Path

from kiosk.catalog.exchange.document import Document, Picture, Section
from kiosk.catalog.exchange.into import Wish
from kiosk.catalog.exchange.place import POOL, Place
from kiosk.catalog.exchange.report import Note, Report, State
from kiosk.catalog.exchange.writing_course import PROVISIONAL
from kiosk.catalog.exchange.writing_lesson import lesson_text


def bring_lessons(document: Document, file: str, wish: Wish) -> Report:
    """Lessons into a folder, new or not. Raises Unreadable, and then nothing was written."""
    stem = Path(file).stem
    title = wish.title or document.title or stem
    place = Place(wish.folder, title, wish.as_of, file)
    notes = [
        Note(told.line, State.SKIPPED if told.skipped else State.CHANGED, told.words)
        for told in document.told
    ]
    sections = document.sections
    for section in sections:
        notes += _lesson(section, wish.lesson if len(sections) == 1 else "", title, place)
    if not any(note.state is State.CAME for note in notes):
        return Report(file, tuple(sorted(notes)))
    if place.is_new:
        notes.append(
            Note(0, State.CHANGED, f"course.toml baru memuat kalimat sementara: {PROVISIONAL}.")
        )
        words = f"Soal uji akhir belum ada. Impor berkas soal ke folder ini, menjadi {POOL}."
        notes.append(Note(0, State.CHANGED, words))
    return Report(file, tuple(sorted(notes)), place.write())


def _lesson(section: Section, wanted: str, title: str, place: Place) -> list[Note]:
    notes: list[Note] = []
    pictures: dict[int, str] = {}
    for place_in, part in enumerate(section.parts):
        if isinstance(part, Picture):
            name = place.add_picture(part.file.name, part.file.data)
            if name:
                pictures[place_in] = name
                words = f"Gambar disimpan sebagai {name}. Periksa keterangan dan teks penggantinya."
                notes.append(Note(part.line, State.CAME, words))
            else:
                words = f"Gambar {part.file.name} tidak dapat ditampilkan. Simpan sebagai PNG."
                notes.append(Note(part.line, State.SKIPPED, words))
    text = lesson_text(section.parts, pictures)
    if not text.strip():
        return [*notes, Note(section.line, State.SKIPPED, "Bagian ini tidak memuat isi.")]
    named = section.title or title
    chapter = place.add_lesson(wanted or named, named, text)
    words = f"Pelajaran {chapter.id} masuk {chapter.file}."
    return [*notes, Note(section.line, State.CAME, words)]
