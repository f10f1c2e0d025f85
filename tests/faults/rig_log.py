"""What a killed kiosk left on disk, read without the kiosk's own store."""

from __future__ import annotations

import shutil
import sqlite3
import uuid
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk.learning.events import AnswerGiven, Event, LifeBegan
from kiosk.store.check import check_file
from kiosk.store.folder import FILE


class Left(Struct, frozen=True):
    """The answers in the log, oldest first; what a whole check says; lives but the first."""

    answers: dict[str, AnswerGiven] = {}
    damages: tuple[str, ...] = ()
    lives: tuple[str, ...] = ()

    @property
    def last(self) -> AnswerGiven | None:
        """The last answer."""
        return next(reversed(self.answers.values()), None)

    def lost(self, acknowledged: Iterable[str]) -> list[str]:
        """Acknowledged answers that are not there."""
        return [event_id for event_id in acknowledged if event_id not in self.answers]


def left_in(data: Path, place: Path) -> Left:
    """Read a copy made in `place`, so that the next life finds the folder as it was left."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(mode=0o700)
    for file in data.iterdir() if data.exists() else ():
        if file.name.startswith(FILE) or file.suffix in (".key", ".seen"):
            shutil.copy2(file, place)
    return _read(place) if (place / FILE).exists() else Left()


def _read(folder: Path) -> Left:
    db = sqlite3.connect(folder / FILE)
    try:
        if not _begun(db):
            return Left()
        answers = _events(db, "answer-given")
        begun = _events(db, "life-began")
    finally:
        db.close()
    damages = [f"{d.code} {d.where}".strip() for d in check_file(folder / FILE, folder).damages]
    given = {i: e for i, e in answers if isinstance(e, AnswerGiven)}
    return Left(
        given, tuple(damages), tuple(e.reason for _, e in begun if isinstance(e, LifeBegan))
    )


def _begun(db: sqlite3.Connection) -> bool:
    """Whether there is a device that may have recorded anything."""
    has_tables = db.execute("pragma user_version").fetchone()[0]
    return bool(has_tables and db.execute("select 1 from device limit 1").fetchone())


def _events(db: sqlite3.Connection, kind: str) -> list[tuple[str, Event]]:
    rows = db.execute(
        "select id, body from event where kind = ? order by clock, device, seq", (kind,)
    ).fetchall()
    return [(str(uuid.UUID(bytes=i)), msgspec.json.decode(body, type=Event)) for i, body in rows]
