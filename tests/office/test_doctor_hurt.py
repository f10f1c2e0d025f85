"""However a file is hurt, the doctor says something about it and leaves it as it is."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.house import Rooms
from kiosk.learning.events import CourseStarted
from kiosk.office import demo
from kiosk.office.doctor_file import CHECKS, InFile, in_file
from kiosk.office.finding import Finding, Surroundings
from kiosk.store.check import Checked, Damage
from kiosk.store.inside import Inside
from kiosk.store.pace import no_pause
from tests.conftest import HOME, Clock
from tests.disks import seen
from tests.rooms import edit, lived, rooms_of, set_up

HURTS = 60


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "kiosk"


@pytest.fixture
def rooms(clock: Clock) -> Rooms:
    return rooms_of(clock)


def look(rooms: Rooms, data: Path) -> InFile:
    around = Surroundings(data, HOME, rooms.now, rooms.day_of, rooms.machine)
    return in_file(around, no_pause, open_here=False)


def test_a_file_hurt_anywhere_is_looked_at_to_the_end(
    rooms: Rooms, data: Path, catalog: Catalog
) -> None:
    lived(rooms, data, catalog)
    edit(data)
    file = data / "dermaga.sqlite"
    whole = file.read_bytes()
    used = [n for n, byte in enumerate(whole) if byte]
    drawn = random.Random(11)
    found = 0
    for hurt in range(HURTS):
        raw = bytearray(whole)
        for place in drawn.sample(used, 1 if hurt % 2 else 40):
            raw[place] ^= 1 << drawn.randrange(8)
        file.write_bytes(raw if hurt % 10 else raw[: drawn.choice(used)])
        before = seen(data)
        findings = look(rooms, data).findings
        assert set(findings) == set(CHECKS)
        assert seen(data) == before
        found += any(f.state == "bad" for f in findings.values())
    assert found >= HURTS - 1


@pytest.mark.parametrize(
    "statement",
    [
        "update event set kind = 'person-erased' where seq = 2",
        "update event set body = x'ff', kind = 'healed' where seq = 2",
        "update event set learner = x'00' where seq = 2",
        "update event set body = x'7b' where seq = 2",
        "update learner set id = 'x' where id = (select max(id) from learner)",
        "update document set body = x'7b226167656e6379223a22ff227d' where kind = 'settings'",
        "update document set body = x'7b2273797374656d223a22ff227d' where kind = 'machine'",
        "insert into document values ('lost', (select id from device), x'00', x'')",
        "delete from device",
        "drop table learner",
        "drop table head",
    ],
)
def test_what_cannot_be_is_a_finding(rooms: Rooms, data: Path, statement: str) -> None:
    set_up(rooms, data)
    with rooms.house(data) as house:
        events = (CourseStarted(f"kursus-{n}", "1") for n in range(5))
        house.store.record(demo.LEARNERS[0].id, *events)
    edit(data, statement)
    assert "bad" in {f.state for f in look(rooms, data).findings.values()}


def test_a_complaint_that_sqlite_itself_cannot_spell_is_a_finding(rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    edit(data)
    raw = (data / "dermaga.sqlite").read_bytes()
    at = raw.index(b"event_of_learner on event")
    (data / "dermaga.sqlite").write_bytes(raw[:at] + b"\xac" + raw[at + 1 :])
    db = sqlite3.connect(data / "dermaga.sqlite")
    with pytest.raises((sqlite3.DatabaseError, UnicodeDecodeError)):
        db.execute("select * from sqlite_schema").fetchall()
    db.close()
    assert look(rooms, data).findings["integrity"].code == "damaged"


def test_a_page_that_cannot_be_read_leaves_no_claim_about_the_rest(
    rooms: Rooms, data: Path
) -> None:
    set_up(rooms, data)
    with rooms.house(data) as house:
        events = (CourseStarted(f"kursus-{n}", "1") for n in range(500))
        house.store.record(demo.LEARNERS[0].id, *events)
    edit(data)
    pages = (data / "dermaga.sqlite").stat().st_size // 4096
    with (data / "dermaga.sqlite").open("r+b") as file:
        file.seek(4096 * (pages - 30))
        file.write(b"\xff" * 4096 * 10)
    found = look(rooms, data).findings
    assert found["integrity"] == Finding("integrity", "bad", "damaged")
    for check in ("chain", "checkpoints", "rows"):
        assert found[check] == Finding(check, "unknown", "not-examined")


def test_a_file_that_is_no_database_is_told(rooms: Rooms, data: Path) -> None:
    data.mkdir(mode=0o700)
    (data / "dermaga.sqlite").write_bytes(b"bukan basis data" * 1000)
    found = look(rooms, data).findings
    assert found["integrity"] == Finding("integrity", "bad", "damaged")
    for check in CHECKS[1:]:
        assert found[check] == Finding(check, "unknown", "not-examined")


def test_a_check_that_broke_off_claims_nothing_about_what_it_did_not_reach(
    rooms: Rooms, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(rooms, data)
    broken_off = Checked((Damage("unreadable"),), 0, {})
    monkeypatch.setattr(Inside, "checked", lambda _inside, _pace: broken_off)
    found = look(rooms, data).findings
    assert found["integrity"] == Finding("integrity", "bad", "damaged")
    for check in ("chain", "checkpoints", "rows"):
        assert found[check] == Finding(check, "unknown", "not-examined")


@pytest.mark.parametrize(
    ("kind", "field", "checks"),
    [("machine", "system", []), ("settings", "agency", ["settings", "numbers"])],
)
def test_a_document_that_is_no_text_costs_only_the_finding_about_it(
    rooms: Rooms, data: Path, kind: str, field: str, checks: list[str]
) -> None:
    set_up(rooms, data)
    body = b'{"%s":"\xff"}' % field.encode()
    edit(data, f"update document set body = x'{body.hex()}' where kind = '{kind}'")  # noqa: S608
    found = look(rooms, data).findings
    assert [check for check, f in found.items() if f.state == "unknown"] == checks
    assert found["rows"].facts == {"count": 1, "first": f"document/{kind}"}
