"""Data folders in the forms of the file that earlier kiosks left."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
import sqlite_utils

from kiosk.learning.answers import Chosen
from kiosk.learning.events import AnswerGiven
from kiosk.office import demo
from kiosk.store import opening
from kiosk.store.folder import FILE
from kiosk.store.identity import new_id
from kiosk.store.schema import steps
from kiosk.store.sealing import TABLES
from tests.conftest import MONDAY


def old_folder(data: Path, answers: int) -> list[str]:
    """Make it; answers with the ids of the answers in it, oldest first."""
    data.mkdir(mode=0o700)
    db = sqlite3.connect(data / FILE, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    second = steps.pending(sqlite_utils.Database(db))[1].name
    steps.apply(sqlite_utils.Database(db), stop_before=second)
    db.execute("pragma user_version = 1")
    ids = [new_id(MONDAY + n, n.to_bytes(10, "big")) for n in range(answers + 1)]
    db.execute("insert into device values (1, ?)", (str(ids.pop()),))
    learner = uuid.UUID(demo.LEARNERS[0].id).bytes
    for seq, event_id in enumerate(ids, 1):
        body = msgspec.json.encode(AnswerGiven("k", "pre", "t", f"q{seq % 8}", Chosen(("a",)), seq))
        db.execute(
            "insert into event values (1, ?, ?, ?, 'answer-given', ?, ?, ?, ?)",
            (seq, event_id.bytes, learner, MONDAY + seq, (MONDAY << 12) + seq, body, bytes(32)),
        )
    db.close()
    return [str(i) for i in ids]


@contextmanager
def second_form() -> Iterator[None]:
    """The program as it was before kiosks exchanged anything: whatever is made is of form 2."""

    def open_to_write(file: Path, chance: Callable[[int], bytes]) -> sqlite3.Connection:
        db = opening.open_to_write(file, chance)
        opening._stand_in(db)  # what is asked of a table that it does not have
        return db

    class Before:
        """The first two steps."""

        @staticmethod
        def apply(db: sqlite_utils.Database) -> None:
            third = steps.pending(sqlite_utils.Database(memory=True))[2].name
            steps.apply(db, stop_before=third)

    with pytest.MonkeyPatch.context() as before:
        before.setattr("kiosk.store.schema.steps", Before)
        before.setattr("kiosk.store.store.open_to_write", open_to_write)
        for module in ("opening", "log", "inside"):
            before.setattr(f"kiosk.store.{module}.NEWEST", 2)
        for module in ("check", "sealing"):
            before.setattr(f"kiosk.store.{module}.TABLES", TABLES[:2])
        yield
