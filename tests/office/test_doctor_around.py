"""What the doctor finds around the file: disk, copies, printer, fonts, rights, lock, courses."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kiosk.house import Rooms
from kiosk.learning.events import CourseStarted
from kiosk.office import demo, doctor_place
from kiosk.office.doctor import sqlite, worst
from kiosk.office.finding import Finding, Surroundings
from kiosk.store.folder import Glance, Room
from tests.conftest import HOME, Clock
from tests.disks import somebody_else
from tests.rooms import rooms_of, set_up

DAY = 86_400
GIGABYTE = 1_000_000_000


@dataclass(frozen=True)
class Device:
    words: str
    ready: bool
    reason: str = ""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "kiosk"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


@pytest.fixture
def rooms(clock: Clock) -> Rooms:
    return rooms_of(clock)


def found(rooms: Rooms, data: Path, check: str, level: str = "") -> Finding:
    return next(f for f in rooms.examine(data, level=level) if f.check == check)


def state(finding: Finding) -> tuple[str, str]:
    return finding.state, finding.code


def record(rooms: Rooms, data: Path) -> None:
    with rooms.house(data) as house:
        house.store.record(demo.LEARNERS[0].id, CourseStarted("kursus", "1"))


def spoil(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (Room.PLENTY, ("good", "plenty")),
        (Room.LOW, ("look", "low")),
        (Room.NONE, ("bad", "none")),
    ],
)
def test_the_room_on_the_disk_is_told(
    rooms: Rooms,
    data: Path,
    monkeypatch: pytest.MonkeyPatch,
    room: Room,
    expected: tuple[str, str],
) -> None:
    data.mkdir(mode=0o700)
    told = Glance(room, 5_000_000, 8_000_000, GIGABYTE)
    monkeypatch.setattr(doctor_place, "glance", lambda _path: told)
    disk = found(rooms, data, "disk")
    assert state(disk) == expected
    assert disk.facts == {"free": 5_000_000, "reserve": 8_000_000}


def test_a_disk_that_tells_nothing_is_not_called_full(
    rooms: Rooms, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_place, "glance", lambda _path: Glance(Room.NONE, 0, 0, 0))
    assert state(found(rooms, data, "disk")) == ("unknown", "unknown")


def test_each_copy_is_looked_through(rooms: Rooms, data: Path, clock: Clock) -> None:
    set_up(rooms, data)
    copies = rooms.copies(data)
    older = copies.make_now()
    clock.pass_seconds(60)
    record(rooms, data)
    newer = copies.make_now()
    assert found(rooms, data, "backups").facts == {"count": 2, "newest": "2026-11-23", "days": 0}
    spoil(data / "backups" / f"{older.name}.sqlite")
    assert found(rooms, data, "backups") == Finding(
        "backups",
        "bad",
        "broken",
        {"count": 2, "broken": 1, "first": older.name, "newest_sound": newer.name},
    )


def test_copies_are_old_only_if_something_happened_since(
    rooms: Rooms, data: Path, clock: Clock
) -> None:
    set_up(rooms, data)
    record(rooms, data)
    rooms.copies(data).make_now()
    clock.pass_seconds(5 * DAY)
    assert state(found(rooms, data, "backups")) == ("good", "sound")
    record(rooms, data)
    old = found(rooms, data, "backups")
    assert (state(old), old.facts["days"]) == (("look", "old"), 5)


def test_the_second_target_is_looked_at_from_all_sides(
    rooms: Rooms, data: Path, stick: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(rooms, data, backup_folder=str(stick))
    record(rooms, data)

    def told() -> tuple[str, str]:
        return state(found(rooms, data, "second"))

    copies = rooms.copies(data)
    assert told() == ("look", "empty")
    copies.make_now()
    copies.to_second_target(str(stick))
    assert told() == ("look", "same-disk")
    real = Path.stat

    def elsewhere(path: Path, **how: bool) -> os.stat_result:
        seen = real(path, **how)
        parts = list(seen)
        parts[2] += path == stick
        return os.stat_result(parts)

    monkeypatch.setattr(Path, "stat", elsewhere)
    assert told() == ("good", "sound")
    clock.pass_seconds(9 * DAY)
    assert told() == ("good", "sound")
    record(rooms, data)
    assert told() == ("look", "old")
    for file in stick.rglob("*.sqlite"):
        spoil(file)
    assert told() == ("bad", "broken")
    shutil.rmtree(stick)
    away = found(rooms, data, "second")
    assert away == Finding("second", "look", "away", {"folder": str(stick), "days": 9})


def test_a_second_target_that_never_was_there_is_told(rooms: Rooms, data: Path) -> None:
    set_up(rooms, data, backup_folder="/tidak/ada")
    assert found(rooms, data, "second").facts == {"folder": "/tidak/ada", "days": -1}


@pytest.mark.parametrize(
    ("printers", "expected"),
    [
        ((), Finding("printer", "look", "none")),
        (
            (Device("Loket", ready=False, reason="offline"), Device("Ruang", ready=True)),
            Finding("printer", "good", "ready", {"count": 2, "ready": 1, "name": "Ruang"}),
        ),
        (
            (Device("Loket", ready=False, reason="offline"),),
            Finding("printer", "look", "not-ready", {"name": "Loket", "reason": "offline"}),
        ),
    ],
)
def test_one_printer_that_is_ready_is_enough(
    rooms: Rooms, data: Path, printers: tuple[Device, ...], expected: Finding
) -> None:
    assert found(replace(rooms, printers=lambda: printers), data, "printer") == expected


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The program's folder with its fonts, without courses."""
    shutil.copytree(HOME / "resources" / "fonts", tmp_path / "home" / "resources" / "fonts")
    return tmp_path / "home"


