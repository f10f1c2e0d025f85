"""From a chosen answer to the answer being on disk, beside one bare commit of as many bytes."""

from __future__ import annotations

import functools
import itertools
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from kiosk.house import House
from kiosk.learning.events import AnswerGiven
from kiosk.office import demo
from main import rooms
from tests.bench.learners import answer_to, answering
from tests.bench.measure import Finding, Spread, Target, finding, milliseconds

ANSWERS = 500
EARLIER = 300
ROW = 285
"""Bytes of the floor's row: an answer of the bundled course with its ids, header and hash."""
FLOOR = "satu commit SQLite polos (WAL, FULL) sebesar satu jawaban"


def run(place: Path) -> Iterator[Finding]:
    """`Desk.answer` of newcomers, of learners with many events behind them, and the store alone."""
    with tempfile.TemporaryDirectory(dir=place) as folder, rooms().house(Path(folder)) as house:
        house.office.set_up_demo()
        bare = _bare_commit(Path(folder) / "floor.sqlite")
        later = f"Desk.answer, peserta dengan {EARLIER} catatan"
        yield _measure("answer", "Desk.answer, peserta baru", answering(house, 0), bare)
        yield _measure("answer-later", later, answering(house, EARLIER), bare)
        yield _measure("record", "Store.record saja", _recording(house), bare)


def _measure(
    name: str, what: str, works: Iterator[Callable[[], object]], bare: Callable[[], None]
) -> Finding:
    """Turn by turn, so that a restless disk touches both."""
    mine, floor = [], []
    for work in itertools.islice(works, ANSWERS):
        floor.append(milliseconds(bare))
        mine.append(milliseconds(work))
    return finding((name, what, "ms"), mine, (FLOOR, floor), _promise)


def _promise(found: Spread, ratio: float) -> tuple[Target, ...]:
    return Target("median ≤ 2×", ratio <= 2), Target("p99 ≤ 5 ms", found.p99 <= 5)


def _bare_commit(file: Path) -> Callable[[], None]:
    """The least that "saved" can mean: one row, one commit, on the same disk."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    db.execute("pragma synchronous = full")
    db.execute("create table row (n integer primary key, body blob) strict")

    def commit() -> None:
        db.execute("begin immediate")
        db.execute("insert into row (body) values (?)", (os.urandom(ROW),))
        db.execute("commit")

    return commit


def _recording(house: House) -> Iterator[Callable[[], object]]:
    """The store without the desk: one answer after the other, of one learner."""
    learner, attempt = demo.LEARNERS[0].id, str(rooms().new_id())
    course = house.catalog().courses()[0]
    quiz = course.post_test
    for question in itertools.cycle(quiz.questions):
        given = AnswerGiven(course.id, quiz.id, attempt, question.id, answer_to(question), 60)
        yield functools.partial(house.store.record, learner, given)
