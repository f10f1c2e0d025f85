"""What a voice says of a lesson's blocks.

Always Indonesian, as the voice is and the lessons are: none of it is shown, so none is translated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from kiosk.desk.practice import CheckState
from kiosk.learning.course import (
    Audio,
    Block,
    Callout,
    CalloutKind,
    Check,
    Definition,
    Figure,
    Heading,
    Listing,
    Pages,
    Paragraph,
    Table,
    Task,
    Video,
)
from kiosk.learning.spans import Spans
from kiosk.ui.spans import plain_words

KINDS = {
    CalloutKind.SITUATION: "Di loket",
    CalloutKind.EXAMPLE: "Contoh",
    CalloutKind.COUNTEREXAMPLE: "Bukan contoh",
    CalloutKind.WARNING: "Peringatan",
    CalloutKind.RULE: "Bunyi aturan",
    CalloutKind.PRACTICE: "Praktik",
    CalloutKind.TAKEAWAY: "Bawa pulang",
    CalloutKind.SOURCES: "Sumber",
}


def aloud(block: Block, checks: Mapping[str, CheckState]) -> str:
    """A block in sentences.

    Of a figure what it shows, a table row by row, of a question what is asked and not its choices.
    """
    match block:
        case Heading(text=text):
            return sentences(text)
        case Paragraph(spans=spans):
            return sentences(plain_words(spans))
        case Listing():
            return sentences(*_items(block))
        case Table(head=head, rows=rows):
            return sentences(*(_row(head, cells) for cells in rows))
        case Figure(caption=caption, alternative=alternative):
            return sentences("Gambar", caption, alternative)
        case Callout(kind=kind, title=title, body=body):
            return sentences(KINDS[kind], title, *(aloud(part, checks) for part in body))
        case Definition(term=term, meaning=meaning):
            return sentences(f"Istilah: {term}", plain_words(meaning))
        case Check(question=question):
            return sentences("Pertanyaan", plain_words(checks[question].question.stem))
        case Task(title=title, spans=spans):
            return sentences(title, plain_words(spans))
        case Video(title=title):
            return sentences(f"Video: {title}")
        case Audio(title=title):
            return sentences(f"Rekaman suara: {title}")
        case Pages(title=title):
            return sentences(f"Halaman dokumen: {title}")
        case _:
            assert_never(block)


def sentences(*parts: str) -> str:
    """Parts with a full stop after each, so that the voice rests between them."""
    said = [" ".join(part.split()) for part in parts if part.strip()]
    return " ".join(part if part[-1] in ".!?:;…" else f"{part}." for part in said)


def _items(block: Listing) -> list[str]:
    if block.start is None:
        return [plain_words(item) for item in block.items]
    return [f"{n}. {plain_words(item)}" for n, item in enumerate(block.items, block.start)]


def _row(head: tuple[Spans, ...], cells: tuple[Spans, ...]) -> str:
    names = [plain_words(cell) for cell in head]
    found = []
    for place, cell in enumerate(cells):
        name = names[place] if place < len(names) else ""
        found.append(f"{name}: {plain_words(cell)}" if name else plain_words(cell))
    return "; ".join(found)