def test_a_font_that_is_hurt_or_away_is_named(rooms: Rooms, data: Path, home: Path) -> None:
    moved = replace(rooms, home=home)
    assert found(moved, data, "fonts") == Finding("fonts", "good", "whole", {"count": 6})
    medium = home / "resources" / "fonts" / "PlusJakartaSans_500Medium.ttf"
    spoil(medium)
    assert found(moved, data, "fonts") == Finding("fonts", "bad", "broken", {"file": medium.name})
    medium.unlink()
    assert state(found(moved, data, "fonts")) == ("good", "whole")
    (home / "resources" / "fonts" / "PlusJakartaSans_700Bold.ttf").unlink()
    assert found(moved, data, "fonts") == Finding(
        "fonts", "bad", "missing", {"file": "PlusJakartaSans_700Bold.ttf"}
    )


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such modes")
def test_what_others_may_look_into_is_told(rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    rooms.copies(data).make_now()
    assert state(found(rooms, data, "permissions")) == ("good", "private")
    (data / "content").mkdir()
    (data / "content").chmod(0o755)
    (data / "backups").chmod(0o755)
    (data / "dermaga.sqlite").chmod(0o644)
    assert found(rooms, data, "permissions") == Finding(
        "permissions", "look", "files-open", {"count": 2, "first": "backups"}
    )
    data.chmod(0o750)
    assert found(rooms, data, "permissions") == Finding(
        "permissions", "bad", "folder-open", {"mode": "0750"}
    )


def test_rights_on_windows_are_not_claimed(
    rooms: Rooms, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    around = Surroundings(data, HOME, rooms.now, rooms.day_of, rooms.machine)
    monkeypatch.setattr("kiosk.office.doctor_place.os.name", "nt")
    assert state(doctor_place.permissions(around)) == ("unknown", "windows")


def test_the_lock_is_told_as_it_is(rooms: Rooms, data: Path) -> None:
    data.mkdir(mode=0o700)
    (data / "dermaga.sqlite").write_bytes(b"bukan basis data" * 1000)
    assert state(found(rooms, data, "lock")) == ("unknown", "not-examined")
    shutil.rmtree(data)
    with rooms.house(data) as house:
        house.office.set_up_demo()
    assert state(found(rooms, data, "lock", "full-screen")) == ("good", "trial-window")
    shutil.rmtree(data)
    set_up(rooms, data)
    assert state(found(rooms, data, "lock")) == ("look", "full-screen")
    assert state(found(rooms, data, "lock", "full-screen")) == ("look", "full-screen")
    assert state(found(rooms, data, "lock", "window")) == ("look", "window")


@pytest.mark.parametrize(
    ("command", "session", "expected"),
    [
        (b"/usr/bin/cage\0--\0dermaga\0", "cage", ("good", "locked-session")),
        (b"cage\0-s\0--\0dermaga\0", "cage -s", ("look", "session-switch")),
        (b"/usr/bin/cage-helper\0", "", ("look", "full-screen")),
        (b"", "", ("look", "full-screen")),
    ],
)
def test_a_session_that_shows_only_the_kiosk_is_seen(  # noqa: PLR0913, PLR0917 - fixtures
    rooms: Rooms,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: bytes,
    session: str,
    expected: tuple[str, str],
) -> None:
    set_up(rooms, data)
    parents = {str(os.getpid()): ("7", b"python\0main.py\0"), "7": ("1", command)}
    for pid, (parent, words) in {**parents, "1": ("0", b"init\0")}.items():
        (tmp_path / "proc" / pid).mkdir(parents=True)
        (tmp_path / "proc" / pid / "cmdline").write_bytes(words)
        (tmp_path / "proc" / pid / "status").write_text(f"Name:\tx\nPPid:\t{parent}\n")
    assert doctor_place.locked_session(tmp_path / "proc") == session
    monkeypatch.setattr(doctor_place, "locked_session", lambda: session)
    assert state(found(rooms, data, "lock")) == expected


def test_courses_that_are_hidden_are_named(rooms: Rooms, data: Path, home: Path) -> None:
    broken = data / "content" / "rusak"
    broken.mkdir(parents=True)
    (broken / "course.toml").write_text("[", encoding="utf-8")
    assert found(rooms, data, "courses") == Finding(
        "courses", "look", "errors", {"count": 1, "first": "rusak"}
    )
    assert state(found(replace(rooms, home=home), data, "courses")) == ("bad", "none")


def test_another_users_folder_is_told_without_a_claim_about_what_lies_in_it(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tempfile.TemporaryDirectory() as place:  # pytest's own folders let nobody through
        Path(place).chmod(0o755)
        _told_to_somebody_else(rooms, Path(place) / "kiosk", monkeypatch)


def _told_to_somebody_else(rooms: Rooms, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(rooms, data)
    rooms.examine(data)  # what has to be imported is, as nobody may read our libraries
    for part in ("fonts", "courses"):
        good = Finding(part, "good", "whole")
        monkeypatch.setattr(doctor_place, part, lambda _around, good=good: good)
    with somebody_else():
        told = {f.check: state(f) for f in rooms.examine(data)}
    assert told["integrity"] == ("bad", "cannot-open")
    for check in ("chain", "backups", "second", "settings", "reports"):
        assert told[check] == ("unknown", "not-examined")


def test_reports_that_wait_are_counted(rooms: Rooms, data: Path) -> None:
    (data / "reports").mkdir(parents=True, mode=0o700)
    for name in ("20261122T080000Z.txt", "20261123T010203Z.txt"):
        (data / "reports" / name).write_text("KeyError\n", encoding="utf-8")
    assert found(rooms, data, "reports") == Finding(
        "reports", "look", "waiting", {"count": 2, "newest": "2026-11-23"}
    )


def test_settings_that_cannot_be_used_are_told(rooms: Rooms, data: Path) -> None:
    set_up(rooms, data)
    with rooms.house(data) as house:
        kept = house.store.document("settings", "kiosk")
        assert kept is not None
        house.store.keep("settings", "kiosk", kept.replace(b'"domain":"contoh', b'"domain":"co to'))
    assert found(rooms, data, "settings") == Finding(
        "settings", "bad", "faults", {"fields": "agency.domain"}
    )


def test_the_worst_state_counts() -> None:
    def of(*states: str) -> str:
        return worst(tuple(Finding("sqlite", s, "fixed") for s in states))  # type: ignore[arg-type]

    assert of("good", "bad", "look") == "bad"
    assert of("good", "unknown", "look") == "look"
    assert of("good", "unknown") == "unknown"
    assert of("good", "good") == "good"


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("3.36.0", ("bad", "too-old")),
        ("3.40.1", ("good", "one-writer")),
        ("3.51.2", ("good", "one-writer")),
        ("3.51.3", ("good", "fixed")),
        ("3.53.0", ("good", "fixed")),
        ("4.0", ("good", "fixed")),
    ],
)
def test_the_known_bug_of_sqlite_is_told_by_its_versions(
    version: str, expected: tuple[str, str]
) -> None:
    assert state(sqlite(version)) == expected
