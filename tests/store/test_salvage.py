"""What a damaged file proves. The damages themselves are tried by the hundred in tests/faults."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.learning.events import LessonRead
from kiosk.office import demo
from kiosk.parcel import chain
from kiosk.store import Store
from kiosk.store.evidence import Evidence, vouched
from kiosk.store.keys import read_key
from kiosk.store.machine import Machine
from kiosk.store.pages import PAGE, Pages
from kiosk.store.salvage import Damaged
from kiosk.store.seals import Seals
from tests.conftest import Clock
from tests.faults.rig_forger import Forger

SITI, BUDI = demo.LEARNERS[0].id, demo.LEARNERS[1].id
READ = LessonRead("kursus", "l1")
START = (0, chain.START)


@pytest.fixture
def file(tmp_path: Path, clock: Clock) -> Path:
    """Two lives: 120 events, then 130; five people, a document."""
    for number, machine in enumerate("ab"):
        store = Store(
            tmp_path / "dermaga.sqlite", clock.now, clock.chance, machine=Machine(machine)
        )
        if not number:
            store.roster.put(demo.LEARNERS)
            store.keep("settings", "kiosk", b"{}")
        store.record(SITI, *[READ] * (120 + 9 * number))
        store.close()
    return tmp_path / "dermaga.sqlite"


@contextmanager
def damaged(file: Path) -> Iterator[Damaged]:
    db = sqlite3.connect(file, isolation_level=None)
    try:
        yield Damaged(db, file.parent, Pages(file, ()))
    finally:
        db.close()


def test_a_whole_file_proves_all_of_itself(file: Path) -> None:
    with damaged(file) as old:
        assert old.own is not None
        assert [(d.n, d.seq) for d in old.devices.values()] == [(2, 130), (1, 120)]
        for device, count in ((old.devices[1], 120), (old.devices[2], 130)):
            found = old.proven(device, START)
            assert (len(found.rows), found.lost, found.end) == (count, {}, count)
            assert set(old.signatures(device, {r[0]: r[8] for r in found.rows})) == {100}
        kept = old.sealed_rows()
        assert kept.missing == 0
        assert len([name for name in kept.rows if name[0] == "learner"]) == 5


def test_only_what_came_after_a_copy_is_looked_at(file: Path) -> None:
    with damaged(file) as old:
        device = old.devices[2]
        all_of_it = old.proven(device, START).rows
        later = old.proven(device, (100, all_of_it[99][8]))
        assert [row[0] for row in later.rows] == list(range(101, 131))


def edited(file: Path, sql: str, *values: object) -> None:
    db = sqlite3.connect(file)
    assert db.execute(sql, values).rowcount != 0
    db.commit()
    db.close()


@pytest.mark.parametrize(
    "edit",
    [
        "body = x'7b7d'", "salt = zeroblob(18)", "kind = 'x'", "at = 1", "clock = 1",
        "learner = null", "id = zeroblob(16)",
    ],
)  # fmt: skip
@pytest.mark.parametrize("n", [1, 2])
def test_an_edited_event_is_lost_and_no_other(file: Path, n: int, edit: str) -> None:
    edited(file, f"update event set {edit} where device = ? and seq = 50", n)  # noqa: S608
    with damaged(file) as old:
        found = old.proven(old.devices[n], START)
        assert list(found.lost) == [50]
        assert len(found.rows) == 119 + 10 * (n - 1)


@pytest.mark.parametrize("seq", [1, 50, 130])
def test_a_hurt_link_is_put_right(file: Path, seq: int) -> None:
    with damaged(file) as old:
        whole = old.proven(old.devices[2], START).rows
    edited(file, "update event set hash = zeroblob(32) where device = 2 and seq = ?", seq)
    with damaged(file) as old:
        found = old.proven(old.devices[2], START)
        assert (found.rows, found.lost) == (whole, {})


def test_a_chain_made_anew_around_an_edit_proves_the_edit_none_of_it(file: Path) -> None:
    """Where the device's key is here; all innocent events are there."""
    forger = Forger(file.parent, file.parent)
    forger.body(50, lambda _: b'{"type":"signed-in"}')
    forger.relink(50)
    forger.settle()
    forger.db.close()
    with damaged(file) as old:
        found = old.proven(old.devices[2], START)
        assert list(found.lost) == [50]
        assert len(found.rows) == 129


def test_without_a_key_a_chain_made_anew_counts_up_to_its_last_signature(file: Path) -> None:
    forger = Forger(file.parent, file.parent)
    forger.body(110, lambda _: b'{"type":"signed-in"}', 1)
    forger.relink(110, n=1)
    forger.db.close()
    with damaged(file) as old:
        found = old.proven(old.devices[1], START)
        assert ([row[0] for row in found.rows], found.end) == (list(range(1, 101)), 120)


