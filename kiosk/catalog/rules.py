"""What must fit together in a course: ids, links, checks, draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from kiosk.catalog.lesson import Page
from kiosk.catalog.questions import Written
from kiosk.catalog.row import Row, near
from kiosk.learning.course import Behaviour, Quiz
from kiosk.learning.question import ChoiceQuestion, Essay

if TYPE_CHECKING:
    from kiosk.catalog.fault import Findings


class PageOf(Struct, frozen=True):
    """A lesson's page, its file, and the row of course.toml that names it."""

    lesson: str
    file: str
    page: Page
    row: Row


def judge(
    findings: Findings,
    pages: Sequence[PageOf],
    written: Mapping[str, tuple[Written, ...]],
    tests: Sequence[tuple[Quiz, Row]],
    checks_file: str,
) -> None:
    """Faults between the parts of a course. A file missing from `written` was told already."""
    _judge_lesson_ids(pages)
    _judge_question_ids(written)
    _judge_links(pages, written)
    for quiz, row in tests:
        _judge_draws(quiz, row, {of.lesson for of in pages})
    if checks_file in written:
        _judge_checks(findings, pages, written[checks_file])
        _judge_branches(findings, pages, written[checks_file])
    for quiz, row in tests:
        if quiz.behaviour is not Behaviour.DEFERRED and _has_essay(quiz):
            row.fault("essay-behaviour", "behaviour")


def _has_essay(quiz: Quiz) -> bool:
    """Whether a person has to judge some of it, which takes longer than a moment."""
    return any(isinstance(question.asked, Essay) for question in quiz.questions)


def _judge_lesson_ids(pages: Sequence[PageOf]) -> None:
    seen: dict[str, int] = {}
    for of in pages:
        line = of.row.line_of("id")
        if of.lesson and seen.setdefault(of.lesson, line) != line:
            of.row.fault("duplicate-lesson", "id", id=of.lesson, line=seen[of.lesson])


def _judge_question_ids(written: Mapping[str, tuple[Written, ...]]) -> None:
    seen: dict[str, tuple[str, int]] = {}
    for each in (each for group in written.values() for each in group):
        name, here = each.question.id, (each.row.file, each.row.line_of("id"))
        file, line = seen.setdefault(name, here)
        if name and (file, line) != here:
            each.row.fault("duplicate-question", "id", id=name, file=file, line=line)


def _judge_links(pages: Sequence[PageOf], written: Mapping[str, tuple[Written, ...]]) -> None:
    names = {of.lesson: of.page.names for of in pages}
    for each in (each for group in written.values() for each in group):
        lesson, block = each.question.lesson, each.question.block
        if lesson and lesson not in names:
            each.row.fault("lesson-unknown", "lesson", id=lesson)
        elif lesson and block and block not in names[lesson]:
            hint = near(block, names[lesson])
            each.row.fault("block-unknown", "block", id=block, lesson=lesson, near=hint)


def _judge_draws(quiz: Quiz, row: Row, lessons: set[str]) -> None:
    pool = Counter((question.lesson, question.level) for question in quiz.questions)
    seen: dict[tuple[str, str], int] = {}
    for place, draw in enumerate(quiz.draws):
        cell = (draw.lesson, draw.level)
        line = row.line_of("draws", place)
        facts = {"lesson": draw.lesson, "level": draw.level.value}
        if draw.lesson and draw.lesson not in lessons:
            row.fault("lesson-unknown", "draws", place, id=draw.lesson)
        elif cell in seen:
            row.fault("duplicate-draw", "draws", place, line=seen[cell], **facts)
        elif draw.lesson and draw.count > pool[cell]:
            row.fault("draw-too-large", "draws", place, count=draw.count, pool=pool[cell], **facts)
        seen.setdefault(cell, line)


def _judge_checks(findings: Findings, pages: Sequence[PageOf], checks: tuple[Written, ...]) -> None:
    known = {each.question.id for each in checks}
    used: dict[str, tuple[str, int]] = {}
    for of in pages:
        for name, line in of.page.checks:
            if name not in known:
                findings.add(of.file, line, "check-unknown", id=name, near=near(name, known))
            elif name in used:
                file, first = used[name]
                findings.add(of.file, line, "check-twice", id=name, file=file, line=first)
            used.setdefault(name, (of.file, line))
    for each in checks:
        if each.question.id and each.question.id not in used:
            each.row.fault("check-unused", "id", id=each.question.id)


def _judge_branches(
    findings: Findings, pages: Sequence[PageOf], checks: tuple[Written, ...]
) -> None:
    asked = {each.question.id: each.question.asked for each in checks}
    for of in pages:
        for name, letters, line in of.page.branches:
            question = asked.get(name)
            if not isinstance(question, ChoiceQuestion):
                if question is not None:
                    findings.add(of.file, line, "branch-kind", id=name)
                continue
            if question.several:
                findings.add(of.file, line, "branch-kind", id=name)
            for letter in set(letters) - {choice.id for choice in question.choices}:
                findings.add(of.file, line, "branch-choice", id=name, letter=letter)
