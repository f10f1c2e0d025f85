from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path

import msgspec
import pytest
import sqlite_utils

from kiosk.learning.events import LessonRead, LifeBegan, SignedIn
from kiosk.store import Store, StoreTrouble
from kiosk.store.opening import declared, is_old, open_to_write
from kiosk.store.schema import steps
from tests.conftest import MONDAY, Clock

SITI = "11111111-1111-5111-8111-111111111111"
OLD_DEVICE = "01a205ea-be80-7d26-a215-4e6d76b2b2b9"
EVENTS = (SignedIn(), *(LessonRead("kursus", f"l{n}") for n in range(150)))


def first_form(file: Path) -> list[bytes]:
    """A file as the first program made it; the ids of its events."""
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("pragma journal_mode = wal")
    tables = sqlite_utils.Database(db)
    second = steps.pending(tables)[1].name
    steps.apply(tables, stop_before=second)
    db.execute("pragma user_version = 1")
    db.execute("insert into device values (1, ?)", (OLD_DEVICE,))
    db.execute("insert into document values ('settings', 'kiosk', x'7b7d')")
    db.execute(
        "insert into learner (id, nip, name, unit, kind, rank, position, active)"
        " values (?, null, 'Peserta Contoh 1', 'Unit', 'guest', '', '', 1)",
        (SITI,),
    )
    ids = []
    for seq, event in enumerate(EVENTS, 1):
        ids.append(uuid.uuid4().bytes)
        db.execute(
            "insert into event values (1, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(seq, ids[-1], uuid.UUID(SITI).bytes, str(event.__struct_config__.tag)),
                *(MONDAY + seq, (MONDAY << 12) + seq, msgspec.json.encode(event), bytes(32)),
            ),
        )
    db.close()
    return ids


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "dermaga.sqlite"


def opened(file: Path, clock: Clock, *, view_only: bool = False) -> Store:
    return Store(file, clock.now, clock.chance, view_only=view_only)


def test_a_file_of_the_first_form_keeps_all_and_is_chained(file: Path, clock: Clock) -> None:
    ids = first_form(file)
    assert is_old(file)
    store = opened(file, clock)
    assert [uuid.UUID(r.id).bytes for r in store.events(SITI)] == ids
    assert tuple(r.event for r in store.events(SITI)) == EVENTS
    assert store.roster.by_id(SITI) is not None
    assert store.document("settings", "kiosk") == b"{}"
    assert [r.event for r in store.happenings()] == [LifeBegan("upgraded", OLD_DEVICE)]
    assert (store.count, store.damages(), store.device != OLD_DEVICE) == (152, (), True)
    assert not is_old(file)
    store.close()
    again = opened(file, clock)
    assert (again.count, len(again.happenings())) == (152, 1)
    again.close()


def test_a_new_file_and_one_brought_up_to_date_have_the_same_tables(
    tmp_path: Path, clock: Clock
) -> None:
    first_form(tmp_path / "old")
    old = open_to_write(tmp_path / "old", clock.chance)
    new = open_to_write(tmp_path / "new", clock.chance)
    sql = "select type, name, tbl_name, sql from sqlite_schema where name not like '%sqlite%'"
    sql += " order by 1, 2"
    assert old.execute(sql).fetchall() == new.execute(sql).fetchall()
    for db in (old, new):
        assert declared(db).startswith(b"5 ")
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
        db.close()


def test_a_program_killed_before_the_events_were_taken_over_goes_on(
    file: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = first_form(file)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("kiosk.store.opening._take_over", killed)
        with pytest.raises(KeyboardInterrupt):
            opened(file, clock)
    store = opened(file, clock)
    assert [uuid.UUID(r.id).bytes for r in store.events(SITI)] == ids
    assert store.damages() == ()
    store.close()


@pytest.mark.parametrize("version", [0, 1, 2, 3, 4, 6, 20, 1 << 30])
def test_a_number_of_steps_that_the_file_did_not_keep_is_damage(
    file: Path, clock: Clock, version: int
) -> None:
    """One flipped bit must not make the file one of a newer program, which nobody has."""
    opened(file, clock).close()
    _run(file, f"pragma user_version = {version}")
    with pytest.raises(StoreTrouble, match="damaged"):
        opened(file, clock)


def test_a_file_that_says_it_cannot_be_written_though_it_can_is_damaged(
    file: Path, clock: Clock
) -> None:
    opened(file, clock).close()
    whole = bytearray(file.read_bytes())
    whole[18] = 6  # the version of the file's form for writing
    file.write_bytes(whole)
    with pytest.raises(StoreTrouble, match="damaged"):
        opened(file, clock)


def test_no_hurt_bit_in_the_head_of_the_file_is_anything_but_damage(
    file: Path, clock: Clock
) -> None:
    store = opened(file, clock)
    store.record(SITI, SignedIn())
    store.close()
    whole = file.read_bytes()
    said = set()
    for place in range(100):
        for bit in range(8) if place in {18, 19, 47} else (place % 8,):
            hurt = bytearray(whole)
            hurt[place] ^= 1 << bit
            file.write_bytes(hurt)
            for left in file.parent.glob(f"{file.name}-*"):
                left.unlink()
            try:
                opened(file, clock).close()
            except StoreTrouble as trouble:
                said.add(trouble.code)
    assert said == {"damaged"}


def test_looking_whether_a_file_can_be_written_writes_nothing(file: Path, clock: Clock) -> None:
    store = opened(file, clock)
    store.record(SITI, SignedIn())
    store.close()
    before = file.read_bytes()
    open_to_write(file, clock.chance).close()
    assert file.read_bytes() == before


def test_an_old_file_can_be_looked_at_without_a_change_only_if_it_is_new_enough(
    file: Path, clock: Clock
) -> None:
    first_form(file)
    before = file.read_bytes()
    with pytest.raises(StoreTrouble):
        opened(file, clock, view_only=True)
    assert file.read_bytes() == before


def test_the_manners_of_the_connection(file: Path, clock: Clock) -> None:
    db = open_to_write(file, clock.chance)
    said = [
        db.execute(f"pragma {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
    ]
    assert said == ["wal", 2, 1, 1]
    db.close()


def _run(file: Path, sql: str) -> None:
    db = sqlite3.connect(file)
    db.execute(sql)
    db.commit()
    db.close()
