from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.learning.events import CertificateIssued, LessonRead, LifeBegan
from kiosk.store import Store, StoreTrouble, backup
from kiosk.store.machine import Machine
from kiosk.store.note import Note
from tests.conftest import MONDAY, Clock

SITI = "11111111-1111-5111-8111-111111111111"
READ = LessonRead("kursus", "l1")
CERTIFIED = CertificateIssued("kursus", "1/2026", 2, 90, "2026-11-23", "{}", "ab")
ONE, TWO = Machine(system="a"), Machine(system="b")


def lives(store: Store) -> list[str]:
    return [r.event.reason for r in store.happenings() if isinstance(r.event, LifeBegan)]


def checkpoints(store: Store) -> list[int]:
    rows = store._db.execute("select seq from checkpoint order by device, seq").fetchall()
    return [seq for (seq,) in rows]


class Opener:
    """Open one file again and again, as programs one after the other would."""

    def __init__(self, folder: Path) -> None:
        self.file, self.clock = folder / "dermaga.sqlite", Clock()

    def __call__(self, machine: Machine = ONE, *, view_only: bool = False) -> Store:
        return Store(
            self.file, self.clock.now, self.clock.chance, machine=machine, view_only=view_only
        )

    def after(self, *events: LessonRead, machine: Machine = ONE) -> str:
        """Open, record, close; the device's id."""
        store = self(machine)
        store.record(SITI, *events)
        store.close()
        return store.device


@pytest.fixture
def opening(tmp_path: Path) -> Opener:
    return Opener(tmp_path)


def test_every_hundredth_event_and_each_certificate_is_signed(store: Store) -> None:
    store.record(SITI, *[READ] * 99)
    assert checkpoints(store) == []
    store.record(SITI, READ)
    assert checkpoints(store) == [100]
    store.record(SITI, READ, CERTIFIED, READ)
    assert checkpoints(store) == [100, 102]
    store.record(SITI, *[READ] * 200)
    assert checkpoints(store) == [100, 102, 200, 300]
    assert store.damages() == ()


def test_before_an_export_the_log_is_signed_as_far_as_it_has_come(store: Store) -> None:
    store.sign_off()
    assert checkpoints(store) == []
    store.record(SITI, READ, READ)
    store.sign_off()
    store.sign_off()
    assert checkpoints(store) == [2]
    assert store.damages() == ()


def test_a_transaction_that_fails_leaves_the_log_as_it_was(store: Store) -> None:
    store.record(SITI, READ)
    before = store._log.kept()

    def half_done() -> None:
        with store.writing():
            store.keep("x", "y", b"never")
            store.record(SITI, *[READ] * 150)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    assert store._log.kept() == before
    store.record(SITI, READ)
    assert (store.count, checkpoints(store), store.damages()) == (2, [], ())


def test_the_same_computer_goes_on_in_the_same_life(opening: Opener) -> None:
    assert len({opening.after(READ) for _ in range(4)}) == 1
    store = opening()
    assert (lives(store), store.life, store.count) == ([], "", 4)
    store.close()


def test_another_computer_is_another_device_and_numbers_tell_it(opening: Opener) -> None:
    first = opening.after(READ)
    second = opening.after(READ, machine=TWO)
    store = opening(TWO)
    assert (lives(store), store.device, second != first) == (["clone"], second, True)
    assert len(store.life) == 3
    assert store.life.isalpha()
    assert store.count == 3
    assert store.damages() == ()
    store.close()


def test_each_life_has_letters_of_its_own(opening: Opener) -> None:
    letters = []
    for n in range(20):
        store = opening(Machine(system=f"{n}"))
        letters.append(store.life)
        store.close()
    assert letters[0] == ""
    assert len(set(letters)) == 20


def test_no_event_of_an_older_file_is_ever_said_twice(opening: Opener, tmp_path: Path) -> None:
    """Somebody puts a file of yesterday in place: the seqs used since are not used again."""
    first = opening.after(READ)
    shutil.copyfile(opening.file, tmp_path / "yesterday")
    opening.after(READ, READ)
    shutil.copyfile(tmp_path / "yesterday", opening.file)
    store = opening()
    assert (lives(store), store.device != first, store.count) == (["restored"], True, 2)
    store.close()


def test_a_file_as_old_as_the_last_backup_is_known_by_it(opening: Opener, tmp_path: Path) -> None:
    """The note beside the file was put back with it; the backups were not."""
    opening.after(READ)
    for part in [opening.file, *tmp_path.glob("*.seen")]:
        shutil.copyfile(part, part.with_suffix(".old"))
    device = opening.after(READ)
    backup.make(opening.file, MONDAY, "time")
    for part in [opening.file, *tmp_path.glob("*.seen")]:
        shutil.copyfile(part.with_suffix(".old"), part)
    store = opening()
    assert (lives(store), store.device != device) == (["restored"], True)
    store.close()
    again = opening()
    assert lives(again) == ["restored"]
    again.close()


@pytest.mark.parametrize("left", [None, b"", b"{", b'{"seq":9,"hash":""}'])
def test_a_note_that_is_gone_or_hurt_begins_a_new_life(opening: Opener, left: bytes | None) -> None:
    device = opening.after(READ)
    note = opening.file.with_name(f"{device}.seen")
    note.unlink()
    if left is not None:
        note.write_bytes(left)
    store = opening()
    assert lives(store) == ["restored"]
    store.close()


