"""Bytes on disk for each answer, with its indexes, beside the bodies in a plain table."""

from __future__ import annotations

import sqlite3
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kiosk.learning.events import AnswerGiven
from main import rooms
from tests.bench.learners import answer_to
from tests.bench.measure import Finding, Spread, Target, finding

LEARNERS = 50
ANSWERS = 100
"""Of each learner, in turn with the others."""
MOST = 450
FLOOR = "isi jawaban saja, dalam tabel tanpa indeks"


def run(place: Path) -> Iterator[Finding]:
    """What the file grows by, once all is moved from the log into it."""
    answers = list(_answers())
    with tempfile.TemporaryDirectory(dir=place) as folder:
        with rooms().house(Path(folder)) as house:
            house.office.set_up_demo()
            file = house.folder.file
        empty = _size(file)
        with rooms().house(Path(folder)) as house:
            for learner, given in answers:
                house.store.record(learner, given)
        mine = (_size(file) - empty) / len(answers)
        floor = _bare(Path(folder) / "floor.sqlite", [given for _, given in answers])
    words = "di disk untuk setiap jawaban, dengan indeks"
    yield finding(("disk", words, "bita"), [mine], (FLOOR, [floor]), _promise)


def _promise(found: Spread, _ratio: float) -> tuple[Target, ...]:
    return (Target(f"≤ {MOST} bita", found.median <= MOST),)


def _answers() -> Iterator[tuple[str, AnswerGiven]]:
    with tempfile.TemporaryDirectory() as folder, rooms().house(Path(folder)) as house:
        course = house.catalog().courses()[0]
    quiz = course.post_test
    owners = [(str(uuid.uuid4()), str(rooms().new_id())) for _ in range(LEARNERS)]
    for number in range(ANSWERS):
        question = quiz.questions[number % len(quiz.questions)]
        for learner, attempt in owners:
            answer = answer_to(question)
            yield (
                learner,
                AnswerGiven(course.id, quiz.id, attempt, question.id, answer, 30 * number),
            )


def _size(file: Path) -> int:
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    return file.stat().st_size


def _bare(file: Path, answers: list[AnswerGiven]) -> float:
    db = sqlite3.connect(file)
    db.execute("create table body (body blob) strict")
    db.executemany("insert into body values (?)", [(msgspec.json.encode(a),) for a in answers])
    db.commit()
    db.close()
    return file.stat().st_size / len(answers)
