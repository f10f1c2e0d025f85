from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from kiosk.learning.events import LessonRead, PersonErased
from kiosk.store import Store
from kiosk.store.check import Checked, Damage, check, check_file
from kiosk.store.keys import DeviceKey, read_key
from kiosk.store.machine import Machine
from kiosk.store.sealing import seal_end
from tests.conftest import Clock

SITI = "11111111-1111-5111-8111-111111111111"
BUDI = "22222222-2222-5222-8222-222222222222"
READ = LessonRead("kursus", "l1")


def codes(store: Store) -> list[str]:
    return [d.code for d in store.damages()]


def edit(store: Store, sql: str, *values: object) -> None:
    assert store._db.execute(sql, values).rowcount != 0


@pytest.fixture
def full(store: Store) -> Store:
    """220 events with two checkpoints, a document, an erased person."""
    store.record(SITI, *[READ] * 105)
    store.record(BUDI, *[READ] * 10)
    store.keep("settings", "kiosk", b"{}")
    store.erase(BUDI)
    store.record(SITI, *[READ] * 104)
    return store


def test_a_whole_file_has_no_damage_and_its_ends_are_told(full: Store, tmp_path: Path) -> None:
    checked = check_file(tmp_path / "dermaga.sqlite", tmp_path)
    assert (checked.damages, checked.events) == ((), 220)
    assert checked.ends == {1: (220, full._log.hash)}


@pytest.mark.parametrize(
    ("sql", "found"),
    [
        ("update event set body = x'7b7d' where seq = 7", ["chain"]),
        ("update event set hash = zeroblob(32) where seq = 7", ["chain", "chain"]),
        ("delete from event where seq = 7", ["gap", "chain"]),
        ("delete from event where seq = 220", ["tail"]),
        ("delete from event where seq > 199", ["gap", "tail"]),
        ("delete from checkpoint where seq = 100", ["checkpoint"]),
        ("update checkpoint set seq = 101 where seq = 100", ["checkpoint", "checkpoint"]),
        ("update device set public = zeroblob(32)", ["checkpoint", "checkpoint", "tail"]),
        ("update device set rows = x''", ["tail"]),
        ("update head set seq = 219", ["tail", "tail", "tail"]),
        ("update head set life = 'x'", ["tail"]),
        ("delete from head", ["tail"]),
        ("update document set body = x'5b5d' where kind = 'settings'", ["row"]),
        ("delete from document where kind = 'settings'", ["rows"]),
        ("update document set seal = x'' where kind = 'settings'", ["row", "rows"]),
        ("update event set salt = zeroblob(18) where seq = 110", ["chain", "erased"]),
        ("drop index event_certificate", ["integrity"]),
        ("pragma user_version = 1", ["integrity"]),
        ("pragma writable_schema = 1", []),
    ],
)
def test_each_change_is_named(full: Store, sql: str, found: list[str]) -> None:
    full._db.execute(sql)
    assert codes(full) == found


def test_the_damaged_event_is_named_and_no_person(full: Store) -> None:
    edit(full, "update event set body = x'7b7d' where seq = 7")
    assert full.damages() == (Damage("chain", f"{full.device}/7"),)
    edit(full, "update document set body = x'5b5d' where kind = 'settings'")
    assert Damage("row", "document/settings") in full.damages()


def test_an_erasure_accounts_for_what_it_erased(full: Store) -> None:
    assert full._db.execute("select count(*) from event where salt is null").fetchone() == (10,)
    full.record("", PersonErased(SITI, 1))
    assert codes(full) == ["erased"]


def test_an_erased_event_that_was_lost_later_is_no_damage(full: Store) -> None:
    """Its loss is noted, with the hash by which the chain goes on."""
    hashed = full._db.execute("select hash from event where seq = 108").fetchone()[0]
    edit(full, "delete from event where seq = 108")
    full.keep("lost", full.device, msgspec.json.encode({108: hashed.hex()}))
    assert codes(full) == []
    full.keep("lost", full.device, msgspec.json.encode({108: ""}))
    assert codes(full) == []
    full.forget("lost", full.device)
    assert codes(full) == ["gap", "chain", "erased"]


