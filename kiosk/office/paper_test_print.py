"""What is printed of a paper test: booklet, sheets and key, from the course's own words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from kiosk.catalog.catalog import Catalog
from kiosk.certificate.letter_facts import Heading
from kiosk.certificate.paper_test_facts import Asked, Holder, TestPaper
from kiosk.learning import on_paper
from kiosk.learning.course import Course
from kiosk.learning.on_paper import Package
from kiosk.learning.question import (
    ChoiceQuestion,
    Cloze,
    DragWords,
    Matching,
    NumberAnswer,
    Ordering,
    Question,
    pieces,
)
from kiosk.office.paper_test import PaperTest, code_of
from kiosk.people.learner import Learner

BLANK: Final = "……"
NAMES: Final = {"pre": "Uji awal", "post": "Uji akhir"}


class Files(NamedTuple):
    """The three papers of a test as PDF bytes, those of a second package behind the first's."""

    booklet: bytes
    sheets: bytes
    key: bytes


def files(told: Sequence[tuple[TestPaper, Sequence[Holder]]], fonts: Path) -> Files:
    """All papers: each package with the holders of its sheets, none: one to be filled in by hand.

    Not from two threads at once.
    """
    from kiosk.certificate.paper_test import answer_sheets, booklet, key

    return Files(
        _joined([booklet(paper, fonts) for paper, _ in told]),
        _joined([answer_sheets(paper, who or (Holder(),), fonts) for paper, who in told]),
        _joined([key(paper, fonts) for paper, _ in told]),
    )


def _joined(parts: Sequence[bytes]) -> bytes:
    if len(parts) == 1:
        return parts[0]
    from kiosk.certificate.merge import Merged

    merged = Merged()
    for part in parts:
        merged.add(part)
    try:
        return merged.to_bytes()
    finally:
        merged.close()


def letter_for(paper: PaperTest, place: int) -> str:
    """The package of a class's member by their place: neighbours have other ones."""
    return paper.packages[place % len(paper.packages)].letter


def printed(
    paper: PaperTest, members: Sequence[Learner], catalog: Catalog, heading: Heading, fonts: Path
) -> Files:
    """The papers of a test with a sheet for each member. KeyError if its course is gone."""
    told = []
    for package in paper.packages:
        own = [m for n, m in enumerate(members) if letter_for(paper, n) == package.letter]
        holders = [holder(paper, package.letter, member) for member in own]
        told.append((described(paper, package.letter, catalog, heading), holders))
    return files(told, fonts)


def described(paper: PaperTest, letter: str, catalog: Catalog, heading: Heading) -> TestPaper:
    """A package in words. Refuses "paper-unknown"; KeyError if its course is not here any more."""
    course, package = catalog.course(paper.course, paper.version), paper.package(letter)
    quiz = course.quiz(paper.quiz)
    asked = {q.id: q for q in quiz.questions}
    known = [asked[name] for name in package.questions if name in asked]
    return TestPaper(
        heading=heading,
        course=course.title,
        test=NAMES[paper.quiz],
        paper=paper.id,
        package=letter,
        minutes=quiz.minutes,
        asked=tuple(_asked(n, q, package) for n, q in enumerate(known, 1)),
        key=tuple(_key(n, q, package, course) for n, q in enumerate(known, 1)),
    )


def holder(paper: PaperTest, letter: str, learner: Learner) -> Holder:
    """The head of a learner's own answer sheet."""
    code = code_of(paper.id, letter, learner.id)
    return Holder(learner.name, learner.nip, learner.unit, code)


def _key(n: int, question: Question, package: Package, course: Course) -> tuple[str, str, str]:
    order = package.orders.get(question.id, ())
    titles = {x.id: x.title for x in course.lessons}
    said = on_paper.written(question, order, on_paper.right(question))
    return str(n), said, titles.get(question.lesson, "")


def _lettered(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{on_paper.letter(n)}. {text}" for n, text in enumerate(words))


def _numbered(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(f"{n}. {text}" for n, text in enumerate(words, 1))


def _signs(count: int) -> str:
    return "".join(on_paper.letter(n) for n in range(count))


def _asked(n: int, question: Question, package: Package) -> Asked:
    stem = "".join(span.text for span in question.stem)
    order = package.orders.get(question.id, ())
    match question.asked:
        case ChoiceQuestion(choices=choices, several=several):
            texts = {c.id: c.text for c in choices}
            rule = "Silang semua yang benar." if several else "Silang satu jawaban."
            parts = _lettered([texts[each] for each in order])
            places = len(order) if several else 1
            return Asked(n, stem, rule, parts, signs=_signs(len(order)), places=places)
        case Matching(pairs=pairs):
            rule = "Tulis huruf pasangan untuk setiap nomor, urut dari nomor 1."
            lefts, rights = _numbered([p.left for p in pairs]), _lettered(order)
            return Asked(n, stem, rule, lefts, rights, _signs(len(order)), len(pairs))
        case Ordering(steps=steps):
            texts = {s.id: s.text for s in steps}
            rule = "Tulis nomor langkah dari yang pertama sampai yang terakhir."
            digits = "".join(str(place) for place in range(1, len(order) + 1))
            parts = _numbered([texts[each] for each in order])
            return Asked(n, stem, rule, parts, signs=digits, places=len(order))
        case DragWords(passage=passage, slots=slots):
            rule = "Tulis huruf kata untuk setiap celah, urut dari (1)."
            parts = (f" {_gapped(passage)}",)
            return Asked(n, stem, rule, parts, _lettered(order), _signs(len(order)), len(slots))
        case Cloze():
            return _cloze(n, stem, question.asked)
        case NumberAnswer(unit=unit):
            return Asked(n, stem, f"Tulis angkanya, dalam {unit}." if unit else "Tulis angkanya.")
        case _:
            return Asked(n, stem, "Tulis jawaban singkat.")


def _cloze(n: int, stem: str, asked: Cloze) -> Asked:
    rule = "Tulis isi setiap celah, urut dari (1)."
    chosen = [
        f"({place}) pilih: {', '.join(gap.choices)}"
        for place, gap in enumerate(asked.gaps, 1)
        if gap.choices
    ]
    parts = (f" {_gapped(asked.passage)}", *chosen)
    return Asked(n, stem, rule, parts, places=len(asked.gaps))


def _gapped(passage: str) -> str:
    """The text with numbered gaps."""
    found = list(pieces(passage))
    for place in range(1, len(found), 2):
        found[place] = f"({place // 2 + 1}) {BLANK}"
    return "".join(found)
