"""What the courses say of the law, beside the law's own words in `articles/`.

A quotation stands there literally; and each article on which a question of certainty "S" rests is
there to be read. The words were taken from the regulations as published, by hand where the copies
at hand lose words; `basis = "kutipan"` marks those read only in agreeing quotations.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.catalog.compiled import BESIDE
from kiosk.catalog.plain import texts
from kiosk.learning.course import Callout, CalloutKind, Course
from kiosk.learning.question import Question

CONTENT = Path(__file__).parents[2] / "content"
ARTICLES = Path(__file__).parent / "articles"
LAW = re.compile(r"((?:UU|PP|Perpres|PermenPANRB) \d+/\d{4})")
MOST_WORDS = 40

COURSES = Catalog((CONTENT,), cache=None, beside=CONTENT.parent / BESIDE).courses()
by_course = pytest.mark.parametrize("course", COURSES, ids=lambda course: course.id)


def fixture() -> dict[tuple[str, str], str]:
    """The words of each article, by regulation and number."""
    found: dict[tuple[str, str], str] = {}
    for file in sorted(ARTICLES.glob("*.toml")):
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        for article in told["article"]:
            key = (article["law"], article["number"])
            found[key] = f"{found.get(key, '')}\n{article['text']}"
    return found


def named(source: str) -> set[tuple[str, str]]:
    """The articles a source names: "UU 25/2009 Pasal 42 ayat (2) dan (3), 44; PP 8/2006 …"."""
    found, law = set(), ""
    for part in source.split(";"):
        if told := LAW.search(part):
            law = told[1]
        _, _, rest = part.partition("Pasal")
        rest = re.sub(r"\(\d+[a-z]?\)", "", rest)
        rest = re.sub(r"angka \d+([–-]\d+)?(, \d+(?=,| dan|$))*", "", rest)
        rest = re.sub(r"huruf [a-z](\.\d)?\b((, | dan |[–-])[a-z]\b)*", "", rest)
        for first, last in re.findall(r"(\d+[A-Z]?)(?:[–-](\d+))?", rest):
            numbers = range(int(first), int(last) + 1) if last else (first,)
            found |= {(law, str(number)) for number in numbers}
    return found


def letters(text: str) -> str:
    """Words alone: breaks, spaces and the kinds of quotation marks do not count."""
    return " ".join(re.sub(r"[“”\"]", "", text).split()).casefold()


def quotations(course: Course) -> Iterator[tuple[str, str]]:
    """The title and the words of each quotation."""
    for lesson in course.lessons:
        for block in lesson.blocks:
            if isinstance(block, Callout) and block.kind is CalloutKind.RULE:
                body = [text for part in block.body for text in texts(part)]
                yield block.title, " ".join(body)


def questions(course: Course) -> Iterator[Question]:
    """All of them."""
    yield from course.checks
    for quiz in (course.pre_test, course.post_test):
        yield from quiz.questions if quiz else ()


def test_sources_are_read_as_they_are_written() -> None:
    told = "Data dalam soal; UU 25/2009 Pasal 1 angka 7, 34 huruf g dan l; PP 28/2025 Pasal 130–132"
    assert named(told) == {
        ("UU 25/2009", "1"),
        ("UU 25/2009", "34"),
        ("PP 28/2025", "130"),
        ("PP 28/2025", "131"),
        ("PP 28/2025", "132"),
    }
    assert named("UU 25/2009 Pasal 42 ayat (2) dan (3), 44 ayat (1); PermenPANRB 14/2017") == {
        ("UU 25/2009", "42"),
        ("UU 25/2009", "44"),
    }


@by_course
def test_every_quotation_is_literal(course: Course) -> None:
    words, count = fixture(), 0
    for title, quoted in quotations(course):
        count += 1
        [article] = named(title)
        whole, at = letters(words[article]), 0
        assert len(quoted.split()) <= MOST_WORDS, title
        for piece in quoted.split("…"):
            wanted = letters(piece).strip(" .;,:")
            at = whole.find(wanted, at)
            assert at >= 0, f"{title}: {piece}"
            at += len(wanted)
    assert count >= 5  # one in each lesson


@by_course
def test_every_article_a_scored_question_rests_on_can_be_read_here(course: Course) -> None:
    words = fixture()
    sure = [q for q in questions(course) if q.certainty == "S"]
    missing = {(q.id, *article) for q in sure for article in named(q.source) - words.keys()}
    assert missing == set()
    assert all(named(q.source) for q in sure)