def test_a_checkpoint_that_was_lost_with_its_key_is_no_damage(full: Store) -> None:
    edit(full, "delete from checkpoint where seq = 100")
    full.keep("unsigned", full.device, b"[100]")
    assert codes(full) == []


def test_without_the_key_links_and_signatures_still_count(full: Store, tmp_path: Path) -> None:
    (tmp_path / f"{full.device}.key").unlink()
    edit(full, "update document set body = x'5b5d' where kind = 'settings'")
    assert codes(full) == []
    edit(full, "update event set body = x'7b7d' where seq = 7")
    assert codes(full) == ["chain"]
    assert [d.code for d in check(full._db, tmp_path, key=full._log.key).damages] == [
        "chain",
        "row",
    ]


def test_a_former_life_is_sealed_to_its_end(tmp_path: Path, clock: Clock) -> None:
    file = tmp_path / "dermaga.sqlite"
    first = Store(file, clock.now, clock.chance, machine=Machine("a"))
    first.record(SITI, READ, READ, READ)
    first.close()
    second = Store(file, clock.now, clock.chance, machine=Machine("b"))
    assert codes(second) == []
    (public,) = second._db.execute("select public from device where n = 1").fetchone()
    edit(second, "update device set public = zeroblob(32) where n = 1")
    assert codes(second) == ["tail"]
    edit(second, "update device set public = ? where n = 1", public)
    assert codes(second) == []
    edit(second, "delete from event where device = 1 and seq = 3")
    assert codes(second) == ["tail"]
    second.close()


def test_a_device_from_elsewhere_is_sealed_by_whoever_takes_it_in(store: Store) -> None:
    store.record(SITI, READ)
    insert = "insert into device (n, id, public) values (2, ?, ?)"
    edit(store, insert, "01a205ea-be80-7d26-a215-4e6d76b2b2b8", DeviceKey(bytes(32)).public)
    assert codes(store) == ["tail"]
    with store.writing():
        seal_end(store._db, store._log.seals, 2)
    assert codes(store) == []


@pytest.mark.parametrize("left", [b"", bytes(8192), b"SQLite format 3\0" + b"\xff" * 9000])
def test_what_is_no_file_of_ours_is_told_as_such(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "f").write_bytes(left)
    found = check_file(tmp_path / "f", tmp_path)
    assert found == Checked((Damage("unreadable"),), 0, {})


def test_a_missing_file_is_not_made_by_looking(tmp_path: Path) -> None:
    assert check_file(tmp_path / "f", tmp_path).damages == (Damage("unreadable"),)
    assert list(tmp_path.iterdir()) == []


def test_the_check_gives_way_every_few_milliseconds(full: Store, tmp_path: Path) -> None:
    paused: list[int] = []
    check_file(tmp_path / "dermaga.sqlite", tmp_path, lambda: paused.append(1))
    assert len(paused) >= 2
    full.record(SITI, *[READ] * 5000)
    paused.clear()
    check_file(tmp_path / "dermaga.sqlite", tmp_path, lambda: paused.append(1))
    assert len(paused) >= 11


def test_a_check_sees_one_moment_whatever_is_written_meanwhile(full: Store, tmp_path: Path) -> None:
    def record() -> None:
        full.record(SITI, READ)

    assert check_file(tmp_path / "dermaga.sqlite", tmp_path, record).damages == ()
    assert full.count > 220


def test_the_check_leaves_no_transaction_behind(full: Store, tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "dermaga.sqlite", isolation_level=None)
    assert read_key(tmp_path, full.device) is not None
    check(db, tmp_path)
    assert not db.in_transaction
    db.close()
