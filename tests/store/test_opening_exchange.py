"""Files of form 2, from before kiosks exchanged anything: brought up to date, mended, read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.learning.events import Healed, LessonRead, LifeBegan
from kiosk.office import demo
from kiosk.store import Store, backup
from kiosk.store.check import Damage, check_file
from kiosk.store.exchange import Taken
from kiosk.store.inside import looking
from kiosk.store.opening import declared, is_old, open_to_read, open_to_write
from tests.conftest import MONDAY
from tests.faults.rig_old import second_form
from tests.store.exchanging import SITI, Exchanging

EVENTS = tuple(LessonRead("kursus", f"l{n}") for n in range(150))


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Exchanging]:
    """A kiosk as the program before left it, with a copy; it is closed."""
    with second_form():
        kiosk = Exchanging(tmp_path / "old", 1)
        kiosk.store.roster.put(demo.LEARNERS)
        kiosk.store.record(SITI, *EVENTS)
        kiosk.back_up()
        kiosk.close()
        assert check_file(kiosk.file, kiosk.data).damages == ()
    assert is_old(kiosk.file)
    assert _asked(kiosk, "select name from sqlite_schema where name like 'elsewhere%'") == []
    yield kiosk
    kiosk.close()


def _asked(kiosk: Exchanging, sql: str) -> list[tuple[object, ...]]:
    db = sqlite3.connect(kiosk.file)
    try:
        return db.execute(sql).fetchall()
    finally:
        db.close()


def test_it_goes_on_as_the_same_device_with_all_it_had(old: Exchanging) -> None:
    before, copy = old.file.read_bytes(), old.data / "quarantine"
    old.healer.go_on()
    (aside,) = copy.iterdir()
    assert (aside / old.file.name).read_bytes() == before
    store, device = old.open(), old.store.device
    assert tuple(r.event for r in store.events(SITI)) == EVENTS
    assert (store.count, store.happenings(), store.damages()) == (150, (), ())
    assert store.exchange.waiting() == 150
    assert not is_old(old.file)
    old.close()
    assert (old.open().device, old.store.damages()) == (device, ())


def test_it_has_the_tables_of_a_new_file(old: Exchanging, tmp_path: Path) -> None:
    old.open()
    new = open_to_write(tmp_path / "new", old.clock.chance)
    sql = "select type, name, tbl_name, sql from sqlite_schema where name not like '%sqlite%'"
    sql += " order by 1, 2"
    assert _asked(old, sql) == new.execute(sql).fetchall()
    assert declared(new).startswith(b"5 ")
    new.close()


def test_it_takes_in_what_comes_from_elsewhere(old: Exchanging, tmp_path: Path) -> None:
    there = Exchanging(tmp_path / "there", 2)
    there.store.record(SITI, *EVENTS)
    old.open()
    assert old.take(there.lines()) == Taken(150, 0, 0)
    assert (old.store.count_of(SITI), old.store.damages()) == (300, ())
    there.close()


@pytest.mark.parametrize("broken", ["steps", "number"])
def test_a_program_killed_on_the_way_goes_on(
    old: Exchanging, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        where = "schema.steps.apply" if broken == "steps" else "opening._take_over"
        patch.setattr(f"kiosk.store.{where}", killed)
        with pytest.raises(KeyboardInterrupt):
            old.open()
    assert (old.open().count, old.store.damages()) == (150, ())


def test_an_older_copy_counts_as_sound_and_can_be_brought_back(old: Exchanging) -> None:
    (copy,) = backup.kept(old.data)
    old.open()
    old.store.record(SITI, LessonRead("kursus", "l150"))
    assert backup.faults(old.data, copy) == ()
    device = old.store.device
    old.restore(copy)
    assert old.store.count == 151
    assert [r.event for r in old.store.happenings()] == [LifeBegan("restored", device)]
    assert old.store.damages() == ()


def test_a_damaged_one_is_mended_by_what_it_proves_itself(old: Exchanging) -> None:
    for copy in backup.kept(old.data):
        backup.remove(old.data, copy)
    db = sqlite3.connect(old.file)
    db.execute("update event set body = x'00' where seq = 9")
    db.commit()
    db.close()
    (damage,) = check_file(old.file, old.data).damages
    assert (damage.code, damage.where[-2:]) == ("chain", "/9")
    assert old.healer.heal() == Healed(MONDAY, 149, 1)
    assert (old.open().count_of(SITI), old.store.damages()) == (149, ())
    assert len(old.store.roster.everyone()) == len(demo.LEARNERS)


def test_it_can_be_looked_at_without_a_change(old: Exchanging) -> None:
    before = old.file.read_bytes()
    store = Store(old.file, old.clock.now, old.clock.chance, view_only=True)
    assert tuple(r.event for r in store.events(SITI)) == EVENTS
    assert (store.count_of(SITI), store.exchange.waiting(), store.damages()) == (150, 150, ())
    store.prove(SITI)
    store.close()
    with looking(old.file) as inside:
        assert inside.form == "old"
    assert old.file.read_bytes() == before
    old.open()


def test_a_table_that_another_hand_took_away_is_not_taken_for_an_older_form(
    old: Exchanging,
) -> None:
    old.open()
    old.edit("drop table elsewhere")
    assert old.store.damages() == (Damage("unreadable"),)
    old.close()
    assert check_file(old.file, old.data).damages == (Damage("integrity", "tables"),)
    db = open_to_read(f"{old.file.as_uri()}?mode=ro")
    assert db.execute("select count(*) from elsewhere").fetchone() == (0,)
    db.close()
    old.healer.heal()
    old.open()
    assert (old.store.count_of(SITI), old.store.damages()) == (150, ())
