from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.learning.events import LessonRead
from kiosk.store import Store, StoreTrouble, backup
from kiosk.store.backup import Backup, superfluous
from kiosk.store.check import Damage
from tests.conftest import MONDAY, Clock, day_in_sibolga
from tests.faults.rig_damage import flip

SITI = "11111111-1111-5111-8111-111111111111"
READ = LessonRead("kursus", "l1")
HOUR = 3_600_000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "dermaga.sqlite"


def names(found: Sequence[Backup]) -> list[str]:
    return [b.name for b in found]


def test_a_backup_is_whole_and_says_what_is_in_it(store: Store, file: Path, clock: Clock) -> None:
    store.record(SITI, READ, READ)
    made = backup.make(file, clock.now(), "time")
    assert (made.name, made.reason, made.at) == ("20261123T010000Z-2", "time", MONDAY)
    assert (made.events, made.learners, made.device) == (2, 0, store.device)
    assert backup.kept(file.parent) == (made,)
    assert backup.faults(file.parent, made) == ()
    assert backup.file_of(file.parent, made).stat().st_size == made.size
    left = sorted(p.name for p in (file.parent / "backups").iterdir())
    assert left == ["20261123T010000Z-2.json", "20261123T010000Z-2.sqlite"]


def test_a_backup_of_nothing_new_is_the_one_before(store: Store, file: Path, clock: Clock) -> None:
    store.record(SITI, READ)
    made = backup.make(file, clock.now(), "time")
    clock.pass_seconds(3600)
    assert backup.make(file, clock.now(), "wish") == made
    store.keep("draft", "x", b"y")
    assert backup.make(file, clock.now(), "wish") != made
    assert len(backup.kept(file.parent)) == 2


def test_two_backups_of_one_second_stand_side_by_side(
    store: Store, file: Path, clock: Clock
) -> None:
    store.record(SITI, READ)
    made = backup.make(file, clock.now(), "time")
    store.keep("draft", "x", b"y")
    other = backup.make(file, clock.now(), "wish")
    assert made.name != other.name
    assert [backup.faults(file.parent, b) for b in (made, other)] == [(), ()]


def test_writing_goes_on_while_a_backup_is_made(store: Store, file: Path, clock: Clock) -> None:
    store.record(SITI, *[READ] * 600)

    def record() -> None:
        store.record(SITI, READ)

    made = backup.make(file, clock.now(), "time", record)
    assert (made.events, store.count > 600) == (600, True)
    assert backup.faults(file.parent, made) == ()


def test_whoever_opens_a_backup_goes_on_as_another_device(
    store: Store, file: Path, clock: Clock, tmp_path: Path
) -> None:
    store.record(SITI, READ)
    made = backup.make(file, clock.now(), "time")
    (tmp_path / "x").mkdir()
    shutil.copyfile(backup.file_of(tmp_path, made), tmp_path / "x" / "f.sqlite")
    other = Store(tmp_path / "x" / "f.sqlite", clock.now, clock.chance)
    assert (other.device != store.device, other.count, other.damages()) == (True, 2, ())
    other.close()


def test_a_damaged_file_is_not_backed_up(store: Store, file: Path, clock: Clock) -> None:
    store.record(SITI, READ, READ)
    store._db.execute("update event set body = x'7b7d' where seq = 1")
    with pytest.raises(StoreTrouble, match="damaged"):
        backup.make(file, clock.now(), "time")
    assert backup.kept(file.parent) == ()
    assert list((file.parent / "backups").iterdir()) == []


def test_what_a_power_cut_left_half_made_is_swept_away(
    store: Store, file: Path, clock: Clock
) -> None:
    store.record(SITI, READ)
    (file.parent / "backups").mkdir()
    for name in ("new.sqlite.part", "new.sqlite.part-journal", "x.json.part"):
        (file.parent / "backups" / name).write_bytes(b"half")
    made = backup.make(file, clock.now(), "time")
    assert len(list((file.parent / "backups").iterdir())) == 2
    assert backup.faults(file.parent, made) == ()


def test_every_flipped_bit_of_a_backup_is_noticed(store: Store, file: Path, clock: Clock) -> None:
    store.record(SITI, READ)
    made = backup.make(file, clock.now(), "time")
    copy = backup.file_of(file.parent, made)
    whole = copy.read_bytes()
    for place in range(0, len(whole), 1013):
        flip(copy, 8 * place + place % 8)
        assert backup.faults(file.parent, made) == (Damage("bytes"),)
        copy.write_bytes(whole)
    copy.unlink()
    assert backup.faults(file.parent, made) == (Damage("missing"),)


def test_the_newest_sound_backup_is_found_behind_broken_ones(
    store: Store, file: Path, clock: Clock
) -> None:
    made = []
    for _ in range(4):
        clock.pass_seconds(60)
        store.record(SITI, READ)
        made.append(backup.make(file, clock.now(), "time"))
    flip(backup.file_of(file.parent, made[3]), 77)
    backup.file_of(file.parent, made[2]).unlink()
    assert backup.newest_sound(file.parent) == made[1]
    for b in made[:2]:
        flip(backup.file_of(file.parent, b), 77)
    assert backup.newest_sound(file.parent) is None


@pytest.mark.parametrize("left", [b"", b"{}", b"\xff\xfe", b'{"name": 7}'])
def test_a_hurt_note_hides_its_backup_and_no_other(
    store: Store, file: Path, clock: Clock, left: bytes
) -> None:
    store.record(SITI, READ)
    made = backup.make(file, clock.now(), "time")
    (file.parent / "backups" / "20270101T000000Z-9.json").write_bytes(left)
    assert backup.kept(file.parent) == (made,)