def test_missing_events_are_lost_with_an_unknown_hash(file: Path) -> None:
    edited(file, "delete from event where device = 2 and seq between 40 and 42")
    with damaged(file) as old:
        found = old.proven(old.devices[2], START)
        assert found.lost == {40: b"", 41: b"", 42: b""}
        assert len(found.rows) == 127


def test_a_number_gone_wild_makes_no_million_events_lost(file: Path) -> None:
    edited(file, "update event set seq = 9000000000 where device = 2 and seq = 130")
    with damaged(file) as old:
        found = old.proven(old.devices[2], START)
        assert (len(found.rows), found.lost, found.end) == (129, {}, 130)


@pytest.mark.parametrize("table", ["head", "device", "event", "learner", "checkpoint"])
def test_a_table_that_is_gone_hides_nothing_that_stands_elsewhere(file: Path, table: str) -> None:
    """The pages of a dropped table are only free, as after a flipped bit in the schema."""
    db = sqlite3.connect(file)
    db.execute("pragma writable_schema = on")
    db.execute("pragma secure_delete = off")
    db.execute("delete from sqlite_schema where tbl_name = ?", (table,))
    db.commit()
    db.close()
    with damaged(file) as old:
        assert old.own is not None
        assert sorted(old.devices) == [1, 2]
        assert [len(old.proven(old.devices[n], START).rows) for n in (1, 2)] == [120, 130]
        assert len([name for name in old.sealed_rows().rows if name[0] == "learner"]) == 5


def test_a_row_without_its_seal_is_not_kept_and_the_sum_tells(file: Path) -> None:
    edited(file, "update learner set name = 'Peserta Lain' where id = ?", BUDI)
    with damaged(file) as old:
        kept = old.sealed_rows()
        assert ("learner", BUDI) not in kept.rows
        assert kept.missing not in (0, None)


@pytest.mark.parametrize("name", ["x' or 1", "01a205ea-be80-7d26-a215-4e6d76b2b2b0"])
def test_a_device_with_another_name_is_known_by_its_key_or_its_links(file: Path, name: str) -> None:
    with damaged(file) as old:
        names = {n: d.name for n, d in old.devices.items()}
    for n in (1, 2):
        edited(file, "update device set id = ? where n = ?", f"{name}{n}", n)
    with damaged(file) as old:
        assert {n: d.name for n, d in old.devices.items()} == names
        assert len(old.proven(old.devices[1], START).rows) == 120


# Pages


def test_all_rows_are_found_in_their_pages(file: Path) -> None:
    rows = [row for row in Pages(file, ()).rows(10) if isinstance(row[0], int)]
    db = sqlite3.connect(file)
    assert set(db.execute("select * from event").fetchall()) == set(rows)
    db.close()


@pytest.mark.parametrize("hurt", [0, 3, 4, 5, 6])
def test_a_hurt_head_of_a_page_hides_no_row(file: Path, hurt: int) -> None:
    whole = bytearray(file.read_bytes())
    before = set(Pages(file, ()).rows(10))
    for page in range(1, len(whole) // PAGE):
        if whole[page * PAGE] == 10:
            whole[page * PAGE + hurt] ^= 4
    file.write_bytes(whole)
    assert before <= set(Pages(file, ()).rows(10))


@pytest.mark.parametrize("left", [b"", b"x", bytes(PAGE * 3), b"\x0a" * PAGE * 2, b"\xff" * 9999])
def test_nonsense_holds_no_rows(tmp_path: Path, left: bytes) -> None:
    (tmp_path / "f").write_bytes(left)
    pages = Pages(tmp_path / "f", (tmp_path / "f", tmp_path / "none"))
    assert [row for row in pages.rows(10) if vouched("x", row[1:], Seals(b"key"))] == []


# Evidence


def test_an_event_of_wrong_types_proves_nothing(file: Path) -> None:
    with damaged(file) as old:
        device, (row, following, *_) = old.devices[2], old.proven(old.devices[2], START).rows
    key = read_key(file.parent, device.name)
    assert key is not None
    seals = Seals(key.seal_key)
    for place in range(1, 9):
        for wrong in (7, 1.5, "x", None, b""):
            hurt = (*row[:place], wrong, *row[place + 1 :])
            proof = Evidence(device.name, hurt, chain.START, following)  # type: ignore[arg-type]
            hashed = proof.proven_by(seals, None)
            assert hashed in (None, row[8]), (place, wrong)
            assert hashed is None or place == 8 or wrong == row[place]
