"""What the doctor finds in real folders, and that it leaves them as they were."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from kiosk.catalog.catalog import Catalog
from kiosk.house import Rooms
from kiosk.learning.events import CourseStarted
from kiosk.office import demo, doctor_file
from kiosk.office.doctor import CHECKS, sqlite, worst
from kiosk.office.finding import Finding
from kiosk.store.heal import mark
from tests.conftest import Clock
from tests.disks import make_read_only, seen, small_disk
from tests.rooms import edit, lived, rooms_of, set_up

SITI = demo.LEARNERS[0].id
FLIP = "update event set body = cast(replace(cast(body as text), 'kursus', 'kursuz') as blob)"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "kiosk"


@pytest.fixture
def rooms(clock: Clock) -> Rooms:
    return rooms_of(clock)


def by_check(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    assert tuple(f.check for f in findings) == CHECKS
    return {f.check: f for f in findings}


def state(finding: Finding) -> tuple[str, str]:
    return finding.state, finding.code


def started(rooms: Rooms, data: Path, count: int = 1) -> None:
    """Somebody opens courses, so that there are events."""
    with rooms.house(data) as house:
        house.store.record(SITI, *(CourseStarted(f"kursus-{n}", "1") for n in range(count)))


def test_a_healthy_kiosk_is_told_as_such(rooms: Rooms, data: Path, catalog: Catalog) -> None:
    lived(rooms, data, catalog)
    rooms.copies(data).make_now()
    before = seen(data)
    found = by_check(rooms.examine(data))
    assert seen(data) == before
    assert {check: state(f) for check, f in found.items()} == {
        "sqlite": state(sqlite(sqlite3.sqlite_version)),
        "integrity": ("good", "whole"),
        "chain": ("good", "whole"),
        "checkpoints": ("good", "signed"),
        "rows": ("good", "sealed"),
        "projections": ("good", "same"),
        "disk": ("good", "plenty"),
        "clock": ("good", "steady"),
        "device": ("good", "first"),
        "backups": ("good", "sound"),
        "second": ("look", "none"),
        "sync": ("good", "here-only"),
        "printer": ("unknown", "not-asked"),
        "fonts": ("good", "whole"),
        "permissions": ("good", "private"),
        "lock": ("look", "full-screen"),
        "settings": ("good", "set-up"),
        "numbers": ("good", "code"),
        "courses": ("good", "sound"),
        "reports": ("good", "none"),
    }
    assert found["projections"].facts == {"learners": 5, "looked": 5, "certificates": 1}
    assert found["settings"].facts == {"kiosk": "KTS-01"}
    assert found["backups"].facts == {"count": 1, "newest": "2026-11-23", "days": 0}


def test_a_flipped_bit_in_an_event_is_found_where_it_is_and_nothing_is_mended(
    rooms: Rooms, data: Path
) -> None:
    set_up(rooms, data)
    started(rooms, data, 5)
    edit(data, f"{FLIP} where seq = 2")
    before = seen(data)
    found = by_check(rooms.examine(data))
    assert seen(data) == before
    assert state(found["integrity"]) == ("good", "whole")
    assert state(found["chain"]) == ("bad", "broken")
    assert found["chain"].facts["count"] == 1
    assert str(found["chain"].facts["first"]).endswith("/2")
    assert state(found["rows"]) == ("good", "sealed")
    assert state(found["checkpoints"]) == ("good", "signed")


@pytest.mark.parametrize(
    ("statement", "check", "code", "first"),
    [
        ("update learner set unit = 'Dinas Lain'", "rows", "changed", "learner"),
        ("update document set body = x'' where kind='secret'", "rows", "changed", "nt/secret"),
        ("delete from document where kind = 'secret'", "rows", "changed", "rows"),
        ("delete from checkpoint", "checkpoints", "wrong", "/100"),
        ("update checkpoint set signature = zeroblob(64)", "checkpoints", "wrong", "/100"),
        ("delete from event where seq = 3", "chain", "broken", "/3"),
        ("update head set seq = seq + 1", "chain", "broken", "tail"),
    ],
)
def test_another_hand_is_found_where_it_was(  # noqa: PLR0913, PLR0917 - two of them fixtures
    rooms: Rooms, data: Path, statement: str, check: str, code: str, first: str
) -> None:
    set_up(rooms, data)
    started(rooms, data, 120)
    edit(data, statement)
    found = by_check(rooms.examine(data))
    assert state(found[check]) == ("bad", code)
    assert str(found[check].facts["first"]).endswith(first)


def test_an_index_that_hides_a_certificate_is_found(
    rooms: Rooms, data: Path, catalog: Catalog
) -> None:
    lived(rooms, data, catalog)
    lie = "create index event_certificate on event (device, seq) where kind = '{}'"
    edit(
        data,
        "drop index event_certificate",
        lie.format("nothing"),
        "pragma writable_schema = on",
        "update sqlite_schema set sql = replace(sql, 'nothing', 'certificate-issued')"
        " where name = 'event_certificate'",
    )
    found = by_check(rooms.examine(data))
    assert state(found["projections"]) == ("bad", "differ")
    assert found["projections"].facts == {"count": 1, "first": "event_certificate"}


def test_many_events_of_many_people_are_found_alike_in_any_order(rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    with rooms.house(data) as house:
        for n in range(60):
            events = (CourseStarted(f"kursus-{i}", "1") for i in range(n % 20))
            house.store.record(demo.LEARNERS[n * n % 5].id, *events)
    assert state(by_check(rooms.examine(data))["projections"]) == ("good", "same")


def test_a_certificate_whose_page_is_another_is_found(
    rooms: Rooms, data: Path, catalog: Catalog
) -> None:
    lived(rooms, data, catalog)
    edit(data, "update document set body = zeroblob(9) where kind = 'certificate'")
    found = by_check(rooms.examine(data))
    assert found["projections"].facts == {"count": 1, "first": "certificate"}


def test_a_standing_that_folds_otherwise_one_by_one_is_found(
    rooms: Rooms, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(rooms, data)
    started(rooms, data)
    monkeypatch.setattr("kiosk.office.doctor_file.Progress.of", lambda _events: None)
    found = by_check(rooms.examine(data))
    assert found["projections"].facts == {"count": 5, "first": "standing"}


def test_of_many_people_a_sample_is_folded_and_that_is_told(
    rooms: Rooms, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(rooms, data)
    monkeypatch.setattr(doctor_file, "MOST", 2)
    found = by_check(rooms.examine(data))
    assert found["projections"].facts == {"learners": 5, "looked": 2, "certificates": 0}


def test_a_running_kiosk_is_looked_at_without_its_lock_and_with_its_newest_events(
    rooms: Rooms, data: Path
) -> None:
    set_up(rooms, data)
    with rooms.house(data) as house:
        house.store.record(SITI, CourseStarted("kursus", "1"))
        before = seen(data)
        outside = by_check(rooms.examine(data))
        assert seen(data) == before
        for found in (outside, by_check(house.examine())):
            assert found["chain"].facts == {"events": 1}
            assert worst(tuple(found.values())) == "look"
        house.store.record(SITI, CourseStarted("lain", "1"))
        assert by_check(house.examine())["chain"].facts == {"events": 2}


def test_looking_from_within_leaves_the_locks_of_the_open_file(rooms: Rooms, data: Path) -> None:
    """A file copied by the process that has it open loses its locks: POSIX."""
    import subprocess
    import sys

    set_up(rooms, data)
    leave_wal = (
        "import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=0);"
        " print(db.execute('pragma journal_mode = delete').fetchone()[0])"
    )
    with rooms.house(data) as house:
        house.store.record(SITI, CourseStarted("kursus", "1"))
        house.examine()
        tried = subprocess.run(
            [sys.executable, "-c", leave_wal, str(data / "dermaga.sqlite")],
            capture_output=True,
            text=True,
            check=False,
        )
    assert "database is locked" in tried.stderr


def test_a_healed_folder_tells_when_and_what_was_lost(
    rooms: Rooms, data: Path, clock: Clock
) -> None:
    set_up(rooms, data)
    started(rooms, data, 5)
    edit(data, f"{FLIP} where seq = 2")
    mark(data, ("chain",))
    assert state(by_check(rooms.examine(data))["chain"]) == ("bad", "broken")
    with rooms.house(data) as house:
        device = house.store.device
    found = by_check(rooms.examine(data))
    assert [state(found[c]) for c in ("integrity", "chain", "rows")] == [
        ("good", "whole"),
        ("good", "whole"),
        ("good", "sealed"),
    ]
    assert state(found["device"]) == ("look", "recent")
    assert found["device"].facts == {
        "device": device,
        "lives": 2,
        "clones": 0,
        "restores": 0,
        "heals": 1,
        "keys_lost": 0,
        "lost": 1,
        "put_aside": 1,
        "last": "2026-11-23",
        "last_reason": "healed",
        "history": "2026-11-23 healed",
    }
    clock.pass_seconds(40 * 86_400)
    assert state(by_check(rooms.examine(data))["device"]) == ("good", "lives")


def test_a_mark_of_an_earlier_check_is_told(rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    mark(data, ("chain",))
    assert state(by_check(rooms.examine(data))["integrity"]) == ("look", "will-be-mended")


def test_a_folder_that_is_not_there_is_not_made(rooms: Rooms, data: Path) -> None:
    found = by_check(rooms.examine(data))
    assert state(found["integrity"]) == ("look", "no-file")
    assert state(found["permissions"]) == ("unknown", "no-folder")
    assert state(found["disk"]) == ("good", "plenty")
    assert state(found["backups"]) == ("look", "none")
    assert worst(tuple(found.values())) == "look"
    assert not data.exists()


def test_an_empty_folder_stays_empty(rooms: Rooms, data: Path) -> None:
    data.mkdir(mode=0o700)
    assert state(by_check(rooms.examine(data))["integrity"]) == ("look", "no-file")
    assert list(data.iterdir()) == []


def test_a_file_without_anything_in_it_has_no_fault(rooms: Rooms, data: Path) -> None:
    data.mkdir(mode=0o700)
    (data / "dermaga.sqlite").touch(0o600)
    found = by_check(rooms.examine(data))
    assert [state(found[c]) for c in doctor_file.CHECKS] == [
        ("good", "empty"),
        ("good", "whole"),
        ("good", "signed"),
        ("good", "sealed"),
        ("good", "same"),
        ("good", "steady"),
        ("good", "first"),
        ("good", "nothing"),
        ("look", "not-set-up"),
        ("good", "none"),
    ]


def test_a_file_gone_from_between_its_companions_is_told(rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    started(rooms, data)
    rooms.copies(data).make_now()
    for ending in ("", "-wal", "-shm"):
        (data / f"dermaga.sqlite{ending}").unlink(missing_ok=True)
    gone = Finding("integrity", "bad", "file-missing", {"copies": 1})
    assert by_check(rooms.examine(data))["integrity"] == gone
    (data / "dermaga.sqlite").touch(0o600)
    assert by_check(rooms.examine(data))["integrity"] == gone
    shutil.rmtree(data / "backups")
    (data / "dermaga.sqlite").unlink()
    assert by_check(rooms.examine(data))["integrity"].facts == {"copies": 0}
    for note in data.glob("*.seen"):
        note.unlink()
    # a key alone is what a first start leaves that was cut off
    assert state(by_check(rooms.examine(data))["integrity"]) == ("look", "no-file")


@pytest.mark.parametrize(
    ("version", "change", "code"),
    [
        (1, "drop table head", ("look", "old-form")),
        (99, "update document set body = x'393920' where kind = 'tables'", ("bad", "newer")),
        (99, "select 1", ("bad", "damaged")),
        (1, "select 1", ("bad", "damaged")),
    ],
)
def test_a_file_of_another_form_is_told_and_left(
    rooms: Rooms, data: Path, version: int, change: str, code: tuple[str, str]
) -> None:
    set_up(rooms, data)
    edit(data, f"pragma user_version = {version}", change)
    before = seen(data)
    assert state(by_check(rooms.examine(data))["integrity"]) == code
    assert seen(data) == before


def test_a_disk_that_may_only_be_read_is_looked_at(
    rooms: Rooms, tmp_path: Path, catalog: Catalog
) -> None:
    with small_disk(tmp_path / "disk", "40m") as disk:
        lived(rooms, disk / "kiosk", catalog)
        make_read_only(disk)
        found = by_check(rooms.examine(disk / "kiosk"))
        assert state(found["chain"]) == ("good", "whole")
        assert found["projections"].facts["certificates"] == 1


def test_the_key_that_is_away_is_told(rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    for key in data.glob("*.key"):
        key.unlink()
    assert state(by_check(rooms.examine(data))["rows"]) == ("look", "no-key")


def test_a_folder_from_another_computer_is_told(rooms: Rooms, data: Path) -> None:
    from dataclasses import replace

    from kiosk.store.machine import Machine

    here = replace(rooms, machine=lambda: Machine(system="a" * 32))
    set_up(here, data)
    assert state(by_check(here.examine(data))["device"]) == ("good", "first")
    there = replace(rooms, machine=lambda: Machine(system="b" * 32))
    assert state(by_check(there.examine(data))["device"]) == ("look", "clone-coming")


def test_the_clock_is_told_as_it_was_changed(rooms: Rooms, data: Path, clock: Clock) -> None:
    set_up(rooms, data)

    def told() -> Finding:
        return by_check(rooms.examine(data))["clock"]

    def change(seconds: int) -> None:
        with rooms.house(data) as house:
            clock.at += seconds * 1000
            house.clock.look()

    change(7200)
    assert told() == Finding(
        "clock", "look", "jumped", {"jumps": 1, "last": "2026-11-23", "seconds": 7200}
    )
    with rooms.house(data) as house:
        house.clock.confirm()
    assert told() == Finding("clock", "good", "confirmed", {"jumps": 1, "last": "2026-11-23"})
    change(86_400 * 365)
    assert told() == Finding(
        "clock",
        "bad",
        "doubtful",
        {"jumps": 2, "last": "2027-11-23", "seconds": 86_400 * 365},
    )


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(30, ("good", "steady")), (3600, ("look", "behind")), (90_000, ("bad", "behind"))],
)
def test_a_clock_behind_the_last_event_is_told_before_the_kiosk_opens(
    rooms: Rooms, data: Path, clock: Clock, seconds: int, expected: tuple[str, str]
) -> None:
    set_up(rooms, data)
    started(rooms, data)
    clock.at -= seconds * 1000
    found = by_check(rooms.examine(data))["clock"]
    assert state(found) == expected
    if found.code == "behind":
        assert found.facts == {"seconds": seconds}