def test_the_note_follows_each_commit(opening: Opener, tmp_path: Path) -> None:
    store = opening()
    for n in range(3):
        noted = Note.read(tmp_path, store.device)
        assert noted is not None
        assert noted.seq == n
        store.record(SITI, READ)
    store.close()


def test_a_lost_key_begins_a_new_life(opening: Opener) -> None:
    device = opening.after(READ)
    opening.file.with_name(f"{device}.key").unlink()
    store = opening()
    assert (lives(store), store.damages(), store.count) == (["key-lost"], (), 2)
    store.close()


def test_the_key_of_a_former_life_stays_unless_another_computer_has_it(
    opening: Opener, tmp_path: Path
) -> None:
    first = opening.after(READ)
    second = opening.after(READ, machine=TWO)
    opening.file.with_name(f"{second}.seen").unlink()
    third = opening.after(READ, machine=TWO)
    assert len({first, second, third}) == 3
    assert {p.stem for p in tmp_path.glob("*.key")} == {second, third}
    assert {p.stem for p in tmp_path.glob("*.seen")} == {third}


def test_the_end_of_the_demonstration_leaves_nothing(opening: Opener, tmp_path: Path) -> None:
    store = opening()
    store.record(SITI, READ)
    store.keep("x", "y", b"z")
    store.begin_anew()
    assert (store.count, store.life, store.names_of("x"), store.damages()) == (0, "", (), ())
    assert [p.stem for p in tmp_path.glob("*.key")] == [store.device]
    store.record(SITI, READ)
    store.close()
    again = opening()
    assert (again.count, lives(again)) == (1, [])
    again.close()


def test_a_new_life_makes_nothing_true_that_was_not(opening: Opener) -> None:
    """A name edited in the file does not become good by the file going to another computer."""
    store = opening()
    store.keep("settings", "kiosk", b"{}")
    store.close()
    raw = sqlite3.connect(opening.file)
    raw.execute("update document set body = x'5b5d' where kind = 'settings'")
    raw.commit()
    raw.close()
    with pytest.raises(StoreTrouble, match="damaged"):
        opening(TWO)


def test_a_life_that_cannot_begin_leaves_the_former_one(
    opening: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    device = opening.after(READ)

    def full(*_: object) -> None:
        raise OSError(28, "no space")

    with monkeypatch.context() as patch:
        patch.setattr("kiosk.store.keys.write_key", full)
        with pytest.raises(StoreTrouble, match="full"):
            opening(TWO)
    assert opening.after(READ) == device


def test_view_only_nothing_begins(opening: Opener, tmp_path: Path) -> None:
    device = opening.after(READ)
    before = {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()}
    store = opening(TWO, view_only=True)
    assert (store.device, store.count, lives(store)) == (device, 1, [])
    store.close()
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir() if p.is_file()} == before


def test_a_file_begun_and_nothing_more_is_sound(opening: Opener) -> None:
    """A new kiosk killed after its tables were made, before its first word."""
    from kiosk.store.check import check_file
    from kiosk.store.opening import open_to_write

    open_to_write(opening.file, opening.clock.chance).close()
    assert check_file(opening.file, opening.file.parent).damages == ()
    store = opening()
    assert (store.count, store.damages(), lives(store)) == (0, (), [])
    store.close()


def test_a_file_without_an_end_but_with_people_is_not_new(opening: Opener) -> None:
    opening.after(READ)
    raw = sqlite3.connect(opening.file)
    for table in ("head", "event", "checkpoint", "device"):
        raw.execute(f"delete from {table}")  # noqa: S608
    raw.commit()
    raw.close()
    with pytest.raises(StoreTrouble, match="damaged"):
        opening()


@settings(max_examples=20)
@given(st.lists(st.integers(1, 130), max_size=5), st.integers(0, 300))
def test_however_events_come_the_chain_holds_and_the_next_program_goes_on(
    tmp_path_factory: pytest.TempPathFactory, strokes: list[int], alone: int
) -> None:
    opening = Opener(tmp_path_factory.mktemp("log"))
    store = opening()
    for count in strokes:
        store.record(SITI, *[READ] * count)
    for _ in range(alone % 7):
        store.record("", READ)
    total = sum(strokes) + alone % 7
    assert (store.count, store.damages()) == (total, ())
    assert checkpoints(store) == list(range(100, total + 1, 100))
    store.close()
    again = opening()
    assert (again.count, lives(again)) == (total, [])
    again.close()


def test_all_of_an_event_is_bound_by_its_seal(store: Store) -> None:
    store.record(SITI, READ)
    (salt, body) = store._db.execute("select salt, body from event").fetchone()
    assert len(salt) == 18
    assert body == msgspec.json.encode(READ)


@pytest.mark.parametrize("table", ["head", "device"])
@pytest.mark.parametrize("value", ["7", "x'00'", "'seven'", "null"])
def test_an_end_of_another_type_is_damage(opening: Opener, table: str, value: str) -> None:
    opening.after(READ)
    raw = sqlite3.connect(opening.file)
    raw.execute(f"create table loose as select * from {table}")  # noqa: S608
    raw.execute(f"drop table {table}")
    raw.execute(f"alter table loose rename to {table}")
    raw.execute(f"update {table} set hash = {value}")  # noqa: S608
    raw.commit()
    raw.close()
    with pytest.raises(StoreTrouble, match="damaged"):
        opening()
