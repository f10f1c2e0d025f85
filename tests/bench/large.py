"""A kiosk file of many years: 10,000 learners and 1,000,000 events, with a true hash chain."""

from __future__ import annotations

import random
import shutil
import sqlite3
import uuid
from collections.abc import Iterator
from pathlib import Path

import msgspec

from kiosk.learning.answers import Chosen
from kiosk.learning.events import AnswerGiven, BlockReached, LessonRead
from kiosk.people.learner import Learner
from kiosk.people.nip import Kind
from kiosk.store import chain
from kiosk.store.folder import DataFolder
from kiosk.store.identity import new_id
from main import rooms
from tests.bench.process import demonstration

LEARNERS = 10_000
EVENTS = 1_000_000
BEGIN = 1_700_000_000_000
"""UTC ms of the first event; the others follow at intervals below 90 s."""


def large_kiosk(folder: Path) -> Path:
    """The data folder, made on the first call and kept; a file that is not whole is made anew."""
    if not _whole(folder):
        shutil.rmtree(folder, ignore_errors=True)
        _make(demonstration(folder))
    return folder


def _whole(folder: Path) -> bool:
    if not folder.exists():
        return False
    with rooms().house(folder) as house:
        return house.store.count == EVENTS


def _make(folder: Path) -> None:
    chance = random.Random(42)
    learners = [str(uuid.UUID(int=chance.getrandbits(128), version=5)) for _ in range(LEARNERS)]
    with rooms().house(folder) as house:
        device = house.store.device
        house.store.roster.put(
            Learner(owner, f"Peserta Contoh {n}", "Unit Contoh", Kind.GUEST)
            for n, owner in enumerate(learners)
        )
    held = DataFolder(folder)
    db = sqlite3.connect(held.file, isolation_level=None)
    db.execute("begin immediate")
    db.executemany(
        "insert into event (device, seq, id, learner, kind, at, clock, body, hash)"
        " values (1, ?, ?, ?, ?, ?, ?, ?, ?)",
        _rows(chance, learners, device),
    )
    db.execute("commit")
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    held.close()


def _rows(chance: random.Random, learners: list[str], device: str) -> Iterator[tuple[object, ...]]:
    """Readings, lessons and answers of all learners, mixed as they come at a busy kiosk."""
    owners = [uuid.UUID(learner).bytes for learner in learners]
    bodies = _bodies()
    before, at = chain.START, BEGIN
    for seq in range(1, EVENTS + 1):
        at += chance.randrange(1, 90_000)
        event_id, owner = new_id(at, chance.randbytes(10)).bytes, chance.choice(owners)
        kind, body = chance.choice(bodies)
        before = chain.link(before, chain.header(device, seq, event_id, owner, at), body)
        yield seq, event_id, owner, kind, at, at << 12, body, before


def _bodies() -> list[tuple[str, bytes]]:
    course, attempt = "pelayanan-prima", str(uuid.UUID(int=7))
    events = (
        *(BlockReached(course, "l1", f"b{n}", 20) for n in range(10)),
        LessonRead(course, "l1"),
        *(AnswerGiven(course, "post", attempt, f"q{n}", Chosen(("a",)), 30) for n in range(10)),
    )
    return [(str(e.__struct_config__.tag), msgspec.json.encode(e)) for e in events]
