"""Damages to a closed kiosk, and what comes of them at the next opening and certificate."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Final, TypeAlias

from msgspec import Struct

from kiosk.learning.events import Healed
from kiosk.people.learner import Learner
from kiosk.store import StoreTrouble
from kiosk.store.folder import FILE
from kiosk.store.heal import mark
from kiosk.store.sealing import ELSEWHERE
from tests.faults.rig_lively import World, certify, opened

TABLES: Final = ("device", "event", "checkpoint", "document", "learner", "head", "elsewhere")
Readable: TypeAlias = "list[list[tuple[object, ...]]] | str"


def readable(file: Path, tables: tuple[str, ...] = TABLES) -> Readable:
    """All that can be read in a file: every row, every declaration, and SQLite's own check."""
    try:
        db = sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)
        try:
            db.text_factory = bytes
            asked = ["pragma integrity_check", "pragma user_version"]
            asked += ["select type, name, tbl_name, sql from sqlite_schema"]
            asked += [f"select * from {t}" for t in (*tables, "_sqlite_migrations")]  # noqa: S608
            return [db.execute(sql).fetchall() for sql in asked]
        finally:
            db.close()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return str(error)


def flip(file: Path, bit: int) -> None:
    """Turn one bit of a file over."""
    whole = bytearray(file.read_bytes())
    whole[bit // 8] ^= 1 << bit % 8
    file.write_bytes(whole)


def way_to_certificate(data: Path, world: World, learner: Learner) -> str:
    """Open the kiosk as the program does and go for a certificate: what came of it.

    "opening": it was mended, or a new life began; "refused": no certificate, and none to come;
    "issued": nothing was noticed.
    """
    before = {file.stem for file in data.glob("*.key")}
    try:
        with world.rooms.house(data) as house:
            if house.store.device not in before:
                return "opening"
            if house.office.settings() is None:
                house.office.set_up_demo()
            kiosk = opened(house, world)
            try:
                if certify(kiosk, learner):
                    return "issued"
            except StoreTrouble:
                pass
            # whatever else the learner may still have to do, each certificate comes by here
            house.store.prove(learner.id)
            return "issued"
    except StoreTrouble as trouble:
        return f"refused: {trouble.code}"


class Mended(Struct, frozen=True):
    """A kiosk after healing: what it says was lost, and all that is there."""

    healed: tuple[Healed, ...]
    device: str
    events: dict[tuple[str, int], tuple[object, ...]]
    documents: dict[tuple[str, str], bytes]
    people: dict[str, tuple[object, ...]]
    damages: tuple[str, ...] = ()
    elsewhere: dict[bytes, tuple[object, ...]] = {}


def mend(data: Path, world: World) -> Mended:
    """Open a folder whose damage was noticed, as the program does the next time."""
    mark(data, ("test",))
    with world.rooms.house(data) as house:
        damages = tuple(f"{d.code} {d.where}" for d in house.store.damages())
        told = [r.event for r in house.store.happenings() if isinstance(r.event, Healed)]
        device = house.store.device
    return there(data / FILE, device, tuple(told), damages)


def there(
    file: Path, device: str = "", healed: tuple[Healed, ...] = (), damages: tuple[str, ...] = ()
) -> Mended:
    """All that is in a whole file, whatever its form there: events by device and seq."""
    db = sqlite3.connect(f"{file.as_uri()}?immutable=1", uri=True)
    try:
        events = {
            (name, seq): tuple(row)
            for name, seq, *row in db.execute(
                "select d.id, e.seq, e.id, learner, kind, at, clock, salt, body, e.hash"
                " from event e join device d on d.n = e.device order by e.clock"
            )
        }
        documents = {
            (kind, name): body
            for kind, name, body in db.execute("select kind, id, body from document")
        }
        people = {
            row[0]: row
            for row in db.execute(
                "select id, nip, name, unit, kind, rank, position, active, pin, code from learner"
            )
        }
        elsewhere = {row[0]: row for row in db.execute(f"select {ELSEWHERE} from elsewhere")}  # noqa: S608
    finally:
        db.close()
    return Mended(healed, device, events, documents, people, damages, elsewhere)


def all_in(folder: Path, place: Path) -> Mended:
    """All that SQLite reads in a folder, with its write-ahead log; read in a copy at `place`."""
    place.mkdir(exist_ok=True)
    for part in place.iterdir():
        part.unlink()
    for part in folder.glob(f"{FILE}*"):
        shutil.copyfile(part, place / part.name)
    db = sqlite3.connect(place / FILE)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()
    return there(place / FILE)


LATER: Final = ("clock", "machine", "tables", "wait")
"""Documents of which each opening may write another."""


def foreign(mended: Mended, *true: Mended) -> list[str]:
    """What stands in a mended file that nobody ever wrote: in none of the true ones."""
    known = {event[:7] for one in true for event in one.events.values()}
    people = {row for one in true for row in one.people.values()}
    documents = {item for one in true for item in one.documents.items()}
    lived = {device for one in true for device, _ in one.events}
    found = [
        f"event {seq}: {event[2]}"
        for (device, seq), event in mended.events.items()
        if device in lived and event[:7] not in known and event[5] is not None
    ]
    found += [f"person {name}" for name, row in mended.people.items() if row not in people]
    others = {row for one in true for row in one.elsewhere.values()}
    found += [f"elsewhere {row[2]}" for row in mended.elsewhere.values() if row not in others]
    return found + [
        f"document {kind}"
        for (kind, name), body in mended.documents.items()
        if kind not in (*LATER, "lost", "unsigned") and ((kind, name), body) not in documents
    ]