def test_an_older_note_without_a_device_can_be_read(store: Store, file: Path, clock: Clock) -> None:
    store.record(SITI, READ)
    made = backup.make(file, clock.now(), "time")
    note = file.parent / "backups" / f"{made.name}.json"
    told = json.loads(note.read_bytes())
    del told["device"]
    note.write_text(json.dumps(told), encoding="utf-8")
    assert backup.kept(file.parent)[0].device == ""


def test_the_later_backup_is_the_one_that_knows_more_whatever_the_clock_said(
    store: Store, file: Path, clock: Clock
) -> None:
    store.record(SITI, READ)
    one = backup.make(file, clock.now(), "time")
    clock.at -= 30 * 24 * HOUR
    store.record(SITI, READ)
    two = backup.make(file, clock.now(), "time")
    assert names(backup.kept(file.parent)) == [two.name, one.name]


def test_copies_are_brought_to_a_second_place_once(
    store: Store, file: Path, clock: Clock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with pytest.raises(StoreTrouble, match="cannot-open"):
        backup.copy_to(file.parent, stick, day_in_sibolga)
    stick.mkdir()
    for _ in range(5):
        clock.pass_seconds(3600)
        store.record(SITI, READ)
        backup.make(file, clock.now(), "time")
    brought = backup.copy_to(file.parent, stick, day_in_sibolga)
    assert names(brought) == names(backup.kept(file.parent))[:3]
    assert [backup.faults(stick, b) for b in brought] == [(), (), ()]
    assert backup.copy_to(file.parent, stick, day_in_sibolga) == ()


def at(day: str, hour: int = 3) -> Backup:
    """A backup of a day, at an hour UTC; its clock grows with the time."""
    moment = dt.datetime.fromisoformat(day).replace(hour=hour, tzinfo=dt.UTC)
    ms = int(moment.timestamp() * 1000)
    return Backup(f"{day} {hour}", "time", ms, ms << 12, 0, 0, "", 0, "")


def stay(days: Sequence[Backup]) -> list[str]:
    """What stays of these, the oldest first."""
    newest_first = sorted(days, key=lambda b: b.clock, reverse=True)
    gone = superfluous(newest_first, day_in_sibolga)
    return sorted(b.name for b in days if b not in gone)


def test_few_backups_all_stay() -> None:
    days = [at("2026-11-23", hour) for hour in (1, 5, 9)]
    assert len(stay(days)) == 3


def test_of_one_day_the_three_newest_stay() -> None:
    days = [at("2026-11-23", hour) for hour in range(2, 12)]
    assert stay(days) == ["2026-11-23 10", "2026-11-23 11", "2026-11-23 9"]


def test_the_last_of_twelve_days_ten_weeks_and_nine_months_stay() -> None:
    first = dt.date(2025, 1, 1)
    days = [at((first + dt.timedelta(n)).isoformat()) for n in range(696)]  # to 27 November 2026
    assert stay(days) == [
        "2026-03-31 3", "2026-04-30 3", "2026-05-31 3", "2026-06-30 3", "2026-07-31 3",
        "2026-08-31 3", "2026-09-27 3", "2026-09-30 3", "2026-10-04 3", "2026-10-11 3",
        "2026-10-18 3", "2026-10-25 3", "2026-10-31 3", "2026-11-01 3", "2026-11-08 3",
        "2026-11-15 3", "2026-11-16 3", "2026-11-17 3", "2026-11-18 3", "2026-11-19 3",
        "2026-11-20 3", "2026-11-21 3", "2026-11-22 3", "2026-11-23 3", "2026-11-24 3",
        "2026-11-25 3", "2026-11-26 3", "2026-11-27 3",
    ]  # fmt: skip


def test_a_day_ends_at_midnight_in_the_agencys_place() -> None:
    """16.30 UTC is 23.30 in Sibolga, 17.30 UTC is the next day there."""
    days = [at("2026-11-01", 16), at("2026-11-01", 17), *(at("2026-11-20", n) for n in (1, 2, 3))]
    assert stay(days)[:2] == ["2026-11-01 16", "2026-11-01 17"]


def test_a_clock_gone_wild_costs_one_copy_of_each_kind_only() -> None:
    first = dt.date(2026, 11, 1)
    days = [at((first + dt.timedelta(n)).isoformat()) for n in range(20)]
    wild = at("2099-01-01")
    kept = stay([*days, wild])
    assert "2099-01-01 3" in kept
    assert len([name for name in kept if name.startswith("2026-11")]) >= 11


@given(st.lists(st.integers(0, 900), unique=True, max_size=80))
def test_thinning_one_by_one_and_all_at_once_leave_the_newest_and_stay_few(
    days: list[int],
) -> None:
    first, kept = dt.date(2025, 1, 1), list[Backup]()
    for n in sorted(days):
        kept.append(at((first + dt.timedelta(n)).isoformat()))
        newest_first = sorted(kept, key=lambda b: b.clock, reverse=True)
        gone = superfluous(newest_first, day_in_sibolga)
        kept = [b for b in kept if b not in gone]
        assert newest_first[:12] == [b for b in newest_first[:12] if b in kept]
        assert len(kept) <= 12 + 10 + 9


def test_removing_a_backup_takes_its_note_first(
    store: Store, file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.record(SITI, READ)
    made = backup.make(file, clock.now(), "time")
    gone: list[str] = []
    unlink = Path.unlink

    def told(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002
        gone.append(path.suffix)
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", told)
    backup.remove(file.parent, made)
    assert gone == [".json", ".sqlite"]
    assert backup.kept(file.parent) == ()
