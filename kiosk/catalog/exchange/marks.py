"""What a question of ours knows and no other system asks for: carried in tags.

A tag is "word:value". Moodle cuts tags at 50 letters in its own database; files keep them whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from kiosk.catalog.lesson import is_id
from kiosk.learning.question import Cloze, DragWords, Level, NumberAnswer, Question, pieces

LESSON: Final = "pelajaran"
LEVEL: Final = "tingkat"
BLOCK: Final = "bagian"
SOURCE: Final = "sumber"
CERTAINTY: Final = "kepastian"
UNIT: Final = "satuan"
GAPS: Final = "celah"
_LEVELS: Final = {
    "r": Level.REMEMBER,
    "ingat": Level.REMEMBER,
    "mengingat": Level.REMEMBER,
    "u": Level.USE,
    "pakai": Level.USE,
    "menggunakan": Level.USE,
    "a": Level.DECIDE,
    "putuskan": Level.DECIDE,
    "memutuskan": Level.DECIDE,
}


class Marks(Struct, frozen=True):
    """What tags said; empty where they said nothing."""

    lesson: str = ""
    level: Level | None = None
    block: str = ""
    source: str = ""
    certainty: str = ""
    unit: str = ""
    gaps: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def level_of(word: str) -> Level | None:
    """R, U, A or their Indonesian words."""
    return _LEVELS.get(word.strip().lower())


def read_marks(tags: tuple[str, ...]) -> Marks:
    """The marks among tags."""
    found: dict[str, str] = {}
    unknown = []
    for tag in tags:
        word, sign, value = tag.partition(":")
        if sign and word in {LESSON, LEVEL, BLOCK, SOURCE, CERTAINTY, UNIT, GAPS}:
            found[word] = value.strip()
        else:
            unknown.append(tag)
    certainty = found.get(CERTAINTY, "")
    return Marks(
        lesson=found.get(LESSON, ""),
        level=level_of(found.get(LEVEL, "")),
        block=found.get(BLOCK, ""),
        source=found.get(SOURCE, ""),
        certainty=certainty if certainty in {"S", "s"} else "",
        unit=found.get(UNIT, ""),
        gaps=tuple(name for name in found.get(GAPS, "").split() if is_id(name)),
        unknown=tuple(unknown),
    )


def tags_of(question: Question) -> Iterator[str]:
    """The tags that carry a question's marks."""
    yield f"{LESSON}:{question.lesson}"
    yield f"{LEVEL}:{question.level.value}"
    for word, value in (
        (BLOCK, question.block),
        (SOURCE, question.source),
        (CERTAINTY, question.certainty),
    ):
        if value:
            yield f"{word}:{value}"
    match question.asked:
        case NumberAnswer(unit=unit) if unit:
            yield f"{UNIT}:{unit}"
        case Cloze(passage=passage) | DragWords(passage=passage):
            yield f"{GAPS}:{' '.join(pieces(passage)[1::2])}"
        case _:
            return
