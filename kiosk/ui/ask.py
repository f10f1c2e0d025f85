"""Questions on screen: one widget for each kind, all used alike in lessons, tests and results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never
from zlib import crc32

from PySide6.QtWidgets import QLabel

from kiosk.learning.answers import Answer
from kiosk.learning.question import (
    ChoiceQuestion,
    Cloze,
    DragWords,
    Essay,
    Matching,
    NumberAnswer,
    Ordering,
    Pointing,
    Question,
    ShortAnswer,
)
from kiosk.ui.ask_choice import AskChoice
from kiosk.ui.ask_order import AskOrder
from kiosk.ui.ask_pairs import AskPairs
from kiosk.ui.ask_typed import AskTyped
from kiosk.ui.asking import AskWidget
from kiosk.ui.spans import spans_label
from kiosk.ui.theme import Theme
from kiosk.ui.words import _

__all__ = ["AskWidget", "ask", "kind_words", "resting_order", "stem"]


def ask(
    question: Question,
    order: tuple[str, ...],
    answer: Answer | None,
    theme: Theme,
    *,
    prefix: str = "",
    pictures: Mapping[str, str] | None = None,
) -> AskWidget:
    """The widget for a question; an empty `order` is `resting_order`.

    `prefix` begins the objectName of each part, for screens with several questions. `pictures` are
    the paths of the course's files that the question shows.
    """
    order, files = order or resting_order(question), pictures or {}
    match question.asked:
        case ChoiceQuestion(pictured=True) as asked:
            from kiosk.ui.ask_pictures import AskPictures

            return AskPictures(question, asked, order, answer, theme, prefix=prefix, pictures=files)
        case ChoiceQuestion() as asked:
            return AskChoice(question, asked, order, answer, theme, prefix=prefix)
        case Matching() as asked:
            return AskPairs(question, asked, order, answer, theme, prefix=prefix)
        case Ordering() as asked:
            return AskOrder(question, asked, order, answer, theme, prefix=prefix)
        case ShortAnswer() | NumberAnswer() as asked:
            return AskTyped(question, asked, answer, theme, prefix)
        case Cloze() | DragWords() | Pointing() | Essay() as asked:
            return _ask_more(question, asked, order, answer, theme, prefix=prefix, pictures=files)
        case _:
            assert_never(question.asked)


def _ask_more(
    question: Question,
    asked: Cloze | DragWords | Pointing | Essay,
    order: tuple[str, ...],
    answer: Answer | None,
    theme: Theme,
    *,
    prefix: str,
    pictures: Mapping[str, str],
) -> AskWidget:
    """Kinds that fewer courses have: their widgets are loaded when one is asked."""
    match asked:
        case Cloze():
            from kiosk.ui.ask_gaps import AskGaps

            return AskGaps(question, asked, answer, theme, prefix)
        case DragWords():
            from kiosk.ui.ask_words import AskWords

            return AskWords(question, asked, order, answer, theme, prefix=prefix)
        case Pointing():
            from kiosk.ui.ask_place import AskPlace

            file = pictures.get(asked.picture, "")
            return AskPlace(question, asked, answer, theme, prefix=prefix, file=file)
        case Essay():
            from kiosk.ui.ask_essay import AskEssay

            return AskEssay(question, asked, answer, theme, prefix)
        case _:
            assert_never(asked)


def resting_order(question: Question) -> tuple[str, ...]:
    """An order for questions outside tests: always the same, and never the solution."""
    match question.asked:
        case ChoiceQuestion(choices=choices):
            return tuple(c.id for c in choices)
        case Matching(pairs=pairs, extra=extra):
            rights = dict.fromkeys([*(p.right for p in pairs), *extra])
            return tuple(sorted(rights, key=str.casefold))
        case Ordering(steps=steps):
            ids = [s.id for s in steps]
            mixed = sorted(ids, key=lambda x: crc32(f"{question.id} {x}".encode()))
            return tuple(mixed if mixed != ids else [*mixed[1:], mixed[0]])
        case DragWords(slots=slots, extra=extra):
            return tuple(sorted([*(s.word for s in slots), *extra], key=str.casefold))
        case _:
            return ()


def kind_words(question: Question) -> str:
    """What kind of question this is, for a badge."""
    match question.asked:
        case ChoiceQuestion(several=True):
            return _("Beberapa jawaban benar")
        case ChoiceQuestion(binary=True):
            return _("Benar atau salah")
        case ChoiceQuestion(pictured=True):
            return _("Pilihan gambar")
        case ChoiceQuestion():
            return _("Pilihan ganda")
        case Matching():
            return _("Menjodohkan")
        case Ordering():
            return _("Mengurutkan")
        case ShortAnswer():
            return _("Isian singkat")
        case NumberAnswer():
            return _("Isian angka")
        case Cloze():
            return _("Melengkapi teks")
        case DragWords():
            return _("Menempatkan kata")
        case Pointing():
            return _("Menunjuk pada gambar")
        case Essay():
            return _("Uraian")
        case _:
            assert_never(question.asked)


def stem(question: Question, role: str = "question") -> QLabel:
    """The question's words; bold and italic as written."""
    return spans_label(question.stem, role, leading=112)
