"""A kiosk file of many years: 10,000 learners and 1,000,000 events, with a true hash chain."""

from __future__ import annotations

import itertools
import random
import shutil
import uuid
from dataclasses import replace
from pathlib import Path

from kiosk.learning.answers import Chosen
from kiosk.learning.events import AnswerGiven, BlockReached, Event, LessonRead
from kiosk.people.learner import Learner
from kiosk.people.nip import Kind
from main import rooms
from tests.bench.process import demonstration

LEARNERS = 10_000
EVENTS = 1_000_000
STROKE = 10_000
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
    """Recorded by the store itself, in large strokes: no event is easier than a real one."""
    chance = random.Random(42)
    learners = [str(uuid.UUID(int=chance.getrandbits(128), version=5)) for _ in range(LEARNERS)]
    steps = (chance.randrange(1, 90_000) for _ in itertools.count())
    at = itertools.accumulate(steps, initial=BEGIN)
    clock = [BEGIN]
    events = _events()
    with replace(rooms(), now=lambda: clock[0]).house(folder) as house:
        house.store.roster.put(
            Learner(owner, f"Peserta Contoh {n}", "Unit Contoh", Kind.GUEST)
            for n, owner in enumerate(learners)
        )
        while (left := EVENTS - house.store.count) > 0:
            with house.store.writing():
                for _ in range(min(left, STROKE)):
                    clock[0] = next(at)
                    house.store.record(chance.choice(learners), chance.choice(events))


def _events() -> tuple[Event, ...]:
    """Readings, lessons and answers of all learners, mixed as they come at a busy kiosk."""
    course, attempt = "pelayanan-prima", str(uuid.UUID(int=7))
    return (
        *(BlockReached(course, "l1", f"b{n}", 20) for n in range(10)),
        LessonRead(course, "l1"),
        *(AnswerGiven(course, "post", attempt, f"q{n}", Chosen(("a",)), 30) for n in range(10)),
    )
