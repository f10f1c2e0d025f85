"""What can be counted in courses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from msgspec import Struct

from kiosk.learning.course import Audio, Course, Figure, Pages, Video
from kiosk.learning.minutes import minutes
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

_KINDS: Final = {
    Matching: "menjodohkan",
    Ordering: "mengurutkan",
    ShortAnswer: "isian",
    NumberAnswer: "angka",
    Cloze: "rumpang",
    DragWords: "seret kata",
    Pointing: "tunjuk gambar",
    Essay: "esai",
}
FACTS: Final = {"S": "pasal", "s": "peraturan", "": "dari soal"}
"""On what a question rests: an article read, a regulation named, the facts in the question."""


class Totals(Struct, frozen=True):
    """The numbers of one course or of several.

    Minutes by what takes them; `hours` (JP) as proposed, and as the minutes justify. `questions` by
    test and kind, `facts` by certainty ("S", "s", ""). Of several courses `sources` counts each
    title once.
    """

    courses: int
    lessons: int
    words: int
    minutes: float
    reading: float
    checks: float
    tests: float
    tasks: float
    hours: int
    hours_justified: int
    figures: int
    media: int
    branches: int
    sources: int
    facts: dict[str, int]
    questions: dict[str, dict[str, int]]


def totals(courses: Sequence[Course]) -> Totals:
    """Everything added up."""
    spent = [minutes(course) for course in courses]
    lessons = [lesson for course in courses for lesson in course.lessons]
    blocks = [block for lesson in lessons for block in lesson.blocks]
    groups = _groups(courses)
    every = [question for group in groups.values() for question in group]
    facts = Counter(question.certainty for question in every)
    return Totals(
        courses=len(courses),
        lessons=len(lessons),
        words=sum(lesson.words for lesson in lessons),
        minutes=round(sum(x.total for x in spent), 1),
        reading=round(sum(x.reading for x in spent), 1),
        checks=sum(x.checks for x in spent),
        tests=sum(x.tests for x in spent),
        tasks=sum(x.tasks for x in spent),
        hours=sum(course.hours for course in courses),
        hours_justified=sum(x.hours for x in spent),
        figures=sum(isinstance(block, Figure) for block in blocks),
        media=sum(isinstance(block, Video | Audio | Pages) for block in blocks),
        branches=sum(len({*lesson.conditions.values()}) for lesson in lessons),
        sources=len({source.title for course in courses for source in course.sources}),
        facts={mark: facts[mark] for mark in FACTS},
        questions={name: _by_kind(group) for name, group in groups.items() if group},
    )


def _groups(courses: Iterable[Course]) -> dict[str, list[Question]]:
    groups: dict[str, list[Question]] = {"cek": [], "uji awal": [], "uji akhir": []}
    for course in courses:
        groups["cek"] += course.checks
        groups["uji awal"] += course.pre_test.questions if course.pre_test else ()
        groups["uji akhir"] += course.post_test.questions
    return groups


def _by_kind(questions: Iterable[Question]) -> dict[str, int]:
    return dict(sorted(Counter(map(kind, questions)).items()))


def kind(question: Question) -> str:
    """The name of a question's kind, as authors know it."""
    asked = question.asked
    if isinstance(asked, ChoiceQuestion):
        if asked.pictured:
            return "pilih gambar"
        return "jamak" if asked.several else "benar-salah" if asked.binary else "tunggal"
    return _KINDS[type(asked)]
